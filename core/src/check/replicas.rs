//! What must hold of the replicas of one partition, whatever happened.

use super::ghost::PartitionHistory;
use super::invariant::{Breach, Invariant, breach};
use crate::id::{LeaderEpoch, Offset, TopicPartition};
use crate::log::Log;
use crate::metadata::PartitionRegistration;
use crate::sim::{ReplicaView, World};

/// Checks a partition as it is against what is remembered of it.
pub(super) fn check(
    world: &World,
    partition: TopicPartition,
    history: &mut PartitionHistory,
    breaches: &mut Vec<Breach>,
) {
    let Some(registration) = world.metadata().partitions.get(&partition) else {
        return;
    };
    let replicas = world.replicas(partition);
    if !is_legal(world, partition, registration) {
        let invariant = Invariant::LegalMembership;
        breaches.push(breach(invariant, Some(partition), None, None));
    }
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
    if history.is_read_lost(&replicas, registration) {
        let (invariant, offset) = (Invariant::ConsistentRead, Some(history.read_to));
        breaches.push(breach(invariant, Some(partition), None, offset));
    }
}

/// Members are replicas and not fenced, nobody is in both lists, the leader is in the ISR, and an ISR
/// that is large enough leaves nobody else eligible. With ELR off the last member stays, dead as it
/// is. A leader counts on everybody on whom the controller counts.
fn is_legal(
    world: &World,
    partition: TopicPartition,
    registration: &PartitionRegistration,
) -> bool {
    let PartitionRegistration {
        replicas,
        isr,
        elr,
        leader,
        leader_epoch,
        ..
    } = registration;
    let min_isr = world.min_isr(partition).unwrap_or(0);
    let elr_off = world
        .scenario()
        .broker_config
        .eligible_leader_replicas_version
        == 0;
    let last_stays = elr_off && isr.len() == 1 && leader.is_none();
    let counted = leader
        .and_then(|leader| world.broker(leader)?.process()?.partition(partition))
        .filter(|part| part.leader_epoch() == *leader_epoch)
        .and_then(|part| part.leadership())
        .is_none_or(|leadership| {
            isr.iter()
                .all(|id| leadership.isr().maximal().any(|member| member == id))
        });
    isr.iter().chain(elr).all(|id| replicas.contains(id))
        && isr.iter().all(|id| !elr.contains(id))
        && (last_stays || isr.iter().all(|id| !world.is_fenced(*id)))
        && leader.is_none_or(|leader| isr.contains(&leader))
        && (isr.len() < min_isr || elr.is_empty())
        && counted
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
