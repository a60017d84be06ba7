//! What a coordinator logs of groups of the consumer protocol (`GroupMetadataManager`).

use super::Writer;
use super::classic_group::{left, prefix};
use super::part::{ClientPart as Client, CoordinatorPart as Coordinator, MemberPart as Member};
use super::phrase::{Phrase, phrase};
use crate::group::MemberId;
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
    let said = match event {
        ConsumerGroupEvent::GroupLoaded { members } => phrase! {
            Coordinator::GroupLoaded: "Loaded consumer group {group_id} ";
            Coordinator::MemberCount: "with {members} members.";
        },
        ConsumerGroupEvent::GroupUnloaded { epoch } => phrase! {
            Client::GroupId: "[GroupId={group_id}] ";
            Coordinator::GroupUnloaded: "Unloaded group metadata ";
            Coordinator::GroupEpoch: "for group epoch {epoch}.";
        },
        ConsumerGroupEvent::MigrationRefused(obstacle) => not_converted(group_id, *obstacle),
        _ => phrase! {
            Client::GroupId: "[GroupId {group_id}] ";
            ..what_happened(event);
        },
    };
    let said = phrase! { ..prefix(me, *offsets_partition); ..said; };
    log.info(GROUP_METADATA_MANAGER, said);
}

fn what_happened(event: &ConsumerGroupEvent) -> Phrase {
    match event {
        ConsumerGroupEvent::MemberJoined { .. }
        | ConsumerGroupEvent::StaticMemberReplaced { .. }
        | ConsumerGroupEvent::InstanceIdUnreleased(_)
        | ConsumerGroupEvent::InstanceIdFenced(_)
        | ConsumerGroupEvent::MemberLeft { .. }
        | ConsumerGroupEvent::MemberFenced { .. } => of_a_member(event),
        ConsumerGroupEvent::GroupEpochBumped {
            epoch,
            metadata_hash,
        } => phrase! {
            Coordinator::GroupEpoch: "Bumped group epoch to {epoch} ";
            Coordinator::MetadataHash: "with metadata hash {metadata_hash}.";
        },
        ConsumerGroupEvent::TargetAssignmentComputed { epoch, assignor } => phrase! {
            Coordinator::TargetAssignment: "Computed a new target assignment ";
            Coordinator::GroupEpoch: "for epoch {epoch} ";
            Coordinator::ServerAssignor: "with '{}' assignor ", assignor.name();
            Coordinator::ComputedAtOnce: "in 0ms.";
        },
        ConsumerGroupEvent::ClassicMember {
            member_id,
            instance_id,
            change,
        } => of_classic(member_id, instance_id.as_deref(), change),
        ConsumerGroupEvent::Converted(conversion) => phrase! {
            Coordinator::Converted: "Converted the {}.", converted(*conversion);
        },
        ConsumerGroupEvent::GroupLoaded { .. }
        | ConsumerGroupEvent::GroupUnloaded { .. }
        | ConsumerGroupEvent::MigrationRefused(_) => Phrase::default(),
    }
}

/// A member of the consumer protocol comes or goes.
fn of_a_member(event: &ConsumerGroupEvent) -> Phrase {
    match event {
        ConsumerGroupEvent::MemberJoined {
            member_id,
            instance_id,
        } => phrase! {
            ..who(member_id, instance_id.as_deref());
            Coordinator::AddedNow: "joins the consumer group ";
            Coordinator::ConsumerProtocol: "using the consumer protocol.";
        },
        ConsumerGroupEvent::StaticMemberReplaced {
            instance_id,
            replaced,
            member_id,
        } => phrase! {
            Client::InstanceId: "Static member with instance id {instance_id} ";
            Coordinator::AddedNow: "re-joins the consumer group ";
            Coordinator::ConsumerProtocol: "using the consumer protocol. ";
            ..replaces(member_id, replaced);
        },
        ConsumerGroupEvent::InstanceIdUnreleased(it) => phrase! {
            ..who(&it.member_id, Some(&it.instance_id));
            Member::InstanceUnreleased: "cannot join the group because the instance id is owned by member {}.",
                it.owner;
        },
        ConsumerGroupEvent::InstanceIdFenced(it) => phrase! {
            ..who(&it.member_id, Some(&it.instance_id));
            Coordinator::FencedByOwner: "is fenced by existing member {}.", it.owner;
        },
        ConsumerGroupEvent::MemberLeft {
            member_id,
            instance_id,
            is_temporary,
        } => {
            let left = if *is_temporary {
                phrase! { Coordinator::LeftForAWhile: "temporarily left the consumer group."; }
            } else {
                phrase! { Coordinator::MemberLeft: "left the consumer group."; }
            };
            phrase! { ..who(member_id, instance_id.as_deref()); ..left; }
        }
        ConsumerGroupEvent::MemberFenced { member_id, reason } => phrase! {
            Member::MemberId: "Member {member_id} ";
            Coordinator::MemberFenced: "fenced from the group ";
            ..why(*reason);
            ".";
        },
        _ => Phrase::default(),
    }
}

fn of_classic(
    member_id: &MemberId,
    instance_id: Option<&str>,
    change: &ClassicMemberChange,
) -> Phrase {
    match (change, instance_id) {
        (ClassicMemberChange::IdGiven, _) => phrase! {
            Coordinator::JoinsWithoutId: "Dynamic member with unknown member id joins the consumer group. ";
            Member::MemberId: "Created a new member id {member_id} ";
            Coordinator::MustRejoinWithId: "and requesting the member to rejoin with this id.";
        },
        (ClassicMemberChange::Joined, _) => phrase! {
            ..who(member_id, instance_id);
            Coordinator::AddedNow: "joins the consumer group ";
            Coordinator::ClassicProtocol: "using the classic protocol.";
        },
        (ClassicMemberChange::Replaced { replaced }, _) => phrase! {
            Client::InstanceId: "Static member with instance id {} ", instance_id.unwrap_or("null");
            Coordinator::AddedNow: "re-joins the consumer group ";
            Coordinator::ClassicProtocol: "using the classic protocol. ";
            ..replaces(member_id, replaced);
        },
        (ClassicMemberChange::Left { client_reason }, _) => {
            let kind = match instance_id {
                None => phrase! { Member::MemberId: "Dynamic member {member_id} "; },
                Some(_) => who(member_id, instance_id),
            };
            let reason = client_reason.as_deref().unwrap_or("not provided");
            phrase! { ..kind; ..left(reason); }
        }
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
pub(in crate::explain) fn not_converted(group: &GroupId, obstacle: MigrationObstacle) -> Phrase {
    let because = match obstacle {
        MigrationObstacle::UpgradeDisabled => "online upgrade is disabled",
        MigrationObstacle::NoConsumerProtocol => {
            "the group does not use the consumer embedded protocol"
        }
        MigrationObstacle::TooLargeToUpgrade => {
            "the group size exceeds the consumer group maximum size"
        }
        MigrationObstacle::JoinDisabled => "the group migration is disabled",
        MigrationObstacle::DowngradeDisabled => "the online downgrade is disabled",
        MigrationObstacle::TooLargeToDowngrade => {
            "its group size is greater than classic group max size"
        }
    };
    let what = match obstacle {
        MigrationObstacle::UpgradeDisabled
        | MigrationObstacle::NoConsumerProtocol
        | MigrationObstacle::TooLargeToUpgrade => {
            format!("Cannot upgrade classic group {group} to consumer group")
        }
        MigrationObstacle::JoinDisabled => {
            format!("Cannot join the consumer group {group} with the classic protocol")
        }
        MigrationObstacle::DowngradeDisabled | MigrationObstacle::TooLargeToDowngrade => {
            format!("Cannot downgrade consumer group {group} to classic group")
        }
    };
    phrase! {
        Coordinator::NotConverted: "{what} ";
        Coordinator::NotConvertedReason: "because {because}.";
    }
}

/// The member, with a blank behind it.
fn who(member_id: &MemberId, instance_id: Option<&str>) -> Phrase {
    match instance_id {
        None => phrase! { Member::MemberId: "Member {member_id} "; },
        Some(instance_id) => phrase! {
            Member::MemberId: "Static member {member_id} ";
            Client::InstanceId: "with instance id {instance_id} ";
        },
    }
}

fn replaces(member_id: &MemberId, replaced: &MemberId) -> Phrase {
    phrase! {
        Member::MemberId: "Created a new member {member_id} ";
        Coordinator::StaticReplaced: "to replace the existing member {replaced}.";
    }
}

fn why(reason: FencingReason) -> Phrase {
    match reason {
        FencingReason::SessionExpired => phrase! {
            Coordinator::SessionExpired: "because the member session expired";
        },
        FencingReason::RebalanceTimeout {
            epoch,
            rebalance_timeout_ms,
        } => phrase! {
            Coordinator::DidNotRevoke: "because it failed to transition from epoch {epoch} ";
            Coordinator::RebalanceTimeout: "within {rebalance_timeout_ms}ms";
        },
        FencingReason::JoinTimeout => phrase! {
            Coordinator::NotJoined: "because the classic member failed to join within the rebalance timeout";
        },
        FencingReason::SyncTimeout => phrase! {
            Coordinator::SyncExpired: "because the member failed to sync within timeout";
        },
    }
}
