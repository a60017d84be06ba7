//! What must hold after every event. A breach under today's semantics means that the engine is wrong.
//!
//! The numbers are those of the project's catalogue of Kafka's failures and invariants, and stay the same
//! while the engine learns more of Kafka. Those that are left out come with what they are about: I12
//! (isolation) and I13 (no hanging transaction) with transactions.

use core::ops::Range;

use crate::id::{BrokerId, MessageId, NodeId, Offset, RecordId, TopicPartition};

/// One thing that must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Invariant {
    /// I1: every record acknowledged with success (acks 1 or all) is on the current leader or, with
    /// no leader, on some replica that may be elected.
    AckedDurable,
    /// I2: every running member of the ISR and the ELR has everything that is committed.
    LeaderCompleteness,
    /// I3: any two replicas agree below both their high watermarks.
    LogMatching,
    /// I4: who is in the ISR and the ELR may be, the leader is in the ISR, and counts on all of it.
    LegalMembership,
    /// I5: at most one believed leader per partition and epoch, and no epoch goes back; nor do a group's
    /// generation and epoch, unless what its partition of `__consumer_offsets` had is lost.
    Epochs,
    /// I6: no batch of an idempotent producer is committed twice, and none of its records.
    NoDuplicates,
    /// I7: what a producer writes to a partition is committed in the order in which it took it, where it is
    /// idempotent or has one request in flight.
    ProducerOrder,
    /// I8: a leader's high watermark never goes back, and moves only over what its ISR has.
    HighWatermark,
    /// I9: what a consumer was handed does not change and does not vanish, and it skips nothing.
    ConsistentRead,
    /// I10: no offset that a group commits passes a record that was not processed. Where that is not promised,
    /// it is broken once nobody will process it any more.
    NoSkip,
    /// I11: a group processes no record twice.
    AtMostOnce,
    /// I14: no partition has two owners in a group, and a target assignment has each partition once.
    OneOwner,
    /// I15: logs are dense, caches agree with logs, and no message appears or vanishes.
    Structure,
}

impl Invariant {
    /// Whether today's protocol keeps it in every configuration. The others are kept where the
    /// configuration promises them: a breach elsewhere is "not promised by this configuration". (I6, I7, I10
    /// and I11 are reported as broken only of producers and groups to which they are promised.)
    #[must_use]
    pub fn holds_in_every_configuration(self) -> bool {
        self != Self::AckedDurable
    }
}

/// A broken invariant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Breach {
    /// Which one.
    pub invariant: Invariant,
    /// Where.
    pub partition: Option<TopicPartition>,
    /// On which broker.
    pub broker: Option<BrokerId>,
    /// Where in the log, or how far it reaches, where that is an offset.
    pub offset: Option<Offset>,
    /// The offset after the last, where it is about several records in a row.
    pub end: Option<Offset>,
    /// Which record is lost or replaced, where it is about one.
    pub record: Option<RecordId>,
    /// Where the other one stands, of a record that is there twice, or behind a later one: its first copy, or the
    /// latest of those before it.
    pub other: Option<Offset>,
    /// The request that carried it, of a record that no log ever had.
    pub request: Option<MessageId>,
    /// Whose group it is about: who worked on it again, or a member of those who passed it over.
    pub consumer: Option<NodeId>,
}

impl Breach {
    pub(super) fn of(invariant: Invariant) -> Self {
        Self {
            invariant,
            partition: None,
            broker: None,
            offset: None,
            end: None,
            record: None,
            other: None,
            request: None,
            consumer: None,
        }
    }

    pub(super) fn partition(self, partition: TopicPartition) -> Self {
        Self {
            partition: Some(partition),
            ..self
        }
    }

    pub(super) fn broker(self, broker: BrokerId) -> Self {
        Self {
            broker: Some(broker),
            ..self
        }
    }

    pub(super) fn offset(self, offset: Offset) -> Self {
        Self {
            offset: Some(offset),
            ..self
        }
    }

    pub(super) fn offsets(self, offsets: &Range<Offset>) -> Self {
        Self {
            offset: Some(offsets.start),
            end: Some(offsets.end),
            ..self
        }
    }

    pub(super) fn consumer(self, consumer: NodeId) -> Self {
        Self {
            consumer: Some(consumer),
            ..self
        }
    }

    pub(super) fn record(self, record: RecordId) -> Self {
        Self {
            record: Some(record),
            ..self
        }
    }

    pub(super) fn request(self, request: Option<MessageId>) -> Self {
        Self { request, ..self }
    }

    pub(super) fn other(self, other: Offset) -> Self {
        Self {
            other: Some(other),
            ..self
        }
    }
}
