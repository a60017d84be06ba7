//! The cluster whose speed is measured.

use highwater_core::config::{BrokerConfig, ProducerConfig};
use highwater_core::id::{BrokerId, Offset, PartitionIndex};
use highwater_core::metadata::TopicSpec;
use highwater_core::scenario::{
    AssignedPartition, ConsumerSpec, Load, NetworkSpec, ProducerSpec, Scenario, VERSION,
};

/// When the producers begin: the topic is there by then.
const BEGIN_MS: u64 = 2_000;

/// How many partitions the topic has, with three replicas each.
pub const PARTITIONS: u32 = 6;

/// Brokers with one topic on all of them, producers with acks=all that fill it, each at this pace and one
/// after the other, and a consumer that reads it.
pub fn under_load(brokers: u32, producers: u32, every_ms: u64) -> Scenario {
    let partitions = || (0..PARTITIONS).map(PartitionIndex);
    let replicas = |first: u32| {
        let broker = |turn| BrokerId((first + turn) % brokers + 1);
        (0..3).map(broker).collect()
    };
    let load = |producer: u32| Load {
        topic: "orders".into(),
        partitions: partitions().collect(),
        from_ms: BEGIN_MS + u64::from(producer) * every_ms / u64::from(producers),
        every_ms,
    };
    let assigned = |partition| AssignedPartition {
        topic: "orders".into(),
        partition,
        from_offset: Some(Offset::ZERO),
    };
    Scenario {
        internal_partitions: Vec::new(),
        version: VERSION,
        seed: 1,
        opens_at_ms: BEGIN_MS,
        network: NetworkSpec::default(),
        brokers,
        racks: Vec::new(),
        broker_config: BrokerConfig::default(),
        topics: vec![TopicSpec {
            name: "orders".into(),
            assignment: (0..PARTITIONS).map(replicas).collect(),
            partitions: None,
            replication_factor: None,
            config: [("min.insync.replicas".into(), "2".into())].into(),
        }],
        producers: (0..producers)
            .map(|producer| ProducerSpec {
                config: ProducerConfig {
                    enable_idempotence: Some(false),
                    ..ProducerConfig::default()
                },
                load: Some(load(producer)),
                ..ProducerSpec::default()
            })
            .collect(),
        consumers: vec![ConsumerSpec {
            assign: partitions().map(assigned).collect(),
            config: Default::default(),
            ..ConsumerSpec::default()
        }],
        script: Vec::new(),
    }
}
