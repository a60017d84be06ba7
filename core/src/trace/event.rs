//! The kinds of things that happen.

use serde::{Deserialize, Serialize};

use super::Weight;
use crate::command::Command;
use crate::id::{
    BrokerEpoch, BrokerId, LeaderEpoch, MessageId, Offset, PartitionEpoch, RecordId, TopicPartition,
};
use crate::sim::{ConnectionId, Direction};
use crate::wire::{Api, ErrorCode, Gist};

/// What happened. Fields are named as the ids and Kafka fields that they hold.
#[expect(
    missing_docs,
    reason = "fields are named as the ids and Kafka fields that they hold"
)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// Somebody did something to the cluster. The actor is whom it is done to.
    Commanded(Command),

    /// A message left its sender.
    MessageSent {
        message: MessageId,
        connection: ConnectionId,
        direction: Direction,
        gist: Gist,
    },
    /// A message reached the process at the other end and was read.
    MessageArrived {
        message: MessageId,
        connection: ConnectionId,
        direction: Direction,
        gist: Gist,
    },
    /// A message will never arrive.
    MessageLost {
        message: MessageId,
        connection: ConnectionId,
        direction: Direction,
        gist: Gist,
        reason: LossReason,
    },
    /// A connection ended, and the actor has noticed.
    Disconnected {
        connection: ConnectionId,
        reason: BreakReason,
    },

    /// An application handed a record to the producer.
    RecordAccepted {
        partition: TopicPartition,
        record: RecordId,
    },
    /// The producer was told that the record is in.
    RecordAcknowledged {
        partition: TopicPartition,
        record: RecordId,
        offset: Option<Offset>,
    },
    /// The producer gave a record up.
    RecordFailed {
        partition: TopicPartition,
        record: RecordId,
        error: ErrorCode,
    },
    /// The producer will send a batch again.
    BatchRetried {
        partition: TopicPartition,
        records: u32,
        attempts: u32,
        error: Option<ErrorCode>,
        backoff_ms: u64,
    },
    /// A client learned who leads.
    LeaderLearned {
        partition: TopicPartition,
        leader: Option<BrokerId>,
        leader_epoch: LeaderEpoch,
    },

    /// A leader appended what a producer sent.
    LeaderAppended {
        partition: TopicPartition,
        base_offset: Offset,
        end_offset: Offset,
        leader_epoch: LeaderEpoch,
    },
    /// A follower appended what it fetched.
    FollowerAppended {
        partition: TopicPartition,
        base_offset: Offset,
        end_offset: Offset,
        leader_epoch: LeaderEpoch,
    },
    /// A leader refused to append.
    AppendRefused {
        partition: TopicPartition,
        error: ErrorCode,
    },
    /// An acks=all request waits until the high watermark has passed it.
    ProduceParked {
        partition: TopicPartition,
        required_offset: Offset,
    },
    /// A fetch waits for data.
    FetchParked {
        connection: ConnectionId,
        partition: Option<TopicPartition>,
        fetch_offset: Offset,
    },

    /// A leader learned from a fetch how far a follower's log reaches.
    FollowerProgressed {
        partition: TopicPartition,
        follower: BrokerId,
        from: Option<Offset>,
        to: Offset,
    },
    /// The leader moved its high watermark: what lies below is committed.
    HighWatermarkAdvanced {
        partition: TopicPartition,
        from: Offset,
        to: Offset,
    },
    /// A follower set its high watermark to what a response said.
    FollowerHighWatermarkSet {
        partition: TopicPartition,
        from: Offset,
        to: Offset,
    },
    /// A consumer was handed records.
    RecordsConsumed {
        partition: TopicPartition,
        first_offset: Offset,
        next_offset: Offset,
    },
    /// A consumer's position was moved other than by reading.
    PositionReset {
        partition: TopicPartition,
        from: Offset,
        to: Offset,
    },

    /// The leader proposes to take followers out of the ISR.
    IsrShrinkProposed {
        partition: TopicPartition,
        isr: Vec<BrokerId>,
        out: Vec<BrokerId>,
    },
    /// The leader proposes to take a follower into the ISR.
    IsrExpandProposed {
        partition: TopicPartition,
        isr: Vec<BrokerId>,
        joining: BrokerId,
    },
    /// The controller refused a proposal.
    AlterPartitionRefused {
        partition: TopicPartition,
        error: ErrorCode,
    },
    /// The controller wrote another ISR.
    IsrChanged {
        partition: TopicPartition,
        from: Vec<BrokerId>,
        to: Vec<BrokerId>,
        partition_epoch: PartitionEpoch,
    },
    /// The leader works with the ISR that the controller confirmed.
    IsrCommitted {
        partition: TopicPartition,
        isr: Vec<BrokerId>,
        partition_epoch: PartitionEpoch,
    },
    /// The controller set a leader.
    LeaderElected {
        partition: TopicPartition,
        leader: BrokerId,
        leader_epoch: LeaderEpoch,
        election: Election,
    },
    /// The controller found no replica that may lead.
    PartitionWentOffline {
        partition: TopicPartition,
        leader_epoch: LeaderEpoch,
    },

    /// A broker began to lead.
    BecameLeader {
        partition: TopicPartition,
        leader_epoch: LeaderEpoch,
        from_offset: Offset,
        high_watermark: Offset,
    },
    /// A broker began to follow.
    BecameFollower {
        partition: TopicPartition,
        leader: Option<BrokerId>,
        leader_epoch: LeaderEpoch,
        from_offset: Offset,
    },
    /// A follower's log differed from the leader's, and was cut back.
    Truncated {
        partition: TopicPartition,
        from: Offset,
        to: Offset,
        high_watermark_before: Offset,
    },

    /// A broker's process started.
    BrokerStarted,
    /// A broker's process died.
    BrokerCrashed,
    /// The controller registered a broker.
    BrokerRegistered {
        broker: BrokerId,
        broker_epoch: BrokerEpoch,
    },
    /// The controller refused to register a broker.
    RegistrationRefused { broker: BrokerId, error: ErrorCode },
    /// The controller fenced a broker whose session ran out.
    BrokerFenced { broker: BrokerId },
    /// The controller unfenced a broker that has caught up.
    BrokerUnfenced { broker: BrokerId },
    /// A topic was made.
    TopicCreated {
        name: std::sync::Arc<str>,
        partitions: u32,
    },
    /// A broker applied records of the metadata log.
    MetadataApplied { from: Offset, to: Offset },
    /// Requests to this API are refused or answered with an error that matters only to the sender.
    RequestFailed { api: Api, error: ErrorCode },
}

/// Why a message will never arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LossReason {
    /// Somebody lost it on purpose.
    Lost,
    /// It was on a connection that broke.
    ConnectionBroken,
    /// Nobody listens at the other end.
    NobodyListens,
}

/// Why a connection ended, as far as the one who notices can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BreakReason {
    /// The other side closed or reset it.
    Reset,
    /// Nobody listens at the other side, so that it never came about.
    Refused,
    /// No answer came within the request timeout.
    RequestTimeout,
}

/// How a leader was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Election {
    /// From the ISR, in assignment order; nothing committed is lost.
    Clean,
    /// From the eligible leader replicas; nothing committed is lost.
    EligibleLeaderReplica,
    /// From outside both: committed records may be lost.
    Unclean,
}

impl Event {
    /// How much it matters to someone who watches.
    #[must_use]
    pub fn weight(&self) -> Weight {
        use Weight::{Milestone, Ordinary, Routine};
        match self {
            Self::Commanded(Command::StopScript) => Routine,
            Self::MessageSent { gist, .. } | Self::MessageArrived { gist, .. } => gist.weight(),
            Self::MetadataApplied { .. }
            | Self::FetchParked { .. }
            | Self::LeaderLearned { .. }
            | Self::RequestFailed { .. } => Routine,
            // Trying again and again where nobody listens is background.
            Self::MessageLost {
                reason: LossReason::NobodyListens,
                ..
            }
            | Self::Disconnected {
                reason: BreakReason::Refused,
                ..
            } => Routine,
            Self::BatchRetried { attempts, .. } if *attempts > 1 => Routine,
            Self::MessageLost { .. }
            | Self::Disconnected { .. }
            | Self::RecordAccepted { .. }
            | Self::BatchRetried { .. }
            | Self::LeaderAppended { .. }
            | Self::FollowerAppended { .. }
            | Self::AppendRefused { .. }
            | Self::ProduceParked { .. }
            | Self::FollowerProgressed { .. }
            | Self::FollowerHighWatermarkSet { .. }
            | Self::RecordsConsumed { .. }
            | Self::PositionReset { .. }
            | Self::IsrShrinkProposed { .. }
            | Self::IsrExpandProposed { .. }
            | Self::AlterPartitionRefused { .. }
            | Self::IsrCommitted { .. }
            | Self::BecameFollower { .. }
            | Self::BrokerStarted
            | Self::BrokerRegistered { .. }
            | Self::RegistrationRefused { .. }
            | Self::TopicCreated { .. } => Ordinary,
            Self::Commanded(_)
            | Self::RecordAcknowledged { .. }
            | Self::RecordFailed { .. }
            | Self::HighWatermarkAdvanced { .. }
            | Self::IsrChanged { .. }
            | Self::LeaderElected { .. }
            | Self::PartitionWentOffline { .. }
            | Self::BecameLeader { .. }
            | Self::Truncated { .. }
            | Self::BrokerCrashed
            | Self::BrokerFenced { .. }
            | Self::BrokerUnfenced { .. } => Milestone,
        }
    }
}

impl Gist {
    /// How much a message matters: it does when it carries something, records, an error, a change.
    #[must_use]
    pub fn weight(&self) -> Weight {
        let matters = match self {
            Gist::Produce { .. }
            | Gist::ProduceAnswer { .. }
            | Gist::AlterPartition { .. }
            | Gist::AlterPartitionAnswer { .. }
            | Gist::BrokerRegistration { .. } => true,
            Gist::Fetch { news, .. } | Gist::FetchAnswer { news, .. } => *news,
            Gist::Plain { error, .. } => error.is_some(),
            Gist::BrokerHeartbeat { .. }
            | Gist::FetchMetadata { .. }
            | Gist::FetchMetadataAnswer { .. } => false,
        };
        if matters {
            Weight::Ordinary
        } else {
            Weight::Routine
        }
    }
}
