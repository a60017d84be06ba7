//! What happens to a consumer and to its membership.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::client::{
    CommitMode, ConsumerError, ConsumerMemberState, Generation, LeaveReason, Position,
};
use crate::config::AutoOffsetReset;
use crate::group::MemberId;
use crate::group::assignor::NamedPartition;
use crate::id::{
    BrokerId, GenerationId, GroupEpoch, LeaderEpoch, Offset, PartitionIndex, TopicPartition,
};
use crate::scenario::OnFailure;
use crate::wire::{Api, ApiError, ErrorCode};

/// What a consumer, its membership or its application did.
#[expect(
    missing_docs,
    reason = "a field without docs is named as its type or as Kafka's own field, and holds just that"
)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConsumerEvent {
    /// The application subscribed to topics.
    Subscribed(Vec<Arc<str>>),
    /// The application went to an offset.
    Sought {
        topic: Arc<str>,
        partition: PartitionIndex,
        offset: Offset,
    },
    /// The application went to one of the ends.
    SoughtEnd {
        topic: Arc<str>,
        partition: PartitionIndex,
        /// The earliest offset, or the latest.
        end: AutoOffsetReset,
    },
    /// A broker said who coordinates the group.
    CoordinatorFound(BrokerId),
    /// The coordinator is looked for anew.
    CoordinatorLost {
        coordinator: BrokerId,
        why: CoordinatorLoss,
    },
    /// The member asked to join.
    Joining,
    /// The member will join again.
    RejoinRequested {
        reason: RejoinReason,
        /// Its id at the moment; none before it was given one.
        member: Option<MemberId>,
    },
    /// The member is in no generation any more.
    GenerationReset {
        reason: RejoinReason,
        /// Whether it has lost its id, too, so that it joins as somebody new.
        forgets_member_id: bool,
    },
    /// The member is in a generation.
    Joined(Generation),
    /// The leader has assigned.
    AssignmentFinished {
        /// The generation that it has assigned for.
        generation: GenerationId,
        /// Its members, in the order in which they are logged, each with what it is to have.
        assignments: Vec<(MemberId, Vec<NamedPartition>)>,
    },
    /// The member has heard what it is to have.
    Synced(Generation),
    /// A cooperative member compares what it is to have with what it has.
    AssignmentUpdated {
        /// What it is to have.
        assigned: Vec<TopicPartition>,
        /// What it has.
        owned: Vec<TopicPartition>,
    },
    /// The member's assignor was told of the assignment.
    AssignorNotified(Vec<NamedPartition>),
    /// The application was told of partitions that it has now (`onPartitionsAssigned`).
    PartitionsAssigned(Vec<TopicPartition>),
    /// The application was told of partitions that it has to give back (`onPartitionsRevoked`).
    PartitionsRevoked(Vec<TopicPartition>),
    /// The application was told of partitions that are not its own any more (`onPartitionsLost`).
    PartitionsLost(Vec<TopicPartition>),
    /// The member takes all that it has for lost: it belongs to no generation.
    GivenAway,
    /// A join, a sync, or a heartbeat of either protocol was refused.
    GroupRequestFailed {
        /// What was refused.
        api: Api,
        error: ApiError,
        /// Whether the member takes no notice: it had left, and its group ended with it.
        is_ignored: bool,
        /// Whom it said to be.
        generation: Generation,
        /// Who refused, if that is still known.
        coordinator: Option<BrokerId>,
    },
    /// The broker that was taken for the coordinator is not.
    HeartbeatUnheard { coordinator: BrokerId },
    /// Another member has taken over this one's instance id.
    InstanceFenced,
    /// The application has not called `poll` for longer than `max.poll.interval.ms`.
    PollTimedOut,
    /// The application calls `poll` again after that time: a member of the consumer protocol that has left for it
    /// joins anew (`AbstractHeartbeatRequestManager.resetPollTimer`).
    PolledLate {
        /// Who joins.
        member: MemberId,
        /// So long the time had been over.
        late_by_ms: u64,
    },
    /// The member leaves its group.
    Leaving {
        /// Its id, if it has one.
        member: Option<MemberId>,
        coordinator: BrokerId,
        reason: LeaveReason,
    },
    /// The group has committed nothing of a partition.
    NoCommittedOffset(NamedPartition),
    /// A position begins where the group has committed.
    PositionCommitted {
        partition: TopicPartition,
        position: Position,
    },
    /// A position lies outside the log.
    PositionOutOfRange {
        partition: TopicPartition,
        position: Position,
    },
    /// What was read up to a position is gone from the log, from `diverging` on as far as that is known
    /// (KIP-320).
    TruncationDetected {
        partition: TopicPartition,
        position: Position,
        /// Where the leader's log of that epoch, or of the one before it, ends, and which epoch that is; none
        /// if the leader does not know.
        diverging: Option<(Offset, LeaderEpoch)>,
        /// Whether the consumer goes back there; otherwise the application is told.
        is_reset: bool,
    },
    /// Offsets are committed.
    OffsetsCommitted {
        mode: CommitMode,
        offsets: Vec<(TopicPartition, Offset)>,
    },
    /// The coordinator did not take an offset: the first of a commit that it did not take.
    CommitFailed {
        partition: TopicPartition,
        offset: Offset,
        error: ErrorCode,
    },
    /// A commit that nobody waits for has failed.
    CommitGivenUp {
        mode: CommitMode,
        offsets: Vec<(TopicPartition, Position)>,
        error: ConsumerError,
    },
    /// The application has processed records.
    RecordsProcessed {
        partition: TopicPartition,
        /// The first of them.
        first_offset: Offset,
        /// The offset after the last of them.
        next_offset: Offset,
    },
    /// The application could not process a record.
    ProcessingFailed {
        partition: TopicPartition,
        offset: Offset,
        reaction: OnFailure,
    },
    /// `position` has returned, with the positions of all partitions that the consumer has.
    PositionsTold(Vec<(TopicPartition, Offset)>),
    /// `endOffsets` has returned.
    EndOffsetsTold(Vec<(TopicPartition, Offset)>),
    /// A call has thrown something.
    Raised(ConsumerError),
    /// The consumer is closed.
    Closed,
    /// The consumer's process has died.
    Crashed,
    /// A member of the consumer protocol is in another state.
    Transitioned {
        member: MemberId,
        /// Its member epoch.
        epoch: GroupEpoch,
        from: ConsumerMemberState,
        to: ConsumerMemberState,
    },
    /// A member of the consumer protocol compares what it is to have with what it has.
    Reconciling {
        member: MemberId,
        /// How many targets it had heard of before since it joined (`LocalAssignment.localEpoch`).
        local_epoch: u32,
        /// What it is to have.
        assigned: Vec<TopicPartition>,
        /// What it has.
        owned: Vec<TopicPartition>,
    },
    /// A member of the consumer protocol is about to give partitions back.
    Revoking(Vec<TopicPartition>),
}

/// Why a coordinator is looked for anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CoordinatorLoss {
    /// Its connection ended, with no request under way.
    Disconnected,
    /// Its connection ended before a request was answered.
    DisconnectedUnanswered,
    /// It said so.
    Error(ErrorCode),
    /// It said so to a heartbeat of the consumer protocol, with no message besides.
    HeartbeatRefused(ErrorCode),
    /// It did not answer a heartbeat for a whole session.
    SessionTimedOut,
}

impl CoordinatorLoss {
    /// Whether its connection had ended.
    #[must_use]
    pub fn is_disconnected(self) -> bool {
        matches!(self, Self::Disconnected | Self::DisconnectedUnanswered)
    }
}

/// Why a member joins again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RejoinReason {
    /// It was given the id that it is to join with.
    MemberIdGiven,
    /// A heartbeat was told that the group rebalances.
    GroupRebalances,
    /// It has given partitions up that others are to get.
    MustRevoke(Vec<TopicPartition>),
    /// Topics have other numbers of partitions than the leader has assigned by.
    MetadataChanged {
        /// What it has assigned by.
        before: MetadataSnapshot,
        /// What it knows now.
        now: MetadataSnapshot,
    },
    /// It subscribes to other topics.
    SubscriptionChanged {
        /// Those it has joined with.
        before: Vec<Arc<str>>,
        /// Those of now.
        now: Vec<Arc<str>>,
    },
    /// A request of that kind was refused so.
    Refused(ErrorCode, Api),
    /// Its last join failed.
    RebalanceFailed(ErrorCode),
    /// It wanted to commit while the group rebalances.
    CommitWhileRebalancing,
    /// It leaves.
    Left,
}

/// What a member of the classic protocol knew of its topics (`ConsumerCoordinator.MetadataSnapshot`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetadataSnapshot {
    /// How often the client had heard of the cluster by then (`Metadata.updateVersion`).
    pub version: u32,
    /// Each topic with its partitions, and of each the racks of its replicas; none where that does not matter.
    pub topics: Vec<(Arc<str>, Vec<Racks>)>,
}

/// The racks in which a partition has replicas.
pub type Racks = Vec<Arc<str>>;
