//! What a consumer knows of its own membership (`AbstractCoordinator`, `AbstractMembershipManager`).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::heartbeat_pace::HeartbeatPace;
use crate::group::MemberId;
use crate::group::assignor::{NamedPartition, UserData};
use crate::id::{GenerationId, GroupEpoch, TopicPartition};
use crate::sorted::Set;
use crate::trace::RejoinReason;
use crate::wire::{ApiError, ErrorCode, ReplicaRacks};

/// How far a member of the classic protocol is (`MemberState` of `AbstractCoordinator`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum MemberState {
    /// It is in no generation.
    #[default]
    Unjoined,
    /// It has asked to join.
    PreparingRebalance,
    /// It has joined, and has not heard what it is to have.
    CompletingRebalance,
    /// It has its assignment.
    Stable,
}

/// How far a member of the consumer protocol is (`MemberState` of `AbstractMembershipManager`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConsumerMemberState {
    /// It belongs to no group.
    #[default]
    Unsubscribed,
    /// It has asked to join.
    Joining,
    /// It goes from what it has to what it is to have.
    Reconciling,
    /// It has done so, and is about to say it.
    Acknowledging,
    /// It has what it is to have.
    Stable,
    /// Its group has gone on without it.
    Fenced,
    /// It gives up what it has, to leave.
    PrepareLeaving,
    /// It is about to say that it leaves.
    Leaving,
    /// It cannot be a member any more.
    Fatal,
    /// It left since it did not poll for too long.
    Stale,
}

impl ConsumerMemberState {
    /// Whether the member sends no heartbeats (`shouldSkipHeartbeat`).
    pub(super) fn is_silent(self) -> bool {
        matches!(
            self,
            Self::Unsubscribed | Self::Fenced | Self::Fatal | Self::Stale
        )
    }

    /// Whether the member waits for no interval with what it has to say (`shouldHeartbeatNow`).
    pub(super) fn speaks_at_once(self) -> bool {
        matches!(self, Self::Joining | Self::Acknowledging | Self::Leaving)
    }

    /// Kafka's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unsubscribed => "UNSUBSCRIBED",
            Self::Joining => "JOINING",
            Self::Reconciling => "RECONCILING",
            Self::Acknowledging => "ACKNOWLEDGING",
            Self::Stable => "STABLE",
            Self::Fenced => "FENCED",
            Self::PrepareLeaving => "PREPARE_LEAVING",
            Self::Leaving => "LEAVING",
            Self::Fatal => "FATAL",
            Self::Stale => "STALE",
        }
    }
}

/// What a member of the consumer protocol is to have, numbered as it hears of it (`LocalAssignment`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LocalAssignment {
    pub local_epoch: u32,
    pub partitions: Set<TopicPartition>,
}

/// How far a join is (`joinFuture`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Join {
    /// None is under way.
    #[default]
    None,
    /// The answer to a join or to a sync is waited for.
    UnderWay,
    /// The member has its assignment, and `poll` has not looked at it.
    Done(Vec<NamedPartition>),
    /// It failed.
    Failed(ErrorCode),
}

/// Who a member is to its group (`Generation`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Generation {
    /// Its generation; none before it has joined (−1).
    pub id: Option<GenerationId>,
    /// Its member id, once it has one.
    pub member_id: Option<MemberId>,
    /// The assignor that was chosen.
    pub protocol: Option<Arc<str>>,
}

/// A topic and how many partitions it has, as the member knows, and in which racks they are, if it is in one
/// itself (`ConsumerCoordinator.MetadataSnapshot`).
pub(super) type TopicCounts = Vec<(Arc<str>, u32, Vec<ReplicaRacks>)>;

/// A consumer's membership.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// How far it is, in the classic protocol.
    pub state: MemberState,
    /// The generation that it belongs to.
    pub generation: Option<GenerationId>,
    /// Its member id.
    pub member_id: Option<MemberId>,
    /// The assignor that was chosen.
    pub protocol: Option<Arc<str>>,
    /// Whether it has to join again.
    pub(super) must_join: bool,
    /// Why.
    pub(super) rejoin_reason: Option<RejoinReason>,
    /// Whether it is still to give up what it has before it joins.
    pub(super) must_prepare: bool,
    /// Whether the commit before that was sent.
    pub(super) has_committed: bool,
    /// How far its join is.
    pub(super) join: Join,
    /// Whether it waits before it joins again.
    pub(super) pauses: bool,
    /// What the leader has assigned by.
    pub(super) snapshot: Option<TopicCounts>,
    pub(super) joining_snapshot: TopicCounts,
    /// How often the client had heard of the cluster when that was taken.
    pub(super) snapshot_version: u32,
    /// What it subscribed to when it joined.
    pub(super) joined_topics: Option<Vec<Arc<str>>>,
    /// What the assignor said last, for the next join.
    pub(super) last: Option<UserData>,
    /// Why it cannot be a member any more.
    pub(super) failed: Option<ApiError>,
    /// Whether it has left since its consumer is being closed.
    pub(super) has_left: bool,
    /// How far it is, in the consumer protocol.
    pub consumer_state: ConsumerMemberState,
    /// Its epoch, in the consumer protocol.
    pub epoch: GroupEpoch,
    /// Whether it has had another one than that with which it joins.
    pub(super) has_had_epoch: bool,
    /// The local epoch of the next target that it hears, in the consumer protocol.
    pub(super) next_local_epoch: u32,
    /// What it is to have, if it is not there yet.
    pub(super) target: Option<LocalAssignment>,
    /// What it is going to at the moment, whatever it has heard since (`reconciliationInProgress`).
    pub(super) reconciling: Option<LocalAssignment>,
    /// Whether it has reconciled any target since it joined (`currentAssignment` is not `NONE`).
    pub(super) has_assignment: bool,
    /// Whether its next heartbeat says everything anew.
    pub(super) says_all: bool,
    /// What it last said that it owns.
    pub(super) said: Option<Vec<TopicPartition>>,
    /// When its next heartbeat goes, in the consumer protocol.
    pub(super) heartbeat_pace: HeartbeatPace,
}

impl Default for Membership {
    fn default() -> Self {
        Self {
            state: MemberState::Unjoined,
            generation: None,
            member_id: None,
            protocol: None,
            must_join: true,
            rejoin_reason: None,
            must_prepare: true,
            has_committed: false,
            join: Join::None,
            pauses: false,
            snapshot: None,
            joining_snapshot: Vec::new(),
            snapshot_version: 0,
            joined_topics: None,
            last: None,
            failed: None,
            has_left: false,
            consumer_state: ConsumerMemberState::Unsubscribed,
            epoch: GroupEpoch(0),
            has_had_epoch: false,
            next_local_epoch: 0,
            target: None,
            reconciling: None,
            has_assignment: false,
            says_all: true,
            said: None,
            heartbeat_pace: HeartbeatPace::default(),
        }
    }
}

impl Membership {
    /// Whether it is a member by its own account.
    pub(crate) fn is_member(&self) -> bool {
        self.generation.is_some() || self.member_epoch().is_some()
    }

    /// Its epoch in the consumer protocol, once it has joined.
    #[must_use]
    pub fn member_epoch(&self) -> Option<GroupEpoch> {
        (self.epoch.0 > 0).then_some(self.epoch)
    }

    /// Who it is now.
    #[must_use]
    pub fn current(&self) -> Generation {
        Generation {
            id: self.generation,
            member_id: self.member_id.clone(),
            protocol: self.protocol.clone(),
        }
    }

    /// What it had and was to have in the group is over: local epochs start anew with the next join.
    pub(super) fn forget_assignment(&mut self) {
        self.next_local_epoch = 0;
        self.target = None;
        self.reconciling = None;
        self.has_assignment = false;
    }

    /// The same in the consumer protocol, where a member's epoch is its generation.
    pub(super) fn with_epoch(&self) -> Generation {
        Generation {
            id: Some(GenerationId(self.epoch.0)),
            ..self.current()
        }
    }
}
