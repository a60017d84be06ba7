//! What consumers were handed (I9).

use crate::sorted::Map;
use std::sync::Arc;

use super::ghost::Observed;
use super::history::PartitionHistory;
use super::invariant::{Breach, Invariant};
use super::leader_log::LeaderLog;
use crate::id::{BrokerId, MessageId, NodeId, Offset, RecordId, TopicPartition};
use crate::log::Batch;
use crate::sim::{ConnectionId, Direction, Payload, Socket, World};
use crate::trace::{ConsumerEvent, Event, Trace};
use crate::wire::{Gist, Response};

/// Which records consumers were handed, of one partition.
#[derive(Clone, Debug, Default)]
pub(super) struct Consumed {
    by_offset: Map<Offset, RecordId>,
    /// What is gone by an unclean election and not reported yet.
    gone: Vec<(Offset, RecordId)>,
    /// The offset from which on the current leader's log has not been searched for them.
    unchecked: Option<Offset>,
}

impl Consumed {
    /// The leader's log has changed from there on.
    pub(super) fn check_from(&mut self, offset: Offset) {
        self.unchecked = Some(self.unchecked.map_or(offset, |before| before.min(offset)));
    }

    /// After an unclean election nothing is promised of what was read and is gone. What was deleted, as it
    /// was below `deleted_to`, is not gone by that.
    pub(super) fn forget_what_is_gone(&mut self, leader_log: &LeaderLog, deleted_to: Offset) {
        let gone = &mut self.gone;
        self.by_offset.retain(|offset, record| {
            let is_there = is_at(leader_log, *offset, *record);
            if !is_there && *offset >= deleted_to && !leader_log.is_deleted(*offset) {
                gone.push((*offset, *record));
            }
            is_there
        });
    }
}

impl PartitionHistory {
    /// I9: what was handed over is still what it was on the current leader. What is gone is reported
    /// once.
    pub(super) fn check_consumed(&mut self, partition: TopicPartition, found: &mut Observed) {
        let breach = Breach::of(Invariant::ConsistentRead).partition(partition);
        for (offset, record) in self.consumed.gone.drain(..) {
            found.unpromised.push(breach.offset(offset).record(record));
        }
        let Some((leader, _)) = self.leader else {
            return;
        };
        let Some(from) = self.consumed.unchecked.take() else {
            return;
        };
        let start = self.replicas.get(&leader).map_or(from, |it| it.start);
        let is_gone = |(offset, record): &(Offset, RecordId)| {
            let is_there = is_at(&self.leader_log, *offset, *record);
            !is_there && !self.leader_log.is_deleted(*offset)
        };
        let consumed = self.consumed.by_offset.range(from.max(start)..);
        let gone: Vec<(Offset, RecordId)> = consumed
            .map(|(offset, record)| (*offset, *record))
            .filter(is_gone)
            .collect();
        for (offset, record) in gone {
            self.consumed.by_offset.remove(&offset);
            let breach = breach.broker(leader).offset(offset).record(record);
            found.breaches.push(breach);
        }
    }
}

/// What brokers have answered consumers, and how far each consumer has come.
#[derive(Clone, Debug, Default)]
pub(super) struct Reads {
    answers: Map<MessageId, Vec<Answer>>,
    arrived: Vec<Answer>,
    positions: Map<(NodeId, TopicPartition), Offset>,
}

/// What a broker read for a consumer, of one partition.
#[derive(Clone, Debug)]
struct Answer {
    partition: TopicPartition,
    batches: Vec<Batch>,
    /// How many unclean elections there had been; none where nothing is promised of the broker.
    unclean_elections: Option<u32>,
}

impl Reads {
    /// Takes note of what a trace says of a consumer's reading.
    pub(super) fn note(
        &mut self,
        world: &World,
        trace: &Trace,
        partitions: &mut Map<TopicPartition, PartitionHistory>,
        breaches: &mut Vec<Breach>,
    ) {
        match &trace.event {
            Event::MessageSent {
                message,
                connection,
                gist:
                    Gist::FetchAnswer {
                        follower: false,
                        news: true,
                        ..
                    },
                ..
            } => self.answered(world, *connection, *message, partitions),
            Event::MessageArrived { message, .. } => {
                self.arrived = self.answers.remove(message).unwrap_or_default();
            }
            Event::MessageLost { message, .. } => {
                self.answers.remove(message);
            }
            Event::RecordsConsumed {
                partition,
                first_offset,
                next_offset,
            } => {
                let position = (trace.actor, *partition);
                let before = self.positions.insert(position, *next_offset);
                if before.is_some_and(|before| before != *first_offset) {
                    let breach = Breach::of(Invariant::ConsistentRead).partition(*partition);
                    breaches.push(breach.offset(*first_offset));
                }
                if let Some(history) = partitions.get_mut(partition) {
                    let offsets = *first_offset..*next_offset;
                    self.consumed(*partition, offsets, history, breaches);
                }
            }
            Event::PositionReset { partition, to, .. } => {
                self.positions.insert((trace.actor, *partition), *to);
            }
            Event::Consumer(event) => self.note_membership(trace.actor, event),
            _ => {}
        }
    }

    /// A consumer that is given a partition begins where its group has committed, or where it is told to.
    fn note_membership(&mut self, consumer: NodeId, event: &ConsumerEvent) {
        match event {
            ConsumerEvent::PositionCommitted {
                partition,
                position,
            } => {
                self.positions
                    .insert((consumer, *partition), position.offset);
            }
            ConsumerEvent::PartitionsRevoked(partitions)
            | ConsumerEvent::PartitionsLost(partitions) => {
                for partition in partitions {
                    self.positions.remove(&(consumer, *partition));
                }
            }
            ConsumerEvent::Crashed | ConsumerEvent::Closed => {
                self.positions.retain(|(of, _), _| *of != consumer);
            }
            _ => {}
        }
    }

    /// A broker has answered a consumer: what it read is in the message, which is on its way now.
    fn answered(
        &mut self,
        world: &World,
        connection: ConnectionId,
        message: MessageId,
        partitions: &Map<TopicPartition, PartitionHistory>,
    ) {
        let socket = |incarnation| Socket {
            connection,
            incarnation,
        };
        let sockets = socket(0)..=socket(u64::MAX);
        let lines = world.network().connections.range(sockets);
        let mut messages = lines.flat_map(|(_, line)| line.in_flight(Direction::Response));
        let Some(sent) = messages.find(|it| it.id == message) else {
            return;
        };
        let Payload::Response(Response::Fetch(response)) = &*Arc::clone(&sent.payload) else {
            return;
        };
        let server = connection.server.broker();
        let answers = response.partitions.iter().map(|read| Answer {
            partition: read.partition,
            batches: read.batches.clone(),
            unclean_elections: promised_by(server, partitions.get(&read.partition)),
        });
        self.answers.insert(message, answers.collect());
    }

    /// What a consumer is handed is what was handed over at that offset before.
    fn consumed(
        &self,
        partition: TopicPartition,
        offsets: core::ops::Range<Offset>,
        history: &mut PartitionHistory,
        breaches: &mut Vec<Breach>,
    ) {
        let is_promised = |answer: &&Answer| {
            answer.partition == partition
                && answer.unclean_elections == Some(history.unclean_elections)
        };
        let answer = self.arrived.iter().find(is_promised);
        let batches = answer.map(|answer| answer.batches.as_slice());
        for batch in batches.unwrap_or_default() {
            for (index, record) in batch.records.iter().enumerate() {
                let offset = batch.base_offset.plus(index);
                if !offsets.contains(&offset) || history.leader_log.is_deleted(offset) {
                    continue;
                }
                let before = history.consumed.by_offset.insert(offset, record.id);
                if before.is_some_and(|before| before != record.id) {
                    let breach = Breach::of(Invariant::ConsistentRead).partition(partition);
                    breaches.push(breach.offset(offset).record(record.id));
                }
            }
        }
        history.consumed.check_from(offsets.start);
    }
}

/// Whether a record stands at an offset, whoever wrote it there: one that was sent again, and came to its old
/// place, is what was read.
fn is_at(log: &LeaderLog, offset: Offset, record: RecordId) -> bool {
    log.get(offset).is_some_and(|(_, there)| there == record)
}

fn promised_by(server: Option<BrokerId>, history: Option<&PartitionHistory>) -> Option<u32> {
    let history = history?;
    let is_exempt = server.is_some_and(|broker| history.is_exempt(broker));
    (!is_exempt).then_some(history.unclean_elections)
}
