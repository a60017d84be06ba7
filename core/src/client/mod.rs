//! Clients: what applications use to write and read, and what they learn of the cluster.

mod accumulator;
mod admin;
mod admin_groups;
mod ahead;
mod cluster;
mod consumer;
mod idempotence;
mod identity;
mod partitioner;
mod producer;
mod send;
mod sender;

pub use accumulator::{ProducerBatch, ReadyCheck};
pub use admin::Admin;
pub use cluster::Cluster;
pub use consumer::{
    Application, Choice, CommitMode, CommitObstacle, CompletedFetch, Consumer, ConsumerCall,
    ConsumerError, Coordinator, Epoch848State, FetchState, Generation, Handed, LeaveReason,
    MemberState, Membership, PartitionState, Position, Step, Subscription,
};
pub use partitioner::{PartitionLoad, murmur2, partition_for_key, to_positive};
pub use producer::{Outcome, Producer};
pub(crate) use sender::SendObstacle;
