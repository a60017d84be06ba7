//! A consumer whose position lies in what an unclean election has replaced (KIP-320): without a check of its
//! position's epoch it reads on there, and skips what was written before.

use std::collections::BTreeSet;

use highwater_core::command::Command;
use highwater_core::id::Offset;
use highwater_core::trace::Event;
use highwater_core::wire::Acks;

use crate::common::{C1, Run, b, loss, send, three_brokers};
use crate::row::P;

/// What the consumer was handed of the records that the new leader wrote at offsets that it had read.
fn read_after_the_election(position_validation: bool, seed: u64) -> (Offset, BTreeSet<Offset>) {
    let mut scenario = three_brokers(seed);
    scenario.brokers = 2;
    scenario.broker_config.eligible_leader_replicas_version = 0;
    scenario.broker_config.replica_lag_time_max_ms = 5_000;
    let topic = &mut scenario.topics[0];
    topic.assignment = vec![vec![
        highwater_core::id::BrokerId(1),
        highwater_core::id::BrokerId(2),
    ]];
    topic.config = [
        ("min.insync.replicas".into(), "1".into()),
        ("unclean.leader.election.enable".into(), "true".into()),
    ]
    .into();
    scenario.producers.truncate(1);
    scenario.producers[0].config.acks = Acks::Leader;
    scenario.consumers[0].config.position_validation = position_validation;
    let mut run = Run::new(scenario);
    run.tolerates = loss;
    run.act(Command::Cut(b(1), b(2)));
    for value in ["a", "b", "c"] {
        run.act(send(P, value));
    }
    run.for_ms(12_000);
    let consumer = |run: &Run| {
        run.world
            .consumers()
            .next()
            .and_then(|it| it.position(crate::common::ORDERS))
    };
    assert_eq!(
        consumer(&run),
        Some(Offset(3)),
        "it has read what the leader had"
    );
    run.act(Command::Crash(b(1)));
    let elected = |event: &Event| matches!(event, Event::LeaderElected { .. });
    assert!(run.waits(15_000, elected), "b2 is elected");
    let first = run.traces.len();
    for value in ["A", "B", "C", "D", "E"] {
        run.act(send(P, value));
        run.for_ms(300);
    }
    run.for_ms(20_000);
    let mut read = BTreeSet::new();
    for trace in &run.traces[first..] {
        if let Event::RecordsConsumed {
            first_offset,
            next_offset,
            ..
        } = trace.event
            && trace.actor == C1
        {
            read.extend((first_offset.0..next_offset.0).map(Offset));
        }
    }
    let end = run.ends()[1].0;
    (Offset(end), read)
}

#[test]
fn without_a_check_of_its_position_a_consumer_skips_what_replaced_what_it_had_read() {
    for seed in 1..10 {
        let (end, read) = read_after_the_election(false, seed);
        let all: BTreeSet<Offset> = (0..end.0).map(Offset).collect();
        assert!(!read.is_empty(), "seed {seed}: it reads on");
        assert_ne!(read, all, "seed {seed}: it reads everything");
        assert!(!read.contains(&Offset(0)), "seed {seed}");
    }
}

#[test]
fn with_the_check_it_goes_back_to_where_logs_diverge_and_reads_everything() {
    for seed in 1..10 {
        let (end, read) = read_after_the_election(true, seed);
        let all: BTreeSet<Offset> = (0..end.0).map(Offset).collect();
        assert_eq!(read, all, "seed {seed}");
    }
}
