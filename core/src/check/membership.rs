//! Who may be in the ISR and the ELR, and on whom a leader counts (I4).

use super::invariant::{Breach, Invariant};
use crate::id::{BrokerId, LeaderEpoch, TopicPartition};
use crate::metadata::PartitionRegistration;
use crate::sim::World;

/// Members are replicas and not fenced, nobody is in both lists, the leader is in the ISR, and an ISR
/// that is large enough leaves nobody else eligible. With ELR off the last member stays, dead as it
/// is; and so does the one of which an unclean cancellation of a reassignment made up the ISR
/// (`is_made_up`). A broker that was eligible and lost its replica by a reassignment is passed over: Kafka leaves
/// it in the list, and nobody elects it.
pub(super) fn check(
    world: &World,
    partition: TopicPartition,
    registration: &PartitionRegistration,
    is_made_up: bool,
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
    let elr_is_off = !config.is_elr_enabled();
    let last_stays = (elr_is_off || is_made_up) && isr.len() == 1 && leader.is_none();
    let is_large_enough = world.min_isr(partition).is_some_and(|min| isr.len() >= min);
    let place = Breach::of(Invariant::LegalMembership).partition(partition);
    let wrong = |id: &&BrokerId| {
        let inactive = isr.contains(id) && !world.metadata().is_active(**id) && !last_stays;
        let in_both = isr.contains(id) && elr.contains(id);
        let superfluous = elr.contains(id) && is_large_enough;
        inactive || in_both || superfluous || !replicas.contains(id)
    };
    let eligible = elr.iter().filter(|id| replicas.contains(id));
    let members = isr.iter().chain(eligible);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::Command;
    use crate::id::PartitionIndex;
    use crate::metadata::TopicSpec;
    use crate::scenario::{Scenario, VERSION};
    use crate::time::Time;

    const ORDERS: TopicPartition = TopicPartition {
        topic: crate::id::TopicId(1),
        partition: PartitionIndex(0),
    };

    /// Three brokers of which b3 is fenced, and a partition with min ISR 2 on b1 to b3.
    fn world(elr: u32) -> World {
        let mut scenario = Scenario {
            internal_partitions: Vec::new(),
            version: VERSION,
            seed: 1,
            opens_at_ms: 2_000,
            network: Default::default(),
            brokers: 3,
            racks: Vec::new(),
            broker_config: Default::default(),
            topics: vec![TopicSpec {
                name: "orders".into(),
                assignment: vec![(1..=3).map(BrokerId).collect()],
                partitions: None,
                replication_factor: None,
                config: [("min.insync.replicas".into(), "2".into())].into(),
            }],
            producers: Vec::new(),
            consumers: Vec::new(),
            script: Vec::new(),
        };
        scenario.broker_config.eligible_leader_replicas_version = elr;
        let mut world = World::new(scenario.into());
        let run = |world: &mut World, until_ms| {
            while world.now() < Time::from_ms(until_ms) {
                world.step(&mut Vec::new());
            }
        };
        run(&mut world, 2_000);
        let crash = Command::Crash(BrokerId(3).into());
        let now = world.now();
        world.apply(now, &crash, &mut Vec::new()).expect("b3 runs");
        run(&mut world, 14_000);
        world
    }

    #[test]
    fn whoever_may_not_be_in_the_isr_or_the_elr_is_found() {
        for (elr_on, isr, elr, leader, wrong, why) in [
            (
                1,
                &[1, 2][..],
                &[][..],
                Some(1),
                &[][..],
                "nothing is wrong",
            ),
            (1, &[1, 3], &[], Some(1), &[3], "b3 is fenced"),
            (1, &[1, 4], &[], Some(1), &[4], "b4 holds no replica"),
            (1, &[1], &[1], Some(1), &[1, 1], "b1 is in both lists"),
            (1, &[1, 2], &[3], Some(1), &[3], "an ISR of 2 needs no ELR"),
            (1, &[1, 2], &[4], Some(1), &[], "b4 was a replica before"),
            (
                1,
                &[1],
                &[3],
                Some(1),
                &[],
                "an ISR of 1 does, and fenced ones stay in it",
            ),
            (1, &[2], &[], Some(1), &[1], "the leader is not in the ISR"),
            (0, &[3], &[], None, &[], "with ELR off the last one stays"),
            (1, &[3], &[], None, &[3], "with ELR on it does not"),
        ] {
            let ids = |ids: &[u32]| ids.iter().copied().map(BrokerId).collect::<Vec<_>>();
            let registration = PartitionRegistration {
                replicas: ids(&[1, 2, 3]),
                isr: ids(isr),
                elr: ids(elr),
                leader: leader.map(BrokerId),
                ..PartitionRegistration::default()
            };
            let mut breaches = Vec::new();
            check(&world(elr_on), ORDERS, &registration, false, &mut breaches);
            let found: Vec<_> = breaches.iter().filter_map(|breach| breach.broker).collect();
            assert_eq!(found, ids(wrong), "{why}");
        }
    }
}
