//! The assignors of the classic protocol: the group's leader hands the partitions of all topics that
//! anybody subscribes to over to the members (`ConsumerPartitionAssignor`, Apache Kafka 4.3.1).

mod cooperative;
mod kind;
mod rack;
mod range;
mod roster;
mod round_robin;
mod sticky;
mod subscription;

pub use kind::{Assignor, RebalanceProtocol};
pub use subscription::{
    GroupSubscription, Member, MemberAssignment, NamedPartition, Subscription, TopicMetadata,
    UserData,
};
