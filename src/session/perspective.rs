//! From which side the same moment is looked at.

/// How the replicas are put together in the picture of the cluster.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Perspective {
    /// Each broker with its replicas: what a machine holds, and what a crash takes away.
    #[default]
    ByBroker,
    /// Each partition with its replicas, on one offset axis: what differs between copies.
    ByPartition,
}
