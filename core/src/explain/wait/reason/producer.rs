//! The reasons for which what a producer has does not go on.

use super::Thing;
use crate::client::HeldMemory;
use crate::id::{NodeId, TopicPartition};

/// Why what a producer has waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProducerReason {
    /// A batch has room for more records, and is kept back for them.
    Lingers {
        /// The producer.
        producer: NodeId,
        /// How many bytes it takes.
        bytes: u32,
        /// How many it may take (`batch.size`).
        capacity_bytes: u32,
    },
    /// A batch of the partition is under way, and with one request in flight the next one goes after it.
    OneAtATime {
        /// The producer.
        producer: NodeId,
        /// The partition.
        partition: TopicPartition,
    },
    /// Batches with earlier sequences are to be answered first, so that their order is kept.
    EarlierFirst {
        /// The producer.
        producer: NodeId,
        /// The partition.
        partition: TopicPartition,
    },
    /// An idempotent producer does not know its producer id yet.
    NeedsProducerId(NodeId),
    /// There is no room in the buffer for the batch that a record needs.
    BufferFull {
        /// The producer.
        producer: NodeId,
        /// How many bytes the batch takes.
        needed_bytes: u32,
        /// How many are free.
        free_bytes: u64,
        /// How many there are (`buffer.memory`).
        total_bytes: u64,
        /// How many sends wait, this one included.
        sends: u32,
    },
    /// What holds the buffer.
    HoldsBuffer {
        /// The producer.
        producer: NodeId,
        /// The partitions whose batches do.
        held: Vec<HeldMemory>,
    },
    /// `flush` waits for what was sent before it.
    Flushes {
        /// The producer.
        producer: NodeId,
        /// How many records that is.
        records: u32,
    },
    /// `close` waits for all that the producer has.
    Closes {
        /// The producer.
        producer: NodeId,
        /// How many records that is.
        records: u32,
    },
}

impl ProducerReason {
    /// What it is about, if that can be looked at.
    pub(super) fn about(&self) -> Option<Thing> {
        match self {
            Self::OneAtATime { partition, .. } | Self::EarlierFirst { partition, .. } => {
                Some(Thing::Partition(*partition))
            }
            Self::HoldsBuffer { held, .. } => Some(Thing::Partition(held.first()?.partition)),
            Self::Lingers { producer, .. }
            | Self::NeedsProducerId(producer)
            | Self::BufferFull { producer, .. }
            | Self::Flushes { producer, .. }
            | Self::Closes { producer, .. } => Some(Thing::Node(*producer)),
        }
    }
}
