//! What travels on the network: Kafka's APIs by name, reduced to the fields that matter here, each
//! with the field's Kafka name.

mod control_plane;
mod data_plane;
mod error;
mod gist;
mod groups;

pub(crate) use control_plane::PRODUCER_ID_BLOCK_SIZE;
pub use control_plane::{
    AdminRequest, AllocateProducerIdsRequest, AlterPartitionRequest, AlterPartitionResponse,
    AlteredPartition, BrokerHeartbeatRequest, BrokerHeartbeatState, BrokerRegistrationRequest,
    FetchMetadataRequest, FetchMetadataResponse, ProducerIdsBlock,
};
pub use data_plane::{
    EpochQuestion, FetchPartition, FetchRequest, FetchResponse, FetchedPartition, LeaderIdAndEpoch,
    ListOffsetsRequest, ListOffsetsResponse, MetadataResponse, MetadataTopic, OffsetSpec,
    OffsetsForLeaderEpochRequest, OffsetsForLeaderEpochResponse, ProducePartition, ProduceRequest,
    ProduceResponse, ProducedPartition, Reader, ReplicaRacks,
};
pub use error::{
    ApiError, AssignmentError, ErrorCode, ErrorDetail, PlacementError, ProducerClosed,
    RecordSizeLimit,
};
pub use gist::{Api, Gist};
pub use groups::{
    CommittedOffset, ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse,
    OffsetCommitPartition, OffsetCommitRequest, OffsetCommitResponse, OffsetFetchRequest,
    OffsetFetchResponse,
};

use serde::{Deserialize, Serialize};

use crate::group::GroupState;
use crate::group::classic::{
    GroupId, JoinGroupRequest, JoinGroupResponse, LeaveGroupRequest, MemberIdentity,
    SyncGroupRequest, Synced,
};
use crate::id::{BrokerEpoch, BrokerId, ProducerIdAndEpoch};

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
    /// An idempotent producer asks for an id.
    InitProducerId,
    /// A broker asks for ids to give to those.
    AllocateProducerIds(AllocateProducerIdsRequest),
    /// A client asks which broker coordinates its group.
    FindCoordinator(GroupId),
    /// A member of a classic group wants to be in the next generation.
    JoinGroup(JoinGroupRequest),
    /// A member of a classic group asks for its assignment; the leader hands everybody's in.
    SyncGroup(SyncGroupRequest),
    /// A member of a classic group says that it lives.
    Heartbeat(MemberIdentity),
    /// Members leave a classic group.
    LeaveGroup(LeaveGroupRequest),
    /// A group has read so far.
    OffsetCommit(OffsetCommitRequest),
    /// A client asks how far a group has read.
    OffsetFetch(OffsetFetchRequest),
    /// A member of a group of the consumer protocol joins, lives or leaves.
    ConsumerGroupHeartbeat(ConsumerGroupHeartbeatRequest),
    /// An administrator asks what a group is doing (`DescribeGroups`, `ConsumerGroupDescribe`).
    DescribeGroup(GroupId),
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
    /// To [`Request::InitProducerId`].
    InitProducerId(Result<ProducerIdAndEpoch, ErrorCode>),
    /// To [`Request::AllocateProducerIds`].
    AllocateProducerIds(Result<ProducerIdsBlock, ErrorCode>),
    /// To [`Request::FindCoordinator`].
    FindCoordinator(Result<BrokerId, ErrorCode>),
    /// To [`Request::JoinGroup`].
    JoinGroup(JoinGroupResponse),
    /// To [`Request::SyncGroup`].
    SyncGroup(Result<Synced, ErrorCode>),
    /// To [`Request::Heartbeat`].
    Heartbeat(Result<(), ErrorCode>),
    /// To [`Request::LeaveGroup`]: for each member, in the order of the request, whether it was one.
    LeaveGroup(Result<Vec<Result<(), ErrorCode>>, ErrorCode>),
    /// To [`Request::OffsetCommit`].
    OffsetCommit(OffsetCommitResponse),
    /// To [`Request::OffsetFetch`].
    OffsetFetch(OffsetFetchResponse),
    /// To [`Request::ConsumerGroupHeartbeat`].
    ConsumerGroupHeartbeat(Result<ConsumerGroupHeartbeatResponse, ApiError>),
    /// To [`Request::DescribeGroup`]: what the group is doing; of a group that is not there `Dead`.
    DescribeGroup(Result<GroupState, ErrorCode>),
}
