//! Batches that gather records, by partition, and what their partitioners are told (`RecordAccumulator`).

use serde::{Deserialize, Serialize};

use super::batch::ProducerBatch;
use super::partitioner::{BuiltInPartitioner, PartitionLoad};
use crate::config::ProducerConfig;
use crate::id::{BrokerId, PartitionIndex, TopicId, TopicPartition};
use crate::log::Record;
use crate::sorted::Map;
use crate::time::{Span, Time};

/// The record accumulator: batches that wait, by partition, the oldest first, and the partitioners of the
/// topics that they go to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RecordAccumulator {
    /// A queue stays when it is empty: that there was one counts for the partitioner.
    pub(super) queues: Map<TopicPartition, Vec<ProducerBatch>>,
    pub(super) partitioners: Map<TopicId, BuiltInPartitioner>,
    pub(super) latencies: Map<BrokerId, NodeLatency>,
    /// To how many thousandths the records of a topic are thought to be compressed.
    estimates_permille: Map<TopicId, u32>,
    /// By leader: the place among its partitions where the last request ended (`nodesDrainIndex`).
    pub(super) drain_index: Map<BrokerId, usize>,
    /// How many batches were begun.
    pub(super) begun: u64,
}

/// Records are thought not to be compressed at all, as long as none were (`CompressionRatioEstimator`).
const UNCOMPRESSED_PERMILLE: u32 = 1_000;

/// How much worse than the last batch the next is thought to be compressed, at least.
const DETERIORATE_STEP_PERMILLE: u32 = 50;

/// How much better than before the next batch is thought to be compressed, at most.
const IMPROVING_STEP_PERMILLE: u32 = 5;

/// Since when a leader takes no batches (`NodeLatencyStats`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct NodeLatency {
    /// When there was last something for it.
    ready_at: Time,
    /// When it last could be sent something.
    drained_at: Time,
}

impl RecordAccumulator {
    /// The first batch of a partition's queue.
    pub(super) fn first(&self, partition: TopicPartition) -> Option<&ProducerBatch> {
        self.queues.get(&partition)?.first()
    }

    /// Whether no batch of the partition has room left (`RecordAccumulator.allBatchesFull`): only the last
    /// one may.
    pub(super) fn all_batches_full(&self, partition: TopicPartition) -> bool {
        let last = self.queues.get(&partition).and_then(|queue| queue.last());
        last.is_none_or(ProducerBatch::is_full)
    }

    /// Puts a record into the last batch of its partition (`RecordAccumulator.tryAppend`), and returns by
    /// how many bytes that has grown.
    ///
    /// # Errors
    /// The record, if a batch is to be begun with it.
    pub(super) fn try_append(
        &mut self,
        partition: TopicPartition,
        record: Record,
        now: Time,
    ) -> Result<u32, Record> {
        match self.queues.get_or_default(partition).last_mut() {
            Some(last) => last.try_append(record, now),
            None => Err(record),
        }
    }

    /// Begins a batch with a record, and returns how many bytes it takes, and when it may be sent.
    pub(super) fn begin(
        &mut self,
        partition: TopicPartition,
        record: Record,
        config: &ProducerConfig,
        now: Time,
    ) -> (u32, Time) {
        let estimate = self.estimates_permille.get(&partition.topic).copied();
        let estimate = estimate.unwrap_or(UNCOMPRESSED_PERMILLE);
        let mut batch = ProducerBatch::of(partition, record, config, estimate, now);
        batch.number = self.begun;
        self.begun += 1;
        let begun = (batch.size_bytes(), batch.ready);
        self.queues.get_or_default(partition).push(batch);
        begun
    }

    /// Learns from a batch that is sent how its topic's records are compressed
    /// (`CompressionRatioEstimator.updateEstimation`).
    pub(super) fn learn_ratio(&mut self, topic: TopicId, observed: u32) {
        let estimate = self
            .estimates_permille
            .get_or_insert_with(topic, || UNCOMPRESSED_PERMILLE);
        if observed > *estimate {
            *estimate = observed.max(estimate.saturating_add(DETERIORATE_STEP_PERMILLE));
        } else if observed < *estimate {
            *estimate = observed.max(estimate.saturating_sub(IMPROVING_STEP_PERMILLE));
        }
    }

    /// A batch was too large: records are thought to be compressed as badly as can be
    /// (`RecordAccumulator.splitAndReenqueue`).
    pub(super) fn forget_ratio(&mut self, topic: TopicId) {
        self.estimates_permille.insert(topic, UNCOMPRESSED_PERMILLE);
    }

    /// Puts a batch back that is to be sent again (`RecordAccumulator.reenqueue`): in the order of the
    /// sequences, or, without any, to the front, so that two that fail one after the other change places.
    pub(super) fn put_back(&mut self, batch: ProducerBatch) {
        let queue = self.queues.get_or_default(batch.partition);
        let own = batch.sequence.map(|sequence| sequence.base_sequence);
        let before = |other: &ProducerBatch| {
            let other = other.sequence.map(|sequence| sequence.base_sequence);
            own.is_some() && other.is_some() && other < own
        };
        let place = queue.iter().position(|other| !before(other));
        queue.insert(place.unwrap_or(queue.len()), batch);
    }

    /// Notes that there is something for a leader, and whether it can be sent
    /// (`updateNodeLatencyStats`).
    pub(super) fn note_latency(&mut self, leader: BrokerId, can_drain: bool, now: Time) {
        let latency = self.latencies.get_or_insert_with(leader, || NodeLatency {
            ready_at: now,
            drained_at: now,
        });
        latency.ready_at = now;
        if can_drain {
            latency.drained_at = now;
        }
    }

    fn is_available(&self, leader: BrokerId, timeout: Span) -> bool {
        let latency = self.latencies.get(&leader);
        timeout == Span::ZERO
            || latency.is_none_or(|it| it.ready_at.since(it.drained_at) <= timeout)
    }

    /// How the queues of a topic stand, for its partitioner (`RecordAccumulator.partitionReady`): once
    /// there was a batch for each of its partitions. Those without a leader do not count; nor, if batches
    /// wait for it, does one whose leader takes none.
    pub(super) fn load_of(
        &self,
        topic: TopicId,
        partitions: u32,
        timeout: Span,
        leader_of: impl Fn(TopicPartition) -> Option<BrokerId>,
    ) -> Option<PartitionLoad> {
        let (mut lengths, mut indices): (Vec<u32>, Vec<PartitionIndex>) = (Vec::new(), Vec::new());
        let mut queues = 0_u32;
        for (partition, queue) in &self.queues {
            if partition.topic != topic {
                continue;
            }
            queues += 1;
            let Some(leader) = leader_of(*partition) else {
                continue;
            };
            if queue.is_empty() || self.is_available(leader, timeout) {
                lengths.push(u32::try_from(queue.len()).unwrap_or(u32::MAX));
                indices.push(partition.partition);
            }
        }
        if queues < partitions {
            return None;
        }
        let available = lengths.len();
        let all = usize::try_from(queues).unwrap_or(usize::MAX);
        lengths.resize(all, 0);
        indices.resize(all, PartitionIndex::default());
        PartitionLoad::of(&lengths, &indices, available)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORDERS_0: TopicPartition = TopicPartition {
        topic: TopicId(1),
        partition: PartitionIndex(0),
    };

    #[test]
    fn a_batch_takes_records_up_to_its_size_and_the_first_one_whatever_its_size() {
        let record = |length: usize| Record::new(None, Some(&"v".repeat(length)));
        for (batch_size, lengths, batches) in [
            (16_384, &[10, 10, 10][..], &[3][..]),
            (100, &[10, 10, 10], &[2, 1]),
            (0, &[50, 50], &[1, 1]),
            (100, &[500, 10], &[1, 1]),
        ] {
            let config = ProducerConfig {
                batch_size,
                ..ProducerConfig::default()
            };
            let mut accumulator = RecordAccumulator::default();
            for length in lengths {
                let now = Time::START;
                if let Err(record) = accumulator.try_append(ORDERS_0, record(*length), now) {
                    accumulator.begin(ORDERS_0, record, &config, now);
                }
            }
            let queue = accumulator.queues.get(&ORDERS_0).expect("there is one");
            let found: Vec<_> = queue.iter().map(|batch| batch.records.len()).collect();
            assert_eq!(found, batches, "batch.size={batch_size}");
        }
    }

    #[test]
    fn the_estimate_of_a_ratio_falls_slowly_and_rises_quickly() {
        let mut accumulator = RecordAccumulator::default();
        let estimate = |accumulator: &RecordAccumulator| {
            let estimate = accumulator.estimates_permille.get(&TopicId(1));
            estimate.copied().expect("it was learned")
        };
        for (observed, learned) in [(400, 995), (400, 990), (1_000, 1_040), (1_038, 1_038)] {
            accumulator.learn_ratio(TopicId(1), observed);
            assert_eq!(estimate(&accumulator), learned);
        }
    }
}
