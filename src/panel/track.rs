//! The slider over the run. Its axis counts the stops, so that a busy moment and a long silence
//! take the same room for each thing that matters; the marks above it stand on the same axis.

use core::fmt::Write as _;

use highwater_core::trace::Weight;
use highwater_text::{Lang, same, say};
use leptos::prelude::event_target_value;

use super::moment::in_ms;
use crate::session::{Action, Playback};
use crate::store::{Look, Store};
use crate::view::{El, el};

/// More marks than this would run into each other.
const MARKS_MAX: usize = 160;

/// The length of the axis: about that of a wide screen, as a drawing that is stretched much is blurred.
const AXIS: usize = 2_000;

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
            "{0} ms, step {1} of {2}",
            "{0} ms, {2}단계 중 {1}단계",
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
        .child(el("div").class("track__marks").child(drawing(marks)))
        .child(slider)
}

/// What has marks of its own kind, in the order in which they are drawn. A loss has a dot on its mark, so that
/// it is not told by colour alone.
const KINDS: [&str; 5] = ["ordinary", "milestone", "branch", "loss", "dot"];

/// The marks, each kind a path by itself: while it plays they move with every stop, and a kind that has none
/// is not touched.
fn drawing(marks: Look<Marks>) -> El {
    let mut drawing = el("svg")
        .attr("aria-hidden", "true")
        .attr("preserveAspectRatio", "none")
        .attr("viewBox", &["0 0 ", &AXIS.to_string(), " 10"].concat());
    for (index, kind) in KINDS.iter().enumerate() {
        let path = move || marks.with(|marks| marks.paths.get(index).cloned());
        let class = ["mark mark--", kind].concat();
        drawing = drawing.child(el("path").class(&class).live("d", path));
    }
    drawing
}

/// The marks as paths, by kind, as in [`KINDS`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Marks {
    paths: [String; KINDS.len()],
}

impl Marks {
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
        let axis = Axis {
            stops: stops.len().max(1),
        };
        let acted = playback
            .timeline
            .branched_at()
            .map(|at| stops.partition_point(|stop| stop.at.step <= at.step));
        let ordinary = if fits {
            axis.path(&ordinary, 3)
        } else {
            String::new()
        };
        Self {
            paths: [
                ordinary,
                axis.path(&thinned(&milestones), 0),
                // Where the person acted first.
                axis.path(acted.as_slice(), 0),
                axis.path(&thinned(&losses), 0),
                axis.dots(&losses),
            ],
        }
    }
}

fn thinned(numbers: &[usize]) -> Vec<usize> {
    let every = numbers.len().div_ceil(MARKS_MAX).max(1);
    numbers.iter().step_by(every).copied().collect()
}

/// From the opening, at 0, to the last stop, at [`AXIS`].
struct Axis {
    stops: usize,
}

impl Axis {
    fn place(&self, number: usize) -> usize {
        number * AXIS / self.stops
    }

    /// A dot on top of each: a line without length whose ends are round.
    fn dots(&self, numbers: &[usize]) -> String {
        thinned(numbers)
            .iter()
            .fold(String::new(), |mut path, number| {
                // Writing into a string does not fail.
                let _ = write!(path, "M{} 1h0", self.place(*number));
                path
            })
    }

    fn path(&self, numbers: &[usize], top: u32) -> String {
        numbers.iter().fold(String::new(), |mut path, number| {
            // Writing into a string does not fail.
            let _ = write!(path, "M{} {top}V10", self.place(*number));
            path
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_thinned_rather_than_run_together() {
        let many: Vec<usize> = (1..=1_000).collect();
        assert!(thinned(&many).len() <= MARKS_MAX);
        assert_eq!(thinned(&[1, 5, 9]), [1, 5, 9]);
        let axis = Axis { stops: 12 };
        assert_eq!(axis.path(&[3, 12], 3), "M500 3V10M2000 3V10");
    }
}
