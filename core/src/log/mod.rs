//! One replica's log: batches of records, how far they are committed, and which leader wrote them.

mod batch;
mod batch_list;
mod leader_epoch_cache;

pub use batch::{Batch, Record};
pub use leader_epoch_cache::{EpochEntry, LeaderEpochCache, OffsetForEpoch};

use serde::{Deserialize, Serialize};

use crate::id::{LeaderEpoch, Offset};
use batch_list::BatchList;

/// A replica's log (`UnifiedLog`). Cloning it shares the batches until one of the two changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Log {
    start: Offset,
    end: Offset,
    high_watermark: Offset,
    batches: BatchList,
    epochs: LeaderEpochCache,
}

impl Log {
    /// The first offset that the log still has.
    #[must_use]
    pub fn start_offset(&self) -> Offset {
        self.start
    }

    /// The log end offset (LEO): where the next record goes.
    #[must_use]
    pub fn end_offset(&self) -> Offset {
        self.end
    }

    /// The first offset that is not known to be committed.
    #[must_use]
    pub fn high_watermark(&self) -> Offset {
        self.high_watermark
    }

    /// Whether the record at this offset is committed, as far as this replica knows.
    #[must_use]
    pub fn is_committed(&self, offset: Offset) -> bool {
        offset < self.high_watermark
    }

    /// The batches, oldest first.
    #[must_use]
    pub fn batches(&self) -> impl DoubleEndedIterator<Item = &Batch> {
        self.batches.from(0)
    }

    /// Which leader epoch began at which offset.
    #[must_use]
    pub fn epochs(&self) -> &LeaderEpochCache {
        &self.epochs
    }

    /// Every record with its offset and the epoch of the leader that wrote it, oldest first.
    pub fn records(&self) -> impl Iterator<Item = (Offset, LeaderEpoch, &Record)> {
        self.batches().flat_map(|batch| {
            batch
                .records
                .iter()
                .enumerate()
                .map(|(index, record)| (batch.base_offset.plus(index), batch.leader_epoch, record))
        })
    }

    /// The record at an offset, with the epoch of the leader that wrote it.
    #[must_use]
    pub fn record_at(&self, offset: Offset) -> Option<(LeaderEpoch, &Record)> {
        let batch = self.batches.get(self.index_of(offset))?;
        let index = usize::try_from(offset.0 - batch.base_offset.0).ok()?;
        batch
            .records
            .get(index)
            .map(|record| (batch.leader_epoch, record))
    }

    /// Appends a batch at the end and returns the offset after it. The batch's base offset must be
    /// the log's end: a leader assigns it, a follower was told to fetch from there.
    pub fn append(&mut self, batch: Batch) -> Offset {
        debug_assert_eq!(
            batch.base_offset, self.end,
            "a batch goes to the end of the log"
        );
        self.epochs.assign(batch.leader_epoch, batch.base_offset);
        self.end = batch.next_offset();
        self.batches.push(batch);
        self.end
    }

    /// Notes that a leader's epoch begins at the end of the log, before it has written anything
    /// (`Partition.makeLeader`).
    pub fn begin_epoch(&mut self, epoch: LeaderEpoch) {
        self.epochs.assign(epoch, self.end);
    }

    /// Sets the high watermark, kept within the log (`UnifiedLog.updateHighWatermark`).
    /// Returns the value before.
    pub fn set_high_watermark(&mut self, offset: Offset) -> Offset {
        let before = self.high_watermark;
        self.high_watermark = offset.clamp(self.start, self.end);
        before
    }

    /// Removes every record at or after `offset` (`UnifiedLog.truncateTo`). The high watermark is
    /// lowered to the end if it was above. Where nothing is cut, the epoch cache still forgets an
    /// epoch that began at the end without a record.
    pub fn truncate_to(&mut self, offset: Offset) {
        if offset < self.end {
            let kept = self.index_of(offset) + 1;
            while self.batches.len() > kept {
                self.batches.pop();
            }
            self.cut_last_batch(offset);
            self.end = offset.max(self.start);
        }
        self.epochs.truncate_from_end(offset.min(self.end));
        self.high_watermark = self.high_watermark.min(self.end);
    }

    fn cut_last_batch(&mut self, offset: Offset) {
        if let Some(mut last) = self.batches.pop() {
            last.keep_below(offset);
            if !last.records.is_empty() {
                self.batches.push(last);
            }
        }
    }

    /// The batches that hold `from` and what follows, below `to`: what a fetch reads. A batch is
    /// sent whole, as on the wire, unless `to` cuts it.
    #[must_use]
    pub fn read(&self, from: Offset, to: Offset) -> Vec<Batch> {
        self.batches
            .from(self.index_of(from))
            .take_while(|batch| batch.base_offset < to)
            .filter(|batch| batch.next_offset() > from)
            .map(|batch| {
                let mut batch = batch.clone();
                batch.keep_below(to);
                batch
            })
            .collect()
    }

    /// The index of the batch that holds `offset`, or of the first one after it.
    fn index_of(&self, offset: Offset) -> usize {
        self.batches
            .partition_point(|batch| batch.next_offset() <= offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A log with one single-record batch per epoch given.
    fn log(epochs: &[i32]) -> Log {
        let mut log = Log::default();
        for epoch in epochs {
            let record = Record::new(None, Some("v"));
            log.append(Batch::new(
                log.end_offset(),
                LeaderEpoch(*epoch),
                vec![record],
            ));
        }
        log
    }

    #[test]
    fn the_high_watermark_stays_within_the_log() {
        let mut log = log(&[0, 0]);
        log.set_high_watermark(Offset(9));
        assert_eq!(log.high_watermark(), Offset(2));
        log.set_high_watermark(Offset(-1));
        assert_eq!(log.high_watermark(), Offset(0));
    }

    #[test]
    fn truncation_lowers_the_high_watermark_and_forgets_later_epochs() {
        let mut log = log(&[0, 0, 1, 1]);
        log.set_high_watermark(Offset(4));
        log.truncate_to(Offset(2));
        assert_eq!(
            (log.end_offset(), log.high_watermark()),
            (Offset(2), Offset(2))
        );
        assert_eq!(log.epochs().latest(), Some(LeaderEpoch(0)));
        assert_eq!(log.batches().count(), 2);
    }

    #[test]
    fn truncation_at_the_end_forgets_only_an_empty_epoch() {
        let mut log = log(&[0]);
        log.begin_epoch(LeaderEpoch(3));
        log.truncate_to(Offset(1));
        assert_eq!(log.epochs().latest(), Some(LeaderEpoch(0)));
        assert_eq!(log.end_offset(), Offset(1));
    }

    #[test]
    fn a_read_stops_below_its_bound() {
        let log = log(&[0, 0, 0]);
        let offsets: Vec<_> = log
            .read(Offset(1), Offset(2))
            .iter()
            .map(|batch| batch.base_offset)
            .collect();
        assert_eq!(offsets, [Offset(1)]);
        assert!(log.read(Offset(3), Offset(9)).is_empty());
    }
}
