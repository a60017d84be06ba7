//! What became of a record, read from the traces up to the event that broke something: who took it, who
//! copied it, who lost it again, and who was elected meanwhile.

use std::sync::Arc;

use super::Way;
use super::past::ancestor_in;
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
        let first = self.past.partition_point(|trace| trace.id <= appended.id);
        self.find_deposition(first, taken_in);
        if let Some(leader) = appended.actor.broker() {
            let since = match self.by_deposed {
                true => self.beginning_of(leader, taken_in),
                false => appended.id,
            };
            self.hold(leader, since);
        }
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
                self.hold(replica.broker, TraceId(0));
                self.take_acks_of(batch.producer);
            }
        }
        for trace in self.past {
            self.follow(trace);
        }
    }

    /// Whether another was elected before the leader took the record.
    fn find_deposition(&mut self, first: usize, taken_in: LeaderEpoch) {
        let mut before = self.past.get(..first).unwrap_or_default().iter();
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
            let sent = self.ancestor(trace, |cause| is_fetch_answer(&cause.event));
            let is_copy = sent.is_some_and(|sent| self.had(sent));
            if let Some(follower) = trace.actor.broker().filter(|_| is_copy) {
                self.hold(follower, trace.id);
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
            } if Some(*partition) == self.partition => {
                if self.has(*leader) {
                    self.elected = None;
                    if self.by_deposed {
                        // It is elected again, and brings what it took with it.
                        self.by_deposed = false;
                        self.hold(*leader, trace.id);
                    }
                } else if self.elected.is_none() {
                    self.elected = Some(trace.clone());
                }
            }
            _ => {}
        }
    }

    /// The election with which a leader's epoch began, if it was since the opening.
    fn beginning_of(&self, broker: BrokerId, epoch: LeaderEpoch) -> TraceId {
        let began = self.last(|trace| match &trace.event {
            Event::LeaderElected {
                partition,
                leader,
                leader_epoch,
                ..
            } => Some(*partition) == self.partition && (*leader, *leader_epoch) == (broker, epoch),
            _ => false,
        });
        began.map_or(TraceId(0), |trace| trace.id)
    }

    fn hold(&mut self, broker: BrokerId, since: TraceId) {
        let lost_by = None;
        self.holders.insert(broker, Holder { since, lost_by });
    }

    /// Whether the sender of an answer held it when it sent that.
    fn had(&self, sent: &Trace) -> bool {
        let sender = trace_sender(&sent.event).and_then(NodeId::broker);
        let holder = sender.and_then(|sender| self.holders.get(&sender));
        holder.is_some_and(|holder| {
            holder.since < sent.id && holder.lost_by.as_ref().is_none_or(|it| sent.id < it.id)
        })
    }

    /// Whether a broker holds it at the point that was reached.
    fn has(&self, broker: BrokerId) -> bool {
        let holder = self.holders.get(&broker);
        holder.is_some_and(|holder| holder.lost_by.is_none())
    }

    fn drop_it(&mut self, trace: &Told) {
        let broker = trace.actor.broker();
        if let Some(holder) = broker.and_then(|broker| self.holders.get_mut(&broker)) {
            holder.lost_by.get_or_insert_with(|| trace.clone());
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

    /// Whether an unclean election passed over everybody who held it.
    pub(super) fn is_passed_over_uncleanly(&self) -> bool {
        let election = self.successor().map(|(_, election)| election);
        election == Some(Election::Unclean)
    }

    /// By what the successor lost it; without one, by what somebody did.
    pub(super) fn lost_by(&self) -> Option<&Told> {
        let successor = self.successor();
        let mut lost_by = None;
        for (broker, holder) in &self.holders {
            if successor.is_none_or(|(leader, _)| leader == *broker) {
                lost_by = holder.lost_by.as_ref().or(lost_by);
            }
        }
        lost_by
    }

    /// The leader's high watermark passed the record: everybody in the ISR had it.
    pub(super) fn committed(&self) -> Option<Told> {
        let (appended, offset) = (self.appended.as_ref()?, self.offset?);
        let holder = self.holders.get(&appended.actor.broker()?);
        let lost_by = holder.and_then(|holder| holder.lost_by.as_ref());
        let until = lost_by.map_or(TraceId(u64::MAX), |it| it.id);
        let first = self.past.partition_point(|trace| trace.id <= appended.id);
        let after = self.past.get(first..)?.iter();
        let mut after = after.take_while(|trace| trace.id < until);
        let passed = after.find(|trace| match &trace.event {
            Event::HighWatermarkAdvanced {
                partition,
                from,
                to,
            } => {
                trace.actor == appended.actor
                    && Some(*partition) == self.partition
                    && (*from..*to).contains(&offset)
            }
            _ => false,
        });
        passed.cloned()
    }

    /// Whether somebody may be elected who never had it.
    pub(super) fn has_outsider(&self) -> bool {
        let mut replicas = self.replicas().iter();
        replicas.any(|broker| !self.holders.contains_key(broker))
    }

    /// Whether it is about one record.
    pub(super) fn is_record(&self) -> bool {
        self.record.is_some()
    }

    /// Whether somebody has it still.
    pub(super) fn has_other_holder(&self) -> bool {
        let mut holders = self.holders.values();
        holders.any(|holder| holder.lost_by.is_none())
    }

    /// Whether somebody who lost it was started again before another was elected without it.
    pub(super) fn loser_restarts(&self) -> bool {
        let until = self.elected.as_ref().map_or(TraceId(u64::MAX), |it| it.id);
        let started = |trace: &Told| {
            let loser = trace.actor.broker().and_then(|it| self.holders.get(&it));
            let lost_by = loser.and_then(|holder| holder.lost_by.as_ref());
            matches!(trace.event, Event::BrokerStarted)
                && lost_by.is_some_and(|it| it.id < trace.id)
        };
        let mut past = self.past.iter();
        past.any(|trace| trace.id < until && started(trace))
    }

    /// Whether the ISR was smaller than that when a broker left it last, before another lost the record.
    pub(super) fn leaves_too_few(&self, broker: BrokerId, minimum: usize) -> bool {
        let until = self.lost_by().map_or(TraceId(u64::MAX), |it| it.id);
        let left = self.last(|trace| match &trace.event {
            Event::IsrChanged {
                partition,
                from,
                to,
                ..
            } => {
                Some(*partition) == self.partition
                    && from.contains(&broker)
                    && !to.contains(&broker)
            }
            _ => false,
        });
        left.is_some_and(
            |trace| matches!(&trace.event, Event::IsrChanged { to, .. } if to.len() < minimum && trace.id < until),
        )
    }

    /// Whether nobody held it any more when another was elected.
    pub(super) fn was_lost_before(&self, elected: TraceId) -> bool {
        let mut holders = self.holders.values();
        let is_lost = |lost_by: &Told| lost_by.id < elected;
        holders.all(|holder| holder.lost_by.as_ref().is_some_and(is_lost))
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
        let election = successor.map(|(_, election)| election);
        match self.lost_by().map(|trace| &trace.event) {
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
