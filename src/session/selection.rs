//! What the person has picked out in the picture; every view of the moment shares it.

use highwater_core::id::{BrokerId, MessageId, NodeId, Offset, TopicPartition};

/// Something in the picture that can be picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Selection {
    /// A controller, a broker, a producer or a consumer.
    Node(NodeId),
    /// One broker's replica of a partition: a lane.
    Replica(BrokerId, TopicPartition),
    /// A record in a lane.
    Record(BrokerId, TopicPartition, Offset),
    /// A message on its way.
    Message(MessageId),
    /// The link between two nodes.
    Link(NodeId, NodeId),
}
