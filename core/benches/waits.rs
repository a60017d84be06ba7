//! How long it takes to say what waits, in a crowded world: the list that is made anew with every event while
//! it is looked at. Reported, never asserted.

#![allow(
    clippy::disallowed_types,
    reason = "a benchmark takes real time, which the engine never sees"
)]

mod common;

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use common::under_load;
use highwater_core::explain::wait::waits;
use highwater_core::scenario::{ConsumerSpec, Scenario};
use highwater_core::sim::World;
use highwater_core::time::Time;
use highwater_core::trace::Trace;
use highwater_core::wire::Acks;

const BROKERS: u32 = 3;
const PRODUCERS: u32 = 8;
const EVERY_MS: u64 = 14;
const LATENCY_MS: u64 = 100;
const MEMBERS: usize = 6;
/// When the group has settled.
const FROM: Time = Time::from_ms(20_000);

const EVENTS: u32 = 2_000;
const ROUNDS: u32 = 5;

fn main() {
    let times = (0..ROUNDS).map(|_| time_of_lists());
    let (best, listed) = times.min().unwrap_or_default();
    println!("waits_in_list {}", listed / EVENTS);
    println!("list_of_waits_us {}", (best / EVENTS).as_micros());
}

/// Producers whose requests take long, and a group that reads what they write.
fn crowded() -> Scenario {
    let mut scenario = under_load(BROKERS, PRODUCERS, EVERY_MS);
    scenario.network.latency_ms = LATENCY_MS;
    for producer in &mut scenario.producers {
        producer.config.acks = Acks::Leader;
        producer.config.max_in_flight_requests_per_connection = 100;
    }
    let mut member = ConsumerSpec {
        subscribe: vec![Arc::from("orders")],
        ..ConsumerSpec::default()
    };
    member.config.group_id = "board".into();
    scenario.consumers = vec![member; MEMBERS];
    scenario
}

fn time_of_lists() -> (Duration, u32) {
    let mut world = World::new(Arc::new(crowded()));
    let mut traces: Vec<Trace> = Vec::new();
    while world.now() < FROM && world.step(&mut traces) {
        traces.clear();
    }
    let (mut spent, mut listed) = (Duration::ZERO, 0);
    for _ in 0..EVENTS {
        world.step(&mut traces);
        traces.clear();
        let begins = Instant::now();
        for wait in waits(black_box(&world)) {
            listed += u32::from(!wait.is_routine(&world));
        }
        spent += begins.elapsed();
    }
    (spent, listed)
}
