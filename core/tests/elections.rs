//! Who leads when leaders die: from the ISR, from those that are eligible, uncleanly.

mod common;

use common::{ORDERS, PALL, Run, b, loss, send, three_brokers};
use highwater_core::command::{AdminCommand, Command};
use highwater_core::id::{BrokerId, LeaderEpoch, Offset};
use highwater_core::trace::Event;

#[test]
fn a_dead_leader_is_fenced_and_the_first_in_sync_replica_leads() {
    let mut run = Run::new(three_brokers(1));
    run.act(send(PALL, "a"));
    run.for_ms(2_000);
    run.act(Command::Crash(b(1)));
    let crashed = run.world.now();
    run.act(send(PALL, "b"));
    let elected = run.until(|event| matches!(event, Event::LeaderElected { .. }));
    let waited = elected.at.since(crashed).as_ms();
    assert!(
        (7_000..=11_000).contains(&waited),
        "fenced after its session: {waited} ms"
    );
    let registration = run.world.metadata().partitions[&ORDERS].clone();
    assert_eq!(registration.leader, Some(BrokerId(2)));
    assert_eq!(registration.leader_epoch, LeaderEpoch(1));
    assert_eq!(run.isr(), [2, 3]);
    run.until(|event| {
        matches!(
            event,
            Event::RecordAcknowledged {
                offset: Some(Offset(1)),
                ..
            }
        )
    });
    assert_eq!(run.values(2), ["a", "b"]);
}

#[test]
fn the_last_replica_may_lead_again_when_everyone_was_dead() {
    let mut run = Run::new(three_brokers(1));
    run.act(send(PALL, "a"));
    run.for_ms(2_000);
    for id in [3, 2, 1] {
        run.act(Command::Crash(b(id)));
        run.for_ms(12_000);
    }
    assert_eq!(run.world.metadata().partitions[&ORDERS].leader, None);
    run.act(Command::HealAll);
    run.for_ms(30_000);
    run.act(send(PALL, "b"));
    run.until(|event| {
        matches!(
            event,
            Event::RecordAcknowledged {
                offset: Some(Offset(1)),
                ..
            }
        )
    });
    run.for_ms(5_000);
    assert_eq!(run.values(3), ["a", "b"]);
    assert_eq!(run.isr(), [1, 2, 3]);
}

#[test]
fn a_broker_that_comes_back_from_a_crash_is_no_longer_eligible() {
    let mut run = Run::new(three_brokers(1));
    for broker in [3, 2] {
        run.act(Command::Crash(b(broker)));
        run.until(|event| matches!(event, Event::BrokerFenced { .. }));
    }
    let eligible = |run: &Run| run.world.metadata().partitions[&ORDERS].elr.clone();
    assert_eq!((run.isr(), eligible(&run)), (vec![1], vec![BrokerId(2)]));
    run.act(Command::Restart(b(2)));
    run.until(|event| matches!(event, Event::BrokerRegistered { .. }));
    assert_eq!((run.isr(), eligible(&run)), (vec![1], Vec::new()));
}

#[test]
fn a_follower_joins_again_after_another_minimum_has_cleared_the_elr() {
    let mut run = Run::new(three_brokers(1));
    for broker in [3, 2] {
        run.act(Command::Crash(b(broker)));
        run.until(|event| matches!(event, Event::BrokerFenced { .. }));
    }
    let partition_epoch = |run: &Run| run.world.metadata().partitions[&ORDERS].partition_epoch;
    let before = partition_epoch(&run);
    run.act(Command::Admin(AdminCommand::AlterConfig {
        topic: None,
        key: "min.insync.replicas".into(),
        value: Some("1".into()),
    }));
    run.for_ms(1_000);
    assert_eq!(partition_epoch(&run), before.next(), "the ELR was cleared");
    run.act(Command::HealAll);
    run.for_ms(30_000);
    let mut isr = run.isr();
    isr.sort_unstable();
    assert_eq!(isr, [1, 2, 3], "the leader has heard of the change");
}

/// As was recorded of Kafka 4.3.1: the setting elects nobody, but whatever is written of the partition
/// next does, even the registration of the one replica that has everything.
#[test]
fn unclean_elections_that_are_allowed_later_are_held_at_the_next_change() {
    let mut run = Run::new(three_brokers(1));
    run.tolerates = loss;
    run.act(send(PALL, "a"));
    run.for_ms(2_000);
    for broker in [2, 3, 1] {
        run.act(Command::Crash(b(broker)));
        run.until(|event| matches!(event, Event::BrokerFenced { .. }));
    }
    run.act(Command::Restart(b(2)));
    run.until(|event| matches!(event, Event::BrokerUnfenced { .. }));
    run.act(Command::Admin(AdminCommand::AlterConfig {
        topic: Some("orders".into()),
        key: "unclean.leader.election.enable".into(),
        value: Some("true".into()),
    }));
    run.for_ms(30_000);
    let leader = |run: &Run| run.world.metadata().partitions[&ORDERS].leader;
    assert_eq!(
        leader(&run),
        None,
        "b2 is alive, and in neither ISR nor ELR"
    );
    run.act(Command::Restart(b(1)));
    run.until(|event| matches!(event, Event::BrokerRegistered { .. }));
    assert_eq!(leader(&run), Some(BrokerId(2)));
}
