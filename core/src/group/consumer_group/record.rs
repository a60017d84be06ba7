//! What is kept of a group in `__consumer_offsets`. Of each key the last value holds; a record without a
//! value (a tombstone) takes it away.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::group::MemberId;
use crate::group::classic::JoinGroupProtocol;
use crate::group::reconciliation::CurrentAssignment;
use crate::id::{GroupEpoch, TopicPartition};
use crate::sorted::Set;
use crate::time::Time;

/// A record of a group, by Kafka's names of the keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConsumerGroupRecord {
    /// `ConsumerGroupMetadata`: the group's epoch.
    Metadata(Option<ConsumerGroupMetadata>),
    /// `ConsumerGroupMemberMetadata`: what a member says of itself.
    MemberMetadata(MemberId, Option<ConsumerGroupMemberMetadata>),
    /// `ConsumerGroupTargetAssignmentMetadata`: the epoch that the target assignment is for.
    TargetAssignmentMetadata(Option<TargetAssignmentMetadata>),
    /// `ConsumerGroupTargetAssignmentMember`: what a member is to have.
    TargetAssignmentMember(MemberId, Option<Set<TopicPartition>>),
    /// `ConsumerGroupCurrentMemberAssignment`: what a member has, and in which epoch it is.
    CurrentMemberAssignment(MemberId, Option<CurrentAssignment>),
}

/// The key of a record, within its group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ConsumerGroupRecordKey {
    /// Of the group's epoch.
    Metadata,
    /// Of what a member says of itself.
    MemberMetadata(MemberId),
    /// Of the target assignment's epoch.
    TargetAssignmentMetadata,
    /// Of what a member is to have.
    TargetAssignmentMember(MemberId),
    /// Of what a member has.
    CurrentMemberAssignment(MemberId),
}

/// `ConsumerGroupMetadataValue`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsumerGroupMetadata {
    /// The group's epoch.
    pub epoch: GroupEpoch,
    /// What stands for the topics that the group was last seen with; 0 if there were none.
    pub metadata_hash: i64,
}

/// `ConsumerGroupMemberMetadataValue`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsumerGroupMemberMetadata {
    /// Its `group.instance.id`, if it is a static member.
    pub instance_id: Option<Arc<str>>,
    /// Its `client.rack`.
    pub rack: Option<Arc<str>>,
    /// Its `client.id`.
    pub client_id: Arc<str>,
    /// The names of the topics that it wants to read.
    pub subscribed_topic_names: Set<Arc<str>>,
    /// How long the group waits for it to give partitions up; none before it has said so.
    pub rebalance_timeout_ms: Option<u64>,
    /// The assignor that it asks for.
    pub server_assignor: Option<Arc<str>>,
    /// What it says as a member that speaks the classic protocol, if it does.
    pub classic: Option<ClassicMemberMetadata>,
}

/// `ConsumerGroupMemberMetadataValue.ClassicMemberMetadata`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassicMemberMetadata {
    /// How long it may be silent.
    pub session_timeout_ms: u64,
    /// The assignors that it supports, the one that it likes best first, and what it tells each.
    pub supported_protocols: Vec<JoinGroupProtocol>,
}

/// `ConsumerGroupTargetAssignmentMetadataValue`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetAssignmentMetadata {
    /// The group's epoch that the target assignment is for.
    pub assignment_epoch: GroupEpoch,
    /// When it was computed.
    pub assignment_timestamp: Time,
}

impl ConsumerGroupRecord {
    /// The record's key.
    #[must_use]
    pub fn key(&self) -> ConsumerGroupRecordKey {
        match self {
            Self::Metadata(_) => ConsumerGroupRecordKey::Metadata,
            Self::MemberMetadata(id, _) => ConsumerGroupRecordKey::MemberMetadata(id.clone()),
            Self::TargetAssignmentMetadata(_) => ConsumerGroupRecordKey::TargetAssignmentMetadata,
            Self::TargetAssignmentMember(id, _) => {
                ConsumerGroupRecordKey::TargetAssignmentMember(id.clone())
            }
            Self::CurrentMemberAssignment(id, _) => {
                ConsumerGroupRecordKey::CurrentMemberAssignment(id.clone())
            }
        }
    }

    /// Whether the record takes away what its key had.
    #[must_use]
    pub fn is_tombstone(&self) -> bool {
        match self {
            Self::Metadata(value) => value.is_none(),
            Self::MemberMetadata(_, value) => value.is_none(),
            Self::TargetAssignmentMetadata(value) => value.is_none(),
            Self::TargetAssignmentMember(_, value) => value.is_none(),
            Self::CurrentMemberAssignment(_, value) => value.is_none(),
        }
    }
}
