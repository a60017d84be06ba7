//! From the application into a batch (`KafkaProducer.send`, `RecordAccumulator.append`).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::producer::{Producer, ProducerBatch};
use crate::id::{PartitionIndex, RecordId, TopicPartition};
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
    partition: PartitionIndex,
    record: Record,
    /// When its application handed it over: `max.block.ms` counts from here.
    since: Time,
}

impl WaitingRecord {
    /// Where it is to go.
    pub(super) fn destination(&self) -> (Arc<str>, PartitionIndex) {
        (self.topic.clone(), self.partition)
    }
}

impl Producer {
    /// Takes a record from the application (`KafkaProducer.send`). Of a partition that it has not heard
    /// of it asks first.
    pub(super) fn accept(
        &mut self,
        topic: Arc<str>,
        partition: PartitionIndex,
        mut record: Record,
        out: &mut Out<'_>,
    ) {
        if record.id == RecordId::default() {
            record.id = out.new_record();
        }
        let Some(known) = self.cluster.partition(&topic, partition) else {
            let since = out.now();
            self.unplaced.push(WaitingRecord {
                topic,
                partition,
                record,
                since,
            });
            self.watch_delivery(out);
            return self.ask_for_metadata(out);
        };
        self.append(known, record, out);
    }

    /// Puts a record into the open batch of its partition, or begins one (`RecordAccumulator.append`).
    fn append(&mut self, partition: TopicPartition, record: Record, out: &mut Out<'_>) {
        out.follow(Event::RecordAccepted {
            partition,
            record: record.id,
        });
        let now = out.now();
        let queue = self.accumulator.get_or_default(partition);
        match queue
            .last_mut()
            .filter(|batch| batch.attempts == 0 && batch.ready > now)
        {
            Some(open) => open.records.push(record),
            None => {
                let ready = now + Span::from_ms(self.config.linger_ms);
                let records = vec![record];
                queue.push(ProducerBatch {
                    partition,
                    records,
                    created: now,
                    attempts: 0,
                    ready,
                    sent_in: None,
                    correlation_id: 0,
                });
                out.set_timer_at(Timer::Sender(partition), ready);
            }
        }
        self.watch_delivery(out);
    }

    /// Appends the records whose partitions the producer has heard of by now.
    pub(super) fn place_records(&mut self, out: &mut Out<'_>) {
        for waiting in core::mem::take(&mut self.unplaced) {
            match self.cluster.partition(&waiting.topic, waiting.partition) {
                Some(partition) => out.aside(|out| self.append(partition, waiting.record, out)),
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
