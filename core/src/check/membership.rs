//! Who may be in the ISR and the ELR, and on whom a leader counts (I4).

use super::invariant::{Breach, Invariant};
use crate::id::{BrokerId, LeaderEpoch, TopicPartition};
use crate::metadata::PartitionRegistration;
use crate::sim::World;

/// Members are replicas and not fenced, nobody is in both lists, the leader is in the ISR, and an ISR
/// that is large enough leaves nobody else eligible. With ELR off the last member stays, dead as it
/// is.
pub(super) fn check(
    world: &World,
    partition: TopicPartition,
    registration: &PartitionRegistration,
    breaches: &mut Vec<Breach>,
) {
    let PartitionRegistration {
        replicas,
        isr,
        elr,
        leader,
        ..
    } = registration;
    let config = &world.scenario().broker_config;
    let elr_is_off = config.eligible_leader_replicas_version == 0;
    let last_stays = elr_is_off && isr.len() == 1 && leader.is_none();
    let is_large_enough = world.min_isr(partition).is_some_and(|min| isr.len() >= min);
    let place = Breach::of(Invariant::LegalMembership).partition(partition);
    let wrong = |id: &&BrokerId| {
        let fenced = isr.contains(id) && world.is_fenced(**id) && !last_stays;
        let in_both = isr.contains(id) && elr.contains(id);
        let superfluous = elr.contains(id) && is_large_enough;
        fenced || in_both || superfluous || !replicas.contains(id)
    };
    let members = isr.iter().chain(elr);
    breaches.extend(members.filter(wrong).map(|id| place.broker(*id)));
    let outsider = leader.filter(|leader| !isr.contains(leader));
    breaches.extend(outsider.map(|leader| place.broker(leader)));
}

/// A leader counts on everybody on whom the controller counts, while the controller has it as leader
/// in the same epoch.
pub(super) fn check_leader_counts(
    world: &World,
    partition: TopicPartition,
    leader: BrokerId,
    leader_epoch: LeaderEpoch,
    breaches: &mut Vec<Breach>,
) {
    let metadata = world.metadata();
    let Some(registration) = metadata.partitions.get(&partition) else {
        return;
    };
    if (registration.leader, registration.leader_epoch) != (Some(leader), leader_epoch) {
        return;
    }
    let part = world
        .broker(leader)
        .and_then(|broker| broker.process()?.partition(partition))
        .filter(|part| part.leader_epoch() == leader_epoch);
    let Some(leadership) = part.and_then(|part| part.leadership()) else {
        return;
    };
    let counted = |id: &BrokerId| leadership.isr().maximal().any(|member| member == id);
    if !registration.isr.iter().all(counted) {
        let breach = Breach::of(Invariant::LegalMembership).partition(partition);
        breaches.push(breach.broker(leader));
    }
}
