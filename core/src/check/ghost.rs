//! What a checker remembers of a run and no protocol ever reads, and what it looks at after a step.

use crate::sorted::{Map, Set};

use super::consumed::Reads;
use super::groups::{Found, Groups};
use super::history::{PartitionHistory, log_of, trusts};
use super::invariant::{Breach, Invariant};
use super::messages::Messages;
use super::metadata::MetadataHistory;
use super::sent::Sent;
use super::stale_commit::Commits;
use super::written::Accepted;
use super::{agreement, membership, ownership};
use crate::group::classic::GroupId;
use crate::id::{BrokerId, TopicPartition};
use crate::log::Log;
use crate::metadata::{MetadataImage, PartitionRegistration};
use crate::sim::World;
use crate::trace::{Event, Trace};

/// The history of a run.
#[derive(Clone, Debug, Default)]
pub struct Ghost {
    partitions: Map<TopicPartition, PartitionHistory>,
    /// The partitions of which a broker holds a replica, or held one.
    held: Map<BrokerId, Set<TopicPartition>>,
    metadata: MetadataHistory,
    messages: Messages,
    reads: Reads,
    sent: Sent,
    groups: Groups,
    commits: Commits,
    accepted: Accepted,
}

/// What a step has shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Observed {
    /// What must hold and does not.
    pub breaches: Vec<Breach>,
    /// What people count on and nobody promised: a record that its producer counts as sent with acks=0 and
    /// that is gone ([`Invariant::AckedDurable`]), one that was read and is gone by an unclean election
    /// ([`Invariant::ConsistentRead`]).
    pub unpromised: Vec<Breach>,
    /// What groups of consumers have done to which it is not promised: a record that was committed and that
    /// nobody will process any more ([`Invariant::NoSkip`]), one that was processed twice
    /// ([`Invariant::AtMostOnce`]).
    pub skipped_or_repeated: Vec<Breach>,
    /// What producers have done to whom it is not promised: a record that is committed twice
    /// ([`Invariant::NoDuplicates`]), one behind another that was sent after it
    /// ([`Invariant::ProducerOrder`]).
    pub repeated_or_swapped: Vec<Breach>,
    /// Acknowledged records that were reported as lost and are on the current leader again.
    pub returned: Vec<Breach>,
}

impl Ghost {
    /// The history of a run that begins with this world.
    #[must_use]
    pub fn new(world: &World) -> Self {
        let mut ghost = Self {
            messages: Messages::new(world),
            ..Self::default()
        };
        let brokers = world.brokers().map(|broker| broker.id).collect();
        ghost.look(world, &[], &brokers, &mut Observed::default());
        ghost
    }

    /// Takes note of one step, whose traces these are, and returns what it broke. Only what the
    /// step may have touched is looked at: what the controller wrote, and the replicas of those that
    /// did something.
    pub fn observe(&mut self, world: &World, traces: &[Trace]) -> Vec<Breach> {
        self.watch(world, traces).breaches
    }

    /// The same, and what happened to records beside that, of which nobody promised anything.
    pub fn watch(&mut self, world: &World, traces: &[Trace]) -> Observed {
        let mut found = Observed::default();
        self.messages.observe(world, traces, &mut found.breaches);
        let actors = traces.iter().filter_map(|trace| trace.actor.broker());
        self.look(world, traces, &actors.collect(), &mut found);
        self.sent
            .look_for_lost(world, traces, &mut found.unpromised);
        found.breaches.sort();
        found.breaches.dedup();
        found
    }

    fn look(
        &mut self,
        world: &World,
        traces: &[Trace],
        actors: &Set<BrokerId>,
        found: &mut Observed,
    ) {
        let breaches = &mut found.breaches;
        let mut touched = self.metadata.read(world, breaches);
        for partition in touched.iter() {
            self.read_registration(world, *partition, breaches);
        }
        for broker in actors.iter() {
            self.metadata.check_applied(world, *broker, breaches);
            self.look_at_replicas(world, *broker, &mut touched, breaches);
        }
        for trace in traces {
            self.note(world, trace, &mut touched, breaches);
            let unpromised = &mut found.skipped_or_repeated;
            let mut found = Found {
                breaches,
                unpromised,
            };
            self.groups.note(world, trace, &mut found);
        }
        self.commits.note(world, traces, breaches);
        for partition in touched.iter() {
            self.check(world, *partition, found);
            if let Some(history) = self.partitions.get(partition) {
                let losses = history.unclean_elections;
                self.groups.note_losses(world, *partition, losses);
            }
        }
        let has_lost = |group: &GroupId| self.groups.has_lost(world, group);
        ownership::check(world, traces, has_lost, &mut found.breaches);
        let mut of_groups = Found {
            breaches: &mut found.breaches,
            unpromised: &mut found.skipped_or_repeated,
        };
        self.groups.look_at_committed(world, &mut of_groups);
        self.groups.look_for_skipped(world, &mut of_groups);
    }

    /// Takes note of what the controller says of a partition now.
    fn read_registration(
        &mut self,
        world: &World,
        partition: TopicPartition,
        breaches: &mut Vec<Breach>,
    ) {
        let Some(registration) = world.metadata().partitions.get(&partition) else {
            return;
        };
        let history = self.partitions.get_or_default(partition);
        if registration.leader_epoch < history.registration.leader_epoch
            || registration.partition_epoch < history.registration.partition_epoch
        {
            breaches.push(Breach::of(Invariant::Epochs).partition(partition));
        }
        history.take(registration);
        for broker in &registration.replicas {
            history.replicas.get_or_default(*broker);
            self.held.get_or_default(*broker).insert(partition);
        }
        let made_up = history.isr_is_made_up;
        membership::check(world, partition, registration, made_up, breaches);
    }

    /// Looks at every replica of a broker that did something.
    fn look_at_replicas(
        &mut self,
        world: &World,
        id: BrokerId,
        touched: &mut Set<TopicPartition>,
        breaches: &mut Vec<Breach>,
    ) {
        let Some(broker) = world.broker(id) else {
            return;
        };
        for partition in self.held.get(&id).iter().flat_map(|held| held.iter()) {
            let Some(history) = self.partitions.get_mut(partition) else {
                continue;
            };
            let is_short = history.short.contains_key(&id);
            let replica = history.replicas.get_or_default(id);
            let look = replica.look(broker, *partition, is_short, breaches);
            if let Some(epoch) = replica.leads() {
                if *history.leaders.get_or_insert_with(epoch, || id) != id {
                    let breach = Breach::of(Invariant::Epochs).partition(*partition);
                    breaches.push(breach.broker(id));
                }
                membership::check_leader_counts(world, *partition, id, epoch, breaches);
            }
            if look.advanced {
                agreement::check_advance(world, *partition, id, history, breaches);
                agreement::note_advance(world, *partition, id, history);
            }
            if look.changed {
                touched.insert(*partition);
            }
        }
    }

    /// Takes note of elections, losses, acknowledgements and reads.
    fn note(
        &mut self,
        world: &World,
        trace: &Trace,
        touched: &mut Set<TopicPartition>,
        breaches: &mut Vec<Breach>,
    ) {
        match &trace.event {
            Event::LeaderElected {
                partition,
                leader,
                leader_epoch,
                before,
                ..
            } => {
                if let Some(history) = self.partitions.get_mut(partition)
                    && is_unclean(*leader, before, history)
                {
                    // Whoever has not heard of its replica yet has nothing.
                    let nothing = Log::default();
                    let log = log_of(world, *leader, *partition).unwrap_or(&nothing);
                    history.start_over(*leader, *leader_epoch, log);
                }
            }
            Event::TailLost { partition, .. } => {
                let Some(broker) = trace.actor.broker() else {
                    return;
                };
                self.tail_lost(world.metadata(), *partition, broker);
            }
            Event::RecordAcknowledged {
                partition,
                record,
                offset: Some(offset),
            } => {
                let history = self.partitions.get_or_default(*partition);
                history.acknowledged.insert(*offset, *record, true);
                touched.insert(*partition);
            }
            Event::RecordAcknowledged {
                partition,
                record,
                offset: None,
            } => self.sent.insert(world, *partition, *record),
            Event::LeaderAppended {
                partition,
                base_offset,
                end_offset,
                ..
            } => {
                let Some(leader) = trace.actor.broker() else {
                    return;
                };
                let history = self.partitions.get_or_default(*partition);
                let log = log_of(world, leader, *partition);
                for (offset, record) in self.sent.arrived(log, *base_offset..*end_offset) {
                    history.acknowledged.insert(offset, record, false);
                    touched.insert(*partition);
                }
            }
            Event::RecordsConsumed { partition, .. } => {
                touched.insert(*partition);
            }
            _ => {}
        }
        self.accepted.note(trace.actor, &trace.event);
        let (reads, partitions) = (&mut self.reads, &mut self.partitions);
        reads.note(world, trace, partitions, breaches);
    }

    fn tail_lost(&mut self, metadata: &MetadataImage, partition: TopicPartition, broker: BrokerId) {
        let Some(history) = self.partitions.get_mut(&partition) else {
            return;
        };
        if let Some(registered) = metadata.brokers.get(&broker) {
            history.short.insert(broker, registered.broker_epoch);
        }
        let registration = metadata.partitions.get(&partition);
        if registration.is_some_and(|it| trusts(it, broker)) {
            history.wrongly_trusted.insert(broker);
        }
    }

    /// Checks a partition that a step has touched.
    fn check(&mut self, world: &World, partition: TopicPartition, found: &mut Observed) {
        let breaches = &mut found.breaches;
        let Some(registration) = world.metadata().partitions.get(&partition) else {
            return;
        };
        let Some(history) = self.partitions.get_mut(&partition) else {
            return;
        };
        history.note_trust(world.metadata(), registration);
        if let Err((leader, offset)) = history.follow_leader(world, partition, registration) {
            let breach = Breach::of(Invariant::LeaderCompleteness).partition(partition);
            breaches.push(breach.broker(leader).offset(offset));
        }
        if let Some(leader) = registration.leader {
            let epoch = registration.leader_epoch;
            membership::check_leader_counts(world, partition, leader, epoch, breaches);
        }
        agreement::check_completeness(world, partition, registration, history, breaches);
        agreement::check_matching(world, partition, registration, history, breaches);
        history.check_acknowledged(world, partition, registration, found);
        history.check_consumed(partition, found);
        history.check_written(world, partition, &self.accepted, found);
    }
}

/// Whether an election may lose what is committed: the controller did not trust whom it elected, or
/// had no reason to.
fn is_unclean(
    leader: BrokerId,
    before: &PartitionRegistration,
    history: &PartitionHistory,
) -> bool {
    !before.replicas.contains(&leader)
        || !trusts(before, leader)
        || history.wrongly_trusted.contains(&leader)
}
