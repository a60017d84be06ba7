//! What a lesson says of a moment, as data that the engine can show to be true or false.

use core::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Moment;
use crate::id::{BrokerId, LeaderEpoch, NodeId, Offset, StepNo, TopicPartition};
use crate::sim::World;
use crate::time::{Span, Time};
use crate::trace::Trace;

/// How long a claim waits for its moment: longer than any of Kafka's timeouts at work here.
const PATIENCE: Span = Span::from_ms(180_000);

/// Something said of the cluster, now or at a later moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// When it is to hold; without it, now. The engine runs ahead on a copy until then.
    #[serde(default)]
    pub when: Option<Moment>,
    /// What is said.
    pub that: Statement,
}

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
        message: super::moment::Travel,
        /// Whether there is one.
        is: bool,
    },
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

/// A claim that cannot be judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClaimError {
    /// It names a partition that does not exist.
    NoSuchPartition(Arc<str>),
    /// It names a node that does not exist, or that is of another kind, or holds no such replica.
    NoSuchNode(NodeId),
    /// Its moment does not come.
    NeverHappens,
}

impl fmt::Display for ClaimError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchPartition(name) => write!(f, "there is no partition `{name}`"),
            Self::NoSuchNode(node) => write!(f, "{node} is not there, or not of that kind"),
            Self::NeverHappens => {
                write!(f, "the moment does not come within {PATIENCE} ms of simulated time")
            }
        }
    }
}

impl core::error::Error for ClaimError {}
