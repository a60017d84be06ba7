//! What a group has worked on of one partition.

use core::ops::Range;

use super::ranges::{Ranges, without};
use crate::id::Offset;

/// What was worked on, from where the group began. Where somebody moves the position by other means than
/// commits, it begins anew there: nothing is promised then of what was before.
#[derive(Clone, Debug, Default)]
pub(super) struct Processed {
    begun: Option<Offset>,
    /// Where the group goes on, as it has committed last.
    committed: Option<Offset>,
    /// What was worked on.
    worked: Ranges,
    /// What nobody owes any more: it was worked on before the position was moved, or is given up.
    settled: Ranges,
    /// What an application had in hand when it went elsewhere: to work on it still is of before.
    in_hand: Vec<Range<Offset>>,
}

impl Processed {
    /// The group reads from there, as it has committed.
    pub(super) fn begin(&mut self, at: Offset) {
        self.begun.get_or_insert(at);
    }

    /// The position was set by `auto.offset.reset`: as long as nothing is committed that leads to the
    /// beginning again.
    pub(super) fn reset(&mut self, to: Offset) {
        if self.committed.is_some() || self.begun != Some(to) {
            self.seek(to);
        }
    }

    /// The application went there. A step back to the first record that was not worked on changes nothing.
    pub(super) fn seek(&mut self, to: Offset) {
        let is_ahead = self.worked.iter().any(|range| range.start > to);
        if self.frontier() != Some(to) || is_ahead {
            for range in core::mem::take(&mut self.worked).iter() {
                self.settle(&range);
            }
            self.begun = Some(to);
            self.committed = None;
        }
    }

    /// The first offset that was not worked on.
    fn frontier(&self) -> Option<Offset> {
        let begun = self.begun?;
        let mut worked = self.worked.iter();
        let of_it = worked.find(|range| (range.start..=range.end).contains(&begun));
        Some(of_it.map_or(begun, |range| range.end))
    }

    /// Who goes elsewhere has that in hand.
    pub(super) fn keep(&mut self, in_hand: Vec<Range<Offset>>) {
        self.in_hand = in_hand;
    }

    /// Whether that was in hand before the position was moved, in which case it is done with.
    fn is_of_before(&mut self, worked: &Range<Offset>) -> bool {
        let is_it = |kept: &Range<Offset>| kept.start <= worked.start && worked.end <= kept.end;
        let is_of_before = self.in_hand.iter().any(is_it);
        if is_of_before {
            self.in_hand = without(core::mem::take(&mut self.in_hand), worked);
            self.settle(worked);
        }
        is_of_before
    }

    /// Records were worked on; those of them that were before.
    pub(super) fn process(&mut self, first: Offset, next: Offset) -> Vec<Range<Offset>> {
        let worked = first..next;
        if self.is_of_before(&worked) {
            return Vec::new();
        }
        self.begin(first);
        self.worked.insert(&worked)
    }

    /// The group commits an offset; the first offset before it that was not worked on.
    pub(super) fn commit(&mut self, offset: Offset) -> Option<Offset> {
        self.begin(offset);
        self.committed = Some(offset);
        let frontier = self.frontier()?;
        (frontier < offset).then_some(frontier)
    }

    /// What was committed, and not worked on yet, nor settled.
    pub(super) fn owed(&self) -> Vec<Range<Offset>> {
        let Some((begun, committed)) = self.begun.zip(self.committed) else {
            return Vec::new();
        };
        let mut owed = vec![begun..committed];
        for range in self.worked.iter().chain(self.settled.iter()) {
            owed = without(owed, &range);
        }
        owed
    }

    /// Nobody owes that any more.
    pub(super) fn settle(&mut self, offsets: &Range<Offset>) {
        self.settled.insert(offsets);
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
        for (ranges, again, expected) in [
            (&[(0, 3)][..], (3, 5), &[][..]),
            (&[(0, 3)], (2, 5), &[(2, 3)]),
            (&[(0, 2), (4, 6)], (1, 5), &[(1, 2), (4, 5)]),
            (&[(4, 6)], (0, 4), &[]),
        ] {
            let found = worked(ranges).process(Offset(again.0), Offset(again.1));
            assert_eq!(numbers(&found), expected, "{ranges:?}, {again:?}");
        }
    }

    #[test]
    fn what_was_in_hand_when_the_position_was_moved_is_of_before() {
        let mut work = worked(&[(0, 3)]);
        work.seek(Offset(0));
        work.keep(vec![Offset(3)..Offset(5)]);
        for (first, next) in [(3, 4), (0, 4)] {
            assert_eq!(work.process(Offset(first), Offset(next)), []);
        }
        let again = work.process(Offset(2), Offset(5));
        assert_eq!(numbers(&again), [(2, 4)]);
    }

    #[test]
    fn what_was_committed_is_owed_until_it_is_worked_on_or_settled() {
        for (ranges, settled, commit, expected) in [
            (&[][..], None, 3, &[(0, 3)][..]),
            (&[(0, 2)], None, 3, &[(2, 3)]),
            (&[(0, 2), (3, 4)], None, 6, &[(2, 3), (4, 6)]),
            (&[(0, 2)], Some((2, 4)), 6, &[(4, 6)]),
            (&[(0, 6)], None, 6, &[]),
        ] {
            let mut work = worked(ranges);
            work.commit(Offset(commit));
            if let Some((first, next)) = settled {
                work.settle(&(Offset(first)..Offset(next)));
            }
            assert_eq!(numbers(&work.owed()), expected, "{ranges:?}, {commit}");
        }
    }

    fn numbers(ranges: &[Range<Offset>]) -> Vec<(i64, i64)> {
        let numbers = ranges.iter().map(|range| (range.start.0, range.end.0));
        numbers.collect()
    }

    #[test]
    fn a_position_that_is_moved_begins_anew_and_one_that_steps_back_to_its_failure_does_not() {
        let mut work = worked(&[(0, 3)]);
        work.seek(Offset(3));
        assert_eq!(numbers(&work.process(Offset(0), Offset(1))), [(0, 1)]);
        let mut work = worked(&[(0, 3)]);
        work.seek(Offset(1));
        assert_eq!(work.process(Offset(1), Offset(3)), []);
        let mut work = worked(&[(0, 1), (2, 3)]);
        work.seek(Offset(1));
        assert_eq!(work.process(Offset(1), Offset(3)), []);
        let mut work = worked(&[(0, 3)]);
        work.reset(Offset(0));
        assert_eq!(numbers(&work.process(Offset(0), Offset(1))), [(0, 1)]);
        work.commit(Offset(3));
        work.reset(Offset(0));
        assert_eq!(work.process(Offset(0), Offset(1)), []);
    }
}
