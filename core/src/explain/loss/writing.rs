//! What a producer wrote twice, or in another order than it was handed it.

use super::attempts::{Setback, setbacks};
use super::links::Links;
use super::past::{Past, Told};
use super::remedy::Remedy;
use super::role::{Link, Role};
use super::{Account, Promise, Way};
use crate::check::{Breach, Invariant};
use crate::id::{NodeId, Offset, RecordId, TopicPartition, TraceId};
use crate::log::Batch;
use crate::trace::Event;

/// What is told of a record that is there twice, or at the wrong place.
pub(super) fn account(past: &Past<'_>, breach: &Breach) -> Account {
    let writing = breach.partition.zip(breach.offset).zip(breach.record);
    let writing = writing.map(|((partition, offset), id)| Writing {
        past,
        is_twice: breach.invariant == Invariant::NoDuplicates,
        partition,
        offset,
        other: breach.other,
        id,
    });
    Account {
        group: None,
        record: writing
            .as_ref()
            .and_then(|it| past.record(it.id, Some((it.partition, it.offset)))),
        promise: Promise::Invariant(breach.invariant),
        way: writing.as_ref().map_or(Way::Other, Writing::way),
        cause: writing.as_ref().map_or_else(Vec::new, Writing::cause),
        kept_by: writing.as_ref().map_or_else(Vec::new, Writing::kept_by),
        since: Vec::new(),
    }
}

struct Writing<'a> {
    past: &'a Past<'a>,
    /// Whether it is there twice; it stands behind a later one otherwise.
    is_twice: bool,
    partition: TopicPartition,
    /// Where it stands the second time, or behind.
    offset: Offset,
    /// Where the other one stands: its first copy, or the later record that is before it.
    other: Option<Offset>,
    id: RecordId,
}

impl Writing<'_> {
    fn producer(&self) -> Option<NodeId> {
        let mut batches = self.past.log(self.partition)?.batches();
        let is_here =
            |batch: &&Batch| (batch.base_offset..batch.next_offset()).contains(&self.offset);
        batches.find(is_here)?.producer
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

    /// The later record that is before it.
    fn later(&self) -> Option<RecordId> {
        let (_, record) = self.past.log(self.partition)?.record_at(self.other?)?;
        Some(record.id)
    }

    fn cause(&self) -> Vec<Link> {
        let mut links = Links::default();
        let appended_at = |offset| self.past.append_at((self.partition, offset));
        let append = appended_at(self.offset);
        let other_append = self.other.and_then(appended_at);
        let accepted = self.past.accepted(self.id);
        links.add(accepted, Role::Accepted);
        if self.is_twice {
            links.add(other_append, Role::Appended);
            self.add_retry(accepted, other_append, append, &mut links);
            links.add(append, Role::AppendedAgain);
        } else {
            let later = self.later().and_then(|later| self.past.accepted(later));
            links.add(later, Role::AcceptedLater);
            self.add_retry(accepted, accepted, append, &mut links);
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

    /// Why it was sent again since something happened, and that it was: what kept the producer from learning that
    /// it is in, or kept it out.
    fn add_retry(
        &self,
        accepted: Option<&Told>,
        after: Option<&Told>,
        append: Option<&Told>,
        links: &mut Links,
    ) {
        let Some(append) = append else { return };
        let opening = self.past.timeline.opening().step;
        let from = accepted.map_or(opening, |accepted| accepted.step);
        let mut setbacks = setbacks(self.past, self.id, from, append.step);
        let after = after.map_or(TraceId(0), |trace| trace.id);
        setbacks.retain(|(id, _)| after < *id && *id < append.id);
        let is_retry = |(_, role): &Setback| *role == Role::SentAgain;
        let retry = setbacks.iter().rposition(is_retry);
        let before = setbacks.get(..retry.unwrap_or(setbacks.len()));
        let is_trouble = |(_, role): &&Setback| match role {
            Role::SentAgain => false,
            // Of what is in already that request said nothing.
            Role::RequestLost => !self.is_twice,
            _ => true,
        };
        let trouble = before.unwrap_or_default().iter().find(is_trouble);
        let retry = retry.and_then(|index| setbacks.get(index));
        for (id, role) in [trouble, retry].into_iter().flatten() {
            links.add(self.past.timeline.trace(*id), *role);
        }
    }
}
