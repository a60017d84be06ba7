//! Samples of messages: what matters in them, and all of them.

use highwater_core::command::AdminCommand;
use highwater_core::group::assignor::{Member, NamedPartition, Subscription};
use highwater_core::group::classic::{
    GroupId, JoinGroupProtocol, JoinGroupRequest, JoinGroupResponse, Joined, LeaveGroupRequest,
    LeavingMember, MemberIdentity, OffsetCommitter, SyncGroupRequest, Synced,
};
use highwater_core::group::{GroupState, MemberId};
use highwater_core::id::{
    BrokerEpoch, GenerationId, GroupEpoch, LeaderEpoch, NodeId, Offset, PartitionEpoch,
    PartitionIndex, ProducerEpoch, ProducerId, ProducerIdAndEpoch, TopicId,
};
use highwater_core::log::{Batch, OffsetForEpoch, Record};
use highwater_core::metadata::{
    ConfigResource, MetadataRecord, PartitionChange, PartitionRegistration,
};
use highwater_core::sim::{Channel, ConnectionId, Direction, Payload};
use highwater_core::time::Time;
use highwater_core::wire::{
    Acks, AdminRequest, AllocateProducerIdsRequest, AlterPartitionRequest, AlterPartitionResponse,
    AlteredPartition, Api, BrokerHeartbeatRequest, BrokerHeartbeatState, BrokerRegistrationRequest,
    CommittedOffset, ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse, EpochQuestion,
    ErrorCode, FetchMetadataRequest, FetchMetadataResponse, FetchPartition, FetchRequest,
    FetchResponse, FetchedPartition, Gist, ListOffsetsRequest, ListOffsetsResponse,
    MetadataResponse, MetadataTopic, OffsetCommitPartition, OffsetCommitRequest,
    OffsetCommitResponse, OffsetFetchRequest, OffsetSpec, OffsetsForLeaderEpochRequest,
    OffsetsForLeaderEpochResponse, ProducePartition, ProduceRequest, ProduceResponse,
    ProducedPartition, ProducerIdsBlock, Reader, Request, Response,
};

use super::{B1, B2, B3, C1, K1, ORDERS_0, P1, admin_commands, between, delete_records, samples};

/// Every gist, with a connection and a direction that it may have.
pub fn gists() -> Vec<(ConnectionId, Direction, Gist)> {
    all_gists()
        .into_iter()
        .map(|gist| {
            let (connection, direction) = way(&gist);
            (connection, direction, gist)
        })
        .collect()
}

fn way(gist: &Gist) -> (ConnectionId, Direction) {
    use Direction::{Request, Response};
    let fetcher = |follower: bool| match follower {
        true => between(B2, B1, Channel::Fetcher),
        false => between(C1, B1, Channel::Client),
    };
    match gist {
        Gist::Produce { .. } => (between(P1, B1, Channel::Client), Request),
        Gist::ProduceAnswer { .. } => (between(P1, B1, Channel::Client), Response),
        Gist::Fetch { follower, .. } => (fetcher(*follower), Request),
        Gist::FetchAnswer { follower, .. } => (fetcher(*follower), Response),
        Gist::AlterPartition { .. } => (between(B1, K1, Channel::AlterPartition), Request),
        Gist::AlterPartitionAnswer { .. } => (between(B1, K1, Channel::AlterPartition), Response),
        Gist::BrokerRegistration { .. } | Gist::BrokerHeartbeat { .. } => {
            (between(B1, K1, Channel::Heartbeat), Request)
        }
        Gist::FetchMetadata { .. } => (between(B1, K1, Channel::Metadata), Request),
        Gist::FetchMetadataAnswer { .. } => (between(B1, K1, Channel::Metadata), Response),
        Gist::Connect { .. } => (between(P1, B1, Channel::Client), Request),
        Gist::Plain {
            api: Api::Metadata | Api::InitProducerId,
            ..
        } => (between(P1, B1, Channel::Client), Request),
        Gist::Plain {
            api: Api::ListOffsets,
            ..
        } => (between(C1, B1, Channel::Client), Response),
        Gist::Plain {
            api: Api::FindCoordinator,
            ..
        } => (between(C1, B1, Channel::Client), Request),
        Gist::Plain {
            api: Api::JoinGroup,
            ..
        } => (between(C1, B1, Channel::Coordinator), Request),
        Gist::Plain {
            api: Api::Heartbeat,
            ..
        } => (between(C1, B1, Channel::Coordinator), Response),
        Gist::Plain {
            api: Api::CreateTopics | Api::ElectLeaders,
            ..
        } => (between(NodeId::Admin, K1, Channel::Client), Response),
        Gist::Plain {
            api: Api::OffsetsForLeaderEpoch,
            ..
        } => (between(B2, B1, Channel::Fetcher), Request),
        Gist::Plain { .. } => (between(B1, K1, Channel::Heartbeat), Response),
    }
}

samples! {
    /// Every kind of gist.
    all_gists: Gist {
        Produce: [
            Gist::Produce { partition: ORDERS_0, records: 1, acks: Acks::All, more: 0 },
            Gist::Produce { partition: ORDERS_0, records: 1, acks: Acks::All, more: 2 },
            Gist::Produce { partition: ORDERS_0, records: 3, acks: Acks::Leader, more: 0 },
            Gist::Produce { partition: ORDERS_0, records: 1, acks: Acks::None, more: 0 },
        ];
        ProduceAnswer: [
            Gist::ProduceAnswer { partition: ORDERS_0, records: 1, result: Ok(Offset(5)), more: 0 },
            Gist::ProduceAnswer { partition: ORDERS_0, records: 3, result: Ok(Offset(5)), more: 2 },
            Gist::ProduceAnswer {
                partition: ORDERS_0,
                records: 1,
                result: Err(ErrorCode::NotLeaderOrFollower),
                more: 0,
            },
        ];
        Fetch: [
            Gist::Fetch {
                partition: Some(ORDERS_0), offset: Offset(6), follower: true, news: true, more: 0,
            },
            Gist::Fetch {
                partition: Some(ORDERS_0), offset: Offset(6), follower: true, news: false, more: 2,
            },
            Gist::Fetch {
                partition: Some(ORDERS_0), offset: Offset(5), follower: false, news: false, more: 0,
            },
            Gist::Fetch {
                partition: None, offset: Offset(0), follower: true, news: false, more: 0,
            },
        ];
        FetchAnswer: [
            answer(true, Some(5), 1, None, None),
            answer(true, None, 0, None, None),
            answer(false, Some(5), 3, None, None),
            answer(true, None, 0, Some(OffsetForEpoch { epoch: LeaderEpoch(1), end_offset: Offset(6) }), None),
            answer(true, None, 0, None, Some(ErrorCode::FencedLeaderEpoch)),
        ];
        AlterPartition: [Gist::AlterPartition {
            partition: ORDERS_0, members: 2, leader_epoch: LeaderEpoch(1),
        }];
        AlterPartitionAnswer: [
            Gist::AlterPartitionAnswer { partition: ORDERS_0, error: None },
            Gist::AlterPartitionAnswer {
                partition: ORDERS_0, error: Some(ErrorCode::IneligibleReplica),
            },
        ];
        BrokerRegistration: [Gist::BrokerRegistration { broker: B1 }];
        BrokerHeartbeat: [Gist::BrokerHeartbeat { broker: B1 }];
        FetchMetadata: [Gist::FetchMetadata { offset: Offset(14) }];
        FetchMetadataAnswer: [
            Gist::FetchMetadataAnswer { base_offset: Offset(14), records: 3 },
            Gist::FetchMetadataAnswer { base_offset: Offset(14), records: 0 },
        ];
        Connect: [Gist::Connect { api: Api::Produce }];
        Plain: [
            Gist::Plain { api: Api::Metadata, error: None },
            Gist::Plain { api: Api::BrokerHeartbeat, error: None },
            Gist::Plain { api: Api::ListOffsets, error: Some(ErrorCode::OffsetNotAvailable) },
            Gist::Plain { api: Api::CreateTopics, error: None },
            Gist::Plain { api: Api::ElectLeaders, error: Some(ErrorCode::ElectionNotNeeded) },
            Gist::Plain { api: Api::OffsetsForLeaderEpoch, error: None },
            Gist::Plain { api: Api::InitProducerId, error: None },
            Gist::Plain { api: Api::FindCoordinator, error: None },
            Gist::Plain { api: Api::JoinGroup, error: None },
            Gist::Plain { api: Api::Heartbeat, error: Some(ErrorCode::RebalanceInProgress) },
        ];
    }
}

fn answer(
    follower: bool,
    base: Option<i64>,
    records: u32,
    diverging_epoch: Option<OffsetForEpoch>,
    error: Option<ErrorCode>,
) -> Gist {
    Gist::FetchAnswer {
        partition: Some(ORDERS_0),
        base_offset: base.map(Offset),
        records,
        high_watermark: Offset(5),
        diverging_epoch,
        error,
        follower,
        news: true,
        more: 0,
    }
}

/// Every message in full.
pub fn payloads() -> Vec<Payload> {
    // The list of requests holds one of an administrator's; here are all.
    let requests = requests().into_iter();
    let requests = requests.filter(|request| !matches!(request, Request::Admin(_)));
    requests
        .chain(admin_commands().into_iter().map(admin))
        .map(Payload::Request)
        .chain(responses().into_iter().map(Payload::Response))
        .collect()
}

fn batch() -> Batch {
    let record = |key, value| Record::new(key, Some(value));
    let records = vec![record(Some("order-6"), "paid"), record(None, "shipped")];
    Batch::new(Offset(5), LeaderEpoch(1), records)
}

fn admin(command: AdminCommand) -> Request {
    Request::Admin(AdminRequest { command })
}

fn group_id() -> GroupId {
    GroupId("desk".into())
}

fn member() -> MemberIdentity {
    MemberIdentity {
        group_id: group_id(),
        member_id: MemberId("c1-0b5e2d4a".into()),
        instance_id: None,
        generation: GenerationId(3),
    }
}

fn subscription() -> Subscription {
    Subscription {
        topics: vec!["orders".into()],
        ..Subscription::default()
    }
}

fn orders_0() -> NamedPartition {
    NamedPartition {
        topic: "orders".into(),
        partition: PartitionIndex(0),
    }
}

fn committed() -> CommittedOffset {
    CommittedOffset {
        offset: Offset(5),
        leader_epoch: Some(LeaderEpoch(1)),
        metadata: "".into(),
    }
}

fn fetch(reader: Reader) -> Request {
    Request::Fetch(FetchRequest {
        reader,
        max_wait_ms: 500,
        min_bytes: 1,
        max_bytes: 52_428_800,
        partitions: vec![FetchPartition {
            partition: ORDERS_0,
            current_leader_epoch: Some(LeaderEpoch(1)),
            fetch_offset: Offset(6),
            last_fetched_epoch: None,
            log_start_offset: Offset::ZERO,
            max_bytes: 1_048_576,
        }],
    })
}

samples! {
    requests: Request {
        Produce: [Request::Produce(ProduceRequest {
            acks: Acks::All,
            timeout_ms: 30_000,
            partitions: vec![ProducePartition {
                partition: ORDERS_0,
                size_bytes: 80,
                batch: batch(),
            }],
        })];
        Fetch: [
            fetch(Reader::Follower { replica: B2, broker_epoch: Some(BrokerEpoch(12)) }),
            fetch(Reader::Consumer { rack: None }),
            fetch(Reader::Consumer { rack: Some("eu-1".into()) }),
        ];
        Metadata: [Request::Metadata];
        ListOffsets: [
            Request::ListOffsets(ListOffsetsRequest {
                partition: ORDERS_0, current_leader_epoch: None, spec: OffsetSpec::Latest,
            }),
            Request::ListOffsets(ListOffsetsRequest {
                partition: ORDERS_0, current_leader_epoch: None, spec: OffsetSpec::Timestamp(Time::from_ms(5_000)),
            }),
        ];
        AlterPartition: [Request::AlterPartition(AlterPartitionRequest {
            broker: B1,
            broker_epoch: BrokerEpoch(11),
            partition: ORDERS_0,
            leader_epoch: LeaderEpoch(1),
            partition_epoch: PartitionEpoch(2),
            new_isr: vec![(B1, Some(BrokerEpoch(11))), (B2, None)],
            recovering: false,
        })];
        BrokerRegistration: [Request::BrokerRegistration(BrokerRegistrationRequest {
            broker: B1, incarnation: 2, previous_broker_epoch: None, rack: Some("eu-1".into()),
        })];
        BrokerHeartbeat: [Request::BrokerHeartbeat(BrokerHeartbeatRequest {
            broker: B1,
            broker_epoch: BrokerEpoch(11),
            current_metadata_offset: Offset(14),
            want_fence: false,
            want_shut_down: true,
        })];
        FetchMetadata: [Request::FetchMetadata(FetchMetadataRequest {
            broker: B1, fetch_offset: Offset(14),
        })];
        Admin: [admin(delete_records())];
        InitProducerId: [Request::InitProducerId];
        AllocateProducerIds: [Request::AllocateProducerIds(AllocateProducerIdsRequest {
            broker: B1,
            broker_epoch: BrokerEpoch(12),
        })];
        FindCoordinator: [Request::FindCoordinator(group_id())];
        DescribeGroup: [Request::DescribeGroup(group_id())];
        JoinGroup: [Request::JoinGroup(JoinGroupRequest {
            group_id: group_id(),
            member_id: None,
            instance_id: Some("desk-1".into()),
            client_id: "c1".into(),
            session_timeout_ms: 45_000,
            rebalance_timeout_ms: 300_000,
            protocol_type: "consumer".into(),
            protocols: vec![JoinGroupProtocol {
                name: "range".into(), subscription: subscription(),
            }],
            reason: None,
        })];
        SyncGroup: [Request::SyncGroup(SyncGroupRequest {
            member: member(),
            protocol_type: Some("consumer".into()),
            protocol_name: Some("range".into()),
            assignments: vec![(member().member_id, vec![orders_0()])],
        })];
        Heartbeat: [Request::Heartbeat(member())];
        LeaveGroup: [Request::LeaveGroup(LeaveGroupRequest {
            group_id: group_id(),
            members: vec![LeavingMember {
                member_id: Some(member().member_id), instance_id: None, reason: None,
            }],
        })];
        OffsetCommit: [Request::OffsetCommit(OffsetCommitRequest {
            committer: OffsetCommitter {
                group_id: group_id(),
                member_id: Some(member().member_id),
                instance_id: None,
                generation: Some(GenerationId(3)),
                is_transactional: false,
            },
            partitions: vec![OffsetCommitPartition { partition: ORDERS_0, committed: committed() }],
        })];
        OffsetFetch: [Request::OffsetFetch(OffsetFetchRequest {
            group_id: group_id(),
            member_id: None,
            member_epoch: None,
            partitions: Some(vec![ORDERS_0]),
        })];
        ConsumerGroupHeartbeat: [Request::ConsumerGroupHeartbeat(ConsumerGroupHeartbeatRequest {
            group_id: group_id(),
            member_id: member().member_id,
            member_epoch: GroupEpoch(0),
            instance_id: None,
            rack: None,
            client_id: "c1".into(),
            rebalance_timeout_ms: Some(300_000),
            subscribed_topic_names: Some(vec!["orders".into()]),
            server_assignor: Some("uniform".into()),
            topic_partitions: Some(Vec::new()),
        })];
        OffsetsForLeaderEpoch: [Request::OffsetsForLeaderEpoch(OffsetsForLeaderEpochRequest {
            partitions: vec![EpochQuestion {
                partition: ORDERS_0,
                current_leader_epoch: Some(LeaderEpoch(2)),
                leader_epoch: LeaderEpoch(1),
            }],
        })];
    }
}

fn produced(base_offset: Result<Offset, ErrorCode>) -> Response {
    let partitions = vec![ProducedPartition {
        partition: ORDERS_0,
        base_offset,
        current_leader: None,
    }];
    Response::Produce(ProduceResponse { partitions })
}

samples! {
    responses: Response {
        Produce: [
            produced(Ok(Offset(5))),
            produced(Err(ErrorCode::NotEnoughReplicas)),
        ];
        Fetch: [Response::Fetch(FetchResponse {
            partitions: vec![FetchedPartition {
                partition: ORDERS_0,
                error: None,
                high_watermark: Offset(5),
                log_start_offset: Offset::ZERO,
                diverging_epoch: Some(OffsetForEpoch { epoch: LeaderEpoch(1), end_offset: Offset(6) }),
                preferred_read_replica: Some(B3),
                current_leader: None,
                batches: vec![batch()],
            }],
        })];
        Metadata: [Response::Metadata(MetadataResponse {
            brokers: vec![B1, B2, B3],
            topics: vec![MetadataTopic {
                id: TopicId(1),
                name: "orders".into(),
                partitions: vec![(Some(B1), LeaderEpoch(1)), (None, LeaderEpoch(4))],
                racks: Vec::new(),
            }],
        })];
        ListOffsets: [Response::ListOffsets(ListOffsetsResponse {
            partition: ORDERS_0, offset: Ok(Some(Offset(5))), leader_epoch: Some(LeaderEpoch(1)),
        })];
        AlterPartition: [
            Response::AlterPartition(AlterPartitionResponse {
                partition: ORDERS_0,
                result: Ok(AlteredPartition {
                    leader: Some(B1),
                    leader_epoch: LeaderEpoch(1),
                    isr: vec![B1, B2],
                    partition_epoch: PartitionEpoch(3),
                }),
            }),
            Response::AlterPartition(AlterPartitionResponse {
                partition: ORDERS_0, result: Err(ErrorCode::InvalidUpdateVersion),
            }),
        ];
        BrokerRegistration: [Response::BrokerRegistration(Ok(BrokerEpoch(11)))];
        BrokerHeartbeat: [Response::BrokerHeartbeat(Ok(BrokerHeartbeatState {
            is_caught_up: true, is_fenced: false, should_shut_down: true,
        }))];
        FetchMetadata: [Response::FetchMetadata(FetchMetadataResponse {
            base_offset: Offset(14), records: metadata_records(),
        })];
        Admin: [
            Response::Admin(Ok(())),
            Response::Admin(Err(ErrorCode::ElectionNotNeeded.into())),
        ];
        FindCoordinator: [
            Response::FindCoordinator(Ok(B1)),
            Response::FindCoordinator(Err(ErrorCode::CoordinatorNotAvailable)),
        ];
        DescribeGroup: [Response::DescribeGroup(Ok(GroupState::Stable))];
        JoinGroup: [
            Response::JoinGroup(JoinGroupResponse {
                member_id: Some(member().member_id),
                result: Ok(Joined {
                    generation: GenerationId(3),
                    protocol_name: Some("range".into()),
                    leader: Some(member().member_id),
                    members: vec![Member {
                        id: member().member_id, instance_id: None, subscription: subscription(),
                    }],
                    skip_assignment: false,
                }),
            }),
            Response::JoinGroup(JoinGroupResponse {
                member_id: Some(member().member_id), result: Err(ErrorCode::MemberIdRequired),
            }),
        ];
        SyncGroup: [
            Response::SyncGroup(Ok(Synced {
                protocol_name: Some("range".into()), assignment: vec![orders_0()],
            })),
            Response::SyncGroup(Err(ErrorCode::RebalanceInProgress)),
        ];
        Heartbeat: [Response::Heartbeat(Ok(()))];
        LeaveGroup: [Response::LeaveGroup(Ok(vec![Ok(()), Err(ErrorCode::UnknownMemberId)]))];
        OffsetCommit: [Response::OffsetCommit(OffsetCommitResponse {
            partitions: vec![(ORDERS_0, Err(ErrorCode::IllegalGeneration))],
        })];
        OffsetFetch: [Response::OffsetFetch(Ok(vec![
            (ORDERS_0, Some(committed())), (ORDERS_0, None),
        ]))];
        ConsumerGroupHeartbeat: [Response::ConsumerGroupHeartbeat(Ok(ConsumerGroupHeartbeatResponse {
            member_id: member().member_id,
            member_epoch: GroupEpoch(1),
            heartbeat_interval_ms: 5_000,
            assignment: Some(vec![ORDERS_0]),
        }))];
        InitProducerId: [Response::InitProducerId(Ok(ProducerIdAndEpoch {
            producer_id: ProducerId(6_000), producer_epoch: ProducerEpoch(0),
        }))];
        AllocateProducerIds: [Response::AllocateProducerIds(Ok(ProducerIdsBlock {
            first: ProducerId(1_000),
        }))];
        OffsetsForLeaderEpoch: [Response::OffsetsForLeaderEpoch(OffsetsForLeaderEpochResponse {
            partitions: vec![
                (
                    ORDERS_0,
                    Ok(Some(OffsetForEpoch { epoch: LeaderEpoch(1), end_offset: Offset(6) })),
                ),
                (ORDERS_0, Err(ErrorCode::NotLeaderOrFollower)),
            ],
        })];
    }
}

samples! {
    metadata_records: MetadataRecord {
        RegisterBroker: [MetadataRecord::RegisterBroker {
            broker: B1, broker_epoch: BrokerEpoch(14), incarnation: 2, rack: None,
        }];
        BrokerRegistrationChange: [
            MetadataRecord::BrokerRegistrationChange {
                broker: B1,
                broker_epoch: BrokerEpoch(14),
                fenced: Some(false),
                in_controlled_shutdown: None,
            },
            MetadataRecord::BrokerRegistrationChange {
                broker: B1,
                broker_epoch: BrokerEpoch(14),
                fenced: None,
                in_controlled_shutdown: Some(true),
            },
        ];
        Topic: [MetadataRecord::Topic { id: TopicId(1), name: "orders".into() }];
        Config: [
            MetadataRecord::Config {
                resource: ConfigResource::Topic(TopicId(1)),
                key: "min.insync.replicas".into(),
                value: Some("2".into()),
            },
            MetadataRecord::Config {
                resource: ConfigResource::Brokers, key: "min.insync.replicas".into(), value: None,
            },
        ];
        ClearElr: [MetadataRecord::ClearElr { topic: Some(TopicId(1)) }];
        ProducerIds: [MetadataRecord::ProducerIds {
            broker: B1,
            broker_epoch: BrokerEpoch(12),
            next_producer_id: ProducerId(2_000),
        }];
        Partition: [MetadataRecord::Partition {
            partition: ORDERS_0, registration: PartitionRegistration::default(),
        }];
        PartitionChange: [MetadataRecord::PartitionChange {
            partition: ORDERS_0, change: PartitionChange::default(),
        }];
    }
}
