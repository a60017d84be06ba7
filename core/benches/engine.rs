//! How fast the engine is: events in a second, and the cost of keeping a world. Reported, never
//! asserted. `cargo bench -p highwater-core` runs it natively; `cargo xtask bench` as wasm, too.

#![allow(
    clippy::disallowed_types,
    reason = "a benchmark takes real time, which the engine never sees"
)]

mod common;

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use common::under_load;
use highwater_core::id::Offset;
use highwater_core::sim::World;
use highwater_core::trace::Trace;

const BROKERS: u32 = 3;
const PRODUCERS: u32 = 6;
/// Each producer's pace: together they send 300 records in a second.
const EVERY_MS: u64 = 20;
const RECORDS: i64 = 200;

/// So many events are one round; the best of the rounds counts, since what else the machine does
/// only ever makes one slower.
const EVENTS: u32 = 50_000;
const ROUNDS: u32 = 30;
const CLONES: u32 = 5_000;
/// As a timeline does.
const EVENTS_PER_KEYFRAME: u32 = 64;

/// The number of rounds may be given, as for a profiler, under which they take long.
fn main() {
    let rounds = std::env::args().find_map(|word| word.parse().ok());
    let best_of = |time: fn() -> Duration| {
        let times = (0..rounds.unwrap_or(ROUNDS)).map(|_| time());
        times.min().unwrap_or_default()
    };
    let events = best_of(time_of_events);
    let with_keyframes = best_of(time_with_keyframes);
    let clones = best_of(time_of_clones);
    let keyframes = EVENTS / EVENTS_PER_KEYFRAME;
    let copies = with_keyframes.saturating_sub(events);
    let per_second = f64::from(EVENTS) / events.as_secs_f64();
    println!("events_per_second {per_second:.0}");
    println!("keyframe_clone_ns {}", (clones / CLONES).as_nanos());
    println!(
        "keyframe_with_later_copies_ns {}",
        (copies / keyframes).as_nanos()
    );
}

/// A world in which every log has so many records.
fn filled() -> World {
    let mut world = World::new(Arc::new(under_load(BROKERS, PRODUCERS, EVERY_MS)));
    let mut traces = Vec::new();
    let full = |world: &World| {
        let mut partitions = world.metadata().partitions.keys();
        let lacks = |partition| {
            let replicas = world.replicas(partition);
            replicas.is_empty()
                || replicas
                    .iter()
                    .any(|replica| replica.log.end_offset() < Offset(RECORDS))
        };
        !world.metadata().partitions.is_empty() && !partitions.any(|partition| lacks(*partition))
    };
    while !full(&world) {
        traces.clear();
        world.step(&mut traces);
    }
    world
}

fn time_of_events() -> Duration {
    let mut world = filled();
    let start = Instant::now();
    run(&mut world);
    start.elapsed()
}

/// A function of its own, so that a profiler can be told to look at nothing else.
#[inline(never)]
fn run(world: &mut World) {
    let mut traces: Vec<Trace> = Vec::new();
    for _ in 0..EVENTS {
        traces.clear();
        world.step(&mut traces);
    }
    black_box(traces);
}

/// A world that is kept shares what it has with the one that goes on, which has to copy then what
/// it changes: that belongs to the price.
fn time_with_keyframes() -> Duration {
    let mut world = filled();
    let start = Instant::now();
    run_with_keyframes(&mut world);
    start.elapsed()
}

#[inline(never)]
fn run_with_keyframes(world: &mut World) {
    let mut traces: Vec<Trace> = Vec::new();
    let mut kept = world.clone();
    for event in 0..EVENTS {
        traces.clear();
        world.step(&mut traces);
        if event % EVENTS_PER_KEYFRAME == 0 {
            kept = world.clone();
        }
    }
    black_box((traces, kept));
}

fn time_of_clones() -> Duration {
    let world = filled();
    let start = Instant::now();
    for _ in 0..CLONES {
        black_box(world.clone());
    }
    start.elapsed()
}
