//! Clients: what applications use to write and read, and what they learn of the cluster.

mod admin;
mod asked;
mod cluster;
mod consumer;
mod producer;

pub use admin::Admin;
pub(crate) use asked::Asked;
pub use cluster::Cluster;
pub use consumer::{
    AfterPollInterval, Application, Choice, CommitMode, CommitObstacle, CompletedFetch, Consumer,
    ConsumerError, ConsumerMemberState, Coordinator, FetchState, Generation, Handed, LeaveReason,
    MemberState, Membership, PartitionState, Position, Step, Subscription,
};
pub(crate) use consumer::{AfterRefusal, CommitProgress, MemberAwaits, PendingCommit};
pub(crate) use producer::AwaitingCall;
pub use producer::{
    Awaited, BlockedSend, BufferLevel, Destination, HandedRecord, HeldMemory, OUTCOMES_MAX,
    Outcome, PartitionChoice, PartitionLoad, PartitionQueue, Producer, ProducerBatch,
    ProducerState, QueuedBatch, ReadyCheck, RecordProgress, SendObstacle, SerializedField,
    UnansweredRequest, UnansweredRequests, murmur2, partition_for_key, to_positive,
};
