//! What stands still while a group rebalances or a member's process does not work, and what each partition lost by
//! that. A partition that its owner has given back or lost is nobody's until a member is told that it has it; so is
//! one whose owner has left, was put out, or died. That of a frozen process stands until that goes on with it, or
//! another does.

use std::sync::Arc;

use super::Timeline;
use crate::client::{Consumer, ConsumerMemberState, Generation};
use crate::group::MemberId;
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
    /// Who coordinates which group.
    coordinators: Map<GroupId, NodeId>,
    /// Who has said last that it is which member.
    members: Map<MemberId, NodeId>,
    /// What frozen members had.
    frozen: Map<NodeId, Vec<TopicPartition>>,
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
            let Some(group) = consumer.group() else {
                continue;
            };
            if let Some((broker, _)) = world.coordinator_of(&group) {
                self.coordinators.insert(group.clone(), broker.into());
            }
            if let Some(id) = &consumer.membership().member_id {
                self.members.insert(id.clone(), consumer.id);
            }
            if consumer.subscription().is_by_group() {
                for partition in consumer.subscription().assigned() {
                    self.owners.insert((group.clone(), partition), consumer.id);
                }
            }
        }
    }

    fn observe(&mut self, world: &World, trace: &Trace) {
        let at = trace.at;
        if let Some(group) = trace.event.group() {
            self.observe_coordinator(group, trace);
            if self.coordinators.get(group) == Some(&trace.actor) {
                self.observe_expired(world, trace.event.expired(), at);
            }
        }
        match &trace.event {
            Event::Consumer(event) => {
                if let Some(member) = Member::of(world, trace.actor, at) {
                    self.observe_member(&member, event);
                }
            }
            Event::ProcessPaused => {
                if let Some(member) = Member::of(world, trace.actor, at) {
                    let had = self.stop_all(&member);
                    self.frozen.insert(trace.actor, had);
                }
            }
            Event::ProcessResumed => {
                if let Some(member) = Member::of(world, trace.actor, at) {
                    self.thaw(&member);
                }
            }
            _ => {}
        }
    }

    /// Who has read a group last has its members, whoever else tells of it.
    fn observe_coordinator(&mut self, group: &GroupId, trace: &Trace) {
        if trace.event.is_group_loaded() || !self.coordinators.contains_key(group) {
            self.coordinators.insert(group.clone(), trace.actor);
        }
    }

    /// The coordinator has put members out, whatever they believe.
    fn observe_expired(&mut self, world: &World, expired: &[MemberId], at: Time) {
        for id in expired {
            let node = self.members.get(id).copied();
            if let Some(member) = node.and_then(|node| Member::of(world, node, at)) {
                self.frozen.remove(&member.node);
                self.stop_all(&member);
            }
        }
    }

    fn observe_member(&mut self, member: &Member<'_>, event: &ConsumerEvent) {
        match event {
            ConsumerEvent::Joined(Generation {
                member_id: Some(id),
                ..
            }) => self.is_member(id, member),
            ConsumerEvent::PartitionsAssigned(partitions) => {
                for partition in partitions {
                    self.take_over(member, *partition);
                }
            }
            ConsumerEvent::PartitionsRevoked(partitions)
            | ConsumerEvent::PartitionsLost(partitions) => {
                for partition in partitions {
                    self.stop(member, *partition);
                }
            }
            // None of these says anything of partitions: whoever has them is gone, or leaves.
            ConsumerEvent::Closed | ConsumerEvent::Crashed => {
                self.members.retain(|_, node| *node != member.node);
                self.frozen.remove(&member.node);
                self.stop_all(member);
            }
            ConsumerEvent::Leaving { .. }
            | ConsumerEvent::Transitioned {
                to: ConsumerMemberState::Leaving,
                ..
            } => {
                self.stop_all(member);
            }
            ConsumerEvent::Transitioned { member: id, .. } => self.is_member(id, member),
            _ => {}
        }
    }

    /// It says that it is that member, and is no other any more.
    fn is_member(&mut self, id: &MemberId, member: &Member<'_>) {
        if self.members.get(id) != Some(&member.node) {
            self.members.retain(|_, node| *node != member.node);
            self.members.insert(id.clone(), member.node);
        }
    }

    /// Who was frozen goes on with what it had, unless another has it by now.
    fn thaw(&mut self, member: &Member<'_>) {
        for partition in self.frozen.remove(&member.node).unwrap_or_default() {
            if !self.owners.contains_key(&member.key(partition)) {
                self.take_over(member, partition);
            }
        }
    }

    /// A member has nothing any more. Returns what it had.
    fn stop_all(&mut self, member: &Member<'_>) -> Vec<TopicPartition> {
        let mut owned = Vec::new();
        for ((of, partition), owner) in &self.owners {
            if *of == member.group && *owner == member.node {
                owned.push(*partition);
            }
        }
        for partition in &owned {
            self.stop(member, *partition);
        }
        owned
    }

    /// A member has a partition no more. If another has taken it over meanwhile, it does not stand.
    fn stop(&mut self, member: &Member<'_>, partition: TopicPartition) {
        let key = member.key(partition);
        if self.owners.get(&key) != Some(&member.node) {
            return;
        }
        self.owners.remove(&key);
        let rebalance = match self.current(&member.group) {
            Some(current) => current,
            None => self.rebalances.push_mut(Rebalance {
                group: member.group.clone(),
                protocol: member.protocol(),
                began_at: member.at,
                ended_at: None,
                standstills: Map::new(),
            }),
        };
        rebalance.standstills.get_or_default(partition).since = Some(member.at);
    }

    /// A member has a partition, which goes on if it stood.
    fn take_over(&mut self, member: &Member<'_>, partition: TopicPartition) {
        self.owners.insert(member.key(partition), member.node);
        let Some(rebalance) = self.current(&member.group) else {
            return;
        };
        if let Some(one) = rebalance.standstills.get_mut(&partition) {
            one.before = one.in_all(member.at);
            one.since = None;
        }
        let mut standstills = rebalance.standstills.values();
        if standstills.all(|one| one.since.is_none()) {
            rebalance.ended_at = Some(member.at);
        }
    }

    /// The rebalance of a group in which a partition stands.
    fn current(&mut self, group: &GroupId) -> Option<&mut Rebalance> {
        let mut rebalances = self.rebalances.iter_mut();
        rebalances.find(|it| it.group == *group && it.ended_at.is_none())
    }
}

/// A consumer in its group, to which something happens.
struct Member<'a> {
    consumer: &'a Consumer,
    node: NodeId,
    group: GroupId,
    at: Time,
}

impl<'a> Member<'a> {
    /// None for whoever is in no group.
    fn of(world: &'a World, node: NodeId, at: Time) -> Option<Self> {
        let consumer = world.consumer(node)?;
        Some(Self {
            consumer,
            node,
            group: consumer.group()?,
            at,
        })
    }

    fn key(&self, partition: TopicPartition) -> (GroupId, TopicPartition) {
        (self.group.clone(), partition)
    }

    /// What it does in a rebalance; none in the consumer protocol.
    fn protocol(&self) -> Option<RebalanceProtocol> {
        let is_classic = !self.consumer.config().is_consumer_protocol();
        is_classic.then(|| self.consumer.rebalance_protocol())
    }
}
