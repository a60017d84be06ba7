//! One or more samples of every value that is put into words. Each list comes with a match that the
//! compiler keeps complete: a new variant without a sample does not compile.

mod messages;

use std::sync::Arc;

use highwater_core::broker::Outcome;
use highwater_core::command::{AdminCommand, Command, ElectionType, Fault, Refusal};
use highwater_core::id::{
    BrokerEpoch, BrokerId, ClientId, ControllerId, LeaderEpoch, MessageId, NodeId, Offset,
    PartitionEpoch, PartitionIndex, RecordId, StepNumber, TopicId, TopicPartition, TraceId,
};
use highwater_core::log::OffsetForEpoch;
use highwater_core::metadata::{MetadataImage, MetadataRecord, PartitionRegistration, TopicSpec};
use highwater_core::sim::{Channel, ConnectionId, Direction, Standing};
use highwater_core::time::Time;
use highwater_core::trace::{
    BreakReason, ChangeReason, Election, Event, LogStartReason, LossReason, OutOfSync,
    PreviousLeader, Trace, TruncationCause,
};
use highwater_core::wire::{Acks, Api, ApiError, ErrorCode, ErrorDetail, Gist};

pub use messages::{gists, payloads};

/// A list of samples by variant.
macro_rules! samples {
    ($(#[$doc:meta])* $name:ident: $kind:ident { $($variant:ident: [$($sample:expr),+ $(,)?];)* }) => {
        $(#[$doc])*
        pub fn $name() -> Vec<$kind> {
            fn _every_variant_has_samples(value: &$kind) {
                match value {
                    $($kind::$variant { .. } => {})*
                }
            }
            vec![$($($sample),+),*]
        }
    };
}
pub(crate) use samples;

pub const B1: BrokerId = BrokerId(1);
pub const B2: BrokerId = BrokerId(2);
pub const B3: BrokerId = BrokerId(3);
pub const P1: NodeId = NodeId::Producer(ClientId(1));
pub const C1: NodeId = NodeId::Consumer(ClientId(1));
pub const K1: NodeId = NodeId::Controller(ControllerId(1));
pub const ORDERS_0: TopicPartition = TopicPartition {
    topic: TopicId(1),
    partition: PartitionIndex(0),
};

/// Metadata in which the only topic is `orders`.
pub fn names() -> MetadataImage {
    let mut names = MetadataImage::EMPTY;
    names.apply(&MetadataRecord::Topic {
        id: TopicId(1),
        name: Arc::from("orders"),
    });
    names
}

pub fn between(
    client: impl Into<NodeId>,
    server: impl Into<NodeId>,
    channel: Channel,
) -> ConnectionId {
    ConnectionId {
        client: client.into(),
        server: server.into(),
        channel,
    }
}

pub fn trace(actor: NodeId, event: Event) -> Trace {
    Trace {
        id: TraceId(1),
        step: StepNumber(1),
        at: Time::from_ms(41_204),
        actor,
        cause: None,
        event,
    }
}

samples! {
    /// Every command.
    commands: Command {
        Produce: [
            Command::Produce {
                producer: P1,
                topic: "orders".into(),
                partition: PartitionIndex(0),
                key: Some("order-6".into()),
                value: Some("paid".into()),
            },
            Command::Produce {
                producer: P1,
                topic: "orders".into(),
                partition: PartitionIndex(0),
                key: None,
                value: None,
            },
        ];
        SendSteadily: [
            Command::SendSteadily {
                producer: P1,
                topic: "orders".into(),
                partitions: vec![PartitionIndex(0)],
                every_ms: 500,
            },
            Command::SendSteadily {
                producer: P1,
                topic: "orders".into(),
                partitions: vec![PartitionIndex(0), PartitionIndex(1)],
                every_ms: 500,
            },
        ];
        StopSending: [Command::StopSending(P1)];
        Crash: [Command::Crash(NodeId::Broker(B1))];
        PowerLoss: [Command::PowerLoss(NodeId::Broker(B1))];
        Restart: [Command::Restart(NodeId::Broker(B1))];
        Pause: [Command::Pause(NodeId::Broker(B1))];
        Resume: [Command::Resume(NodeId::Broker(B1))];
        Shutdown: [Command::Shutdown(NodeId::Broker(B1))];
        SlowBroker: [
            Command::SlowBroker { broker: NodeId::Broker(B1), by_ms: 300 },
            Command::SlowBroker { broker: NodeId::Broker(B1), by_ms: 0 },
        ];
        SlowDisk: [
            Command::SlowDisk { broker: NodeId::Broker(B1), by_ms: 300 },
            Command::SlowDisk { broker: NodeId::Broker(B1), by_ms: 0 },
        ];
        SlowLink: [
            Command::SlowLink { a: NodeId::Broker(B1), b: NodeId::Broker(B2), by_ms: 300 },
            Command::SlowLink { a: NodeId::Broker(B1), b: NodeId::Broker(B2), by_ms: 0 },
        ];
        Cut: [Command::Cut(NodeId::Broker(B1), NodeId::Broker(B2))];
        CutOneWay: [Command::CutOneWay { from: NodeId::Broker(B1), to: NodeId::Broker(B2) }];
        Heal: [Command::Heal(NodeId::Broker(B1), NodeId::Broker(B2))];
        Isolate: [Command::Isolate(NodeId::Broker(B1))];
        Rejoin: [Command::Rejoin(NodeId::Broker(B1))];
        Hold: [Command::Hold(MessageId(57))];
        Release: [Command::Release(MessageId(57))];
        Lose: [Command::Lose(MessageId(57))];
        Admin: [
            Command::Admin(create_topic()),
            Command::Admin(create_partitions()),
            Command::Admin(reassign(Some(vec![B2, B3]))),
            Command::Admin(reassign(None)),
            Command::Admin(elect(ElectionType::Preferred)),
            Command::Admin(elect(ElectionType::Unclean)),
            Command::Admin(alter_config(Some("orders"), Some("1"))),
            Command::Admin(alter_config(None, None)),
            Command::Admin(delete_records()),
        ];
        HealAll: [Command::HealAll];
        StopScript: [Command::StopScript];
    }
}

samples! {
    /// Every fault.
    faults: Fault {
        Crashed: [Fault::Crashed(NodeId::Broker(B1))];
        PoweredOff: [Fault::PoweredOff(NodeId::Broker(B1))];
        Stopped: [Fault::Stopped(NodeId::Broker(B1))];
        Paused: [Fault::Paused(NodeId::Broker(B1))];
        SlowBroker: [Fault::SlowBroker(NodeId::Broker(B1), 300)];
        SlowDisk: [Fault::SlowDisk(NodeId::Broker(B1), 300)];
        SlowLink: [Fault::SlowLink(NodeId::Broker(B1), NodeId::Broker(B2), 300)];
        Cut: [Fault::Cut(NodeId::Broker(B1), NodeId::Broker(B2))];
        CutOneWay: [Fault::CutOneWay(NodeId::Broker(B1), NodeId::Broker(B2))];
        Isolated: [Fault::Isolated(NodeId::Broker(B1))];
        Held: [Fault::Held(MessageId(57))];
    }
}

samples! {
    /// What an administrator asks for; the samples of each are its messages, too.
    admin_commands: AdminCommand {
        CreateTopic: [create_topic(), create_topic_by_hand()];
        CreatePartitions: [create_partitions()];
        Reassign: [reassign(Some(vec![B2, B3])), reassign(None)];
        ElectLeader: [elect(ElectionType::Preferred), elect(ElectionType::Unclean)];
        AlterConfig: [alter_config(Some("orders"), Some("1")), alter_config(None, None)];
        DeleteRecords: [delete_records()];
    }
}

fn create_topic() -> AdminCommand {
    AdminCommand::CreateTopic(TopicSpec {
        name: "orders".into(),
        assignment: vec![],
        partitions: Some(3),
        replication_factor: None,
        config: [].into(),
    })
}

fn create_topic_by_hand() -> AdminCommand {
    AdminCommand::CreateTopic(TopicSpec {
        name: "orders".into(),
        assignment: vec![vec![B1, B2, B3]],
        partitions: None,
        replication_factor: None,
        config: [("min.insync.replicas".into(), "2".into())].into(),
    })
}

fn create_partitions() -> AdminCommand {
    AdminCommand::CreatePartitions {
        topic: "orders".into(),
        count: 3,
        assignment: vec![vec![B2, B3]],
    }
}

fn reassign(replicas: Option<Vec<BrokerId>>) -> AdminCommand {
    AdminCommand::Reassign {
        topic: "orders".into(),
        partition: PartitionIndex(0),
        replicas,
    }
}

fn elect(election: ElectionType) -> AdminCommand {
    AdminCommand::ElectLeader {
        election,
        topic: "orders".into(),
        partition: PartitionIndex(0),
    }
}

fn alter_config(topic: Option<&str>, value: Option<&str>) -> AdminCommand {
    AdminCommand::AlterConfig {
        topic: topic.map(Arc::from),
        key: "min.insync.replicas".into(),
        value: value.map(Arc::from),
    }
}

fn delete_records() -> AdminCommand {
    AdminCommand::DeleteRecords {
        topic: "orders".into(),
        partition: PartitionIndex(0),
        before_offset: Offset(5),
    }
}

samples! {
    /// Every refusal.
    refusals: Refusal {
        NoSuchNode: [Refusal::NoSuchNode(NodeId::Broker(BrokerId(9)))];
        TooManyPartitions: [Refusal::TooManyPartitions { most: 60 }];
        EmptyLoad: [Refusal::EmptyLoad(P1)];
        NotSending: [Refusal::NotSending(P1)];
        NothingToStop: [Refusal::NothingToStop];
        NotRunning: [Refusal::NotRunning(NodeId::Broker(B1))];
        AlreadyRunning: [Refusal::AlreadyRunning(NodeId::Broker(B1))];
        AlreadyPaused: [Refusal::AlreadyPaused(NodeId::Broker(B1))];
        NotPaused: [Refusal::NotPaused(NodeId::Broker(B1))];
        AlreadyShuttingDown: [Refusal::AlreadyShuttingDown(NodeId::Broker(B1))];
        AlreadyIsolated: [Refusal::AlreadyIsolated(NodeId::Broker(B1))];
        NotIsolated: [Refusal::NotIsolated(NodeId::Broker(B1))];
        NothingChanges: [Refusal::NothingChanges];
        NotInFlight: [Refusal::NotInFlight(MessageId(57))];
        AlreadyHeld: [Refusal::AlreadyHeld(MessageId(57))];
        NotHeld: [Refusal::NotHeld(MessageId(57))];
        LinkToItself: [Refusal::LinkToItself(NodeId::Broker(B1))];
        AlreadyCut: [Refusal::AlreadyCut(NodeId::Broker(B1), NodeId::Broker(B2))];
        NotCut: [Refusal::NotCut(NodeId::Broker(B1), NodeId::Broker(B2))];
        NothingToHeal: [Refusal::NothingToHeal];
    }
}

samples! {
    /// Every error code.
    errors: ErrorCode {
        OffsetOutOfRange: [ErrorCode::OffsetOutOfRange];
        UnknownTopicOrPartition: [ErrorCode::UnknownTopicOrPartition];
        NotLeaderOrFollower: [ErrorCode::NotLeaderOrFollower];
        RequestTimedOut: [ErrorCode::RequestTimedOut];
        NotEnoughReplicas: [ErrorCode::NotEnoughReplicas];
        NotEnoughReplicasAfterAppend: [ErrorCode::NotEnoughReplicasAfterAppend];
        NetworkException: [ErrorCode::NetworkException];
        NotController: [ErrorCode::NotController];
        InvalidRequest: [ErrorCode::InvalidRequest];
        FencedLeaderEpoch: [ErrorCode::FencedLeaderEpoch];
        UnknownLeaderEpoch: [ErrorCode::UnknownLeaderEpoch];
        OffsetNotAvailable: [ErrorCode::OffsetNotAvailable];
        InvalidUpdateVersion: [ErrorCode::InvalidUpdateVersion];
        DuplicateBrokerRegistration: [ErrorCode::DuplicateBrokerRegistration];
        StaleBrokerEpoch: [ErrorCode::StaleBrokerEpoch];
        BrokerIdNotRegistered: [ErrorCode::BrokerIdNotRegistered];
        InvalidReplicationFactor: [ErrorCode::InvalidReplicationFactor];
        InvalidReplicaAssignment: [ErrorCode::InvalidReplicaAssignment];
        InvalidPartitions: [ErrorCode::InvalidPartitions];
        InvalidTopic: [ErrorCode::InvalidTopic];
        InvalidConfig: [ErrorCode::InvalidConfig];
        TopicAlreadyExists: [ErrorCode::TopicAlreadyExists];
        ElectionNotNeeded: [ErrorCode::ElectionNotNeeded];
        PreferredLeaderNotAvailable: [ErrorCode::PreferredLeaderNotAvailable];
        EligibleLeadersNotAvailable: [ErrorCode::EligibleLeadersNotAvailable];
        NoReassignmentInProgress: [ErrorCode::NoReassignmentInProgress];
        NewLeaderElected: [ErrorCode::NewLeaderElected];
        OperationNotAttempted: [ErrorCode::OperationNotAttempted];
        IneligibleReplica: [ErrorCode::IneligibleReplica];
    }
}

samples! {
    /// Every standing.
    standings: Standing {
        Eligible: [Standing::Eligible];
        LastKnownLeader: [Standing::LastKnownLeader];
        Crashed: [Standing::Crashed];
        PoweredOff: [Standing::PoweredOff];
        Stopped: [Standing::Stopped];
        Paused: [Standing::Paused];
        Leader: [Standing::Leader];
        Fenced: [Standing::Fenced];
        InSync: [Standing::InSync];
        OutOfSync: [
            Standing::OutOfSync { caught_up: Some(Time::from_ms(10_000)) },
            Standing::OutOfSync { caught_up: None },
        ];
    }
}

samples! {
    /// Every event, in the order of the engine's list; each with values from one small cluster.
    events: Event {
        Commanded: [
            Event::Commanded(Command::Crash(NodeId::Broker(B1))),
            Event::Commanded(Command::Produce {
                producer: P1,
                topic: "orders".into(),
                partition: PartitionIndex(0),
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
        SendFailed: [Event::SendFailed {
            topic: "orders".into(),
            partition: PartitionIndex(0),
            record: RecordId(6),
            error: ErrorCode::RequestTimedOut,
            detail: ErrorDetail::None,
        }];
        BatchRetried: [
            Event::BatchRetried {
                partition: ORDERS_0,
                records: 1,
                attempts: 1,
                attempts_left: 5,
                correlation_id: 12,
                error: Some(ErrorCode::NotLeaderOrFollower),
                detail: ErrorDetail::None,
                backoff_ms: 94,
            },
            Event::BatchRetried {
                partition: ORDERS_0,
                records: 3,
                attempts: 2,
                attempts_left: 5,
                correlation_id: 12,
                error: None,
                detail: ErrorDetail::None,
                backoff_ms: 187,
            },
        ];
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
            Event::PositionReset { partition: ORDERS_0, from: Offset(6), to: Offset(6) },
            Event::PositionReset { partition: ORDERS_0, from: Offset(9), to: Offset(6) },
        ];
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
        RequestFailed: [Event::RequestFailed {
            api: Api::AlterPartition, error: ErrorCode::FencedLeaderEpoch,
        }];
    }
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
