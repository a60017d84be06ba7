//! Thousands of random sequences of commands: after every event the invariants hold, and once
//! everything is healed the cluster comes to rest with every replica equal. A failure prints the
//! seed that reproduces it.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use std::collections::BTreeMap;

use common::{C1, ORDERS, P0, P1, PALL, Run, b, send, three_brokers};
use highwater_core::command::{Command, Fault};
use highwater_core::id::{ControllerId, MessageId, NodeId};
use highwater_core::scenario::Scenario;
use highwater_core::sim::Random;
use highwater_core::trace::Event;

const SEQUENCES: u64 = 2_000;
const COMMANDS: u32 = 12;

fn message_in_flight(run: &Run, random: &mut Random) -> Option<MessageId> {
    let ids: Vec<_> = run
        .world
        .network()
        .messages()
        .iter()
        .map(|(_, _, message)| message.id)
        .collect();
    let index = random.below(u32::try_from(ids.len()).expect("few messages"));
    ids.get(index as usize).copied()
}

fn any_node(random: &mut Random) -> NodeId {
    match random.below(6) {
        0 => NodeId::Controller(ControllerId(1)),
        1 => PALL,
        2 => C1,
        _ => b(1 + random.below(3)),
    }
}

/// A command that may or may not make sense now.
fn any_command(run: &Run, random: &mut Random, number: u32) -> Option<Command> {
    let fault = |random: &mut Random| {
        let faults = run.world.faults();
        let index = random.below(u32::try_from(faults.len()).expect("few faults"));
        faults.get(index as usize).copied().map(Fault::cure)
    };
    Some(match random.below(16) {
        0..=5 => send(
            [P0, P1, PALL, PALL][random.below(4) as usize],
            &format!("v{number}"),
        ),
        6 | 7 => Command::Crash(b(1 + random.below(3))),
        8 => Command::Restart(b(1 + random.below(3))),
        9 | 10 => Command::Cut(any_node(random), any_node(random)),
        11 => Command::Hold(message_in_flight(run, random)?),
        12 => Command::Lose(message_in_flight(run, random)?),
        13 | 14 => fault(random)?,
        _ => Command::HealAll,
    })
}

/// Most pauses are a few messages long; some outlast a timeout.
fn pause_ms(random: &mut Random) -> u64 {
    u64::from(match random.below(6) {
        0..=2 => random.below(40),
        3 | 4 => random.below(3_000),
        _ => random.below(40_000),
    })
}

/// Most clusters are as they come; some keep no ELR, some elect uncleanly.
fn any_cluster(seed: u64) -> Scenario {
    let mut scenario = three_brokers(seed);
    match seed % 8 {
        5 => scenario.broker_config.eligible_leader_replicas_version = 0,
        6 => {
            scenario.broker_config.eligible_leader_replicas_version = 0;
            scenario.topics[0].config = [("min.insync.replicas".into(), "1".into())].into();
        }
        7 => {
            scenario.broker_config.unclean_leader_election_enable = true;
            scenario.topics[0].config = [("min.insync.replicas".into(), "1".into())].into();
        }
        _ => {}
    }
    scenario
}

fn run_sequence(seed: u64, reached: &mut BTreeMap<&'static str, u64>) {
    let mut random = Random::new(seed);
    let mut run = Run::new(any_cluster(seed));
    run.tolerates_loss = true;
    for number in 0..COMMANDS {
        if let Some(command) = any_command(&run, &mut random, number) {
            // What makes no sense is refused, and a refusal changes nothing.
            let before = run.world.state_hash();
            if run.try_act(command).is_err() {
                assert_eq!(run.world.state_hash(), before);
                *reached.entry("refusals").or_default() += 1;
            }
        }
        run.for_ms(pause_ms(&mut random));
    }
    if !run.world.faults().is_empty() {
        run.act(Command::HealAll);
    }
    run.for_ms(150_000);
    assert_settled(&run);
    for trace in &run.traces {
        *reached.entry(kind(&trace.event)).or_default() += 1;
    }
}

/// Every replica equal and in sync, every record answered, the consumer at the end.
fn assert_settled(run: &Run) {
    let ends = run.ends();
    let (end, _) = ends[0];
    assert!(
        ends.iter().all(|ends| *ends == (end, end)),
        "{ends:?}\n{}",
        run.report(&[])
    );
    let mut isr = run.isr();
    isr.sort_unstable();
    assert_eq!(isr, [1, 2, 3], "{}", run.report(&[]));
    for producer in run.world.producers() {
        assert_eq!(
            producer.records_waiting() + producer.records_in_flight(),
            0,
            "{}",
            run.report(&[])
        );
    }
    for consumer in run.world.consumers() {
        let position = consumer.position(ORDERS).map(|offset| offset.0);
        assert_eq!(position, Some(end), "{}", run.report(&[]));
    }
}

fn kind(event: &Event) -> &'static str {
    match event {
        Event::LeaderElected { election, .. } => match election {
            highwater_core::trace::Election::Clean => "clean elections",
            highwater_core::trace::Election::EligibleLeaderReplica => "elections from the ELR",
            highwater_core::trace::Election::Unclean => "unclean elections",
            highwater_core::trace::Election::LastKnownLeader => {
                "elections of the last known leader"
            }
        },
        Event::BrokerFenced { .. } => "fencings",
        Event::IsrShrinkProposed { .. } => "shrinks",
        Event::IsrExpandProposed { .. } => "expansions",
        Event::AlterPartitionRefused { .. } => "refused proposals",
        Event::Truncated { .. } => "truncations",
        Event::AppendRefused { .. } => "refused appends",
        Event::PartitionWentOffline { .. } => "offline partitions",
        Event::RecordAcknowledged { .. } => "acknowledged records",
        Event::RecordFailed { .. } => "failed records",
        Event::BatchRetried { .. } => "retries",
        Event::Disconnected { .. } => "broken connections",
        Event::RegistrationRefused { .. } => "refused registrations",
        _ => "other events",
    }
}

#[test]
fn invariants_hold_under_random_commands_and_the_cluster_recovers() {
    let mut reached = BTreeMap::new();
    let first = std::env::var("HIGHWATER_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let seeds = first.map_or(0..SEQUENCES, |seed: u64| seed..seed + 1);
    for seed in seeds.clone() {
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            run_sequence(seed, &mut reached);
        }));
        assert!(
            result.is_ok(),
            "seed {seed} failed: run again with HIGHWATER_SEED={seed}"
        );
    }
    println!("{reached:#?}");
    if seeds.count() > 1 {
        for wanted in [
            "clean elections",
            "elections from the ELR",
            "unclean elections",
            "fencings",
            "shrinks",
            "expansions",
            "truncations",
            "refused appends",
            "offline partitions",
            "acknowledged records",
            "retries",
            "broken connections",
            "refused registrations",
            "refusals",
        ] {
            assert!(
                reached.contains_key(wanted),
                "the fixed set never reached {wanted}"
            );
        }
    }
}
