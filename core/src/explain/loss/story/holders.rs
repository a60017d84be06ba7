//! Who held the record: whoever took it, was sent it by one who had it, or had it when the run opened; and who was elected
//! without it meanwhile.

use super::{By, Holder, Story, Told};
use crate::id::{BrokerId, LeaderEpoch, NodeId, TraceId};
use crate::log::Batch;
use crate::sim::Direction;
use crate::trace::{Event, Trace};
use crate::wire::Gist;

impl<'a> Story<'a> {
    /// Goes through the run from the append on.
    pub(super) fn follow_logs(&mut self) {
        let Some(appended) = self.appended else {
            return self.follow_from_opening();
        };
        let Event::LeaderAppended {
            leader_epoch: taken_in,
            ..
        } = appended.event
        else {
            return;
        };
        self.find_deposition(appended.id, taken_in);
        if let Some(leader) = appended.actor.broker() {
            let since = match self.by_deposed {
                true => self.beginning_of(leader, taken_in),
                false => appended.id,
            };
            self.hold(leader, since);
        }
        for trace in self.past.after(appended.id) {
            self.follow(trace);
        }
    }

    /// A record that was there when the run opened: who had it then, and who had sent it, is seen in the
    /// logs.
    fn follow_from_opening(&mut self) {
        let opening = self.past.timeline.opening_world();
        let Some((world, (partition, offset))) = opening.zip(self.place()) else {
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
        for trace in self.past.traces {
            self.follow(trace);
        }
    }

    /// Whether another was elected before the leader took the record.
    fn find_deposition(&mut self, appended: TraceId, taken_in: LeaderEpoch) {
        let mut before = self.past.between(TraceId(0), appended).iter();
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
            self.elected = Some(later);
        }
    }

    fn follow(&mut self, trace: &'a Told) {
        if self.is_put(trace, By::Follower) {
            let sent = self
                .past
                .ancestor(trace, |cause| is_fetch_answer(&cause.event));
            let is_copy = sent.is_some_and(|sent| self.had(sent));
            if let Some(follower) = trace.actor.broker().filter(|_| is_copy) {
                self.hold(follower, trace.id);
            }
        }
        if self.takes_it(trace) {
            self.drop_it(trace);
        }
        if let Event::LeaderElected {
            partition, leader, ..
        } = &trace.event
            && Some(*partition) == self.partition
        {
            if self.has(*leader) {
                self.elected = None;
                if self.by_deposed {
                    // It is elected again, and brings what it took with it.
                    self.by_deposed = false;
                    self.hold(*leader, trace.id);
                }
            } else if self.elected.is_none() {
                self.elected = Some(trace);
            }
        }
    }

    /// Whether a replica that has it loses it by an event.
    pub(in crate::explain::loss) fn takes_it(&self, trace: &Trace) -> bool {
        match &trace.event {
            Event::Truncated { partition, to, .. }
            | Event::TailLost {
                partition,
                from: to,
                ..
            } => Some(*partition) == self.partition && Some(*to) <= self.offset,
            Event::ReplicaDeleted { partition } => Some(*partition) == self.partition,
            _ => false,
        }
    }

    /// The election with which a leader's epoch began, if it was since the opening.
    fn beginning_of(&self, broker: BrokerId, epoch: LeaderEpoch) -> TraceId {
        let began = self.past.last(|trace| match &trace.event {
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
            holder.since < sent.id && holder.lost_by.is_none_or(|it| sent.id < it.id)
        })
    }

    /// Whether a broker holds it at the point that was reached.
    fn has(&self, broker: BrokerId) -> bool {
        let holder = self.holders.get(&broker);
        holder.is_some_and(|holder| holder.lost_by.is_none())
    }

    fn drop_it(&mut self, trace: &'a Told) {
        let broker = trace.actor.broker();
        if let Some(holder) = broker.and_then(|broker| self.holders.get_mut(&broker)) {
            holder.lost_by.get_or_insert(trace);
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
