//! The attempts to bring a record into a log: which requests carried it, and what came of them. A message tells
//! what it is about, not which records are in it: that is seen in the world.

use super::past::Past;
use super::role::Role;
use crate::client::ProducerBatch;
use crate::id::{CorrelationId, MessageId, NodeId, RecordId, StepNumber, TopicPartition, TraceId};
use crate::sim::{ConnectionId, MessageInFlight, Payload, World};
use crate::sorted::Set;
use crate::trace::{Event, Trace};
use crate::wire::{ErrorCode, Gist, Request};

/// That an attempt came to nothing, or that another one is to follow.
pub(super) type Setback = (TraceId, Role);

/// What became of the attempts to bring a record into a log, between two steps.
pub(super) fn setbacks(
    past: &Past<'_>,
    record: RecordId,
    from: StepNumber,
    to: StepNumber,
) -> Vec<Setback> {
    let mut attempts = Attempts {
        past,
        record,
        partition: None,
        requests: Set::new(),
        unanswered: Set::new(),
        answers: Set::new(),
        setbacks: Vec::new(),
    };
    let world = past.timeline.world_at(from);
    for (_, _, message) in world.network().messages() {
        attempts.note_request(message);
    }
    past.timeline.replay(world, to, &mut |world, traces| {
        for trace in traces {
            attempts.note(world, trace);
        }
    });
    attempts.setbacks
}

struct Attempts<'a> {
    past: &'a Past<'a>,
    record: RecordId,
    /// Where it is sent to, once a request carries it.
    partition: Option<TopicPartition>,
    /// The requests that carry it.
    requests: Set<MessageId>,
    /// On which connections one of them was read, and is not answered yet: nothing else is read there meanwhile.
    unanswered: Set<ConnectionId>,
    answers: Set<MessageId>,
    setbacks: Vec<Setback>,
}

impl Attempts<'_> {
    fn note(&mut self, world: &World, trace: &Trace) {
        match &trace.event {
            Event::MessageSent {
                message,
                connection,
                gist,
                ..
            } => match gist {
                Gist::Produce { .. } => {
                    if let Some((_, _, sent)) = world.network().message(*message) {
                        self.note_request(sent);
                    }
                }
                Gist::ProduceAnswer {
                    partition, result, ..
                } if self.unanswered.remove(connection) => {
                    self.answers.insert(*message);
                    let has_it = *result == Err(ErrorCode::NotEnoughReplicasAfterAppend);
                    if has_it && self.partition == Some(*partition) {
                        self.setbacks.push((trace.id, Role::RefusedAfterAppend));
                    }
                }
                _ => {}
            },
            Event::MessageArrived {
                message,
                connection,
                gist: Gist::Produce { .. },
                ..
            } => {
                self.unanswered.remove(connection);
                if self.requests.contains(message) {
                    self.unanswered.insert(*connection);
                }
            }
            _ => {
                let role = self.role(world, trace);
                self.setbacks.extend(role.map(|role| (trace.id, role)));
            }
        }
    }

    fn note_request(&mut self, message: &MessageInFlight) {
        if let Payload::Request(Request::Produce(request)) = &*message.payload {
            let mut sent = request.partitions.iter();
            let carrier = sent.find(|it| it.batch.records.iter().any(|one| one.id == self.record));
            if let Some(carrier) = carrier {
                self.partition = Some(carrier.partition);
                self.requests.insert(message.id);
            }
        }
    }

    fn role(&self, world: &World, trace: &Trace) -> Option<Role> {
        match &trace.event {
            Event::MessageLost { message, .. } if self.requests.contains(message) => {
                Some(Role::RequestLost)
            }
            Event::MessageLost { message, .. } if self.answers.contains(message) => {
                Some(Role::AnswerLost)
            }
            Event::AppendRefused { .. } => self.is_of_request(trace).then_some(Role::Refused),
            Event::BatchRetried {
                partition,
                correlation_id,
                ..
            } => self
                .waits_again(world, trace.actor, *partition, *correlation_id)
                .then_some(Role::SentAgain),
            _ => None,
        }
    }

    /// Whether a leader said that of a request that carried the record.
    fn is_of_request(&self, trace: &Trace) -> bool {
        let is_request = |trace: &Trace| {
            matches!(
                trace.event,
                Event::MessageArrived {
                    gist: Gist::Produce { .. },
                    ..
                }
            )
        };
        let request = self.past.ancestor(trace, is_request);
        request.is_some_and(|arrived| match &arrived.event {
            Event::MessageArrived { message, .. } => self.requests.contains(message),
            _ => false,
        })
    }

    /// Whether the batch that was in that request, and waits to be sent again, is the record's.
    fn waits_again(
        &self,
        world: &World,
        producer: NodeId,
        partition: TopicPartition,
        correlation_id: CorrelationId,
    ) -> bool {
        let is_it = |batch: &&ProducerBatch| {
            let place = (batch.partition, batch.correlation_id);
            place == (partition, correlation_id)
                && batch.records.iter().any(|record| record.id == self.record)
        };
        let producer = world.producer(producer);
        producer.is_some_and(|producer| producer.waiting().iter().any(is_it))
    }
}
