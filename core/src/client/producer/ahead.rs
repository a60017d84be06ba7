//! What a producer is about to do, and what it waits for: for whoever explains that.

use std::sync::Arc;

use super::batch::ProducerBatch;
use super::lifecycle::ProducerState;
use super::pipeline::{Awaited, BlockedSend};
use super::{InFlight, Producer};
use crate::client::Asked;
use crate::id::{PartitionIndex, TopicPartition};
use crate::sorted::sort_by;
use crate::time::{Span, Time};

/// How much of a producer's memory the batches of a partition hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldMemory {
    /// The partition.
    pub partition: TopicPartition,
    /// How many batches.
    pub batches: u32,
    /// How many bytes.
    pub bytes: u64,
}

/// A call of the application's that returns once what the producer has is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AwaitingCall {
    /// `flush`, for the batches that were begun before that one.
    Flush(u64),
    /// `close`.
    Close,
}

impl Producer {
    /// The first batch of a partition that was sent and has no answer, and in which request.
    #[must_use]
    pub(crate) fn unanswered(&self, partition: TopicPartition) -> Option<(Asked, &ProducerBatch)> {
        for (connection, requests) in &self.in_flight {
            for (ahead, request) in requests.iter().enumerate() {
                let InFlight::Produce(batches, _) = request else {
                    continue;
                };
                let mut batches = batches.iter().filter(|batch| !batch.is_done);
                if let Some(batch) = batches.find(|batch| batch.partition == partition) {
                    return Some((Asked::on(*connection, ahead), batch));
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

    /// The first `send` that waits for memory.
    #[must_use]
    pub(crate) fn first_without_memory(&self) -> Option<BlockedSend<'_>> {
        let mut blocked = self.blocked().into_iter();
        blocked.find(|it| matches!(it.awaits, Awaited::Memory { .. }))
    }

    /// Whose batches hold its memory, also those that are answered for to the application and not by their
    /// leader.
    #[must_use]
    pub(crate) fn memory_held(&self) -> Vec<HeldMemory> {
        let mut held: Vec<HeldMemory> = Vec::new();
        for (_, batch) in self.holders() {
            let (partition, bytes) = (batch.partition, u64::from(batch.memory_bytes()));
            match held.iter_mut().find(|it| it.partition == partition) {
                Some(of_partition) => {
                    of_partition.batches += 1;
                    of_partition.bytes += bytes;
                }
                None => held.push(HeldMemory {
                    partition,
                    batches: 1,
                    bytes,
                }),
            }
        }
        held
    }

    /// The batch that gives its memory back first, as far as one knows, and its request, if that is under way.
    #[must_use]
    pub(crate) fn first_holder(&self) -> Option<(Option<Asked>, &ProducerBatch)> {
        self.holders().into_iter().next()
    }

    /// Batches that hold memory: those under way first.
    fn holders(&self) -> Vec<(Option<Asked>, &ProducerBatch)> {
        let mut holders = Vec::new();
        for (connection, requests) in &self.in_flight {
            for (ahead, request) in requests.iter().enumerate() {
                if let InFlight::Produce(batches, _) = request {
                    let asked = Asked::on(*connection, ahead);
                    holders.extend(batches.iter().map(|batch| (Some(asked), batch)));
                }
            }
        }
        for queue in self.accumulator.queues.values() {
            holders.extend(queue.iter().map(|batch| (None, batch)));
        }
        holders.retain(|(_, batch)| batch.memory_bytes() > 0);
        holders
    }

    /// Whether a batch of that partition keeps the next one back (`max.in.flight.requests.per.connection=1`).
    #[must_use]
    pub(crate) fn sends_one_at_a_time(&self, partition: TopicPartition) -> bool {
        self.is_muted(partition)
    }

    /// The call that waits for what the producer has, if one does.
    #[must_use]
    pub(crate) fn awaiting_call(&self) -> Option<AwaitingCall> {
        match (self.state, self.flushed) {
            (ProducerState::Closing, _) => Some(AwaitingCall::Close),
            (_, Some(begun)) if self.is_hurried() => Some(AwaitingCall::Flush(begun)),
            _ => None,
        }
    }

    /// The batches for which that call waits, the oldest first.
    #[must_use]
    pub(crate) fn awaited_by(&self, call: AwaitingCall) -> Vec<&ProducerBatch> {
        let mut batches = self.in_flight();
        batches.extend(self.waiting());
        if let AwaitingCall::Flush(begun) = call {
            batches.retain(|batch| batch.number < begun);
        }
        sort_by(&mut batches, |one, other| one.number < other.number);
        batches
    }
}
