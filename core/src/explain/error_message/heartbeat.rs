//! Why a coordinator does not take a heartbeat of the consumer protocol (`GroupCoordinatorService`,
//! `GroupMetadataManager`, `ConsumerGroup`).

use crate::explain::log_line::not_converted;
use crate::group::consumer_group::{HeartbeatRefusal, InvalidHeartbeat};
use crate::group::server_assignor::ServerAssignor;

/// The message of the response, which is the exception's.
pub(super) fn refused_heartbeat(refusal: &HeartbeatRefusal) -> String {
    match refusal {
        HeartbeatRefusal::Invalid(invalid) => of_request(*invalid).to_owned(),
        HeartbeatRefusal::UnsupportedAssignor(name) => {
            let supported = ServerAssignor::ALL.map(ServerAssignor::name).join(", ");
            format!("ServerAssignor {name} is not supported. Supported assignors: {supported}.")
        }
        HeartbeatRefusal::NoGroup {
            group_id,
            is_leaving: true,
        } => format!("Group {group_id} not found."),
        HeartbeatRefusal::NoGroup { group_id, .. } => {
            format!("Consumer group {group_id} not found.")
        }
        HeartbeatRefusal::NoConsumerGroup(group) => {
            format!("Group {group} is not a consumer group.")
        }
        HeartbeatRefusal::NotUpgraded(group, obstacle) => not_converted(group, *obstacle).text,
        HeartbeatRefusal::GroupFull(max_size) => {
            format!("The consumer group has reached its maximum capacity of {max_size} members.")
        }
        HeartbeatRefusal::NoMember(member, group) => {
            format!("Member {member} is not a member of group {group}.")
        }
        HeartbeatRefusal::NoInstance(instance_id) => {
            format!("Instance id {instance_id} is unknown.")
        }
        HeartbeatRefusal::InstanceIdUnreleased(it) => format!(
            "Static member {} with instance id {} cannot join the group because the instance id is owned by \
             {} member.",
            it.member_id, it.instance_id, it.owner
        ),
        HeartbeatRefusal::InstanceIdFenced(it) => format!(
            "Static member {} with instance id {} was fenced by member {}.",
            it.member_id, it.instance_id, it.owner
        ),
        HeartbeatRefusal::EpochDiffers { received, known } => {
            let than = if received > known {
                "greater"
            } else {
                "smaller"
            };
            format!(
                "The consumer group member has a {than} member epoch ({received}) than the one known by the \
                 group coordinator ({known}). The member must abandon all its partitions and rejoin."
            )
        }
        HeartbeatRefusal::UnknownState => "The consumer group member is in a unknown state. The \
             member must abandon all its partitions and rejoin."
            .to_owned(),
    }
}

/// `GroupCoordinatorService.throwIfConsumerGroupHeartbeatRequestIsInvalid`.
fn of_request(invalid: InvalidHeartbeat) -> &'static str {
    match invalid {
        InvalidHeartbeat::EmptyMemberId => "MemberId can't be empty.",
        InvalidHeartbeat::EmptyGroupId => "GroupId can't be empty.",
        InvalidHeartbeat::EmptyInstanceId => "InstanceId can't be empty.",
        InvalidHeartbeat::EmptyRack => "RackId can't be empty.",
        InvalidHeartbeat::NoRebalanceTimeout => {
            "RebalanceTimeoutMs must be provided in first request."
        }
        InvalidHeartbeat::OwnsPartitions => "TopicPartitions must be empty when (re-)joining.",
        InvalidHeartbeat::NoSubscription => {
            "Either SubscribedTopicNames or SubscribedTopicRegex must be non-null when (re-)joining."
        }
        InvalidHeartbeat::NoInstanceId => "InstanceId can't be null.",
        InvalidHeartbeat::Epoch => "MemberEpoch is invalid.",
    }
}
