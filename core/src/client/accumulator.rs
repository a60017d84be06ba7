//! Batches that gather records, and when one may go out (`RecordAccumulator`, `ProducerBatch`).

use serde::{Deserialize, Serialize};

use super::partitioner::{BuiltInPartitioner, PartitionLoad};
use crate::config::ProducerConfig;
use crate::id::{BrokerId, LeaderEpoch, PartitionIndex, TopicId, TopicPartition};
use crate::log::{BATCH_OVERHEAD_BYTES, BatchSequence, Record};
use crate::sorted::Map;
use crate::time::{Span, Time};

/// A batch on its way from the application to the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProducerBatch {
    /// Where it goes.
    pub partition: TopicPartition,
    /// The records.
    pub records: Vec<Record>,
    /// When it was begun: `delivery.timeout.ms` counts from here.
    pub created: Time,
    /// How often it was sent.
    pub attempts: u32,
    /// Since when it waits: since it was begun, or since its last attempt came to nothing.
    pub(super) waits_since: Time,
    /// When it may be sent: after its linger, or its backoff.
    pub ready: Time,
    /// How many bytes it takes.
    size_bytes: u32,
    /// How many bytes it may take: `batch.size`, or as many as its first record needs.
    capacity_bytes: u32,
    /// Its place among the producer's batches for the partition, once it was sent; none of a producer that
    /// is not idempotent.
    pub sequence: Option<BatchSequence>,
    /// Whether the sequence is another one than that with which it was sent last.
    pub(super) is_renumbered: bool,
    /// The leader epoch to which it was sent last.
    pub(super) sent_in: Option<LeaderEpoch>,
    /// The request in which it was sent last.
    pub(super) correlation_id: u32,
}

impl ProducerBatch {
    /// A batch that begins with this record.
    pub(super) fn of(
        partition: TopicPartition,
        record: Record,
        config: &ProducerConfig,
        now: Time,
    ) -> Self {
        Self {
            partition,
            size_bytes: BATCH_OVERHEAD_BYTES.saturating_add(record.size_bytes(0, 0)),
            capacity_bytes: config.batch_size.max(record.alone_bytes()),
            records: vec![record],
            created: now,
            attempts: 0,
            waits_since: now,
            ready: now + Span::from_ms(config.linger_ms),
            sequence: None,
            is_renumbered: false,
            sent_in: None,
            correlation_id: 0,
        }
    }

    /// How many bytes it takes, uncompressed.
    #[must_use]
    pub fn size_bytes(&self) -> u32 {
        self.size_bytes
    }

    /// Whether nothing more goes into it (`MemoryRecordsBuilder.isFull`).
    pub(super) fn is_full(&self) -> bool {
        self.size_bytes >= self.capacity_bytes
    }

    /// Takes one more record (`ProducerBatch.tryAppend`), and returns by how many bytes it has grown.
    ///
    /// # Errors
    /// The record, if there is no room for it, or if the batch was sent before: then it stays as it is.
    pub(super) fn try_append(&mut self, record: Record, now: Time) -> Result<u32, Record> {
        let place = u32::try_from(self.records.len()).unwrap_or(u32::MAX);
        let bytes = record.size_bytes(place, now.since(self.created).as_ms());
        let grown = self.size_bytes.saturating_add(bytes);
        if self.attempts > 0
            || self.sequence.is_some()
            || self.is_full()
            || grown > self.capacity_bytes
        {
            return Err(record);
        }
        self.size_bytes = grown;
        self.records.push(record);
        Ok(bytes)
    }

    /// Whether it waits for the end of its backoff. A leader that it was not sent to is not spared
    /// (`RecordAccumulator.shouldBackoff`).
    fn is_backing_off(&self, leader_epoch: Option<LeaderEpoch>, now: Time) -> bool {
        let leader_has_changed = match (self.sent_in, leader_epoch) {
            (Some(sent_in), Some(epoch)) => epoch > sent_in,
            _ => false,
        };
        self.attempts > 0 && now < self.ready && !leader_has_changed
    }

    /// Whether it may be sent, as the first of a queue of that length.
    pub(super) fn ready_check(
        &self,
        queue_length: usize,
        leader_epoch: Option<LeaderEpoch>,
        linger: Span,
        now: Time,
    ) -> ReadyCheck {
        let is_backing_off = self.is_backing_off(leader_epoch, now);
        let until = match is_backing_off {
            true => self.ready,
            false => self.waits_since + linger,
        };
        ReadyCheck {
            is_full: queue_length > 1 || self.is_full(),
            is_backing_off,
            waited: now.since(self.waits_since),
            time_to_wait: until.since(self.waits_since),
            everything_goes: false,
        }
    }
}

/// What decides whether the first batch of a partition may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadyCheck {
    /// Whether it is full, or another one waits behind it.
    pub is_full: bool,
    /// Whether it was sent before, and its backoff has not ended.
    pub is_backing_off: bool,
    /// How long it has waited since it was begun, or since its last attempt came to nothing.
    pub waited: Span,
    /// How long it is to wait: `linger.ms`, or the backoff.
    pub time_to_wait: Span,
    /// Whether nothing is to linger: memory is exhausted, or the producer is flushed or closed, or its
    /// transaction is completing.
    pub everything_goes: bool,
}

impl ReadyCheck {
    /// Whether it may be sent (`RecordAccumulator.batchReady`).
    ///
    /// # Errors
    /// How long it still waits, if nothing happens before.
    pub fn outcome(&self) -> Result<(), Span> {
        let is_sendable = self.is_full || self.waited >= self.time_to_wait || self.everything_goes;
        if is_sendable && !self.is_backing_off {
            return Ok(());
        }
        let left = self.time_to_wait.0.saturating_sub(self.waited.0);
        Err(Span(left))
    }
}

/// The record accumulator: batches that wait, by partition, the oldest first, and the partitioners of the
/// topics that they go to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RecordAccumulator {
    /// A queue stays when it is empty: that there was one counts for the partitioner.
    pub(super) queues: Map<TopicPartition, Vec<ProducerBatch>>,
    pub(super) partitioners: Map<TopicId, BuiltInPartitioner>,
    pub(super) latencies: Map<BrokerId, NodeLatency>,
}

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

    /// Puts a record into the last batch of its partition, or begins one, and returns how many bytes more
    /// wait there than before, and, if one was begun, when that may be sent.
    pub(super) fn append(
        &mut self,
        partition: TopicPartition,
        record: Record,
        config: &ProducerConfig,
        now: Time,
    ) -> (u32, Option<Time>) {
        let queue = self.queues.get_or_default(partition);
        let record = match queue.last_mut() {
            Some(last) => match last.try_append(record, now) {
                Ok(bytes) => return (bytes, None),
                Err(record) => record,
            },
            None => record,
        };
        let batch = ProducerBatch::of(partition, record, config, now);
        let (bytes, ready) = (batch.size_bytes, batch.ready);
        queue.push(batch);
        (bytes, Some(ready))
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
                accumulator.append(ORDERS_0, record(*length), &config, Time::START);
            }
            let queue = accumulator.queues.get(&ORDERS_0).expect("there is one");
            let found: Vec<_> = queue.iter().map(|batch| batch.records.len()).collect();
            assert_eq!(found, batches, "batch.size={batch_size}");
        }
    }

    #[test]
    fn a_batch_that_was_sent_takes_nothing_more() {
        let config = ProducerConfig::default();
        let record = Record::new(None, Some("v"));
        let mut batch = ProducerBatch::of(ORDERS_0, record.clone(), &config, Time::START);
        assert_eq!(batch.try_append(record.clone(), Time::START), Ok(8));
        batch.attempts = 1;
        assert_eq!(batch.try_append(record.clone(), Time::START), Err(record));
    }

    #[test]
    fn a_backoff_ends_early_when_another_leader_is_known() {
        let config = ProducerConfig::default();
        let record = Record::new(None, Some("v"));
        let mut batch = ProducerBatch::of(ORDERS_0, record, &config, Time::START);
        batch.attempts = 1;
        batch.sent_in = Some(LeaderEpoch(3));
        batch.ready = Time::from_ms(100);
        let linger = Span::from_ms(config.linger_ms);
        for (leader_epoch, now_ms, outcome) in [
            (Some(3), 10, Err(90)),
            (Some(4), 10, Ok(())),
            (Some(4), 2, Err(3)),
            (None, 10, Err(90)),
            (Some(3), 100, Ok(())),
        ] {
            let leader_epoch = leader_epoch.map(LeaderEpoch);
            let check = batch.ready_check(1, leader_epoch, linger, Time::from_ms(now_ms));
            assert_eq!(check.outcome(), outcome.map_err(Span::from_ms));
        }
    }
}
