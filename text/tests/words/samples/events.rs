//! Samples of what happens.

use std::sync::Arc;

use highwater_core::broker::Outcome;
use highwater_core::command::Command;
use highwater_core::config::Idempotence;
use highwater_core::group::MemberId;
use highwater_core::group::classic::{
    ClassicGroupEvent, ClassicGroupState, GroupId, MemberOperation, RebalanceReason,
};
use highwater_core::group::consumer_group::{
    ClassicMemberChange, ConsumerGroupEvent, Conversion, FencingReason, InstanceIdOwned,
    MigrationObstacle,
};
use highwater_core::group::server_assignor::ServerAssignor;
use highwater_core::id::{
    BrokerEpoch, BrokerId, CorrelationId, GenerationId, GroupEpoch, LeaderEpoch, MessageId, NodeId,
    Offset, PartitionEpoch, PartitionIndex, ProducerEpoch, ProducerId, RecordId, Sequence,
};
use highwater_core::log::OffsetForEpoch;
use highwater_core::metadata::PartitionRegistration;
use highwater_core::sim::{Channel, Direction};
use highwater_core::time::Time;
use highwater_core::trace::{
    BreakReason, ChangeReason, ConsumerEvent, Election, Event, LogStartReason, LossReason,
    OutOfSync, PreviousLeader, TruncationCause,
};
use highwater_core::wire::{Acks, Api, ApiError, ErrorCode, ErrorDetail, Gist};

use super::consumers::consumer_events;
use super::{B1, B2, B3, ORDERS_0, P1, between, samples};

/// Every event, and each of consumers.
pub fn events() -> Vec<Event> {
    let mut events = events_of_each_kind();
    events.extend(
        consumer_events()
            .into_iter()
            .map(|event| Event::Consumer(Arc::new(event))),
    );
    events
}

fn idempotence(is_on: bool) -> Idempotence {
    Idempotence {
        is_on,
        lacks_retries: false,
        lacks_acks: (!is_on).then_some(Acks::Leader),
    }
}

samples! {
    /// Every event, in the order of the engine's list; each with values from one small cluster.
    events_of_each_kind: Event {
        Commanded: [
            Event::Commanded(Command::Crash(NodeId::Broker(B1))),
            Event::Commanded(Command::Produce {
                producer: P1,
                topic: "orders".into(),
                partition: Some(PartitionIndex(0)),
                key: Some("order-6".into()),
                value: Some("paid".into()),
            }),
        ];
        MessageSent: [Event::MessageSent {
            message: MessageId(57),
            connection: between(B2, B1, Channel::Fetcher),
            direction: Direction::Request,
            gist: Gist::Fetch {
                partition: Some(ORDERS_0), offset: Offset(6), follower: true, news: true, more: 0,
            },
        }];
        MessageArrived: [Event::MessageArrived {
            message: MessageId(58),
            connection: between(B2, B1, Channel::Fetcher),
            direction: Direction::Response,
            gist: Gist::FetchAnswer {
                partition: Some(ORDERS_0),
                base_offset: Some(Offset(5)),
                records: 1,
                high_watermark: Offset(5),
                diverging_epoch: None,
                error: None,
                follower: true,
                news: true,
                more: 0,
            },
        }];
        MessageLost: [
            lost(LossReason::Lost),
            lost(LossReason::ConnectionBroken),
            lost(LossReason::NobodyListens),
        ];
        Disconnected: [
            Event::Disconnected {
                connection: between(P1, B1, Channel::Client), reason: BreakReason::Reset,
            },
            Event::Disconnected {
                connection: between(B2, B1, Channel::Fetcher), reason: BreakReason::RequestTimeout,
            },
            Event::Disconnected {
                connection: between(P1, B1, Channel::Client), reason: BreakReason::SetupTimeout,
            },
            Event::Disconnected {
                connection: between(P1, B1, Channel::Client), reason: BreakReason::Refused,
            },
        ];
        RecordAccepted: [Event::RecordAccepted { partition: ORDERS_0, record: RecordId(6) }];
        RecordAcknowledged: [
            Event::RecordAcknowledged {
                partition: ORDERS_0, record: RecordId(6), offset: Some(Offset(5)),
            },
            Event::RecordAcknowledged { partition: ORDERS_0, record: RecordId(6), offset: None },
        ];
        RecordFailed: [Event::RecordFailed {
            partition: ORDERS_0,
            record: RecordId(6),
            error: ErrorCode::RequestTimedOut,
            detail: ErrorDetail::None,
        }];
        SendFailed: [
            Event::SendFailed {
                topic: "orders".into(),
                partition: Some(PartitionIndex(0)),
                record: RecordId(6),
                error: ErrorCode::RequestTimedOut,
                detail: ErrorDetail::NotInMetadata {
                    topic: "orders".into(),
                    partition: Some(PartitionIndex(0)),
                    partitions: None,
                    after_ms: 60_000,
                },
            },
            Event::SendFailed {
                topic: "orders".into(),
                partition: Some(PartitionIndex(0)),
                record: RecordId(6),
                error: ErrorCode::RequestTimedOut,
                detail: ErrorDetail::None,
            },
        ];
        BatchRetried: [
            Event::BatchRetried {
                partition: ORDERS_0,
                records: 1,
                attempts: 1,
                attempts_left: 5,
                correlation_id: CorrelationId(12),
                error: Some(ErrorCode::NotLeaderOrFollower),
                detail: ErrorDetail::None,
                backoff_ms: 94,
            },
            Event::BatchRetried {
                partition: ORDERS_0,
                records: 1,
                attempts: 1,
                attempts_left: 5,
                correlation_id: CorrelationId(12),
                error: Some(ErrorCode::NotEnoughReplicas),
                detail: ErrorDetail::None,
                backoff_ms: 94,
            },
            Event::BatchRetried {
                partition: ORDERS_0,
                records: 3,
                attempts: 2,
                attempts_left: 5,
                correlation_id: CorrelationId(12),
                error: None,
                detail: ErrorDetail::None,
                backoff_ms: 187,
            },
        ];
        ProducerCreated: [
            Event::ProducerCreated { idempotence: idempotence(true) },
            Event::ProducerCreated { idempotence: idempotence(false) },
        ];
        ProducerClosing: [Event::ProducerClosing { timeout_ms: 1_000 }];
        ProducerCrashed: [Event::ProducerCrashed { records_waiting: 2, records_in_flight: 1 }];
        SendBlocked: [Event::SendBlocked {
            partition: ORDERS_0, record: RecordId(6), bytes: 16_384,
        }];
        BatchSplit: [Event::BatchSplit {
            partition: ORDERS_0,
            records: 5,
            batches: 2,
            attempts_left: 5,
            correlation_id: CorrelationId(12),
        }];
        SequencesReset: [Event::SequencesReset {
            partition: ORDERS_0, last_acknowledged: Sequence(3), next: Sequence(5),
        }];
        ClusterIdLearned: [Event::ClusterIdLearned];
        LeaderLearned: [
            Event::LeaderLearned {
                partition: ORDERS_0, leader: Some(B2), leader_epoch: LeaderEpoch(2),
            },
            Event::LeaderLearned { partition: ORDERS_0, leader: None, leader_epoch: LeaderEpoch(3) },
        ];
        AdminAnswered: [
            Event::AdminAnswered { api: Api::CreateTopics, result: Ok(()), asked: None },
            Event::AdminAnswered {
                api: Api::ElectLeaders,
                result: Err(Arc::new(ApiError::from(ErrorCode::ElectionNotNeeded))),
                asked: None,
            },
        ];
        LogLoaded: [Event::LogLoaded { partition: ORDERS_0, high_watermark: Offset(5) }];
        LogsRecovered: [
            Event::LogsRecovered { logs: 2, clean: false },
            Event::LogsRecovered { logs: 1, clean: true },
        ];
        Flushed: [Event::Flushed { partition: ORDERS_0, to: Offset(6) }];
        TailLost: [Event::TailLost { partition: ORDERS_0, from: Offset(5), to: Offset(7) }];
        LogStartMoved: [
            Event::LogStartMoved {
                partition: ORDERS_0,
                from: Offset(0),
                to: Offset(5),
                reason: LogStartReason::RecordDeletion,
            },
            Event::LogStartMoved {
                partition: ORDERS_0,
                from: Offset(0),
                to: Offset(5),
                reason: LogStartReason::LeaderOffsetIncremented,
            },
        ];
        LeaderAppended: [
            Event::LeaderAppended {
                partition: ORDERS_0,
                base_offset: Offset(5),
                end_offset: Offset(6),
                leader_epoch: LeaderEpoch(1),
            },
            Event::LeaderAppended {
                partition: ORDERS_0,
                base_offset: Offset(6),
                end_offset: Offset(9),
                leader_epoch: LeaderEpoch(1),
            },
        ];
        FollowerAppended: [Event::FollowerAppended {
            partition: ORDERS_0,
            base_offset: Offset(5),
            end_offset: Offset(6),
            leader_epoch: LeaderEpoch(1),
        }];
        AppendRefused: [Event::AppendRefused {
            partition: ORDERS_0, error: ErrorCode::NotEnoughReplicas, isr: vec![B1], min_isr: 2,
        }];
        ProducerIdSet: [Event::ProducerIdSet {
            producer_id: ProducerId(6_000), producer_epoch: ProducerEpoch(0),
        }];
        DuplicateBatch: [Event::DuplicateBatch {
            partition: ORDERS_0, base_offset: Offset(5), end_offset: Offset(6),
        }];
        ProduceParked: [Event::ProduceParked { partition: ORDERS_0, required_offset: Offset(6) }];
        FetchParked: [Event::FetchParked {
            connection: between(B2, B1, Channel::Fetcher),
            partition: Some(ORDERS_0),
            fetch_offset: Offset(6),
        }];
        FollowerProgressed: [
            Event::FollowerProgressed {
                partition: ORDERS_0, follower: B2, from: Some(Offset(5)), to: Offset(6),
            },
            Event::FollowerProgressed { partition: ORDERS_0, follower: B3, from: None, to: Offset(6) },
        ];
        HighWatermarkAdvanced: [
            Event::HighWatermarkAdvanced { partition: ORDERS_0, from: Offset(5), to: Offset(6) },
            Event::HighWatermarkAdvanced { partition: ORDERS_0, from: Offset(6), to: Offset(9) },
        ];
        FollowerHighWatermarkSet: [Event::FollowerHighWatermarkSet {
            partition: ORDERS_0, from: Offset(5), to: Offset(6),
        }];
        RecordsConsumed: [Event::RecordsConsumed {
            partition: ORDERS_0, first_offset: Offset(5), next_offset: Offset(6),
        }];
        PositionReset: [
            Event::PositionReset { partition: ORDERS_0, from: Offset(6), to: Offset(6), leader: None },
            Event::PositionReset { partition: ORDERS_0, from: Offset(9), to: Offset(6), leader: Some((B1, LeaderEpoch(1))) },
        ];
        Consumer: [Event::Consumer(Arc::new(ConsumerEvent::Closed))];
        IsrShrinkProposed: [Event::IsrShrinkProposed {
            partition: ORDERS_0,
            from: vec![B1, B2, B3],
            isr: vec![B1, B2],
            out: vec![OutOfSync {
                broker: B3,
                end_offset: Some(Offset(4)),
                last_caught_up: Some(Time::from_ms(10_000)),
            }],
            high_watermark: Offset(5),
            end_offset: Offset(6),
        }];
        IsrExpandProposed: [Event::IsrExpandProposed {
            partition: ORDERS_0, isr: vec![B1, B2, B3], joining: B3,
        }];
        AlterPartitionRefused: [Event::AlterPartitionRefused {
            outcome: Outcome::Pending,
            partition: ORDERS_0,
            error: ErrorCode::IneligibleReplica,
            proposal: None,
            committed: vec![B1, B2],
        }];
        IsrChanged: [
            Event::IsrChanged {
                partition: ORDERS_0,
                from: vec![B1, B2, B3],
                to: vec![B1, B2],
                partition_epoch: PartitionEpoch(3),
            },
            Event::IsrChanged {
                partition: ORDERS_0, from: vec![B1], to: vec![], partition_epoch: PartitionEpoch(4),
            },
        ];
        ElrChanged: [Event::ElrChanged {
            partition: ORDERS_0, from: vec![B1, B2], to: vec![B2],
        }];
        IsrCommitted: [Event::IsrCommitted {
            partition: ORDERS_0,
            isr: vec![B1, B2],
            partition_epoch: PartitionEpoch(3),
            by_answer: true,
            under_min_isr: false,
        }];
        LeaderRecovered: [Event::LeaderRecovered { partition: ORDERS_0 }];
        LeaderElected: [
            elected(Election::Clean),
            elected(Election::Preferred),
            elected(Election::EligibleLeaderReplica),
            elected(Election::LastKnownLeader),
            elected(Election::Unclean),
        ];
        PartitionsChanged: [
            changed(ChangeReason::Fenced),
            changed(ChangeReason::Unfenced),
            changed(ChangeReason::ControlledShutdown),
            changed(ChangeReason::UncleanShutdown),
        ];
        ReassignmentStarted: [
            reassigning(vec![B3], vec![B1]),
            reassigning(vec![B3], vec![]),
            reassigning(vec![], vec![]),
        ];
        ReassignmentCompleted: [Event::ReassignmentCompleted {
            partition: ORDERS_0,
            replicas: vec![B2, B3],
            before: PartitionRegistration::default().into(),
            proposed_by: Some(B1),
        }];
        ConfigChanged: [
            Event::ConfigChanged {
                topic: Some("orders".into()),
                key: "min.insync.replicas".into(),
                value: Some("2".into()),
            },
            Event::ConfigChanged { topic: None, key: "min.insync.replicas".into(), value: None },
        ];
        PartitionsAdded: [Event::PartitionsAdded { name: "orders".into(), partitions: 3 }];
        PartitionWentOffline: [Event::PartitionWentOffline {
            partition: ORDERS_0, leader_epoch: LeaderEpoch(3),
        }];
        BecameLeader: [Event::BecameLeader {
            partition: ORDERS_0,
            leader_epoch: LeaderEpoch(2),
            from_offset: Offset(6),
            high_watermark: Offset(5),
            under_min_isr: false,
            registration: PartitionRegistration::default().into(),
            before: BEFORE,
        }];
        BecameFollower: [
            Event::BecameFollower {
                partition: ORDERS_0,
                leader: Some(B2),
                leader_epoch: LeaderEpoch(2),
                from_offset: Offset(7),
                high_watermark: Offset(5),
                partition_epoch: PartitionEpoch(4),
                before: BEFORE,
            },
            Event::BecameFollower {
                partition: ORDERS_0,
                leader: None,
                leader_epoch: LeaderEpoch(3),
                from_offset: Offset(7),
                high_watermark: Offset(5),
                partition_epoch: PartitionEpoch(5),
                before: BEFORE,
            },
        ];
        FetchersStopped: [Event::FetchersStopped { partitions: 2 }];
        TruncationDecided: [
            decided(TruncationCause::LeaderEpoch(OffsetForEpoch {
                epoch: LeaderEpoch(1), end_offset: Offset(6),
            })),
            decided(TruncationCause::HighWatermark(Offset(6))),
        ];
        FetchOffsetReset: [Event::FetchOffsetReset {
            partition: ORDERS_0, leader: B1, from: Offset(3), to: Offset(5),
        }];
        FetchFenced: [Event::FetchFenced {
            partition: ORDERS_0, leader: B2, leader_epoch: LeaderEpoch(1),
        }];
        ReplicaDeleted: [Event::ReplicaDeleted { partition: ORDERS_0 }];
        Truncated: [
            Event::Truncated {
                partition: ORDERS_0,
                from: Offset(7),
                to: Offset(6),
                high_watermark_before: Offset(5),
            },
            Event::Truncated {
                partition: ORDERS_0,
                from: Offset(7),
                to: Offset(4),
                high_watermark_before: Offset(5),
            },
        ];
        BrokerStarted: [Event::BrokerStarted];
        BrokerCrashed: [Event::BrokerCrashed];
        PowerLost: [Event::PowerLost];
        ProcessPaused: [Event::ProcessPaused];
        ProcessResumed: [Event::ProcessResumed];
        ShutdownBegan: [Event::ShutdownBegan];
        ShutdownAllowed: [Event::ShutdownAllowed];
        BrokerStopped: [Event::BrokerStopped];
        BrokerRunning: [Event::BrokerRunning];
        RegistrationFailed: [Event::RegistrationFailed {
            error: ErrorCode::DuplicateBrokerRegistration,
        }];
        BrokerRegistered: [Event::BrokerRegistered { broker: B1, broker_epoch: BrokerEpoch(12) }];
        RegistrationRefused: [Event::RegistrationRefused {
            broker: B1, error: ErrorCode::DuplicateBrokerRegistration,
        }];
        BrokerFenced: [fenced(true, false), fenced(false, false), fenced(true, true)];
        BrokerUnfenced: [Event::BrokerUnfenced { broker: B1, broker_epoch: BrokerEpoch(12), registration_offset: Offset(12) }];
        ControlledShutdown: [
            Event::ControlledShutdown { broker: B1, at_once: false },
            Event::ControlledShutdown { broker: B1, at_once: true },
        ];
        ShutdownGranted: [Event::ShutdownGranted {
            broker: B1, lowest_active_offset: Offset(31), controlled_shutdown_offset: Offset(30),
        }];
        TopicCreated: [
            Event::TopicCreated { name: "orders".into(), partitions: 1 },
            Event::TopicCreated { name: "board".into(), partitions: 3 },
        ];
        MetadataApplied: [Event::MetadataApplied { from: Offset(12), to: Offset(15) }];
        ClassicGroup: [
            classic(ClassicGroupEvent::MemberIdGiven { member_id: member(1), state: ClassicGroupState::Empty }),
            classic(ClassicGroupEvent::PendingMemberJoined { member_id: member(1), state: ClassicGroupState::Empty }),
            classic(ClassicGroupEvent::RebalanceBegan { generation: GenerationId(2), reason: RebalanceReason::MemberAdded { member_id: member(1), instance_id: None, client_reason: None } }),
            classic(ClassicGroupEvent::Stabilized { generation: GenerationId(3), members: 2 }),
            classic(ClassicGroupEvent::AssignmentReceived { leader: member(1), generation: GenerationId(3), members: 2, static_members: 1 }),
            classic(ClassicGroupEvent::StaticMemberJoined { instance_id: "i1".into(), member_id: member(1), state: ClassicGroupState::Stable }),
            classic(ClassicGroupEvent::StaticMemberReplaced { instance_id: "i1".into(), replaced: member(1), state: ClassicGroupState::Stable }),
            classic(ClassicGroupEvent::NoRebalanceNeeded),
            classic(ClassicGroupEvent::InstanceIdFenced { member_id: Some(member(1)), instance_id: "i1".into(), owner: member(2), operation: MemberOperation::Heartbeat }),
            classic(ClassicGroupEvent::RebalanceBegan { generation: GenerationId(2), reason: RebalanceReason::MemberAdded { member_id: member(1), instance_id: Some("i1".into()), client_reason: Some("rebalance failed".into()) } }),
            classic(ClassicGroupEvent::RebalanceBegan { generation: GenerationId(2), reason: RebalanceReason::LeaderRejoined { member_id: member(1), state: ClassicGroupState::Stable, client_reason: Some("need to revoke partitions and re-join".into()) } }),
            classic(ClassicGroupEvent::RebalanceBegan { generation: GenerationId(2), reason: RebalanceReason::MemberChanged { member_id: member(1), state: ClassicGroupState::CompletingRebalance, client_reason: None } }),
            classic(ClassicGroupEvent::RebalanceBegan { generation: GenerationId(2), reason: RebalanceReason::StaticMemberChanged { member_id: member(1), instance_id: "i1".into(), client_reason: None } }),
            classic(ClassicGroupEvent::RebalanceBegan { generation: GenerationId(2), reason: RebalanceReason::ProtocolChanges { member_id: member(1), instance_id: "i1".into(), client_reason: None } }),
            classic(ClassicGroupEvent::RebalanceBegan { generation: GenerationId(2), reason: RebalanceReason::MembersLeft(vec![member(1), member(2)]) }),
            classic(ClassicGroupEvent::RebalanceBegan { generation: GenerationId(2), reason: RebalanceReason::SessionExpired(member(1)) }),
            classic(ClassicGroupEvent::RebalanceBegan { generation: GenerationId(2), reason: RebalanceReason::SyncExpired(vec![member(1), member(2)]) }),
            classic(ClassicGroupEvent::RebalanceBegan { generation: GenerationId(2), reason: RebalanceReason::AssignmentLost { leader: member(1), error: ErrorCode::NotCoordinator } }),
            classic(ClassicGroupEvent::RebalanceBegan { generation: GenerationId(2), reason: RebalanceReason::TooManyMembers { members: 3, max_size: 2 } }),
            classic(ClassicGroupEvent::RebalanceBegan { generation: GenerationId(2), reason: RebalanceReason::MemberOfOtherProtocolLeft }),
            classic(ClassicGroupEvent::RebalanceBegan { generation: GenerationId(2), reason: RebalanceReason::StaleAssignment }),
            classic(ClassicGroupEvent::MembersRemoved(vec![member(1), member(2)])),
            classic(ClassicGroupEvent::NobodyRejoined),
            classic(ClassicGroupEvent::MemberFailed(member(1))),
            classic(ClassicGroupEvent::PendingMemberExpired(member(1))),
            classic(ClassicGroupEvent::MemberLeft { member_id: member(1), is_pending: false, client_reason: Some("the consumer is being closed".into()) }),
            classic(ClassicGroupEvent::MemberLeft { member_id: member(1), is_pending: true, client_reason: None }),
            classic(ClassicGroupEvent::BecameEmpty { generation: GenerationId(4) }),
            classic(ClassicGroupEvent::GroupUnloaded { generation: GenerationId(4) }),
            classic(ClassicGroupEvent::GroupLoaded { members: 2 }),
        ];
        ConsumerGroup: [
            told(ConsumerGroupEvent::MemberJoined { member_id: member(1), instance_id: None }),
            told(ConsumerGroupEvent::StaticMemberReplaced {
                instance_id: "i1".into(), replaced: member(1), member_id: member(2),
            }),
            told(ConsumerGroupEvent::InstanceIdUnreleased(InstanceIdOwned {
                instance_id: "i1".into(), owner: member(1), member_id: member(2),
            })),
            told(ConsumerGroupEvent::InstanceIdFenced(InstanceIdOwned {
                instance_id: "i1".into(), owner: member(2), member_id: member(1),
            })),
            told(ConsumerGroupEvent::MemberLeft {
                member_id: member(1), instance_id: Some("i1".into()), is_temporary: true,
            }),
            told(ConsumerGroupEvent::MemberLeft {
                member_id: member(1), instance_id: None, is_temporary: false,
            }),
            told(ConsumerGroupEvent::MemberFenced {
                member_id: member(1), reason: FencingReason::SessionExpired,
            }),
            told(ConsumerGroupEvent::MemberFenced {
                member_id: member(1),
                reason: FencingReason::RebalanceTimeout {
                    epoch: GroupEpoch(3), rebalance_timeout_ms: 300_000,
                },
            }),
            told(ConsumerGroupEvent::MemberFenced {
                member_id: member(1), reason: FencingReason::JoinTimeout,
            }),
            told(ConsumerGroupEvent::MemberFenced {
                member_id: member(1), reason: FencingReason::SyncTimeout,
            }),
            told(ConsumerGroupEvent::ClassicMember {
                member_id: member(1), instance_id: None, change: ClassicMemberChange::IdGiven,
            }),
            told(ConsumerGroupEvent::ClassicMember {
                member_id: member(1), instance_id: None, change: ClassicMemberChange::Joined,
            }),
            told(ConsumerGroupEvent::ClassicMember {
                member_id: member(2), instance_id: Some("i1".into()),
                change: ClassicMemberChange::Replaced { replaced: member(1) },
            }),
            told(ConsumerGroupEvent::ClassicMember {
                member_id: member(1), instance_id: None,
                change: ClassicMemberChange::Left { client_reason: None },
            }),
            told(ConsumerGroupEvent::Converted(Conversion::Classic)),
            told(ConsumerGroupEvent::Converted(Conversion::EmptyClassic)),
            told(ConsumerGroupEvent::Converted(Conversion::Consumer)),
            told(ConsumerGroupEvent::Converted(Conversion::EmptyConsumer)),
            told(ConsumerGroupEvent::MigrationRefused(MigrationObstacle::UpgradeDisabled)),
            told(ConsumerGroupEvent::MigrationRefused(MigrationObstacle::NoConsumerProtocol)),
            told(ConsumerGroupEvent::MigrationRefused(MigrationObstacle::TooLargeToUpgrade)),
            told(ConsumerGroupEvent::MigrationRefused(MigrationObstacle::JoinDisabled)),
            told(ConsumerGroupEvent::MigrationRefused(MigrationObstacle::DowngradeDisabled)),
            told(ConsumerGroupEvent::MigrationRefused(MigrationObstacle::TooLargeToDowngrade)),
            told(ConsumerGroupEvent::GroupEpochBumped {
                epoch: GroupEpoch(3), metadata_hash: 17,
            }),
            told(ConsumerGroupEvent::TargetAssignmentComputed {
                epoch: GroupEpoch(3), assignor: ServerAssignor::Uniform,
            }),
            told(ConsumerGroupEvent::GroupLoaded { members: 2 }),
            told(ConsumerGroupEvent::GroupUnloaded { epoch: GroupEpoch(3) }),
        ];
        RequestFailed: [Event::RequestFailed {
            api: Api::AlterPartition, error: ErrorCode::FencedLeaderEpoch,
        }];
    }
}

fn told(event: ConsumerGroupEvent) -> Event {
    Event::ConsumerGroup {
        offsets_partition: PartitionIndex(10),
        group_id: GroupId("board".into()),
        event,
    }
}

fn classic(event: ClassicGroupEvent) -> Event {
    Event::ClassicGroup {
        offsets_partition: PartitionIndex(10),
        group_id: GroupId("board".into()),
        event,
    }
}

fn member(number: u32) -> MemberId {
    MemberId(format!("member-{number}").into())
}

fn lost(reason: LossReason) -> Event {
    Event::MessageLost {
        message: MessageId(59),
        connection: between(P1, B1, Channel::Client),
        direction: Direction::Request,
        gist: Gist::Produce {
            partition: ORDERS_0,
            records: 1,
            acks: Acks::All,
            more: 0,
        },
        reason,
    }
}

fn elected(election: Election) -> Event {
    Event::LeaderElected {
        partition: ORDERS_0,
        leader: B2,
        leader_epoch: LeaderEpoch(2),
        election,
        before: PartitionRegistration::default().into(),
    }
}

const BEFORE: PreviousLeader = PreviousLeader {
    leader: Some(Some(B1)),
    leader_epoch: LeaderEpoch(1),
};

fn changed(reason: ChangeReason) -> Event {
    Event::PartitionsChanged {
        broker: B1,
        reason,
        partitions: 2,
    }
}

fn reassigning(adding: Vec<BrokerId>, removing: Vec<BrokerId>) -> Event {
    Event::ReassignmentStarted {
        partition: ORDERS_0,
        adding,
        removing,
    }
}

fn decided(because: TruncationCause) -> Event {
    Event::TruncationDecided {
        partition: ORDERS_0,
        leader: B2,
        to: Offset(6),
        end_offset: Offset(7),
        completed: true,
        because,
    }
}

fn fenced(session_timed_out: bool, again: bool) -> Event {
    Event::BrokerFenced {
        broker: B1,
        broker_epoch: BrokerEpoch(12),
        session_timed_out,
        again,
        before: highwater_core::metadata::BrokerRegistration {
            broker_epoch: BrokerEpoch(12),
            incarnation: 1,
            fenced: again,
            in_controlled_shutdown: false,
            rack: None,
        }
        .into(),
    }
}
