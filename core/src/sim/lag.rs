//! What groups of consumers have left to read, as `kafka-consumer-groups` counts it: from what they have
//! committed to the end that a consumer can see.

use super::world::World;
use crate::broker::{CommittedOffsets, Process};
use crate::config::GROUP_METADATA_TOPIC;
use crate::group::classic::GroupId;
use crate::group::coordinator_partition;
use crate::id::{BrokerId, Offset, PartitionIndex, TopicPartition};
use crate::sorted::Map;

impl World {
    /// How many records each group has left of each partition of which it has committed an offset. A group
    /// is left out while no broker coordinates it, a partition while nobody leads it. After an unclean
    /// election it may be less than nothing.
    #[must_use]
    pub fn lags(&self) -> Map<(GroupId, TopicPartition), i64> {
        let mut lags = Map::new();
        for broker in self.brokers() {
            let Some(process) = broker.process() else {
                continue;
            };
            for (index, shard) in process.group_coordinator().shards() {
                let is_used = !shard.is_loading() && shard.offsets().groups().next().is_some();
                if is_used && self.offsets_leader(*index) == Some(broker.id) {
                    self.add_lags(shard.offsets(), &mut lags);
                }
            }
        }
        lags
    }

    fn add_lags(&self, offsets: &CommittedOffsets, lags: &mut Map<(GroupId, TopicPartition), i64>) {
        for group in offsets.groups() {
            for (partition, kept) in offsets.of_group(group).into_iter().flatten() {
                if let Some(end) = self.readable_end(*partition) {
                    let lag = end.0 - kept.committed.offset.0;
                    lags.insert((group.clone(), *partition), lag);
                }
            }
        }
    }

    /// The broker that coordinates a group, by what the controller has written, once it has read the group's
    /// log.
    #[must_use]
    pub fn coordinator_of(&self, group: &GroupId) -> Option<(BrokerId, &Process)> {
        let count = self.scenario().broker_config.offsets_topic_num_partitions;
        let leader = self.offsets_leader(coordinator_partition(&group.0, count)?)?;
        let process = self.broker(leader)?.process()?;
        process.shard_of(group).map(|_| (leader, process))
    }

    /// Who leads a partition of `__consumer_offsets`, by what the controller has written.
    fn offsets_leader(&self, partition: PartitionIndex) -> Option<BrokerId> {
        let metadata = self.metadata();
        let topic = metadata.topic_named(GROUP_METADATA_TOPIC)?;
        let partition = TopicPartition { topic, partition };
        metadata.partitions.get(&partition)?.leader
    }

    /// Up to where consumers may read a partition, which is what the tool calls the end of the log: the high
    /// watermark of the leader, if there is one that answers.
    #[must_use]
    pub fn readable_end(&self, partition: TopicPartition) -> Option<Offset> {
        let leader = self.metadata().partitions.get(&partition)?.leader?;
        let broker = self.broker(leader)?;
        broker.process()?.partition(partition)?.leadership()?;
        Some(broker.log(partition)?.high_watermark())
    }
}
