//! How far a group is in its partitions, on one axis of offsets: what is committed, the position, the high
//! watermark and the end of the log.

use highwater_core::id::Offset;
use highwater_core::sim::PartitionProgress;

use super::{Facts, words};
use crate::session::Selection;
use crate::stage::geometry::{Rect, point};
use crate::stage::ink::{self, shape};
use crate::stage::pen::{LINE, Pen};

/// Above the track a position points at it, below it the end of the log.
const ABOVE: f64 = 7.0;
const TRACK: f64 = 8.0;
const BELOW: f64 = 11.0;
/// From the sides of the track to what stands at its ends.
const SIDE: f64 = 6.0;

/// The offsets that lanes have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    first: Offset,
    last: Offset,
}

impl Axis {
    /// From the first offset that anything stands at to the last.
    pub fn over<'a>(partitions: impl Iterator<Item = &'a PartitionProgress>) -> Self {
        let (mut first, mut last) = (None, None);
        for one in partitions {
            for at in [one.committed, one.position, one.high_watermark, one.log_end] {
                first = at
                    .map(|at| first.map_or(at, |first: Offset| first.min(at)))
                    .or(first);
                last = last.max(at);
            }
        }
        Self {
            first: first.unwrap_or(Offset::ZERO),
            last: last.unwrap_or(Offset::ZERO),
        }
    }

    /// The first offset that anything stands at, and the last.
    pub fn ends(self) -> [Offset; 2] {
        [self.first, self.last]
    }

    fn x_of(self, offset: Offset, track: Rect) -> f64 {
        let whole = (self.last.0 - self.first.0).max(1) as f64;
        let part = (offset.0 - self.first.0) as f64 / whole;
        track.x + SIDE + (track.width - 2.0 * SIDE) * part
    }
}

/// A partition's row: its lane, too, unless there are too many.
pub fn lane(facts: &Facts<'_>, pen: &mut Pen<'_>, one: &PartitionProgress) {
    let name = facts.name_of(one.partition);
    let since = facts.standstills.since(&facts.view.id, one.partition);
    let stands = since.map(|since| facts.span(facts.now.since(since)));
    let numbers = words::numbers(facts.lang, one);
    let said = words::partition(facts.lang, &name, &numbers[0], stands.as_deref());
    let height = match facts.is_crowd {
        true => LINE,
        false => LINE + ABOVE + TRACK + BELOW,
    };
    let mut row = pen.row(said, Some(Selection::Partition(one.partition)), height);
    match stands {
        Some(stands) => {
            let stands = words::stands(facts.lang, &stands);
            // Where its next owner will begin.
            let said = [
                words::committed(facts.lang, one),
                words::committed_mark(one),
            ]
            .map(|committed| words::list(&[&committed, &stands]));
            let said = said
                .iter()
                .find(|words| row.has_room_for_both(&name, words));
            let said = said.map_or(&*stands, String::as_str);
            row.name_line(&name, "row__text row__text--short", said);
        }
        None if facts.is_crowd => row.name_line(&name, "row__text", &words::lag(facts.lang, one)),
        None => {
            let said = numbers
                .iter()
                .find(|words| row.has_room_for_both(&name, words));
            let said = said.or(numbers.last()).map_or("", String::as_str);
            row.name_line(&name, "row__text", said);
        }
    }
    if !facts.is_crowd {
        let track = Rect::new(row.left, row.y() + ABOVE, row.right - row.left, TRACK);
        marks(facts.axis, row.group, one, track);
    }
}

fn marks(axis: Axis, group: &mut crate::stage::scene::Group, one: &PartitionProgress, track: Rect) {
    group.rect("gauge", track, TRACK / 2.0);
    let (top, bottom) = (track.y, track.bottom());
    if let (Some(from), Some(to)) = (one.committed.or(one.position), one.high_watermark) {
        let (from, to) = (axis.x_of(from, track), axis.x_of(to, track));
        if to > from {
            let behind = Rect::new(from, top, to - from, TRACK);
            group.rect("gauge__level", behind, 0.0);
        }
    }
    if let Some(at) = one.high_watermark {
        let mut line = shape(point(axis.x_of(at, track), top - 2.0), "");
        ink::write(&mut line, 'V', &[bottom + 2.0]);
        group.group("tick tick--hw").path("tick__line", line);
    }
    if let Some(at) = one.log_end {
        let at = point(axis.x_of(at, track), bottom + 1.0);
        group
            .group("tick tick--leo")
            .shape("tick__mark", at, "l-5.5 8.5h11z");
    }
    if let Some(at) = one.committed {
        let at = point(axis.x_of(at, track), top - 1.0);
        let tick = group.group("tick tick--committed");
        tick.shape("tick__mark", at, "l5 5l-5 5l-5 -5z");
    }
    if let Some(at) = one.position {
        let at = point(axis.x_of(at, track), top - 1.0);
        let tick = group.group("tick tick--position");
        tick.shape("tick__mark", at, "l-5.5 -6h11z");
    }
}
