//! What a producer has and nobody has acknowledged.

use super::chain::Chain;
use super::{Clock, ProducerReason, Reason};
use crate::client::{Admin, Asked, Cluster, Producer, ProducerBatch, SendObstacle};
use crate::id::{NodeId, TopicPartition};
use crate::line::count;
use crate::sim::Timer;
use crate::time::Time;
use crate::wire::{Acks, ErrorCode, Gist};

impl<'a> Chain<'a> {
    /// The oldest batch of a partition: sent and not answered, or not sent.
    pub fn batch(&mut self, producer: NodeId, partition: TopicPartition) {
        let Some(client) = self.world.producer(producer) else {
            return;
        };
        if let Some((asked, batch)) = client.unanswered(partition) {
            let unanswered = Reason::Unanswered {
                producer,
                partition,
                records: records_of(batch),
                to: asked.connection.server,
            };
            if self.because(unanswered) && !self.is_frozen(producer) {
                self.delivery(client, batch);
                self.answer_to(asked);
                self.refused_again(client, asked);
            }
        } else if let Some(batch) = client.next_batch(partition) {
            let unsent = Reason::Unsent {
                producer,
                partition,
                records: records_of(batch),
                attempts: batch.attempts,
            };
            if self.because(unsent) && !self.is_frozen(producer) {
                self.delivery(client, batch);
                self.unsent(client, batch);
            }
        }
    }

    fn unsent(&mut self, producer: &Producer, batch: &ProducerBatch) {
        let (node, partition) = (producer.id, batch.partition);
        match what_stops(producer, partition, self.now()) {
            Err(SendObstacle::NotReady(_)) if is_first(batch) => {
                self.last(Reason::Producer(ProducerReason::Lingers {
                    producer: node,
                    bytes: batch.size_bytes(),
                    capacity_bytes: batch.capacity_bytes(),
                }));
                self.sends_next(producer, partition, Clock::LingerEnds(node));
            }
            Err(SendObstacle::NotReady(_)) => {
                self.sends_next(producer, partition, Clock::RetriesBatch(node));
                let leader = producer.cluster().leader(partition);
                if !leader.is_some_and(|(leader, _)| self.is_out_of_order(leader)) {
                    self.refusing_leader(producer, partition);
                }
            }
            Err(SendObstacle::NoLeader) => self.knows_no_leader(node, partition),
            Err(SendObstacle::CannotConnect(broker, until)) => {
                self.last(Reason::CouldNotConnect {
                    client: node,
                    broker,
                });
                self.reconnects(producer, partition, until);
                self.unreachable(node, broker);
                self.session(broker);
                // Another leader may be known before.
                self.metadata_of_client(node, producer.cluster());
            }
            Err(SendObstacle::NoRoom(connection)) => {
                if self.because(Reason::NoRoom(connection)) {
                    self.answer(connection);
                }
            }
            Err(SendObstacle::NoProducerId) => {
                self.last(Reason::Producer(ProducerReason::NeedsProducerId(node)));
                match producer.asks_for_id_on() {
                    Some(connection) => self.answer(connection),
                    None => self.timer(node, Timer::ProducerId, Clock::AsksForProducerId(node)),
                }
            }
            Ok(_) | Err(SendObstacle::NothingToSend | SendObstacle::NotItsTurn) => {
                self.sends_next(producer, partition, Clock::RetriesBatch(node));
            }
        }
    }

    /// A request is on its way to a leader that takes no records, or its refusal on its way back.
    fn refused_again(&mut self, producer: &Producer, asked: Asked) {
        let Some(message) = self.message_of(asked) else {
            return;
        };
        if self.world.is_paused(asked.connection.server) {
            return;
        }
        if let Gist::Produce { partition, .. }
        | Gist::ProduceAnswer {
            partition,
            result: Err(ErrorCode::NotEnoughReplicas),
            ..
        } = message.gist
        {
            self.refusing_leader(producer, partition);
        }
    }

    /// That the leader that the producer knows of would take no records with acks=all.
    fn refusing_leader(&mut self, producer: &Producer, partition: TopicPartition) {
        let Some((leader, _)) = producer.cluster().leader(partition) else {
            return;
        };
        let process = self.world.broker(leader).and_then(|it| it.process());
        let state = process.and_then(|process| process.partition(partition));
        let is_too_small = state.is_some_and(|state| state.is_under_min_isr());
        let refuses = Reason::RefusesRecords { leader, partition };
        if producer.config().acks != Acks::All {
            return;
        }
        match is_too_small {
            true if self.because(refuses) => self.high_watermark(leader, partition),
            true => {}
            // Or the last attempt waits there still, as the next one will.
            false => self.low_high_watermark(leader, partition),
        }
    }

    /// The first batch of a partition that is not under way while an earlier one is: what keeps it behind that.
    pub fn next_batch(&mut self, producer: NodeId, partition: TopicPartition) {
        let Some(client) = self.world.producer(producer) else {
            return;
        };
        if client.unanswered(partition).is_none() {
            return;
        }
        let behind = match client.may_send(partition, self.now()) {
            Err(SendObstacle::NotItsTurn) => ProducerReason::EarlierFirst {
                producer,
                partition,
            },
            Err(SendObstacle::NoRoom(_)) if client.sends_one_at_a_time(partition) => {
                ProducerReason::OneAtATime {
                    producer,
                    partition,
                }
            }
            _ => return,
        };
        if self.because(Reason::Producer(behind)) {
            self.batch(producer, partition);
        }
    }

    /// When the producer tries to connect again: it looks when its timer goes off, and may then.
    fn reconnects(&mut self, producer: &Producer, partition: TopicPartition, until: Time) {
        match self.world.timer_at(producer.id, Timer::Sender(partition)) {
            Some(at) => self.at(Clock::Reconnects(producer.id), at.max(until)),
            None => self.metadata_of_client(producer.id, producer.cluster()),
        }
    }

    /// When the producer looks next at what it has for a partition: by a timer, or with whatever it hears
    /// of the cluster.
    fn sends_next(&mut self, producer: &Producer, partition: TopicPartition, clock: Clock) {
        let timer = Timer::Sender(partition);
        if self.world.timer_at(producer.id, timer).is_some() {
            self.timer(producer.id, timer, clock);
        } else {
            self.metadata_of_client(producer.id, producer.cluster());
        }
    }

    /// When a batch is given up, or the producer that has it.
    fn delivery(&mut self, producer: &Producer, batch: &ProducerBatch) {
        self.close_ends(producer.id);
        let is_sent = producer.unanswered(batch.partition).is_some();
        if producer.config().acks != Acks::None || !is_sent {
            let at = producer.delivers_until(batch);
            self.at(Clock::DeliveryTimesOut(producer.id), at);
        }
    }

    /// A record whose partition its producer has not heard of.
    pub fn send(&mut self, producer: NodeId) {
        let Some(client) = self.world.producer(producer) else {
            return;
        };
        let Some((topic, partition, until)) = client.first_unplaced() else {
            return;
        };
        let missing = Reason::NotInMetadata {
            client: producer,
            topic,
            partition,
        };
        if self.because(missing) && !self.is_frozen(producer) {
            self.at(Clock::SendTimesOut(producer), until);
            self.metadata_of_client(producer, client.cluster());
        }
    }

    /// A client that knows of no leader asks until there is one.
    pub fn knows_no_leader(&mut self, client: NodeId, partition: TopicPartition) {
        if !self.because(Reason::KnowsNoLeader { client, partition }) {
            return;
        }
        let metadata = self.world.metadata();
        let registration = metadata.partitions.get(&partition);
        if registration.is_some_and(|it| it.leader.is_none()) {
            return self.leaderless(partition);
        }
        if let Some(cluster) = self.cluster_of(client) {
            self.metadata_of_client(client, cluster);
        }
    }

    /// What a client's next news of the cluster hang on.
    pub fn metadata_of_client(&mut self, client: NodeId, cluster: &Cluster) {
        if self.is_frozen(client) {
            return;
        }
        let consumer = self.world.consumer(client);
        if let Some(connection) = cluster.asks_on() {
            return self.answer(connection);
        }
        match consumer.filter(|it| !it.looks_after_network()) {
            Some(consumer) => self.application(consumer),
            None => {
                if let Some(at) = self.world.timer_at(client, Timer::Metadata) {
                    let is_routine = cluster.asks_by_age_at(at);
                    let clock = Clock::AsksForMetadata { client, is_routine };
                    self.at(clock, cluster.asks_at(at));
                }
            }
        }
    }

    fn cluster_of(&self, client: NodeId) -> Option<&'a Cluster> {
        if client == NodeId::Admin {
            return self.world.admin().map(Admin::cluster);
        }
        let producer = self.world.producer(client).map(Producer::cluster);
        producer.or_else(|| Some(self.world.consumer(client)?.cluster()))
    }
}

/// Whether the oldest batch of a partition waits for nothing but more records.
pub(super) fn lingers(producer: &Producer, partition: TopicPartition, now: Time) -> bool {
    let waits = producer.next_batch(partition).is_some_and(is_first);
    waits
        && producer.unanswered(partition).is_none()
        && matches!(
            what_stops(producer, partition, now),
            Err(SendObstacle::NotReady(_))
        )
}

/// Whether a batch was not sent before.
fn is_first(batch: &ProducerBatch) -> bool {
    batch.attempts == 0
}

/// What stops the first batch of a partition: if it waits for a time, and something else stops it then as
/// far as one knows, that.
fn what_stops(
    producer: &Producer,
    partition: TopicPartition,
    now: Time,
) -> Result<(), SendObstacle> {
    let at = |time| producer.may_send(partition, time).map(|_| ());
    match at(now) {
        Err(SendObstacle::NotReady(ready)) if at(ready).is_err() => at(ready),
        obstacle => obstacle,
    }
}

fn records_of(batch: &ProducerBatch) -> u32 {
    count(batch.records.len())
}
