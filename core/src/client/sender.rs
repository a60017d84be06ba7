//! The producer's sender (`Sender`): which batch goes out when, and what happens to it if it does not
//! arrive.

use super::accumulator::ProducerBatch;
use super::idempotence::AfterRefusal;
use super::producer::{InFlight, Producer};
use crate::id::{BrokerId, LeaderEpoch, Offset, TopicId, TopicPartition};
use crate::line::take_first;
use crate::log::Batch;
use crate::sim::{Channel, ConnectionId, Out, Timer};
use crate::time::{Span, Time};
use crate::trace::{BreakReason, Event};
use crate::wire::{Acks, ErrorCode, ErrorDetail, ProduceRequest, Request};

/// Why the first batch of a partition is not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SendObstacle {
    /// There is none.
    NothingToSend,
    /// It waits for more records, or for the end of its backoff, until that time.
    NotReady(Time),
    /// The producer knows of no leader.
    NoLeader,
    /// The last connection to the leader has failed: the next is tried at that time.
    CannotConnect(BrokerId, Time),
    /// As many requests as may be are without an answer there.
    NoRoom(ConnectionId),
    /// No broker has told the idempotent producer who it is.
    NoProducerId,
    /// Batches with earlier sequences are to be answered first.
    NotItsTurn,
}

impl Producer {
    /// Sends every batch that is ready, whose leader is known, and for which its connection has
    /// room.
    pub(super) fn send_ready(&mut self, out: &mut Out<'_>) {
        self.settle_sequences(out);
        self.measure_load();
        let partitions: Vec<TopicPartition> = self.accumulator.queues.keys().copied().collect();
        for partition in partitions {
            while self.send_next(partition, out) {}
        }
    }

    fn send_next(&mut self, partition: TopicPartition, out: &mut Out<'_>) -> bool {
        match self.may_send(partition, out.now()) {
            Ok((connection, epoch)) => {
                let queue = self.accumulator.queues.get_mut(&partition);
                let Some(batch) = queue.and_then(take_first) else {
                    return false;
                };
                self.note_latency(connection, true, out.now());
                self.send(batch, connection, epoch, out);
                return true;
            }
            Err(
                SendObstacle::NothingToSend | SendObstacle::NoProducerId | SendObstacle::NotItsTurn,
            ) => {}
            Err(SendObstacle::NotReady(at)) => out.set_timer_at(Timer::Sender(partition), at),
            Err(SendObstacle::CannotConnect(leader, at)) => {
                self.note_latency(self.cluster.connection(leader), false, out.now());
                out.set_timer_at(Timer::Sender(partition), at);
            }
            Err(SendObstacle::NoLeader) => self.ask_for_metadata_later(out),
            Err(SendObstacle::NoRoom(connection)) => {
                self.note_latency(connection, false, out.now());
            }
        }
        false
    }

    /// Whether a leader takes what there is for it counts for the partitioner only where that is asked
    /// for.
    fn note_latency(&mut self, connection: ConnectionId, can_drain: bool, now: Time) {
        if self.config.partitioner_availability_timeout_ms > 0
            && let Some(leader) = connection.server.broker()
        {
            self.accumulator.note_latency(leader, can_drain, now);
        }
    }

    /// Tells the partitioners how the queues stand (`RecordAccumulator.ready`).
    fn measure_load(&mut self) {
        if !self.config.partitioner_adaptive_partitioning_enable {
            return;
        }
        let timeout = Span::from_ms(self.config.partitioner_availability_timeout_ms);
        let topics: Vec<TopicId> = self.accumulator.partitioners.keys().copied().collect();
        for topic in topics {
            let partitions = self.cluster.partition_count(topic);
            let leader_of = |partition| Some(self.cluster.leader(partition)?.0);
            let load = self
                .accumulator
                .load_of(topic, partitions, timeout, leader_of);
            let partitioner = self.accumulator.partitioners.get_or_default(topic);
            partitioner.set_load(load);
        }
    }

    /// On which connection, and to which leader epoch, the first batch of a partition may be sent now.
    ///
    /// # Errors
    /// Why it may not.
    pub(crate) fn may_send(
        &self,
        partition: TopicPartition,
        now: Time,
    ) -> Result<(ConnectionId, LeaderEpoch), SendObstacle> {
        let queue = self.accumulator.queues.get(&partition);
        let queue = queue.map(Vec::as_slice).unwrap_or_default();
        let first = queue.first().ok_or(SendObstacle::NothingToSend)?;
        let leader = self.cluster.leader(partition);
        let leader_epoch = leader.map(|(_, epoch)| epoch);
        let linger = Span::from_ms(self.config.linger_ms);
        let check = first.ready_check(queue.len(), leader_epoch, linger, now);
        let ready = check.outcome();
        ready.map_err(|left| SendObstacle::NotReady(now + left))?;
        let (leader, epoch) = leader.ok_or(SendObstacle::NoLeader)?;
        let may_connect = self.cluster.may_connect(leader, now);
        may_connect.map_err(|until| SendObstacle::CannotConnect(leader, until))?;
        let connection = self.cluster.connection(leader);
        let requests = self.in_flight.get(&connection).map_or(0, Vec::len);
        let room = usize::try_from(self.config.max_in_flight_requests_per_connection).unwrap_or(1);
        if requests >= room.max(1) {
            return Err(SendObstacle::NoRoom(connection));
        }
        if self.config.is_idempotent() {
            if self.sequences.identity.is_none() {
                return Err(SendObstacle::NoProducerId);
            }
            if self.sequences.holds_back(first, &self.sequenced(partition)) {
                return Err(SendObstacle::NotItsTurn);
            }
        }
        Ok((connection, epoch))
    }

    fn send(
        &mut self,
        mut batch: ProducerBatch,
        connection: ConnectionId,
        epoch: LeaderEpoch,
        out: &mut Out<'_>,
    ) {
        batch.attempts += 1;
        batch.sent_in = Some(epoch);
        batch.correlation_id = self.next_correlation_id();
        let mut wire_batch = Batch::new(Offset::ZERO, LeaderEpoch(-1), batch.records.clone());
        self.sequences.assign(&mut batch);
        batch.is_renumbered = false;
        wire_batch.producer = Some(self.id);
        wire_batch.sequence = batch.sequence;
        let acks = self.config.acks;
        let request = ProduceRequest {
            partition: batch.partition,
            acks,
            timeout_ms: self.config.request_timeout_ms,
            batch: wire_batch,
        };
        out.send(connection, Request::Produce(request));
        if acks == Acks::None {
            // Nobody will say more: the producer counts the records as sent.
            self.acknowledge(batch, None, out);
            return;
        }
        let deadline = out.now() + Span::from_ms(self.config.request_timeout_ms);
        let requests = self.in_flight.get_or_default(connection);
        requests.push(InFlight::Produce(batch, deadline));
        self.watch_requests(connection, out);
    }

    pub(super) fn on_produce_response(
        &mut self,
        batch: ProducerBatch,
        result: Result<Offset, ErrorCode>,
        out: &mut Out<'_>,
    ) {
        match result {
            Ok(base_offset) => {
                self.sequences.acknowledged(&batch);
                self.acknowledge(batch, Some(base_offset), out);
            }
            Err(error) => {
                match self.sequences.refused(&batch, error) {
                    AfterRefusal::Retry => {
                        self.retry(batch, Some(error), ErrorDetail::None, out);
                    }
                    AfterRefusal::Fail => {
                        self.sequences.failed(&batch, true);
                        self.fail(batch, error, ErrorDetail::None, out);
                    }
                }
                if error.is_about_metadata() {
                    self.ask_for_metadata(out);
                }
            }
        }
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
        let is_late = batch.created + Span::from_ms(self.config.delivery_timeout_ms) <= now;
        if is_late || batch.attempts > self.config.retries {
            // Where the retries have run out, a leader may have the batch: its sequence stays its own.
            self.sequences
                .failed(&batch, batch.attempts <= self.config.retries);
            let error = error.unwrap_or(ErrorCode::NetworkException);
            return self.fail(batch, error, detail, out);
        }
        let backoff = self.retry_backoff(batch.attempts, out);
        batch.waits_since = now;
        batch.ready = now + backoff;
        let partition = batch.partition;
        out.trace(Event::BatchRetried {
            partition,
            records: u32::try_from(batch.records.len()).unwrap_or(u32::MAX),
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

    fn retry_backoff(&self, attempts: u32, out: &mut Out<'_>) -> Span {
        let cap = Span::from_ms(self.config.retry_backoff_max_ms);
        let first = Span::from_ms(self.config.retry_backoff_ms);
        let doublings = attempts.saturating_sub(1).min(20);
        let doubled = first
            .0
            .saturating_mul(1 << doublings)
            .min(cap.0.saturating_mul(2));
        let fifth = u32::try_from(doubled / 5).unwrap_or(u32::MAX / 4);
        let jitter = out.random_below(fifth.saturating_mul(2).saturating_add(1));
        Span(doubled - u64::from(fifth) + u64::from(jitter)).min(cap)
    }

    /// A batch whose connection never came about was not sent: it waits as if it had not left
    /// (`Sender.sendProducerData` drains only for nodes that are ready).
    fn take_back(&mut self, mut batch: ProducerBatch, out: &mut Out<'_>) {
        batch.attempts = batch.attempts.saturating_sub(1);
        batch.ready = out.now();
        if batch.attempts == 0 {
            self.sequences.unassign(&mut batch);
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
        let never_stood = reason == BreakReason::Refused;
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
                InFlight::Produce(batch, _) if never_stood => self.take_back(batch, out),
                InFlight::Produce(batch, _) => self.retry(batch, error, detail.clone(), out),
                InFlight::GivenUp(_) => {}
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
                | InFlight::GivenUp(deadline)
                | InFlight::Metadata(deadline)
                | InFlight::InitProducerId(deadline),
            ) => {
                out.set_timer_at(Timer::RequestTimeout(connection), *deadline);
            }
            None => out.cancel_timer(Timer::RequestTimeout(connection)),
        }
    }

    /// The oldest batch decides when the next one expires, be it waiting or under way; so does the
    /// oldest record that has no place yet.
    pub(super) fn watch_delivery(&self, out: &mut Out<'_>) {
        let mut batches = self.waiting();
        batches.extend(self.in_flight());
        let mut next = self.unplaced_until();
        for batch in batches {
            let until = batch.created + Span::from_ms(self.config.delivery_timeout_ms);
            next = Some(next.map_or(until, |next| next.min(until)));
        }
        match next {
            Some(next) => out.set_timer_at(Timer::Delivery, next),
            None => out.cancel_timer(Timer::Delivery),
        }
    }

    /// Gives up what has taken too long. Whatever is answered for a batch that was under way comes too
    /// late.
    pub(super) fn expire(&mut self, out: &mut Out<'_>) {
        let now = out.now();
        let limit = Span::from_ms(self.config.delivery_timeout_ms);
        let is_late = |batch: &ProducerBatch| batch.created + limit <= now;
        let mut expired = Vec::new();
        for queue in self.accumulator.queues.values_mut() {
            expired.extend(queue.extract_if(.., |batch| is_late(batch)));
        }
        for batch in &expired {
            if batch.attempts > 0 {
                self.sequences.expired(batch);
            }
        }
        for request in self.in_flight.values_mut().flatten() {
            if let InFlight::Produce(batch, deadline) = request
                && is_late(batch)
            {
                if batch.attempts > 1 {
                    self.sequences.expired(batch);
                }
                expired.push(batch.clone());
                *request = InFlight::GivenUp(*deadline);
            }
        }
        for batch in expired {
            let detail = ErrorDetail::Expired {
                partition: batch.partition,
                records: u32::try_from(batch.records.len()).unwrap_or(u32::MAX),
                after_ms: now.since(batch.created).as_ms(),
            };
            self.fail(batch, ErrorCode::RequestTimedOut, detail, out);
        }
        self.give_up_unplaced(out);
        self.watch_delivery(out);
    }
}
