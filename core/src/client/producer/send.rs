//! From the application into a batch (`KafkaProducer.send`, `RecordAccumulator.append`): what the producer
//! has to know first, what it refuses, and what it has no room for yet.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::batch::memory_for;
use super::buffer::WaitingForMemory;
use super::deferred;
use super::handed::{ChosenBy, Handed};
use super::partitioner::{Appended, Choice};
use super::pipeline::{Awaited, BlockedSend};
use super::{Destination, Outcome, Producer};
use crate::config::validate_topic_name;
use crate::id::{PartitionIndex, RecordId, TopicId, TopicPartition};
use crate::log::Record;
use crate::sim::{Out, Timer};
use crate::time::{Span, Time};
use crate::trace::Event;
use crate::wire::{ApiError, ErrorCode, ErrorDetail, ProducerClosed, RecordSizeLimit};

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

    /// As an onlooker sees it, who knows `max.block.ms`.
    pub(super) fn as_blocked(&self, max_block: Span) -> BlockedSend<'_> {
        BlockedSend {
            record: &self.record,
            topic: &self.topic,
            partition: self.partition,
            awaits: Awaited::Metadata,
            until: self.since + max_block,
        }
    }
}

/// A record of which the producer knows where it may go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PlacedRecord {
    topic: Arc<str>,
    id: TopicId,
    /// The partition that the application chose, or that of the key; without one, whichever records
    /// without a key go to at the time.
    partition: Option<PartitionIndex>,
    record: Record,
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
        self.handed = Some(Handed::new(topic.clone(), partition, record.clone()));
        let waiting = WaitingRecord {
            topic,
            partition,
            record,
            since: out.now(),
        };
        if !self.takes_records() {
            return self.refuse_closed(waiting, ProducerClosed::Before, out);
        }
        if let Err(waiting) = self.place(waiting, out) {
            self.unplaced.push(waiting);
            self.watch_delivery(out);
            self.ask_for_metadata(out);
        }
    }

    /// Turns a record into bytes, chooses its partition, and appends it, if the producer has heard of the
    /// topic, and of the partition that the application chose (`KafkaProducer.doSend`).
    ///
    /// # Errors
    /// The record, if the producer has not.
    fn place(&mut self, waiting: WaitingRecord, out: &mut Out<'_>) -> Result<(), WaitingRecord> {
        let Some(id) = self.cluster.topic(&waiting.topic) else {
            return Err(waiting);
        };
        let partitions = self.cluster.partition_count(id);
        if partitions <= waiting.partition.map_or(0, |chosen| chosen.0) {
            return Err(waiting);
        }
        let placed = PlacedRecord {
            partition: self.partition_of(&waiting, partitions),
            topic: waiting.topic,
            id,
            record: waiting.record,
        };
        self.note_placed(placed.record.id, id, partitions, placed.partition);
        if let Err((error, detail)) = self.may_take(&placed.record) {
            self.refuse(placed.into(), error, detail, out);
            return Ok(());
        }
        let until = waiting.since + Span::from_ms(self.config.max_block_ms);
        self.append(placed, until, out);
        Ok(())
    }

    /// The partition that the application chose, or that of the key among all partitions
    /// (`KafkaProducer.partition`).
    fn partition_of(&self, waiting: &WaitingRecord, partitions: u32) -> Option<PartitionIndex> {
        match self.chosen_by(waiting.partition, &waiting.record) {
            ChosenBy::Application(named) => Some(named),
            ChosenBy::Key(key) => deferred::partition_for_key(key.as_bytes(), partitions),
            ChosenBy::Sticky => None,
        }
    }

    /// Whether its serializers take a record, and it is not too large
    /// (`KafkaProducer.ensureValidRecordSize`).
    ///
    /// # Errors
    /// What the application is told.
    fn may_take(&self, record: &Record) -> Result<(), (ErrorCode, ErrorDetail)> {
        for (is_key, serializer, text) in [
            (true, self.config.key_serializer, &record.key),
            (false, self.config.value_serializer, &record.value),
        ] {
            if !serializer.takes(text.as_deref()) {
                let detail = ErrorDetail::Serialization { is_key, serializer };
                return Err((ErrorCode::UnknownServerError, detail));
            }
        }
        let bytes = record.alone_bytes();
        let most = if bytes > self.config.max_request_size {
            RecordSizeLimit::Request(self.config.max_request_size)
        } else if u64::from(bytes) > self.config.buffer_memory {
            RecordSizeLimit::Buffer
        } else {
            return Ok(());
        };
        let detail = ErrorDetail::RecordTooLarge { bytes, most };
        Err((ErrorCode::MessageTooLarge, detail))
    }

    /// The partition that records without a key go to now. Another one is drawn if enough has gone there,
    /// and only a batch that was still open had held the producer back
    /// (`RecordAccumulator.partitionChanged`).
    pub(super) fn sticky_partition(
        &mut self,
        topic: TopicId,
        out: &mut Out<'_>,
    ) -> Option<TopicPartition> {
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

    /// A record without a key has gone to a partition.
    pub(super) fn note_sticky(&mut self, partition: TopicPartition, bytes: u32, out: &mut Out<'_>) {
        let batches_are_full = self.accumulator.all_batches_full(partition);
        self.note_appended(partition.topic, bytes, batches_are_full, out);
    }

    /// Puts a record into the last batch of its partition, or begins one (`RecordAccumulator.append`). Where
    /// there is no memory for another batch the application waits.
    fn append(&mut self, placed: PlacedRecord, until: Time, out: &mut Out<'_>) {
        let Some((partition, record)) = self.try_append(&placed, out) else {
            return;
        };
        let bytes = memory_for(&record, self.config.batch_size);
        if u64::from(bytes) > self.buffer.total {
            let total = self.buffer.total;
            let detail = ErrorDetail::MemoryLimit { bytes, total };
            return self.refuse(placed.into(), ErrorCode::UnknownServerError, detail, out);
        }
        if self.buffer.take(bytes) {
            return self.begin_batch(partition, &placed, out);
        }
        out.trace(Event::SendBlocked {
            partition,
            record: record.id,
            bytes,
        });
        self.buffer.waiting.push(WaitingForMemory {
            record: placed,
            bytes,
            has: 0,
            most_ms: until.since(out.now()).as_ms(),
            until,
        });
        self.serve_waiting(out);
        self.watch_delivery(out);
    }

    /// Puts a record into the last batch of its partition. Where a batch is to be begun it returns where,
    /// and the record.
    fn try_append(
        &mut self,
        placed: &PlacedRecord,
        out: &mut Out<'_>,
    ) -> Option<(TopicPartition, Record)> {
        let topic = placed.id;
        let partition = match placed.partition {
            Some(partition) => TopicPartition { topic, partition },
            None => deferred::sticky_partition(self, topic, out)?,
        };
        let record = placed.record.clone();
        match self.accumulator.try_append(partition, record, out.now()) {
            Ok(bytes) => {
                self.appended(partition, placed, bytes, out);
                None
            }
            Err(record) => Some((partition, record)),
        }
    }

    fn begin_batch(&mut self, partition: TopicPartition, placed: &PlacedRecord, out: &mut Out<'_>) {
        let record = placed.record.clone();
        let (bytes, ready) = self
            .accumulator
            .begin(partition, record, &self.config, out.now());
        self.appended(partition, placed, bytes, out);
        out.set_timer_at(Timer::Sender(partition), ready);
    }

    fn appended(
        &mut self,
        partition: TopicPartition,
        placed: &PlacedRecord,
        bytes: u32,
        out: &mut Out<'_>,
    ) {
        out.follow(Event::RecordAccepted {
            partition,
            record: placed.record.id,
        });
        self.note_appended_to(placed.record.id, partition.partition);
        if placed.partition.is_none() {
            deferred::note_sticky(self, partition, bytes, out);
        }
        self.watch_delivery(out);
    }

    /// A batch has been answered, and its memory is free: those who wait for it get it in their order.
    pub(super) fn free_memory(&mut self, bytes: u32, out: &mut Out<'_>) {
        self.buffer.give_back(bytes);
        self.serve_waiting(out);
    }

    fn serve_waiting(&mut self, out: &mut Out<'_>) {
        while let Some(served) = self.buffer.serve() {
            out.aside(|out| match self.try_append(&served.record, out) {
                Some((partition, _)) => self.begin_batch(partition, &served.record, out),
                // Meanwhile there is room in a batch.
                None => self.buffer.give_back(served.bytes),
            });
        }
    }

    /// Appends the records whose partitions the producer has heard of by now.
    pub(super) fn place_records(&mut self, out: &mut Out<'_>) {
        for waiting in core::mem::take(&mut self.unplaced) {
            out.aside(|out| {
                let Err(waiting) = self.place(waiting, out) else {
                    return;
                };
                if validate_topic_name(&waiting.topic).is_ok() {
                    return self.unplaced.push(waiting);
                }
                // A broker says so in its answer (`Metadata.checkInvalidTopics`).
                let detail = ErrorDetail::InvalidTopics(vec![waiting.topic.clone()]);
                self.refuse(waiting.into(), ErrorCode::InvalidTopic, detail, out);
            });
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

    /// The `send` of records that have waited for too long fails.
    pub(super) fn give_up_sends(&mut self, out: &mut Out<'_>) {
        let now = out.now();
        let max_block = Span::from_ms(self.config.max_block_ms);
        let is_over = |it: &mut WaitingRecord| it.since + max_block <= now;
        let over: Vec<WaitingRecord> = self.unplaced.extract_if(.., is_over).collect();
        for waited in over {
            let detail = ErrorDetail::NotInMetadata {
                partitions: self.cluster.partitions_of(&waited.topic),
                topic: waited.topic.clone(),
                partition: waited.partition,
                after_ms: self.config.max_block_ms,
            };
            self.refuse(waited.into(), ErrorCode::RequestTimedOut, detail, out);
        }
        let available = self.buffer.available;
        let over = self.buffer.give_up(|waiting| waiting.until <= now);
        for waited in over {
            let detail = ErrorDetail::BufferExhausted {
                bytes: waited.bytes,
                after_ms: waited.most_ms,
                total: self.buffer.total,
                available,
                poolable: self.config.batch_size,
            };
            let error = ErrorCode::RequestTimedOut;
            self.refuse(waited.record.into(), error, detail, out);
        }
        self.serve_waiting(out);
    }

    /// Every `send` that waits fails, since the producer is closed.
    pub(super) fn refuse_waiting(&mut self, out: &mut Out<'_>) {
        for waiting in core::mem::take(&mut self.unplaced) {
            self.refuse_closed(waiting, ProducerClosed::WhileSending, out);
        }
        for waiting in self.buffer.give_up(|_| true) {
            let detail = ErrorDetail::ProducerClosed(ProducerClosed::WhileAllocating);
            let error = ErrorCode::UnknownServerError;
            self.refuse(waiting.record.into(), error, detail, out);
        }
    }

    fn refuse_closed(&mut self, waiting: WaitingRecord, when: ProducerClosed, out: &mut Out<'_>) {
        let detail = ErrorDetail::ProducerClosed(when);
        self.refuse(waiting.into(), ErrorCode::UnknownServerError, detail, out);
    }

    /// The application is told that a record was not taken.
    fn refuse(
        &mut self,
        refused: RefusedRecord,
        error: ErrorCode,
        detail: ErrorDetail,
        out: &mut Out<'_>,
    ) {
        let RefusedRecord {
            topic,
            partition,
            record,
        } = refused;
        out.trace(Event::SendFailed {
            topic: topic.clone(),
            partition,
            record: record.id,
            error,
            detail: detail.clone(),
        });
        self.remember(Outcome {
            destination: Destination::NotTaken { topic, partition },
            record,
            result: Err(ApiError::new(error, detail)),
        });
    }
}

impl PlacedRecord {
    /// As an onlooker sees it while it waits.
    pub(super) fn as_blocked(&self, awaits: Awaited, until: Time) -> BlockedSend<'_> {
        BlockedSend {
            record: &self.record,
            topic: &self.topic,
            partition: self.partition,
            awaits,
            until,
        }
    }
}

/// A record that the producer does not take.
struct RefusedRecord {
    topic: Arc<str>,
    partition: Option<PartitionIndex>,
    record: Record,
}

impl From<WaitingRecord> for RefusedRecord {
    fn from(waiting: WaitingRecord) -> Self {
        Self {
            topic: waiting.topic,
            partition: waiting.partition,
            record: waiting.record,
        }
    }
}

impl From<PlacedRecord> for RefusedRecord {
    fn from(placed: PlacedRecord) -> Self {
        Self {
            topic: placed.topic,
            partition: placed.partition,
            record: placed.record,
        }
    }
}
