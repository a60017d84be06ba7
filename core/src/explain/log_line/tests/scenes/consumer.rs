//! What members of groups go through: c1 in the classic protocol, c2 in the consumer protocol.

use std::sync::Arc;

use super::{B1, B2, ORDERS, Scene, scene};
use crate::client::{
    CommitMode, CommitObstacle, ConsumerError, ConsumerMemberState, Generation, Position,
};
use crate::config::{BrokerConfig, ConsumerConfig, GroupProtocol};
use crate::group::MemberId;
use crate::group::classic::GroupId;
use crate::group::consumer_group::{HeartbeatRefusal, InstanceIdOwned, InvalidHeartbeat};
use crate::id::{ClientId, GenerationId, GroupEpoch, LeaderEpoch, NodeId, Offset};
use crate::scenario::{ConsumerSpec, NetworkSpec, Scenario, TOPICS_AT_MS, VERSION};
use crate::sim::{Channel, ConnectionId, World};
use crate::trace::{BreakReason, ConsumerEvent, CoordinatorLoss, Event};
use crate::wire::{Api, ApiError, ErrorCode};

pub(super) const C1: NodeId = NodeId::Consumer(ClientId(1));
pub(super) const C2: NodeId = NodeId::Consumer(ClientId(2));

/// The consumers by whose configuration the lines go.
pub(in super::super) fn world() -> World {
    World::new(Arc::new(Scenario {
        version: VERSION,
        seed: 1,
        opens_at_ms: TOPICS_AT_MS,
        network: NetworkSpec::default(),
        brokers: 1,
        racks: Vec::new(),
        broker_config: BrokerConfig::default(),
        topics: Vec::new(),
        internal_partitions: Vec::new(),
        producers: Vec::new(),
        consumers: consumers(),
        script: Vec::new(),
    }))
}

fn consumers() -> Vec<ConsumerSpec> {
    let mut consumers = Vec::new();
    for group_protocol in [GroupProtocol::Classic, GroupProtocol::Consumer] {
        consumers.push(ConsumerSpec {
            config: ConsumerConfig {
                group_id: "desk".into(),
                group_protocol,
                group_instance_id: match group_protocol {
                    GroupProtocol::Classic => "".into(),
                    GroupProtocol::Consumer => "i1".into(),
                },
                ..ConsumerConfig::default()
            },
            ..ConsumerSpec::default()
        });
    }
    consumers
}

pub(super) fn of_consumers() -> Vec<Scene> {
    vec![
        scene(
            "A group's coordinator is lost: its connection ends, also before an answer, it is another one, and it says nothing.",
            C1,
            vec![
                Event::Disconnected {
                    connection: ConnectionId {
                        client: C1,
                        server: B2.into(),
                        channel: Channel::Coordinator,
                    },
                    reason: BreakReason::Reset,
                },
                lost(CoordinatorLoss::Disconnected),
                lost(CoordinatorLoss::DisconnectedUnanswered),
                lost(CoordinatorLoss::Error(ErrorCode::NotCoordinator)),
                lost(CoordinatorLoss::SessionTimedOut),
            ],
        ),
        scene(
            "The same in the consumer protocol.",
            C2,
            vec![
                lost(CoordinatorLoss::Disconnected),
                lost(CoordinatorLoss::Error(ErrorCode::NotCoordinator)),
                lost(CoordinatorLoss::HeartbeatRefused(ErrorCode::NotCoordinator)),
            ],
        ),
        scene(
            "A join fails in each way.",
            C1,
            vec![
                failed(Api::JoinGroup, ErrorCode::UnknownMemberId),
                failed(Api::JoinGroup, ErrorCode::NotCoordinator),
                failed(Api::JoinGroup, ErrorCode::CoordinatorLoadInProgress),
                failed(Api::JoinGroup, ErrorCode::FencedInstanceId),
                failed(Api::JoinGroup, ErrorCode::GroupMaxSizeReached),
                failed(Api::JoinGroup, ErrorCode::RebalanceInProgress),
                failed(Api::JoinGroup, ErrorCode::UnknownServerError),
            ],
        ),
        scene(
            "A sync and a heartbeat fail; of an error that it does not know a sync says nothing.",
            C1,
            vec![
                failed(Api::SyncGroup, ErrorCode::RebalanceInProgress),
                failed(Api::SyncGroup, ErrorCode::IllegalGeneration),
                failed(Api::SyncGroup, ErrorCode::NotCoordinator),
                failed(Api::SyncGroup, ErrorCode::FencedInstanceId),
                failed(Api::SyncGroup, ErrorCode::UnknownServerError),
                failed(Api::Heartbeat, ErrorCode::IllegalGeneration),
            ],
        ),
        scene(
            "A heartbeat of the consumer protocol is refused in each way, last to who had left; a member is out for good.",
            C2,
            refused_heartbeats(),
        ),
        scene("Commits fail, by whatever they were made.", C1, commits()),
        scene("The same in the consumer protocol.", C2, commits()),
        scene(
            "An application has not called poll for too long.",
            C1,
            vec![Event::consumer(ConsumerEvent::PollTimedOut)],
        ),
        scene(
            "The same in the consumer protocol, where the call that comes late is told as well.",
            C2,
            vec![
                Event::consumer(ConsumerEvent::PollTimedOut),
                Event::consumer(ConsumerEvent::PolledLate {
                    member: MemberId("m".into()),
                    late_by_ms: 1_200,
                }),
            ],
        ),
    ]
}

fn refused_heartbeats() -> Vec<Event> {
    let (member, group) = (MemberId("m".into()), GroupId("desk".into()));
    let mut events = Vec::new();
    for code in [
        ErrorCode::NotCoordinator,
        ErrorCode::CoordinatorNotAvailable,
        ErrorCode::CoordinatorLoadInProgress,
        ErrorCode::UnknownServerError,
    ] {
        events.push(failed(Api::ConsumerGroupHeartbeat, code));
    }
    for refusal in [
        HeartbeatRefusal::EpochDiffers {
            received: GroupEpoch(3),
            known: GroupEpoch(4),
        },
        HeartbeatRefusal::NoMember(member, group.clone()),
        HeartbeatRefusal::Invalid(InvalidHeartbeat::EmptyRack),
        HeartbeatRefusal::GroupFull(2),
        HeartbeatRefusal::UnsupportedAssignor("unknown".into()),
        HeartbeatRefusal::InstanceIdUnreleased(InstanceIdOwned {
            member_id: MemberId("m".into()),
            instance_id: "i1".into(),
            owner: MemberId("n".into()),
        }),
        HeartbeatRefusal::InstanceIdFenced(InstanceIdOwned {
            member_id: MemberId("m".into()),
            instance_id: "i1".into(),
            owner: MemberId("n".into()),
        }),
        HeartbeatRefusal::NoConsumerGroup(group.clone()),
    ] {
        events.push(failed(Api::ConsumerGroupHeartbeat, refusal));
    }
    let refusal = HeartbeatRefusal::NoGroup {
        group_id: group,
        is_leaving: true,
    };
    events.push(refused(Api::ConsumerGroupHeartbeat, refusal, true));
    events.push(Event::consumer(ConsumerEvent::Transitioned {
        member: MemberId("m".into()),
        epoch: GroupEpoch(3),
        from: ConsumerMemberState::Joining,
        to: ConsumerMemberState::Fatal,
    }));
    events
}

fn lost(why: CoordinatorLoss) -> Event {
    Event::consumer(ConsumerEvent::CoordinatorLost {
        coordinator: B1,
        why,
    })
}

fn failed(api: Api, error: impl Into<ApiError>) -> Event {
    refused(api, error, false)
}

fn refused(api: Api, error: impl Into<ApiError>, is_ignored: bool) -> Event {
    Event::consumer(ConsumerEvent::GroupRequestFailed {
        api,
        error: error.into(),
        is_ignored,
        generation: Generation {
            id: Some(GenerationId(3)),
            member_id: Some(MemberId("m".into())),
            protocol: Some("range".into()),
        },
        coordinator: Some(B1),
    })
}

fn commits() -> Vec<Event> {
    let mut events = vec![Event::consumer(ConsumerEvent::CommitFailed {
        partition: ORDERS,
        offset: Offset(5),
        error: ErrorCode::UnknownMemberId,
    })];
    for mode in [
        CommitMode::Async,
        CommitMode::Auto,
        CommitMode::BeforeJoin,
        CommitMode::Close,
    ] {
        events.push(Event::consumer(ConsumerEvent::CommitGivenUp {
            mode,
            offsets: vec![(
                ORDERS,
                Position {
                    offset: Offset(5),
                    epoch: Some(LeaderEpoch(1)),
                    leader: None,
                },
            )],
            error: ConsumerError::RebalanceInProgress(CommitObstacle::Refused),
        }));
    }
    events
}
