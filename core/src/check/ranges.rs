//! Offsets of one partition, as ranges apart from each other: they take as much room as there are gaps in them.

use core::ops::Range;

use crate::id::Offset;
use crate::sorted::Map;

/// A set of offsets.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranges(Map<Offset, Offset>);

impl Ranges {
    /// Puts some more in; those of them that were in it before.
    pub(super) fn insert(&mut self, offsets: &Range<Offset>) -> Vec<Range<Offset>> {
        let (mut from, mut to) = (offsets.start, offsets.end);
        let mut again = Vec::new();
        self.0.retain(|start, end| {
            if *start > offsets.end || *end < offsets.start {
                return true;
            }
            let overlap = offsets.start.max(*start)..offsets.end.min(*end);
            if !overlap.is_empty() {
                again.push(overlap);
            }
            (from, to) = (from.min(*start), to.max(*end));
            false
        });
        self.0.insert(from, to);
        again
    }

    /// The ranges, the first first.
    pub(super) fn iter(&self) -> impl Iterator<Item = Range<Offset>> {
        self.0.iter().map(|(start, end)| *start..*end)
    }
}

/// Ranges of offsets without those of another.
pub(super) fn without(ranges: Vec<Range<Offset>>, taken: &Range<Offset>) -> Vec<Range<Offset>> {
    let mut left = Vec::new();
    for range in ranges {
        let before = range.start..range.end.min(taken.start);
        let after = range.start.max(taken.end)..range.end;
        left.extend([before, after].into_iter().filter(|it| !it.is_empty()));
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_touches_is_one_range() {
        for (inserted, expected) in [
            (&[(0, 3), (3, 5)][..], &[(0, 5)][..]),
            (&[(3, 5), (0, 3)], &[(0, 5)]),
            (&[(0, 2), (4, 6)], &[(0, 2), (4, 6)]),
            (&[(0, 2), (4, 6), (1, 5)], &[(0, 6)]),
            (&[(0, 9), (2, 3)], &[(0, 9)]),
        ] {
            let mut ranges = Ranges::default();
            for (first, next) in inserted {
                ranges.insert(&(Offset(*first)..Offset(*next)));
            }
            let found: Vec<_> = ranges.iter().map(|it| (it.start.0, it.end.0)).collect();
            assert_eq!(found, expected, "{inserted:?}");
        }
    }
}
