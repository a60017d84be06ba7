//! What a record's story comes to: read from who held it, and who was elected.

use super::{Story, Told};
use crate::command::{AdminCommand, Command};
use crate::explain::count;
use crate::explain::loss::Way;
use crate::explain::loss::role::went_away;
use crate::id::{BrokerId, TraceId};
use crate::trace::{Election, Event, Trace};

impl<'a> Story<'a> {
    /// Who was elected without it.
    pub(in crate::explain::loss) fn successor(&self) -> Option<(BrokerId, Election)> {
        match &self.elected?.event {
            Event::LeaderElected {
                leader, election, ..
            } => Some((*leader, *election)),
            _ => None,
        }
    }

    /// Whether somebody asked for the election in which that one was elected.
    pub(in crate::explain::loss) fn is_elected_by_hand(&self) -> bool {
        let is_asked_for = |trace: &Trace| {
            matches!(
                trace.event,
                Event::Commanded(Command::Admin(AdminCommand::ElectLeader { .. }))
            )
        };
        self.elected
            .is_some_and(|elected| self.past.ancestor(elected, is_asked_for).is_some())
    }

    /// Whether an unclean election passed over everybody who held it.
    pub(in crate::explain::loss) fn is_passed_over_uncleanly(&self) -> bool {
        let election = self.successor().map(|(_, election)| election);
        election == Some(Election::Unclean)
    }

    /// By what the successor lost it; without one, by what somebody did.
    pub(in crate::explain::loss) fn lost_by(&self) -> Option<&'a Told> {
        let successor = self.successor();
        let mut lost_by = None;
        for (broker, holder) in &self.holders {
            if successor.is_none_or(|(leader, _)| leader == *broker) {
                lost_by = holder.lost_by.or(lost_by);
            }
        }
        lost_by
    }

    /// The leader's high watermark passed the record: everybody in the ISR had it.
    pub(in crate::explain::loss) fn committed(&self) -> Option<&'a Told> {
        let (appended, offset) = (self.appended?, self.offset?);
        let holder = self.holders.get(&appended.actor.broker()?);
        let lost_by = holder.and_then(|holder| holder.lost_by);
        let until = lost_by.map_or(TraceId(u64::MAX), |it| it.id);
        let mut meanwhile = self.past.between(appended.id, until).iter();
        meanwhile.find(|trace| match &trace.event {
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
        })
    }

    /// The leader that took it.
    pub(in crate::explain::loss) fn taker(&self) -> Option<BrokerId> {
        self.appended?.actor.broker()
    }

    /// When a leader that had taken it went away or lost it, or another was elected, or it broke.
    pub(in crate::explain::loss) fn end_of(&self, leader: BrokerId) -> Option<&'a Told> {
        let mut later = self.past.after(self.appended?.id).iter();
        let lost_by = self.holders.get(&leader).and_then(|holder| holder.lost_by);
        let ends = [lost_by, self.elected];
        let end = later.find(|trace| {
            let is_end = |end: &Told| end.id == trace.id;
            went_away(trace, leader).is_some() || ends.into_iter().flatten().any(is_end)
        });
        end.or(self.past.end())
    }

    /// Whether somebody may be elected who never had it.
    pub(in crate::explain::loss) fn has_outsider(&self) -> bool {
        let mut replicas = self.replicas().iter();
        replicas.any(|broker| !self.holders.contains_key(broker))
    }

    /// Whether it is about one record.
    pub(in crate::explain::loss) fn is_record(&self) -> bool {
        self.record.is_some()
    }

    /// Whether somebody has it still.
    pub(in crate::explain::loss) fn has_other_holder(&self) -> bool {
        let mut holders = self.holders.values();
        holders.any(|holder| holder.lost_by.is_none())
    }

    /// Whether somebody who lost it was started again before another was elected without it.
    pub(in crate::explain::loss) fn loser_restarts(&self) -> bool {
        let until = self.elected.map_or(TraceId(u64::MAX), |it| it.id);
        let started = |trace: &Told| {
            let loser = trace.actor.broker().and_then(|it| self.holders.get(&it));
            let lost_by = loser.and_then(|holder| holder.lost_by);
            matches!(trace.event, Event::BrokerStarted)
                && lost_by.is_some_and(|it| it.id < trace.id)
        };
        let mut past = self.past.traces.iter();
        past.any(|trace| trace.id < until && started(trace))
    }

    /// Whether the ISR was smaller than that when a broker left it last, before another lost the record.
    pub(in crate::explain::loss) fn leaves_too_few(&self, broker: BrokerId, minimum: u32) -> bool {
        let until = self.lost_by().map_or(TraceId(u64::MAX), |it| it.id);
        let left = self.past.last(|trace| match &trace.event {
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
            |trace| matches!(&trace.event, Event::IsrChanged { to, .. } if count(to.len()) < minimum && trace.id < until),
        )
    }

    /// Whether nobody held it any more when another was elected.
    pub(in crate::explain::loss) fn was_lost_before(&self, elected: TraceId) -> bool {
        let mut holders = self.holders.values();
        let is_lost = |lost_by: &Told| lost_by.id < elected;
        holders.all(|holder| holder.lost_by.is_some_and(is_lost))
    }

    /// Who holds replicas of the partition.
    pub(in crate::explain::loss) fn replicas(&self) -> &'a [BrokerId] {
        let partitions = &self.past.world.metadata().partitions;
        let registration = self.partition.and_then(|it| partitions.get(&it));
        registration.map_or(&[], |registration| &registration.replicas)
    }

    /// What it comes down to: why the successor had not got it, or how nobody who might lead has it.
    pub(in crate::explain::loss) fn way(&self) -> Way {
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
