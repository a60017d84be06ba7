//! The offsets that groups have committed (`OffsetMetadataManager`).

use serde::{Deserialize, Serialize};

use crate::group::classic::GroupId;
use crate::group::{CoordinatorRecord, OffsetAndTime};
use crate::id::TopicPartition;
use crate::sorted::Map;

/// The offsets of the groups of one partition of `__consumer_offsets`, as far as they are committed there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommittedOffsets {
    groups: Map<GroupId, Map<TopicPartition, OffsetAndTime>>,
}

impl CommittedOffsets {
    /// What a group has committed, by partition.
    #[must_use]
    pub fn of_group(&self, group: &GroupId) -> Option<&Map<TopicPartition, OffsetAndTime>> {
        self.groups.get(group)
    }

    /// What a group has committed of a partition.
    #[must_use]
    pub fn get(&self, group: &GroupId, partition: TopicPartition) -> Option<&OffsetAndTime> {
        self.groups.get(group)?.get(&partition)
    }

    /// The groups that have committed anything.
    pub fn groups(&self) -> impl Iterator<Item = &GroupId> {
        self.groups.keys()
    }

    /// A record is committed (`OffsetMetadataManager.replay`).
    pub(super) fn apply(&mut self, record: &CoordinatorRecord) {
        let CoordinatorRecord::OffsetCommit {
            group_id,
            partition,
            value,
        } = record
        else {
            return;
        };
        let offsets = self.groups.get_or_default(group_id.clone());
        match value {
            Some(value) => {
                offsets.insert(*partition, value.clone());
            }
            None => {
                offsets.remove(partition);
            }
        }
        if offsets.is_empty() {
            self.groups.remove(group_id);
        }
    }
}
