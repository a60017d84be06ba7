//! What the person has picked out in the picture; every view of the moment shares it.

use highwater_core::id::{BrokerId, MessageId, NodeId, Offset, TopicPartition};
use highwater_core::sim::ConnectionId;

/// Something in the picture that can be picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Selection {
    /// A controller, a broker, a producer or a consumer.
    Node(NodeId),
    /// A partition, with all its replicas.
    Partition(TopicPartition),
    /// One broker's replica of a partition: a lane.
    Replica(BrokerId, TopicPartition),
    /// A record in a lane.
    Record(BrokerId, TopicPartition, Offset),
    /// A message on its way.
    Message(MessageId),
    /// A connection, with what is on it.
    Connection(ConnectionId),
    /// The link between two nodes.
    Link(NodeId, NodeId),
    /// A record of the metadata log.
    Metadata(Offset),
}
