//! The slider over the run. Its axis counts the stops, so that a busy moment and a long silence
//! take the same room for each thing that matters; the marks above it stand on the same axis.

use core::fmt::Write as _;

use highwater_core::trace::Weight;
use highwater_text::Lang;
use leptos::prelude::*;

use super::time_bar::shown;
use crate::session::{Action, Playback, Stop};
use crate::store::Store;

/// More marks than this would run into each other.
const MARKS_MAX: usize = 160;

/// The slider and its marks.
#[component]
pub fn Track(store: Store, lang: Lang) -> impl IntoView {
    let reach = store.memo(|session| {
        let playback = session.playback();
        (playback.stops_passed(), playback.stops().len())
    });
    let marks = store.memo(|session| Marks::of(session.playback()));
    let played = move || {
        let (passed, all) = reach.get();
        format!("--played: {:.4}", passed as f64 / all.max(1) as f64)
    };
    let value_text = move || {
        let (passed, all) = reach.get();
        let time = shown(store.now.get(), true);
        lang.pick(
            format!("{time} ms, event {passed} of {all}"),
            format!("{time} ms, 이벤트 {passed}/{all}"),
        )
    };
    let scrub = move |event| {
        if let Ok(passed) = event_target_value(&event).parse() {
            store.dispatch(Action::Scrub(passed));
        }
    };
    view! {
        <div class="track" style=played>
            <svg class="track__marks" aria-hidden="true" preserveAspectRatio="none"
                viewBox=move || format!("0 0 {} 10", reach.get().1.max(1))>
                <path class="mark mark--ordinary" d=move || marks.with(|marks| marks.ordinary.clone())/>
                <path class="mark mark--milestone" d=move || marks.with(|marks| marks.milestones.clone())/>
                <path class="mark mark--branch" d=move || marks.with(|marks| marks.branch.clone())/>
            </svg>
            <input type="range" class="track__range" min="0" step="1"
                aria-label=lang.pick("Time", "시간") aria-valuetext=value_text
                prop:max=move || reach.get().1.to_string()
                prop:value=move || reach.get().0.to_string()
                on:input=scrub/>
        </div>
    }
}

/// The marks as paths, by weight, and where the person acted first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Marks {
    ordinary: String,
    milestones: String,
    branch: String,
}

impl Marks {
    fn of(playback: &Playback) -> Self {
        let stops = playback.stops();
        let of_weight = |weight| numbered(stops).filter(move |(_, stop)| stop.weight == weight);
        let milestones: Vec<usize> = of_weight(Weight::Milestone)
            .map(|(number, _)| number)
            .collect();
        let ordinary: Vec<usize> = of_weight(Weight::Ordinary)
            .map(|(number, _)| number)
            .collect();
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
            branch: path(acted.as_slice(), 0),
        }
    }
}

fn numbered(stops: &[Stop]) -> impl Iterator<Item = (usize, &Stop)> {
    stops
        .iter()
        .enumerate()
        .map(|(index, stop)| (index + 1, stop))
}

fn thinned(numbers: &[usize]) -> Vec<usize> {
    let every = numbers.len().div_ceil(MARKS_MAX).max(1);
    numbers.iter().step_by(every).copied().collect()
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
