//! The producer (`KafkaProducer`): it takes records from its application, gathers them in batches,
//! and tells the application what became of each.

mod accumulator;
mod ahead;
mod batch;
mod buffer;
mod deferred;
mod delivery;
mod drain;
mod handed;
mod idempotence;
mod identity;
mod lifecycle;
mod partitioner;
mod pipeline;
mod send;
mod sender;

pub(crate) use ahead::AwaitingCall;
pub use ahead::HeldMemory;
pub use batch::{ProducerBatch, ReadyCheck};
pub use drain::SendObstacle;
pub use handed::{HandedRecord, PartitionChoice, RecordProgress, SerializedField};
pub use lifecycle::ProducerState;
pub use partitioner::{PartitionLoad, murmur2, partition_for_key, to_positive};
pub use pipeline::{
    Awaited, BlockedSend, BufferLevel, PartitionQueue, QueuedBatch, UnansweredRequest,
    UnansweredRequests,
};

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use self::accumulator::RecordAccumulator;
use self::buffer::BufferPool;
use self::handed::Handed;
use self::idempotence::Sequences;
use self::send::WaitingRecord;
use super::cluster::Cluster;
use crate::config::ProducerConfig;
use crate::id::{
    BrokerId, CorrelationId, NodeId, Offset, PartitionIndex, ProducerIdAndEpoch, RecordId,
    TopicPartition,
};
use crate::line::take_first;
use crate::log::Record;
use crate::scenario::ProducerSpec;
use crate::shared::Shared;
use crate::sim::{Actor, ConnectionId, Input, Out, Timer};
use crate::sorted::Map;
use crate::time::Time;
use crate::trace::Event;
use crate::wire::{ApiError, ErrorCode, ErrorDetail, ProducerClosed, Response};

/// How many outcomes a producer remembers, for people to look at.
pub const OUTCOMES_MAX: usize = 32;

/// How often metadata is asked for without a reason (`metadata.max.age.ms`).
const METADATA_MAX_AGE_MS: u64 = 300_000;

/// A producer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Producer {
    /// Its id.
    pub id: NodeId,
    config: Arc<ProducerConfig>,
    cluster: Cluster,
    /// Whether it is made only when its application first sends something.
    on_demand: bool,
    /// The record that its application has handed over last.
    handed: Option<Handed>,
    /// Records whose partition the producer has not heard of yet: their `send` waits.
    unplaced: Vec<WaitingRecord>,
    state: ProducerState,
    /// The memory of its batches.
    buffer: BufferPool,
    /// How many batches there were when its application flushed it last.
    flushed: Option<u64>,
    /// What waits to be sent.
    accumulator: RecordAccumulator,
    /// Of an idempotent producer: who it is, and the sequences of its batches.
    sequences: Shared<Sequences>,
    /// Requests without an answer, by connection, the oldest first.
    in_flight: Map<ConnectionId, Vec<InFlight>>,
    /// How many requests it has sent.
    correlation_id: CorrelationId,
    outcomes: Vec<Outcome>,
    /// How many records have failed, those of which it does not remember the outcome among them.
    failed: u64,
    /// The offsets of all that was acknowledged, by partition: runs of consecutive ones.
    acknowledged: Map<TopicPartition, Vec<(Offset, Offset)>>,
}

/// A request without an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum InFlight {
    /// Batches, and until when their answer is waited for.
    Produce(Vec<ProducerBatch>, Time),
    /// A request for metadata, likewise.
    Metadata(Time),
    /// A request for a producer id, likewise.
    InitProducerId(Time),
}

/// What became of a record, as its application was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Where it went.
    pub destination: Destination,
    /// The record.
    pub record: Record,
    /// Its offset (none is told with acks=0), or why it was given up.
    pub result: Result<Option<Offset>, ApiError>,
}

/// Where a record went that has come to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Destination {
    /// Into a batch of this partition.
    Partition(TopicPartition),
    /// Into no batch: the producer did not take it, and may know nothing of its topic.
    NotTaken {
        /// The topic's name.
        topic: Arc<str>,
        /// The partition, where it was chosen.
        partition: Option<PartitionIndex>,
    },
}

impl Outcome {
    /// Whether `send` threw the exception. Its callback is called for an `ApiException` alone, and for what
    /// becomes of a batch (`KafkaProducer.doSend`).
    #[must_use]
    pub fn is_thrown(&self) -> bool {
        let Err(error) = &self.result else {
            return false;
        };
        match error.detail {
            ErrorDetail::Serialization { .. } | ErrorDetail::MemoryLimit { .. } => true,
            ErrorDetail::ProducerClosed(when) => when != ProducerClosed::Forcefully,
            _ => false,
        }
    }
}

impl Producer {
    /// A producer that knows these brokers (`bootstrap.servers`).
    #[must_use]
    pub fn new(id: NodeId, spec: &ProducerSpec, bootstrap: &[BrokerId]) -> Self {
        Self {
            id,
            config: Arc::new(spec.config.clone()),
            cluster: Cluster::new(id, bootstrap, METADATA_MAX_AGE_MS),
            on_demand: spec.on_demand,
            handed: None,
            unplaced: Vec::new(),
            state: ProducerState::default(),
            buffer: BufferPool::new(spec.config.buffer_memory),
            flushed: None,
            accumulator: RecordAccumulator::default(),
            sequences: Shared::default(),
            in_flight: Map::new(),
            correlation_id: CorrelationId(0),
            outcomes: Vec::new(),
            failed: 0,
            acknowledged: Map::new(),
        }
    }

    /// Who it is to brokers, if it is idempotent and has been told.
    #[must_use]
    pub fn identity(&self) -> Option<ProducerIdAndEpoch> {
        self.sequences.identity
    }

    /// What it is configured with.
    #[must_use]
    pub fn config(&self) -> &ProducerConfig {
        &self.config
    }

    /// What it knows of the cluster.
    #[must_use]
    pub fn cluster(&self) -> &Cluster {
        &self.cluster
    }

    /// How many records are not under way.
    #[must_use]
    pub fn records_waiting(&self) -> usize {
        records_in(&self.waiting())
    }

    /// How many records were sent and have no answer yet.
    #[must_use]
    pub fn records_in_flight(&self) -> usize {
        records_in(&self.in_flight())
    }

    /// The batches that are not under way: new ones, and ones that will be sent again.
    #[must_use]
    pub(crate) fn waiting(&self) -> Vec<&ProducerBatch> {
        let mut waiting = Vec::new();
        for queue in self.accumulator.queues.values() {
            waiting.extend(queue);
        }
        waiting
    }

    /// The batches that were sent and have no answer yet, but for those of which the application has been
    /// told that they took too long.
    #[must_use]
    pub(crate) fn in_flight(&self) -> Vec<&ProducerBatch> {
        let mut under_way = Vec::new();
        for request in self.in_flight.values().flatten() {
            if let InFlight::Produce(batches, _) = request {
                under_way.extend(batches.iter().filter(|batch| !batch.is_done));
            }
        }
        under_way
    }

    /// What became of the last records, the newest last.
    #[must_use]
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// A record that it has in hand, or of which it remembers what it was told.
    #[must_use]
    pub fn record(&self, wanted: RecordId) -> Option<&Record> {
        let batches = self.waiting().into_iter().chain(self.in_flight());
        let mut in_hand = batches.flat_map(|batch| &batch.records);
        let mut told = self.outcomes.iter().map(|outcome| &outcome.record);
        let in_hand = in_hand.find(|record| record.id == wanted);
        in_hand.or_else(|| told.find(|record| record.id == wanted))
    }

    /// How many of its records have failed.
    #[must_use]
    pub fn failed_count(&self) -> u64 {
        self.failed
    }

    /// How many of its records it was told are in; of none it is told with acks=0.
    #[must_use]
    pub fn acknowledged_count(&self) -> u64 {
        let runs = self.acknowledged.values().flatten();
        runs.map(|(from, to)| to.0.abs_diff(from.0)).sum()
    }

    /// Whether the producer was told that the record at this offset is in.
    #[must_use]
    pub(crate) fn was_acknowledged(&self, partition: TopicPartition, offset: Offset) -> bool {
        let runs = self.acknowledged.get(&partition).map(Vec::as_slice);
        runs.unwrap_or_default()
            .iter()
            .any(|(from, to)| (*from..*to).contains(&offset))
    }

    /// The number of the next request.
    fn next_correlation_id(&mut self) -> CorrelationId {
        let id = self.correlation_id;
        self.correlation_id = id.next();
        id
    }

    /// How many bytes of `buffer.memory` are free.
    #[must_use]
    pub fn buffer_available_bytes(&self) -> u64 {
        self.buffer.available
    }

    /// How many `send`s of its application wait for memory.
    #[must_use]
    pub fn sends_blocked(&self) -> usize {
        self.buffer.waiting.len()
    }

    /// The application is told that a batch is in.
    fn acknowledge(
        &mut self,
        batch: ProducerBatch,
        base_offset: Option<Offset>,
        out: &mut Out<'_>,
    ) {
        let (partition, memory) = (batch.partition, batch.memory_bytes());
        if let Some(from) = base_offset {
            let to = from.plus(batch.records.len());
            let runs = self.acknowledged.get_or_default(partition);
            match runs.last_mut().filter(|(_, end)| *end == from) {
                Some((_, end)) => *end = to,
                None => runs.push((from, to)),
            }
        }
        for (index, record) in batch.records.into_iter().enumerate() {
            let offset = base_offset.map(|base| base.plus(index));
            out.trace(Event::RecordAcknowledged {
                partition,
                record: record.id,
                offset,
            });
            self.remember(Outcome {
                destination: Destination::Partition(partition),
                record,
                result: Ok(offset),
            });
        }
        self.free_memory(memory, out);
    }

    /// The application is told that a batch has failed. Of one that is under way the memory is not free
    /// before its request has ended.
    fn fail(
        &mut self,
        batch: ProducerBatch,
        error: ErrorCode,
        detail: ErrorDetail,
        out: &mut Out<'_>,
    ) {
        let partition = batch.partition;
        let memory = if batch.is_done {
            0
        } else {
            batch.memory_bytes()
        };
        for record in batch.records {
            let detail = match error {
                // The answer names the records that are to blame; its producer knows by the same rule.
                ErrorCode::InvalidRecord => ErrorDetail::InvalidBatch {
                    partition,
                    is_culprit: record.key.is_none(),
                },
                _ => detail.clone(),
            };
            out.trace(Event::RecordFailed {
                partition,
                record: record.id,
                error,
                detail: detail.clone(),
            });
            self.remember(Outcome {
                destination: Destination::Partition(partition),
                record,
                result: Err(ApiError::new(error, detail)),
            });
        }
        self.free_memory(memory, out);
    }

    fn remember(&mut self, outcome: Outcome) {
        self.failed += u64::from(outcome.result.is_err());
        if self.outcomes.len() == OUTCOMES_MAX {
            take_first(&mut self.outcomes);
        }
        self.outcomes.push(outcome);
    }

    fn on_response(&mut self, connection: ConnectionId, response: Response, out: &mut Out<'_>) {
        self.cluster.connection_works(connection);
        let answered = self.in_flight.get_mut(&connection).and_then(take_first);
        match (answered, response) {
            (Some(InFlight::Produce(batches, _)), Response::Produce(response)) => {
                self.on_produce_response(batches, &response, out);
            }
            (Some(InFlight::Metadata(_)), Response::Metadata(response)) => {
                self.cluster.learn(response, out);
                if !self.cluster.is_complete() {
                    self.ask_for_metadata_later(out);
                }
                self.place_records(out);
            }
            (Some(InFlight::InitProducerId(_)), Response::InitProducerId(result)) => {
                deferred::on_producer_id(self, result, out);
            }
            _ => {}
        }
        self.watch_requests(connection, out);
        self.send_ready(out);
        self.go_on_closing(out);
    }

    fn on_timer(&mut self, timer: Timer, out: &mut Out<'_>) {
        match timer {
            Timer::Sender(_) => self.send_ready(out),
            Timer::ProducerId => deferred::ask_for_producer_id(self, out),
            Timer::Metadata => self.ask_for_metadata(out),
            Timer::Delivery => {
                self.expire(out);
                self.send_ready(out);
                self.go_on_closing(out);
            }
            Timer::Close => deferred::go_on_closing(self, Some(timer), out),
            Timer::RequestTimeout(connection) => {
                let reason = out.timed_out(connection);
                self.on_disconnected(connection, reason, out);
            }
            _ => {}
        }
    }
}

fn records_in(batches: &[&ProducerBatch]) -> usize {
    batches.iter().map(|batch| batch.records.len()).sum()
}

impl Actor for Producer {
    fn on(&mut self, input: Input, out: &mut Out<'_>) {
        match input {
            Input::Start => self.start(out),
            Input::Crash => deferred::die(self, out),
            _ if !self.is_running() => {}
            Input::Send {
                topic,
                partition,
                record,
            } => {
                self.create(out);
                self.accept(topic, partition, record, out);
                self.send_ready(out);
            }
            Input::CallProducer(call) => deferred::call(self, call, out),
            Input::Sent(connection) => self.on_sent(connection, out),
            Input::Response(connection, response) => self.on_response(connection, response, out),
            Input::Disconnected(connection, reason) => {
                self.on_disconnected(connection, reason, out);
            }
            Input::Timer(timer) => self.on_timer(timer, out),
            Input::PowerLoss
            | Input::Shutdown
            | Input::Admin(_)
            | Input::CallConsumer(_)
            | Input::LoopFault(_)
            | Input::Request(..) => {}
        }
    }

    fn is_running(&self) -> bool {
        self.state != ProducerState::Crashed
    }
}
