//! The reasons for which something waits.

mod about;
mod group;
mod producer;
mod thing;

pub use group::{AfterRefusal, GroupReason, WaitingCall, WhyJoin};
pub use producer::ProducerReason;
pub use thing::{Electable, MessageRef, Thing};

use crate::command::AdminCommand;
use crate::id::{BrokerId, NodeId, Offset, PartitionIndex, TopicPartition};
use crate::sim::{ConnectionId, Standing};
use std::sync::Arc;

/// Why something waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// An acknowledgement waits for the high watermark.
    AckNeedsHighWatermark {
        /// The leader.
        leader: BrokerId,
        /// The partition.
        partition: TopicPartition,
        /// The high watermark that it needs.
        required: Offset,
        /// The high watermark now.
        high_watermark: Offset,
    },
    /// The high watermark has moved far enough, and a slow leader has not looked at what waited.
    LooksLate(BrokerId),
    /// A high watermark can go no further than the leader knows a follower to be.
    HeldBack {
        /// The leader.
        leader: BrokerId,
        /// The partition.
        partition: TopicPartition,
        /// The follower.
        follower: BrokerId,
        /// Up to where the leader knows it; none before its first fetch from this leader.
        known: Option<Offset>,
        /// Whether it is in the ISR; else it is caught up and about to join.
        in_isr: bool,
    },
    /// Every replica that counts has told enough: the leader looks again at the next fetch or append.
    LooksWithNextFetch(BrokerId),
    /// The high watermark stands still while the ISR is smaller than the minimum (KIP-966).
    UnderMinIsr {
        /// The partition.
        partition: TopicPartition,
        /// The ISR.
        isr: Vec<BrokerId>,
        /// The minimum.
        min_isr: u32,
    },
    /// The controller has another leader by now, and this broker has not heard of it.
    Superseded {
        /// The broker.
        broker: BrokerId,
        /// The partition.
        partition: TopicPartition,
        /// The leader as the controller has it.
        leader: Option<BrokerId>,
    },
    /// A broker's process does not run.
    Down {
        /// The broker.
        broker: BrokerId,
        /// What became of it.
        standing: Standing,
    },
    /// A process is frozen.
    Frozen(NodeId),
    /// A message is on its way.
    InFlight(MessageRef),
    /// Somebody holds a message.
    Held(MessageRef),
    /// A message stands behind another on its connection.
    Behind {
        /// The message.
        message: MessageRef,
        /// The one before it.
        ahead: MessageRef,
    },
    /// A cut stops a message.
    Stopped(MessageRef),
    /// A message has not left, since no connection comes about.
    NotConnected(MessageRef),
    /// A message has arrived, and its reader has not come to it: it is frozen or slow, or answers
    /// another request of that connection first.
    Unread(MessageRef),
    /// A broker is slow, or its disk is, and comes to a message late.
    ReadsLate(NodeId),
    /// A connection is broken, and its client has not heard of it.
    Broken(ConnectionId),
    /// Nobody will answer on a connection, and its client does not know.
    Forgotten(ConnectionId),
    /// What was sent on a connection has arrived at no machine: that of the server has no power, and that of
    /// the client sends it again and again.
    Unacknowledged(ConnectionId),
    /// Whatever the client of a connection sends next does not get to its server, or the answer does not get
    /// back.
    Unreachable(ConnectionId),
    /// A follower pauses after an error.
    FetcherPauses {
        /// The follower.
        follower: BrokerId,
        /// The leader.
        leader: BrokerId,
    },
    /// A follower's leader epoch is over, or it has not heard whom to follow.
    NeedsMetadata {
        /// The broker.
        broker: BrokerId,
        /// Up to where it has applied the metadata log.
        applied: Offset,
        /// Where that ends.
        end: Offset,
    },
    /// A parked fetch waits for data.
    FetchNeedsData {
        /// The broker.
        broker: BrokerId,
        /// Who fetches.
        reader: NodeId,
        /// The partition.
        partition: TopicPartition,
        /// From where it reads.
        offset: Offset,
        /// Up to where it may read.
        bound: Offset,
    },
    /// There are records, which a consumer may not read yet.
    AboveHighWatermark {
        /// The partition.
        partition: TopicPartition,
        /// The high watermark.
        high_watermark: Offset,
        /// The log end offset.
        end: Offset,
    },
    /// A replica is not in the ISR.
    OutsideIsr {
        /// Its broker.
        broker: BrokerId,
        /// The partition.
        partition: TopicPartition,
        /// Whether it is an eligible leader replica.
        eligible: bool,
    },
    /// A follower lacks records that it needs to join the ISR.
    LacksRecords {
        /// The leader.
        leader: BrokerId,
        /// The partition.
        partition: TopicPartition,
        /// The follower.
        follower: BrokerId,
        /// Up to where the leader knows it.
        known: Option<Offset>,
        /// What it has to reach.
        needed: Offset,
    },
    /// A leader takes a follower for fenced, about to stop, or of a registration that is over.
    NotEligible {
        /// The leader.
        leader: BrokerId,
        /// The follower.
        follower: BrokerId,
    },
    /// A follower may join: the leader proposes so with its next fetch.
    JoinsWithNextFetch {
        /// The leader.
        leader: BrokerId,
        /// The follower.
        follower: BrokerId,
    },
    /// A leader has proposed another ISR, and the controller has not confirmed it.
    Proposed {
        /// The leader.
        leader: BrokerId,
        /// The partition.
        partition: TopicPartition,
        /// The ISR that is proposed.
        isr: Vec<BrokerId>,
    },
    /// The proposal of another partition is under way, and goes first.
    OtherProposalFirst {
        /// The leader.
        leader: BrokerId,
        /// The other partition.
        partition: TopicPartition,
    },
    /// A proposal was refused: until newer metadata comes it counts.
    ProposalRefused(BrokerId),
    /// Nobody leads a partition.
    NoLeader(TopicPartition),
    /// Nobody of those who may be elected is alive.
    OnlyElectable {
        /// What they are.
        from: Electable,
        /// They.
        brokers: Vec<BrokerId>,
    },
    /// These are in the ELR, and leave it as they come back: they did not stop in good order.
    LeavesElr(Vec<BrokerId>),
    /// No single return would do: several have to come back before one of them may be elected.
    OnlyTogether {
        /// All that have to come back.
        brokers: Vec<BrokerId>,
        /// Who would lead then.
        would_lead: BrokerId,
    },
    /// Nobody is left who may be elected.
    NobodyElectable,
    /// Replicas outside ISR and ELR are alive, and would be elected uncleanly only.
    UncleanOff {
        /// Who that would be.
        would_lead: BrokerId,
    },
    /// A broker is fenced.
    Fenced(BrokerId),
    /// A broker is not registered yet.
    Unregistered(BrokerId),
    /// The session of the process before still runs.
    SessionOfPrevious(BrokerId),
    /// A broker has not applied its own registration.
    CatchesUp {
        /// The broker.
        broker: BrokerId,
        /// Up to where it has applied the metadata log.
        applied: Offset,
        /// Where its registration stands.
        registration: Offset,
    },
    /// A broker asks to be unfenced with its next heartbeat.
    AsksToServe(BrokerId),
    /// A broker goes on as of a registration that another has replaced.
    RegistrationReplaced(BrokerId),
    /// A broker wants to stop.
    WaitsToStop(BrokerId),
    /// A broker has not told that it has applied who leads now.
    HasToApply {
        /// The broker.
        broker: BrokerId,
        /// Up to where it has to.
        needed: Offset,
    },
    /// A broker closes.
    Closes(BrokerId),
    /// A partition is moved to other replicas.
    Moves {
        /// The partition.
        partition: TopicPartition,
        /// The replicas that come.
        adding: Vec<BrokerId>,
        /// The replicas that go.
        removing: Vec<BrokerId>,
    },
    /// A producer's batch has no answer.
    Unanswered {
        /// The producer.
        producer: NodeId,
        /// The partition.
        partition: TopicPartition,
        /// How many records.
        records: u32,
        /// To whom it was sent.
        to: NodeId,
    },
    /// A producer's batch is not sent.
    Unsent {
        /// The producer.
        producer: NodeId,
        /// The partition.
        partition: TopicPartition,
        /// How many records.
        records: u32,
        /// How often it was sent before.
        attempts: u32,
    },
    /// A client knows of no leader.
    KnowsNoLeader {
        /// The client.
        client: NodeId,
        /// The partition.
        partition: TopicPartition,
    },
    /// A client's last connection to a broker has failed.
    CouldNotConnect {
        /// The client.
        client: NodeId,
        /// The broker.
        broker: BrokerId,
    },
    /// As many requests as may be are without an answer on a connection.
    NoRoom(ConnectionId),
    /// A client has not heard of a partition.
    NotInMetadata {
        /// The client.
        client: NodeId,
        /// The topic.
        topic: Arc<str>,
        /// The partition, if the application chose one.
        partition: Option<PartitionIndex>,
    },
    /// A leader takes no records with acks=all, since its ISR is too small.
    RefusesRecords {
        /// The leader.
        leader: BrokerId,
        /// The partition.
        partition: TopicPartition,
    },
    /// A consumer has read everything that it may.
    NothingToRead {
        /// The consumer.
        consumer: NodeId,
        /// The partition.
        partition: TopicPartition,
        /// Its position.
        position: Offset,
    },
    /// A consumer has read what the leader's log does not have any more, and has not found that out.
    ReadWhatIsGone {
        /// The consumer.
        consumer: NodeId,
        /// The partition.
        partition: TopicPartition,
        /// Its position.
        position: Offset,
        /// Up to where the log has what it has read.
        end: Offset,
    },
    /// The position of a consumer lies beyond the end of its leader's log, which its next fetch will be told.
    OutOfRange {
        /// The consumer.
        consumer: NodeId,
        /// The partition.
        partition: TopicPartition,
        /// Its position.
        position: Offset,
        /// The end of the log.
        end: Offset,
    },
    /// A consumer reads on once the high watermark has passed its position.
    BeyondHighWatermark {
        /// The consumer.
        consumer: NodeId,
        /// The partition.
        partition: TopicPartition,
        /// Its position.
        position: Offset,
        /// The high watermark.
        high_watermark: Offset,
    },
    /// How much there is for a consumer to read is not known while nobody leads.
    EndUnknown {
        /// The consumer.
        consumer: NodeId,
        /// The partition.
        partition: TopicPartition,
        /// Its position.
        position: Offset,
    },
    /// A consumer has not read what it may.
    Lags {
        /// The consumer.
        consumer: NodeId,
        /// The partition.
        partition: TopicPartition,
        /// Its position.
        position: Offset,
        /// How many records it may read.
        lag: u64,
    },
    /// A consumer has no position yet.
    NoPosition {
        /// The consumer.
        consumer: NodeId,
        /// The partition.
        partition: TopicPartition,
    },
    /// The admin client has no answer.
    AdminAsks(AdminCommand),
    /// A deletion waits until the logs of all live followers start there.
    DeletionNeedsLogStart {
        /// The leader.
        leader: BrokerId,
        /// The partition.
        partition: TopicPartition,
        /// The log start that they are to have.
        required: Offset,
    },
    /// A follower's log starts earlier, as far as its leader knows.
    StartsEarlier {
        /// The leader.
        leader: BrokerId,
        /// The partition.
        partition: TopicPartition,
        /// The follower.
        follower: BrokerId,
        /// Where the leader knows its log to start.
        known: Offset,
    },
    /// Of what a producer has.
    Producer(ProducerReason),
    /// Of a consumer, its application and its group.
    Group(GroupReason),
}
