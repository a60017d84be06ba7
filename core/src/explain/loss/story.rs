//! What became of a record, read from the traces up to the event that broke something: who took it, who
//! copied it, who lost it again, and who was elected meanwhile.

mod holders;
mod outcome;

use super::past::{By, Past, Place, Told, puts};
use crate::check::{Breach, Invariant};
use crate::id::{BrokerId, NodeId, Offset, RecordId, TopicPartition, TraceId};
use crate::sorted::Map;
use crate::trace::{Event, Trace};
use crate::wire::Acks;

/// What became of a record.
pub(super) struct Story<'a> {
    pub(super) past: &'a Past<'a>,
    pub(super) partition: Option<TopicPartition>,
    pub(super) offset: Option<Offset>,
    record: Option<RecordId>,
    pub(super) invariant: Invariant,
    /// How the producer sent it.
    pub(super) acks: Acks,
    pub(super) accepted: Option<&'a Told>,
    /// A leader put it into its log.
    pub(super) appended: Option<&'a Told>,
    pub(super) acknowledged: Option<&'a Told>,
    /// A consumer was handed it.
    pub(super) read: Option<&'a Told>,
    /// Who ever held it.
    pub(super) holders: Map<BrokerId, Holder<'a>>,
    /// The election that passed over everybody who held it, if there was one.
    pub(super) elected: Option<&'a Told>,
    /// Whether the leader that took it had been deposed before.
    pub(super) by_deposed: bool,
}

/// A replica that held the record.
pub(super) struct Holder<'a> {
    /// What happened from then on may have taken it away: it has the record, or leads the epoch in which it
    /// takes it.
    pub(super) since: TraceId,
    /// By what it lost the record again.
    pub(super) lost_by: Option<&'a Told>,
}

impl<'a> Story<'a> {
    pub(super) fn of(past: &'a Past<'a>, breach: &Breach) -> Self {
        let mut story = Self {
            past,
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

    /// Where the record stood, if a log ever had it.
    pub(super) fn place(&self) -> Option<Place> {
        self.partition.zip(self.offset)
    }

    /// The event by which a replica left the ISR in that time, unless it has come back in it.
    pub(super) fn left_isr(
        &self,
        broker: BrokerId,
        in_time: impl Fn(&Trace) -> bool,
    ) -> Option<&'a Told> {
        let is_in_after = |trace: &Trace| self.is_in_isr_after(trace, broker);
        let last = self
            .past
            .last(|trace| in_time(trace) && is_in_after(trace).is_some());
        last.filter(|trace| is_in_after(trace) == Some(false))
    }

    /// Whether a replica is in the ISR after an event by which it came in or went out.
    fn is_in_isr_after(&self, trace: &Trace, broker: BrokerId) -> Option<bool> {
        match &trace.event {
            Event::IsrChanged {
                partition,
                from,
                to,
                ..
            } if Some(*partition) == self.partition => {
                let is_in = to.contains(&broker);
                (from.contains(&broker) != is_in).then_some(is_in)
            }
            _ => None,
        }
    }

    fn follow_producer(&mut self) {
        let Some(wanted) = self.record else { return };
        self.accepted = self.past.accepted(wanted);
        self.acknowledged = self.past.last(
            |trace| matches!(trace.event, Event::RecordAcknowledged { record, .. } if record == wanted),
        );
        let told = self.acknowledged.or(self.accepted);
        self.take_acks_of(told.map(|trace| trace.actor));
    }

    fn take_acks_of(&mut self, producer: Option<NodeId>) {
        let world = &self.past.world;
        if let Some(producer) = producer.and_then(|it| world.producer(it)) {
            self.acks = producer.config().acks;
        }
    }

    fn follow_consumer(&mut self) {
        if self.invariant == Invariant::ConsistentRead
            && let Some(place) = self.place()
        {
            self.read = self.past.read_at(TraceId(u64::MAX), place, |_| true);
        }
    }

    /// The last leader that put it there; of what is no record, the first that put something there.
    fn find_append(&mut self) {
        let Some(place) = self.place() else { return };
        self.appended = match self.record {
            Some(record) => self.past.append_of(record, place).map(|(append, _)| append),
            None => {
                let mut traces = self.past.traces.iter();
                traces.find(|trace| puts(trace, By::Leader, place))
            }
        };
    }

    /// Whether a replica put something there.
    pub(super) fn is_put(&self, trace: &Trace, by: By) -> bool {
        self.place().is_some_and(|place| puts(trace, by, place))
    }
}
