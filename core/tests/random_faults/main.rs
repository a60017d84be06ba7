//! Thousands of random sequences of everything that can be done to a cluster, on clusters of every
//! shape: after every event the invariants hold, and once everything is healed the cluster comes to
//! rest with every write answered and every replica equal. A failure prints the seed that reproduces it:
//! `cargo xtask soak --from SEED --seeds 1`.
#![cfg(not(target_arch = "wasm32"))]

mod calls;
#[path = "../common/mod.rs"]
mod common;
mod coverage;
mod end_state;
mod schedule;
mod shape;

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use common::{Run, loss, seeds};
use coverage::Coverage;
use highwater_core::command::Command;
use highwater_core::sim::Random;
use highwater_core::trace::Weight;

/// How many sequences everybody runs. `cargo xtask soak` runs more.
const SEQUENCES: u64 = 3_000;

/// How many commands one sequence has.
const COMMANDS: u32 = 24;

/// How long a healed cluster may take to come to rest: a session, a lag time, and a producer's
/// longest patience.
const SETTLES_WITHIN_MS: u64 = 200_000;

/// How many traces are kept to show what led to a failure.
const TRACES_KEPT: usize = 2_000;

#[test]
fn random_faults_break_no_invariant_and_the_cluster_recovers() {
    let asked = seeds_from_environment();
    let seeds = asked.clone().unwrap_or(0..SEQUENCES);
    let coverage = run_all(seeds);
    println!("{:#?}", coverage.0);
    if asked.is_none() {
        assert_eq!(
            coverage.lacking(),
            [""; 0],
            "never reached by the fixed set"
        );
    }
}

/// Which seeds `cargo xtask soak` asks for.
fn seeds_from_environment() -> Option<Range<u64>> {
    let number = |name| std::env::var(name).ok()?.parse::<u64>().ok();
    let seeds = number("HIGHWATER_SOAK_SEEDS")?;
    let from = number("HIGHWATER_SOAK_FROM").unwrap_or(SEQUENCES);
    Some(from..from.saturating_add(seeds))
}

/// Runs the sequences, and says what they reach.
fn run_all(seeds: Range<u64>) -> Coverage {
    let all = Mutex::new(Coverage::default());
    seeds::each(seeds, "cargo xtask soak --seeds 1 --from", |seed| {
        let mut coverage = Coverage::default();
        run_sequence(seed, &mut coverage);
        let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
        all.add(&coverage);
        false
    });
    all.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn run_sequence(seed: u64, coverage: &mut Coverage) {
    let mut random = Random::new(seed);
    // What applications do is drawn beside what befalls the cluster.
    let mut applications = Random::new(!seed);
    let mut scenario = shape::any_cluster(seed, &mut random);
    calls::let_commit(&mut scenario, &mut applications);
    let mut run = Run::new(scenario);
    run.tolerates = loss;
    run.until_ms(shape::OPENS_AT_MS);
    for _ in 0..COMMANDS {
        if let Some(command) = schedule::any_command(&run.world, &mut random) {
            act(&mut run, command, seed, coverage);
        }
        if let Some(call) = calls::any_call(&run.world, &mut applications) {
            act(&mut run, call, seed, coverage);
        }
        run.for_ms(schedule::any_pause_ms(&mut random));
        note(&mut run, coverage);
    }
    if run.world.script_runs() {
        run.act(Command::StopScript);
    }
    settle(&mut run, coverage);
}

/// What makes no sense is refused, and a refusal changes nothing.
fn act(run: &mut Run, command: Command, seed: u64, coverage: &mut Coverage) {
    let before = seed.is_multiple_of(16).then(|| run.world.state_hash());
    if run.try_act(command).is_err() {
        coverage.count("commands refused");
        if let Some(before) = before {
            assert_eq!(
                run.world.state_hash(),
                before,
                "a refusal changed something"
            );
        }
    }
}

/// Heals everything, and waits until the cluster has come to rest. A broker that was asked to stop may
/// do so only then, and is started again.
fn settle(run: &mut Run, coverage: &mut Coverage) {
    for command in calls::speed_up(&run.world) {
        let _ = run.try_act(command);
    }
    let limit = run.world.now().as_ms() + SETTLES_WITHIN_MS;
    while let Some(what) = unsettled(run) {
        assert!(
            run.world.now().as_ms() < limit,
            "not settled: {what}\n{:?}\n{}",
            run.world.metadata().partitions,
            run.report(&[])
        );
        run.for_ms(1_000);
        note(run, coverage);
    }
}

fn unsettled(run: &mut Run) -> Option<String> {
    if !run.world.faults().is_empty() {
        run.act(Command::HealAll);
        return Some("it was just healed".into());
    }
    if let Some(command) = end_state::needed(&run.world) {
        run.act(command);
        return Some("it needed an administrator".into());
    }
    if let Some(call) = calls::needed(&run.world) {
        let refusal = run.try_act(call.clone()).err();
        return Some(format!("it needed {call:?}: {refusal:?}"));
    }
    end_state::unsettled(&run.world)
}

/// Counts what has happened, and forgets what was routine, and what happened long ago.
fn note(run: &mut Run, coverage: &mut Coverage) {
    for trace in &run.traces[run.noted..] {
        coverage.note(trace);
    }
    for _ in run.broken.drain(..) {
        coverage.count("records lost in spite of their acknowledgement");
    }
    run.traces.retain(|trace| trace.weight() > Weight::Routine);
    let spare = run.traces.len().saturating_sub(TRACES_KEPT);
    run.traces.drain(..spare);
    run.noted = run.traces.len();
}
