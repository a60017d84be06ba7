//! One replica's log: batches of records, how far they are committed, which leader wrote them, and
//! how far they are on the disk.

mod batch;
mod batch_list;
mod deferred;
mod disk;
mod leader_epoch_cache;
mod producer_append;
mod producer_state;
mod size;

pub use batch::{Batch, BatchSequence, Record};
pub use leader_epoch_cache::{EpochEntry, LeaderEpochCache, OffsetForEpoch};
pub use producer_append::{AppendOrigin, AppendedBatch, ProducerAppendInfo};
pub use producer_state::{
    BATCHES_RETAINED, BatchMetadata, ProducerStateEntry, ProducerStateManager,
};
pub use size::BATCH_OVERHEAD_BYTES;

use serde::{Deserialize, Serialize};

use crate::id::{LeaderEpoch, Offset};
use crate::time::Time;
use crate::wire::ErrorCode;
use batch_list::{BatchList, StoredBatch};

/// A replica's log (`UnifiedLog`). Cloning it shares the batches until one of the two changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Log {
    /// Where its file begins. What lies between here and `start` was deleted by a client, and leaves
    /// the file only with its segment; there is one segment.
    base: Offset,
    start: Offset,
    end: Offset,
    high_watermark: Offset,
    /// Everything below is on the disk.
    flushed: Offset,
    /// As far as the broker itself has seen to that.
    recovery_point: Offset,
    batches: BatchList,
    epochs: LeaderEpochCache,
    producers: ProducerStateManager,
}

impl Log {
    /// The first offset that the log still has (`logStartOffset`). It may lie within a batch.
    #[must_use]
    pub fn start_offset(&self) -> Offset {
        self.start
    }

    /// Where its file begins (the base offset of its first segment).
    #[must_use]
    pub(crate) fn base(&self) -> Offset {
        self.base
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

    /// The batches that hold anything from the log start on, oldest first.
    #[must_use]
    pub fn batches(&self) -> impl DoubleEndedIterator<Item = &Batch> {
        self.batches.iter_from(self.index_of(self.start))
    }

    /// Which leader epoch began at which offset: the content of `leader-epoch-checkpoint`, which is
    /// written whenever it changes.
    #[must_use]
    pub fn epochs(&self) -> &LeaderEpochCache {
        &self.epochs
    }

    /// What it knows of the producers that wrote to it.
    #[must_use]
    pub fn producers(&self) -> &ProducerStateManager {
        &self.producers
    }

    /// Every record from the log start on, with its offset and the epoch of the leader that wrote it,
    /// oldest first.
    pub fn records(&self) -> impl Iterator<Item = (Offset, LeaderEpoch, &Record)> {
        let start = self.start;
        let records =
            self.batches().flat_map(|batch| {
                batch.records.iter().enumerate().map(|(index, record)| {
                    (batch.base_offset.plus(index), batch.leader_epoch, record)
                })
            });
        records.filter(move |(offset, ..)| *offset >= start)
    }

    /// The record at an offset, with the epoch of the leader that wrote it.
    #[must_use]
    pub fn record_at(&self, offset: Offset) -> Option<(LeaderEpoch, &Record)> {
        if offset < self.start {
            return None;
        }
        let batch = &self.batches.get(self.index_of(offset))?.batch;
        let index = usize::try_from(offset.0 - batch.base_offset.0).ok()?;
        batch
            .records
            .get(index)
            .map(|record| (batch.leader_epoch, record))
    }

    /// Appends a batch at the end and returns the offset after it. The batch's base offset must be
    /// the log's end: a leader assigns it, a follower was told to fetch from there.
    pub fn append(&mut self, batch: Batch, now: Time) -> Offset {
        debug_assert_eq!(
            batch.base_offset, self.end,
            "a batch goes to the end of the log"
        );
        self.epochs.assign(batch.leader_epoch, batch.base_offset);
        self.end = batch.next_offset();
        self.producers.note(&batch);
        self.batches.push(StoredBatch { batch, at: now });
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

    /// Moves the log start up (`UnifiedLog.maybeIncrementLogStartOffset`). Returns where it was if it
    /// moved.
    ///
    /// # Errors
    /// `OFFSET_OUT_OF_RANGE` above the high watermark: what is not committed cannot be deleted.
    pub fn raise_start(&mut self, offset: Offset) -> Result<Option<Offset>, ErrorCode> {
        if offset > self.high_watermark {
            return Err(ErrorCode::OffsetOutOfRange);
        }
        if offset <= self.start {
            return Ok(None);
        }
        let before = self.start;
        self.start = offset;
        self.epochs.truncate_from_start(offset);
        Ok(Some(before))
    }

    /// Removes every record at or after `offset` (`UnifiedLog.truncateTo`). The high watermark is
    /// lowered to the end if it was above. Where nothing is cut, the epoch cache still forgets an
    /// epoch that began at the end without a record.
    pub fn truncate_to(&mut self, offset: Offset) {
        if offset >= self.end {
            self.epochs.truncate_from_end(self.end);
            return;
        }
        if offset < self.base {
            self.start_over_at(offset);
            return;
        }
        self.cut(offset);
        self.epochs.truncate_from_end(offset);
    }

    /// Removes everything, and goes on from `offset` (`truncateFullyAndStartAt`).
    pub fn start_over_at(&mut self, offset: Offset) {
        *self = Self {
            base: offset,
            start: offset,
            end: offset,
            high_watermark: offset,
            flushed: offset,
            recovery_point: offset,
            ..Self::default()
        };
    }

    /// Takes the records from `offset` on out of the file.
    fn cut(&mut self, offset: Offset) {
        let kept = self.index_of(offset) + 1;
        while self.batches.len() > kept {
            self.batches.pop();
        }
        if let Some(mut last) = self.batches.pop() {
            last.batch.keep_below(offset);
            if !last.batch.records.is_empty() {
                self.batches.push(last);
            }
        }
        self.end = offset;
        self.start = self.start.min(offset);
        self.high_watermark = self.high_watermark.min(offset);
        self.flushed = self.flushed.min(offset);
        self.recovery_point = self.recovery_point.min(offset);
        self.rebuild_producers();
    }

    /// Learns of the producers from what is left of the log (`UnifiedLog.rebuildProducerState`).
    fn rebuild_producers(&mut self) {
        self.producers.clear();
        for batch in self.batches.iter_from(0) {
            self.producers.note(batch);
        }
    }

    /// The batches that hold `from` and what follows, below `to`: what a fetch reads. A batch is
    /// sent whole, as on the wire, unless `to` cuts it.
    #[must_use]
    pub fn read(&self, from: Offset, to: Offset) -> Vec<Batch> {
        if from >= to {
            return Vec::new();
        }
        self.batches
            .iter_from(self.index_of(from))
            .take_while(|batch| batch.base_offset < to)
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
            .partition_point(|written| written.batch.next_offset() <= offset)
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
            let batch = Batch::new(log.end_offset(), LeaderEpoch(*epoch), vec![record]);
            log.append(batch, Time::START);
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
    fn the_log_start_moves_up_to_the_high_watermark_and_no_further() {
        let mut log = log(&[0, 0, 1, 1]);
        log.set_high_watermark(Offset(3));
        for (to, moved, start) in [
            (4, Err(ErrorCode::OffsetOutOfRange), 0),
            (0, Ok(None), 0),
            (2, Ok(Some(Offset(0))), 2),
            (1, Ok(None), 2),
            (3, Ok(Some(Offset(2))), 3),
        ] {
            assert_eq!(log.raise_start(Offset(to)), moved, "to {to}");
            assert_eq!(log.start_offset(), Offset(start));
            let first = log.records().next().map(|(offset, ..)| offset);
            assert_eq!(first, Some(Offset(start)), "what lies below is not seen");
        }
        assert_eq!(log.record_at(Offset(2)), None);
        log.truncate_to(Offset(1));
        assert_eq!(
            (log.start_offset(), log.end_offset()),
            (Offset(1), Offset(1)),
            "a log does not start after its end"
        );
    }

    #[test]
    fn a_log_that_starts_over_has_nothing_left_of_what_it_had() {
        let mut log = log(&[0, 0, 1]);
        log.start_over_at(Offset(7));
        let offsets = (log.start_offset(), log.end_offset(), log.high_watermark());
        assert_eq!(offsets, (Offset(7), Offset(7), Offset(7)));
        assert_eq!(log.epochs().latest(), None);
        log.truncate_to(Offset(5));
        assert_eq!(
            log.start_offset(),
            Offset(5),
            "it can be sent back before its beginning"
        );
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
