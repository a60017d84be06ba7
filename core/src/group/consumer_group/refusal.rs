//! What a coordinator says besides the code when it refuses a heartbeat (`errorMessage`).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::MigrationObstacle;
use crate::group::MemberId;
use crate::group::classic::GroupId;
use crate::id::GroupEpoch;
use crate::wire::{ApiError, ErrorCode, ErrorDetail};

/// Why a heartbeat is refused (`GroupCoordinatorService`, `GroupMetadataManager`, `ConsumerGroup`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HeartbeatRefusal {
    /// The request is wrong in itself.
    Invalid(InvalidHeartbeat),
    /// There is no assignor of that name.
    UnsupportedAssignor(Arc<str>),
    /// There is no such group for a member to live in, or to leave.
    NoGroup {
        /// The group.
        group_id: GroupId,
        /// Whether the member leaves.
        is_leaving: bool,
    },
    /// The group is one of the classic protocol.
    NoConsumerGroup(GroupId),
    /// The group stays in the classic protocol.
    NotUpgraded(GroupId, MigrationObstacle),
    /// The group has as many members as it may have (`group.consumer.max.size`).
    GroupFull(u32),
    /// The group has no such member.
    NoMember(MemberId, GroupId),
    /// The group has no member of that instance id.
    NoInstance(Arc<str>),
    /// The member of that instance id has not left.
    InstanceIdUnreleased(InstanceIdOwned),
    /// Another member has the instance id by now.
    InstanceIdFenced(InstanceIdOwned),
    /// The member says that it is in another epoch than it is.
    EpochDiffers {
        /// What it says.
        received: GroupEpoch,
        /// Where it is.
        known: GroupEpoch,
    },
    /// The member is in a state that this version does not know.
    UnknownState,
}

/// Who is refused because of an instance id, and who has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstanceIdOwned {
    /// Who is refused: who wants it, or had it before.
    pub member_id: MemberId,
    /// The instance id.
    pub instance_id: Arc<str>,
    /// Who has it.
    pub owner: MemberId,
}

/// What is wrong with a heartbeat in itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum InvalidHeartbeat {
    /// It says nothing for the member's id.
    EmptyMemberId,
    /// It says nothing for the group's id.
    EmptyGroupId,
    /// It says nothing for the instance id.
    EmptyInstanceId,
    /// It says nothing for the rack.
    EmptyRack,
    /// A member joins and does not say how long it may take to give partitions up.
    NoRebalanceTimeout,
    /// A member joins and has partitions.
    OwnsPartitions,
    /// A member joins and does not say what it wants to read.
    NoSubscription,
    /// A member that is not static leaves to come back.
    NoInstanceId,
    /// No member can be in such an epoch.
    Epoch,
}

impl HeartbeatRefusal {
    /// The code.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Invalid(_) => ErrorCode::InvalidRequest,
            Self::UnsupportedAssignor(_) => ErrorCode::UnsupportedAssignor,
            Self::NoGroup { .. } | Self::NoConsumerGroup(_) | Self::NotUpgraded(..) => {
                ErrorCode::GroupIdNotFound
            }
            Self::GroupFull(_) => ErrorCode::GroupMaxSizeReached,
            Self::NoMember(..) | Self::NoInstance(_) => ErrorCode::UnknownMemberId,
            Self::InstanceIdUnreleased(_) => ErrorCode::UnreleasedInstanceId,
            Self::InstanceIdFenced(_) => ErrorCode::FencedInstanceId,
            Self::EpochDiffers { .. } | Self::UnknownState => ErrorCode::FencedMemberEpoch,
        }
    }
}

impl From<HeartbeatRefusal> for ApiError {
    fn from(refusal: HeartbeatRefusal) -> Self {
        Self::new(
            refusal.code(),
            ErrorDetail::HeartbeatRefused(refusal.into()),
        )
    }
}

/// An answer to a request of the classic protocol has the code alone.
impl From<HeartbeatRefusal> for ErrorCode {
    fn from(refusal: HeartbeatRefusal) -> Self {
        refusal.code()
    }
}
