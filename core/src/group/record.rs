//! What group coordinators write to `__consumer_offsets`: keys with a value each. A value that is not there
//! takes the one before back (a tombstone).

use serde::{Deserialize, Serialize};

use super::classic::{GroupId, GroupMetadata};
use super::consumer_group::ConsumerGroupRecord;
use crate::id::TopicPartition;
use crate::time::Time;
use crate::wire::CommittedOffset;

/// One record of `__consumer_offsets` (`CoordinatorRecord`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CoordinatorRecord {
    /// A group of the classic protocol (`GroupMetadataKey`, `GroupMetadataValue`).
    GroupMetadata {
        /// The group.
        group_id: GroupId,
        /// What is kept of it.
        value: Option<GroupMetadata>,
    },
    /// Part of a group of the consumer protocol.
    ConsumerGroup {
        /// The group.
        group_id: GroupId,
        /// What is kept of it.
        record: ConsumerGroupRecord,
    },
    /// An offset that a group has committed (`OffsetCommitKey`, `OffsetCommitValue`).
    OffsetCommit {
        /// The group.
        group_id: GroupId,
        /// Of which partition.
        partition: TopicPartition,
        /// What is kept of it.
        value: Option<OffsetAndTime>,
    },
}

/// A committed offset, and when it was committed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OffsetAndTime {
    /// The offset.
    pub committed: CommittedOffset,
    /// By the coordinator's clock (`commitTimestamp`).
    pub commit_time: Time,
}
