//! Prints a sandbox in which about a hundred messages are under way at every moment, as a browser keeps
//! it: the cluster that `cargo xtask bench` plays.

use std::sync::Arc;

use highwater::sandbox::Shelf;
use highwater_core::config::{BrokerConfig, ProducerConfig};
use highwater_core::id::{BrokerId, PartitionIndex};
use highwater_core::metadata::TopicSpec;
use highwater_core::scenario::{Load, NetworkSpec, ProducerSpec, Scenario, VERSION};
use highwater_core::timeline::Timeline;
use highwater_core::wire::Acks;
use highwater_text::course::Sandbox;

const BROKERS: u32 = 3;
const PARTITIONS: u32 = 12;
const PRODUCERS: u32 = 6;

/// When the producers begin: the topic is there by then.
const BEGIN_MS: u64 = 2_000;
/// When the person comes in: by then as many messages arrive as are sent.
const OPENS_AT_MS: u64 = 4_000;

/// One way, as between continents. With each producer's pace, it decides how many messages are under way.
const LATENCY_MS: u64 = 100;
const EVERY_MS: u64 = 14;

fn main() {
    let scenario = Arc::new(crowded());
    match Timeline::new(scenario.clone()) {
        Ok(timeline) => {
            let mut shelf = Shelf::default();
            shelf.add(Sandbox {
                name: "Crowded".to_owned(),
                preset: String::new(),
                taken_over: None,
                scenario,
                acts: Vec::new(),
                playhead: timeline.position(),
            });
            print!("{}", shelf.written());
        }
        Err(problems) => {
            for problem in problems {
                eprintln!("{problem}");
            }
            std::process::exit(1);
        }
    }
}

fn crowded() -> Scenario {
    let replicas = |partition: u32| {
        let broker = |turn| BrokerId((partition + turn) % BROKERS + 1);
        (0..BROKERS).map(broker).collect()
    };
    Scenario {
        internal_partitions: Vec::new(),
        version: VERSION,
        seed: 1,
        opens_at_ms: OPENS_AT_MS,
        network: NetworkSpec {
            latency_ms: LATENCY_MS,
            jitter_ms: LATENCY_MS / 5,
        },
        brokers: BROKERS,
        racks: Vec::new(),
        broker_config: BrokerConfig::default(),
        topics: vec![TopicSpec {
            name: "orders".into(),
            assignment: (0..PARTITIONS).map(replicas).collect(),
            partitions: None,
            replication_factor: None,
            config: Default::default(),
        }],
        producers: (0..PRODUCERS).map(producer).collect(),
        consumers: Vec::new(),
        script: Vec::new(),
    }
}

/// A producer that never waits for an answer before it sends again.
fn producer(number: u32) -> ProducerSpec {
    let partitions = (0..PARTITIONS).map(|turn| PartitionIndex((number + turn) % PARTITIONS));
    ProducerSpec {
        config: ProducerConfig {
            acks: Acks::Leader,
            enable_idempotence: Some(false),
            max_in_flight_requests_per_connection: 100,
            ..ProducerConfig::default()
        },
        load: Some(Load {
            topic: "orders".into(),
            partitions: partitions.collect(),
            from_ms: BEGIN_MS + u64::from(number) * EVERY_MS / u64::from(PRODUCERS),
            every_ms: EVERY_MS,
        }),
        on_demand: false,
    }
}
