//! What must hold between the replicas of a partition: a replica that may be elected has everything
//! committed (I2), no two differ in what both consider committed (I3), and a leader moves its high
//! watermark only over records that its whole maximal ISR has (I8).

use super::history::{PartitionHistory, log_of};
use super::invariant::{Breach, Invariant};
use super::leader_log::identity_at;
use crate::id::{BrokerId, Offset, TopicPartition};
use crate::metadata::PartitionRegistration;
use crate::sim::World;

/// I2: every running member of the ISR and the ELR ends at or after the true high watermark, and
/// agrees with the leader below it. A broker that the partition was moved away from is no member.
pub(super) fn check_completeness(
    world: &World,
    partition: TopicPartition,
    registration: &PartitionRegistration,
    history: &PartitionHistory,
    breaches: &mut Vec<Breach>,
) {
    let members = registration.isr.iter().chain(&registration.elr);
    for member in members.filter(|id| registration.replicas.contains(id)) {
        let Some(replica) = history.replicas.get(member) else {
            continue;
        };
        let lacks = replica.agrees_to < history.committed_to;
        if lacks && !history.is_exempt(*member) && is_running(world, *member) {
            let breach = Breach::of(Invariant::LeaderCompleteness);
            let breach = breach.partition(partition).broker(*member);
            breaches.push(breach.offset(replica.agrees_to));
        }
    }
}

/// I3: replicas that agree with the leader's log up to their own high watermarks agree with each other.
/// Only the remaining replicas are compared record by record.
pub(super) fn check_matching(
    world: &World,
    partition: TopicPartition,
    registration: &PartitionRegistration,
    history: &PartitionHistory,
    breaches: &mut Vec<Breach>,
) {
    let promised = |broker: &BrokerId| !history.is_exempt(*broker);
    let replicas = registration.replicas.iter().filter(|id| promised(id));
    for broker in replicas.clone() {
        let Some(replica) = history.replicas.get(broker) else {
            continue;
        };
        if replica.agrees_to >= replica.high_watermark {
            continue;
        }
        for other in replicas.clone().filter(|other| *other != broker) {
            if let Some(offset) = first_difference(world, partition, *broker, *other) {
                let breach = Breach::of(Invariant::LogMatching).partition(partition);
                breaches.push(breach.broker(*broker).offset(offset));
            }
        }
    }
}

/// Where two replicas differ below both their high watermarks.
fn first_difference(
    world: &World,
    partition: TopicPartition,
    one: BrokerId,
    other: BrokerId,
) -> Option<Offset> {
    let one = log_of(world, one, partition)?;
    let other = log_of(world, other, partition)?;
    let start = one.start_offset().max(other.start_offset());
    let end = one.high_watermark().min(other.high_watermark());
    (start.0..end.0)
        .map(Offset)
        .find(|offset| identity_at(one, *offset) != identity_at(other, *offset))
}

/// A leader that has not heard of a larger `min.insync.replicas` yet goes on committing with an ISR that
/// the controller considers too small. Replicas that the controller therefore keeps eligible may lack
/// committed records.
pub(super) fn note_advance(
    world: &World,
    partition: TopicPartition,
    leader: BrokerId,
    history: &mut PartitionHistory,
) {
    let registration = world.metadata().partitions.get(&partition);
    let part = world
        .broker(leader)
        .and_then(|broker| broker.process()?.partition(partition));
    if let Some((registration, minimum)) = registration.zip(world.min_isr(partition))
        && let Some(leadership) = part.and_then(|part| part.leadership())
        && leadership.isr().members().len() < minimum
    {
        history
            .wrongly_trusted
            .extend(registration.elr.iter().copied());
    }
}

/// I8: when a leader moves its high watermark, every member of its maximal ISR has reached the new one,
/// and the ISR is not below `min.insync.replicas`.
pub(super) fn check_advance(
    world: &World,
    partition: TopicPartition,
    leader: BrokerId,
    history: &PartitionHistory,
    breaches: &mut Vec<Breach>,
) {
    let part = world
        .broker(leader)
        .and_then(|broker| broker.process()?.partition(partition));
    let Some((part, leadership)) = part.and_then(|part| Some((part, part.leadership()?))) else {
        return;
    };
    let Some(log) = log_of(world, leader, partition) else {
        return;
    };
    if history.is_exempt(leader) {
        return;
    }
    let registration = world.metadata().partitions.get(&partition);
    // A leader that has not heard of a reassignment counts on replicas that are gone, or that were moved
    // away and are on their way back with an empty log.
    let stays = |id: &BrokerId| {
        registration.is_some_and(|it| it.replicas.contains(id) && !it.adding.contains(id))
    };
    let high_watermark = log.high_watermark();
    let has_it = |member: &BrokerId| {
        let log = log_of(world, *member, partition);
        log.is_some_and(|log| log.end_offset() >= high_watermark)
            || history.is_exempt(*member)
            || history.short.contains_key(member)
            || !stays(member)
    };
    // Counted here once more: an invariant does not ask the rule that it checks.
    let below_minimum = leadership.isr().members().len() < part.effective_min_isr();
    if below_minimum || !leadership.isr().maximal().all(has_it) {
        let breach = Breach::of(Invariant::HighWatermark).partition(partition);
        breaches.push(breach.broker(leader).offset(high_watermark));
    }
}

fn is_running(world: &World, broker: BrokerId) -> bool {
    world
        .broker(broker)
        .is_some_and(|it| it.process().is_some())
}
