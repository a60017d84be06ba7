//! The one axis of offsets that all replicas of a partition share, so that a missing or different
//! record is a hole that one can see. A long log shows a window of it.

use highwater_core::id::Offset;

use super::geometry::{TEXT, text_width};
use super::label::before;

/// From one cell to the next, at least.
const PITCH_MIN: f64 = 36.0;
/// The room between two cells.
pub const CELL_GAP: f64 = 3.0;
/// The room around an offset in its cell.
const CELL_PADDING: f64 = 10.0;

/// Offsets on their way from left to right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    /// The first offset of the window.
    pub first: Offset,
    /// How many offsets have a place.
    pub slots: usize,
    /// Where the first one stands.
    pub x: f64,
    /// From one cell to the next.
    pub pitch: f64,
}

impl Axis {
    /// An axis over `width` from `x` on that shows the end of logs which reach from `start` to `end`, with as
    /// many of the `marks` (high watermarks, ends of logs) as have room beside it, or what is around `anchor`. Where
    /// logs leave width free, their cells are as wide as the widest of their `words` needs.
    #[must_use]
    pub fn new(
        x: f64,
        width: f64,
        (start, end): (Offset, Offset),
        marks: &[Offset],
        anchor: Option<Offset>,
        words: f64,
    ) -> Self {
        let last = end.0.max(start.0);
        let digits = last.to_string();
        let room = |text: &str, size: f64| (text_width(text, size) + CELL_PADDING).max(PITCH_MIN);
        let pitch = room(&digits, TEXT + 1.0);
        let mut axis = Self {
            first: start,
            slots: slots(width, pitch),
            x,
            pitch,
        };
        if last - start.0 <= as_i64(axis.slots) {
            // The next record has a place, too.
            let cells = (last - start.0 + 1) as f64;
            axis.pitch = pitch.max((words + CELL_GAP).min(width / cells));
            axis.slots = slots(width, axis.pitch);
            return axis;
        }
        let shown = anchor.map_or(last, |anchor| anchor.0.max(start.0).min(last));
        let count_width = room(&before(&digits), TEXT);
        axis.x += count_width;
        // At the end of the log nothing is left out on the right, and no count stands there.
        axis.slots = slots(width - count_width, pitch);
        axis.show(start, shown);
        if axis.end().0 <= last {
            axis.slots = slots(width - 2.0 * count_width, pitch);
            axis.show(start, shown);
        }
        if anchor.is_none() {
            axis.reach_back(start, end, marks);
        }
        axis
    }

    /// Moves the window on from the start by as few parts of itself as it takes to show an offset, so
    /// that it rests while a log grows.
    fn show(&mut self, start: Offset, offset: i64) {
        let part = as_i64((self.slots / 3).max(1));
        let beyond = (offset - start.0 - as_i64(self.slots) + 1).max(0);
        let parts = (beyond + part - 1) / part;
        self.first = Offset(start.0 + parts * part);
    }

    /// Moves the window back to the first of the marks that has room beside the end, and to the record
    /// below it, which shows the water, where that has room, too.
    fn reach_back(&mut self, start: Offset, end: Offset, marks: &[Offset]) {
        let reaches = |first: Offset| first.plus(self.slots) >= end;
        let first_mark = marks.iter().copied().filter(|mark| reaches(*mark)).min();
        let Some(mark) = first_mark else { return };
        let wet = Offset(mark.0 - 1).max(start);
        let first = if reaches(wet) { wet } else { mark };
        self.first = self.first.min(first);
    }

    /// The offset after the window.
    #[must_use]
    pub fn end(&self) -> Offset {
        self.first.plus(self.slots)
    }

    /// The axis' right end.
    #[must_use]
    pub fn right(&self) -> f64 {
        self.x + self.length()
    }

    /// The axis' length.
    #[must_use]
    pub fn length(&self) -> f64 {
        self.slots as f64 * self.pitch
    }

    /// Where an offset begins; offsets outside the window stand at its ends.
    #[must_use]
    pub fn x_of(&self, offset: Offset) -> f64 {
        let index = (offset.0.saturating_sub(self.first.0))
            .min(as_i64(self.slots))
            .max(0);
        self.x + index as f64 * self.pitch
    }

    /// Whether the boundary before an offset lies in the window.
    #[must_use]
    pub fn shows(&self, offset: Offset) -> bool {
        offset >= self.first && offset <= self.end()
    }

    /// The offsets of the window.
    pub fn offsets(&self) -> impl Iterator<Item = Offset> {
        (self.first.0..self.end().0).map(Offset)
    }
}

/// How many cells have room.
fn slots(width: f64, pitch: f64) -> usize {
    (width / pitch + 1e-6).floor().max(1.0) as usize
}

fn as_i64(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(start: i64, end: i64, anchor: Option<i64>) -> Axis {
        let ends = (Offset(start), Offset(end));
        Axis::new(10.0, 300.0, ends, &[Offset(end)], anchor.map(Offset), 0.0)
    }

    #[test]
    fn marks_that_lag_are_in_view_with_the_end_while_both_have_room() {
        let ends = (Offset(0), Offset(40));
        let axis = |marks: &[Offset]| Axis::new(10.0, 300.0, ends, marks, None, 0.0);
        let cases: [(&[i64], i64); 6] = [
            (&[40], 40),
            (&[36, 40], 36),
            (&[35, 40, 38], 35),
            (&[34, 40], 34),
            // As many places as there are lie between it and the end.
            (&[33, 40], 33),
            // What is too far away is left out, but not what is nearer.
            (&[5, 36, 40], 36),
        ];
        for (marks, first) in cases {
            let marks: Vec<_> = marks.iter().map(|mark| Offset(*mark)).collect();
            let axis = axis(&marks);
            assert!(axis.shows(Offset(first)), "{marks:?}: {axis:?}");
            assert!(axis.shows(Offset(40)), "{marks:?}: {axis:?}");
            assert!(axis.right() <= 310.0, "{marks:?}: {axis:?}");
        }
        // The end is what grows.
        assert!(!axis(&[Offset(5)]).shows(Offset(5)));
    }

    #[test]
    fn a_short_log_is_shown_whole_with_room_to_grow() {
        let axis = axis(0, 5, None);
        assert_eq!((axis.first, axis.x), (Offset(0), 10.0));
        assert!(axis.end() > Offset(5), "{axis:?}");
    }

    #[test]
    fn cells_are_as_wide_as_their_words_while_all_have_room() {
        for (end, words, pitch) in [
            (3, 0.0, PITCH_MIN),
            (3, 20.0, PITCH_MIN),
            (3, 57.0, 57.0 + CELL_GAP),
            (4, 57.0, 60.0),
            (5, 57.0, 50.0),
            (7, 57.0, 37.5),
            (8, 57.0, PITCH_MIN),
            (40, 57.0, PITCH_MIN),
        ] {
            let axis = Axis::new(10.0, 300.0, (Offset(0), Offset(end)), &[], None, words);
            assert!((axis.pitch - pitch).abs() < 0.01, "{end} {words}: {axis:?}");
            assert!(
                axis.right() <= 310.1 && axis.end() >= Offset(end),
                "{axis:?}"
            );
        }
    }

    #[test]
    fn a_long_log_shows_its_end_and_never_leaves_its_width() {
        for end in [8, 9, 40, 999, 12_345, 9_999_999] {
            let axis = axis(0, end, None);
            assert!(axis.end() >= Offset(end), "{end}: {axis:?}");
            assert!(axis.right() <= 310.0, "{end}: {axis:?}");
        }
    }

    #[test]
    fn the_window_rests_while_a_log_grows() {
        let firsts: Vec<_> = (40..44).map(|end| axis(0, end, None).first).collect();
        assert!(
            firsts.windows(2).filter(|pair| pair[0] != pair[1]).count() <= 2,
            "{firsts:?}"
        );
    }

    #[test]
    fn a_selected_record_is_inside_the_window() {
        for anchor in [0, 3, 17, 39, 40, 400] {
            let axis = axis(0, 40, Some(anchor));
            let anchor = Offset(anchor.min(40));
            assert!(
                axis.first <= anchor && anchor < axis.end(),
                "{anchor}: {axis:?}"
            );
        }
    }

    #[test]
    fn a_room_too_small_for_anything_still_has_a_slot() {
        let axis = Axis::new(
            0.0,
            1.0,
            (Offset(0), Offset(1_000)),
            &[Offset(7)],
            None,
            60.0,
        );
        assert_eq!(axis.slots, 1);
    }
}
