//! What became of a record, read from the traces up to the event that broke something: who took it, who
//! copied it, who lost it again, and who was elected meanwhile.

mod holders;
mod outcome;

use std::sync::Arc;

use super::past::ancestor_in;
use crate::check::Invariant;
use crate::id::{BrokerId, NodeId, Offset, RecordId, TopicPartition, TraceId};
use crate::log::Record;
use crate::sorted::Map;
use crate::timeline::{Broken, Timeline};
use crate::trace::{Event, Trace};
use crate::wire::Acks;

/// A trace of the run.
pub(super) type Told = Arc<Trace>;

/// What became of a record.
pub(super) struct Story<'a> {
    timeline: &'a Timeline,
    /// The traces up to the one that broke something.
    pub(super) past: &'a [Told],
    pub(super) partition: Option<TopicPartition>,
    pub(super) offset: Option<Offset>,
    record: Option<RecordId>,
    pub(super) invariant: Invariant,
    /// How the producer sent it.
    pub(super) acks: Acks,
    pub(super) accepted: Option<Told>,
    /// A leader put it into its log.
    pub(super) appended: Option<Told>,
    pub(super) acknowledged: Option<Told>,
    /// A consumer was handed it.
    pub(super) read: Option<Told>,
    /// Who ever held it.
    pub(super) holders: Map<BrokerId, Holder>,
    /// The election that passed over everybody who held it, if there was one.
    pub(super) elected: Option<Told>,
    /// Whether the leader that took it had been deposed before.
    pub(super) by_deposed: bool,
}

/// A replica that held the record.
pub(super) struct Holder {
    /// What happened from then on may have taken it away: it has the record, or leads the epoch in which it
    /// takes it.
    pub(super) since: TraceId,
    /// By what it lost the record again.
    pub(super) lost_by: Option<Told>,
}

impl<'a> Story<'a> {
    pub(super) fn of(timeline: &'a Timeline, broken: &Broken) -> Self {
        let traces = timeline.traces();
        let end = traces.partition_point(|trace| trace.id <= broken.trace);
        let breach = &broken.breach;
        let mut story = Self {
            timeline,
            past: traces.get(..end).unwrap_or_default(),
            partition: breach.partition,
            offset: breach.offset.filter(|_| breach.partition.is_some()),
            record: breach.record,
            invariant: breach.invariant,
            acks: Acks::All,
            accepted: None,
            appended: None,
            acknowledged: None,
            read: None,
            holders: Map::new(),
            elected: None,
            by_deposed: false,
        };
        story.follow_producer();
        story.follow_consumer();
        story.find_append();
        story.follow_logs();
        story
    }

    /// The last trace that fits, of those at this index or before.
    pub(super) fn last(&self, fits: impl Fn(&Trace) -> bool) -> Option<Told> {
        self.past.iter().rev().find(|trace| fits(trace)).cloned()
    }

    /// The nearest trace that fits among those that brought another about.
    pub(super) fn ancestor(
        &self,
        trace: &Trace,
        fits: impl Fn(&Trace) -> bool,
    ) -> Option<&'a Told> {
        ancestor_in(self.past, trace, fits)
    }

    fn follow_producer(&mut self) {
        let Some(wanted) = self.record else { return };
        self.accepted = self.last(
            |trace| matches!(trace.event, Event::RecordAccepted { record, .. } if record == wanted),
        );
        self.acknowledged = self.last(
            |trace| matches!(trace.event, Event::RecordAcknowledged { record, .. } if record == wanted),
        );
        let told = self.acknowledged.as_ref().or(self.accepted.as_ref());
        let producer = told.map(|trace| trace.actor);
        self.take_acks_of(producer);
    }

    fn take_acks_of(&mut self, producer: Option<NodeId>) {
        let world = self.timeline.world();
        if let Some(producer) = producer.and_then(|it| world.producer(it)) {
            self.acks = producer.config().acks;
        }
    }

    fn follow_consumer(&mut self) {
        if self.invariant != Invariant::ConsistentRead {
            return;
        }
        let Some(offset) = self.offset else { return };
        let here = self.partition;
        self.read = self.last(|trace| match &trace.event {
            Event::RecordsConsumed {
                partition,
                first_offset,
                next_offset,
            } => Some(*partition) == here && (*first_offset..*next_offset).contains(&offset),
            _ => false,
        });
    }

    /// The last leader that put it there; of what is no record, the first that put something there.
    fn find_append(&mut self) {
        let after = self.accepted.as_ref().map_or(TraceId(0), |trace| trace.id);
        let appends = self.past.iter();
        let mut appends = appends.filter(|trace| after < trace.id && self.holds_it(trace, true));
        let append = match self.record {
            Some(record) => appends.rfind(|trace| self.puts(record, trace)),
            None => appends.next(),
        };
        self.appended = append.cloned();
    }

    /// Whether what a leader put at the offset is that record: another may have stood there before.
    fn puts(&self, record: RecordId, append: &Trace) -> bool {
        let world = self.timeline.world_at(append.step);
        let here = append.actor.broker().zip(self.partition);
        let log = here.and_then(|(leader, partition)| world.broker(leader)?.log(partition));
        let there = log
            .zip(self.offset)
            .and_then(|(log, offset)| log.record_at(offset));
        there.is_some_and(|(_, there)| there.id == record)
    }

    /// Whether a replica put something at the offset.
    pub(super) fn holds_it(&self, trace: &Trace, as_leader: bool) -> bool {
        let Some(offset) = self.offset else {
            return false;
        };
        let (partition, base, end) = match &trace.event {
            Event::LeaderAppended {
                partition,
                base_offset,
                end_offset,
                ..
            } if as_leader => (partition, base_offset, end_offset),
            Event::FollowerAppended {
                partition,
                base_offset,
                end_offset,
                ..
            } if !as_leader => (partition, base_offset, end_offset),
            _ => return false,
        };
        Some(*partition) == self.partition && (*base..*end).contains(&offset)
    }
}

/// Key and value of a record: what was to be sent, or what the producer or some log remembers.
pub(super) fn content(timeline: &Timeline, id: RecordId) -> Option<Record> {
    let world = timeline.world();
    for producer in world.producers() {
        let known = producer.outcomes().iter().map(|outcome| &outcome.record);
        for record in known {
            if record.id == id {
                return Some(record.clone());
            }
        }
    }
    None
}
