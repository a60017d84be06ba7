//! The slider over the run. Its axis counts the stops, so that a busy moment and a long silence
//! take the same room for each thing that matters; the marks above it stand on the same axis.

use core::fmt::Write as _;

use highwater_core::trace::Weight;
use highwater_text::{Lang, same, say};
use leptos::prelude::event_target_value;

use super::moment::in_ms;
use crate::session::{Action, Playback};
use crate::store::Store;
use crate::view::{El, el};

/// More marks than this would run into each other.
const MARKS_MAX: usize = 160;

/// The slider and its marks.
pub fn track(store: Store, lang: Lang) -> El {
    let reach = store.look(|session| {
        let playback = session.playback();
        (playback.stops_passed(), playback.stops().len())
    });
    let marks = store.look(|session| Marks::of(session.playback()));
    let played = move || {
        let (passed, all) = reach.get();
        Some(same!(lang, "--played: {0}", passed * 1_000 / all.max(1)))
    };
    let value_text = move || {
        let (passed, all) = reach.get();
        let time = in_ms(store.now());
        Some(say!(
            lang,
            "{0} ms, event {1} of {2}",
            "{0} ms, 이벤트 {1}/{2}",
            &time,
            passed,
            all
        ))
    };
    let scrub = move |event| {
        if let Ok(passed) = event_target_value(&event).parse() {
            store.dispatch(Action::Scrub(passed));
        }
    };
    let slider = el("input")
        .attr("type", "range")
        .class("track__range")
        .attr("min", "0")
        .attr("step", "1")
        .attr("aria-label", lang.pick("Time", "시간"))
        .live("aria-valuetext", value_text)
        // A slider takes a value only up to its largest, so that comes first.
        .property("max", move || reach.get().1.to_string())
        .property("value", move || reach.get().0.to_string())
        .on_event("input", scrub);
    el("div")
        .class("track")
        .live("style", played)
        .child(
            el("div")
                .class("track__marks")
                .live_html(move || marks.with(Marks::drawn)),
        )
        .child(slider)
}

/// The marks as paths, by weight, and where the person acted first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Marks {
    ordinary: String,
    milestones: String,
    losses: String,
    /// A loss has a dot on its mark, so that it is not told by colour alone.
    dots: String,
    branch: String,
    /// The axis: from 0, which is the opening, to the last stop.
    length: usize,
}

impl Marks {
    fn drawn(&self) -> String {
        let Self {
            ordinary,
            milestones,
            losses,
            dots,
            branch,
            length,
        } = self;
        format!(
            "<svg aria-hidden=\"true\" preserveAspectRatio=\"none\" viewBox=\"0 0 {length} 10\">\
             <path class=\"mark mark--ordinary\" d=\"{ordinary}\"/>\
             <path class=\"mark mark--milestone\" d=\"{milestones}\"/>\
             <path class=\"mark mark--branch\" d=\"{branch}\"/>\
             <path class=\"mark mark--loss\" d=\"{losses}\"/>\
             <path class=\"mark mark--dot\" d=\"{dots}\"/></svg>"
        )
    }

    fn of(playback: &Playback) -> Self {
        let stops = playback.stops();
        let (mut milestones, mut ordinary, mut losses) = (Vec::new(), Vec::new(), Vec::new());
        for (index, stop) in stops.iter().enumerate() {
            match stop.weight {
                _ if stop.breaks => losses.push(index + 1),
                Weight::Milestone => milestones.push(index + 1),
                Weight::Ordinary => ordinary.push(index + 1),
                Weight::Routine => {}
            }
        }
        let fits = stops.len() <= MARKS_MAX;
        let acted = playback
            .timeline
            .branched_at()
            .map(|at| stops.partition_point(|stop| stop.at.step <= at.step));
        Self {
            ordinary: if fits {
                path(&ordinary, 3)
            } else {
                String::new()
            },
            milestones: path(&thinned(&milestones), 0),
            losses: path(&thinned(&losses), 0),
            dots: dots(&losses),
            branch: path(acted.as_slice(), 0),
            length: stops.len().max(1),
        }
    }
}

fn thinned(numbers: &[usize]) -> Vec<usize> {
    let every = numbers.len().div_ceil(MARKS_MAX).max(1);
    numbers.iter().step_by(every).copied().collect()
}

/// A dot on top of each: a line without length whose ends are round.
fn dots(numbers: &[usize]) -> String {
    thinned(numbers)
        .iter()
        .fold(String::new(), |mut path, number| {
            // Writing into a string does not fail.
            let _ = write!(path, "M{number} 1h0");
            path
        })
}

fn path(numbers: &[usize], top: u32) -> String {
    numbers.iter().fold(String::new(), |mut path, number| {
        // Writing into a string does not fail.
        let _ = write!(path, "M{number} {top}V10");
        path
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_thinned_rather_than_run_together() {
        let many: Vec<usize> = (1..=1_000).collect();
        assert!(thinned(&many).len() <= MARKS_MAX);
        assert_eq!(thinned(&[1, 5, 9]), [1, 5, 9]);
        assert_eq!(path(&[1, 12], 3), "M1 3V10M12 3V10");
    }
}
