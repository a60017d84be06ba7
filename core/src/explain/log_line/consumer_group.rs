//! What a coordinator logs of groups of the consumer protocol (`GroupMetadataManager`).

use super::Writer;
use crate::group::classic::GroupId;
use crate::group::consumer_group::{
    ClassicMemberChange, ConsumerGroupEvent, Conversion, FencingReason, MigrationObstacle,
};
use crate::id::BrokerId;
use crate::trace::Event;

const GROUP_METADATA_MANAGER: &str = "org.apache.kafka.coordinator.group.GroupMetadataManager";

pub(super) fn write(log: &mut Writer, me: BrokerId, event: &Event) {
    let Event::ConsumerGroup {
        offsets_partition,
        group_id,
        event,
    } = event
    else {
        return;
    };
    let prefix = format!(
        "[GroupCoordinator id={me} topic=__consumer_offsets partition={offsets_partition}] "
    );
    let text = match event {
        ConsumerGroupEvent::GroupLoaded { members } => {
            format!("Loaded consumer group {group_id} with {members} members.")
        }
        ConsumerGroupEvent::GroupUnloaded { epoch } => {
            format!("[GroupId={group_id}] Unloaded group metadata for group epoch {epoch}.")
        }
        ConsumerGroupEvent::MigrationRefused(obstacle) => not_converted(group_id, *obstacle),
        _ => format!("[GroupId {group_id}] {}", what_happened(event)),
    };
    log.info(GROUP_METADATA_MANAGER, prefix + &text);
}

fn what_happened(event: &ConsumerGroupEvent) -> String {
    match event {
        ConsumerGroupEvent::MemberJoined {
            member_id,
            instance_id,
        } => format!(
            "{} joins the consumer group using the consumer protocol.",
            who(member_id, instance_id.as_deref())
        ),
        ConsumerGroupEvent::StaticMemberReplaced {
            instance_id,
            replaced,
            member_id,
        } => format!(
            "Static member with instance id {instance_id} re-joins the consumer group using the consumer \
             protocol. Created a new member {member_id} to replace the existing member {replaced}."
        ),
        ConsumerGroupEvent::InstanceIdUnreleased(it) => format!(
            "{} cannot join the group because the instance id is owned by member {}.",
            who(&it.member_id, Some(&it.instance_id)),
            it.owner
        ),
        ConsumerGroupEvent::InstanceIdFenced(it) => format!(
            "{} is fenced by existing member {}.",
            who(&it.member_id, Some(&it.instance_id)),
            it.owner
        ),
        ConsumerGroupEvent::MemberLeft {
            member_id,
            instance_id,
            is_temporary,
        } => {
            let how = if *is_temporary {
                "temporarily left"
            } else {
                "left"
            };
            let who = who(member_id, instance_id.as_deref());
            format!("{who} {how} the consumer group.")
        }
        ConsumerGroupEvent::MemberFenced { member_id, reason } => {
            format!(
                "Member {member_id} fenced from the group because {}.",
                why(*reason)
            )
        }
        ConsumerGroupEvent::GroupEpochBumped {
            epoch,
            metadata_hash,
        } => format!("Bumped group epoch to {epoch} with metadata hash {metadata_hash}."),
        ConsumerGroupEvent::TargetAssignmentComputed { epoch, assignor } => format!(
            "Computed a new target assignment for epoch {epoch} with '{}' assignor in 0ms.",
            assignor.name()
        ),
        ConsumerGroupEvent::ClassicMember {
            member_id,
            instance_id,
            change,
        } => of_classic(member_id, instance_id.as_deref(), change),
        ConsumerGroupEvent::Converted(conversion) => {
            format!("Converted the {}.", converted(*conversion))
        }
        ConsumerGroupEvent::GroupLoaded { .. }
        | ConsumerGroupEvent::GroupUnloaded { .. }
        | ConsumerGroupEvent::MigrationRefused(_) => String::new(),
    }
}

fn of_classic(
    member_id: &impl core::fmt::Display,
    instance_id: Option<&str>,
    change: &ClassicMemberChange,
) -> String {
    match (change, instance_id) {
        (ClassicMemberChange::IdGiven, _) => format!(
            "Dynamic member with unknown member id joins the consumer group. Created a new member id \
             {member_id} and requesting the member to rejoin with this id."
        ),
        (ClassicMemberChange::Joined, _) => format!(
            "{} joins the consumer group using the classic protocol.",
            who(member_id, instance_id)
        ),
        (ClassicMemberChange::Replaced { replaced }, _) => format!(
            "Static member with instance id {} re-joins the consumer group using the classic protocol. \
             Created a new member {member_id} to replace the existing member {replaced}.",
            instance_id.unwrap_or("null")
        ),
        (ClassicMemberChange::Left { client_reason }, None) => format!(
            "Dynamic member {member_id} has left group through explicit `LeaveGroup` request; client \
             reason: {}",
            client_reason.as_deref().unwrap_or("not provided")
        ),
        (ClassicMemberChange::Left { client_reason }, Some(instance_id)) => format!(
            "Static member {member_id} with instance id {instance_id} has left group through explicit \
             `LeaveGroup` request; client reason: {}",
            client_reason.as_deref().unwrap_or("not provided")
        ),
    }
}

fn converted(conversion: Conversion) -> &'static str {
    match conversion {
        Conversion::Classic => "classic group to a consumer group",
        Conversion::EmptyClassic => "empty classic group to a consumer group",
        Conversion::Consumer => "consumer group to a classic group",
        Conversion::EmptyConsumer => "empty consumer group to a classic group",
    }
}

/// Why a group stays in its protocol.
pub(in crate::explain) fn not_converted(group: &GroupId, obstacle: MigrationObstacle) -> String {
    let to_consumer = format!("Cannot upgrade classic group {group} to consumer group because");
    let to_classic = format!("Cannot downgrade consumer group {group} to classic group because");
    match obstacle {
        MigrationObstacle::UpgradeDisabled => format!("{to_consumer} online upgrade is disabled."),
        MigrationObstacle::NoConsumerProtocol => {
            format!("{to_consumer} the group does not use the consumer embedded protocol.")
        }
        MigrationObstacle::TooLargeToUpgrade => {
            format!("{to_consumer} the group size exceeds the consumer group maximum size.")
        }
        MigrationObstacle::JoinDisabled => format!(
            "Cannot join the consumer group {group} with the classic protocol because the group migration \
             is disabled."
        ),
        MigrationObstacle::DowngradeDisabled => {
            format!("{to_classic} the online downgrade is disabled.")
        }
        MigrationObstacle::TooLargeToDowngrade => {
            format!("{to_classic} its group size is greater than classic group max size.")
        }
    }
}

fn who(member_id: &impl core::fmt::Display, instance_id: Option<&str>) -> String {
    match instance_id {
        None => format!("Member {member_id}"),
        Some(instance_id) => format!("Static member {member_id} with instance id {instance_id}"),
    }
}

fn why(reason: FencingReason) -> String {
    match reason {
        FencingReason::SessionExpired => "the member session expired".to_owned(),
        FencingReason::RebalanceTimeout {
            epoch,
            rebalance_timeout_ms,
        } => format!("it failed to transition from epoch {epoch} within {rebalance_timeout_ms}ms"),
        FencingReason::JoinTimeout => {
            "the classic member failed to join within the rebalance timeout".to_owned()
        }
        FencingReason::SyncTimeout => "the member failed to sync within timeout".to_owned(),
    }
}
