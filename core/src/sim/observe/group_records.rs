//! What the coordinators of groups have written to the partitions of `__consumer_offsets`.

use core::ops::Range;

use crate::config::GROUP_METADATA_TOPIC;
use crate::group::CoordinatorRecord;
use crate::id::{NodeId, Offset, TopicPartition};
use crate::sim::World;

impl World {
    /// Whether a partition is one of those to which coordinators write.
    pub(crate) fn is_of_groups(&self, partition: TopicPartition) -> bool {
        self.metadata().topic_named(GROUP_METADATA_TOPIC) == Some(partition.topic)
    }

    /// What a coordinator has written at these offsets; nothing where that is another partition.
    pub(crate) fn written_of_groups(
        &self,
        coordinator: NodeId,
        partition: TopicPartition,
        offsets: Range<Offset>,
    ) -> Vec<&CoordinatorRecord> {
        if !self.is_of_groups(partition) {
            return Vec::new();
        }
        let broker = coordinator.broker();
        let log = broker.and_then(|broker| self.broker(broker)?.log(partition));
        let mut written = Vec::new();
        for batch in log.into_iter().flat_map(|log| log.batches().rev()) {
            if batch.next_offset() <= offsets.start {
                break;
            }
            for (index, record) in batch.records.iter().enumerate().rev() {
                if offsets.contains(&batch.base_offset.plus(index)) {
                    written.extend(record.coordinator.as_deref());
                }
            }
        }
        written.reverse();
        written
    }
}
