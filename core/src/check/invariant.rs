//! What must hold after every event. A breach under today's semantics means that the engine is
//! wrong; the numbers are those of the project's catalogue of failures.

use std::collections::BTreeSet;

use super::ghost::{Ghost, PartitionHistory};
use crate::broker::Partition;
use crate::id::{BrokerId, LeaderEpoch, Offset, TopicPartition};
use crate::log::Log;
use crate::metadata::PartitionRegistration;
use crate::sim::{Direction, ReplicaView, World};
use crate::trace::{Event, Trace};

/// One thing that must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Invariant {
    /// I2: every running member of the ISR and the ELR has everything that is committed.
    LeaderCompleteness,
    /// I3: any two replicas agree below both their high watermarks.
    LogMatching,
    /// I5: at most one believed leader per partition and epoch, and no epoch goes back.
    Epochs,
    /// I8: a leader's high watermark never goes back, and moves only over what its ISR has.
    HighWatermark,
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
            self.check_partition(world, partition, &mut breaches);
        }
        self.check_brokers(world, &mut breaches);
        if self.sent != self.delivered + self.lost + under_way(world) {
            breaches.push(breach(Invariant::Structure, None, None, None));
        }
        breaches
    }

    fn check_partition(
        &mut self,
        world: &World,
        partition: TopicPartition,
        breaches: &mut Vec<Breach>,
    ) {
        let Some(registration) = world.metadata().partitions.get(&partition) else {
            return;
        };
        let Some(history) = self.partitions.get_mut(&partition) else {
            return;
        };
        let replicas = world.replicas(partition);
        check_epochs(partition, registration, &replicas, history, breaches);
        for replica in &replicas {
            let trusted = registration.isr.contains(&replica.broker)
                || registration.elr.contains(&replica.broker);
            let running = world
                .broker(replica.broker)
                .is_some_and(|broker| broker.process().is_some());
            if trusted && running && !history.exempt.contains(&replica.broker) {
                check_complete(partition, replica, history, breaches);
            }
            if !is_sound(replica.log) {
                breaches.push(breach(
                    Invariant::Structure,
                    Some(partition),
                    Some(replica.broker),
                    None,
                ));
            }
        }
        check_matching(partition, &replicas, history, breaches);
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

fn breach(
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
            | Event::Truncated { partition, .. } => {
                touched.insert(*partition);
            }
            Event::BrokerStarted
            | Event::BrokerCrashed
            | Event::TopicCreated { .. }
            | Event::MetadataApplied { .. } => touched.extend(all()),
            _ => {}
        }
    }
    touched
}

fn below_minimum(part: &Partition) -> bool {
    part.leadership()
        .is_some_and(|leadership| leadership.isr().members().len() < part.effective_min_isr())
}

fn check_epochs(
    partition: TopicPartition,
    registration: &PartitionRegistration,
    replicas: &[ReplicaView<'_>],
    history: &mut PartitionHistory,
    breaches: &mut Vec<Breach>,
) {
    if registration.leader_epoch < history.leader_epoch
        || registration.partition_epoch < history.partition_epoch
    {
        breaches.push(breach(Invariant::Epochs, Some(partition), None, None));
    }
    history.leader_epoch = registration.leader_epoch;
    history.partition_epoch = registration.partition_epoch;
    for replica in replicas {
        let broker = replica.broker;
        if !replica.leads {
            history.leading.remove(&broker);
            continue;
        }
        let epoch = replica.leader_epoch;
        if *history.leaders.entry(epoch).or_insert(broker) != broker {
            breaches.push(breach(
                Invariant::Epochs,
                Some(partition),
                Some(broker),
                None,
            ));
        }
        let high_watermark = replica.log.high_watermark();
        let before = history.leading.insert(broker, (epoch, high_watermark));
        let went_back = before.is_some_and(|(led, before)| led == epoch && before > high_watermark);
        if went_back || high_watermark > replica.log.end_offset() {
            let invariant = Invariant::HighWatermark;
            breaches.push(breach(
                invariant,
                Some(partition),
                Some(broker),
                Some(high_watermark),
            ));
        }
    }
}

fn check_complete(
    partition: TopicPartition,
    replica: &ReplicaView<'_>,
    history: &PartitionHistory,
    breaches: &mut Vec<Breach>,
) {
    let held = replica
        .log
        .records()
        .map(|(_, epoch, record)| (epoch, record.id));
    let start = usize::try_from(replica.log.start_offset().0).unwrap_or(0);
    let committed = history.committed.iter().skip(start).copied();
    let agrees = held.zip(committed.clone()).all(|(one, other)| one == other);
    if !agrees || replica.log.end_offset() < history.true_high_watermark() {
        let offset = Some(history.true_high_watermark());
        let broker = Some(replica.broker);
        breaches.push(breach(
            Invariant::LeaderCompleteness,
            Some(partition),
            broker,
            offset,
        ));
    }
}

fn check_matching(
    partition: TopicPartition,
    replicas: &[ReplicaView<'_>],
    history: &PartitionHistory,
    breaches: &mut Vec<Breach>,
) {
    let promised = replicas
        .iter()
        .filter(|replica| !history.exempt.contains(&replica.broker));
    let promised: Vec<_> = promised.collect();
    for (index, one) in promised.iter().enumerate() {
        for other in promised.iter().skip(index + 1) {
            let bound = one.log.high_watermark().min(other.log.high_watermark());
            let start = one.log.start_offset().max(other.log.start_offset());
            let below = |log: &'_ Log| -> Vec<_> {
                log.records()
                    .filter(|(offset, ..)| (start..bound).contains(offset))
                    .map(|(offset, epoch, record)| (offset, epoch, record.id))
                    .collect()
            };
            if below(one.log) != below(other.log) {
                let broker = Some(other.broker);
                breaches.push(breach(
                    Invariant::LogMatching,
                    Some(partition),
                    broker,
                    Some(bound),
                ));
            }
        }
    }
}

/// Offsets are dense, the end is the end, epochs never decrease, and the epoch cache says what the
/// batches say; only an epoch that has no batch yet may stand at its end.
fn is_sound(log: &Log) -> bool {
    let mut next = log.start_offset();
    let mut epochs: Vec<(LeaderEpoch, Offset)> = Vec::new();
    for batch in log.batches() {
        let last = epochs.last().map(|(epoch, _)| *epoch);
        if batch.base_offset != next || batch.records.is_empty() || last > Some(batch.leader_epoch)
        {
            return false;
        }
        if last != Some(batch.leader_epoch) {
            epochs.push((batch.leader_epoch, batch.base_offset));
        }
        next = batch.next_offset();
    }
    let cache: Vec<_> = log
        .epochs()
        .entries()
        .iter()
        .map(|entry| (entry.epoch, entry.start_offset))
        .collect();
    let without_empty = match cache.split_last() {
        Some((last, before)) if last.1 == log.end_offset() => before,
        _ => &cache,
    };
    next == log.end_offset()
        && log.high_watermark() <= log.end_offset()
        && (cache == epochs || without_empty == epochs)
}
