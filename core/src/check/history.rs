//! What is remembered of one partition.

use crate::sorted::{Map, Set};

use super::acknowledged::Acknowledged;
use super::consumed::Consumed;
use super::leader_log::LeaderLog;
use super::replica::Replica;
use super::written::Written;
use crate::id::{BrokerEpoch, BrokerId, LeaderEpoch, Offset, TopicPartition};
use crate::log::Log;
use crate::metadata::{MetadataImage, PartitionRegistration};
use crate::sim::World;

/// The history of one partition.
#[derive(Clone, Debug, Default)]
pub(super) struct PartitionHistory {
    /// Every broker that holds a replica or once held one.
    pub(super) replicas: Map<BrokerId, Replica>,
    /// What the current leader's log holds.
    pub(super) leader_log: LeaderLog,
    /// Whose log that is, and in which epoch it leads.
    pub(super) leader: Option<(BrokerId, LeaderEpoch)>,
    /// The true high watermark: the largest that a leader held while the controller had it as
    /// leader, since the last unclean election.
    pub(super) committed_to: Offset,
    /// Who believed in leading which epoch.
    pub(super) leaders: Map<LeaderEpoch, BrokerId>,
    /// What the controller said last.
    pub(super) registration: PartitionRegistration,
    /// Whether the ISR is one that an unclean cancellation of a reassignment made up: the first replica,
    /// alive or not (`PartitionReassignmentRevert`).
    pub(super) isr_is_made_up: bool,
    /// How many elections may have lost what was committed.
    pub(super) unclean_elections: u32,
    /// The leader epoch that the last of them began.
    unclean_epoch: LeaderEpoch,
    /// Replicas whose log may still differ from the leader's since such an election: nothing is
    /// promised of them.
    pub(super) unreconciled: Set<BrokerId>,
    /// Replicas in the ISR or ELR that lack committed records without the controller knowing, until they
    /// leave both: they lost an unflushed tail, or were moved away and missed what was written since. (A
    /// broker that is moved away may stay eligible, and still be so when the partition returns to it.)
    pub(super) wrongly_trusted: Set<BrokerId>,
    /// Replicas that lost an unflushed tail, until they are in sync again, with the registration that
    /// their brokers had then. A leader that was deposed meanwhile may count on what they had.
    pub(super) short: Map<BrokerId, BrokerEpoch>,
    pub(super) acknowledged: Acknowledged,
    pub(super) consumed: Consumed,
    pub(super) written: Written,
}

impl PartitionHistory {
    /// Whether something is promised of a replica.
    pub(super) fn is_exempt(&self, broker: BrokerId) -> bool {
        self.unreconciled.contains(&broker) || self.wrongly_trusted.contains(&broker)
    }

    /// Takes note of what the controller says now. A broker that enters the ISR or ELR without having
    /// been a replica, or without having been in either, may lack everything.
    pub(super) fn take(&mut self, registration: &PartitionRegistration) {
        let before = core::mem::replace(&mut self.registration, registration.clone());
        let is_new = before.replicas.is_empty();
        let mut survivors = before.isr.iter().filter(|id| !before.adding.contains(id));
        let moves = |it: &PartitionRegistration| !it.adding.is_empty() || !it.removing.is_empty();
        let was_cancelled = moves(&before) && !moves(registration);
        let is_made_up = was_cancelled && survivors.next().is_none() && registration.isr.len() == 1;
        let goes_on = self.isr_is_made_up && registration.isr == before.isr;
        self.isr_is_made_up = registration.leader.is_none() && (is_made_up || goes_on);
        for broker in registration.isr.iter().chain(&registration.elr) {
            let comes = !before.replicas.contains(broker);
            let is_believed = is_made_up && !trusts(&before, *broker);
            if !is_new && registration.replicas.contains(broker) && (comes || is_believed) {
                self.wrongly_trusted.insert(*broker);
            }
        }
    }

    /// Takes note of who is in the ISR now. A broker that was proposed for it before it lost its tail, and
    /// has not registered since, lacks committed records, too.
    pub(super) fn note_trust(
        &mut self,
        metadata: &MetadataImage,
        registration: &PartitionRegistration,
    ) {
        for broker in &registration.isr {
            let lost_in = self.short.get(broker);
            let registered = metadata.brokers.get(broker).map(|it| &it.broker_epoch);
            if lost_in.is_some() && lost_in == registered {
                self.wrongly_trusted.insert(*broker);
            } else {
                self.short.remove(broker);
            }
        }
        self.wrongly_trusted
            .retain(|broker| trusts(registration, *broker));
    }

    /// Whether the broker leads, in the epoch of which the controller has it as leader. One that was
    /// started again may behave as the leader it was before it is registered; nobody reaches it then.
    fn is_current(
        &self,
        broker: BrokerId,
        metadata: &MetadataImage,
        registration: &PartitionRegistration,
    ) -> bool {
        let belief = self.replicas.get(&broker).and_then(|it| it.belief);
        let registered = metadata.brokers.get(&broker).map(|it| it.broker_epoch);
        belief.is_some_and(|belief| {
            belief.leads
                && belief.leader_epoch == registration.leader_epoch
                && belief.broker_epoch == registered
        })
    }

    /// After an unclean election the leader's log is the truth, and the other replicas have to truncate
    /// to it.
    pub(super) fn start_over(&mut self, leader: BrokerId, epoch: LeaderEpoch, log: &Log) {
        self.unclean_elections += 1;
        self.unclean_epoch = epoch;
        self.unreconciled = self.replicas.keys().copied().collect();
        self.unreconciled.remove(&leader);
        let deleted_to = self.leader_log.log_start();
        self.leader_log = LeaderLog::default();
        for replica in self.replicas.values_mut() {
            replica.agrees_to = Offset::ZERO;
        }
        self.acknowledged.check_from(Offset::ZERO);
        self.follow_log(leader, log);
        self.committed_to = self.committed_to.min(log.high_watermark());
        self.consumed
            .forget_what_is_gone(&self.leader_log, deleted_to);
    }

    /// Compares the replicas with the log of whoever leads now, as far as both have grown or changed.
    ///
    /// # Errors
    /// When the leader lacks something committed: who leads, and up to where it has everything.
    pub(super) fn follow_leader(
        &mut self,
        world: &World,
        partition: TopicPartition,
        registration: &PartitionRegistration,
    ) -> Result<(), (BrokerId, Offset)> {
        let current = registration
            .leader
            .filter(|leader| self.is_current(*leader, world.metadata(), registration));
        let before = self.leader;
        self.leader = current.map(|leader| (leader, registration.leader_epoch));
        let mut complete = Ok(());
        if let Some((leader, log)) =
            current.and_then(|it| Some((it, log_of(world, it, partition)?)))
        {
            if self.leader != before && self.wrongly_trusted.remove(&leader) {
                self.start_over(leader, registration.leader_epoch, log);
            }
            let agreed = self.follow_log(leader, log);
            if agreed < self.committed_to {
                self.committed_to = agreed;
                complete = Err((leader, agreed));
            }
            self.committed_to = self.committed_to.max(log.high_watermark());
        }
        for (broker, replica) in &mut self.replicas {
            if let Some(log) = log_of(world, *broker, partition) {
                replica.compare(log, &self.leader_log);
            }
        }
        self.reconcile(registration);
        complete
    }

    /// Takes note of the replicas that agree with the leader again: they have heard of the election and
    /// hold only what the leader holds, or they have appended what was written since, or are in sync.
    /// Before either of the last two they had to truncate what differs.
    fn reconcile(&mut self, registration: &PartitionRegistration) {
        let (replicas, epoch) = (&self.replicas, self.unclean_epoch);
        self.unreconciled.retain(|broker| {
            let differs = |replica: &Replica| {
                let has_heard = replica.belief.is_some_and(|it| it.leader_epoch >= epoch);
                let is_prefix = replica.agrees_to >= replica.end;
                !(has_heard && is_prefix) && replica.last_epoch() < Some(epoch)
            };
            !registration.isr.contains(broker) && replicas.get(broker).is_some_and(differs)
        });
    }

    /// Takes over what the leader's log holds, and says up to where it was known before.
    fn follow_log(&mut self, leader: BrokerId, log: &Log) -> Offset {
        let replica = self.replicas.get_or_default(leader);
        replica.compare(log, &self.leader_log);
        let agreed = replica.agrees_to;
        if agreed < self.leader_log.end() {
            for replica in self.replicas.values_mut() {
                replica.agrees_to = replica.agrees_to.min(agreed);
            }
            self.acknowledged.check_from(agreed);
            self.consumed.check_from(agreed);
        }
        self.leader_log.become_log(log, agreed);
        let end = self.leader_log.end();
        self.replicas.get_or_default(leader).agrees_to = end;
        agreed
    }
}

/// Whether the controller relies on a replica to have everything that is committed.
pub(super) fn trusts(registration: &PartitionRegistration, broker: BrokerId) -> bool {
    registration.isr.contains(&broker) || registration.elr.contains(&broker)
}

/// A replica's log, whatever the controller says of the replica.
pub(super) fn log_of(world: &World, broker: BrokerId, partition: TopicPartition) -> Option<&Log> {
    world.broker(broker)?.log(partition)
}
