//! What a coordinator tells of its groups, as its log does.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::InstanceIdOwned;
use crate::group::MemberId;
use crate::group::server_assignor::ServerAssignor;
use crate::id::GroupEpoch;

/// Something that a coordinator logs of one group (`GroupMetadataManager`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConsumerGroupEvent {
    /// A member has joined, or joins again.
    MemberJoined {
        /// The member.
        member_id: MemberId,
        /// Its `group.instance.id`, if it is a static member.
        instance_id: Option<Arc<str>>,
    },
    /// A static member is back under another id.
    StaticMemberReplaced {
        /// Its `group.instance.id`.
        instance_id: Arc<str>,
        /// The id that it had.
        replaced: MemberId,
        /// The id that it has.
        member_id: MemberId,
    },
    /// A static member may not join: another one of its instance id is there.
    InstanceIdUnreleased(InstanceIdOwned),
    /// Another member has taken the instance id over.
    InstanceIdFenced(InstanceIdOwned),
    /// A member has left.
    MemberLeft {
        /// The member.
        member_id: MemberId,
        /// Its `group.instance.id`, if it is a static member.
        instance_id: Option<Arc<str>>,
        /// Whether it will be back, and keeps what it has until its session ends.
        is_temporary: bool,
    },
    /// Something of a member that speaks the classic protocol.
    ClassicMember {
        /// The member.
        member_id: MemberId,
        /// Its `group.instance.id`, if it is a static member.
        instance_id: Option<Arc<str>>,
        /// What.
        change: ClassicMemberChange,
    },
    /// The group goes on in the other protocol.
    Converted(Conversion),
    /// The group stays in its protocol, though a member speaks, or all members speak, the other one.
    MigrationRefused(MigrationObstacle),
    /// A member was put out.
    MemberFenced {
        /// The member.
        member_id: MemberId,
        /// Why.
        reason: FencingReason,
    },
    /// The group has to be assigned anew.
    GroupEpochBumped {
        /// The group's epoch.
        epoch: GroupEpoch,
        /// What stands for the topics that it was last seen with.
        metadata_hash: i64,
    },
    /// The group was assigned anew.
    TargetAssignmentComputed {
        /// The epoch that it was assigned for.
        epoch: GroupEpoch,
        /// By what.
        assignor: ServerAssignor,
    },
    /// The group was read from the log by a new coordinator.
    GroupLoaded {
        /// How many members it has.
        members: usize,
    },
    /// The broker coordinates the group no longer.
    GroupUnloaded {
        /// The group's epoch.
        epoch: GroupEpoch,
    },
}

impl ConsumerGroupEvent {
    /// Which member is out by it since a time ran out for it.
    #[must_use]
    pub fn expired(&self) -> &[MemberId] {
        match self {
            Self::MemberFenced { member_id, .. } => core::slice::from_ref(member_id),
            _ => &[],
        }
    }
}

/// Why a member was put out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FencingReason {
    /// It was silent for `group.consumer.session.timeout.ms`.
    SessionExpired,
    /// It did not give up in time what it is not to have any more.
    RebalanceTimeout {
        /// The epoch that it stayed in.
        epoch: GroupEpoch,
        /// The time that it had (`max.poll.interval.ms`).
        rebalance_timeout_ms: u64,
    },
    /// It speaks the classic protocol and has not joined again within `max.poll.interval.ms`.
    JoinTimeout,
    /// It speaks the classic protocol and has not asked for its assignment within `max.poll.interval.ms`.
    SyncTimeout,
}

/// What becomes of a member that speaks the classic protocol.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClassicMemberChange {
    /// It has no id yet, was given one and is to come back with it.
    IdGiven,
    /// It has joined, or joins again.
    Joined,
    /// It is back, as a static member, under another id.
    Replaced {
        /// The id that it had.
        replaced: MemberId,
    },
    /// It has left.
    Left {
        /// Why, as it says.
        client_reason: Option<Arc<str>>,
    },
}

/// From which protocol a group goes to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Conversion {
    /// From the classic one, with its members.
    Classic,
    /// From the classic one, without members.
    EmptyClassic,
    /// From the consumer protocol, with its members.
    Consumer,
    /// From the consumer protocol, without members.
    EmptyConsumer,
}

/// Why a group stays in its protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MigrationObstacle {
    /// The policy does not let it go from the classic protocol to the other.
    UpgradeDisabled,
    /// The group is not one of consumers.
    NoConsumerProtocol,
    /// It has more members than a group of the consumer protocol may have.
    TooLargeToUpgrade,
    /// The policy lets nobody join a group of the other protocol.
    JoinDisabled,
    /// The policy does not let it go back to the classic protocol.
    DowngradeDisabled,
    /// It has more members than a group of the classic protocol may have.
    TooLargeToDowngrade,
}
