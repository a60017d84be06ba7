//! What a person, a lesson or a search may do to a cluster, and why it may be refused.

use core::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::id::{MessageId, NodeId, PartitionIndex};

/// Something done to the cluster from outside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// An application hands a record to a producer.
    Produce {
        /// The producer, `p1`.
        producer: NodeId,
        /// The topic's name.
        topic: Arc<str>,
        /// The partition, chosen by whoever sends.
        partition: PartitionIndex,
        /// The key, or none.
        #[serde(default)]
        key: Option<Arc<str>>,
        /// The value, or none.
        #[serde(default)]
        value: Option<Arc<str>>,
    },
    /// A broker's process dies; its machine and its page cache live on.
    Crash(NodeId),
    /// A dead broker's process is started again.
    Restart(NodeId),
    /// Nothing gets through between two nodes any more, either way, and nobody is told.
    Cut(NodeId, NodeId),
    /// The link carries messages again, and what was sent meanwhile.
    Heal(NodeId, NodeId),
    /// A message in flight stays where it is, and what is behind it on its connection with it.
    Hold(MessageId),
    /// A held message goes on.
    Release(MessageId),
    /// A message in flight is lost, and its connection breaks with it.
    Lose(MessageId),
    /// Every fault in force ends: links heal, held messages go on, dead brokers start.
    HealAll,
    /// What the scenario would still do by itself (its script and its producers' load) is dropped.
    StopScript,
}

/// Why a command was not carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// There is no such node, or it is of another kind than the command is for.
    NoSuchNode(NodeId),
    /// The cluster has no such partition (`UNKNOWN_TOPIC_OR_PARTITION`).
    UnknownTopicOrPartition,
    /// The broker's process is not running.
    NotRunning(NodeId),
    /// The broker's process is running already.
    AlreadyRunning(NodeId),
    /// No such message is in flight.
    NotInFlight(MessageId),
    /// The message is held already.
    AlreadyHeld(MessageId),
    /// The message is not held.
    NotHeld(MessageId),
    /// The link is cut already.
    AlreadyCut(NodeId, NodeId),
    /// The link is not cut.
    NotCut(NodeId, NodeId),
    /// Nothing is broken.
    NothingToHeal,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl core::error::Error for Refusal {}

/// A fault that is in force, with the command that ends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// A broker's process is dead.
    Crashed(NodeId),
    /// A link is cut.
    Cut(NodeId, NodeId),
    /// A message is held.
    Held(MessageId),
}

impl Fault {
    /// The command that ends it.
    #[must_use]
    pub fn cure(self) -> Command {
        match self {
            Self::Crashed(node) => Command::Restart(node),
            Self::Cut(a, b) => Command::Heal(a, b),
            Self::Held(message) => Command::Release(message),
        }
    }
}
