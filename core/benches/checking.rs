//! What it costs to check every invariant after every event: events per second of a busy cluster, with
//! and without. Reported, not asserted.
#![expect(
    clippy::disallowed_types,
    reason = "a benchmark measures real time, and reports it as a rate"
)]

use std::sync::Arc;
use std::time::Instant;

use highwater_core::check::Ghost;
use highwater_core::config::ProducerConfig;
use highwater_core::id::{BrokerId, Offset, PartitionIndex};
use highwater_core::metadata::TopicSpec;
use highwater_core::scenario::{
    AssignedPartition, ConsumerSpec, Load, ProducerSpec, Scenario, VERSION,
};
use highwater_core::sim::World;

const PARTITIONS: u32 = 6;
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
    let mut world = World::new(Arc::new(busy(brokers)));
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

/// One topic on three replicas each, a producer that fills it, a consumer that reads it.
fn busy(brokers: u32) -> Scenario {
    let replicas = |partition| {
        let broker = |place| BrokerId((partition + place) % brokers + 1);
        (0..3).map(broker).collect()
    };
    let partitions = || (0..PARTITIONS).map(PartitionIndex);
    let assigned = |partition| AssignedPartition {
        topic: "orders".into(),
        partition,
        from_offset: Some(Offset::ZERO),
    };
    Scenario {
        version: VERSION,
        seed: 1,
        opens_at_ms: 0,
        network: Default::default(),
        brokers,
        racks: Vec::new(),
        broker_config: Default::default(),
        topics: vec![TopicSpec {
            name: "orders".into(),
            assignment: (0..PARTITIONS).map(replicas).collect(),
            partitions: None,
            replication_factor: None,
            config: Default::default(),
        }],
        producers: vec![ProducerSpec {
            config: ProducerConfig::default(),
            load: Some(Load {
                topic: "orders".into(),
                partitions: partitions().collect(),
                from_ms: 2_000,
                every_ms: 3,
            }),
            on_demand: false,
        }],
        consumers: vec![ConsumerSpec {
            config: Default::default(),
            assign: partitions().map(assigned).collect(),
        }],
        script: Vec::new(),
    }
}
