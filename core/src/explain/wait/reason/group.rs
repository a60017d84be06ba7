//! The reasons for which a consumer, or its group, does not go on.

use super::Thing;
use crate::id::{BrokerId, NodeId, Offset, TopicPartition};
use crate::sim::Standing;
use crate::trace::RejoinReason;
use crate::wire::{Api, ErrorCode};

/// Why a member, its application or its commit waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupReason {
    /// A member is to join its group.
    MustJoin {
        /// The member.
        consumer: NodeId,
        /// Why.
        why: WhyJoin,
    },
    /// A member has asked to join.
    Joins(NodeId),
    /// A member has joined, and does not know what it is to have.
    AwaitsAssignment(NodeId),
    /// A member of the consumer protocol does not have yet what it is to have.
    Reconciles(NodeId),
    /// A member of the consumer protocol has more than it is to have.
    GivesUp {
        /// The member.
        consumer: NodeId,
        /// What it is to give up.
        partitions: Vec<TopicPartition>,
    },
    /// A member of the consumer protocol has what it was told to have, and has to take note of that.
    TakesNote(NodeId),
    /// A member of the consumer protocol has what it was told to have, and has not said so.
    Acknowledges(NodeId),
    /// A group that was empty waits for more members before its first generation begins.
    FirstRebalance {
        /// The coordinator.
        broker: BrokerId,
        /// How many have joined.
        members: u32,
        /// Whether somebody has joined in this part of the wait, so that another one follows.
        goes_on: bool,
    },
    /// The next generation begins when these members have joined again.
    AwaitsMembers {
        /// The coordinator.
        broker: BrokerId,
        /// Whom it waits for.
        missing: Vec<NodeId>,
        /// How many members have joined.
        joined: u32,
        /// How many there are.
        members: u32,
    },
    /// The leader of a group has not sent what it assigns.
    AwaitsLeader {
        /// The coordinator.
        broker: BrokerId,
        /// The leader.
        leader: NodeId,
    },
    /// The process behind a member has ended, and its coordinator keeps the member.
    Gone {
        /// The coordinator.
        broker: BrokerId,
        /// The consumer.
        consumer: NodeId,
        /// How the process stands that is there now, if it does not work.
        standing: Option<Standing>,
    },
    /// A member hears with its next heartbeat that it is to do something.
    HearsWithHeartbeat(NodeId),
    /// The application works on records, and calls `poll` afterwards.
    Processes {
        /// The consumer.
        consumer: NodeId,
        /// How many records it has in hand.
        records: u32,
    },
    /// The application calls nothing: somebody does so by hand.
    NobodyPolls(NodeId),
    /// The application has paused a partition (`pause`).
    PausedPartition {
        /// The consumer.
        consumer: NodeId,
        /// The partition.
        partition: TopicPartition,
    },
    /// The application is in another call than `poll`.
    InCall {
        /// The consumer.
        consumer: NodeId,
        /// In which.
        call: WaitingCall,
    },
    /// What a coordinator has written is not committed yet.
    RecordsNeedHighWatermark {
        /// The coordinator.
        broker: BrokerId,
        /// Where it has written.
        partition: TopicPartition,
        /// The high watermark that is needed.
        required: Offset,
        /// The high watermark now.
        high_watermark: Offset,
    },
    /// A partition that a member is to have is still another member's.
    HeldBy {
        /// Who is to have it.
        consumer: NodeId,
        /// The partition.
        partition: TopicPartition,
        /// Who has it.
        holder: NodeId,
    },
    /// A partition that a member is to have was given up by another, and their coordinator has not heard so.
    GivenUpBy {
        /// Who is to have it.
        consumer: NodeId,
        /// The partition.
        partition: TopicPartition,
        /// Who had it.
        holder: NodeId,
    },
    /// A partition is still a member's in the eyes of its coordinator, and nobody else gets it.
    StillAssigned {
        /// The coordinator.
        broker: BrokerId,
        /// Who was that member.
        consumer: NodeId,
        /// The partition.
        partition: TopicPartition,
    },
    /// A group has no member any more, and who would read a partition is down.
    NoMemberLeft {
        /// Who would.
        consumer: NodeId,
        /// The partition.
        partition: TopicPartition,
    },
    /// A static member has left, and its coordinator keeps its place.
    KeepsPlace {
        /// The coordinator.
        broker: BrokerId,
        /// Who was that member.
        consumer: NodeId,
    },
    /// What a member waited for is free, and it gets it with its next heartbeat.
    IsFree(NodeId),
    /// A consumer does not know who coordinates its group.
    NoCoordinator(NodeId),
    /// There is no `__consumer_offsets` yet.
    NoOffsetsTopic,
    /// A coordinator still reads the log of its groups.
    Loads(BrokerId),
    /// A member pauses after a request that was refused.
    Pauses(NodeId),
    /// A member commits before it gives partitions up.
    CommitsFirst(NodeId),
    /// There are more members than partitions.
    NothingLeft {
        /// The member.
        consumer: NodeId,
        /// How many members there are.
        members: u32,
        /// How many partitions they share.
        partitions: u32,
    },
    /// A commit has no answer.
    Commits {
        /// The consumer.
        consumer: NodeId,
        /// The first partition of it.
        partition: TopicPartition,
        /// The offset.
        offset: Offset,
    },
    /// A commit was refused, or will be if nothing changes until its coordinator reads it.
    CommitRefused {
        /// The consumer.
        consumer: NodeId,
        /// The coordinator.
        broker: BrokerId,
        /// How it refuses.
        error: ErrorCode,
        /// Whether it has done so already, and the answer is on its way.
        is_answered: bool,
        /// What the consumer does then.
        then: AfterRefusal,
        /// What `commitSync` throws then, by the name of its class, if an application waits in it.
        thrown: Option<&'static str>,
    },
}

/// What a consumer does when its commit is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterRefusal {
    /// It looks for its coordinator, and commits there once more.
    LooksForCoordinator,
    /// It commits once more, after a pause.
    CommitsAgain,
    /// It commits with the next interval: a commit that a consumer of the consumer protocol makes by itself.
    CommitsWithInterval,
    /// It gives the commit up, and joins its group again.
    JoinsAgain,
    /// It gives the commit up.
    GivesUp,
}

/// A call of a consumer that waits for brokers, beside `poll` and commits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitingCall {
    /// `position`.
    Position,
    /// `endOffsets`.
    EndOffsets,
}

/// Why a member is to join.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyJoin {
    /// It is in no group yet.
    New,
    /// It was given the id that it is to join with.
    IdGiven,
    /// Its group rebalances.
    Rebalance,
    /// It has given up what others are to get.
    Revoked,
    /// The topics, or what it subscribes to, have changed.
    TopicsChanged,
    /// A request of it was refused.
    Refused(Api, ErrorCode),
    /// It wanted to commit while its group rebalances.
    CommitWhileRebalancing,
    /// Its last join has failed.
    Failed(ErrorCode),
    /// It has left.
    Left,
}

impl From<&RejoinReason> for WhyJoin {
    fn from(reason: &RejoinReason) -> Self {
        match reason {
            RejoinReason::MemberIdGiven => Self::IdGiven,
            RejoinReason::GroupRebalances => Self::Rebalance,
            RejoinReason::MustRevoke(_) => Self::Revoked,
            RejoinReason::MetadataChanged { .. } | RejoinReason::SubscriptionChanged { .. } => {
                Self::TopicsChanged
            }
            RejoinReason::Refused(error, api) => Self::Refused(*api, *error),
            RejoinReason::RebalanceFailed(error) => Self::Failed(*error),
            RejoinReason::CommitWhileRebalancing => Self::CommitWhileRebalancing,
            RejoinReason::Left => Self::Left,
        }
    }
}

impl GroupReason {
    /// Of a member of the consumer protocol on its way to what it is to have: first it gives up the rest.
    pub(in crate::explain::wait) fn of_reconciling(
        consumer: NodeId,
        to_give_up: Vec<TopicPartition>,
    ) -> Self {
        if to_give_up.is_empty() {
            return Self::Reconciles(consumer);
        }
        Self::GivesUp {
            consumer,
            partitions: to_give_up,
        }
    }

    /// What it is about, if that can be looked at.
    pub(super) fn about(&self) -> Option<Thing> {
        Some(Thing::Node(match self {
            Self::MustJoin { consumer, .. }
            | Self::Joins(consumer)
            | Self::AwaitsAssignment(consumer)
            | Self::Reconciles(consumer)
            | Self::GivesUp { consumer, .. }
            | Self::Acknowledges(consumer)
            | Self::TakesNote(consumer)
            | Self::PausedPartition { consumer, .. }
            | Self::Gone { consumer, .. }
            | Self::HearsWithHeartbeat(consumer)
            | Self::Processes { consumer, .. }
            | Self::NobodyPolls(consumer)
            | Self::InCall { consumer, .. }
            | Self::IsFree(consumer)
            | Self::NoCoordinator(consumer)
            | Self::Pauses(consumer)
            | Self::CommitsFirst(consumer)
            | Self::NothingLeft { consumer, .. }
            | Self::StillAssigned { consumer, .. }
            | Self::NoMemberLeft { consumer, .. }
            | Self::KeepsPlace { consumer, .. }
            | Self::Commits { consumer, .. } => *consumer,
            Self::CommitRefused { broker, .. } => (*broker).into(),
            Self::HeldBy { holder, .. } | Self::GivenUpBy { holder, .. } => *holder,
            Self::AwaitsMembers { missing, .. } => *missing.first()?,
            Self::AwaitsLeader { leader, .. } => *leader,
            Self::FirstRebalance { broker, .. } | Self::Loads(broker) => (*broker).into(),
            Self::RecordsNeedHighWatermark {
                broker, partition, ..
            } => return Some(Thing::Replica(*broker, *partition)),
            Self::NoOffsetsTopic => return None,
        }))
    }
}
