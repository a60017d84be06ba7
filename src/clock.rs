//! The adaptive clock: real time to simulated time. A hop on the network takes milliseconds and a
//! session timeout takes seconds; both are to be watched. Where something worth seeing is under way
//! the clock is in slow motion, idle stretches pass quickly, and it says which.

use highwater_core::time::{Span, Time};

/// A real second shows so much simulated time in slow motion: a hop of 12 ms takes 0.6 s.
const SLOW_PER_SECOND: Span = Span::from_ms(20);
/// So much before the next thing worth seeing, slow motion begins.
const LEAD: Span = Span::from_ms(14);
/// An idle stretch shrinks to its e-th part in this real time, whatever its length.
const IDLE_FADE_US: u64 = 350_000;
/// A real second shows so much when nothing worth seeing is in sight at all.
const EMPTY_PER_SECOND: Span = Span::from_ms(2_000);
/// A longer pause between two frames (a hidden tab) counts as this much.
const FRAME_MAX_US: u64 = 100_000;

const SECOND_US: u64 = 1_000_000;

/// Whether the clock dwells or hurries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tempo {
    /// Something worth seeing is under way.
    #[default]
    SlowMotion,
    /// Nothing worth seeing happens for a while.
    FastForward,
}

/// How fast the person wants it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Speed {
    /// A quarter.
    Quarter,
    /// Half.
    Half,
    /// As designed.
    #[default]
    Normal,
    /// Twice.
    Double,
    /// Four times.
    Fourfold,
}

impl Speed {
    /// All, slowest first.
    pub const ALL: [Self; 5] = [
        Self::Quarter,
        Self::Half,
        Self::Normal,
        Self::Double,
        Self::Fourfold,
    ];

    /// As the screen writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Quarter => "¼×",
            Self::Half => "½×",
            Self::Normal => "1×",
            Self::Double => "2×",
            Self::Fourfold => "4×",
        }
    }

    fn quarters(self) -> u64 {
        match self {
            Self::Quarter => 1,
            Self::Half => 2,
            Self::Normal => 4,
            Self::Double => 8,
            Self::Fourfold => 16,
        }
    }
}

/// What there is to see around a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Around {
    /// The moment.
    pub now: Time,
    /// Whether a message that matters is moving.
    pub under_way: bool,
    /// When the next thing worth seeing happens, as far as is known.
    pub next_worth: Option<Time>,
}

/// The moment that follows after `real_us` microseconds of a person's time.
#[must_use]
pub fn advance(real_us: u64, speed: Speed, around: Around) -> (Time, Tempo) {
    let real_us = real_us.min(FRAME_MAX_US).saturating_mul(speed.quarters()) / 4;
    let slow = passed(SLOW_PER_SECOND, real_us);
    if around.under_way {
        return (around.now + slow, Tempo::SlowMotion);
    }
    let Some(next) = around.next_worth else {
        return (
            around.now + passed(EMPTY_PER_SECOND, real_us),
            Tempo::FastForward,
        );
    };
    let idle = (next - LEAD).since(around.now);
    if idle == Span::ZERO {
        return (around.now + slow, Tempo::SlowMotion);
    }
    let faded = Span(idle.0.saturating_mul(real_us) / IDLE_FADE_US);
    (around.now + faded.max(slow).min(idle), Tempo::FastForward)
}

fn passed(per_second: Span, real_us: u64) -> Span {
    Span((per_second.0.saturating_mul(real_us) / SECOND_US).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME_US: u64 = 16_667;

    fn around(now_ms: u64, under_way: bool, next_ms: Option<u64>) -> Around {
        Around {
            now: Time::from_ms(now_ms),
            under_way,
            next_worth: next_ms.map(Time::from_ms),
        }
    }

    fn frames_until(goal: Time, mut here: Around) -> usize {
        for frame in 0..100_000 {
            if here.now >= goal {
                return frame;
            }
            here.now = advance(FRAME_US, Speed::Normal, here).0;
        }
        panic!("the clock stands still")
    }

    #[test]
    fn a_hop_on_the_network_is_shown_in_slow_motion() {
        let hop = around(100, true, Some(112));
        assert_eq!(advance(FRAME_US, Speed::Normal, hop).1, Tempo::SlowMotion);
        let frames = frames_until(Time::from_ms(112), hop);
        assert!((30..45).contains(&frames), "{frames} frames");
    }

    #[test]
    fn an_idle_stretch_passes_quickly_whatever_its_length() {
        for (length_ms, frames_max) in [(1_000, 180), (9_000, 230), (300_000, 310)] {
            let idle = around(0, false, Some(length_ms));
            assert_eq!(advance(FRAME_US, Speed::Normal, idle).1, Tempo::FastForward);
            let frames = frames_until(Time::from_ms(length_ms), idle);
            assert!(frames <= frames_max, "{length_ms} ms take {frames} frames");
        }
    }

    #[test]
    fn slow_motion_begins_before_what_is_worth_seeing() {
        assert_eq!(
            advance(FRAME_US, Speed::Normal, around(990, false, Some(1_000))).1,
            Tempo::SlowMotion
        );
        let (now, _) = advance(
            FRAME_MAX_US,
            Speed::Fourfold,
            around(985, false, Some(1_000)),
        );
        assert_eq!(now, Time::from_ms(986));
    }

    #[test]
    fn time_always_goes_on_and_a_higher_speed_never_goes_slower() {
        for around in [
            around(5, true, None),
            around(5, false, None),
            around(5, false, Some(6)),
            around(5, false, Some(5_000)),
        ] {
            for real_us in [0, 1, FRAME_US, u64::MAX] {
                let moments: Vec<Time> = Speed::ALL
                    .iter()
                    .map(|speed| advance(real_us, *speed, around).0)
                    .collect();
                assert!(moments.iter().all(|moment| *moment > around.now));
                assert!(moments.is_sorted(), "{moments:?}");
            }
        }
    }
}
