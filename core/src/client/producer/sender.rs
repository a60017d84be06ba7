//! The producer's sender (`Sender`): what it sends, and what happens to that if it does not arrive.

use super::batch::ProducerBatch;
use super::deferred;
use super::idempotence::AfterRefusal;
use super::{InFlight, Producer};
use crate::id::{BrokerId, LeaderEpoch, Offset};
use crate::line::count;
use crate::log::Batch;
use crate::sim::{Channel, ConnectionId, Out, Timer};
use crate::time::Span;
use crate::trace::{BreakReason, Event};
use crate::wire::{
    ErrorCode, ErrorDetail, ProducePartition, ProduceRequest, ProduceResponse, Request,
};

impl Producer {
    /// Sends batches to their leader, in one request (`Sender.sendProduceRequest`).
    pub(super) fn send(
        &mut self,
        leader: BrokerId,
        mut batches: Vec<ProducerBatch>,
        out: &mut Out<'_>,
    ) {
        let connection = self.cluster.connection(leader);
        let correlation_id = self.next_correlation_id();
        let mut partitions = Vec::with_capacity(batches.len());
        for batch in &mut batches {
            batch.attempts += 1;
            batch.sent_in = self.cluster.leader(batch.partition).map(|(_, epoch)| epoch);
            batch.correlation_id = correlation_id;
            batch.is_renumbered = false;
            let mut sent = Batch::new(Offset::ZERO, LeaderEpoch(-1), batch.records.clone());
            sent.producer = Some(self.id);
            sent.sequence = batch.sequence;
            partitions.push(ProducePartition {
                partition: batch.partition,
                size_bytes: batch.size_bytes(),
                batch: sent,
            });
        }
        let request = ProduceRequest {
            acks: self.config.acks,
            timeout_ms: self.config.request_timeout_ms,
            partitions,
        };
        out.send(connection, Request::Produce(request));
        let deadline = out.now() + Span::from_ms(self.config.request_timeout_ms);
        let requests = self.in_flight.get_or_default(connection);
        requests.push(InFlight::Produce(batches, deadline));
        self.watch_requests(connection, out);
    }

    /// The oldest request on a connection has left, and nobody will say more (acks=0): the producer counts its records
    /// as sent. Until a connection stands nothing leaves, and nothing is lost.
    pub(super) fn on_sent(&mut self, connection: ConnectionId, out: &mut Out<'_>) {
        let requests = self.in_flight.get_or_default(connection);
        let produce = |request: &InFlight| matches!(request, InFlight::Produce(..));
        let Some(index) = requests.iter().position(produce) else {
            return;
        };
        if let InFlight::Produce(batches, _) = requests.remove(index) {
            for batch in batches {
                if batch.is_done {
                    self.free_memory(batch.memory_bytes(), out);
                } else {
                    self.acknowledge(batch, None, out);
                }
            }
        }
        self.watch_requests(connection, out);
        self.send_ready(out);
        self.go_on_closing(out);
    }

    /// Each batch of a request has an answer of its own (`Sender.handleProduceResponse`).
    pub(super) fn on_produce_response(
        &mut self,
        batches: Vec<ProducerBatch>,
        response: &ProduceResponse,
        out: &mut Out<'_>,
    ) {
        for batch in batches {
            let mut answers = response.partitions.iter();
            if let Some(answer) = answers.find(|answer| answer.partition == batch.partition) {
                self.on_answer(batch, answer.base_offset, out);
            }
        }
        for answer in &response.partitions {
            if let Some(named) = answer.current_leader {
                self.cluster.learn_leader(answer.partition, named, out);
            }
        }
    }

    /// What follows from the answer for one batch (`Sender.completeBatch`).
    fn on_answer(
        &mut self,
        batch: ProducerBatch,
        result: Result<Offset, ErrorCode>,
        out: &mut Out<'_>,
    ) {
        let has_sequence = batch.sequence.is_some();
        if result.is_ok() && has_sequence {
            deferred::acknowledged(&mut self.sequences, &batch);
        }
        if batch.is_done {
            return self.free_memory(batch.memory_bytes(), out);
        }
        let error = match result {
            Ok(base_offset) => return self.acknowledge(batch, Some(base_offset), out),
            Err(error) => error,
        };
        if error == ErrorCode::MessageTooLarge && batch.records.len() > 1 {
            return self.split(batch, out);
        }
        let after = match has_sequence {
            true => deferred::refused(&mut self.sequences, &batch, error),
            false => AfterRefusal::of(error),
        };
        match after {
            AfterRefusal::Retry => self.retry(batch, Some(error), ErrorDetail::None, out),
            AfterRefusal::Fail => {
                self.sequence_failed(&batch, Some(error));
                self.fail(batch, error, ErrorDetail::None, out);
            }
        }
        if error.is_about_metadata() {
            self.ask_for_metadata(out);
        }
    }

    /// A batch has failed for good. Where its retries have run out, a leader may have it all the same, unless that has
    /// said that another is missing before it (`TransactionManager.handleFailedBatch`).
    fn sequence_failed(&mut self, batch: &ProducerBatch, error: Option<ErrorCode>) {
        if batch.sequence.is_some() {
            let has_retries = batch.attempts <= self.config.retries;
            let leaves_gap = has_retries || error == Some(ErrorCode::OutOfOrderSequenceNumber);
            deferred::failed(&mut self.sequences, batch, leaves_gap);
        }
    }

    /// Makes smaller batches of one that is too large for its topic, and puts them in its place; that does
    /// not count as an attempt (`RecordAccumulator.splitAndReenqueue`).
    fn split(&mut self, batch: ProducerBatch, out: &mut Out<'_>) {
        let (partition, memory) = (batch.partition, batch.memory_bytes());
        let (records, correlation_id) = (count(batch.records.len()), batch.correlation_id);
        let attempts_left = self.config.retries.saturating_add(1) - batch.attempts;
        self.accumulator.forget_ratio(partition.topic);
        let mut parts = batch.split(&self.config);
        out.trace(Event::BatchSplit {
            partition,
            records,
            batches: count(parts.len()),
            attempts_left,
            correlation_id,
        });
        while let Some(part) = parts.pop() {
            self.accumulator.put_back(part);
        }
        self.free_memory(memory, out);
        self.watch_delivery(out);
    }

    /// Puts a batch back to be sent again after a pause that doubles with each attempt
    /// (`retry.backoff.ms`, up to `retry.backoff.max.ms`, give or take a fifth), unless it has been sent
    /// again as often as it may be, or has taken too long (`Sender.canRetry`). Without an error its
    /// connection broke.
    fn retry(
        &mut self,
        mut batch: ProducerBatch,
        error: Option<ErrorCode>,
        detail: ErrorDetail,
        out: &mut Out<'_>,
    ) {
        let now = out.now();
        let is_late = batch.created + Span::from_ms(self.config.delivery_timeout_ms()) <= now;
        if is_late || batch.attempts > self.config.retries {
            // Where the retries have run out, a leader may have the batch: its sequence stays its own.
            self.sequence_failed(&batch, error);
            let error = error.unwrap_or(ErrorCode::NetworkException);
            return self.fail(batch, error, detail, out);
        }
        let backoff = self.retry_backoff(batch.attempts, out);
        batch.waits_since = now;
        batch.ready = now + backoff;
        let partition = batch.partition;
        out.trace(Event::BatchRetried {
            partition,
            records: count(batch.records.len()),
            attempts: batch.attempts,
            attempts_left: self.config.retries - batch.attempts,
            correlation_id: batch.correlation_id,
            error,
            detail,
            backoff_ms: backoff.as_ms(),
        });
        out.set_timer_at(Timer::Sender(partition), batch.ready);
        self.accumulator.put_back(batch);
        self.watch_delivery(out);
    }

    /// The pause after so many attempts (`ExponentialBackoff.backoff`): the largest is not exceeded by
    /// chance, either. Simplified: it is drawn once, where Kafka draws it anew whenever it looks.
    fn retry_backoff(&self, attempts: u32, out: &mut Out<'_>) -> Span {
        let most = Span::from_ms(self.config.retry_backoff_max_ms);
        let first = Span::from_ms(self.config.retry_backoff_ms);
        if most <= first {
            return most;
        }
        let doublings = attempts.saturating_sub(1).min(20);
        let doubled = first.0.saturating_mul(1 << doublings).min(most.0);
        let fifth = u32::try_from(doubled / 5).unwrap_or(u32::MAX / 4);
        let jitter = out.random_below(fifth.saturating_mul(2).saturating_add(1));
        Span(doubled - u64::from(fifth) + u64::from(jitter)).min(most)
    }

    /// A batch whose connection never came about was not sent: it waits as if it had not left
    /// (`Sender.sendProducerData` drains only for nodes that are ready).
    fn take_back(&mut self, mut batch: ProducerBatch, out: &mut Out<'_>) {
        batch.attempts = batch.attempts.saturating_sub(1);
        batch.ready = out.now();
        if batch.attempts == 0 && !batch.is_split {
            if batch.sequence.is_some() {
                deferred::unassign(&mut self.sequences, &mut batch);
            }
            batch.reopen();
        }
        let partition = batch.partition;
        let queue = self.accumulator.queues.get_or_default(partition);
        queue.insert(0, batch);
        out.set_timer(Timer::Sender(partition), Span::ZERO);
        self.watch_delivery(out);
    }

    /// A connection ended: the producer does not know which of its requests were processed, and
    /// sends them again. That is where duplicates come from.
    pub(super) fn on_disconnected(
        &mut self,
        connection: ConnectionId,
        reason: BreakReason,
        out: &mut Out<'_>,
    ) {
        out.cancel_timer(Timer::RequestTimeout(connection));
        self.cluster.connection_failed(connection, out.now());
        let mut requests = self.in_flight.remove(&connection).unwrap_or_default();
        let never_stood = matches!(reason, BreakReason::Refused | BreakReason::SetupTimeout);
        let timed_out = reason == BreakReason::RequestTimeout;
        let detail = ErrorDetail::Disconnected {
            broker: connection.server.broker().unwrap_or_default(),
            timed_out,
        };
        let error = timed_out.then_some(ErrorCode::RequestTimedOut);
        if never_stood {
            requests.reverse();
        }
        for request in requests {
            match request {
                InFlight::Produce(mut batches, _) => {
                    if never_stood {
                        batches.reverse();
                    }
                    for batch in batches {
                        if batch.is_done {
                            self.free_memory(batch.memory_bytes(), out);
                        } else if never_stood {
                            self.take_back(batch, out);
                        } else {
                            self.retry(batch, error, detail.clone(), out);
                        }
                    }
                }
                InFlight::Metadata(_) => self.cluster.ask_failed(),
                InFlight::InitProducerId(_) => self.ask_for_producer_id_later(out),
            }
        }
        self.ask_for_metadata_later(out);
    }

    pub(super) fn ask_for_metadata(&mut self, out: &mut Out<'_>) {
        let (in_flight, me) = (&self.in_flight, self.id);
        let busy = |broker: BrokerId| {
            let to_broker = ConnectionId {
                client: me,
                server: broker.into(),
                channel: Channel::Client,
            };
            in_flight.get(&to_broker).map_or(0, Vec::len)
        };
        if let Some(connection) = self.cluster.ask(busy, out) {
            self.next_correlation_id();
            let deadline = out.now() + Span::from_ms(self.config.request_timeout_ms);
            let requests = self.in_flight.get_or_default(connection);
            requests.push(InFlight::Metadata(deadline));
            self.watch_requests(connection, out);
        }
    }

    pub(super) fn ask_for_metadata_later(&mut self, out: &mut Out<'_>) {
        let backoff = Span::from_ms(self.config.retry_backoff_ms);
        self.cluster.ask_later(backoff, out);
    }

    /// The oldest request of a connection decides when the connection is given up.
    pub(super) fn watch_requests(&self, connection: ConnectionId, out: &mut Out<'_>) {
        let oldest = self
            .in_flight
            .get(&connection)
            .and_then(|requests| requests.first());
        match oldest {
            Some(
                InFlight::Produce(_, deadline)
                | InFlight::Metadata(deadline)
                | InFlight::InitProducerId(deadline),
            ) => {
                out.set_timer_at(Timer::RequestTimeout(connection), *deadline);
            }
            None => out.cancel_timer(Timer::RequestTimeout(connection)),
        }
    }
}
