//! What becomes of groups of the consumer protocol.

use super::{B1, Scene, scene};
use crate::group::MemberId;
use crate::group::classic::GroupId;
use crate::group::consumer_group::{
    ClassicMemberChange, ConsumerGroupEvent, Conversion, FencingReason, InstanceIdOwned,
    MigrationObstacle,
};
use crate::group::server_assignor::ServerAssignor;
use crate::id::{GroupEpoch, PartitionIndex};
use crate::trace::Event;

pub(super) fn of_consumer_groups() -> Vec<Scene> {
    let told = |events: Vec<ConsumerGroupEvent>| events.into_iter().map(of_board).collect();
    vec![
        scene(
            "A member joins a group of the consumer protocol, which is assigned anew.",
            B1,
            told(vec![
                ConsumerGroupEvent::MemberJoined {
                    member_id: member(1),
                    instance_id: None,
                },
                ConsumerGroupEvent::GroupEpochBumped {
                    epoch: GroupEpoch(3),
                    metadata_hash: -17,
                },
                ConsumerGroupEvent::TargetAssignmentComputed {
                    epoch: GroupEpoch(3),
                    assignor: ServerAssignor::Uniform,
                },
            ]),
        ),
        scene(
            "A static member joins, leaves for a while and is back; another one wants its instance id.",
            B1,
            told(vec![
                ConsumerGroupEvent::MemberJoined {
                    member_id: member(1),
                    instance_id: Some("i1".into()),
                },
                left(Some("i1"), true),
                ConsumerGroupEvent::StaticMemberReplaced {
                    instance_id: "i1".into(),
                    replaced: member(1),
                    member_id: member(2),
                },
                ConsumerGroupEvent::InstanceIdFenced(owned(1)),
                ConsumerGroupEvent::InstanceIdUnreleased(owned(3)),
            ]),
        ),
        scene(
            "Members leave, fall silent, or do not give up what they are to.",
            B1,
            told(vec![
                left(None, false),
                left(Some("i1"), false),
                fenced(FencingReason::SessionExpired),
                fenced(FencingReason::RebalanceTimeout {
                    epoch: GroupEpoch(3),
                    rebalance_timeout_ms: 300_000,
                }),
            ]),
        ),
        scene(
            "A group goes on in the consumer protocol with members of the classic one, who come and go.",
            B1,
            told(vec![
                ConsumerGroupEvent::Converted(Conversion::Classic),
                classic(None, ClassicMemberChange::IdGiven),
                classic(None, ClassicMemberChange::Joined),
                classic(Some("i1"), ClassicMemberChange::Joined),
                classic(
                    Some("i1"),
                    ClassicMemberChange::Replaced {
                        replaced: member(2),
                    },
                ),
                classic(
                    None,
                    ClassicMemberChange::Left {
                        client_reason: Some("the consumer is being closed".into()),
                    },
                ),
                classic(
                    Some("i1"),
                    ClassicMemberChange::Left {
                        client_reason: None,
                    },
                ),
                fenced(FencingReason::JoinTimeout),
                fenced(FencingReason::SyncTimeout),
                ConsumerGroupEvent::Converted(Conversion::Consumer),
            ]),
        ),
        scene(
            "Groups without members make room for the other protocol; groups with members may not go there.",
            B1,
            told(vec![
                ConsumerGroupEvent::Converted(Conversion::EmptyClassic),
                ConsumerGroupEvent::Converted(Conversion::EmptyConsumer),
                ConsumerGroupEvent::MigrationRefused(MigrationObstacle::UpgradeDisabled),
                ConsumerGroupEvent::MigrationRefused(MigrationObstacle::NoConsumerProtocol),
                ConsumerGroupEvent::MigrationRefused(MigrationObstacle::TooLargeToUpgrade),
                ConsumerGroupEvent::MigrationRefused(MigrationObstacle::JoinDisabled),
                ConsumerGroupEvent::MigrationRefused(MigrationObstacle::DowngradeDisabled),
                ConsumerGroupEvent::MigrationRefused(MigrationObstacle::TooLargeToDowngrade),
            ]),
        ),
        scene(
            "Another broker coordinates the group of the consumer protocol, and then this one again.",
            B1,
            told(vec![
                ConsumerGroupEvent::GroupUnloaded {
                    epoch: GroupEpoch(3),
                },
                ConsumerGroupEvent::GroupLoaded { members: 2 },
            ]),
        ),
    ]
}

fn of_board(event: ConsumerGroupEvent) -> Event {
    Event::ConsumerGroup {
        offsets_partition: PartitionIndex(10),
        group_id: GroupId("board".into()),
        event,
    }
}

fn member(number: u32) -> MemberId {
    MemberId(format!("member-{number}").into())
}

fn owned(wanted_by: u32) -> InstanceIdOwned {
    InstanceIdOwned {
        member_id: member(wanted_by),
        instance_id: "i1".into(),
        owner: member(2),
    }
}

fn left(instance_id: Option<&str>, is_temporary: bool) -> ConsumerGroupEvent {
    ConsumerGroupEvent::MemberLeft {
        member_id: member(1),
        instance_id: instance_id.map(Into::into),
        is_temporary,
    }
}

fn classic(instance_id: Option<&str>, change: ClassicMemberChange) -> ConsumerGroupEvent {
    ConsumerGroupEvent::ClassicMember {
        member_id: member(1),
        instance_id: instance_id.map(Into::into),
        change,
    }
}

fn fenced(reason: FencingReason) -> ConsumerGroupEvent {
    let member_id = member(1);
    ConsumerGroupEvent::MemberFenced { member_id, reason }
}
