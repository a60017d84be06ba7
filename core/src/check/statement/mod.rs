//! What a lesson says of the cluster: each statement is true or false of a world, and of what happened in it
//! so far. It is a file format (names, not ids) and it has one meaning, [`Statement::holds`].

mod deferred;
mod grouping;
mod holds;
mod sending;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Travel;
use crate::id::{GenerationId, LeaderEpoch, NodeId, Offset, PartitionIndex, ProducerId, Sequence};

/// What is said of the cluster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Statement {
    /// A replica's high watermark is this.
    HighWatermark(OnReplica),
    /// A replica's log end offset is this.
    LogEndOffset(OnReplica),
    /// The leader knows this log end offset of a follower.
    FollowerKnown {
        /// The partition.
        partition: Arc<str>,
        /// The follower.
        follower: NodeId,
        /// Its end, as the leader knows it.
        is: Offset,
    },
    /// The controller's ISR has exactly these members, in whatever order.
    Isr {
        /// The partition.
        partition: Arc<str>,
        /// The members.
        is: Vec<NodeId>,
    },
    /// The controller's eligible leader replicas are exactly these, in whatever order.
    Elr {
        /// The partition.
        partition: Arc<str>,
        /// The replicas.
        is: Vec<NodeId>,
    },
    /// The controller's leader is this, or none.
    Leader {
        /// The partition.
        partition: Arc<str>,
        /// The leader; absent means that the partition is offline.
        #[serde(default)]
        is: Option<NodeId>,
    },
    /// The controller's leader epoch is this.
    LeaderEpoch {
        /// The partition.
        partition: Arc<str>,
        /// The epoch.
        is: LeaderEpoch,
    },
    /// The producer was told that the record at this offset is in, or was not.
    Acknowledged {
        /// The partition.
        partition: Arc<str>,
        /// The record's offset.
        offset: Offset,
        /// Whether it was told so.
        is: bool,
    },
    /// A consumer's next offset is this.
    Position {
        /// The consumer.
        by: NodeId,
        /// The partition.
        partition: Arc<str>,
        /// The offset.
        is: Offset,
    },
    /// The record at an offset of a replica has this value, or there is none.
    Record {
        /// The broker.
        on: NodeId,
        /// The partition.
        partition: Arc<str>,
        /// The record's offset.
        offset: Offset,
        /// Its key, if it matters.
        #[serde(default)]
        key: Option<Arc<str>>,
        /// Its value; absent means that nothing is there, or a record without a value.
        #[serde(default)]
        is: Option<Arc<str>>,
    },
    /// A broker's process runs, or does not.
    Running {
        /// The broker.
        on: NodeId,
        /// Whether it runs.
        is: bool,
    },
    /// A broker is fenced, or is not.
    Fenced {
        /// The broker.
        on: NodeId,
        /// Whether it is fenced.
        is: bool,
    },
    /// A message of that kind is on its way, or none is.
    InFlight {
        /// Which message.
        message: Travel,
        /// Whether there is one.
        is: bool,
    },
    /// The hash of a key, without its sign, is this.
    KeyHash {
        /// The key.
        key: Arc<str>,
        /// The hash.
        is: u32,
    },
    /// Records with a key go to this partition, of all that the topic has.
    KeyPartition {
        /// The topic.
        topic: Arc<str>,
        /// The key.
        key: Arc<str>,
        /// The partition's number.
        is: PartitionIndex,
    },
    /// A replica's log has so many records with this value.
    Copies {
        /// The broker.
        on: NodeId,
        /// The partition.
        partition: Arc<str>,
        /// The value.
        value: Arc<str>,
        /// How many there are.
        is: u32,
    },
    /// The record at an offset of a replica has this sequence, or none.
    Sequence {
        /// The broker.
        on: NodeId,
        /// The partition.
        partition: Arc<str>,
        /// The record's offset.
        offset: Offset,
        /// Its sequence; absent means that its producer is not idempotent, or that nothing is there.
        #[serde(default)]
        is: Option<Sequence>,
    },
    /// A producer has this id, or none.
    ProducerId {
        /// The producer.
        of: NodeId,
        /// Its id; absent means that no broker has told it one.
        #[serde(default)]
        is: Option<ProducerId>,
    },
    /// The application of a consumer is there in its loop.
    Application {
        /// The consumer.
        of: NodeId,
        /// Where it is.
        is: LoopStep,
    },
    /// A group has committed this offset of a partition, or none.
    Committed {
        /// The group's id.
        group: Arc<str>,
        /// The partition.
        partition: Arc<str>,
        /// The offset; absent means that nothing is committed.
        #[serde(default)]
        is: Option<Offset>,
    },
    /// Members of a group have worked so often on the record at an offset since the run was opened.
    WorkedOn {
        /// The group's id.
        group: Arc<str>,
        /// The partition.
        partition: Arc<str>,
        /// The record's offset.
        offset: Offset,
        /// How often.
        times: u32,
    },
    /// A member of a group believes that it has a partition, or nobody does.
    Owner {
        /// The group's id.
        group: Arc<str>,
        /// The partition.
        partition: Arc<str>,
        /// The member; absent means that nobody has it.
        #[serde(default)]
        is: Option<NodeId>,
    },
    /// A member of the classic protocol is in this generation, or in none.
    Generation {
        /// The member.
        of: NodeId,
        /// The generation; absent means that it is in none.
        #[serde(default)]
        is: Option<GenerationId>,
    },
    /// So many partitions of a group have stood still, for however long, since the run was opened.
    Stopped {
        /// The group's id.
        group: Arc<str>,
        /// How many.
        is: u32,
    },
    /// A partition of a group has stood still for so long, in all, since the run was opened.
    StoodStill {
        /// The group's id.
        group: Arc<str>,
        /// The partition.
        partition: Arc<str>,
        /// At least so long.
        at_least_ms: u64,
        /// And not so long.
        below_ms: u64,
    },
}

/// Where the application of a consumer is in its loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoopStep {
    /// It is in `poll`.
    Polling,
    /// It works on a record.
    Processing,
    /// It is in `commitSync`.
    Committing,
    /// It is in none of these.
    Elsewhere,
}

/// An offset on one replica.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnReplica {
    /// The broker.
    pub on: NodeId,
    /// The partition, `orders-0`.
    pub partition: Arc<str>,
    /// The offset.
    pub is: Offset,
}

impl Statement {
    /// Whether judging it takes what stands behind the engine's gates: then it is said only of a cluster of
    /// which [`Scenario::needs_gates`](crate::scenario::Scenario::needs_gates) is true.
    #[must_use]
    pub fn needs_gates(&self) -> bool {
        matches!(
            self,
            Self::KeyHash { .. }
                | Self::KeyPartition { .. }
                | Self::Copies { .. }
                | Self::Sequence { .. }
                | Self::ProducerId { .. }
                | Self::Application { .. }
                | Self::Committed { .. }
                | Self::WorkedOn { .. }
                | Self::Owner { .. }
                | Self::Generation { .. }
                | Self::Stopped { .. }
                | Self::StoodStill { .. }
        )
    }
}
