//! The cluster of the home page: small, alive, and there to be broken.

use std::sync::Arc;

use highwater_core::config::{AutoOffsetReset, BrokerConfig, ConsumerConfig, ProducerConfig};
use highwater_core::id::{BrokerId, Offset, PartitionIndex};
use highwater_core::metadata::TopicSpec;
use highwater_core::scenario::{
    AssignedPartition, ConsumerSpec, Load, NetworkSpec, ProducerSpec, Scenario, VERSION,
};

/// Three brokers, one partition on each of them, one producer that sends a record now and then, and
/// one consumer.
#[must_use]
pub fn scenario() -> Arc<Scenario> {
    let topic: Arc<str> = Arc::from("orders");
    let partition = PartitionIndex(0);
    Arc::new(Scenario {
        internal_partitions: Vec::new(),
        version: VERSION,
        seed: 7,
        opens_at_ms: 8_005,
        network: NetworkSpec {
            latency_ms: 14,
            jitter_ms: 6,
        },
        brokers: 3,
        racks: Vec::new(),
        broker_config: BrokerConfig {
            min_insync_replicas: 2,
            ..BrokerConfig::default()
        },
        topics: vec![TopicSpec {
            name: topic.clone(),
            assignment: vec![vec![BrokerId(1), BrokerId(2), BrokerId(3)]],
            partitions: None,
            replication_factor: None,
            config: Default::default(),
        }],
        producers: vec![ProducerSpec {
            config: ProducerConfig {
                enable_idempotence: Some(false),
                ..ProducerConfig::default()
            },
            load: Some(Load {
                topic: topic.clone(),
                partitions: vec![partition],
                from_ms: 2_000,
                every_ms: 2_000,
            }),
            on_demand: false,
        }],
        consumers: vec![ConsumerSpec {
            config: ConsumerConfig {
                auto_offset_reset: AutoOffsetReset::Earliest,
                ..ConsumerConfig::default()
            },
            assign: vec![AssignedPartition {
                topic,
                partition,
                from_offset: Some(Offset::ZERO),
            }],
            ..ConsumerSpec::default()
        }],
        script: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use highwater_core::time::Time;
    use highwater_core::timeline::Timeline;

    #[test]
    fn the_cluster_of_the_home_page_is_right_and_what_is_sent_is_read() {
        let mut timeline = Timeline::new(super::scenario()).expect("the scenario is right");
        timeline.run_to_time(Time::from_ms(20_000));
        let consumed: u64 = timeline
            .world()
            .consumers()
            .map(|consumer| consumer.consumed())
            .sum();
        assert!(consumed >= 8, "{consumed} records were read");
    }
}
