//! What is in a producer behind its partitioner, stage by stage: batches, requests without an answer, its
//! memory and whoever waits for that. For whoever looks on: nothing is decided here, every figure is the
//! producer's own, or its own rule is asked.

use super::batch::ProducerBatch;
use super::{InFlight, Producer, SendObstacle};
use crate::id::{BrokerId, LeaderEpoch, PartitionIndex, TopicPartition};
use crate::log::Record;
use crate::sim::ConnectionId;
use crate::time::{Span, Time};
use crate::wire::Api;

/// The batches of a partition that are not under way, the one that goes next first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartitionQueue<'a> {
    /// Which partition.
    pub partition: TopicPartition,
    /// Its leader, as far as the producer knows.
    pub leader: Option<BrokerId>,
    /// The batches.
    pub batches: Vec<QueuedBatch<'a>>,
    /// Why the first one is not sent. None where it may be, or there is none.
    pub obstacle: Option<SendObstacle>,
    /// How many bytes of records without a key have gone there since it was drawn, if it is the partition
    /// that they go to now.
    pub sticky_bytes: Option<u32>,
}

/// A batch that is not under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueuedBatch<'a> {
    /// The batch.
    pub batch: &'a ProducerBatch,
    /// Whether nothing more goes into it.
    pub is_full: bool,
    /// Until when it waits for more records; none if it was sent before.
    pub lingers_until: Option<Time>,
    /// Until when it is not sent again, if it was sent before and that time has not come.
    pub backs_off_until: Option<Time>,
    /// When it has taken too long in all (`delivery.timeout.ms`).
    pub delivered_until: Time,
}

/// The requests to a broker that have no answer, the oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnansweredRequests<'a> {
    /// Which broker.
    pub broker: BrokerId,
    /// The connection to it.
    pub connection: ConnectionId,
    /// How many there may be before batches have to wait (`max.in.flight.requests.per.connection`).
    pub room: u32,
    /// When it is tried again, if the last connection has failed.
    pub reconnects_at: Option<Time>,
    /// The requests.
    pub requests: Vec<UnansweredRequest<'a>>,
}

/// A request without an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnansweredRequest<'a> {
    /// What is asked for.
    pub api: Api,
    /// What it carries.
    pub batches: &'a [ProducerBatch],
    /// When it was sent.
    pub sent_at: Time,
    /// Until when its answer is waited for (`request.timeout.ms`).
    pub awaited_until: Time,
}

/// The memory of a producer's batches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BufferLevel<'a> {
    /// `buffer.memory`.
    pub total_bytes: u64,
    /// How much of it batches hold, and sends that have a part of what they need.
    pub used_bytes: u64,
    /// The sends that wait, for memory or for metadata, those that came first first.
    pub blocked: Vec<BlockedSend<'a>>,
}

/// A `send` that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockedSend<'a> {
    /// The record.
    pub record: &'a Record,
    /// Its topic.
    pub topic: &'a str,
    /// Its partition, where that is known.
    pub partition: Option<PartitionIndex>,
    /// For what it waits.
    pub awaits: Awaited,
    /// Until when (`max.block.ms`).
    pub until: Time,
}

/// What a `send` waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaited {
    /// That the producer hears of the topic, or of the partition.
    Metadata,
    /// Room in the buffer.
    Memory {
        /// How much it needs.
        bytes: u32,
        /// How much of that it has.
        has: u32,
    },
}

impl Producer {
    /// The batches that are not under way, of every partition that the producer knows.
    #[must_use]
    pub fn queues(&self, now: Time) -> Vec<PartitionQueue<'_>> {
        let mut queues = Vec::new();
        for partition in self.cluster.partitions() {
            queues.push(self.queue(partition, now));
        }
        queues
    }

    fn queue(&self, partition: TopicPartition, now: Time) -> PartitionQueue<'_> {
        let leader = self.cluster.leader(partition);
        let epoch = leader.map(|(_, epoch)| epoch);
        let mut batches = Vec::new();
        let queue = self.accumulator.queues.get(&partition);
        for batch in queue.map(Vec::as_slice).unwrap_or_default() {
            batches.push(self.queued(batch, epoch, now));
        }
        let obstacle = self.may_send(partition, now).err();
        let partitioner = self.accumulator.partitioners.get(&partition.topic);
        let sticky = partitioner.and_then(|partitioner| partitioner.sticky());
        let sticky = sticky.filter(|(chosen, _)| *chosen == partition.partition);
        PartitionQueue {
            partition,
            leader: leader.map(|(leader, _)| leader),
            batches,
            obstacle: obstacle.filter(|it| *it != SendObstacle::NothingToSend),
            sticky_bytes: sticky.map(|(_, bytes)| bytes),
        }
    }

    fn queued<'a>(
        &self,
        batch: &'a ProducerBatch,
        leader_epoch: Option<LeaderEpoch>,
        now: Time,
    ) -> QueuedBatch<'a> {
        let backs_off = batch.is_backing_off(leader_epoch, now);
        QueuedBatch {
            batch,
            is_full: batch.is_full(),
            lingers_until: (batch.attempts == 0).then_some(batch.ready),
            backs_off_until: backs_off.then_some(batch.ready),
            delivered_until: self.delivers_until(batch),
        }
    }

    /// The requests without an answer, of every broker that the producer knows.
    #[must_use]
    pub fn unanswered_requests(&self, now: Time) -> Vec<UnansweredRequests<'_>> {
        let mut brokers = Vec::new();
        for broker in self.cluster.known_brokers().iter() {
            let connection = self.cluster.connection(*broker);
            let in_flight = self.in_flight.get(&connection).map(Vec::as_slice);
            let mut requests = Vec::new();
            for request in in_flight.unwrap_or_default() {
                requests.push(self.unanswered_request(request));
            }
            brokers.push(UnansweredRequests {
                broker: *broker,
                connection,
                room: self.config.max_in_flight_requests_per_connection,
                reconnects_at: self.cluster.may_connect(*broker, now).err(),
                requests,
            });
        }
        brokers
    }

    fn unanswered_request<'a>(&self, request: &'a InFlight) -> UnansweredRequest<'a> {
        let (api, batches, deadline): (_, &[ProducerBatch], _) = match request {
            InFlight::Produce(batches, deadline) => (Api::Produce, batches, *deadline),
            InFlight::Metadata(deadline) => (Api::Metadata, &[], *deadline),
            InFlight::InitProducerId(deadline) => (Api::InitProducerId, &[], *deadline),
        };
        UnansweredRequest {
            api,
            batches,
            sent_at: deadline - Span::from_ms(self.config.request_timeout_ms),
            awaited_until: deadline,
        }
    }

    /// How full its memory is, and whose `send` waits.
    #[must_use]
    pub fn buffer_level(&self) -> BufferLevel<'_> {
        BufferLevel {
            total_bytes: self.buffer.total,
            used_bytes: self.buffer.total.saturating_sub(self.buffer.available),
            blocked: self.blocked(),
        }
    }

    /// The sends that wait: for metadata, then for memory.
    pub(super) fn blocked(&self) -> Vec<BlockedSend<'_>> {
        let max_block = Span::from_ms(self.config.max_block_ms);
        let mut blocked = Vec::new();
        for waiting in &self.unplaced {
            blocked.push(waiting.as_blocked(max_block));
        }
        for waiting in &self.buffer.waiting {
            let awaits = Awaited::Memory {
                bytes: waiting.bytes,
                has: waiting.has,
            };
            blocked.push(waiting.record.as_blocked(awaits, waiting.until));
        }
        blocked
    }
}
