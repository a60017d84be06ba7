//! The same inputs give the same bytes: twice in a row, natively and in WebAssembly. The hashes of
//! `golden/state_hash.txt` are checked on both.

mod common;

use common::{P1, PALL, Run, b, send, three_brokers};
use highwater_core::command::Command;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test as test, wasm_bindgen_test_configure};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_browser);

const SEEDS: [u64; 4] = [1, 2, 3, 4_000_000_007];

/// A run that meets most of the engine: sends, a cut, a crash, an election, a return.
fn eventful_run(seed: u64) -> Run {
    let mut run = Run::new(three_brokers(seed));
    run.act(send(PALL, "a"));
    run.for_ms(700);
    run.act(Command::Cut(b(1), b(3)));
    run.act(send(P1, "b"));
    run.for_ms(5_000);
    run.act(Command::Crash(b(1)));
    run.for_ms(20_000);
    run.act(send(PALL, "c"));
    run.act(Command::HealAll);
    run.for_ms(40_000);
    run
}

fn line(seed: u64) -> String {
    let run = eventful_run(seed);
    let (hash, steps) = (run.world.state_hash(), run.world.step_number());
    format!(
        "seed {seed}: {steps} steps, {} traces, state {hash:016x}",
        run.traces.len()
    )
}

#[test]
fn the_same_inputs_give_the_same_state_and_traces_everywhere() {
    let golden = include_str!("golden/state_hash.txt");
    let actual: Vec<String> = SEEDS.iter().map(|seed| line(*seed)).collect();
    let expected: Vec<&str> = golden
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .collect();
    assert_eq!(
        actual, expected,
        "if the engine was meant to change, copy the left side"
    );
}

#[test]
fn the_same_run_twice_gives_the_same_traces() {
    let (one, other) = (eventful_run(9), eventful_run(9));
    assert_eq!(one.world, other.world);
    assert_eq!(one.traces, other.traces);
}

#[test]
fn another_seed_gives_another_run() {
    assert_ne!(
        eventful_run(1).world.state_hash(),
        eventful_run(2).world.state_hash()
    );
}

#[test]
fn a_world_that_was_stored_and_read_again_goes_on_in_the_same_way() {
    let mut run = eventful_run(5);
    let bytes = postcard::to_allocvec(&run.world).expect("a world can be stored");
    let mut copy: highwater_core::sim::World = postcard::from_bytes(&bytes).expect("and read");
    assert_eq!(copy, run.world);
    let mut traces = Vec::new();
    for _ in 0..500 {
        copy.step(&mut traces);
        run.step();
    }
    assert_eq!(copy.state_hash(), run.world.state_hash());
}
