//! What must hold after every event. A breach under today's semantics means that the engine is
//! wrong; the numbers are those of the project's catalogue of failures.

use std::collections::BTreeSet;

use super::ghost::Ghost;
use crate::broker::Partition;
use crate::id::{BrokerId, Offset, TopicPartition};
use crate::sim::{Direction, World};
use crate::trace::{Event, Trace};

/// One thing that must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Invariant {
    /// I2: every running member of the ISR and the ELR has everything that is committed.
    LeaderCompleteness,
    /// I3: any two replicas agree below both their high watermarks.
    LogMatching,
    /// I4: who is in the ISR and the ELR may be, and the leader is in the ISR.
    LegalMembership,
    /// I5: at most one believed leader per partition and epoch, and no epoch goes back.
    Epochs,
    /// I8: a leader's high watermark never goes back, and moves only over what its ISR has.
    HighWatermark,
    /// I9: what a consumer was handed does not change and does not vanish.
    ConsistentRead,
    /// I15: logs are dense, caches agree with logs, and no message appears or vanishes.
    Structure,
}

/// A broken invariant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// Which one.
    pub invariant: Invariant,
    /// Where.
    pub partition: Option<TopicPartition>,
    /// On which broker.
    pub broker: Option<BrokerId>,
    /// How far it reaches, where that is an offset.
    pub offset: Option<Offset>,
}

impl Ghost {
    /// Takes note of one step, whose traces these are, and returns what it broke. Only what the
    /// step may have touched is looked at.
    pub fn observe(&mut self, world: &World, traces: &[Trace]) -> Vec<Breach> {
        let mut breaches = Vec::new();
        for trace in traces {
            self.note(world, trace);
        }
        for partition in touched(world, traces) {
            self.check_high_watermark_moves(world, partition, traces, &mut breaches);
            self.remember(world, partition);
            if let Some(history) = self.partitions.get_mut(&partition) {
                super::replicas::check(world, partition, history, &mut breaches);
            }
        }
        self.check_brokers(world, &mut breaches);
        if self.sent != self.delivered + self.lost + under_way(world) {
            breaches.push(breach(Invariant::Structure, None, None, None));
        }
        breaches
    }

    /// A leader that moved its high watermark had every member of its maximal ISR with it, and an
    /// ISR that is not below the minimum.
    fn check_high_watermark_moves(
        &self,
        world: &World,
        partition: TopicPartition,
        traces: &[Trace],
        breaches: &mut Vec<Breach>,
    ) {
        for trace in traces {
            let Event::HighWatermarkAdvanced {
                partition: moved,
                to,
                ..
            } = &trace.event
            else {
                continue;
            };
            let Some(leader) = trace.actor.broker().filter(|_| *moved == partition) else {
                continue;
            };
            let part = world
                .broker(leader)
                .and_then(|broker| broker.process())
                .and_then(|process| process.partition(partition));
            let Some((part, leadership)) = part.and_then(|part| Some((part, part.leadership()?)))
            else {
                continue;
            };
            let exempt = self
                .partitions
                .get(&partition)
                .map(|history| &history.exempt);
            let has_it = |member: &BrokerId| {
                exempt.is_some_and(|exempt| exempt.contains(member))
                    || world
                        .replica(*member, partition)
                        .is_some_and(|replica| replica.log.end_offset() >= *to)
            };
            if !leadership.isr().maximal().all(has_it) || below_minimum(part) {
                let invariant = Invariant::HighWatermark;
                breaches.push(breach(invariant, Some(partition), Some(leader), Some(*to)));
            }
        }
    }

    fn check_brokers(&mut self, world: &World, breaches: &mut Vec<Breach>) {
        let controller_end = world
            .controller()
            .map(|controller| controller.log().end_offset());
        for (broker, registration) in &world.metadata().brokers {
            let known = self
                .broker_epochs
                .entry(*broker)
                .or_insert(registration.broker_epoch);
            if registration.broker_epoch < *known {
                breaches.push(breach(Invariant::Epochs, None, Some(*broker), None));
            }
            *known = registration.broker_epoch;
        }
        for broker in world.brokers() {
            let Some(process) = broker.process() else {
                continue;
            };
            let applied = Some(process.metadata_offset());
            let same = applied != controller_end || process.metadata() == world.metadata();
            if applied > controller_end || !same {
                let offset = Some(process.metadata_offset());
                breaches.push(breach(Invariant::Structure, None, Some(broker.id), offset));
            }
        }
    }
}

/// How many messages are on the network, or wait in a socket to be read.
pub(super) fn under_way(world: &World) -> u64 {
    world
        .network()
        .connections()
        .map(|(_, connection)| {
            let lines = Direction::BOTH.map(|direction| connection.in_flight(direction).len());
            (lines.iter().sum::<usize>() + connection.unread()) as u64
        })
        .sum()
}

pub(super) fn breach(
    invariant: Invariant,
    partition: Option<TopicPartition>,
    broker: Option<BrokerId>,
    offset: Option<Offset>,
) -> Breach {
    Breach {
        invariant,
        partition,
        broker,
        offset,
    }
}

/// The partitions that a step may have changed.
fn touched(world: &World, traces: &[Trace]) -> BTreeSet<TopicPartition> {
    let all = || world.metadata().partitions.keys().copied();
    let mut touched = BTreeSet::new();
    for trace in traces {
        match &trace.event {
            Event::LeaderAppended { partition, .. }
            | Event::FollowerAppended { partition, .. }
            | Event::FollowerProgressed { partition, .. }
            | Event::HighWatermarkAdvanced { partition, .. }
            | Event::FollowerHighWatermarkSet { partition, .. }
            | Event::IsrChanged { partition, .. }
            | Event::IsrCommitted { partition, .. }
            | Event::LeaderElected { partition, .. }
            | Event::PartitionWentOffline { partition, .. }
            | Event::BecameLeader { partition, .. }
            | Event::BecameFollower { partition, .. }
            | Event::Truncated { partition, .. }
            | Event::RecordsConsumed { partition, .. } => {
                touched.insert(*partition);
            }
            Event::BrokerStarted
            | Event::BrokerCrashed
            | Event::TopicCreated { .. }
            | Event::BrokerRegistered { .. }
            | Event::BrokerFenced { .. }
            | Event::MetadataApplied { .. } => touched.extend(all()),
            _ => {}
        }
    }
    touched
}

// Counted here once more: an invariant does not ask the rule that it checks.
fn below_minimum(part: &Partition) -> bool {
    part.leadership()
        .is_some_and(|leadership| leadership.isr().members().len() < part.effective_min_isr())
}
