//! Requests and responses by which clients find the coordinator of their group, belong to the group, and
//! commit offsets. Those of the classic protocol's members are the group's own
//! ([`group::classic`](crate::group::classic)).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::ErrorCode;
use crate::group::MemberId;
use crate::group::classic::{GroupId, OffsetCommitter};
use crate::id::{GroupEpoch, LeaderEpoch, Offset, TopicPartition};

/// `OffsetCommitRequest`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OffsetCommitRequest {
    /// Who commits; a member of a group of the consumer protocol has its epoch for a generation
    /// (`generationIdOrMemberEpoch`).
    pub committer: OffsetCommitter,
    /// What is committed.
    pub partitions: Vec<OffsetCommitPartition>,
}

/// One partition of an [`OffsetCommitRequest`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OffsetCommitPartition {
    /// Which partition.
    pub partition: TopicPartition,
    /// What is to be kept of it.
    pub committed: CommittedOffset,
}

/// Up to where a group has read a partition (`OffsetAndMetadata`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommittedOffset {
    /// The first offset that is still to be read.
    pub offset: Offset,
    /// The leader epoch of the last record that was read, if it is known.
    pub leader_epoch: Option<LeaderEpoch>,
    /// What the client wrote beside it; mostly nothing.
    pub metadata: Arc<str>,
}

/// `OffsetCommitResponse`: for each partition, in the order of the request, whether its offset is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OffsetCommitResponse {
    /// The partitions.
    pub partitions: Vec<(TopicPartition, Result<(), ErrorCode>)>,
}

impl OffsetCommitResponse {
    /// The first error among the partitions.
    #[must_use]
    pub fn error(&self) -> Option<ErrorCode> {
        for (_, result) in &self.partitions {
            if let Err(error) = result {
                return Some(*error);
            }
        }
        None
    }
}

/// `OffsetFetchRequest`, one group's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OffsetFetchRequest {
    /// The group.
    pub group_id: GroupId,
    /// The member, in the consumer protocol.
    pub member_id: Option<MemberId>,
    /// The member's epoch, in the consumer protocol (none is −1 in the protocol).
    pub member_epoch: Option<GroupEpoch>,
    /// Which partitions; none asks for all that the group has committed.
    pub partitions: Option<Vec<TopicPartition>>,
}

/// `OffsetFetchResponse`, one group's: what it has committed. A partition that was asked for and has no
/// offset is there without one (−1 in the protocol).
pub type OffsetFetchResponse = Result<Vec<(TopicPartition, Option<CommittedOffset>)>, ErrorCode>;

/// `ConsumerGroupHeartbeatRequest` (KIP-848): by it a member joins, lives, reports what it owns, and
/// leaves. What has not changed since the request before is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsumerGroupHeartbeatRequest {
    /// The group.
    pub group_id: GroupId,
    /// The member's id, which the client makes.
    pub member_id: MemberId,
    /// The member's epoch: 0 to join, −1 to leave, −2 for a static member that will come back.
    pub member_epoch: GroupEpoch,
    /// Its `group.instance.id`, if it is a static member.
    pub instance_id: Option<Arc<str>>,
    /// Its `client.rack`.
    pub rack: Option<Arc<str>>,
    /// Its `client.id` (of the request's header).
    pub client_id: Arc<str>,
    /// How long the group waits for it to give partitions up (`max.poll.interval.ms`).
    pub rebalance_timeout_ms: Option<u64>,
    /// The names of the topics that it wants to read.
    pub subscribed_topic_names: Option<Vec<Arc<str>>>,
    /// The assignor that it asks for (`group.remote.assignor`).
    pub server_assignor: Option<Arc<str>>,
    /// What it owns.
    pub topic_partitions: Option<Vec<TopicPartition>>,
}

/// What a `ConsumerGroupHeartbeatResponse` says where it does not refuse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsumerGroupHeartbeatResponse {
    /// The member.
    pub member_id: MemberId,
    /// Its epoch from now on.
    pub member_epoch: GroupEpoch,
    /// How long until its next heartbeat (`group.consumer.heartbeat.interval.ms`).
    pub heartbeat_interval_ms: u64,
    /// What it is to have; none where that has not changed.
    pub assignment: Option<Vec<TopicPartition>>,
}
