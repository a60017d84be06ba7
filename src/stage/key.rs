//! Keys by which marks are found again in the next scene, so that what stands stays what it is: a key is
//! the same for the folded and for the open form of a thing, and different for any two things of a kind.

use highwater_core::id::{BrokerId, NodeId, TopicPartition};

const NODE: u64 = 1 << 60;
const REPLICA: u64 = 2 << 60;
const PARTITION: u64 = 3 << 60;
const LINK: u64 = 4 << 60;

/// The key of a node.
pub fn of_node(node: NodeId) -> u64 {
    NODE | number(node)
}

/// The key of a replica.
pub fn of_replica(broker: BrokerId, partition: TopicPartition) -> u64 {
    REPLICA | u64::from(broker.0) << 48 | of_both(partition)
}

/// The key of a partition.
pub fn of_partition(partition: TopicPartition) -> u64 {
    PARTITION | of_both(partition)
}

/// The key of a link.
pub fn of_link(a: NodeId, b: NodeId) -> u64 {
    LINK | number(a) << 24 | number(b)
}

fn number(node: NodeId) -> u64 {
    let (kind, id) = match node {
        NodeId::Controller(id) => (0, id.0),
        NodeId::Broker(id) => (1, id.0),
        NodeId::Producer(id) => (2, id.0),
        NodeId::Consumer(id) => (3, id.0),
        NodeId::Admin => (4, 0),
    };
    kind << 20 | u64::from(id) & 0xf_ffff
}

fn of_both(partition: TopicPartition) -> u64 {
    u64::from(partition.topic.0) << 24 | u64::from(partition.partition.0) & 0xff_ffff
}
