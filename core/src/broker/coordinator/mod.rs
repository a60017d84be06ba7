//! The groups that a broker coordinates (`GroupCoordinatorService`, `CoordinatorRuntime`): those whose
//! partition of `__consumer_offsets` it leads.
//!
//! Each such partition is a shard of its own: groups as machines ([`group::classic`](crate::group::classic)),
//! and the offsets that they have committed. What a machine wants written goes to the partition's log;
//! whoever waits for it is answered when the high watermark has passed it. Whoever leads the partition next
//! reads the log, and goes on from there.

mod ahead;
mod commit;
mod delete;
mod effects;
mod find;
mod load;
mod offsets;
mod refusal;
mod request;
mod retention;
mod shard;
#[cfg(test)]
mod tests;
mod timer;
mod write;

pub(crate) use ahead::{Held, PendingRecords};
pub use offsets::CommittedOffsets;
pub use shard::Shard;

use serde::{Deserialize, Serialize};

use super::process::Process;
use crate::config::GROUP_METADATA_TOPIC;
use crate::group::classic::{ClassicGroup, GroupId, RequestId};
use crate::group::consumer_group::{ConsumerGroup, SubscribedTopic};
use crate::group::{GroupDescription, coordinator_partition};
use crate::id::{PartitionIndex, TopicPartition};
use crate::metadata::MetadataImage;
use crate::sim::Socket;
use crate::sorted::{Map, Set};
use crate::wire::ErrorCode;

/// What a broker keeps as coordinator.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupCoordinator {
    /// Whether it has asked the controller to make `__consumer_offsets`, and was not answered yet.
    creating_topic: bool,
    shards: Map<PartitionIndex, Shard>,
    /// Requests that a group answers later.
    parked: Map<RequestId, Socket>,
    next_request: RequestId,
}

impl GroupCoordinator {
    /// The shards: one for each partition of `__consumer_offsets` that the broker leads.
    #[must_use]
    pub fn shards(&self) -> &Map<PartitionIndex, Shard> {
        &self.shards
    }

    fn park(&mut self, socket: Socket) -> RequestId {
        let id = self.next_request;
        self.next_request = RequestId(id.0.saturating_add(1));
        self.parked.insert(id, socket);
        id
    }
}

/// What can be seen of a coordinator.
impl Process {
    /// What it keeps as coordinator.
    #[must_use]
    pub fn group_coordinator(&self) -> &GroupCoordinator {
        &self.groups
    }

    /// The shard of a group, while this broker coordinates it and has read its log.
    #[must_use]
    pub fn shard_of(&self, group: &GroupId) -> Option<&Shard> {
        self.groups.shards.get(&self.coordinating(group).ok()?)
    }

    /// What it tells of a group (`GroupCoordinatorService.describeGroups`, `consumerGroupDescribe`); none
    /// if it does not coordinate the group or there is no such group.
    #[must_use]
    pub fn describe_group(&self, group: &GroupId) -> Option<GroupDescription> {
        let shard = self.shard_of(group)?;
        if let Some(known) = shard.classic().group(group) {
            return Some(known.describe());
        }
        if let Some(known) = shard.consumer().group(group) {
            let name_of = |topic| {
                let topic = self.metadata.topics.get(&topic)?;
                Some(topic.name.clone())
            };
            return Some(known.describe(&name_of));
        }
        let has_offsets = shard.offsets().of_group(group).is_some();
        has_offsets.then(|| GroupDescription::of_offsets(group.clone()))
    }

    /// A group of the classic protocol, while this broker coordinates it.
    #[must_use]
    pub fn classic_group(&self, group: &GroupId) -> Option<&ClassicGroup> {
        self.shard_of(group)?.classic().group(group)
    }

    /// A group of the consumer protocol, while this broker coordinates it.
    #[must_use]
    pub fn consumer_group(&self, group: &GroupId) -> Option<&ConsumerGroup> {
        self.shard_of(group)?.consumer().group(group)
    }
}

/// A topic as the broker knows it, for a group whose members subscribe to it.
fn subscribed_topic(metadata: &MetadataImage, name: &str) -> Option<SubscribedTopic> {
    let id = metadata.topic_named(name)?;
    let mut partition_racks = Vec::new();
    for (partition, registration) in &metadata.partitions {
        if partition.topic == id {
            let mut racks = Set::new();
            for replica in &registration.replicas {
                let broker = metadata.brokers.get(replica);
                if let Some(rack) = broker.and_then(|broker| broker.rack.clone()) {
                    racks.insert(rack);
                }
            }
            partition_racks.push(racks);
        }
    }
    Some(SubscribedTopic {
        id,
        partition_racks,
    })
}

impl Process {
    /// The partition of `__consumer_offsets` that a group belongs to.
    fn partition_of_group(&self, group: &GroupId) -> Option<PartitionIndex> {
        coordinator_partition(&group.0, self.config.offsets_topic_num_partitions)
    }

    /// That partition, if this broker coordinates its groups now.
    ///
    /// # Errors
    /// `NOT_COORDINATOR` when another broker leads it, `COORDINATOR_LOAD_IN_PROGRESS` as long as its log is
    /// still read.
    fn coordinating(&self, group: &GroupId) -> Result<PartitionIndex, ErrorCode> {
        let index = self.partition_of_group(group);
        let shard = index.and_then(|index| self.groups.shards.get(&index));
        match (index, shard) {
            (Some(_), Some(shard)) if shard.is_loading() => {
                Err(ErrorCode::CoordinatorLoadInProgress)
            }
            (Some(index), Some(_)) => Ok(index),
            _ => Err(ErrorCode::NotCoordinator),
        }
    }

    /// A partition of `__consumer_offsets`, once that topic is there.
    fn offsets_partition(&self, partition: PartitionIndex) -> Option<TopicPartition> {
        let topic = self.metadata.topic_named(GROUP_METADATA_TOPIC)?;
        Some(TopicPartition { topic, partition })
    }
}
