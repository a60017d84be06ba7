//! What it costs to check every invariant after every event: events per second of a busy cluster, with
//! and without. Reported, not asserted.
#![expect(
    clippy::disallowed_types,
    reason = "a benchmark measures real time, and reports it as a rate"
)]

mod common;

use std::sync::Arc;
use std::time::Instant;

use common::{PARTITIONS, under_load};
use highwater_core::check::Ghost;
use highwater_core::sim::World;

/// One producer that sends 333 records in a second.
const PRODUCERS: u32 = 1;
const EVERY_MS: u64 = 3;
const EVENTS: u64 = 400_000;

fn main() {
    for brokers in [3, 9] {
        let unchecked = events_per_second(brokers, false);
        let checked = events_per_second(brokers, true);
        println!(
            "{brokers} brokers, {PARTITIONS} partitions: {unchecked:.0} events/s unchecked, \
             {checked:.0} checked ({:.0} %)",
            100.0 * checked / unchecked
        );
    }
}

fn events_per_second(brokers: u32, is_checked: bool) -> f64 {
    let mut world = World::new(Arc::new(under_load(brokers, PRODUCERS, EVERY_MS)));
    let mut ghost = Ghost::new(&world);
    let mut traces = Vec::new();
    let start = Instant::now();
    while world.step_number().0 < EVENTS {
        traces.clear();
        world.step(&mut traces);
        if is_checked {
            let breaches = ghost.observe(&world, &traces);
            assert_eq!(breaches, [], "at {}", world.now());
        }
    }
    EVENTS as f64 / start.elapsed().as_secs_f64()
}
