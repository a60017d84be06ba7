//! From the application into a batch (`KafkaProducer.send`, `RecordAccumulator.append`).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::partitioner::{Appended, Choice, partition_for_key};
use super::producer::Producer;
use crate::id::{PartitionIndex, RecordId, TopicId, TopicPartition};
use crate::line::take_first;
use crate::log::Record;
use crate::sim::{Out, Timer};
use crate::time::{Span, Time};
use crate::trace::Event;
use crate::wire::{ErrorCode, ErrorDetail};

/// A record whose partition the producer has not heard of yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct WaitingRecord {
    topic: Arc<str>,
    /// The partition, if the application chose one.
    partition: Option<PartitionIndex>,
    record: Record,
    /// When its application handed it over: `max.block.ms` counts from here.
    since: Time,
}

impl WaitingRecord {
    /// Where it is to go.
    pub(super) fn destination(&self) -> (Arc<str>, Option<PartitionIndex>) {
        (self.topic.clone(), self.partition)
    }
}

/// The partition of a record, and whether it was chosen for a record that might have gone anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Destination {
    partition: TopicPartition,
    is_sticky: bool,
}

impl Producer {
    /// Takes a record from the application (`KafkaProducer.send`). Of a topic or a partition that it has
    /// not heard of it asks first.
    pub(super) fn accept(
        &mut self,
        topic: Arc<str>,
        partition: Option<PartitionIndex>,
        mut record: Record,
        out: &mut Out<'_>,
    ) {
        if record.id == RecordId::default() {
            record.id = out.new_record();
        }
        record.timestamp = out.now();
        match self.destination(&topic, partition, &record, out) {
            Some(destination) => self.append(destination, record, out),
            None => {
                self.unplaced.push(WaitingRecord {
                    topic,
                    partition,
                    record,
                    since: out.now(),
                });
                self.watch_delivery(out);
                self.ask_for_metadata(out);
            }
        }
    }

    /// Where a record goes, if the producer has heard of it (`KafkaProducer.partition`): to the partition
    /// that the application chose, to that of its key among all partitions, or to the one that records
    /// without a key go to now.
    fn destination(
        &mut self,
        topic: &str,
        chosen: Option<PartitionIndex>,
        record: &Record,
        out: &mut Out<'_>,
    ) -> Option<Destination> {
        let key = record.key.as_deref();
        let key = key.filter(|_| !self.config.partitioner_ignore_keys);
        let index = match (chosen, key) {
            (Some(chosen), _) => chosen,
            (None, Some(key)) => {
                partition_for_key(key.as_bytes(), self.cluster.partitions_of(topic)?)?
            }
            (None, None) => {
                let topic = self.cluster.topic(topic)?;
                let partition = self.sticky_partition(topic, out)?;
                return Some(Destination {
                    partition,
                    is_sticky: true,
                });
            }
        };
        Some(Destination {
            partition: self.cluster.partition(topic, index)?,
            is_sticky: false,
        })
    }

    /// The partition that records without a key go to now. Another one is drawn if enough has gone there,
    /// and only a batch that was still open had held the producer back
    /// (`RecordAccumulator.partitionChanged`).
    fn sticky_partition(&mut self, topic: TopicId, out: &mut Out<'_>) -> Option<TopicPartition> {
        let available = self.cluster.available_partitions(topic);
        let choice = Choice {
            available: &available,
            partitions: self.cluster.partition_count(topic),
        };
        if choice.partitions == 0 {
            return None;
        }
        let partitioner = self.accumulator.partitioners.get_or_default(topic);
        let partition = partitioner.current(&choice, |bound| out.random_below(bound));
        let partition = TopicPartition { topic, partition };
        if !self.accumulator.all_batches_full(partition) {
            return Some(partition);
        }
        self.note_appended(topic, 0, true, out);
        let partitioner = self.accumulator.partitioners.get_or_default(topic);
        let partition = partitioner.current(&choice, |bound| out.random_below(bound));
        Some(TopicPartition { topic, partition })
    }

    /// Tells the partitioner what has gone to the partition that records without a key go to.
    fn note_appended(
        &mut self,
        topic: TopicId,
        bytes: u32,
        batches_are_full: bool,
        out: &mut Out<'_>,
    ) {
        let available = self.cluster.available_partitions(topic);
        let choice = Choice {
            available: &available,
            partitions: self.cluster.partition_count(topic),
        };
        let appended = Appended {
            bytes,
            batch_size: self.config.batch_size.max(1),
            batches_are_full,
        };
        let partitioner = self.accumulator.partitioners.get_or_default(topic);
        partitioner.note_appended(appended, &choice, |bound| out.random_below(bound));
    }

    /// Puts a record into the last batch of its partition, or begins one (`RecordAccumulator.append`).
    fn append(&mut self, destination: Destination, record: Record, out: &mut Out<'_>) {
        let Destination {
            partition,
            is_sticky,
        } = destination;
        out.follow(Event::RecordAccepted {
            partition,
            record: record.id,
        });
        let appended = self
            .accumulator
            .append(partition, record, &self.config, out.now());
        let (bytes, begun) = appended;
        if is_sticky {
            let batches_are_full = self.accumulator.all_batches_full(partition);
            self.note_appended(partition.topic, bytes, batches_are_full, out);
        }
        if let Some(ready) = begun {
            out.set_timer_at(Timer::Sender(partition), ready);
        }
        self.watch_delivery(out);
    }

    /// Appends the records whose partitions the producer has heard of by now.
    pub(super) fn place_records(&mut self, out: &mut Out<'_>) {
        for waiting in core::mem::take(&mut self.unplaced) {
            let WaitingRecord {
                topic,
                partition,
                record,
                ..
            } = &waiting;
            match self.destination(topic, *partition, record, out) {
                Some(destination) => {
                    out.aside(|out| self.append(destination, waiting.record, out));
                }
                None => self.unplaced.push(waiting),
            }
        }
        if !self.unplaced.is_empty() {
            self.ask_for_metadata_later(out);
        }
    }

    /// When the record that has waited longest for its partition is given up.
    pub(super) fn unplaced_until(&self) -> Option<Time> {
        let longest = self.unplaced.first()?;
        Some(longest.since + Span::from_ms(self.config.max_block_ms))
    }

    /// The `send` of records that have waited for their partition for too long fails.
    pub(super) fn give_up_unplaced(&mut self, out: &mut Out<'_>) {
        while self
            .unplaced_until()
            .is_some_and(|until| until <= out.now())
        {
            let Some(waited) = take_first(&mut self.unplaced) else {
                return;
            };
            out.trace(Event::SendFailed {
                topic: waited.topic.clone(),
                partition: waited.partition,
                record: waited.record.id,
                error: ErrorCode::RequestTimedOut,
                detail: ErrorDetail::NotInMetadata {
                    partitions: self.cluster.partitions_of(&waited.topic),
                    topic: waited.topic,
                    partition: waited.partition,
                    after_ms: self.config.max_block_ms,
                },
            });
        }
    }
}
