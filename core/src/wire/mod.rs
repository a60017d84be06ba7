//! What travels on the network: Kafka's APIs by name, reduced to the fields that matter here, each
//! with the field's Kafka name.

mod error;
mod gist;

pub use error::{ApiError, AssignmentError, ErrorCode, ErrorDetail, PlacementError};
pub use gist::{Api, Gist};

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::command::AdminCommand;
use crate::id::{
    BrokerEpoch, BrokerId, LeaderEpoch, Offset, PartitionEpoch, TopicId, TopicPartition,
};
use crate::log::{Batch, Log, OffsetForEpoch};
use crate::metadata::MetadataRecord;

/// What a producer asks to be promised (`acks`).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Acks {
    /// Nothing: there is no answer.
    #[serde(rename = "0")]
    None,
    /// The leader has appended the records.
    #[serde(rename = "1")]
    Leader,
    /// Every in-sync replica has them: the high watermark has passed them.
    #[default]
    #[serde(rename = "all", alias = "-1")]
    All,
}

impl Acks {
    /// As the configuration writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "0",
            Self::Leader => "1",
            Self::All => "all",
        }
    }
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request {
    /// A producer sends a batch to the leader of a partition.
    Produce(ProduceRequest),
    /// A follower or a consumer reads.
    Fetch(FetchRequest),
    /// A client asks who leads.
    Metadata,
    /// A consumer asks for the first or the last offset.
    ListOffsets(ListOffsetsRequest),
    /// A leader proposes another ISR.
    AlterPartition(AlterPartitionRequest),
    /// A broker process announces itself.
    BrokerRegistration(BrokerRegistrationRequest),
    /// A broker says that it lives.
    BrokerHeartbeat(BrokerHeartbeatRequest),
    /// A broker reads the metadata log (`Fetch` of `__cluster_metadata`).
    FetchMetadata(FetchMetadataRequest),
    /// The admin client asks the controller for something, or a leader to delete records; each
    /// command is an API of its own ([`Api`] names them).
    Admin(AdminRequest),
    /// A follower (KIP-101) or a client asks where a leader epoch ended.
    OffsetsForLeaderEpoch(OffsetsForLeaderEpochRequest),
}

/// A response; each answers the request of the same name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Response {
    /// To [`Request::Produce`]; with acks=0 there is none.
    Produce(ProduceResponse),
    /// To [`Request::Fetch`].
    Fetch(FetchResponse),
    /// To [`Request::Metadata`].
    Metadata(MetadataResponse),
    /// To [`Request::ListOffsets`].
    ListOffsets(ListOffsetsResponse),
    /// To [`Request::AlterPartition`].
    AlterPartition(AlterPartitionResponse),
    /// To [`Request::BrokerRegistration`].
    BrokerRegistration(Result<BrokerEpoch, ErrorCode>),
    /// To [`Request::BrokerHeartbeat`].
    BrokerHeartbeat(Result<BrokerHeartbeatState, ErrorCode>),
    /// To [`Request::FetchMetadata`].
    FetchMetadata(FetchMetadataResponse),
    /// To [`Request::Admin`].
    Admin(Result<(), ApiError>),
    /// To [`Request::OffsetsForLeaderEpoch`].
    OffsetsForLeaderEpoch(OffsetsForLeaderEpochResponse),
}

/// `ProduceRequest`, one partition's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProduceRequest {
    /// Where the records go.
    pub partition: TopicPartition,
    /// When to answer.
    pub acks: Acks,
    /// How long the broker may wait for replicas (`timeout.ms`, the producer's `request.timeout.ms`).
    pub timeout_ms: u64,
    /// The records; base offset and epoch are the leader's to give.
    pub batch: Batch,
}

/// `ProduceResponse`, one partition's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProduceResponse {
    /// Which partition.
    pub partition: TopicPartition,
    /// The offset of the first record, or why there is none.
    pub base_offset: Result<Offset, ErrorCode>,
}

/// Who fetches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reader {
    /// A follower, which reads to the end of the log.
    Follower {
        /// `replicaId`.
        replica: BrokerId,
        /// `replicaEpoch`: the registration from which it fetches; none before it has one (KIP-903).
        broker_epoch: Option<BrokerEpoch>,
    },
    /// A consumer, which reads below the high watermark.
    Consumer {
        /// `rackId`, if it has one: a leader may send it to a replica there (KIP-392).
        rack: Option<Arc<str>>,
    },
}

impl Reader {
    /// Where its reading ends: a follower reads to the end of the log, a consumer below the high
    /// watermark.
    #[must_use]
    pub(crate) fn bound(&self, log: &Log) -> Offset {
        match self {
            Self::Follower { .. } => log.end_offset(),
            Self::Consumer { .. } => log.high_watermark(),
        }
    }
}

/// `FetchRequest`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FetchRequest {
    /// Who reads.
    pub reader: Reader,
    /// How long the answer may wait for data (`maxWaitMs`).
    pub max_wait_ms: u64,
    /// How much data the answer waits for (`minBytes`); a record counts as one byte here.
    pub min_bytes: u32,
    /// What to read.
    pub partitions: Vec<FetchPartition>,
}

/// One partition of a [`FetchRequest`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FetchPartition {
    /// Which partition.
    pub partition: TopicPartition,
    /// `currentLeaderEpoch`: the leader epoch that the reader believes in, if it knows one.
    pub current_leader_epoch: Option<LeaderEpoch>,
    /// `fetchOffset`: the reader has everything below it.
    pub fetch_offset: Offset,
    /// `lastFetchedEpoch`: the epoch of the reader's last record, by which the leader sees whether
    /// the two logs differ.
    pub last_fetched_epoch: Option<LeaderEpoch>,
    /// `logStartOffset` of a follower.
    pub log_start_offset: Offset,
}

/// `FetchResponse`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FetchResponse {
    /// One answer for each partition asked for, in the order of the request.
    pub partitions: Vec<FetchedPartition>,
}

/// One partition of a [`FetchResponse`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FetchedPartition {
    /// Which partition.
    pub partition: TopicPartition,
    /// Why nothing could be read.
    pub error: Option<ErrorCode>,
    /// The leader's high watermark when it read (not yet moved by this very fetch).
    pub high_watermark: Offset,
    /// The leader's first offset.
    pub log_start_offset: Offset,
    /// `divergingEpoch`: where the reader's last epoch ended here, if its log differs.
    pub diverging_epoch: Option<OffsetForEpoch>,
    /// `preferredReadReplica`: the replica that a consumer is to read from instead.
    pub preferred_read_replica: Option<BrokerId>,
    /// The records.
    pub batches: Vec<Batch>,
}

/// `MetadataResponse`: who leads, as far as the broker asked knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetadataResponse {
    /// The live brokers.
    pub brokers: Vec<BrokerId>,
    /// Every topic's id, name and partitions.
    pub topics: Vec<MetadataTopic>,
}

/// One topic of a [`MetadataResponse`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetadataTopic {
    /// Its id.
    pub id: TopicId,
    /// Its name.
    pub name: Arc<str>,
    /// Leader and leader epoch by partition index; no leader while the partition is offline.
    pub partitions: Vec<(Option<BrokerId>, LeaderEpoch)>,
}

/// `ListOffsetsRequest`, one partition's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListOffsetsRequest {
    /// Which partition.
    pub partition: TopicPartition,
    /// `currentLeaderEpoch`.
    pub current_leader_epoch: Option<LeaderEpoch>,
    /// Which end.
    pub spec: OffsetSpec,
}

/// Which offset is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OffsetSpec {
    /// The log start offset.
    Earliest,
    /// The high watermark.
    Latest,
    /// The log end offset: what followers are told instead (`replicaId` of a broker).
    LogEnd,
}

/// `ListOffsetsResponse`, one partition's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListOffsetsResponse {
    /// Which partition.
    pub partition: TopicPartition,
    /// The offset asked for.
    pub offset: Result<Offset, ErrorCode>,
}

/// `AlterPartitionRequest`, one partition's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlterPartitionRequest {
    /// The sender.
    pub broker: BrokerId,
    /// The sender's registration.
    pub broker_epoch: BrokerEpoch,
    /// Which partition.
    pub partition: TopicPartition,
    /// The epoch in which the sender leads.
    pub leader_epoch: LeaderEpoch,
    /// The version that the change builds on.
    pub partition_epoch: PartitionEpoch,
    /// `newIsrWithEpochs`: the members, each with the registration from which it fetches, if known.
    pub new_isr: Vec<(BrokerId, Option<BrokerEpoch>)>,
    /// `leaderRecoveryState`: whether the leader still recovers from an unclean election.
    pub recovering: bool,
}

/// `AlterPartitionResponse`, one partition's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlterPartitionResponse {
    /// Which partition.
    pub partition: TopicPartition,
    /// The partition as it now is, or why it was not changed.
    pub result: Result<AlteredPartition, ErrorCode>,
}

/// What [`AlterPartitionResponse`] confirms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlteredPartition {
    /// `leaderId`.
    pub leader: Option<BrokerId>,
    /// `leaderEpoch`.
    pub leader_epoch: LeaderEpoch,
    /// `isr`.
    pub isr: Vec<BrokerId>,
    /// `partitionEpoch`.
    pub partition_epoch: PartitionEpoch,
}

/// `BrokerRegistrationRequest`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrokerRegistrationRequest {
    /// The sender.
    pub broker: BrokerId,
    /// `incarnationId`: which process of that broker this is.
    pub incarnation: u32,
    /// `previousBrokerEpoch`, from the clean-shutdown file; none after an unclean stop.
    pub previous_broker_epoch: Option<BrokerEpoch>,
    /// `rack`.
    pub rack: Option<Arc<str>>,
}

/// `BrokerHeartbeatRequest`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrokerHeartbeatRequest {
    /// The sender.
    pub broker: BrokerId,
    /// Its registration.
    pub broker_epoch: BrokerEpoch,
    /// `currentMetadataOffset`: how far it has applied the metadata log.
    pub current_metadata_offset: Offset,
    /// Whether it is not ready to serve yet.
    pub want_fence: bool,
    /// `wantShutDown`: whether it wants to stop in good order.
    pub want_shut_down: bool,
}

/// What the controller says of a broker in a heartbeat response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrokerHeartbeatState {
    /// `isCaughtUp`: it has applied its own registration.
    pub is_caught_up: bool,
    /// `isFenced`: it takes no part.
    pub is_fenced: bool,
    /// `shouldShutDown`: it leads nothing any more, everybody knows, and it may stop.
    pub should_shut_down: bool,
}

/// A broker's fetch of the metadata log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FetchMetadataRequest {
    /// The sender.
    pub broker: BrokerId,
    /// The first record that it lacks.
    pub fetch_offset: Offset,
}

/// Records of the metadata log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FetchMetadataResponse {
    /// The offset of the first record.
    pub base_offset: Offset,
    /// The records, all committed.
    pub records: Vec<MetadataRecord>,
}

/// A request of the admin client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdminRequest {
    /// What is asked for. Topics and partitions go by their names, as in Kafka's tools.
    pub command: AdminCommand,
}

impl AdminRequest {
    /// Kafka's API of it.
    #[must_use]
    pub fn api(&self) -> Api {
        match self.command {
            AdminCommand::CreateTopic(_) => Api::CreateTopics,
            AdminCommand::CreatePartitions { .. } => Api::CreatePartitions,
            AdminCommand::Reassign { .. } => Api::AlterPartitionReassignments,
            AdminCommand::ElectLeader { .. } => Api::ElectLeaders,
            AdminCommand::AlterConfig { .. } => Api::IncrementalAlterConfigs,
            AdminCommand::DeleteRecords { .. } => Api::DeleteRecords,
        }
    }
}

/// `OffsetsForLeaderEpochRequest`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OffsetsForLeaderEpochRequest {
    /// The partitions.
    pub partitions: Vec<EpochQuestion>,
}

/// One partition of an [`OffsetsForLeaderEpochRequest`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpochQuestion {
    /// Which partition.
    pub partition: TopicPartition,
    /// `currentLeaderEpoch`.
    pub current_leader_epoch: Option<LeaderEpoch>,
    /// `leaderEpoch`: the epoch whose end is asked for.
    pub leader_epoch: LeaderEpoch,
}

/// `OffsetsForLeaderEpochResponse`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OffsetsForLeaderEpochResponse {
    /// One answer for each partition asked for: where the epoch ended, as far as the leader knows it.
    pub partitions: Vec<(TopicPartition, Result<Option<OffsetForEpoch>, ErrorCode>)>,
}
