//! What consumers do where nothing fails: c1 in the classic protocol, c2 in the consumer protocol.

use super::consumer::{C1, C2};
use super::{B1, B2, ORDERS, Scene, scene};
use crate::client::{ConsumerMemberState, Generation, LeaveReason, Position};
use crate::config::AutoOffsetReset;
use crate::group::MemberId;
use crate::group::assignor::NamedPartition;
use crate::id::{GenerationId, GroupEpoch, LeaderEpoch, Offset, PartitionIndex};
use crate::trace::{ConsumerEvent, Event, MetadataSnapshot, RejoinReason};
use crate::wire::ErrorCode;

pub(super) fn of_members() -> Vec<Scene> {
    let mut scenes = of_the_classic_protocol();
    scenes.push(scene(
        "A member of the consumer protocol finds its coordinator and goes to what it is to have.",
        C2,
        events(vec![
            ConsumerEvent::CoordinatorFound(B1),
            ConsumerEvent::Reconciling {
                member: member(),
                local_epoch: 1,
                assigned: vec![ORDERS],
                owned: Vec::new(),
            },
            ConsumerEvent::Transitioned {
                member: member(),
                epoch: GroupEpoch(3),
                from: ConsumerMemberState::Joining,
                to: ConsumerMemberState::Reconciling,
            },
            ConsumerEvent::Revoking(vec![ORDERS]),
        ]),
    ));
    scenes.push(scene(
        "Where consumers read: sought, committed, reset, out of range.",
        C1,
        positions(),
    ));
    scenes.push(scene(
        "What a consumer has read is cut off: without a known end, with one, and where nothing resets.",
        C1,
        events(vec![
            truncated(false, true),
            truncated(true, true),
            truncated(true, false),
        ]),
    ));
    scenes
}

fn of_the_classic_protocol() -> Vec<Scene> {
    let generation = || Generation {
        id: Some(GenerationId(3)),
        member_id: Some(member()),
        protocol: Some("range".into()),
    };
    vec![
        scene(
            "A member of the classic protocol joins and is the leader of its group.",
            C1,
            events(vec![
                ConsumerEvent::Subscribed(vec!["orders".into(), "catalog".into()]),
                ConsumerEvent::CoordinatorFound(B1),
                ConsumerEvent::Joining,
                ConsumerEvent::Joined(generation()),
                ConsumerEvent::AssignmentFinished {
                    generation: GenerationId(3),
                    assignments: vec![(member(), vec![orders()])],
                },
                ConsumerEvent::Synced(generation()),
                ConsumerEvent::AssignmentUpdated {
                    assigned: vec![ORDERS],
                    owned: Vec::new(),
                },
                ConsumerEvent::AssignorNotified(vec![orders()]),
                ConsumerEvent::PartitionsAssigned(vec![ORDERS]),
            ]),
        ),
        scene("It joins again, for each reason.", C1, rejoins()),
        scene(
            "It gives up what it has, loses it, and leaves.",
            C1,
            events(vec![
                ConsumerEvent::PartitionsRevoked(vec![ORDERS]),
                ConsumerEvent::GenerationReset {
                    reason: RejoinReason::Left,
                    forgets_member_id: true,
                },
                ConsumerEvent::GivenAway,
                ConsumerEvent::PartitionsLost(vec![ORDERS]),
                ConsumerEvent::HeartbeatUnheard { coordinator: B1 },
                ConsumerEvent::InstanceFenced,
                ConsumerEvent::Leaving {
                    member: Some(member()),
                    coordinator: B1,
                    reason: LeaveReason::Closed,
                },
            ]),
        ),
    ]
}

fn rejoins() -> Vec<Event> {
    let seen = |version, racks: &str| MetadataSnapshot {
        version,
        topics: vec![("orders".into(), vec![vec![racks.into()]])],
    };
    let reasons = [
        RejoinReason::GroupRebalances,
        RejoinReason::MustRevoke(vec![ORDERS]),
        RejoinReason::RebalanceFailed(ErrorCode::UnknownMemberId),
        RejoinReason::MetadataChanged {
            before: seen(1, "east"),
            now: seen(2, "west"),
        },
        RejoinReason::SubscriptionChanged {
            before: vec!["orders".into()],
            now: vec!["catalog".into()],
        },
    ];
    events(
        reasons
            .map(|reason| ConsumerEvent::RejoinRequested {
                reason,
                member: None,
            })
            .into(),
    )
}

fn positions() -> Vec<Event> {
    let mut positions = events(vec![
        ConsumerEvent::Sought {
            topic: "orders".into(),
            partition: PartitionIndex(0),
            offset: Offset(5),
        },
        ConsumerEvent::SoughtEnd {
            topic: "orders".into(),
            partition: PartitionIndex(0),
            end: AutoOffsetReset::Earliest,
        },
        ConsumerEvent::NoCommittedOffset(orders()),
        ConsumerEvent::PositionCommitted {
            partition: ORDERS,
            position: position(5),
        },
        ConsumerEvent::PositionOutOfRange {
            partition: ORDERS,
            position: position(9),
        },
    ]);
    positions.push(Event::PositionReset {
        partition: ORDERS,
        from: Offset(9),
        to: Offset(5),
        leader: Some((B2, LeaderEpoch(1))),
    });
    positions
}

fn truncated(is_known: bool, is_reset: bool) -> ConsumerEvent {
    ConsumerEvent::TruncationDetected {
        partition: ORDERS,
        position: position(9),
        diverging: is_known.then_some((Offset(5), LeaderEpoch(1))),
        is_reset,
    }
}

fn position(offset: i64) -> Position {
    Position {
        offset: Offset(offset),
        epoch: Some(LeaderEpoch(1)),
        leader: Some((B2, LeaderEpoch(2))),
    }
}

fn orders() -> NamedPartition {
    NamedPartition {
        topic: "orders".into(),
        partition: PartitionIndex(0),
    }
}

fn member() -> MemberId {
    MemberId("m".into())
}

fn events(events: Vec<ConsumerEvent>) -> Vec<Event> {
    events.into_iter().map(Event::consumer).collect()
}
