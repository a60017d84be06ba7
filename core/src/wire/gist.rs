//! What matters in a message: the few values that a capsule or a line of the event list shows.

use serde::{Deserialize, Serialize};

use super::{Acks, FetchResponse, ProduceResponse, Reader, Request, Response};
use crate::id::{BrokerId, LeaderEpoch, Offset, TopicPartition};
use crate::line::count;
use crate::log::OffsetForEpoch;
use crate::wire::ErrorCode;

/// Kafka's API names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Api {
    /// `Produce`.
    Produce,
    /// `Fetch`.
    Fetch,
    /// `Metadata`.
    Metadata,
    /// `ListOffsets`.
    ListOffsets,
    /// `AlterPartition`.
    AlterPartition,
    /// `BrokerRegistration`.
    BrokerRegistration,
    /// `BrokerHeartbeat`.
    BrokerHeartbeat,
    /// `Fetch` of `__cluster_metadata`.
    FetchMetadata,
    /// `CreateTopics`.
    CreateTopics,
    /// `CreatePartitions`.
    CreatePartitions,
    /// `AlterPartitionReassignments`.
    AlterPartitionReassignments,
    /// `ElectLeaders`.
    ElectLeaders,
    /// `IncrementalAlterConfigs`.
    IncrementalAlterConfigs,
    /// `DeleteRecords`.
    DeleteRecords,
    /// `OffsetsForLeaderEpoch`.
    OffsetsForLeaderEpoch,
    /// `InitProducerId`.
    InitProducerId,
    /// `AllocateProducerIds`.
    AllocateProducerIds,
    /// `FindCoordinator`.
    FindCoordinator,
    /// `JoinGroup`.
    JoinGroup,
    /// `SyncGroup`.
    SyncGroup,
    /// `Heartbeat`.
    Heartbeat,
    /// `LeaveGroup`.
    LeaveGroup,
    /// `OffsetCommit`.
    OffsetCommit,
    /// `OffsetFetch`.
    OffsetFetch,
    /// `ConsumerGroupHeartbeat`.
    ConsumerGroupHeartbeat,
    /// `DeleteGroups`.
    DeleteGroups,
    /// `DescribeGroups`.
    DescribeGroups,
}

impl Api {
    /// As the requests of groups are called in reasons and logs (`ApiKeys`).
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::JoinGroup => "JOIN_GROUP",
            Self::SyncGroup => "SYNC_GROUP",
            Self::Heartbeat => "HEARTBEAT",
            Self::OffsetCommit => "OFFSET_COMMIT",
            other => other.name(),
        }
    }

    /// As Kafka writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Produce => "Produce",
            Self::Fetch | Self::FetchMetadata => "Fetch",
            Self::Metadata => "Metadata",
            Self::ListOffsets => "ListOffsets",
            Self::AlterPartition => "AlterPartition",
            Self::BrokerRegistration => "BrokerRegistration",
            Self::BrokerHeartbeat => "BrokerHeartbeat",
            Self::CreateTopics => "CreateTopics",
            Self::CreatePartitions => "CreatePartitions",
            Self::AlterPartitionReassignments => "AlterPartitionReassignments",
            Self::ElectLeaders => "ElectLeaders",
            Self::IncrementalAlterConfigs => "IncrementalAlterConfigs",
            Self::DeleteRecords => "DeleteRecords",
            Self::OffsetsForLeaderEpoch => "OffsetsForLeaderEpoch",
            Self::InitProducerId => "InitProducerId",
            Self::AllocateProducerIds => "AllocateProducerIds",
            Self::FindCoordinator => "FindCoordinator",
            Self::JoinGroup => "JoinGroup",
            Self::SyncGroup => "SyncGroup",
            Self::Heartbeat => "Heartbeat",
            Self::LeaveGroup => "LeaveGroup",
            Self::OffsetCommit => "OffsetCommit",
            Self::OffsetFetch => "OffsetFetch",
            Self::ConsumerGroupHeartbeat => "ConsumerGroupHeartbeat",
            Self::DeleteGroups => "DeleteGroups",
            Self::DescribeGroups => "DescribeGroups",
        }
    }
}

/// A message in a few values. A fetch of several partitions speaks of the first that has news.
#[expect(
    missing_docs,
    reason = "fields are named as the Kafka fields that they hold"
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Gist {
    /// Records for a leader; of several partitions, how many there are for the first, and how many
    /// partitions follow.
    Produce {
        partition: TopicPartition,
        records: u32,
        acks: Acks,
        more: u32,
    },
    /// The leader's answer to them; of several partitions, that of the first that it refused, if it did.
    ProduceAnswer {
        partition: TopicPartition,
        records: u32,
        result: Result<Offset, ErrorCode>,
        more: u32,
    },
    /// A read from an offset: everything below it is there already.
    Fetch {
        partition: Option<TopicPartition>,
        offset: Offset,
        follower: bool,
        /// Whether it tells the leader of records that it did not know the follower to have: such a
        /// fetch is an acknowledgement.
        news: bool,
        more: u32,
    },
    /// What was read.
    FetchAnswer {
        partition: Option<TopicPartition>,
        /// The first offset of the records, where there are records.
        base_offset: Option<Offset>,
        records: u32,
        high_watermark: Offset,
        diverging_epoch: Option<OffsetForEpoch>,
        error: Option<ErrorCode>,
        follower: bool,
        /// Whether it brings anything: records, an error, or a high watermark that the follower
        /// does not have.
        news: bool,
        more: u32,
    },
    /// Another ISR, proposed; the members are in the message itself.
    AlterPartition {
        partition: TopicPartition,
        members: u32,
        leader_epoch: LeaderEpoch,
    },
    /// The controller's answer.
    AlterPartitionAnswer {
        partition: TopicPartition,
        error: Option<ErrorCode>,
    },
    /// A broker announces itself.
    BrokerRegistration { broker: BrokerId },
    /// A broker lives.
    BrokerHeartbeat { broker: BrokerId },
    /// The metadata log from an offset.
    FetchMetadata { offset: Offset },
    /// Records of the metadata log.
    FetchMetadataAnswer { base_offset: Offset, records: u32 },
    /// A message whose API says it all.
    Plain { api: Api, error: Option<ErrorCode> },
    /// Nothing but the attempt to connect: the request of that API leaves once the connection has come about.
    Connect { api: Api },
}

impl Gist {
    /// Which API the message belongs to.
    #[must_use]
    pub fn api(&self) -> Api {
        match self {
            Self::Produce { .. } | Self::ProduceAnswer { .. } => Api::Produce,
            Self::Fetch { .. } | Self::FetchAnswer { .. } => Api::Fetch,
            Self::AlterPartition { .. } | Self::AlterPartitionAnswer { .. } => Api::AlterPartition,
            Self::BrokerRegistration { .. } => Api::BrokerRegistration,
            Self::BrokerHeartbeat { .. } => Api::BrokerHeartbeat,
            Self::FetchMetadata { .. } | Self::FetchMetadataAnswer { .. } => Api::FetchMetadata,
            Self::Plain { api, .. } | Self::Connect { api } => *api,
        }
    }

    /// The error that the message carries.
    #[must_use]
    pub fn error(&self) -> Option<ErrorCode> {
        match self {
            Self::ProduceAnswer { result, .. } => result.err(),
            Self::FetchAnswer { error, .. }
            | Self::AlterPartitionAnswer { error, .. }
            | Self::Plain { error, .. } => *error,
            _ => None,
        }
    }
}

impl Request {
    /// What matters in it.
    #[must_use]
    pub fn gist(&self) -> Gist {
        match self {
            Self::Produce(request) => {
                let first = request.partitions.first();
                Gist::Produce {
                    partition: first.map_or_else(Default::default, |first| first.partition),
                    records: first.map_or(0, |first| count(first.batch.records.len())),
                    acks: request.acks,
                    more: count(request.partitions.len().saturating_sub(1)),
                }
            }
            Self::Fetch(request) => {
                let first = request.partitions.first();
                Gist::Fetch {
                    partition: first.map(|first| first.partition),
                    offset: first.map_or(Offset::ZERO, |first| first.fetch_offset),
                    follower: matches!(request.reader, Reader::Follower { .. }),
                    news: false,
                    more: count(request.partitions.len().saturating_sub(1)),
                }
            }
            Self::AlterPartition(request) => Gist::AlterPartition {
                partition: request.partition,
                members: count(request.new_isr.len()),
                leader_epoch: request.leader_epoch,
            },
            Self::BrokerRegistration(request) => Gist::BrokerRegistration {
                broker: request.broker,
            },
            Self::BrokerHeartbeat(request) => Gist::BrokerHeartbeat {
                broker: request.broker,
            },
            Self::FetchMetadata(request) => Gist::FetchMetadata {
                offset: request.fetch_offset,
            },
            Self::Metadata => plain(Api::Metadata, None),
            Self::ListOffsets(_) => plain(Api::ListOffsets, None),
            Self::Admin(request) => plain(request.api(), None),
            Self::OffsetsForLeaderEpoch(_) => plain(Api::OffsetsForLeaderEpoch, None),
            Self::InitProducerId => plain(Api::InitProducerId, None),
            Self::AllocateProducerIds(_) => plain(Api::AllocateProducerIds, None),
            Self::FindCoordinator(_) => plain(Api::FindCoordinator, None),
            Self::DescribeGroup(_) => plain(Api::DescribeGroups, None),
            Self::JoinGroup(_) => plain(Api::JoinGroup, None),
            Self::SyncGroup(_) => plain(Api::SyncGroup, None),
            Self::Heartbeat(_) => plain(Api::Heartbeat, None),
            Self::LeaveGroup(_) => plain(Api::LeaveGroup, None),
            Self::OffsetCommit(_) => plain(Api::OffsetCommit, None),
            Self::OffsetFetch(_) => plain(Api::OffsetFetch, None),
            Self::ConsumerGroupHeartbeat(_) => plain(Api::ConsumerGroupHeartbeat, None),
        }
    }
}

impl Response {
    /// What matters in it, as the answer to `request`.
    #[must_use]
    pub fn gist(&self, request: &Gist) -> Gist {
        match self {
            Self::Produce(response) => produce_answer(response, request),
            Self::Fetch(response) => fetch_answer(response, request),
            Self::AlterPartition(response) => Gist::AlterPartitionAnswer {
                partition: response.partition,
                error: response.result.as_ref().err().copied(),
            },
            Self::FetchMetadata(response) => Gist::FetchMetadataAnswer {
                base_offset: response.base_offset,
                records: count(response.records.len()),
            },
            Self::Metadata(_) => plain(Api::Metadata, None),
            Self::InitProducerId(result) => plain(Api::InitProducerId, result.err()),
            Self::AllocateProducerIds(result) => plain(Api::AllocateProducerIds, result.err()),
            Self::FindCoordinator(result) => plain(Api::FindCoordinator, result.err()),
            Self::DescribeGroup(result) => {
                plain(Api::DescribeGroups, result.as_ref().err().copied())
            }
            Self::JoinGroup(response) => {
                plain(Api::JoinGroup, response.result.as_ref().err().copied())
            }
            Self::SyncGroup(result) => plain(Api::SyncGroup, result.as_ref().err().copied()),
            Self::Heartbeat(result) => plain(Api::Heartbeat, result.err()),
            Self::LeaveGroup(result) => plain(Api::LeaveGroup, result.as_ref().err().copied()),
            Self::OffsetCommit(response) => plain(Api::OffsetCommit, response.error()),
            Self::OffsetFetch(result) => plain(Api::OffsetFetch, result.as_ref().err().copied()),
            Self::ConsumerGroupHeartbeat(result) => {
                let error = result.as_ref().err().map(|error| error.code);
                plain(Api::ConsumerGroupHeartbeat, error)
            }
            Self::ListOffsets(response) => plain(Api::ListOffsets, response.offset.err()),
            Self::BrokerRegistration(result) => plain(Api::BrokerRegistration, result.err()),
            Self::BrokerHeartbeat(result) => plain(Api::BrokerHeartbeat, result.err()),
            Self::Admin(result) => {
                plain(request.api(), result.as_ref().err().map(|error| error.code))
            }
            Self::OffsetsForLeaderEpoch(response) => plain(
                Api::OffsetsForLeaderEpoch,
                response
                    .partitions
                    .iter()
                    .find_map(|(_, result)| result.err()),
            ),
        }
    }
}

/// What became of records, as the answer to `request`; of several partitions, the first that was refused.
fn produce_answer(response: &ProduceResponse, request: &Gist) -> Gist {
    let mut answers = response.partitions.iter();
    let refused = answers.find(|one| one.base_offset.is_err());
    let spoken_of = refused.or(response.partitions.first());
    Gist::ProduceAnswer {
        partition: spoken_of.map_or_else(Default::default, |one| one.partition),
        records: if let Gist::Produce { records, .. } = request {
            *records
        } else {
            0
        },
        result: spoken_of.map_or(Ok(Offset::ZERO), |one| one.base_offset),
        more: count(response.partitions.len().saturating_sub(1)),
    }
}

/// What was read, as the answer to `request`; of several partitions, the first that has news.
fn fetch_answer(response: &FetchResponse, request: &Gist) -> Gist {
    let news = response.partitions.iter().find(|one| {
        !one.batches.is_empty() || one.error.is_some() || one.diverging_epoch.is_some()
    });
    let first = news.or(response.partitions.first());
    Gist::FetchAnswer {
        partition: first.map(|first| first.partition),
        base_offset: first
            .and_then(|first| first.batches.first())
            .map(|batch| batch.base_offset),
        records: first.map_or(0, |first| {
            count(first.batches.iter().map(|batch| batch.records.len()).sum())
        }),
        high_watermark: first.map_or(Offset::ZERO, |first| first.high_watermark),
        diverging_epoch: first.and_then(|first| first.diverging_epoch),
        error: first.and_then(|first| first.error),
        follower: matches!(request, Gist::Fetch { follower: true, .. }),
        news: news.is_some(),
        more: count(response.partitions.len().saturating_sub(1)),
    }
}

/// A message whose API says it all.
fn plain(api: Api, error: Option<ErrorCode>) -> Gist {
    Gist::Plain { api, error }
}
