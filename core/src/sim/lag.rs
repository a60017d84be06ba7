//! What groups of consumers have left to read, as `kafka-consumer-groups` counts it: from what they have
//! committed to the end that a consumer can see.

use super::world::World;
use crate::broker::CommittedOffsets;
use crate::group::classic::GroupId;
use crate::id::{Offset, TopicPartition};
use crate::log::Log;
use crate::sorted::Map;

impl World {
    /// How many records each group has left of each partition of which it has committed an offset. A group
    /// is left out while no broker coordinates it, a partition while nobody leads it.
    #[must_use]
    pub fn lags(&self) -> Map<(GroupId, TopicPartition), i64> {
        let mut lags = Map::new();
        for broker in self.brokers() {
            let Some(process) = broker.process() else {
                continue;
            };
            for (index, shard) in process.group_coordinator().shards() {
                let is_used = !shard.is_loading() && shard.offsets().groups().next().is_some();
                let leader = || self.offsets_leader(self.offsets_partition(*index)?);
                if is_used && leader().is_some_and(|(leader, _)| leader == broker.id) {
                    self.add_lags(shard.offsets(), &mut lags);
                }
            }
        }
        lags
    }

    fn add_lags(&self, offsets: &CommittedOffsets, lags: &mut Map<(GroupId, TopicPartition), i64>) {
        for group in offsets.groups() {
            for (partition, kept) in offsets.of_group(group).into_iter().flatten() {
                if let Some(lag) = self.lag_from(*partition, kept.committed.offset) {
                    lags.insert((group.clone(), *partition), lag);
                }
            }
        }
    }

    /// How many records a group has left of a partition that has committed so much (`LAG`); none while nobody
    /// leads it. After an unclean election it may be less than nothing.
    #[must_use]
    pub fn lag_from(&self, partition: TopicPartition, committed: Offset) -> Option<i64> {
        let end = self.readable_end(partition)?;
        Some(end.0.saturating_sub(committed.0))
    }

    /// Up to where consumers may read a partition, which is what the tool calls the end of the log: the high
    /// watermark of the leader, if there is one that answers.
    #[must_use]
    pub fn readable_end(&self, partition: TopicPartition) -> Option<Offset> {
        self.elected_log(partition).map(Log::high_watermark)
    }

    /// The log of the leader that the controller has written, while that answers as one.
    pub(crate) fn elected_log(&self, partition: TopicPartition) -> Option<&Log> {
        let leader = self.metadata().partitions.get(&partition)?.leader?;
        let broker = self.broker(leader)?;
        broker.process()?.partition(partition)?.leadership()?;
        broker.log(partition)
    }
}
