//! What reasons are about.

use crate::id::{BrokerId, MessageId, NodeId, TopicPartition};
use crate::sim::{ConnectionId, Direction};
use crate::wire::Gist;

/// A message that a reason is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageRef {
    /// Its number.
    pub id: MessageId,
    /// Its connection.
    pub connection: ConnectionId,
    /// Which way it travels.
    pub direction: Direction,
    /// What matters in it.
    pub gist: Gist,
}

/// What a reason is about, and can be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A node.
    Node(NodeId),
    /// A replica.
    Replica(BrokerId, TopicPartition),
    /// A partition.
    Partition(TopicPartition),
    /// A message.
    Message(MessageId),
    /// The link between two nodes.
    Link(NodeId, NodeId),
}

/// What those are who alone may be elected, the most trusted first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Electable {
    /// The members of the ISR.
    Isr,
    /// The eligible leader replicas.
    Elr,
    /// The last known leader.
    LastKnownLeader,
    /// Whoever holds a replica: the topic allows unclean elections.
    AnyReplica,
}
