//! A batch of a producer: what goes into it, how large it is, and when it may go out (`ProducerBatch`,
//! `MemoryRecordsBuilder`).

use serde::{Deserialize, Serialize};

use crate::config::{CompressionType, ProducerConfig};
use crate::id::{CorrelationId, LeaderEpoch, TopicPartition};
use crate::log::{BATCH_OVERHEAD_BYTES, BatchSequence, Record};
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
    /// Its place among all batches of its producer, in the order in which they were begun.
    pub(super) number: u64,
    /// Since when it waits: since it was begun, or since its last attempt came to nothing.
    pub(super) waits_since: Time,
    /// When it may be sent: after its linger, or its backoff.
    pub ready: Time,
    /// How many bytes the records take, uncompressed.
    records_bytes: u32,
    /// How many the largest of them takes.
    largest_bytes: u32,
    /// How many bytes it may take: `batch.size`, or as many as its first record needs.
    capacity_bytes: u32,
    compression: CompressionType,
    /// To how many thousandths records are thought to be compressed.
    estimate_permille: u32,
    /// Whether nothing more goes into it.
    is_closed: bool,
    /// Whether it has been sent, so that its size is no estimate any more.
    is_built: bool,
    /// Whether it was made of a larger one: its memory is not the buffer's.
    pub(super) is_split: bool,
    /// Whether the application has been told what became of it, though its request is still without
    /// an answer.
    pub(super) is_done: bool,
    /// Its place among the producer's batches for the partition, once it was sent; none of a producer that
    /// is not idempotent.
    pub sequence: Option<BatchSequence>,
    /// Whether the sequence is another one than that with which it was sent last.
    pub(super) is_renumbered: bool,
    /// The leader epoch to which it was sent last.
    pub(super) sent_in: Option<LeaderEpoch>,
    /// The request in which it was sent last.
    pub(crate) correlation_id: CorrelationId,
}

/// How much memory a batch takes that begins with this record (`RecordAccumulator.append`).
pub(super) fn memory_for(record: &Record, batch_size: u32) -> u32 {
    batch_size.max(record.alone_bytes())
}

impl ProducerBatch {
    /// A batch that begins with this record.
    pub(super) fn of(
        partition: TopicPartition,
        record: Record,
        config: &ProducerConfig,
        estimate_permille: u32,
        now: Time,
    ) -> Self {
        let bytes = record.size_bytes(0, 0);
        Self {
            partition,
            number: 0,
            records_bytes: bytes,
            largest_bytes: bytes,
            capacity_bytes: memory_for(&record, config.batch_size),
            compression: config.compression_type,
            estimate_permille,
            is_closed: false,
            is_built: false,
            is_split: false,
            is_done: false,
            records: vec![record],
            created: now,
            attempts: 0,
            waits_since: now,
            ready: now + Span::from_ms(config.linger_ms),
            sequence: None,
            is_renumbered: false,
            sent_in: None,
            correlation_id: CorrelationId(0),
        }
    }

    /// How many bytes it takes: as it was sent, or, as long as records may go into it, as far as can be
    /// told (`MemoryRecordsBuilder.estimatedBytesWritten`).
    #[must_use]
    pub fn size_bytes(&self) -> u32 {
        let compressed = match (self.compression, self.is_built) {
            (CompressionType::None, _) => self.records_bytes,
            (compression, true) => permille(self.records_bytes, compression.ratio_permille()),
            // `COMPRESSION_RATE_ESTIMATION_FACTOR`: rather a little too much.
            (_, false) => permille(permille(self.records_bytes, self.estimate_permille), 1_050),
        };
        compressed.saturating_add(BATCH_OVERHEAD_BYTES)
    }

    /// How many bytes of `buffer.memory` it takes.
    #[must_use]
    pub fn memory_bytes(&self) -> u32 {
        if self.is_split {
            0
        } else {
            self.capacity_bytes
        }
    }

    /// How many bytes it may take: `batch.size`, or as many as its first record needs.
    #[must_use]
    pub fn capacity_bytes(&self) -> u32 {
        self.capacity_bytes
    }

    /// Whether its application was told that it took too long, though its request has no answer.
    pub(crate) fn is_given_up(&self) -> bool {
        self.is_done
    }

    /// Whether nothing more goes into it (`MemoryRecordsBuilder.isFull`).
    pub(super) fn is_full(&self) -> bool {
        self.is_closed || self.size_bytes() >= self.capacity_bytes
    }

    /// Takes one more record (`ProducerBatch.tryAppend`), and returns by how many bytes it has grown.
    ///
    /// # Errors
    /// The record, if there is no room for it: then nothing more goes into the batch.
    pub(super) fn try_append(&mut self, record: Record, now: Time) -> Result<u32, Record> {
        let place = u32::try_from(self.records.len()).unwrap_or(u32::MAX);
        let bytes = record.size_bytes(place, now.since(self.created).as_ms());
        let before = self.size_bytes();
        // The new record may not compress as the others do.
        if self.is_full() || before.saturating_add(bytes) > self.capacity_bytes {
            self.is_closed = true;
            return Err(record);
        }
        self.records_bytes = self.records_bytes.saturating_add(bytes);
        self.largest_bytes = self.largest_bytes.max(bytes);
        self.records.push(record);
        Ok(self.size_bytes() - before)
    }

    /// It is about to be sent: what it takes is known now (`ProducerBatch.close`).
    pub(super) fn build(&mut self) {
        self.is_closed = true;
        self.is_built = true;
    }

    /// It has not left after all: records may go into it as before.
    pub(super) fn reopen(&mut self) {
        self.is_closed = false;
        self.is_built = false;
    }

    /// Makes smaller batches of it (`ProducerBatch.split`): of `batch.size`, or, if it was made of a
    /// larger one itself, of half its size. They were never sent, and keep their place in the order of
    /// sequences.
    pub(super) fn split(self, config: &ProducerConfig) -> Vec<Self> {
        let target = if self.is_split {
            (self.size_bytes() / 2).max(self.largest_bytes)
        } else {
            config.batch_size
        };
        let mut parts: Vec<Self> = Vec::new();
        for record in self.records {
            let record = match parts.last_mut() {
                Some(last) => match last.try_append(record, self.created) {
                    Ok(_) => continue,
                    Err(record) => record,
                },
                None => record,
            };
            let capacity_bytes = memory_for(&record, target);
            let part = Self::of(self.partition, record, config, 1_000, self.created);
            parts.push(Self {
                capacity_bytes,
                is_split: true,
                number: self.number,
                ..part
            });
        }
        let mut sequence = self.sequence;
        for part in &mut parts {
            part.is_closed = true;
            part.sequence = sequence;
            if let Some(sequence) = &mut sequence {
                let records = i32::try_from(part.records.len()).unwrap_or(i32::MAX);
                sequence.base_sequence = sequence.base_sequence.plus(records);
            }
        }
        parts
    }

    /// Whether it waits for the end of its backoff. A leader that it was not sent to is not spared
    /// (`RecordAccumulator.shouldBackoff`).
    pub(super) fn is_backing_off(&self, leader_epoch: Option<LeaderEpoch>, now: Time) -> bool {
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
        everything_goes: bool,
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
            everything_goes,
        }
    }
}

fn permille(bytes: u32, ratio: u32) -> u32 {
    let bytes = u64::from(bytes) * u64::from(ratio) / 1_000;
    u32::try_from(bytes).unwrap_or(u32::MAX)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{PartitionIndex, ProducerEpoch, ProducerId, Sequence, TopicId};

    const ORDERS_0: TopicPartition = TopicPartition {
        topic: TopicId(1),
        partition: PartitionIndex(0),
    };

    fn batch_of(values: &[&str], config: &ProducerConfig) -> ProducerBatch {
        let mut records = values.iter().map(|value| Record::new(None, Some(value)));
        let first = records.next().expect("there is one");
        let mut batch = ProducerBatch::of(ORDERS_0, first, config, 1_000, Time::START);
        for record in records {
            let taken = batch.try_append(record, Time::START);
            taken.expect("there is room");
        }
        batch
    }

    #[test]
    fn a_batch_that_was_sent_takes_nothing_more() {
        let mut batch = batch_of(&["v", "v"], &ProducerConfig::default());
        batch.build();
        let record = Record::new(None, Some("v"));
        assert_eq!(batch.try_append(record.clone(), Time::START), Err(record));
    }

    #[test]
    fn a_backoff_ends_early_when_another_leader_is_known() {
        let config = ProducerConfig::default();
        let mut batch = batch_of(&["v"], &config);
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
            let check = batch.ready_check(1, leader_epoch, linger, false, Time::from_ms(now_ms));
            assert_eq!(check.outcome(), outcome.map_err(Span::from_ms));
        }
    }

    #[test]
    fn a_batch_that_is_split_keeps_its_records_and_its_place() {
        let whole = ProducerConfig::default();
        let smaller = ProducerConfig {
            batch_size: 80,
            ..ProducerConfig::default()
        };
        let mut batch = batch_of(&["a", "b", "c", "d", "e"], &whole);
        batch.sequence = Some(BatchSequence {
            producer_id: ProducerId(1),
            producer_epoch: ProducerEpoch(0),
            base_sequence: Sequence(7),
        });
        let records = batch.records.clone();
        let parts = batch.split(&smaller);
        let sequences: Vec<_> = parts.iter().map(|part| part.sequence).collect();
        let bases = sequences.iter().map(|it| it.map(|it| it.base_sequence.0));
        assert_eq!(bases.collect::<Vec<_>>(), [Some(7), Some(10)]);
        let mut kept = Vec::new();
        for part in parts {
            assert_eq!((part.attempts, part.memory_bytes()), (0, 0));
            assert!(part.is_full(), "nothing more goes into it");
            kept.extend(part.records);
        }
        assert_eq!(kept, records);
    }

    #[test]
    fn what_is_compressed_leaves_room_for_more() {
        let room = |compression_type| {
            let config = ProducerConfig {
                batch_size: 1_000,
                compression_type,
                ..ProducerConfig::default()
            };
            let record = Record::new(None, Some(&"v".repeat(50)));
            let ratio = compression_type.ratio_permille();
            let mut batch =
                ProducerBatch::of(ORDERS_0, record.clone(), &config, ratio, Time::START);
            while batch.try_append(record.clone(), Time::START).is_ok() {}
            batch.build();
            assert!(batch.size_bytes() <= 1_000);
            batch.records.len()
        };
        assert!(room(CompressionType::Zstd) > 2 * room(CompressionType::None));
    }
}
