//! What a coordinator logs of groups of the classic protocol (`GroupMetadataManager`, `ClassicGroup`).

use super::Writer;
use crate::group::MemberId;
use crate::group::classic::{ClassicGroupEvent, GroupId, MemberOperation, RebalanceReason};
use crate::id::BrokerId;
use crate::trace::Event;

const GROUP_METADATA_MANAGER: &str = "org.apache.kafka.coordinator.group.GroupMetadataManager";

pub(super) fn write(log: &mut Writer, me: BrokerId, event: &Event) {
    let Event::ClassicGroup {
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
    let text = prefix + &what_happened(group_id, event);
    match event {
        ClassicGroupEvent::NobodyRejoined => log.error(GROUP_METADATA_MANAGER, text),
        _ => log.info(GROUP_METADATA_MANAGER, text),
    }
}

fn what_happened(group: &GroupId, event: &ClassicGroupEvent) -> String {
    match event {
        ClassicGroupEvent::MemberIdGiven { member_id, state } => format!(
            "Dynamic member with unknown member id joins group {group} in {} state. Created a new member \
             id {member_id} and requesting the member to rejoin with this id.",
            state.name()
        ),
        ClassicGroupEvent::PendingMemberJoined { member_id, state } => format!(
            "Pending dynamic member with id {member_id} joins group {group} in {} state. Adding to the \
             group now.",
            state.name()
        ),
        ClassicGroupEvent::StaticMemberJoined {
            instance_id,
            member_id,
            state,
        } => format!(
            "Static member with groupInstanceId={instance_id} and unknown member id joins group {group} in \
             {} state. Created a new member id {member_id} for this member and added to the group.",
            state.name()
        ),
        ClassicGroupEvent::StaticMemberReplaced {
            instance_id,
            replaced,
            state,
        } => format!(
            "Static member with groupInstanceId={instance_id} and unknown member id joins group {group} in \
             {} state. Replacing previously mapped member {replaced} with this groupInstanceId.",
            state.name()
        ),
        ClassicGroupEvent::NoRebalanceNeeded => {
            "Static member which joins during Stable stage and doesn't affect the selected protocol will \
             not trigger a rebalance."
                .to_owned()
        }
        ClassicGroupEvent::InstanceIdFenced {
            member_id,
            instance_id,
            owner,
            operation,
        } => format!(
            "Request memberId={} for static member with groupInstanceId={instance_id} is fenced by \
             existing memberId={owner} during operation {}",
            member_id.as_ref().map_or("", |id| &id.0),
            name_of(*operation)
        ),
        ClassicGroupEvent::RebalanceBegan { generation, reason } => format!(
            "Preparing to rebalance group {group} in state PreparingRebalance with old generation \
             {generation} (reason: {}).",
            why(group, reason)
        ),
        ClassicGroupEvent::MembersRemoved(members) => format!(
            "Group {group} removed dynamic members who haven't joined: {}",
            set_of(members)
        ),
        ClassicGroupEvent::NobodyRejoined => {
            format!("Group {group} could not complete rebalance because no members rejoined.")
        }
        ClassicGroupEvent::Stabilized {
            generation,
            members,
        } => format!("Stabilized group {group} generation {generation} with {members} members."),
        ClassicGroupEvent::BecameEmpty { generation } => {
            format!("Group {group} with generation {generation} is now empty.")
        }
        ClassicGroupEvent::AssignmentReceived {
            leader,
            generation,
            members,
            static_members,
        } => format!(
            "Assignment received from leader {leader} for group {group} for generation {generation}. The \
             group has {members} members, {static_members} of which are static."
        ),
        _ => who_is_gone(group, event),
    }
}

/// Lines about members that are there no more, and about the group as a whole.
fn who_is_gone(group: &GroupId, event: &ClassicGroupEvent) -> String {
    match event {
        ClassicGroupEvent::MemberFailed(member_id) => {
            format!("Member {member_id} in group {group} has failed, removing it from the group.")
        }
        ClassicGroupEvent::PendingMemberExpired(member_id) => format!(
            "Pending member {member_id} in group {group} has been removed after session timeout expiration."
        ),
        ClassicGroupEvent::MemberLeft {
            member_id,
            is_pending,
            client_reason,
        } => {
            let who = if *is_pending {
                "Pending member"
            } else {
                "Member"
            };
            format!(
                "[Group {group}] {who} {member_id} has left group through explicit `LeaveGroup` request; \
                 client reason: {}",
                reason_of(client_reason.as_deref())
            )
        }
        ClassicGroupEvent::GroupLoaded { members } => {
            format!("Loaded classic group {group} with {members} members.")
        }
        ClassicGroupEvent::GroupUnloaded { generation } => {
            format!("[GroupId={group}] Unloading group metadata for generation {generation}.")
        }
        _ => String::new(),
    }
}

/// Why a group is put together anew.
fn why(group: &GroupId, reason: &RebalanceReason) -> String {
    match reason {
        RebalanceReason::MemberAdded {
            member_id,
            instance_id,
            client_reason,
        } => format!(
            "Adding new member {member_id} with group instance id {}; client reason: {}",
            instance_id.as_deref().unwrap_or("null"),
            reason_of(client_reason.as_deref())
        ),
        RebalanceReason::LeaderRejoined {
            member_id,
            state,
            client_reason,
        } => format!(
            "Leader {member_id} re-joining group during {}; client reason: {}",
            state.name(),
            reason_of(client_reason.as_deref())
        ),
        RebalanceReason::MemberChanged {
            member_id,
            state,
            client_reason,
        } => format!(
            "Updating metadata for member {member_id} during {}; client reason: {}",
            state.name(),
            reason_of(client_reason.as_deref())
        ),
        RebalanceReason::StaticMemberChanged {
            member_id,
            instance_id,
            client_reason,
        } => format!(
            "Updating metadata for static member {member_id} with instance id {instance_id}; client \
             reason: {}",
            reason_of(client_reason.as_deref())
        ),
        RebalanceReason::ProtocolChanges {
            member_id,
            instance_id,
            client_reason,
        } => format!(
            "Group's selectedProtocol will change because static member {member_id} with instance id \
             {instance_id} joined with change of protocol; client reason: {}",
            reason_of(client_reason.as_deref())
        ),
        RebalanceReason::MembersLeft(members) => format!(
            "explicit `LeaveGroup` request for ({}) members.",
            list_of(members)
        ),
        RebalanceReason::SessionExpired(member_id) => {
            format!("removing member {member_id} on heartbeat expiration.")
        }
        RebalanceReason::SyncExpired(members) => format!(
            "Removing {} on pending sync request expiration",
            set_of(members)
        ),
        RebalanceReason::AssignmentLost { leader, error } => format!(
            "Error {error} when storing group assignmentduring SyncGroup (member: {leader})."
        ),
        RebalanceReason::MemberOfOtherProtocolLeft => {
            format!("Downgrade group {group} from consumer to classic for member leaving.")
        }
        RebalanceReason::StaleAssignment => {
            format!("Downgrade group {group} from consumer to classic with stale assignment.")
        }
        RebalanceReason::TooManyMembers { members, max_size } => format!(
            "Freshly-loaded group {group} (size {members}) is over capacity {max_size}. Rebalancing in \
             order to give a chance for consumers to commit offsets"
        ),
    }
}

/// What a client says (`JoinGroupRequest.joinReason`).
fn reason_of(client_reason: Option<&str>) -> &str {
    match client_reason {
        None | Some("") => "not provided",
        Some(reason) => reason,
    }
}

/// As Kafka calls what is asked for. (Of the two kinds of commits each has the other's name there.)
fn name_of(operation: MemberOperation) -> &'static str {
    match operation {
        MemberOperation::Join => "join-group",
        MemberOperation::Sync => "sync-group",
        MemberOperation::Heartbeat => "heartbeat",
        MemberOperation::Leave => "leave-group",
        MemberOperation::Commit => "txn-offset-commit",
        MemberOperation::TransactionalCommit => "offset-commit",
    }
}

fn list_of(members: &[MemberId]) -> String {
    let ids: Vec<&str> = members.iter().map(|id| &*id.0).collect();
    ids.join(", ")
}

fn set_of(members: &[MemberId]) -> String {
    format!("[{}]", list_of(members))
}
