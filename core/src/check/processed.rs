//! What a group has worked on of one partition.

use crate::id::Offset;
use crate::sorted::Map;

/// What was worked on, from where the group began. Where somebody moves the position by other means than
/// commits, it begins anew there: nothing is promised then of what was before.
#[derive(Clone, Debug, Default)]
pub(super) struct Processed {
    begun: Option<Offset>,
    has_committed: bool,
    /// What was worked on: from an offset up to another, apart from each other.
    ranges: Map<Offset, Offset>,
}

impl Processed {
    /// The group reads from there, as it has committed.
    pub(super) fn begin(&mut self, at: Offset) {
        self.begun.get_or_insert(at);
    }

    /// The position was set by `auto.offset.reset`: as long as nothing is committed that leads to the
    /// beginning again.
    pub(super) fn reset(&mut self, to: Offset) {
        if self.has_committed || self.begun != Some(to) {
            self.seek(to);
        }
    }

    /// The application went there. A step back to the first record that was not worked on changes nothing.
    pub(super) fn seek(&mut self, to: Offset) {
        if self.frontier() != Some(to) {
            *self = Self {
                begun: Some(to),
                ..Self::default()
            };
        }
    }

    /// The first offset that was not worked on.
    fn frontier(&self) -> Option<Offset> {
        let begun = self.begun?;
        for (start, end) in &self.ranges {
            if (*start..=*end).contains(&begun) {
                return Some(*end);
            }
        }
        Some(begun)
    }

    /// Records were worked on; the first of them that was before.
    pub(super) fn process(&mut self, first: Offset, next: Offset) -> Option<Offset> {
        self.begin(first);
        let (mut from, mut to) = (first, next);
        let mut again = None;
        self.ranges.retain(|start, end| {
            if *start > next || *end < first {
                return true;
            }
            let overlap = first.max(*start);
            if overlap < next.min(*end) {
                again = Some(again.map_or(overlap, |before: Offset| before.min(overlap)));
            }
            (from, to) = (from.min(*start), to.max(*end));
            false
        });
        self.ranges.insert(from, to);
        again
    }

    /// The group commits an offset; the first offset before it that was not worked on.
    pub(super) fn commit(&mut self, offset: Offset) -> Option<Offset> {
        self.begin(offset);
        self.has_committed = true;
        let frontier = self.frontier()?;
        (frontier < offset).then_some(frontier)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worked(ranges: &[(i64, i64)]) -> Processed {
        let mut work = Processed::default();
        work.begin(Offset(0));
        for (first, next) in ranges {
            work.process(Offset(*first), Offset(*next));
        }
        work
    }

    #[test]
    fn a_commit_passes_only_what_was_worked_on() {
        for (ranges, commit, skipped) in [
            (&[][..], 0, None),
            (&[], 1, Some(0)),
            (&[(0, 3)], 3, None),
            (&[(0, 3)], 5, Some(3)),
            (&[(0, 2), (3, 5)], 5, Some(2)),
            (&[(3, 5), (0, 3)], 5, None),
        ] {
            let found = worked(ranges).commit(Offset(commit));
            assert_eq!(found, skipped.map(Offset), "{ranges:?}, {commit}");
        }
    }

    #[test]
    fn what_is_worked_on_twice_is_found() {
        for (ranges, again, first) in [
            (&[(0, 3)][..], (3, 5), None),
            (&[(0, 3)], (2, 5), Some(2)),
            (&[(0, 2), (4, 6)], (1, 5), Some(1)),
            (&[(4, 6)], (0, 4), None),
        ] {
            let found = worked(ranges).process(Offset(again.0), Offset(again.1));
            assert_eq!(found, first.map(Offset), "{ranges:?}, {again:?}");
        }
    }

    #[test]
    fn a_position_that_is_moved_begins_anew_and_one_that_steps_back_to_its_failure_does_not() {
        let mut work = worked(&[(0, 3)]);
        work.seek(Offset(3));
        assert_eq!(work.process(Offset(0), Offset(1)), Some(Offset(0)));
        let mut work = worked(&[(0, 3)]);
        work.seek(Offset(1));
        assert_eq!(work.process(Offset(1), Offset(3)), None);
        let mut work = worked(&[(0, 3)]);
        work.reset(Offset(0));
        assert_eq!(work.process(Offset(0), Offset(1)), Some(Offset(0)));
        work.commit(Offset(3));
        work.reset(Offset(0));
        assert_eq!(work.process(Offset(0), Offset(1)), None);
    }
}
