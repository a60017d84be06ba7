//! How an idempotent producer learns who it is, and how its sequences begin anew (`Sender.runOnce`,
//! `TransactionManager.InitProducerIdHandler`).

use super::batch::ProducerBatch;
use super::lifecycle::ProducerState;
use super::{InFlight, Producer};
use crate::id::{BrokerId, ProducerIdAndEpoch, TopicPartition};
use crate::sim::{ConnectionId, Out, Timer};
use crate::sorted::sort_by;
use crate::time::Span;
use crate::trace::Event;
use crate::wire::{ErrorCode, Request};

impl Producer {
    /// Whom it asks for a producer id, if it does.
    #[must_use]
    pub(crate) fn asks_for_id_on(&self) -> Option<ConnectionId> {
        for (connection, requests) in &self.in_flight {
            let mut requests = requests.iter();
            if requests.any(|request| matches!(request, InFlight::InitProducerId(_))) {
                return Some(*connection);
            }
        }
        None
    }

    /// Asks a broker, the one with the least to do, for a producer id, unless it has one or needs none.
    pub(super) fn ask_for_producer_id(&mut self, out: &mut Out<'_>) {
        let has_one = self.sequences.identity.is_some() || self.asks_for_id_on().is_some();
        let is_over = self.state == ProducerState::Closed;
        if has_one || is_over || !self.config.is_idempotent() {
            return;
        }
        let busy = |broker| self.requests_to(broker);
        match self.cluster.least_loaded(busy, out.now()) {
            Ok(broker) => {
                let connection = self.cluster.connection(broker);
                out.send(connection, Request::InitProducerId);
                self.next_correlation_id();
                let deadline = out.now() + Span::from_ms(self.config.request_timeout_ms);
                let requests = self.in_flight.get_or_default(connection);
                requests.push(InFlight::InitProducerId(deadline));
                self.watch_requests(connection, out);
            }
            Err(Some(soonest)) => out.set_timer_at(Timer::ProducerId, soonest),
            Err(None) => {}
        }
    }

    /// How many requests to a broker have no answer.
    pub(super) fn requests_to(&self, broker: BrokerId) -> usize {
        let connection = self.cluster.connection(broker);
        self.in_flight.get(&connection).map_or(0, Vec::len)
    }

    pub(super) fn on_producer_id(
        &mut self,
        result: Result<ProducerIdAndEpoch, ErrorCode>,
        out: &mut Out<'_>,
    ) {
        match result {
            Ok(identity) => {
                self.sequences.identity = Some(identity);
                self.trace_identity(out);
            }
            Err(_) => self.ask_for_producer_id_later(out),
        }
    }

    fn trace_identity(&self, out: &mut Out<'_>) {
        if let Some(identity) = self.sequences.identity {
            out.trace(Event::ProducerIdSet {
                producer_id: identity.producer_id,
                producer_epoch: identity.producer_epoch,
            });
        }
    }

    pub(super) fn ask_for_producer_id_later(&mut self, out: &mut Out<'_>) {
        let backoff = Span::from_ms(self.config.retry_backoff_ms);
        out.set_timer(Timer::ProducerId, backoff);
    }

    /// The batches of a partition that have a sequence: those that wait to be sent again, and those under
    /// way (`TxnPartitionEntry.inflightBatchesBySequence`).
    pub(super) fn sequenced(&self, partition: TopicPartition) -> Vec<&ProducerBatch> {
        let mut sequenced = Vec::new();
        let queue = self.accumulator.queues.get(&partition);
        for batch in queue.map(Vec::as_slice).unwrap_or_default() {
            if batch.sequence.is_some() {
                sequenced.push(batch);
            }
        }
        for batch in self.in_flight() {
            if batch.partition == partition && batch.sequence.is_some() {
                sequenced.push(batch);
            }
        }
        sequenced
    }

    /// Looks whether sequences that were in doubt are settled, and begins the next epoch where they left
    /// a gap (`maybeResolveSequences`, `bumpIdempotentEpochAndResetIdIfNeeded`).
    pub(super) fn settle_sequences(&mut self, out: &mut Out<'_>) {
        for partition in self.sequences.unresolved() {
            if self.sequenced(partition).is_empty()
                && let Some((last_acknowledged, next)) = self.sequences.resolve(partition)
            {
                out.trace(Event::SequencesReset {
                    partition,
                    last_acknowledged,
                    next,
                });
            }
        }
        if self.sequences.needs_epoch_bump() {
            let rewritten = self.sequences.bump_epoch();
            self.trace_identity(out);
            for partition in rewritten.iter() {
                self.renumber(*partition);
            }
        }
        self.ask_for_producer_id(out);
    }

    /// Numbers the batches of a partition anew, in their old order; what is under way keeps the number
    /// with which it was sent until it is sent again.
    fn renumber(&mut self, partition: TopicPartition) {
        let mut batches: Vec<&mut ProducerBatch> = Vec::new();
        for batch in self.accumulator.queues.get_or_default(partition) {
            if batch.sequence.is_some() {
                batches.push(batch);
            }
        }
        for request in self.in_flight.values_mut().flatten() {
            if let InFlight::Produce(under_way, _) = request {
                for batch in under_way {
                    if batch.partition == partition && batch.sequence.is_some() && !batch.is_done {
                        batches.push(batch);
                    }
                }
            }
        }
        let base = |batch: &ProducerBatch| batch.sequence.map(|sequence| sequence.base_sequence);
        sort_by(&mut batches, |one, other| base(one) < base(other));
        for batch in batches {
            self.sequences.renumber(batch);
        }
    }
}
