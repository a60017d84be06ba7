//! Which batches go out together: one of each partition that a leader has, from those leaders to which
//! something may go (`RecordAccumulator.ready`, `RecordAccumulator.drain`).

use super::batch::{ProducerBatch, ReadyCheck};
use super::deferred;
use super::{InFlight, Producer};
use crate::id::{BrokerId, LeaderEpoch, TopicId, TopicPartition};
use crate::line::take_first;
use crate::sim::{ConnectionId, Out, Timer};
use crate::sorted::Set;
use crate::time::{Span, Time};

/// Why the first batch of a partition is not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendObstacle {
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
    /// Sends what may be sent, a request to each leader after the other, until nothing more may
    /// (`Sender.sendProducerData`).
    pub(super) fn send_ready(&mut self, out: &mut Out<'_>) {
        if self.config.is_idempotent() {
            deferred::settle_sequences(self, out);
        }
        loop {
            if !self.accumulator.partitioners.is_empty() {
                deferred::measure_load(self);
            }
            let mut has_sent = false;
            for leader in self.ready_leaders(out).iter() {
                let batches = self.drain(*leader, out.now());
                if !batches.is_empty() {
                    self.send(*leader, batches, out);
                    has_sent = true;
                }
            }
            if !has_sent {
                return;
            }
        }
    }

    /// The leaders to which something may go now. What has to wait sets the clock.
    fn ready_leaders(&mut self, out: &mut Out<'_>) -> Set<BrokerId> {
        let mut ready = Set::new();
        let partitions: Vec<TopicPartition> = self.accumulator.queues.keys().copied().collect();
        for partition in partitions {
            match self.may_send(partition, out.now()) {
                Ok((connection, _)) => {
                    self.note_latency(connection, true, out.now());
                    ready.extend(connection.server.broker());
                }
                Err(SendObstacle::NotReady(at)) => out.set_timer_at(Timer::Sender(partition), at),
                Err(SendObstacle::CannotConnect(leader, at)) => {
                    self.note_latency(self.cluster.connection(leader), false, out.now());
                    out.set_timer_at(Timer::Sender(partition), at);
                }
                Err(SendObstacle::NoLeader) => self.ask_for_metadata_later(out),
                Err(SendObstacle::NoRoom(connection)) => {
                    self.note_latency(connection, false, out.now());
                }
                // The batches before it may go, and those of other partitions.
                Err(SendObstacle::NotItsTurn) => {
                    ready.extend(self.cluster.leader(partition).map(|(leader, _)| leader));
                }
                Err(SendObstacle::NothingToSend | SendObstacle::NoProducerId) => {}
            }
        }
        ready
    }

    /// One batch of each partition of a leader, also of those that would still wait, as many as a request
    /// may take. It begins where the last request ended (`RecordAccumulator.drainBatchesForOneNode`).
    fn drain(&mut self, leader: BrokerId, now: Time) -> Vec<ProducerBatch> {
        let partitions = self.cluster.partitions_led_by(leader);
        let mut drained: Vec<ProducerBatch> = Vec::new();
        let mut bytes = 0_u32;
        let begin = self.accumulator.drain_index.get(&leader).copied();
        let begin = begin.unwrap_or(0);
        for place in 0..partitions.len() {
            let place = (begin + place) % partitions.len();
            self.accumulator.drain_index.insert(leader, place);
            let partition = partitions[place];
            let Some(first) = self.accumulator.first(partition) else {
                continue;
            };
            let epoch = self.cluster.leader(partition).map(|(_, epoch)| epoch);
            if self.is_muted(partition) || first.is_backing_off(epoch, now) {
                continue;
            }
            let more = bytes.saturating_add(first.size_bytes());
            if more > self.config.max_request_size && !drained.is_empty() {
                break;
            }
            if self.holds_back(first) {
                break;
            }
            let queue = self.accumulator.queues.get_mut(&partition);
            let Some(mut batch) = queue.and_then(take_first) else {
                continue;
            };
            self.close(&mut batch);
            bytes = bytes.saturating_add(batch.size_bytes());
            drained.push(batch);
        }
        drained
    }

    /// Nothing more goes into a batch: its size and its sequence are fixed. Later batches that are drained
    /// with it follow on its sequence.
    fn close(&mut self, batch: &mut ProducerBatch) {
        batch.build();
        let ratio = self.config.compression_type.ratio_permille();
        self.accumulator.learn_ratio(batch.partition.topic, ratio);
        if self.sequences.identity.is_some() {
            deferred::assign(&mut self.sequences, batch);
        }
    }

    /// Whether the first batch of a partition, and with it all that its leader could be sent after it, is
    /// to wait for batches before it.
    fn holds_back(&self, first: &ProducerBatch) -> bool {
        self.config.is_idempotent() && deferred::holds_back(self, first)
    }

    /// Whether a partition's batches have to wait, one behind the other, so that they keep their order
    /// (`RecordAccumulator.mutePartition`).
    pub(super) fn is_muted(&self, partition: TopicPartition) -> bool {
        if self.config.max_in_flight_requests_per_connection > 1 {
            return false;
        }
        let mut requests = self.in_flight.values().flatten();
        requests.any(|request| match request {
            InFlight::Produce(batches, _) => {
                batches.iter().any(|batch| batch.partition == partition)
            }
            _ => false,
        })
    }

    /// Whether nothing is to linger: memory is exhausted, or the producer is flushed or closed.
    fn everything_goes(&self) -> bool {
        !self.buffer.waiting.is_empty() || self.is_hurried()
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
        let leader = self.cluster.leader(partition);
        let leader_epoch = leader.map(|(_, epoch)| epoch);
        let check = self.ready_check(partition, leader_epoch, now);
        let ready = check.ok_or(SendObstacle::NothingToSend)?.outcome();
        ready.map_err(|left| SendObstacle::NotReady(now + left))?;
        let (leader, epoch) = leader.ok_or(SendObstacle::NoLeader)?;
        let may_connect = self.cluster.may_connect(leader, now);
        may_connect.map_err(|until| SendObstacle::CannotConnect(leader, until))?;
        let connection = self.cluster.connection(leader);
        let requests = self.in_flight.get(&connection).map_or(0, Vec::len);
        let room = usize::try_from(self.config.max_in_flight_requests_per_connection).unwrap_or(1);
        if requests >= room.max(1) || self.is_muted(partition) {
            return Err(SendObstacle::NoRoom(connection));
        }
        if self.config.is_idempotent() && self.sequences.identity.is_none() {
            return Err(SendObstacle::NoProducerId);
        }
        match self.accumulator.first(partition) {
            Some(first) if self.holds_back(first) => Err(SendObstacle::NotItsTurn),
            _ => Ok((connection, epoch)),
        }
    }

    fn ready_check(
        &self,
        partition: TopicPartition,
        leader_epoch: Option<LeaderEpoch>,
        now: Time,
    ) -> Option<ReadyCheck> {
        let queue = self.accumulator.queues.get(&partition)?;
        let linger = Span::from_ms(self.config.linger_ms);
        let everything_goes = self.everything_goes();
        let first = queue.first()?;
        Some(first.ready_check(queue.len(), leader_epoch, linger, everything_goes, now))
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

    /// Tells the partitioners how the queues stand (`RecordAccumulator.partitionReady`).
    pub(super) fn measure_load(&mut self) {
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
}
