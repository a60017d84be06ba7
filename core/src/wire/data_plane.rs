//! Requests and responses by which records are written, read and copied.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Acks, ErrorCode};
use crate::id::{BrokerEpoch, BrokerId, LeaderEpoch, Offset, TopicId, TopicPartition};
use crate::log::{Batch, Log, OffsetForEpoch};
use crate::time::Time;

/// `ProduceRequest`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProduceRequest {
    /// When to answer.
    pub acks: Acks,
    /// How long the broker may wait for replicas (`timeout.ms`, the producer's `request.timeout.ms`).
    pub timeout_ms: u64,
    /// The records, one batch for each partition.
    pub partitions: Vec<ProducePartition>,
}

/// One partition of a [`ProduceRequest`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProducePartition {
    /// Where the records go.
    pub partition: TopicPartition,
    /// How many bytes the batch takes, compressed as it is.
    pub size_bytes: u32,
    /// The records; base offset and epoch are the leader's to give.
    pub batch: Batch,
}

/// `ProduceResponse`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProduceResponse {
    /// One answer for each partition of the request, in its order.
    pub partitions: Vec<ProducedPartition>,
}

/// One partition of a [`ProduceResponse`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProducedPartition {
    /// Which partition.
    pub partition: TopicPartition,
    /// The offset of the first record, or why there is none.
    pub base_offset: Result<Offset, ErrorCode>,
    /// `currentLeader`: who leads in the eyes of a broker that does not (KIP-951).
    pub current_leader: Option<LeaderIdAndEpoch>,
}

/// Who leads a partition, in the eyes of the broker that says so (`LeaderIdAndEpoch`, `nodeEndpoints`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaderIdAndEpoch {
    /// The leader.
    pub leader: BrokerId,
    /// Its epoch.
    pub leader_epoch: LeaderEpoch,
    /// Whether the answer says where to find it: the broker takes it for alive.
    pub has_endpoint: bool,
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
    /// How much data the answer may hold (`maxBytes`).
    pub max_bytes: u32,
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
    /// How much data of this partition the answer may hold (`partitionMaxBytes`).
    pub max_bytes: u32,
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
    /// `currentLeader`: who leads in the eyes of a broker that does not (KIP-951).
    pub current_leader: Option<LeaderIdAndEpoch>,
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
    /// The racks of the replicas by partition index; empty where no broker has one.
    pub racks: Vec<ReplicaRacks>,
}

/// The racks of a partition's replicas in the order of the replicas. A replica whose broker has none, or is
/// not alive, has none: the answer has live brokers only (`MetadataResponse.convertToNodeArray`).
pub type ReplicaRacks = Vec<Option<Arc<str>>>;

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
    /// The offset of the first record that was created then or later.
    Timestamp(Time),
}

/// `ListOffsetsResponse`, one partition's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListOffsetsResponse {
    /// Which partition.
    pub partition: TopicPartition,
    /// The offset asked for; none where no record is as young as asked (−1 in the protocol).
    pub offset: Result<Option<Offset>, ErrorCode>,
    /// The leader epoch in which that offset lies, if the leader knows it (−1 in the protocol is none).
    pub leader_epoch: Option<LeaderEpoch>,
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
