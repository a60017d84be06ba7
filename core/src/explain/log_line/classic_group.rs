//! What a coordinator logs of groups of the classic protocol (`GroupMetadataManager`, `ClassicGroup`).

use super::Writer;
use super::part::{
    ClientPart as Client, CoordinatorPart as Coordinator, MemberPart as Member,
    ServerPart as Server,
};
use super::phrase::{Phrase, phrase};
use crate::group::MemberId;
use crate::group::classic::{
    ClassicGroupEvent, ClassicGroupState, GroupId, MemberOperation, RebalanceReason,
};
use crate::id::{BrokerId, PartitionIndex};
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
    let said = phrase! {
        ..prefix(me, *offsets_partition);
        ..what_happened(group_id, event);
    };
    match event {
        ClassicGroupEvent::NobodyRejoined => log.error(GROUP_METADATA_MANAGER, said),
        _ => log.info(GROUP_METADATA_MANAGER, said),
    }
}

/// Whoever coordinates a group names the partition that has its state.
pub(super) fn prefix(me: BrokerId, offsets_partition: PartitionIndex) -> Phrase {
    phrase! {
        Coordinator::CoordinatorPrefix: "[GroupCoordinator id={me} ";
        Coordinator::OffsetsPartition: "topic=__consumer_offsets partition={offsets_partition}";
        "] ";
    }
}

fn what_happened(group: &GroupId, event: &ClassicGroupEvent) -> Phrase {
    match event {
        ClassicGroupEvent::MemberIdGiven { .. }
        | ClassicGroupEvent::PendingMemberJoined { .. }
        | ClassicGroupEvent::StaticMemberJoined { .. }
        | ClassicGroupEvent::StaticMemberReplaced { .. }
        | ClassicGroupEvent::NoRebalanceNeeded
        | ClassicGroupEvent::InstanceIdFenced { .. } => who_joins(group, event),
        ClassicGroupEvent::MembersRemoved(_)
        | ClassicGroupEvent::MemberFailed(_)
        | ClassicGroupEvent::PendingMemberExpired(_)
        | ClassicGroupEvent::MemberLeft { .. } => who_is_gone(group, event),
        _ => of_the_group(group, event),
    }
}

/// Lines about members that come.
fn who_joins(group: &GroupId, event: &ClassicGroupEvent) -> Phrase {
    match event {
        ClassicGroupEvent::MemberIdGiven { member_id, state } => phrase! {
            Coordinator::JoinsWithoutId: "Dynamic member with unknown member id ";
            ..joins(group, *state);
            Member::MemberId: "Created a new member id {member_id} ";
            Coordinator::MustRejoinWithId: "and requesting the member to rejoin with this id.";
        },
        ClassicGroupEvent::PendingMemberJoined { member_id, state } => phrase! {
            Coordinator::JoinsWithId: "Pending dynamic member with id {member_id} ";
            ..joins(group, *state);
            Coordinator::AddedNow: "Adding to the group now.";
        },
        ClassicGroupEvent::StaticMemberJoined {
            instance_id,
            member_id,
            state,
        } => phrase! {
            ..static_member(instance_id);
            ..joins(group, *state);
            Member::MemberId: "Created a new member id {member_id} for this member ";
            Coordinator::AddedNow: "and added to the group.";
        },
        ClassicGroupEvent::StaticMemberReplaced {
            instance_id,
            replaced,
            state,
        } => phrase! {
            ..static_member(instance_id);
            ..joins(group, *state);
            Coordinator::StaticReplaced: "Replacing previously mapped member {replaced} with this \
                groupInstanceId.";
        },
        ClassicGroupEvent::NoRebalanceNeeded => phrase! {
            Coordinator::StaticJoins: "Static member ";
            "which joins during Stable stage ";
            Coordinator::ProtocolStays: "and doesn't affect the selected protocol ";
            Coordinator::NoRebalance: "will not trigger a rebalance.";
        },
        ClassicGroupEvent::InstanceIdFenced {
            member_id,
            instance_id,
            owner,
            operation,
        } => phrase! {
            Member::MemberId: "Request memberId={} ", member_id.as_ref().map_or("", |id| &id.0);
            Client::InstanceId: "for static member with groupInstanceId={instance_id} ";
            Coordinator::FencedByOwner: "is fenced by existing memberId={owner} ";
            Coordinator::Operation: "during operation {}", name_of(*operation);
        },
        _ => Phrase::default(),
    }
}

fn static_member(instance_id: &str) -> Phrase {
    phrase! {
        Coordinator::StaticJoins: "Static member ";
        Client::InstanceId: "with groupInstanceId={instance_id} ";
        "and unknown member id ";
    }
}

fn joins(group: &GroupId, state: ClassicGroupState) -> Phrase {
    phrase! {
        Client::GroupId: "joins group {group} ";
        Coordinator::GroupState: "in {} state", state.name();
        ". ";
    }
}

/// Lines about the group as a whole.
fn of_the_group(group: &GroupId, event: &ClassicGroupEvent) -> Phrase {
    match event {
        ClassicGroupEvent::RebalanceBegan { generation, reason } => phrase! {
            Coordinator::RebalanceBegins: "Preparing to rebalance group {group} ";
            Coordinator::PreparingRebalance: "in state PreparingRebalance ";
            Coordinator::OldGeneration: "with old generation {generation} ";
            "(reason: ";
            ..why(group, reason);
            ").";
        },
        ClassicGroupEvent::NobodyRejoined => phrase! {
            Client::GroupId: "Group {group} ";
            Coordinator::NobodyRejoined: "could not complete rebalance because no members rejoined.";
        },
        ClassicGroupEvent::Stabilized {
            generation,
            members,
        } => phrase! {
            Coordinator::Stabilized: "Stabilized group {group} ";
            Member::Generation: "generation {generation} ";
            Coordinator::MemberCount: "with {members} members.";
        },
        ClassicGroupEvent::BecameEmpty { generation } => phrase! {
            Client::GroupId: "Group {group} ";
            Member::Generation: "with generation {generation} ";
            Coordinator::EmptyGroup: "is now empty.";
        },
        ClassicGroupEvent::AssignmentReceived {
            leader,
            generation,
            members,
            static_members,
        } => phrase! {
            Coordinator::AssignmentReceived: "Assignment received from leader {leader} ";
            Client::GroupId: "for group {group} ";
            Member::Generation: "for generation {generation}";
            ". ";
            Coordinator::MemberCount: "The group has {members} members";
            ", ";
            Coordinator::StaticCount: "{static_members} of which are static.";
        },
        ClassicGroupEvent::GroupLoaded { members } => phrase! {
            Coordinator::GroupLoaded: "Loaded classic group {group} ";
            Coordinator::MemberCount: "with {members} members.";
        },
        ClassicGroupEvent::GroupUnloaded { generation } => phrase! {
            Client::GroupId: "[GroupId={group}] ";
            Coordinator::GroupUnloaded: "Unloading group metadata ";
            Member::Generation: "for generation {generation}.";
        },
        _ => Phrase::default(),
    }
}

/// Lines about members that are there no more.
fn who_is_gone(group: &GroupId, event: &ClassicGroupEvent) -> Phrase {
    match event {
        ClassicGroupEvent::MembersRemoved(members) => phrase! {
            Client::GroupId: "Group {group} ";
            Coordinator::NotJoined: "removed dynamic members who haven't joined: {}", set_of(members);
        },
        ClassicGroupEvent::MemberFailed(member_id) => phrase! {
            Member::MemberId: "Member {member_id} ";
            Client::GroupId: "in group {group} ";
            Coordinator::SessionExpired: "has failed";
            ", ";
            Coordinator::Removed: "removing it from the group.";
        },
        ClassicGroupEvent::PendingMemberExpired(member_id) => phrase! {
            Coordinator::PendingMember: "Pending member {member_id} ";
            Client::GroupId: "in group {group} ";
            Coordinator::PendingExpired: "has been removed after session timeout expiration.";
        },
        ClassicGroupEvent::MemberLeft {
            member_id,
            is_pending,
            client_reason,
        } => {
            let who = if *is_pending {
                phrase! { Coordinator::PendingMember: "Pending member {member_id} "; }
            } else {
                phrase! { Member::MemberId: "Member {member_id} "; }
            };
            phrase! {
                Client::GroupId: "[Group {group}] ";
                ..who;
                ..left(reason_of(client_reason.as_deref()));
            }
        }
        _ => Phrase::default(),
    }
}

/// A member has said that it goes.
pub(super) fn left(client_reason: &str) -> Phrase {
    phrase! {
        Coordinator::LeaveRequest: "has left group through explicit `LeaveGroup` request";
        ..said_by_client(client_reason);
    }
}

/// Why a group is put together anew.
fn why(group: &GroupId, reason: &RebalanceReason) -> Phrase {
    match reason {
        RebalanceReason::MemberAdded {
            member_id,
            instance_id,
            client_reason,
        } => phrase! {
            Coordinator::NewMember: "Adding new member {member_id} ";
            Client::InstanceId: "with group instance id {}", instance_id.as_deref().unwrap_or("null");
            ..said_by_client(reason_of(client_reason.as_deref()));
        },
        RebalanceReason::LeaderRejoined {
            member_id,
            state,
            client_reason,
        } => phrase! {
            Coordinator::LeaderRejoined: "Leader {member_id} re-joining group ";
            Coordinator::GroupState: "during {}", state.name();
            ..said_by_client(reason_of(client_reason.as_deref()));
        },
        RebalanceReason::MemberChanged {
            member_id,
            state,
            client_reason,
        } => phrase! {
            Coordinator::MemberChanged: "Updating metadata for member {member_id} ";
            Coordinator::GroupState: "during {}", state.name();
            ..said_by_client(reason_of(client_reason.as_deref()));
        },
        RebalanceReason::StaticMemberChanged {
            member_id,
            instance_id,
            client_reason,
        } => phrase! {
            Coordinator::MemberChanged: "Updating metadata for static member {member_id} ";
            Client::InstanceId: "with instance id {instance_id}";
            ..said_by_client(reason_of(client_reason.as_deref()));
        },
        RebalanceReason::ProtocolChanges {
            member_id,
            instance_id,
            client_reason,
        } => phrase! {
            Coordinator::ProtocolChanged: "Group's selectedProtocol will change ";
            Member::MemberId: "because static member {member_id} ";
            Client::InstanceId: "with instance id {instance_id} ";
            Coordinator::MemberChanged: "joined with change of protocol";
            ..said_by_client(reason_of(client_reason.as_deref()));
        },
        RebalanceReason::MembersLeft(members) => phrase! {
            Coordinator::LeaveRequest: "explicit `LeaveGroup` request ";
            Member::MemberId: "for ({}) members.", list_of(members);
        },
        RebalanceReason::SessionExpired(member_id) => phrase! {
            Member::MemberId: "removing member {member_id} ";
            Coordinator::SessionExpired: "on heartbeat expiration.";
        },
        RebalanceReason::SyncExpired(members) => phrase! {
            Member::MemberId: "Removing {} ", set_of(members);
            Coordinator::SyncExpired: "on pending sync request expiration";
        },
        RebalanceReason::AssignmentLost { leader, error } => phrase! {
            Server::ErrorCode: "Error {error} ";
            Coordinator::AssignmentLost: "when storing group assignmentduring SyncGroup ";
            Member::MemberId: "(member: {leader})";
            ".";
        },
        _ => why_by_the_group(group, reason),
    }
}

/// Reasons that no single member has given.
fn why_by_the_group(group: &GroupId, reason: &RebalanceReason) -> Phrase {
    let downgrade = phrase! {
        Coordinator::Downgrade: "Downgrade group {group} from consumer to classic ";
    };
    match reason {
        RebalanceReason::MemberOfOtherProtocolLeft => phrase! {
            ..downgrade;
            Coordinator::LastOfConsumerProtocol: "for member leaving.";
        },
        RebalanceReason::StaleAssignment => phrase! {
            ..downgrade;
            Coordinator::StaleAssignment: "with stale assignment.";
        },
        RebalanceReason::TooManyMembers { members, max_size } => phrase! {
            Coordinator::GroupLoaded: "Freshly-loaded group {group} ";
            Coordinator::MemberCount: "(size {members}) ";
            Coordinator::GroupMaxSize: "is over capacity {max_size}";
            ". ";
            Coordinator::ChanceToCommit: "Rebalancing in order to give a chance for consumers to commit offsets";
        },
        _ => Phrase::default(),
    }
}

/// Behind what a client does: why, as it says itself.
fn said_by_client(reason: &str) -> Phrase {
    phrase! { "; "; Coordinator::ClientReason: "client reason: {reason}"; }
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
