//! What a coordinator logs of groups of the consumer protocol (`GroupMetadataManager`).

use super::Writer;
use crate::group::consumer_group::{ConsumerGroupEvent, FencingReason};
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
        ConsumerGroupEvent::InstanceIdUnreleased {
            instance_id,
            owner,
            member_id,
        } => format!(
            "{} cannot join the group because the instance id is owned by member {owner}.",
            who(member_id, Some(instance_id))
        ),
        ConsumerGroupEvent::InstanceIdFenced {
            instance_id,
            owner,
            member_id,
        } => format!(
            "{} is fenced by existing member {owner}.",
            who(member_id, Some(instance_id))
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
        ConsumerGroupEvent::GroupLoaded { .. } | ConsumerGroupEvent::GroupUnloaded { .. } => {
            String::new()
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
    }
}
