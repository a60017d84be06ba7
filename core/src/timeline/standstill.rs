//! What stands still while a group rebalances, and what each partition lost by that: a partition that its owner
//! has given back or lost is nobody's until a member is told that it has it.

use std::sync::Arc;

use super::Timeline;
use crate::client::Consumer;
use crate::group::assignor::RebalanceProtocol;
use crate::group::classic::GroupId;
use crate::id::{NodeId, TopicPartition};
use crate::sim::World;
use crate::sorted::Map;
use crate::time::{Span, Time};
use crate::trace::{ConsumerEvent, Event, Trace};

/// The standstills of a run up to its playhead. Kept from step to step, only what is new is read.
#[derive(Clone, Debug, Default)]
pub struct Standstills {
    /// How many traces were read, and the last of them: in another run it is another one.
    read: usize,
    last: Option<Arc<Trace>>,
    /// Who has which partition for which group.
    owners: Map<(GroupId, TopicPartition), NodeId>,
    rebalances: Vec<Rebalance>,
}

/// A time in which partitions of a group stood still: from when the first one stopped until none stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebalance {
    /// The group.
    pub group: GroupId,
    /// What the member whose partition stopped first does in a rebalance; none in the consumer protocol.
    pub protocol: Option<RebalanceProtocol>,
    /// When the first partition stopped.
    pub began_at: Time,
    /// When the last one went on; none while one stands.
    pub ended_at: Option<Time>,
    /// The partitions that stopped, each with how long it stood.
    pub standstills: Map<TopicPartition, Standstill>,
}

/// How long a partition stands still.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standstill {
    /// When it stopped last, if it stands.
    pub since: Option<Time>,
    /// How long it stood before that.
    pub before: Span,
}

impl Standstill {
    /// How long it has stood by now, in all.
    #[must_use]
    pub fn in_all(self, now: Time) -> Span {
        let stands = self.since.map_or(Span::ZERO, |since| now.since(since));
        Span(self.before.0 + stands.0)
    }
}

impl Rebalance {
    /// The longest that one partition stood by now.
    #[must_use]
    pub fn longest(&self, now: Time) -> Span {
        let each = self.standstills.values().map(|one| one.in_all(now));
        each.max().unwrap_or_default()
    }

    /// How long the partitions stood by now, summed.
    #[must_use]
    pub fn sum(&self, now: Time) -> Span {
        let each = self.standstills.values().map(|one| one.in_all(now).0);
        Span(each.sum())
    }
}

impl Standstills {
    /// Reads on to the playhead; from the opening, where the run is another one or the playhead went back.
    pub fn follow(&mut self, timeline: &Timeline) {
        let past = timeline.past();
        if !self.leads_to(past) {
            *self = Self::default();
        }
        if self.read == 0
            && let Some(world) = timeline.opening_world()
        {
            self.open(world);
        }
        for trace in past.iter().skip(self.read) {
            self.observe(timeline.world(), trace);
        }
        self.read = past.len();
        self.last = past.last().cloned();
    }

    /// All rebalances in which something stood, of all groups, the oldest first.
    #[must_use]
    pub fn all(&self) -> &[Rebalance] {
        &self.rebalances
    }

    /// Those of a run that was opened like that, by what has happened in it until it came to be `world`.
    pub(crate) fn of_run<'a>(
        opening: &World,
        traces: impl Iterator<Item = &'a Trace>,
        world: &World,
    ) -> Self {
        let mut standstills = Self::default();
        standstills.open(opening);
        for trace in traces {
            standstills.observe(world, trace);
        }
        standstills
    }

    /// Those of a group, the oldest first.
    pub fn of_group<'a>(&'a self, group: &'a GroupId) -> impl Iterator<Item = &'a Rebalance> + 'a {
        let rebalances = self.rebalances.iter();
        rebalances.filter(move |rebalance| rebalance.group == *group)
    }

    /// Since when a partition stands still for a group, if it does.
    #[must_use]
    pub fn since(&self, group: &GroupId, partition: TopicPartition) -> Option<Time> {
        let last = self.of_group(group).last()?;
        last.standstills.get(&partition)?.since
    }

    fn leads_to(&self, past: &[Arc<Trace>]) -> bool {
        match (&self.last, self.read.checked_sub(1)) {
            (Some(last), Some(place)) => past
                .get(place)
                .is_some_and(|trace| Arc::ptr_eq(trace, last)),
            _ => false,
        }
    }

    /// Who has what when the run opens.
    fn open(&mut self, world: &World) {
        for consumer in world.consumers() {
            if let Some(group) = consumer.group() {
                for partition in consumer.subscription().assigned() {
                    self.owners.insert((group.clone(), partition), consumer.id);
                }
            }
        }
    }

    fn observe(&mut self, world: &World, trace: &Trace) {
        let Event::Consumer(event) = &trace.event else {
            return;
        };
        let Some(group) = world.consumer(trace.actor).and_then(Consumer::group) else {
            return;
        };
        match &**event {
            ConsumerEvent::PartitionsAssigned(partitions) => {
                for partition in partitions {
                    let key = (group.clone(), *partition);
                    self.owners.insert(key, trace.actor);
                    self.go_on(&group, *partition, trace.at);
                }
            }
            ConsumerEvent::PartitionsRevoked(partitions)
            | ConsumerEvent::PartitionsLost(partitions) => {
                for partition in partitions {
                    self.stop(world, &group, *partition, trace);
                }
            }
            // Neither says anything of partitions: whoever has them is gone.
            ConsumerEvent::Closed | ConsumerEvent::Crashed => {
                for partition in self.owned_by(&group, trace.actor) {
                    self.stop(world, &group, partition, trace);
                }
            }
            _ => {}
        }
    }

    fn owned_by(&self, group: &GroupId, member: NodeId) -> Vec<TopicPartition> {
        let mut owned = Vec::new();
        for ((of, partition), owner) in &self.owners {
            if of == group && *owner == member {
                owned.push(*partition);
            }
        }
        owned
    }

    /// A member has a partition no more. If another has taken it over meanwhile, it does not stand.
    fn stop(&mut self, world: &World, group: &GroupId, partition: TopicPartition, trace: &Trace) {
        let key = (group.clone(), partition);
        if self.owners.get(&key) != Some(&trace.actor) {
            return;
        }
        self.owners.remove(&key);
        let rebalance = match self.current(group) {
            Some(current) => current,
            None => self.rebalances.push_mut(Rebalance {
                group: group.clone(),
                protocol: protocol_of(world, trace.actor),
                began_at: trace.at,
                ended_at: None,
                standstills: Map::new(),
            }),
        };
        rebalance.standstills.get_or_default(partition).since = Some(trace.at);
    }

    fn go_on(&mut self, group: &GroupId, partition: TopicPartition, now: Time) {
        let Some(rebalance) = self.current(group) else {
            return;
        };
        if let Some(one) = rebalance.standstills.get_mut(&partition) {
            one.before = one.in_all(now);
            one.since = None;
        }
        let mut standstills = rebalance.standstills.values();
        if standstills.all(|one| one.since.is_none()) {
            rebalance.ended_at = Some(now);
        }
    }

    /// The rebalance of a group in which a partition stands.
    fn current(&mut self, group: &GroupId) -> Option<&mut Rebalance> {
        let mut rebalances = self.rebalances.iter_mut();
        rebalances.find(|it| it.group == *group && it.ended_at.is_none())
    }
}

/// What a consumer does in a rebalance; none in the consumer protocol.
fn protocol_of(world: &World, consumer: NodeId) -> Option<RebalanceProtocol> {
    let consumer = world.consumer(consumer)?;
    let is_classic = !consumer.config().is_consumer_protocol();
    is_classic.then(|| consumer.rebalance_protocol())
}
