//! Simulated time: integer microseconds. Files and screens speak milliseconds, with up to three decimals.

use core::fmt;
use core::ops::{Add, Sub};

use serde::{Deserialize, Serialize};

/// A moment: microseconds since the run began.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Time(pub u64);

/// A length of time in microseconds.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Span(pub u64);

/// Microseconds, at most as many as there are. In wasm a saturating multiplication would take 128
/// bits.
const fn us(ms: u64) -> u64 {
    if ms > u64::MAX / 1_000 {
        u64::MAX
    } else {
        ms * 1_000
    }
}

impl Time {
    /// When the run begins.
    pub const START: Self = Self(0);

    /// The moment that many milliseconds after the start.
    #[must_use]
    pub const fn from_ms(ms: u64) -> Self {
        Self(us(ms))
    }

    /// Whole milliseconds since the start, as Kafka's own clock would read.
    #[must_use]
    pub const fn as_ms(self) -> u64 {
        self.0 / 1_000
    }

    /// How long ago `earlier` was; nothing if it lies ahead.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// That many milliseconds.
    #[must_use]
    pub const fn from_ms(ms: u64) -> Self {
        Self(us(ms))
    }

    /// Whole milliseconds.
    #[must_use]
    pub const fn as_ms(self) -> u64 {
        self.0 / 1_000
    }
}

impl Add<Span> for Time {
    type Output = Self;

    fn add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

impl Sub<Span> for Time {
    type Output = Self;

    fn sub(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0))
    }
}

fn write_ms(micros: u64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (whole, part) = (micros / 1_000, micros % 1_000);
    if part == 0 {
        write!(f, "{whole}")
    } else {
        let decimals = format!("{part:03}");
        write!(f, "{whole}.{}", decimals.trim_end_matches('0'))
    }
}

/// Milliseconds, with the decimals that there are.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_ms(self.0, f)
    }
}

/// Milliseconds, with the decimals that there are.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_ms(self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_shown_in_milliseconds_with_the_decimals_it_has() {
        for (micros, shown) in [
            (0, "0"),
            (1_000, "1"),
            (1_500, "1.5"),
            (41_204_007, "41204.007"),
        ] {
            assert_eq!(Time(micros).to_string(), shown);
        }
    }
}
