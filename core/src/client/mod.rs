//! Clients: what applications use to write and read, and what they learn of the cluster.

mod accumulator;
mod admin;
mod admin_groups;
mod ahead;
mod batch;
mod buffer;
mod cluster;
mod consumer;
mod deferred;
mod delivery;
mod drain;
mod idempotence;
mod identity;
mod lifecycle;
mod partitioner;
mod producer;
mod send;
mod sender;

pub use admin::Admin;
pub use batch::{ProducerBatch, ReadyCheck};
pub use cluster::Cluster;
pub use consumer::{
    Application, Choice, CommitMode, CommitObstacle, CompletedFetch, Consumer, ConsumerCall,
    ConsumerError, Coordinator, Epoch848State, FetchState, Generation, Handed, LeaveReason,
    MemberState, Membership, PartitionState, Position, Step, Subscription,
};
pub(crate) use drain::SendObstacle;
pub use lifecycle::ProducerState;
pub use partitioner::{PartitionLoad, murmur2, partition_for_key, to_positive};
pub use producer::{Outcome, Producer};
