//! One or more samples of every value that is put into words. Each list comes with a match that the
//! compiler keeps complete: a new variant without a sample does not compile.

mod messages;

use std::sync::Arc;

use highwater_core::command::{Command, Refusal};
use highwater_core::id::{
    BrokerEpoch, BrokerId, ClientId, ControllerId, LeaderEpoch, MessageId, NodeId, Offset,
    PartitionEpoch, PartitionIndex, RecordId, StepNo, TopicId, TopicPartition, TraceId,
};
use highwater_core::metadata::{MetadataImage, MetadataRecord};
use highwater_core::sim::{Channel, ConnectionId, Direction, Standing};
use highwater_core::time::Time;
use highwater_core::trace::{BreakReason, Election, Event, LossReason, Trace};
use highwater_core::wire::{Acks, Api, ErrorCode, Gist};

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
        step: StepNo(1),
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
        Crash: [Command::Crash(NodeId::Broker(B1))];
        Restart: [Command::Restart(NodeId::Broker(B1))];
        Cut: [Command::Cut(NodeId::Broker(B1), NodeId::Broker(B2))];
        Heal: [Command::Heal(NodeId::Broker(B1), NodeId::Broker(B2))];
        Hold: [Command::Hold(MessageId(57))];
        Release: [Command::Release(MessageId(57))];
        Lose: [Command::Lose(MessageId(57))];
        HealAll: [Command::HealAll];
        StopScript: [Command::StopScript];
    }
}

samples! {
    /// Every refusal.
    refusals: Refusal {
        NoSuchNode: [Refusal::NoSuchNode(NodeId::Broker(BrokerId(9)))];
        UnknownTopicOrPartition: [Refusal::UnknownTopicOrPartition];
        NotRunning: [Refusal::NotRunning(NodeId::Broker(B1))];
        AlreadyRunning: [Refusal::AlreadyRunning(NodeId::Broker(B1))];
        NotInFlight: [Refusal::NotInFlight(MessageId(57))];
        AlreadyHeld: [Refusal::AlreadyHeld(MessageId(57))];
        NotHeld: [Refusal::NotHeld(MessageId(57))];
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
        NotController: [ErrorCode::NotController];
        InvalidRequest: [ErrorCode::InvalidRequest];
        FencedLeaderEpoch: [ErrorCode::FencedLeaderEpoch];
        UnknownLeaderEpoch: [ErrorCode::UnknownLeaderEpoch];
        OffsetNotAvailable: [ErrorCode::OffsetNotAvailable];
        InvalidUpdateVersion: [ErrorCode::InvalidUpdateVersion];
        DuplicateBrokerRegistration: [ErrorCode::DuplicateBrokerRegistration];
        StaleBrokerEpoch: [ErrorCode::StaleBrokerEpoch];
        BrokerIdNotRegistered: [ErrorCode::BrokerIdNotRegistered];
        IneligibleReplica: [ErrorCode::IneligibleReplica];
    }
}

samples! {
    /// Every standing.
    standings: Standing {
        Crashed: [Standing::Crashed];
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
            partition: ORDERS_0, record: RecordId(6), error: ErrorCode::RequestTimedOut,
        }];
        BatchRetried: [
            Event::BatchRetried {
                partition: ORDERS_0,
                records: 1,
                attempts: 1,
                error: Some(ErrorCode::NotLeaderOrFollower),
                backoff_ms: 94,
            },
            Event::BatchRetried {
                partition: ORDERS_0,
                records: 3,
                attempts: 2,
                error: None,
                backoff_ms: 187,
            },
        ];
        LeaderLearned: [
            Event::LeaderLearned {
                partition: ORDERS_0, leader: Some(B2), leader_epoch: LeaderEpoch(2),
            },
            Event::LeaderLearned { partition: ORDERS_0, leader: None, leader_epoch: LeaderEpoch(3) },
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
            partition: ORDERS_0, error: ErrorCode::NotEnoughReplicas,
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
            partition: ORDERS_0, isr: vec![B1, B2], out: vec![B3],
        }];
        IsrExpandProposed: [Event::IsrExpandProposed {
            partition: ORDERS_0, isr: vec![B1, B2, B3], joining: B3,
        }];
        AlterPartitionRefused: [Event::AlterPartitionRefused {
            partition: ORDERS_0, error: ErrorCode::IneligibleReplica,
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
            partition: ORDERS_0, isr: vec![B1, B2], partition_epoch: PartitionEpoch(3),
        }];
        LeaderElected: [
            elected(Election::Clean),
            elected(Election::EligibleLeaderReplica),
            elected(Election::Unclean),
        ];
        PartitionWentOffline: [Event::PartitionWentOffline {
            partition: ORDERS_0, leader_epoch: LeaderEpoch(3),
        }];
        BecameLeader: [Event::BecameLeader {
            partition: ORDERS_0,
            leader_epoch: LeaderEpoch(2),
            from_offset: Offset(6),
            high_watermark: Offset(5),
        }];
        BecameFollower: [
            Event::BecameFollower {
                partition: ORDERS_0,
                leader: Some(B2),
                leader_epoch: LeaderEpoch(2),
                from_offset: Offset(7),
            },
            Event::BecameFollower {
                partition: ORDERS_0,
                leader: None,
                leader_epoch: LeaderEpoch(3),
                from_offset: Offset(7),
            },
        ];
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
        BrokerRegistered: [Event::BrokerRegistered { broker: B1, broker_epoch: BrokerEpoch(12) }];
        RegistrationRefused: [Event::RegistrationRefused {
            broker: B1, error: ErrorCode::DuplicateBrokerRegistration,
        }];
        BrokerFenced: [Event::BrokerFenced { broker: B1 }];
        BrokerUnfenced: [Event::BrokerUnfenced { broker: B1 }];
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
    }
}
