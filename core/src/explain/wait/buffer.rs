//! What the application of a producer waits for: room in the buffer, and the answers to all that it has sent.

use super::chain::Chain;
use super::{Clock, ProducerReason, Reason};
use crate::client::{Awaited, AwaitingCall, Producer};
use crate::id::NodeId;
use crate::line::count;
use crate::sim::Timer;

impl Chain<'_> {
    /// The first `send` that waits for memory: it gets what the next answered batch gives back.
    pub fn memory(&mut self, producer: NodeId) {
        let Some(client) = self.world.producer(producer) else {
            return;
        };
        let Some(blocked) = client.first_without_memory() else {
            return;
        };
        let Awaited::Memory { bytes, .. } = blocked.awaits else {
            return;
        };
        let level = client.buffer_level();
        let full = ProducerReason::BufferFull {
            producer,
            needed_bytes: bytes,
            free_bytes: level.total_bytes.saturating_sub(level.used_bytes),
            total_bytes: level.total_bytes,
            sends: count(client.sends_blocked()),
        };
        if !self.because(Reason::Producer(full)) || self.is_frozen(producer) {
            return;
        }
        self.at(Clock::SendTimesOut(producer), blocked.until);
        self.holder(client);
    }

    /// What the batches wait for that hold a producer's memory: that first which is under way.
    fn holder(&mut self, client: &Producer) {
        let producer = client.id;
        let held = client.memory_held();
        let Some((asked, batch)) = client.first_holder() else {
            return;
        };
        if !self.because(Reason::Producer(ProducerReason::HoldsBuffer {
            producer,
            held,
        })) {
            return;
        }
        match asked {
            // Its application was told that it took too long: its memory is free when its request has ended.
            Some(asked) if batch.is_given_up() => self.answer_to(asked),
            _ => self.batch(producer, batch.partition),
        }
    }

    /// `flush` and `close` return when all that they wait for is answered: first the oldest of it.
    pub fn call(&mut self, producer: NodeId) {
        let Some(client) = self.world.producer(producer) else {
            return;
        };
        let Some(call) = client.awaiting_call() else {
            return;
        };
        let batches = client.awaited_by(call);
        let records = count(batches.iter().map(|batch| batch.records.len()).sum());
        let waits = match call {
            AwaitingCall::Flush(_) => ProducerReason::Flushes { producer, records },
            AwaitingCall::Close => ProducerReason::Closes { producer, records },
        };
        if !self.because(Reason::Producer(waits)) || self.is_frozen(producer) {
            return;
        }
        if call == AwaitingCall::Close {
            self.close_ends(producer);
        }
        if let Some(oldest) = batches.first() {
            self.batch(producer, oldest.partition);
        }
    }

    /// When a producer that closes gives up all that it has.
    pub fn close_ends(&mut self, producer: NodeId) {
        self.timer(producer, Timer::Close, Clock::CloseTimesOut(producer));
    }
}
