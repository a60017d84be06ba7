//! Records, and the batches in which they travel and are stored.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::group::CoordinatorRecord;
use crate::id::{LeaderEpoch, NodeId, Offset, ProducerEpoch, ProducerId, RecordId, Sequence};
use crate::time::Time;

/// One record of an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The key, or none.
    pub key: Option<Arc<str>>,
    /// The value, or none (a tombstone on a compacted topic).
    pub value: Option<Arc<str>>,
    /// What a coordinator wrote, in an internal topic: key and value are in here then.
    pub coordinator: Option<Arc<CoordinatorRecord>>,
    /// When it was created, by its producer's clock (`CreateTime`).
    pub timestamp: Time,
    /// Who this record is, which no protocol reads: two sends of the same text differ, two copies
    /// of one send do not.
    pub id: RecordId,
}

impl Record {
    /// A record whose identity is given later, by the producer it is handed to.
    #[must_use]
    pub fn new(key: Option<&str>, value: Option<&str>) -> Self {
        Self {
            key: key.map(Arc::from),
            value: value.map(Arc::from),
            coordinator: None,
            timestamp: Time::START,
            id: RecordId::default(),
        }
    }
}

impl Record {
    /// A record that a coordinator writes.
    #[must_use]
    pub(crate) fn of_coordinator(record: CoordinatorRecord, timestamp: Time, id: RecordId) -> Self {
        Self {
            coordinator: Some(Arc::new(record)),
            timestamp,
            id,
            ..Self::new(None, None)
        }
    }
}

/// A record batch: records with consecutive offsets, appended together by one leader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// The offset of its first record (`baseOffset`); before the append, 0.
    pub base_offset: Offset,
    /// The epoch of the leader that appended it (`partitionLeaderEpoch`).
    pub leader_epoch: LeaderEpoch,
    /// Which producer sent it, where one did. No protocol reads it: it tells people whose records these
    /// are.
    pub producer: Option<NodeId>,
    /// How it follows on its producer's batches before; none of a producer that is not idempotent.
    pub sequence: Option<BatchSequence>,
    /// The records, at least one.
    pub records: Arc<[Record]>,
}

/// What an idempotent producer writes into a batch's header, and every attempt to send it repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchSequence {
    /// The producer's id.
    pub producer_id: ProducerId,
    /// The producer's epoch.
    pub producer_epoch: ProducerEpoch,
    /// The sequence of its first record.
    pub base_sequence: Sequence,
}

impl Batch {
    /// A batch without a known producer.
    #[must_use]
    pub fn new(base_offset: Offset, leader_epoch: LeaderEpoch, records: Vec<Record>) -> Self {
        Self {
            base_offset,
            leader_epoch,
            producer: None,
            sequence: None,
            records: records.into(),
        }
    }

    /// The offset after its last record.
    #[must_use]
    pub fn next_offset(&self) -> Offset {
        self.base_offset.plus(self.records.len())
    }

    /// The sequence of its last record; [`Sequence::NONE`] of a producer that is not idempotent.
    #[must_use]
    pub fn last_sequence(&self) -> Sequence {
        let before_last = self.records.len().saturating_sub(1);
        let before_last = i32::try_from(before_last).unwrap_or(i32::MAX);
        let base = self.sequence.map(|sequence| sequence.base_sequence);
        base.map_or(Sequence::NONE, |base| base.plus(before_last))
    }

    /// Cuts what lies at or after `offset`.
    pub(super) fn keep_below(&mut self, offset: Offset) {
        let kept = usize::try_from(offset.0 - self.base_offset.0).unwrap_or(0);
        if kept < self.records.len() {
            self.records = self.records[..kept].into();
        }
    }
}
