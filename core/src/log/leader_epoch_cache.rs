//! Which leader epoch began at which offset (`LeaderEpochFileCache`), and the two questions asked
//! of it: where did an epoch end, and does a follower's log differ from mine?

use serde::{Deserialize, Serialize};

use crate::id::{LeaderEpoch, Offset};

/// One line of `leader-epoch-checkpoint`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpochEntry {
    /// The epoch.
    pub epoch: LeaderEpoch,
    /// Where its first record is, or would go.
    pub start_offset: Offset,
}

/// An answer to "where did that epoch end?".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OffsetForEpoch {
    /// The largest epoch that is not after the one asked for.
    pub epoch: LeaderEpoch,
    /// The offset after its last record.
    pub end_offset: Offset,
}

/// The epochs of one log, ascending in epoch and in offset.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LeaderEpochCache {
    entries: Vec<EpochEntry>,
}

impl LeaderEpochCache {
    /// The entries, oldest first.
    #[must_use]
    pub fn entries(&self) -> &[EpochEntry] {
        &self.entries
    }

    /// The newest epoch.
    #[must_use]
    pub fn latest(&self) -> Option<LeaderEpoch> {
        self.entries.last().map(|entry| entry.epoch)
    }

    /// The epoch in which the record at an offset was written (`epochForOffset`).
    #[must_use]
    pub fn epoch_for_offset(&self, offset: Offset) -> Option<LeaderEpoch> {
        let begun = self
            .entries
            .partition_point(|entry| entry.start_offset <= offset);
        self.entries
            .get(begun.checked_sub(1)?)
            .map(|entry| entry.epoch)
    }

    /// Notes that `epoch` begins at `start_offset`. Entries that this contradicts (a later epoch, or
    /// a later start) are dropped from the tail first.
    pub fn assign(&mut self, epoch: LeaderEpoch, start_offset: Offset) {
        if self
            .entries
            .last()
            .is_some_and(|last| last.epoch == epoch && start_offset >= last.start_offset)
        {
            return;
        }
        let kept = self
            .entries
            .partition_point(|entry| entry.epoch < epoch && entry.start_offset < start_offset);
        self.entries.truncate(kept);
        self.entries.push(EpochEntry {
            epoch,
            start_offset,
        });
    }

    /// Forgets epochs that begin at or after `offset`: the log was cut there (`truncateFromEnd`). An
    /// offset that is not defined, below zero, cuts nothing.
    pub fn truncate_from_end(&mut self, offset: Offset) {
        if offset < Offset::ZERO {
            return;
        }
        let kept = self
            .entries
            .partition_point(|entry| entry.start_offset < offset);
        self.entries.truncate(kept);
    }

    /// Forgets epochs that ended at or before `offset`: the log now starts there. The epoch of the
    /// record at `offset` stays, and begins there (`truncateFromStart`).
    pub fn truncate_from_start(&mut self, offset: Offset) {
        let begun = self
            .entries
            .partition_point(|entry| entry.start_offset <= offset);
        let Some(last) = begun.checked_sub(1) else {
            return;
        };
        self.entries.drain(..last);
        if let Some(first) = self.entries.first_mut() {
            first.start_offset = offset;
        }
    }

    /// Where `epoch` ended in a log that ends at `log_end` (`endOffsetFor`). None where the log
    /// cannot say: the epoch lies after every epoch that it knows.
    #[must_use]
    pub fn end_offset_for(&self, epoch: LeaderEpoch, log_end: Offset) -> Option<OffsetForEpoch> {
        if epoch < LeaderEpoch(0) {
            return None;
        }
        if self.latest() == Some(epoch) {
            return Some(OffsetForEpoch {
                epoch,
                end_offset: log_end,
            });
        }
        let next = self.entries.partition_point(|entry| entry.epoch <= epoch);
        let end_offset = self.entries.get(next)?.start_offset;
        let known = next
            .checked_sub(1)
            .and_then(|index| self.entries.get(index));
        Some(OffsetForEpoch {
            epoch: known.map_or(epoch, |entry| entry.epoch),
            end_offset,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache(entries: &[(i32, i64)]) -> LeaderEpochCache {
        let mut cache = LeaderEpochCache::default();
        for (epoch, start) in entries {
            cache.assign(LeaderEpoch(*epoch), Offset(*start));
        }
        cache
    }

    fn pairs(cache: &LeaderEpochCache) -> Vec<(i32, i64)> {
        cache
            .entries()
            .iter()
            .map(|entry| (entry.epoch.0, entry.start_offset.0))
            .collect()
    }

    #[test]
    fn an_assignment_drops_what_it_contradicts() {
        assert_eq!(pairs(&cache(&[(0, 0), (0, 5)])), [(0, 0)]);
        assert_eq!(pairs(&cache(&[(0, 0), (1, 5), (2, 5)])), [(0, 0), (2, 5)]);
        assert_eq!(pairs(&cache(&[(0, 0), (2, 9), (1, 5)])), [(0, 0), (1, 5)]);
    }

    #[test]
    fn a_log_start_that_moves_up_takes_the_beginning_of_its_epoch_along() {
        for (offset, kept) in [
            (1, vec![(1, 2), (3, 7), (4, 9)]),
            (2, vec![(1, 2), (3, 7), (4, 9)]),
            (5, vec![(1, 5), (3, 7), (4, 9)]),
            (7, vec![(3, 7), (4, 9)]),
            (8, vec![(3, 8), (4, 9)]),
            (20, vec![(4, 20)]),
        ] {
            let mut cache = cache(&[(1, 2), (3, 7), (4, 9)]);
            cache.truncate_from_start(Offset(offset));
            assert_eq!(pairs(&cache), kept, "from {offset}");
        }
    }

    #[test]
    fn a_log_that_is_cut_forgets_the_epochs_that_begin_there_or_later() {
        for (offset, kept) in [
            (12, vec![(2, 6), (3, 8), (4, 11)]),
            (11, vec![(2, 6), (3, 8)]),
            (9, vec![(2, 6), (3, 8)]),
            (0, vec![]),
            (-1, vec![(2, 6), (3, 8), (4, 11)]),
        ] {
            let mut cache = cache(&[(2, 6), (3, 8), (4, 11)]);
            cache.truncate_from_end(Offset(offset));
            assert_eq!(pairs(&cache), kept, "{offset}");
        }
    }

    #[test]
    fn the_end_of_an_epoch_is_the_start_of_the_next_one() {
        let cache = cache(&[(1, 2), (3, 7)]);
        let end = |epoch| {
            cache
                .end_offset_for(LeaderEpoch(epoch), Offset(9))
                .map(|end| (end.epoch.0, end.end_offset.0))
        };
        assert_eq!(end(3), Some((3, 9)), "the latest epoch ends with the log");
        assert_eq!(end(1), Some((1, 7)));
        assert_eq!(
            end(2),
            Some((1, 7)),
            "an epoch in between is answered with the one before"
        );
        assert_eq!(
            end(0),
            Some((0, 2)),
            "an epoch before all is answered with the first start"
        );
        assert_eq!(end(4), None, "of an epoch after all nothing is known");
    }
}
