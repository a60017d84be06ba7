//! What a producer wrote twice, or in another order than it was handed it.

use super::chain::{Link, Links, Role};
use super::past::Past;
use super::remedy::Remedy;
use super::story::Told;
use super::{Account, Promise, Way};
use crate::check::Invariant;
use crate::id::{NodeId, Offset, RecordId, TopicPartition, TraceId};
use crate::log::Batch;
use crate::timeline::{Broken, Timeline};
use crate::trace::{Event, Trace};
use crate::wire::Gist;

/// What is told of a record that is there twice, or at the wrong place.
pub(super) fn account(timeline: &Timeline, broken: &Broken) -> Account {
    let past = Past::of(timeline, broken);
    let breach = &broken.breach;
    let writing = breach.partition.zip(breach.offset).zip(breach.record);
    let writing = writing.map(|((partition, offset), id)| Writing {
        past: &past,
        is_twice: breach.invariant == Invariant::NoDuplicates,
        partition,
        offset,
        id,
    });
    Account {
        group: None,
        record: writing
            .as_ref()
            .and_then(|it| past.record_at(it.partition, it.offset)),
        promise: Promise::Invariant(breach.invariant),
        way: writing.as_ref().map_or(Way::Other, Writing::way),
        cause: writing.as_ref().map_or_else(Vec::new, Writing::cause),
        kept_by: writing.as_ref().map_or_else(Vec::new, Writing::kept_by),
    }
}

struct Writing<'a> {
    past: &'a Past<'a>,
    /// Whether it is there twice; it stands behind a later one otherwise.
    is_twice: bool,
    partition: TopicPartition,
    /// Where it stands the second time, or behind.
    offset: Offset,
    id: RecordId,
}

impl Writing<'_> {
    fn batches(&self) -> impl Iterator<Item = &Batch> {
        let log = self.past.log(self.partition);
        log.into_iter().flat_map(|log| log.batches())
    }

    fn producer(&self) -> Option<NodeId> {
        let is_here =
            |batch: &&Batch| (batch.base_offset..batch.next_offset()).contains(&self.offset);
        self.batches().find(is_here)?.producer
    }

    fn is_idempotent(&self) -> bool {
        let producer = self.producer().and_then(|it| self.past.world.producer(it));
        producer.is_some_and(|it| it.config().is_idempotent())
    }

    fn way(&self) -> Way {
        match (self.is_twice, self.is_idempotent()) {
            (true, false) => Way::SentAgain,
            (true, true) => Way::NewEpoch,
            (false, false) => Way::Overtaken,
            (false, true) => Way::UnknownSequence,
        }
    }

    fn kept_by(&self) -> Vec<Remedy> {
        let mut kept_by = Vec::new();
        let producer = self.producer().and_then(|it| self.past.world.producer(it));
        let Some(config) = producer.map(|it| it.config()) else {
            return kept_by;
        };
        if !config.is_idempotent() {
            kept_by.push(Remedy::Idempotence);
            if !self.is_twice && config.max_in_flight_requests_per_connection > 1 {
                kept_by.push(Remedy::OneInFlight);
            }
        }
        kept_by
    }

    /// Where the other one stands: the first copy, or the later record that is before it.
    fn other(&self) -> Option<(Offset, RecordId)> {
        let accepted = self.accepted(self.id).map(|trace| trace.id);
        let producer = self.producer();
        let is_it = |offset: Offset, id: RecordId| match self.is_twice {
            true => id == self.id,
            false => offset < self.offset && self.accepted(id).map(|it| it.id) > accepted,
        };
        for batch in self.batches().filter(|it| it.producer == producer) {
            for (index, record) in batch.records.iter().enumerate() {
                let offset = batch.base_offset.plus(index);
                if offset < self.offset && is_it(offset, record.id) {
                    return Some((offset, record.id));
                }
            }
        }
        None
    }

    fn accepted(&self, wanted: RecordId) -> Option<&Told> {
        let is_it = |trace: &Trace| matches!(trace.event, Event::RecordAccepted { record, .. } if record == wanted);
        self.past.last_before(TraceId(u64::MAX), is_it)
    }

    fn cause(&self) -> Vec<Link> {
        let mut links = Links::default();
        let append = self.past.append_at(self.partition, self.offset);
        let other = self.other();
        let other_append =
            other.and_then(|(offset, _)| self.past.append_at(self.partition, offset));
        let accepted = self.accepted(self.id);
        links.add(accepted, Role::Accepted);
        if self.is_twice {
            links.add(other_append, Role::Appended);
            self.add_retry(other_append, append, &mut links);
            links.add(append, Role::AppendedAgain);
        } else {
            links.add(
                other.and_then(|(_, id)| self.accepted(id)),
                Role::AcceptedLater,
            );
            self.add_retry(accepted, append, &mut links);
            links.add(other_append, Role::Overtaken);
            links.add(append, Role::AppendedBehind);
        }
        let end = self.past.end();
        let role = match end.map(|trace| &trace.event) {
            Some(Event::HighWatermarkAdvanced { .. }) => Role::Committed,
            _ => Role::Broke,
        };
        links.add(end, role);
        links.in_order()
    }

    /// Why it was sent again, and that it was.
    fn add_retry(&self, after: Option<&Told>, append: Option<&Told>, links: &mut Links) {
        let (Some(append), Some(producer)) = (append, self.producer()) else {
            return;
        };
        let after = after.map_or(TraceId(0), |trace| trace.id);
        let is_retry = |trace: &Trace| matches!(trace.event, Event::BatchRetried { partition, .. } if partition == self.partition);
        let retry = self
            .past
            .last_before(append.id, |trace| {
                trace.actor == producer && is_retry(trace)
            })
            .filter(|trace| trace.id > after);
        let until = retry.map_or(append.id, |trace| trace.id);
        let trouble = |trace: &Trace| self.trouble(trace, producer).is_some();
        if let Some(first) = self.past.between(after, until, trouble)
            && let Some(role) = self.trouble(first, producer)
        {
            links.add(Some(first), role);
        }
        links.add(retry, Role::SentAgain);
    }

    /// What kept the producer from learning that it is in, or kept it out.
    fn trouble(&self, trace: &Trace, producer: NodeId) -> Option<Role> {
        match &trace.event {
            Event::MessageLost {
                gist,
                connection,
                direction,
                ..
            } => {
                let is_theirs = [
                    connection.sender(*direction),
                    connection.receiver(*direction),
                ]
                .contains(&producer);
                match gist {
                    Gist::ProduceAnswer { partition, .. } if *partition == self.partition => {
                        is_theirs.then_some(Role::AnswerLost)
                    }
                    Gist::Produce { partition, .. } if *partition == self.partition => {
                        (is_theirs && !self.is_twice).then_some(Role::RequestLost)
                    }
                    _ => None,
                }
            }
            Event::AppendRefused { partition, .. } if *partition == self.partition => {
                Some(Role::Refused)
            }
            _ => None,
        }
    }
}
