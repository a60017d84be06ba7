//! The kinds of things that happen.

use serde::{Deserialize, Serialize};

use super::Weight;
use crate::broker::Outcome;
use crate::command::Command;
use crate::id::{
    BrokerEpoch, BrokerId, LeaderEpoch, MessageId, Offset, PartitionEpoch, PartitionIndex,
    RecordId, TopicPartition,
};
use crate::log::OffsetForEpoch;
use crate::metadata::{BrokerRegistration, PartitionRegistration};
use crate::sim::{ConnectionId, Direction};
use crate::time::Time;
use crate::wire::{AlterPartitionRequest, Api, ApiError, ErrorCode, ErrorDetail, Gist};

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
        detail: ErrorDetail,
    },
    /// The producer never took a record: it did not hear of the partition in time (`max.block.ms`), so
    /// that the application's `send` failed.
    SendFailed {
        topic: std::sync::Arc<str>,
        partition: PartitionIndex,
        record: RecordId,
        error: ErrorCode,
        detail: ErrorDetail,
    },
    /// The producer will send a batch again. Without an error its connection broke.
    BatchRetried {
        partition: TopicPartition,
        records: u32,
        attempts: u32,
        attempts_left: u32,
        correlation_id: u32,
        error: Option<ErrorCode>,
        detail: ErrorDetail,
        backoff_ms: u64,
    },
    /// A client learned who leads.
    LeaderLearned {
        partition: TopicPartition,
        leader: Option<BrokerId>,
        leader_epoch: LeaderEpoch,
    },

    /// The admin client asked for something and was answered.
    AdminAnswered {
        api: Api,
        result: Result<(), std::sync::Arc<ApiError>>,
    },

    /// A replica's log was opened, with the high watermark that the checkpoint file holds.
    LogLoaded {
        partition: TopicPartition,
        high_watermark: Offset,
    },
    /// A broker found logs that were not closed in good order, and looked through them, or found that
    /// it need not.
    LogsRecovered { logs: u32, clean: bool },
    /// Written pages reached the disk.
    Flushed {
        partition: TopicPartition,
        to: Offset,
    },
    /// What had not reached the disk is gone with the power.
    TailLost {
        partition: TopicPartition,
        from: Offset,
        to: Offset,
    },
    /// A replica's first offset has moved up.
    LogStartMoved {
        partition: TopicPartition,
        from: Offset,
        to: Offset,
        reason: LogStartReason,
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
    /// A leader refused to append. Of an ISR that is too small it says how it stands.
    AppendRefused {
        partition: TopicPartition,
        error: ErrorCode,
        isr: Vec<BrokerId>,
        min_isr: u32,
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
        from: Vec<BrokerId>,
        isr: Vec<BrokerId>,
        out: Vec<OutOfSync>,
        high_watermark: Offset,
        end_offset: Offset,
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
        /// What the leader makes of that.
        outcome: Outcome,
        /// The proposal, if the leader still has it.
        proposal: Option<std::sync::Arc<AlterPartitionRequest>>,
        /// The ISR that was confirmed before.
        committed: Vec<BrokerId>,
    },
    /// The controller wrote another ISR.
    IsrChanged {
        partition: TopicPartition,
        from: Vec<BrokerId>,
        to: Vec<BrokerId>,
        partition_epoch: PartitionEpoch,
    },
    /// The leader works with the ISR that the controller confirmed, by its answer or, if that was
    /// quicker, by the metadata log.
    IsrCommitted {
        partition: TopicPartition,
        isr: Vec<BrokerId>,
        partition_epoch: PartitionEpoch,
        by_answer: bool,
        under_min_isr: bool,
    },
    /// A leader that was elected uncleanly counts itself as recovered, without doing anything for it.
    LeaderRecovered { partition: TopicPartition },
    /// The controller set a leader.
    LeaderElected {
        partition: TopicPartition,
        leader: BrokerId,
        leader_epoch: LeaderEpoch,
        election: Election,
        /// The partition as it was.
        before: std::sync::Arc<PartitionRegistration>,
    },
    /// The controller looked at every partition that a change of a broker concerns, and changed so
    /// many.
    PartitionsChanged {
        broker: BrokerId,
        reason: ChangeReason,
        partitions: u32,
    },
    /// A reassignment began or changed its target; if nothing is added and nothing removed, it was
    /// cancelled.
    ReassignmentStarted {
        partition: TopicPartition,
        adding: Vec<BrokerId>,
        removing: Vec<BrokerId>,
    },
    /// All added replicas are in sync, and the removed ones are gone.
    ReassignmentCompleted {
        partition: TopicPartition,
        replicas: Vec<BrokerId>,
        /// The partition as it was.
        before: std::sync::Arc<PartitionRegistration>,
        /// The leader whose proposal of an ISR completed it, if one did.
        proposed_by: Option<BrokerId>,
    },
    /// A configuration changed.
    ConfigChanged {
        topic: Option<std::sync::Arc<str>>,
        key: std::sync::Arc<str>,
        value: Option<std::sync::Arc<str>>,
    },
    /// A topic has more partitions.
    PartitionsAdded {
        name: std::sync::Arc<str>,
        partitions: u32,
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
        under_min_isr: bool,
        /// The partition as the broker heard of it.
        registration: std::sync::Arc<PartitionRegistration>,
        before: PartBefore,
    },
    /// A broker began to follow.
    BecameFollower {
        partition: TopicPartition,
        leader: Option<BrokerId>,
        leader_epoch: LeaderEpoch,
        from_offset: Offset,
        high_watermark: Offset,
        partition_epoch: PartitionEpoch,
        before: PartBefore,
    },
    /// A broker that stops in good order replicates these no more.
    FetchersStopped { partitions: u32 },
    /// A follower decided where to cut its log. Often nothing lies beyond.
    TruncationDecided {
        partition: TopicPartition,
        leader: BrokerId,
        to: Offset,
        end_offset: Offset,
        /// Whether the logs agree then, as far as is known.
        completed: bool,
        because: TruncationCause,
    },
    /// A follower asked for an offset that its leader does not have, and goes on from another.
    FetchOffsetReset {
        partition: TopicPartition,
        leader: BrokerId,
        from: Offset,
        to: Offset,
    },
    /// A follower's leader speaks of a later epoch: it waits until it hears of that itself.
    FetchFenced {
        partition: TopicPartition,
        leader: BrokerId,
        leader_epoch: LeaderEpoch,
    },
    /// A replica is gone from its broker: the partition was assigned to others.
    ReplicaDeleted { partition: TopicPartition },
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
    /// A broker's machine lost its power.
    PowerLost,
    /// A broker's process stands still.
    ProcessPaused,
    /// A broker's process goes on.
    ProcessResumed,
    /// A broker asks to stop in good order.
    ShutdownBegan,
    /// The controller has let it stop.
    ShutdownAllowed,
    /// A broker's process has ended in good order; everything is on its disk.
    BrokerStopped,
    /// A broker learned that it is unfenced.
    BrokerRunning,
    /// A broker learned that its registration was refused.
    RegistrationFailed { error: ErrorCode },
    /// The controller registered a broker.
    BrokerRegistered {
        broker: BrokerId,
        broker_epoch: BrokerEpoch,
    },
    /// The controller refused to register a broker.
    RegistrationRefused { broker: BrokerId, error: ErrorCode },
    /// The controller fenced a broker, since its session ran out or it asked for that.
    BrokerFenced {
        broker: BrokerId,
        broker_epoch: BrokerEpoch,
        /// Whether it had fallen silent for longer than its session.
        session_timed_out: bool,
        /// Whether it was fenced before, so that nothing changes by it.
        again: bool,
        /// The registration as it was.
        before: std::sync::Arc<BrokerRegistration>,
    },
    /// The controller unfenced a broker that has caught up with its own registration, whose offset is
    /// its epoch.
    BrokerUnfenced {
        broker: BrokerId,
        broker_epoch: BrokerEpoch,
    },
    /// A broker asked to stop in good order, and the controller takes its leaderships away; if it has
    /// none, it may stop at once.
    ControlledShutdown { broker: BrokerId, at_once: bool },
    /// Every broker knows that others lead what it led: it may stop.
    ShutdownGranted {
        broker: BrokerId,
        lowest_active_offset: Offset,
        controlled_shutdown_offset: Offset,
    },
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
    /// The last known leader, when nobody else is left to be trusted (KIP-966): it counts as unclean.
    LastKnownLeader,
    /// From outside all of these: committed records may be lost.
    Unclean,
}

impl Election {
    /// Whether committed records may be lost by it.
    #[must_use]
    pub fn is_unclean(self) -> bool {
        matches!(self, Self::Unclean | Self::LastKnownLeader)
    }
}

/// A follower that has fallen behind, as its leader knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutOfSync {
    /// The follower.
    pub broker: BrokerId,
    /// Up to where it has everything; none if it has not fetched since the epoch began.
    pub end_offset: Option<Offset>,
    /// When it last had everything, if it had.
    pub last_caught_up: Option<Time>,
}

/// What a broker believed of a partition before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartBefore {
    /// The leader: none if it had not heard of the partition, `Some(None)` if nobody led.
    pub leader: Option<Option<BrokerId>>,
    /// The leader epoch, -1 if it had not heard of one.
    pub leader_epoch: LeaderEpoch,
}

/// Why a log is cut where it is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TruncationCause {
    /// The leader said where the follower's last epoch ended.
    LeaderEpoch(OffsetForEpoch),
    /// The follower's own high watermark (before KIP-101, and where a log knows no epoch).
    HighWatermark(Offset),
}

/// Why the controller looks at the partitions of a broker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChangeReason {
    /// It was fenced (`handleBrokerFenced`).
    Fenced,
    /// It was unfenced (`handleBrokerUnfenced`).
    Unfenced,
    /// It stops in good order (`enterControlledShutdown`).
    ControlledShutdown,
    /// It had not stopped in good order (`handleBrokerUncleanShutdown`).
    UncleanShutdown,
}

/// Why a log's first offset moves up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LogStartReason {
    /// A client deleted records (`ClientRecordDeletion`).
    RecordDeletion,
    /// The leader's log starts there (`LeaderOffsetIncremented`).
    LeaderOffsetIncremented,
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
            | Self::LogLoaded { .. }
            | Self::Flushed { .. }
            | Self::PartitionsChanged { .. }
            | Self::TruncationDecided { .. }
            | Self::LeaderRecovered { .. }
            | Self::BrokerFenced { again: true, .. }
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
            | Self::RegistrationFailed { .. }
            | Self::AdminAnswered { .. }
            | Self::LogsRecovered { .. }
            | Self::LogStartMoved { .. }
            | Self::ReassignmentStarted { .. }
            | Self::ConfigChanged { .. }
            | Self::PartitionsAdded { .. }
            | Self::FetchersStopped { .. }
            | Self::FetchOffsetReset { .. }
            | Self::FetchFenced { .. }
            | Self::ReplicaDeleted { .. }
            | Self::ShutdownBegan
            | Self::ShutdownAllowed
            | Self::BrokerRunning
            | Self::ControlledShutdown { .. }
            | Self::ShutdownGranted { .. }
            | Self::TopicCreated { .. } => Ordinary,
            Self::Commanded(_)
            | Self::RecordAcknowledged { .. }
            | Self::RecordFailed { .. }
            | Self::SendFailed { .. }
            | Self::HighWatermarkAdvanced { .. }
            | Self::IsrChanged { .. }
            | Self::LeaderElected { .. }
            | Self::PartitionWentOffline { .. }
            | Self::BecameLeader { .. }
            | Self::Truncated { .. }
            | Self::BrokerCrashed
            | Self::PowerLost
            | Self::TailLost { .. }
            | Self::ProcessPaused
            | Self::ProcessResumed
            | Self::BrokerStopped
            | Self::ReassignmentCompleted { .. }
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
