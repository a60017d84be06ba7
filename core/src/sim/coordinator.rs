//! Who coordinates a group, by what the controller has written.

use super::world::World;
use crate::broker::Process;
use crate::config::GROUP_METADATA_TOPIC;
use crate::group::classic::GroupId;
use crate::group::coordinator_partition;
use crate::id::{BrokerId, PartitionIndex, TopicPartition};

impl World {
    /// The broker that coordinates a group: the leader of the group's partition, once it knows that it leads
    /// and has read the group's log.
    #[must_use]
    pub fn coordinator_of(&self, group: &GroupId) -> Option<(BrokerId, &Process)> {
        let leader = self.offsets_leader(self.offsets_partition_of(group)?)?;
        let (_, process) = leader;
        process.shard_of(group).map(|_| leader)
    }

    /// Where what is known of a group is kept; nowhere before `__consumer_offsets` is there.
    #[must_use]
    pub fn offsets_partition_of(&self, group: &GroupId) -> Option<TopicPartition> {
        let count = self.scenario().broker_config.offsets_topic_num_partitions;
        self.offsets_partition(coordinator_partition(&group.0, count)?)
    }

    pub(super) fn offsets_partition(&self, partition: PartitionIndex) -> Option<TopicPartition> {
        let topic = self.metadata().topic_named(GROUP_METADATA_TOPIC)?;
        Some(TopicPartition { topic, partition })
    }

    /// Who leads a partition of `__consumer_offsets`, once it has heard of the epoch in which it does: one
    /// that led in an earlier epoch, too, still has the groups as they were then.
    pub(super) fn offsets_leader(&self, partition: TopicPartition) -> Option<(BrokerId, &Process)> {
        let registration = self.metadata().partitions.get(&partition)?;
        let leader = registration.leader?;
        let process = self.broker(leader)?.process()?;
        let is_current = process.partition(partition)?.leader_epoch() == registration.leader_epoch;
        is_current.then_some((leader, process))
    }
}
