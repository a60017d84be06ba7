//! What a checker remembers of a run and no protocol ever reads.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::{
    BrokerEpoch, BrokerId, LeaderEpoch, Offset, PartitionEpoch, RecordId, TopicPartition,
};
use crate::metadata::PartitionRegistration;
use crate::sim::{ReplicaView, World};
use crate::trace::{Election, Event, Trace};

/// The history of a run.
#[derive(Clone, Debug, Default)]
pub struct Ghost {
    pub(super) partitions: BTreeMap<TopicPartition, PartitionHistory>,
    pub(super) broker_epochs: BTreeMap<BrokerId, BrokerEpoch>,
    pub(super) sent: u64,
    pub(super) delivered: u64,
    pub(super) lost: u64,
}

/// The history of one partition.
#[derive(Clone, Debug, Default)]
pub(super) struct PartitionHistory {
    /// Who each committed record was, by offset: everything below the true high watermark.
    pub(super) committed: Vec<(LeaderEpoch, RecordId)>,
    /// Who believed in leading which epoch.
    pub(super) leaders: BTreeMap<LeaderEpoch, BrokerId>,
    /// The high watermark of whoever leads, with the epoch in which it leads.
    pub(super) leading: BTreeMap<BrokerId, (LeaderEpoch, Offset)>,
    /// Up to where consumers have read, and who each of those records was on a current leader.
    pub(super) read_to: Offset,
    pub(super) read: Vec<(LeaderEpoch, RecordId)>,
    pub(super) leader_epoch: LeaderEpoch,
    pub(super) partition_epoch: PartitionEpoch,
    /// Replicas that have not yet truncated since an unclean election: nothing is promised of them.
    pub(super) exempt: BTreeSet<BrokerId>,
}

impl PartitionHistory {
    /// The largest high watermark that a leader held while the controller had it as leader.
    #[must_use]
    pub(super) fn true_high_watermark(&self) -> Offset {
        Offset::ZERO.plus(self.committed.len())
    }

    /// Whether a current leader lacks what consumers have read, or has something else in its place.
    pub(super) fn is_read_lost(
        &self,
        replicas: &[ReplicaView<'_>],
        registration: &PartitionRegistration,
    ) -> bool {
        let leader = replicas.iter().find(|it| is_current(it, registration));
        leader.is_some_and(|leader| {
            let start = usize::try_from(leader.log.start_offset().0).unwrap_or(0);
            let held = leader.log.records();
            let differs = held
                .zip(self.read.iter().skip(start))
                .any(|((_, epoch, record), read)| (epoch, record.id) != *read);
            differs || leader.log.end_offset() < self.read_to
        })
    }
}

impl Ghost {
    /// The history of a run that begins with this world.
    #[must_use]
    pub fn new(world: &World) -> Self {
        // Messages that are under way count as sent: the ledger begins here.
        let mut ghost = Self {
            sent: super::invariant::under_way(world),
            ..Self::default()
        };
        for partition in world.metadata().partitions.keys() {
            ghost.remember(world, *partition);
        }
        ghost
    }

    /// Takes note of messages and elections.
    pub(super) fn note(&mut self, world: &World, trace: &Trace) {
        match &trace.event {
            Event::MessageSent { .. } => self.sent += 1,
            Event::MessageArrived { .. } => self.delivered += 1,
            Event::MessageLost { .. } => self.lost += 1,
            Event::LeaderElected {
                partition,
                leader,
                election: Election::Unclean,
                ..
            } => {
                self.start_over(world, *partition, *leader);
            }
            Event::RecordsConsumed {
                partition,
                next_offset,
                ..
            } => {
                let history = self.partitions.entry(*partition).or_default();
                history.read_to = history.read_to.max(*next_offset);
            }
            _ => {}
        }
    }

    /// After an unclean election what the leader has is what there is.
    fn start_over(&mut self, world: &World, partition: TopicPartition, leader: BrokerId) {
        let high_watermark = world
            .replica(leader, partition)
            .map_or(Offset::ZERO, |replica| replica.log.high_watermark());
        let history = self.partitions.entry(partition).or_default();
        let kept = usize::try_from(high_watermark.0).unwrap_or(0);
        history.committed.truncate(kept);
        history.read.truncate(kept);
        history.read_to = history.read_to.min(high_watermark);
        history.exempt = world
            .replicas(partition)
            .iter()
            .map(|replica| replica.broker)
            .filter(|broker| *broker != leader)
            .collect();
    }

    /// Takes note of what the leader, as the controller has it, holds to be committed, and of the
    /// replicas that have come round to it.
    pub(super) fn remember(&mut self, world: &World, partition: TopicPartition) {
        let Some(registration) = world.metadata().partitions.get(&partition) else {
            return;
        };
        let history = self.partitions.entry(partition).or_default();
        let Some(leader) = registration
            .leader
            .and_then(|leader| world.replica(leader, partition))
        else {
            return;
        };
        if !is_current(&leader, registration) {
            return;
        }
        let known = history.true_high_watermark();
        let read = Offset::ZERO.plus(history.read.len());
        for (offset, epoch, record) in leader.log.records() {
            if offset >= known && offset < leader.log.high_watermark() {
                history.committed.push((epoch, record.id));
            }
            if offset >= read && offset < history.read_to {
                history.read.push((epoch, record.id));
            }
        }
        history.exempt.retain(|broker| {
            world.replica(*broker, partition).is_some_and(|replica| {
                let end = replica.log.end_offset();
                end > leader.log.end_offset()
                    || replica
                        .log
                        .records()
                        .zip(leader.log.records())
                        .any(|(one, other)| one != other)
            })
        });
    }
}

/// Whether this replica leads, and in the epoch of which the controller has it as leader.
fn is_current(replica: &ReplicaView<'_>, registration: &PartitionRegistration) -> bool {
    replica.leads
        && registration.leader == Some(replica.broker)
        && registration.leader_epoch == replica.leader_epoch
}
