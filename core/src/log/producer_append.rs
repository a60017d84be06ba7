//! Whether a producer's batch follows on what the log has of that producer (`ProducerAppendInfo`).

use super::{BatchMetadata, ProducerStateEntry};
use crate::id::{Offset, ProducerEpoch, Sequence};
use crate::wire::ErrorCode;

/// Where a batch comes from, by which it is looked at (`AppendOrigin`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppendOrigin {
    /// From another replica, which has looked at it: everything is taken.
    Replication,
    /// From a coordinator, whose records have no sequences: only the epoch counts.
    Coordinator,
    /// From a producer: epoch and sequence count.
    Client,
}

/// A batch that is to be appended, by its sequences and offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AppendedBatch {
    /// The sequence of its first record (`baseSequence`).
    pub first_sequence: Sequence,
    /// The sequence of its last record.
    pub last_sequence: Sequence,
    /// The offset of its first record.
    pub first_offset: Offset,
    /// The offset of its last record.
    pub last_offset: Offset,
}

/// One producer's batches on their way into the log. Transactions are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProducerAppendInfo<'a> {
    current: &'a ProducerStateEntry,
    origin: AppendOrigin,
    updated: ProducerStateEntry,
}

impl<'a> ProducerAppendInfo<'a> {
    /// An append to a log that knows this of the producer.
    #[must_use]
    pub fn new(current: &'a ProducerStateEntry, origin: AppendOrigin) -> Self {
        let updated = ProducerStateEntry {
            producer_epoch: current.producer_epoch,
            ..ProducerStateEntry::default()
        };
        Self::after(current, origin, updated)
    }

    /// The same after earlier batches of the same append.
    #[must_use]
    pub fn after(
        current: &'a ProducerStateEntry,
        origin: AppendOrigin,
        updated: ProducerStateEntry,
    ) -> Self {
        Self {
            current,
            origin,
            updated,
        }
    }

    /// Adds a batch (`ProducerAppendInfo.appendDataBatch`).
    ///
    /// # Errors
    /// `INVALID_PRODUCER_EPOCH` of a producer that has a later epoch;
    /// `OUT_OF_ORDER_SEQUENCE_NUMBER` where records are missing before it, or it came before.
    pub fn append_data_batch(
        &mut self,
        epoch: ProducerEpoch,
        batch: AppendedBatch,
    ) -> Result<(), ErrorCode> {
        self.check_producer_epoch(epoch)?;
        if self.origin == AppendOrigin::Client {
            self.check_sequence(epoch, batch.first_sequence)?;
        }
        let offset_delta = batch.last_offset.0.saturating_sub(batch.first_offset.0);
        let metadata = BatchMetadata {
            last_sequence: batch.last_sequence,
            last_offset: batch.last_offset,
            offset_delta: i32::try_from(offset_delta).unwrap_or(i32::MAX),
        };
        self.updated.add(epoch, metadata);
        Ok(())
    }

    /// What the append has added.
    #[must_use]
    pub fn into_entry(self) -> ProducerStateEntry {
        self.updated
    }

    fn check_producer_epoch(&self, epoch: ProducerEpoch) -> Result<(), ErrorCode> {
        if epoch < self.updated.producer_epoch && self.origin != AppendOrigin::Replication {
            return Err(ErrorCode::InvalidProducerEpoch);
        }
        Ok(())
    }

    fn check_sequence(&self, epoch: ProducerEpoch, first: Sequence) -> Result<(), ErrorCode> {
        let is_known = self.updated.producer_epoch != ProducerEpoch::NONE;
        let follows = if epoch != self.updated.producer_epoch {
            first == Sequence(0) || !is_known
        } else {
            // Of a producer that the log knew nothing of any sequence is taken: its records may have
            // been deleted.
            self.current.producer_epoch == ProducerEpoch::NONE || first == self.expected(epoch)
        };
        if follows {
            Ok(())
        } else {
            Err(ErrorCode::OutOfOrderSequenceNumber)
        }
    }

    /// The sequence that follows on the last one of that epoch.
    fn expected(&self, epoch: ProducerEpoch) -> Sequence {
        let last = if !self.updated.batches.is_empty() {
            self.updated.last_sequence()
        } else if epoch == self.current.producer_epoch {
            self.current.last_sequence()
        } else {
            Sequence::NONE
        };
        last.next()
    }
}
