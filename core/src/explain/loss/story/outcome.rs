//! What a record's story comes to: read from who held it, and who was elected.

use super::{Story, Told};
use crate::explain::count;
use crate::explain::loss::Way;
use crate::id::{BrokerId, TraceId};
use crate::trace::{Election, Event};

impl<'a> Story<'a> {
    /// Who was elected without it.
    pub(in crate::explain::loss) fn successor(&self) -> Option<(BrokerId, Election)> {
        match &self.elected.as_ref()?.event {
            Event::LeaderElected {
                leader, election, ..
            } => Some((*leader, *election)),
            _ => None,
        }
    }

    /// Whether an unclean election passed over everybody who held it.
    pub(in crate::explain::loss) fn is_passed_over_uncleanly(&self) -> bool {
        let election = self.successor().map(|(_, election)| election);
        election == Some(Election::Unclean)
    }

    /// By what the successor lost it; without one, by what somebody did.
    pub(in crate::explain::loss) fn lost_by(&self) -> Option<&Told> {
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
    pub(in crate::explain::loss) fn committed(&self) -> Option<Told> {
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
    pub(in crate::explain::loss) fn leaves_too_few(&self, broker: BrokerId, minimum: u32) -> bool {
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
            |trace| matches!(&trace.event, Event::IsrChanged { to, .. } if count(to.len()) < minimum && trace.id < until),
        )
    }

    /// Whether nobody held it any more when another was elected.
    pub(in crate::explain::loss) fn was_lost_before(&self, elected: TraceId) -> bool {
        let mut holders = self.holders.values();
        let is_lost = |lost_by: &Told| lost_by.id < elected;
        holders.all(|holder| holder.lost_by.as_ref().is_some_and(is_lost))
    }

    /// Who holds replicas of the partition.
    pub(in crate::explain::loss) fn replicas(&self) -> &'a [BrokerId] {
        let partitions = &self.timeline.world().metadata().partitions;
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
