//! What an administrator asks for.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::group::classic::GroupId;
use crate::id::{BrokerId, Offset, PartitionIndex};
use crate::metadata::TopicSpec;
use crate::time::Time;

/// What an administrator asks of the cluster (`Admin`, `kafka-topics`, `kafka-leader-election`,
/// `kafka-reassign-partitions`, `kafka-configs`, `kafka-delete-records`, `kafka-consumer-groups`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum AdminCommand {
    /// A new topic.
    CreateTopic(TopicSpec),
    /// More partitions for a topic.
    CreatePartitions {
        /// The topic's name.
        topic: Arc<str>,
        /// How many it is to have in all.
        count: u32,
        /// The replicas of each new one; empty: the controller places them.
        #[serde(default)]
        assignment: Vec<Vec<BrokerId>>,
    },
    /// Other replicas for a partition.
    Reassign {
        /// The topic's name.
        topic: Arc<str>,
        /// The partition.
        partition: PartitionIndex,
        /// The replicas, the preferred leader first; without them, a reassignment under way is
        /// cancelled.
        #[serde(default)]
        replicas: Option<Vec<BrokerId>>,
    },
    /// An election.
    ElectLeader {
        /// Of which kind.
        election: ElectionType,
        /// The topic's name.
        topic: Arc<str>,
        /// The partition.
        partition: PartitionIndex,
    },
    /// Another value for a setting, while the cluster runs.
    AlterConfig {
        /// The topic's name; without it, all brokers.
        #[serde(default)]
        topic: Option<Arc<str>>,
        /// Kafka's name of the key.
        key: Arc<str>,
        /// The value; without it, the default.
        #[serde(default)]
        value: Option<Arc<str>>,
    },
    /// The records of a partition below an offset are deleted.
    DeleteRecords {
        /// The topic's name.
        topic: Arc<str>,
        /// The partition.
        partition: PartitionIndex,
        /// The first offset that stays.
        before_offset: Offset,
    },
    /// What a group is doing is asked for (`kafka-consumer-groups --describe`): for that a coordinator has to
    /// be there.
    DescribeGroup(GroupId),
    /// A group without members goes, with everything that it has committed.
    DeleteGroup(GroupId),
    /// What a group without members has committed of a topic becomes something else
    /// (`kafka-consumer-groups --reset-offsets`).
    ResetOffsets {
        /// The group.
        group: GroupId,
        /// The topic's name.
        topic: Arc<str>,
        /// Where each partition is to be read from.
        to: OffsetTarget,
    },
}

impl AdminCommand {
    /// Whether it is about a group, so that the group's coordinator is asked.
    #[must_use]
    pub fn is_about_groups(&self) -> bool {
        matches!(
            self,
            Self::DescribeGroup(_) | Self::DeleteGroup(_) | Self::ResetOffsets { .. }
        )
    }
}

/// Where an administrator has a group read on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum OffsetTarget {
    /// At the first record that is there (`--to-earliest`).
    Earliest,
    /// At the end (`--to-latest`).
    Latest,
    /// At an offset, or at the next one that the log has (`--to-offset`).
    Offset(Offset),
    /// So many records further on, or back, than what was committed (`--shift-by`).
    ShiftBy(i64),
    /// At the first record that was created then or later, or at the end (`--to-datetime`, `--by-duration`).
    Since(Time),
}

/// Which election an administrator asks for (`ElectionType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ElectionType {
    /// The preferred leader, if it is in sync.
    Preferred,
    /// Anybody who is alive, when nobody who is in sync is.
    Unclean,
}
