//! Which heartbeats are wrong in themselves (`GroupCoordinatorService`), and which come too late.

use super::{
    ConsumerGroup, ConsumerGroupMember, JOIN_GROUP_MEMBER_EPOCH, LEAVE_GROUP_MEMBER_EPOCH,
    LEAVE_GROUP_STATIC_MEMBER_EPOCH,
};
use crate::group::MemberId;
use crate::group::server_assignor::ServerAssignor;
use crate::id::TopicPartition;
use crate::sorted::Set;
use crate::wire::{ConsumerGroupHeartbeatRequest, ErrorCode};

/// Refuses what no member may send, before anybody looks at the group
/// (`throwIfConsumerGroupHeartbeatRequestIsInvalid`).
///
/// # Errors
/// `INVALID_REQUEST`, `UNSUPPORTED_ASSIGNOR`.
pub fn validate_heartbeat(request: &ConsumerGroupHeartbeatRequest) -> Result<(), ErrorCode> {
    let is_empty =
        |text: &Option<std::sync::Arc<str>>| text.as_ref().is_some_and(|it| it.is_empty());
    let is_nameless = request.group_id.0.is_empty()
        || request.member_id.0.is_empty()
        || is_empty(&request.instance_id)
        || is_empty(&request.rack);
    if is_nameless || !is_epoch_valid(request) {
        return Err(ErrorCode::InvalidRequest);
    }
    match &request.server_assignor {
        Some(name) if ServerAssignor::named(name).is_none() => Err(ErrorCode::UnsupportedAssignor),
        _ => Ok(()),
    }
}

/// Whether the request says what it has to with such an epoch.
fn is_epoch_valid(request: &ConsumerGroupHeartbeatRequest) -> bool {
    match request.member_epoch {
        JOIN_GROUP_MEMBER_EPOCH => {
            let owned = request.topic_partitions.as_ref();
            let names = request.subscribed_topic_names.as_ref();
            request.rebalance_timeout_ms.is_some()
                && owned.is_some_and(Vec::is_empty)
                && names.is_some_and(|names| !names.is_empty())
        }
        LEAVE_GROUP_STATIC_MEMBER_EPOCH => request.instance_id.is_some(),
        epoch => epoch > JOIN_GROUP_MEMBER_EPOCH || epoch == LEAVE_GROUP_MEMBER_EPOCH,
    }
}

/// Refuses a member that is in another epoch than it says, unless it may not have heard of its present
/// one: then it owns nothing but what it is known to have (`throwIfConsumerGroupMemberEpochIsInvalid`).
pub(super) fn validate_epoch(
    member: &ConsumerGroupMember,
    request: &ConsumerGroupHeartbeatRequest,
    owned: Option<&Set<TopicPartition>>,
) -> Result<(), ErrorCode> {
    let (epoch, current) = (request.member_epoch, &member.current);
    let may_have_missed_the_answer = epoch == current.previous_member_epoch
        && epoch < current.member_epoch
        && owned.is_some_and(|owned| member.is_known_to_own(owned));
    if epoch == JOIN_GROUP_MEMBER_EPOCH
        || epoch == current.member_epoch
        || may_have_missed_the_answer
    {
        Ok(())
    } else {
        Err(ErrorCode::FencedMemberEpoch)
    }
}

/// Refuses one member more than the group may have (`throwIfConsumerGroupIsFull`).
pub(super) fn validate_size(
    group: &ConsumerGroup,
    member_id: &MemberId,
    max_size: u32,
) -> Result<(), ErrorCode> {
    let is_full = u32::try_from(group.members.len()).is_ok_and(|members| members >= max_size);
    if is_full && !group.members.contains_key(member_id) {
        return Err(ErrorCode::GroupMaxSizeReached);
    }
    Ok(())
}
