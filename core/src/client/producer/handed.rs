//! The record that an application has handed over last, and by what its partition was chosen: kept for
//! people to look at, since a record that is in a batch does not tell.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Producer;
use super::partitioner::{murmur2, to_positive};
use crate::config::Serializer;
use crate::id::{Offset, PartitionIndex, RecordId, TopicId, TopicPartition};
use crate::log::Record;
use crate::time::Time;
use crate::wire::ApiError;

/// What is remembered of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Handed {
    topic: Arc<str>,
    record: Record,
    /// The partition, if the application has named one.
    named: Option<PartitionIndex>,
    /// What the partitioner had to go by, once the producer has heard of the topic.
    placed: Option<Placed>,
}

/// Where it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Placed {
    topic: TopicId,
    /// How many partitions the topic had when one of them was chosen.
    partitions: u32,
    /// Without a key it is known once the record is in a batch.
    partition: Option<PartitionIndex>,
}

impl Handed {
    pub(super) fn new(topic: Arc<str>, named: Option<PartitionIndex>, record: Record) -> Self {
        Self {
            topic,
            record,
            named,
            placed: None,
        }
    }
}

/// By what the partition of a record is chosen (`KafkaProducer.partition`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChosenBy<'a> {
    /// The application has named it.
    Application(PartitionIndex),
    /// By its key.
    Key(&'a str),
    /// It is the one that such records go to for a while.
    Sticky,
}

/// The same as an onlooker sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartitionChoice {
    /// The application has named the partition.
    Application,
    /// The key decides: its hash without the sign bit, modulo how many partitions there are.
    Key {
        /// `murmur2` of the key's bytes.
        hash: i32,
        /// The same without its sign bit (`Utils.toPositive`).
        positive: u32,
        /// How many partitions there were; none while the producer has not heard of the topic.
        partitions: Option<u32>,
    },
    /// There is no key that counts: it goes where such records go until a batch's worth has gone there.
    Sticky,
}

/// A key or a value on its way through its serializer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SerializedField<'a> {
    /// What the application has handed over; none is null.
    pub text: Option<&'a str>,
    /// Which serializer.
    pub serializer: Serializer,
    /// The bytes that it has made; none of null, or of what it cannot take.
    pub bytes: Option<&'a [u8]>,
}

/// How far a record has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordProgress<'a> {
    /// Its `send` waits until the producer has heard of its topic or partition, until then at most.
    AwaitsMetadata(Time),
    /// Its `send` waits for memory, until then at most.
    AwaitsMemory(Time),
    /// It is in a batch that is not under way.
    InBatch,
    /// It is in a batch that was sent and has no answer.
    InFlight,
    /// It is in; with acks=0 nobody says where.
    Acknowledged(Option<Offset>),
    /// It was given up, or not taken.
    Failed(&'a ApiError),
    /// The producer does not remember it any more.
    Gone,
}

/// The record that an application has handed over last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandedRecord<'a> {
    /// To which topic.
    pub topic: &'a str,
    /// The record.
    pub record: &'a Record,
    /// Its key.
    pub key: SerializedField<'a>,
    /// Its value.
    pub value: SerializedField<'a>,
    /// By what its partition is chosen.
    pub choice: PartitionChoice,
    /// Its partition, once it is known.
    pub partition: Option<TopicPartition>,
    /// How far it has come.
    pub progress: RecordProgress<'a>,
}

impl Producer {
    /// The partitioner has had so many partitions to choose from.
    pub(super) fn note_placed(
        &mut self,
        record: RecordId,
        topic: TopicId,
        partitions: u32,
        partition: Option<PartitionIndex>,
    ) {
        if let Some(handed) = &mut self.handed
            && handed.record.id == record
        {
            handed.placed = Some(Placed {
                topic,
                partitions,
                partition,
            });
        }
    }

    /// A record is in a batch of that partition.
    pub(super) fn note_appended_to(&mut self, record: RecordId, partition: PartitionIndex) {
        if let Some(handed) = &mut self.handed
            && handed.record.id == record
            && let Some(placed) = &mut handed.placed
        {
            placed.partition = Some(partition);
        }
    }

    /// By what the partition of a record is chosen (`KafkaProducer.partition`).
    pub(super) fn chosen_by<'a>(
        &self,
        named: Option<PartitionIndex>,
        record: &'a Record,
    ) -> ChosenBy<'a> {
        let key = record.key.as_deref();
        let key = key.filter(|_| !self.config.partitioner_ignore_keys);
        match (named, key) {
            (Some(named), _) => ChosenBy::Application(named),
            (None, Some(key)) => ChosenBy::Key(key),
            (None, None) => ChosenBy::Sticky,
        }
    }

    /// The record that its application has handed over last.
    #[must_use]
    pub fn handed(&self) -> Option<HandedRecord<'_>> {
        let handed = self.handed.as_ref()?;
        let (record, placed) = (&handed.record, handed.placed);
        let choice = match self.chosen_by(handed.named, record) {
            ChosenBy::Application(_) => PartitionChoice::Application,
            ChosenBy::Key(key) => {
                let hash = murmur2(key.as_bytes());
                PartitionChoice::Key {
                    hash,
                    positive: to_positive(hash),
                    partitions: placed.map(|placed| placed.partitions),
                }
            }
            ChosenBy::Sticky => PartitionChoice::Sticky,
        };
        let (key, value) = (record.key.as_deref(), record.value.as_deref());
        Some(HandedRecord {
            topic: &handed.topic,
            record,
            key: SerializedField::of(self.config.key_serializer, key),
            value: SerializedField::of(self.config.value_serializer, value),
            choice,
            partition: placed.and_then(Placed::partition),
            progress: self.progress_of(record.id),
        })
    }

    /// How far a record has come.
    fn progress_of(&self, record: RecordId) -> RecordProgress<'_> {
        let is_in = |batch: &&super::ProducerBatch| batch.records.iter().any(|it| it.id == record);
        if let Some(blocked) = self.blocked().iter().find(|it| it.record.id == record) {
            return match blocked.awaits {
                super::Awaited::Metadata => RecordProgress::AwaitsMetadata(blocked.until),
                super::Awaited::Memory { .. } => RecordProgress::AwaitsMemory(blocked.until),
            };
        }
        if self.waiting().iter().any(is_in) {
            return RecordProgress::InBatch;
        }
        if self.in_flight().iter().any(is_in) {
            return RecordProgress::InFlight;
        }
        let told = self.outcomes.iter().find(|it| it.record.id == record);
        match told.map(|outcome| outcome.result.as_ref()) {
            Some(Ok(offset)) => RecordProgress::Acknowledged(*offset),
            Some(Err(error)) => RecordProgress::Failed(error),
            None => RecordProgress::Gone,
        }
    }
}

impl Placed {
    fn partition(self) -> Option<TopicPartition> {
        Some(TopicPartition {
            topic: self.topic,
            partition: self.partition?,
        })
    }
}

impl<'a> SerializedField<'a> {
    fn of(serializer: Serializer, text: Option<&'a str>) -> Self {
        let bytes = text.filter(|_| serializer.takes(text)).map(str::as_bytes);
        Self {
            text,
            serializer,
            bytes,
        }
    }

    /// Whether the serializer cannot take what it was handed, so that the `send` has failed.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.text.is_some() && self.bytes.is_none()
    }
}
