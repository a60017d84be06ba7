//! The kinds of things that happen.

use serde::{Deserialize, Serialize};

use super::{
    BreakReason, ChangeReason, ConsumerEvent, Election, LogStartReason, LossReason, OutOfSync,
    PreviousLeader, TruncationCause,
};
use crate::broker::Outcome;
use crate::command::Command;
use crate::config::Idempotence;
use crate::group::classic::{ClassicGroupEvent, GroupId};
use crate::group::consumer_group::ConsumerGroupEvent;
use crate::id::{
    BrokerEpoch, BrokerId, CorrelationId, LeaderEpoch, MessageId, Offset, PartitionEpoch,
    PartitionIndex, ProducerEpoch, ProducerId, RecordId, Sequence, TopicPartition, TraceId,
};
use crate::metadata::{BrokerRegistration, PartitionRegistration};
use crate::sim::{ConnectionId, Direction};
use crate::wire::{AlterPartitionRequest, Api, ApiError, ErrorCode, ErrorDetail, Gist};

/// What happened.
#[expect(
    missing_docs,
    reason = "a field without docs is named as its type or as Kafka's own field, and holds just that"
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
        /// What matters in it.
        gist: Gist,
    },
    /// A message reached the process at the other end and was read.
    MessageArrived {
        message: MessageId,
        connection: ConnectionId,
        direction: Direction,
        /// What matters in it.
        gist: Gist,
    },
    /// A message will never arrive.
    MessageLost {
        message: MessageId,
        connection: ConnectionId,
        direction: Direction,
        /// What matters in it.
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
        /// Where the leader has put it; none with acks=0, where no leader says so.
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
        /// The partition, if the application chose one.
        partition: Option<PartitionIndex>,
        record: RecordId,
        error: ErrorCode,
        detail: ErrorDetail,
    },
    /// The producer will send a batch again. Without an error its connection broke.
    BatchRetried {
        partition: TopicPartition,
        /// How many records are in it.
        records: u32,
        /// How often it was sent so far.
        attempts: u32,
        attempts_left: u32,
        correlation_id: CorrelationId,
        error: Option<ErrorCode>,
        detail: ErrorDetail,
        backoff_ms: u64,
    },
    /// A broker told an idempotent producer who it is.
    ProducerIdSet {
        producer_id: ProducerId,
        producer_epoch: ProducerEpoch,
    },
    /// An application made its producer.
    ProducerCreated { idempotence: Idempotence },
    /// An application closes its producer, and waits for as long as that for what is under way.
    ProducerClosing { timeout_ms: u64 },
    /// The process that a producer runs in died. What it had not sent is gone, and what it had sent nobody waits
    /// for any more.
    ProducerCrashed {
        /// How many records were not under way.
        records_waiting: u32,
        /// How many were sent and had no answer yet.
        records_in_flight: u32,
    },
    /// An application waits in `send` for room in its producer's buffer.
    SendBlocked {
        partition: TopicPartition,
        record: RecordId,
        /// How many bytes it waits for.
        bytes: u32,
    },
    /// A leader found a batch too large: the producer makes several of it, and sends those.
    BatchSplit {
        partition: TopicPartition,
        /// How many records are in it.
        records: u32,
        /// How many batches are made of it.
        batches: u32,
        attempts_left: u32,
        correlation_id: CorrelationId,
    },
    /// Batches of an idempotent producer that were in doubt never came to a leader: its sequences begin
    /// anew with the next epoch.
    SequencesReset {
        partition: TopicPartition,
        /// The last sequence that a leader has answered for.
        last_acknowledged: Sequence,
        /// The sequence that would have come next.
        next: Sequence,
    },
    /// A client heard which cluster it speaks to.
    ClusterIdLearned,
    /// A client learned who leads.
    LeaderLearned {
        partition: TopicPartition,
        /// None if the partition is offline.
        leader: Option<BrokerId>,
        leader_epoch: LeaderEpoch,
    },

    /// The admin client asked for something and was answered.
    AdminAnswered {
        api: Api,
        result: Result<(), std::sync::Arc<ApiError>>,
        /// The command with which it was asked for.
        asked: Option<TraceId>,
    },

    /// A replica's log was opened, with the high watermark that the checkpoint file holds.
    LogLoaded {
        partition: TopicPartition,
        high_watermark: Offset,
    },
    /// A broker found logs that were not closed in good order, and looked through them, or found that
    /// it need not.
    LogsRecovered {
        /// How many logs there were.
        logs: u32,
        /// Whether the process before had stopped in good order, so that nothing had to be looked through.
        clean: bool,
    },
    /// Written pages reached the disk.
    Flushed {
        partition: TopicPartition,
        /// Everything below this offset is on the disk now.
        to: Offset,
    },
    /// What had not reached the disk is gone with the power.
    TailLost {
        partition: TopicPartition,
        /// The first offset that is gone: the new end of the log.
        from: Offset,
        /// The end of the log as it was.
        to: Offset,
    },
    /// A replica's first offset has moved up.
    LogStartMoved {
        partition: TopicPartition,
        /// The log start as it was.
        from: Offset,
        /// The log start as it is now.
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
    /// A producer's batch came to the leader again, which has it already: it is answered with its offsets
    /// and not appended.
    DuplicateBatch {
        partition: TopicPartition,
        /// The offset of its first record.
        base_offset: Offset,
        /// The offset after its last record.
        end_offset: Offset,
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
        /// The follower's log end as the leader knew it before, if it did.
        from: Option<Offset>,
        /// The follower's log end as the leader knows it now.
        to: Offset,
    },
    /// The leader moved its high watermark: what lies below is committed.
    HighWatermarkAdvanced {
        partition: TopicPartition,
        /// The high watermark as it was.
        from: Offset,
        /// The high watermark as it is now.
        to: Offset,
    },
    /// A follower set its high watermark to what a response said.
    FollowerHighWatermarkSet {
        partition: TopicPartition,
        /// The high watermark as it was.
        from: Offset,
        /// The high watermark as it is now.
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
        /// The position as it was.
        from: Offset,
        /// The position as it is now.
        to: Offset,
        /// The leader that said so and its epoch; none where nobody was asked for an offset.
        leader: Option<(BrokerId, LeaderEpoch)>,
    },
    /// A consumer, its membership or its application did something else.
    Consumer(std::sync::Arc<ConsumerEvent>),

    /// The leader proposes to take followers out of the ISR.
    IsrShrinkProposed {
        partition: TopicPartition,
        /// The ISR as it is.
        from: Vec<BrokerId>,
        /// The ISR that is proposed.
        isr: Vec<BrokerId>,
        /// The followers that are to leave.
        out: Vec<OutOfSync>,
        high_watermark: Offset,
        end_offset: Offset,
    },
    /// The leader proposes to take a follower into the ISR.
    IsrExpandProposed {
        partition: TopicPartition,
        /// The ISR that is proposed.
        isr: Vec<BrokerId>,
        /// The follower that is to join.
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
        /// The ISR as it was.
        from: Vec<BrokerId>,
        /// The ISR as it is now.
        to: Vec<BrokerId>,
        partition_epoch: PartitionEpoch,
    },
    /// The controller wrote another ELR.
    ElrChanged {
        partition: TopicPartition,
        /// The eligible leader replicas as they were.
        from: Vec<BrokerId>,
        /// The eligible leader replicas as they are now.
        to: Vec<BrokerId>,
    },
    /// The leader works with the ISR that the controller confirmed, by its answer or, if that was
    /// quicker, by the metadata log.
    IsrCommitted {
        partition: TopicPartition,
        isr: Vec<BrokerId>,
        partition_epoch: PartitionEpoch,
        /// Whether the controller's answer said so, and not the metadata log.
        by_answer: bool,
        /// Whether the ISR is smaller than `min.insync.replicas`.
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
        /// How many changed.
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
        /// Whose it is; none means all brokers'.
        topic: Option<std::sync::Arc<str>>,
        key: std::sync::Arc<str>,
        /// None if the key is at its default again.
        value: Option<std::sync::Arc<str>>,
    },
    /// A topic has more partitions.
    PartitionsAdded {
        name: std::sync::Arc<str>,
        /// How many it has now.
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
        /// The end of its log, where its epoch begins.
        from_offset: Offset,
        high_watermark: Offset,
        /// Whether the ISR is smaller than `min.insync.replicas`.
        under_min_isr: bool,
        /// The partition as the broker heard of it.
        registration: std::sync::Arc<PartitionRegistration>,
        before: PreviousLeader,
    },
    /// A broker began to follow.
    BecameFollower {
        partition: TopicPartition,
        /// None if the partition is offline.
        leader: Option<BrokerId>,
        leader_epoch: LeaderEpoch,
        /// The end of its log.
        from_offset: Offset,
        high_watermark: Offset,
        partition_epoch: PartitionEpoch,
        before: PreviousLeader,
    },
    /// A broker that stops in good order replicates these no more.
    FetchersStopped {
        /// How many there are.
        partitions: u32,
    },
    /// A follower decided where to cut its log. Often nothing lies beyond.
    TruncationDecided {
        partition: TopicPartition,
        leader: BrokerId,
        /// The offset at which the log is to end.
        to: Offset,
        /// The offset at which it ends before that.
        end_offset: Offset,
        /// Whether the logs agree then, as far as is known.
        completed: bool,
        because: TruncationCause,
    },
    /// A follower asked for an offset that its leader does not have, and goes on from another.
    FetchOffsetReset {
        partition: TopicPartition,
        leader: BrokerId,
        /// The offset that the leader does not have.
        from: Offset,
        /// The offset to fetch from now.
        to: Offset,
    },
    /// A follower's leader speaks of a later epoch: it waits until it hears of that itself.
    FetchFenced {
        partition: TopicPartition,
        leader: BrokerId,
        /// The epoch that the follower knows.
        leader_epoch: LeaderEpoch,
    },
    /// A replica is gone from its broker: the partition was assigned to others.
    ReplicaDeleted { partition: TopicPartition },
    /// A follower's log differed from the leader's, and was cut back.
    Truncated {
        partition: TopicPartition,
        /// The end of the log as it was.
        from: Offset,
        /// The end of the log as it is now: the first offset that is gone.
        to: Offset,
        high_watermark_before: Offset,
    },

    /// A broker's process started.
    BrokerStarted,
    /// A broker's process died.
    BrokerCrashed,
    /// A broker's machine lost its power.
    PowerLost,
    /// The process of a broker or a client stands still.
    ProcessPaused,
    /// The process of a broker or a client goes on.
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
    /// The controller unfenced a broker that has caught up with its own registration.
    BrokerUnfenced {
        broker: BrokerId,
        broker_epoch: BrokerEpoch,
        /// Where the registration stands in the metadata log (`registerBrokerRecordOffset`).
        registration_offset: Offset,
    },
    /// A broker asked to stop in good order, and the controller takes its leaderships away; if it has
    /// none, it may stop at once.
    ControlledShutdown {
        broker: BrokerId,
        /// Whether it leads nothing, so that it need not wait.
        at_once: bool,
    },
    /// Every broker knows that others lead what it led: it may stop.
    ShutdownGranted {
        broker: BrokerId,
        /// The lowest metadata offset that an active broker has applied, the largest number if none is.
        lowest_active_offset: Offset,
        /// The metadata offset that every active broker had to apply first.
        controlled_shutdown_offset: Offset,
    },
    /// A topic was made.
    TopicCreated {
        name: std::sync::Arc<str>,
        /// How many it has.
        partitions: u32,
    },
    /// A broker applied records of the metadata log.
    MetadataApplied {
        /// The metadata offset of the first of them.
        from: Offset,
        /// The metadata offset after the last of them.
        to: Offset,
    },
    /// Something became of a group of the classic protocol, at its coordinator.
    ClassicGroup {
        /// The group's partition of `__consumer_offsets`.
        offsets_partition: PartitionIndex,
        group_id: GroupId,
        event: ClassicGroupEvent,
    },
    /// Something became of a group of the consumer protocol, at its coordinator.
    ConsumerGroup {
        /// The group's partition of `__consumer_offsets`.
        offsets_partition: PartitionIndex,
        group_id: GroupId,
        event: ConsumerGroupEvent,
    },
    /// Requests to this API are refused or answered with an error that matters only to the sender.
    RequestFailed { api: Api, error: ErrorCode },
}

impl Event {
    /// What a consumer did.
    pub(crate) fn consumer(event: ConsumerEvent) -> Self {
        Self::Consumer(std::sync::Arc::new(event))
    }
}
