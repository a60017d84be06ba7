//! Which heartbeats are wrong in themselves (`GroupCoordinatorService`), and which come too late.

use super::{
    ConsumerGroup, ConsumerGroupMember, HeartbeatRefusal, InvalidHeartbeat,
    JOIN_GROUP_MEMBER_EPOCH, LEAVE_GROUP_STATIC_MEMBER_EPOCH,
};
use crate::group::MemberId;
use crate::group::server_assignor::ServerAssignor;
use crate::id::TopicPartition;
use crate::sorted::Set;
use crate::wire::ConsumerGroupHeartbeatRequest;

/// Refuses what no member may send, before anybody looks at the group
/// (`throwIfConsumerGroupHeartbeatRequestIsInvalid`).
///
/// # Errors
/// `INVALID_REQUEST`, `UNSUPPORTED_ASSIGNOR`.
pub fn validate_heartbeat(request: &ConsumerGroupHeartbeatRequest) -> Result<(), HeartbeatRefusal> {
    if let Some(invalid) = empty_field(request).or_else(|| unfit_for_epoch(request)) {
        return Err(HeartbeatRefusal::Invalid(invalid));
    }
    match &request.server_assignor {
        Some(name) if ServerAssignor::named(name).is_none() => {
            Err(HeartbeatRefusal::UnsupportedAssignor(name.clone()))
        }
        _ => Ok(()),
    }
}

/// What the request names by an empty text.
fn empty_field(request: &ConsumerGroupHeartbeatRequest) -> Option<InvalidHeartbeat> {
    let is_empty = |text: Option<&str>| text.is_some_and(|it| it.trim().is_empty());
    if is_empty(Some(&request.member_id.0)) {
        Some(InvalidHeartbeat::EmptyMemberId)
    } else if is_empty(Some(&request.group_id.0)) {
        Some(InvalidHeartbeat::EmptyGroupId)
    } else if is_empty(request.instance_id.as_deref()) {
        Some(InvalidHeartbeat::EmptyInstanceId)
    } else if is_empty(request.rack.as_deref()) {
        Some(InvalidHeartbeat::EmptyRack)
    } else {
        None
    }
}

/// What the request does not say as it has to with such an epoch.
fn unfit_for_epoch(request: &ConsumerGroupHeartbeatRequest) -> Option<InvalidHeartbeat> {
    match request.member_epoch {
        JOIN_GROUP_MEMBER_EPOCH => {
            let owned = request.topic_partitions.as_ref();
            if request.rebalance_timeout_ms.is_none() {
                Some(InvalidHeartbeat::NoRebalanceTimeout)
            } else if !owned.is_some_and(Vec::is_empty) {
                Some(InvalidHeartbeat::OwnsPartitions)
            } else if request.subscribed_topic_names.is_none() {
                Some(InvalidHeartbeat::NoSubscription)
            } else {
                None
            }
        }
        LEAVE_GROUP_STATIC_MEMBER_EPOCH => {
            let is_dynamic = request.instance_id.is_none();
            is_dynamic.then_some(InvalidHeartbeat::NoInstanceId)
        }
        epoch => (epoch < LEAVE_GROUP_STATIC_MEMBER_EPOCH).then_some(InvalidHeartbeat::Epoch),
    }
}

/// Refuses a member that is in another epoch than it says, unless it may not have heard of its present
/// one: then it owns nothing but what it is known to have (`throwIfConsumerGroupMemberEpochIsInvalid`).
pub(super) fn validate_epoch(
    member: &ConsumerGroupMember,
    request: &ConsumerGroupHeartbeatRequest,
    owned: Option<&Set<TopicPartition>>,
) -> Result<(), HeartbeatRefusal> {
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
        Err(HeartbeatRefusal::EpochDiffers {
            received: epoch,
            known: current.member_epoch,
        })
    }
}

/// Refuses one member more than the group may have (`throwIfConsumerGroupIsFull`).
pub(super) fn validate_size(
    group: &ConsumerGroup,
    member_id: &MemberId,
    max_size: u32,
) -> Result<(), HeartbeatRefusal> {
    let is_full = u32::try_from(group.members.len()).is_ok_and(|members| members >= max_size);
    if is_full && !group.members.contains_key(member_id) {
        return Err(HeartbeatRefusal::GroupFull(max_size));
    }
    Ok(())
}
