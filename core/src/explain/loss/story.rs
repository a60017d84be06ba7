//! What became of a record, read from the traces up to the event that broke something: who took it, who
//! copied it, who lost it again, and who was elected meanwhile.

use std::sync::Arc;

use super::Way;
use crate::check::Invariant;
use crate::id::{BrokerId, LeaderEpoch, NodeId, Offset, RecordId, TopicPartition, TraceId};
use crate::log::{Batch, Record};
use crate::sim::Direction;
use crate::sorted::Map;
use crate::timeline::{Broken, Timeline};
use crate::trace::{Election, Event, Trace};
use crate::wire::{Acks, Gist};

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
    /// Who ever held it, and by which event each lost it again.
    pub(super) holders: Map<BrokerId, Option<Told>>,
    /// The election that passed over everybody who held it, if there was one.
    pub(super) elected: Option<Told>,
    /// Whether the leader that took it had been deposed before.
    pub(super) by_deposed: bool,
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

    /// The trace that brought another about.
    fn cause_of(&self, trace: &Trace) -> Option<&'a Told> {
        let cause = trace.cause?;
        let index = self
            .past
            .binary_search_by_key(&cause, |trace| trace.id)
            .ok()?;
        self.past.get(index)
    }

    /// The nearest trace that fits among those that brought another about.
    pub(super) fn ancestor(
        &self,
        trace: &Trace,
        fits: impl Fn(&Trace) -> bool,
    ) -> Option<&'a Told> {
        let mut cause = self.cause_of(trace)?;
        while !fits(cause) {
            cause = self.cause_of(cause)?;
        }
        Some(cause)
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
        let mut producers = self.timeline.world().producers();
        if let Some(producer) = producers.find(|one| Some(one.id) == producer) {
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

    /// The leader that acknowledged it has appended it before; without an acknowledgement the first
    /// leader that put something there has, after the producer took it.
    fn find_append(&mut self) {
        let answered = self.acknowledged.as_ref().and_then(|acknowledged| {
            let is_answer = |trace: &Trace| {
                matches!(
                    trace.event,
                    Event::MessageSent {
                        gist: Gist::ProduceAnswer { .. },
                        ..
                    }
                )
            };
            self.ancestor(acknowledged, is_answer)
        });
        let leader = answered.map(|trace| trace.actor);
        let after = self.accepted.as_ref().map_or(TraceId(0), |trace| trace.id);
        let before = answered.map_or(TraceId(u64::MAX), |trace| trace.id);
        let is_it = |trace: &Told| {
            self.holds_it(trace, true)
                && leader.is_none_or(|leader| leader == trace.actor)
                && after < trace.id
                && trace.id < before
        };
        let mut appends = self.past.iter().filter(|trace| is_it(trace));
        let append = match leader {
            Some(_) => appends.next_back(),
            None => appends.next(),
        };
        self.appended = append.cloned();
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

    /// Goes through the run from the append on.
    fn follow_logs(&mut self) {
        let Some(appended) = self.appended.clone() else {
            return self.follow_from_opening();
        };
        let Event::LeaderAppended {
            leader_epoch: taken_in,
            ..
        } = appended.event
        else {
            return;
        };
        if let Some(leader) = appended.actor.broker() {
            self.holders.insert(leader, None);
        }
        let first = self.past.partition_point(|trace| trace.id <= appended.id);
        self.find_deposition(first, taken_in);
        for trace in self.past.get(first..).unwrap_or_default() {
            self.follow(trace);
        }
    }

    /// A record that was there when the run opened: who had it then, and who had sent it, is seen in the
    /// logs.
    fn follow_from_opening(&mut self) {
        let here = self.partition.zip(self.offset);
        let Some((world, (partition, offset))) = self.timeline.opening_world().zip(here) else {
            return;
        };
        for replica in world.replicas(partition) {
            let mut batches = replica.log.batches();
            let holds = |batch: &&Batch| (batch.base_offset..batch.next_offset()).contains(&offset);
            let Some(batch) = batches.find(holds) else {
                continue;
            };
            let at = replica.log.record_at(offset).map(|(_, record)| record.id);
            if self.record.is_none() || at == self.record {
                self.holders.insert(replica.broker, None);
                self.take_acks_of(batch.producer);
            }
        }
        for trace in self.past {
            self.follow(trace);
        }
    }

    /// Whether another was elected before the leader took the record.
    fn find_deposition(&mut self, first: usize, taken_in: LeaderEpoch) {
        let mut before = self.past.get(..first).unwrap_or_default().iter().rev();
        let later = before.find(|trace| match &trace.event {
            Event::LeaderElected {
                partition,
                leader_epoch,
                ..
            } => Some(*partition) == self.partition && *leader_epoch > taken_in,
            _ => false,
        });
        if let Some(later) = later {
            self.by_deposed = true;
            self.elected = Some(later.clone());
        }
    }

    fn follow(&mut self, trace: &Told) {
        if self.holds_it(trace, false) {
            let from = self.ancestor(trace, |cause| is_fetch_answer(&cause.event));
            let from = from.and_then(|trace| trace_sender(&trace.event)?.broker());
            let is_copy = from.is_some_and(|from| self.has(from));
            if let Some(follower) = trace.actor.broker().filter(|_| is_copy) {
                self.holders.insert(follower, None);
            }
        }
        match &trace.event {
            Event::Truncated { partition, to, .. }
            | Event::TailLost {
                partition,
                from: to,
                ..
            } if Some(*partition) == self.partition && Some(*to) <= self.offset => {
                self.drop_it(trace)
            }
            Event::ReplicaDeleted { partition } if Some(*partition) == self.partition => {
                self.drop_it(trace);
            }
            Event::LeaderElected {
                partition, leader, ..
            } if Some(*partition) == self.partition && !self.by_deposed => {
                if self.has(*leader) {
                    self.elected = None;
                } else if self.elected.is_none() {
                    self.elected = Some(trace.clone());
                }
            }
            _ => {}
        }
    }

    /// Whether a broker holds it at the point that was reached.
    fn has(&self, broker: BrokerId) -> bool {
        self.holders.get(&broker).is_some_and(Option::is_none)
    }

    fn drop_it(&mut self, trace: &Told) {
        let broker = trace.actor.broker();
        if let Some(lost_by) = broker.and_then(|broker| self.holders.get_mut(&broker)) {
            lost_by.get_or_insert_with(|| trace.clone());
        }
    }

    /// Who was elected without it.
    pub(super) fn successor(&self) -> Option<(BrokerId, Election)> {
        match &self.elected.as_ref()?.event {
            Event::LeaderElected {
                leader, election, ..
            } => Some((*leader, *election)),
            _ => None,
        }
    }

    /// Who holds replicas of the partition.
    pub(super) fn replicas(&self) -> &'a [BrokerId] {
        let partitions = &self.timeline.world().metadata().partitions;
        let registration = self.partition.and_then(|it| partitions.get(&it));
        registration.map_or(&[], |registration| &registration.replicas)
    }

    /// What it comes down to: why the successor had not got it, or how nobody who might lead has it.
    pub(super) fn way(&self) -> Way {
        if self.appended.is_none() && self.offset.is_none() && self.record.is_some() {
            return Way::RequestLost;
        }
        let successor = self.successor();
        let lost_by = successor.map_or_else(
            || self.holders.values().flatten().next_back(),
            |(leader, _)| self.holders.get(&leader)?.as_ref(),
        );
        let election = successor.map(|(_, election)| election);
        match lost_by.map(|trace| &trace.event) {
            Some(Event::TailLost { .. }) => return Way::Unflushed,
            Some(Event::Truncated { .. }) => return Way::Truncated,
            _ => {}
        }
        match election {
            Some(_) if self.by_deposed => Way::DeposedLeader,
            Some(election) => Way::Elected(election),
            None => Way::Other,
        }
    }
}

fn is_fetch_answer(event: &Event) -> bool {
    matches!(
        event,
        Event::MessageSent {
            gist: Gist::FetchAnswer { .. },
            ..
        }
    )
}

fn trace_sender(event: &Event) -> Option<NodeId> {
    match event {
        Event::MessageSent { connection, .. } => Some(connection.sender(Direction::Response)),
        _ => None,
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
