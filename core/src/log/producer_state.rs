//! What a log knows of the producers that wrote to it (`ProducerStateManager`, `ProducerStateEntry`): the
//! last batches of each, by which a batch that comes again is told from a new one.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::deferred;
use super::producer_append::{AppendOrigin, AppendedBatch, ProducerAppendInfo};
use super::{Batch, BatchSequence};
use crate::id::{Offset, ProducerEpoch, ProducerId, Sequence};
use crate::sorted::Map;
use crate::time::Time;
use crate::wire::ErrorCode;

/// How many batches of a producer are remembered (`ProducerStateEntry.NUM_BATCHES_TO_RETAIN`): as many as
/// an idempotent producer may have in flight.
pub const BATCHES_RETAINED: usize = 5;

/// The producers of one replica's log. Simplified: no snapshots are written; what they would hold is read
/// again from the log. A producer that has written nothing for `producer.id.expiration.ms` is forgotten
/// when it writes again, where Kafka looks every ten minutes for such producers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProducerStateManager {
    producers: Arc<Map<ProducerId, ProducerStateEntry>>,
}

/// What a log knows of one producer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProducerStateEntry {
    /// The producer's epoch; [`ProducerEpoch::NONE`] before it has written anything.
    pub producer_epoch: ProducerEpoch,
    /// Its last batches of that epoch, the oldest first.
    pub batches: Vec<BatchMetadata>,
    /// When the last of its records was made (`lastTimestamp`).
    pub last_timestamp: Time,
}

/// A batch that was appended (`BatchMetadata`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchMetadata {
    /// The sequence of its last record.
    pub last_sequence: Sequence,
    /// The offset of its last record.
    pub last_offset: Offset,
    /// How many records stand before the last one.
    pub offset_delta: i32,
}

impl BatchMetadata {
    /// The sequence of its first record.
    #[must_use]
    pub fn first_sequence(&self) -> Sequence {
        self.last_sequence.minus(self.offset_delta)
    }

    /// The offset of its first record.
    #[must_use]
    pub fn first_offset(&self) -> Offset {
        Offset(self.last_offset.0.saturating_sub(self.offset_delta.into()))
    }
}

impl Default for ProducerStateEntry {
    fn default() -> Self {
        Self {
            producer_epoch: ProducerEpoch::NONE,
            batches: Vec::new(),
            last_timestamp: Time::START,
        }
    }
}

impl ProducerStateEntry {
    /// The sequence of the last record, if any batch is known.
    #[must_use]
    pub fn last_sequence(&self) -> Sequence {
        let last = self.batches.last();
        last.map_or(Sequence::NONE, |batch| batch.last_sequence)
    }

    /// Adds a batch. One of another epoch takes the place of all before it.
    pub fn add(&mut self, epoch: ProducerEpoch, batch: BatchMetadata) {
        self.set_epoch(epoch);
        if self.batches.len() == BATCHES_RETAINED {
            self.batches.remove(0);
        }
        self.batches.push(batch);
    }

    fn set_epoch(&mut self, epoch: ProducerEpoch) {
        if self.producer_epoch != epoch {
            self.batches.clear();
            self.producer_epoch = epoch;
        }
    }

    /// Takes over what an append has added (`ProducerStateEntry.update`).
    fn update(&mut self, appended: &Self) {
        self.set_epoch(appended.producer_epoch);
        for batch in &appended.batches {
            self.add(appended.producer_epoch, *batch);
        }
    }

    /// The batch with just these sequences, if it is among the last (`findDuplicateBatch`).
    fn duplicate_of(&self, sequence: &BatchSequence, last: Sequence) -> Option<BatchMetadata> {
        if sequence.producer_epoch != self.producer_epoch {
            return None;
        }
        let mut batches = self.batches.iter();
        let found = batches.find(|batch| {
            batch.first_sequence() == sequence.base_sequence && batch.last_sequence == last
        });
        found.copied()
    }
}

impl ProducerStateManager {
    /// What the log knows of a producer.
    #[must_use]
    pub fn entry(&self, producer: ProducerId) -> Option<&ProducerStateEntry> {
        self.producers.get(&producer)
    }

    /// Every producer that the log knows, in the order of their ids.
    pub fn entries(&self) -> impl Iterator<Item = (&ProducerId, &ProducerStateEntry)> {
        self.producers.iter()
    }

    /// Looks at a batch that a producer has sent, before it is appended
    /// (`UnifiedLog.analyzeAndValidateProducerState`). Returns the batch that was appended before, if it is
    /// a duplicate. A producer that has written nothing since `forgotten`, if that is given, is not known.
    ///
    /// # Errors
    /// `INVALID_PRODUCER_EPOCH` or `OUT_OF_ORDER_SEQUENCE_NUMBER`: it must not be appended.
    pub fn validate(
        &self,
        batch: &Batch,
        forgotten: Option<Time>,
    ) -> Result<Option<BatchMetadata>, ErrorCode> {
        match &batch.sequence {
            Some(sequence) => deferred::validate(self, batch, sequence, forgotten),
            None => Ok(None),
        }
    }

    pub(super) fn validate_sequence(
        &self,
        batch: &Batch,
        sequence: &BatchSequence,
        forgotten: Option<Time>,
    ) -> Result<Option<BatchMetadata>, ErrorCode> {
        let Some(entry) = self.entry(sequence.producer_id) else {
            return Ok(None);
        };
        if forgotten.is_some_and(|since| entry.last_timestamp <= since) {
            return Ok(None);
        }
        if let Some(duplicate) = entry.duplicate_of(sequence, batch.last_sequence()) {
            return Ok(Some(duplicate));
        }
        let mut append = ProducerAppendInfo::new(entry, AppendOrigin::Client);
        append.append_data_batch(sequence.producer_epoch, metadata_of(batch, sequence))?;
        Ok(None)
    }

    /// Notes a batch that was appended, on whichever replica (`ProducerStateManager.update`).
    pub(super) fn note(&mut self, batch: &Batch) {
        if let Some(sequence) = &batch.sequence {
            deferred::note(self, batch, sequence);
        }
    }

    pub(super) fn note_sequence(&mut self, batch: &Batch, sequence: &BatchSequence) {
        let producers = Arc::make_mut(&mut self.producers);
        let entry = producers.get_or_default(sequence.producer_id);
        let mut append = ProducerAppendInfo::new(entry, AppendOrigin::Replication);
        let metadata = metadata_of(batch, sequence);
        // A replica takes what its leader has taken: nothing is refused here.
        if append
            .append_data_batch(sequence.producer_epoch, metadata)
            .is_ok()
        {
            entry.update(&append.into_entry());
            let latest = batch.records.iter().map(|record| record.timestamp).max();
            entry.last_timestamp = latest.unwrap_or_default().max(entry.last_timestamp);
        }
    }

    /// Forgets every producer, before the log is read again (`truncateFullyAndStartAt`).
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

fn metadata_of(batch: &Batch, sequence: &BatchSequence) -> AppendedBatch {
    AppendedBatch {
        first_sequence: sequence.base_sequence,
        last_sequence: batch.last_sequence(),
        first_offset: batch.base_offset,
        last_offset: Offset(batch.next_offset().0 - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::LeaderEpoch;
    use crate::log::Record;

    const PRODUCER: ProducerId = ProducerId(1_000);

    /// A batch of so many records of the producer, which goes to an offset.
    fn batch(offset: i64, epoch: i16, base_sequence: i32, records: usize) -> Batch {
        let records = vec![Record::new(None, Some("v")); records];
        let mut batch = Batch::new(Offset(offset), LeaderEpoch(0), records);
        batch.sequence = Some(BatchSequence {
            producer_id: PRODUCER,
            producer_epoch: ProducerEpoch(epoch),
            base_sequence: Sequence(base_sequence),
        });
        batch
    }

    /// What a log knows after batches of one record each, with these sequences.
    fn after(sequences: core::ops::Range<i32>) -> ProducerStateManager {
        let mut state = ProducerStateManager::default();
        for sequence in sequences {
            state.note(&batch(sequence.into(), 0, sequence, 1));
        }
        state
    }

    #[test]
    fn a_batch_that_comes_again_is_known_among_the_last_five() {
        let state = after(0..7);
        for (sequence, known) in [
            (6, Ok(Some(Offset(6)))),
            (2, Ok(Some(Offset(2)))),
            (1, Err(ErrorCode::OutOfOrderSequenceNumber)),
            (7, Ok(None)),
            (8, Err(ErrorCode::OutOfOrderSequenceNumber)),
        ] {
            let answer = state.validate(&batch(7, 0, sequence, 1), None);
            let offset = answer.map(|batch| batch.map(|batch| batch.first_offset()));
            assert_eq!(offset, known, "sequence {sequence}");
        }
    }

    #[test]
    fn a_batch_with_other_ends_is_no_duplicate() {
        let mut state = after(0..1);
        state.note(&batch(1, 0, 1, 3));
        let refused = Err(ErrorCode::OutOfOrderSequenceNumber);
        assert_eq!(state.validate(&batch(4, 0, 1, 2), None), refused);
        let found = state
            .validate(&batch(4, 0, 1, 3), None)
            .expect("it is known");
        assert_eq!(found.map(|batch| batch.first_offset()), Some(Offset(1)));
    }

    #[test]
    fn a_later_epoch_begins_at_sequence_0_and_ends_the_earlier_one() {
        let mut state = after(0..3);
        let refused = Err(ErrorCode::OutOfOrderSequenceNumber);
        assert_eq!(state.validate(&batch(3, 1, 3, 1), None), refused);
        assert_eq!(state.validate(&batch(3, 1, 0, 1), None), Ok(None));
        state.note(&batch(3, 1, 0, 1));
        let fenced = Err(ErrorCode::InvalidProducerEpoch);
        assert_eq!(state.validate(&batch(4, 0, 3, 1), None), fenced);
    }

    #[test]
    fn a_producer_that_has_written_nothing_for_long_is_not_known() {
        let state = after(0..3);
        let late = batch(3, 0, 9, 1);
        let refused = Err(ErrorCode::OutOfOrderSequenceNumber);
        assert_eq!(state.validate(&late, None), refused);
        assert_eq!(state.validate(&late, Some(Time::START)), Ok(None));
    }

    #[test]
    fn of_an_unknown_producer_any_sequence_is_taken() {
        let state = ProducerStateManager::default();
        assert_eq!(state.validate(&batch(0, 3, 40, 1), None), Ok(None));
    }
}
