//! What a producer is about to do, and what it waits for: for whoever explains that.

use std::sync::Arc;

use super::batch::ProducerBatch;
use super::{InFlight, Producer};
use crate::id::{PartitionIndex, TopicPartition};
use crate::sim::ConnectionId;
use crate::time::{Span, Time};

impl Producer {
    /// The first batch of a partition that was sent and has no answer, and on which connection.
    #[must_use]
    pub(crate) fn unanswered(
        &self,
        partition: TopicPartition,
    ) -> Option<(ConnectionId, &ProducerBatch)> {
        for (connection, requests) in &self.in_flight {
            for request in requests {
                let InFlight::Produce(batches, _) = request else {
                    continue;
                };
                let mut batches = batches.iter().filter(|batch| !batch.is_done);
                if let Some(batch) = batches.find(|batch| batch.partition == partition) {
                    return Some((*connection, batch));
                }
            }
        }
        None
    }

    /// The next batch of a partition that is to be sent.
    #[must_use]
    pub(crate) fn next_batch(&self, partition: TopicPartition) -> Option<&ProducerBatch> {
        self.accumulator.first(partition)
    }

    /// When a batch has taken too long in all.
    #[must_use]
    pub(crate) fn delivers_until(&self, batch: &ProducerBatch) -> Time {
        batch.created + Span::from_ms(self.config.delivery_timeout_ms())
    }

    /// The first record whose partition the producer has not heard of, and until when its `send` waits.
    #[must_use]
    pub(crate) fn first_unplaced(&self) -> Option<(Arc<str>, Option<PartitionIndex>, Time)> {
        let (topic, partition) = self.unplaced.first()?.destination();
        Some((topic, partition, self.unplaced_until()?))
    }
}
