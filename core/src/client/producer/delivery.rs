//! How long the producer tries, and an application waits: `delivery.timeout.ms`, `max.block.ms`.

use super::batch::ProducerBatch;
use super::deferred;
use super::{InFlight, Producer};
use crate::sim::{Out, Timer};
use crate::time::{Span, Time};
use crate::wire::{ErrorCode, ErrorDetail};

impl Producer {
    /// The oldest batch decides when the next one expires, be it waiting or under way; so does whoever
    /// waits in `send`.
    pub(super) fn watch_delivery(&self, out: &mut Out<'_>) {
        let limit = Span::from_ms(self.config.delivery_timeout_ms());
        let mut next = self.unplaced_until();
        let mut consider = |until: Time| {
            next = Some(next.map_or(until, |next| next.min(until)));
        };
        for batch in self.waiting().into_iter().chain(self.in_flight()) {
            consider(batch.created + limit);
        }
        if let Some(until) = self.buffer.next_until() {
            consider(until);
        }
        match next {
            Some(next) => out.set_timer_at(Timer::Delivery, next),
            None => out.cancel_timer(Timer::Delivery),
        }
    }

    /// Gives up what has taken too long. Whatever is answered for a batch that was under way comes too
    /// late for its application (`Sender.failExpiredBatches`).
    pub(super) fn expire(&mut self, out: &mut Out<'_>) {
        let now = out.now();
        let limit = Span::from_ms(self.config.delivery_timeout_ms());
        let is_late = |batch: &ProducerBatch| batch.created + limit <= now;
        let mut expired = Vec::new();
        for queue in self.accumulator.queues.values_mut() {
            expired.extend(queue.extract_if(.., |batch| is_late(batch)));
        }
        for batch in &expired {
            if batch.attempts > 0 && batch.sequence.is_some() {
                deferred::expired(&mut self.sequences, batch);
            }
        }
        let mut under_way = Vec::new();
        for request in self.in_flight.values_mut().flatten() {
            let InFlight::Produce(batches, _) = request else {
                continue;
            };
            for batch in batches {
                if is_late(batch) && !batch.is_done {
                    batch.is_done = true;
                    under_way.push(batch.clone());
                }
            }
        }
        for batch in &under_way {
            if batch.attempts > 1 && batch.sequence.is_some() {
                deferred::expired(&mut self.sequences, batch);
            }
        }
        expired.extend(under_way);
        for batch in expired {
            let detail = ErrorDetail::Expired {
                partition: batch.partition,
                records: u32::try_from(batch.records.len()).unwrap_or(u32::MAX),
                after_ms: now.since(batch.created).as_ms(),
            };
            self.fail(batch, ErrorCode::RequestTimedOut, detail, out);
        }
        self.give_up_sends(out);
        self.watch_delivery(out);
    }
}
