//! What a coordinator tells of its groups, as its log does.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::ClassicGroupState;
use crate::group::MemberId;
use crate::id::GenerationId;
use crate::wire::ErrorCode;

/// Something that a coordinator logs of one group (`GroupMetadataManager`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClassicGroupEvent {
    /// A client without an id was given one, with which it is to join again.
    MemberIdGiven {
        /// The id.
        member_id: MemberId,
        /// What the group was doing.
        state: ClassicGroupState,
    },
    /// It joins with that id.
    PendingMemberJoined {
        /// The member.
        member_id: MemberId,
        /// What the group was doing.
        state: ClassicGroupState,
    },
    /// A static member has joined that was not there.
    StaticMemberJoined {
        /// Its `group.instance.id`.
        instance_id: Arc<str>,
        /// The id that it was given.
        member_id: MemberId,
        /// What the group was doing.
        state: ClassicGroupState,
    },
    /// A static member is back under another id.
    StaticMemberReplaced {
        /// Its `group.instance.id`.
        instance_id: Arc<str>,
        /// The id that it had.
        replaced: MemberId,
        /// What the group was doing.
        state: ClassicGroupState,
    },
    /// It has what it had: the group need not rebalance.
    NoRebalanceNeeded,
    /// Another member has taken the instance id over.
    InstanceIdFenced {
        /// Who asks.
        member_id: Option<MemberId>,
        /// Its `group.instance.id`.
        instance_id: Arc<str>,
        /// Who has it.
        owner: MemberId,
        /// What is asked for.
        operation: MemberOperation,
    },
    /// The group waits for its members to join again.
    RebalanceBegan {
        /// The generation that ends.
        generation: GenerationId,
        /// Why.
        reason: RebalanceReason,
    },
    /// Members have not joined again in time.
    MembersRemoved(Vec<MemberId>),
    /// None of those who are left has joined again.
    NobodyRejoined,
    /// All have joined.
    Stabilized {
        /// The new generation.
        generation: GenerationId,
        /// How many members it has.
        members: usize,
    },
    /// Nobody is left.
    BecameEmpty {
        /// The empty generation.
        generation: GenerationId,
    },
    /// The leader has assigned.
    AssignmentReceived {
        /// The leader.
        leader: MemberId,
        /// For this generation.
        generation: GenerationId,
        /// How many members it has.
        members: usize,
        /// How many of them are static.
        static_members: usize,
    },
    /// A member was silent for too long.
    MemberFailed(MemberId),
    /// A client that was given an id has not joined with it.
    PendingMemberExpired(MemberId),
    /// A member has left.
    MemberLeft {
        /// The member.
        member_id: MemberId,
        /// Whether it had not joined with its id yet.
        is_pending: bool,
        /// Why, as it says.
        client_reason: Option<Arc<str>>,
    },
    /// The group was read from the log by a new coordinator.
    GroupLoaded {
        /// How many members it has.
        members: usize,
    },
    /// The broker coordinates the group no longer.
    GroupUnloaded {
        /// The group's generation.
        generation: GenerationId,
    },
}

impl ClassicGroupEvent {
    /// Which members are out by it since a time ran out for them.
    #[must_use]
    pub fn expired(&self) -> &[MemberId] {
        match self {
            Self::MemberFailed(member) => core::slice::from_ref(member),
            Self::MembersRemoved(members)
            | Self::RebalanceBegan {
                reason: RebalanceReason::SyncExpired(members),
                ..
            } => members,
            _ => &[],
        }
    }
}

/// What a member asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MemberOperation {
    /// JoinGroup.
    Join,
    /// SyncGroup.
    Sync,
    /// Heartbeat.
    Heartbeat,
    /// LeaveGroup.
    Leave,
    /// OffsetCommit.
    Commit,
    /// OffsetCommit in a transaction.
    TransactionalCommit,
}

/// Why a group waits for its members to join again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RebalanceReason {
    /// A new member is there.
    MemberAdded {
        /// The member.
        member_id: MemberId,
        /// Its `group.instance.id`, if it is a static member.
        instance_id: Option<Arc<str>>,
        /// Why it joins, as it says.
        client_reason: Option<Arc<str>>,
    },
    /// The leader has joined again: something has changed that only it sees.
    LeaderRejoined {
        /// The leader.
        member_id: MemberId,
        /// What the group was doing.
        state: ClassicGroupState,
        /// Why it joins, as it says.
        client_reason: Option<Arc<str>>,
    },
    /// A member has joined again with another subscription.
    MemberChanged {
        /// The member.
        member_id: MemberId,
        /// What the group was doing.
        state: ClassicGroupState,
        /// Why it joins, as it says.
        client_reason: Option<Arc<str>>,
    },
    /// A static member is back while the leader assigns.
    StaticMemberChanged {
        /// The member.
        member_id: MemberId,
        /// Its `group.instance.id`.
        instance_id: Arc<str>,
        /// Why it joins, as it says.
        client_reason: Option<Arc<str>>,
    },
    /// A static member is back and supports other protocols, so that another one is chosen.
    ProtocolChanges {
        /// The member.
        member_id: MemberId,
        /// Its `group.instance.id`.
        instance_id: Arc<str>,
        /// Why it joins, as it says.
        client_reason: Option<Arc<str>>,
    },
    /// Members have left.
    MembersLeft(Vec<MemberId>),
    /// A member was silent for too long.
    SessionExpired(MemberId),
    /// Members have not asked for their assignment in time.
    SyncExpired(Vec<MemberId>),
    /// The leader's assignment could not be written.
    AssignmentLost {
        /// The leader.
        leader: MemberId,
        /// Why.
        error: ErrorCode,
    },
    /// The last member of the consumer protocol has left a group with members of either protocol.
    MemberOfOtherProtocolLeft,
    /// The last member of the consumer protocol is back in this one, and what is assigned is older than what the
    /// group subscribes to.
    StaleAssignment,
    /// The group was read from the log and has more members than it may.
    TooManyMembers {
        /// How many it has.
        members: usize,
        /// How many it may have.
        max_size: u32,
    },
}
