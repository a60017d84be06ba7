//! Clusters of every shape: one to nine brokers, several topics and partitions, with racks and
//! without, and the settings on which durability hangs.

use std::sync::Arc;

use highwater_core::config::{
    AutoOffsetReset, BrokerConfig, ConsumerConfig, ProducerConfig, ReplicaSelector,
};
use highwater_core::id::{BrokerId, Offset, PartitionIndex};
use highwater_core::metadata::TopicSpec;
use highwater_core::scenario::{
    AssignedPartition, ConsumerSpec, Load, NetworkSpec, ProducerSpec, Scenario, VERSION,
};
use highwater_core::sim::Random;
use highwater_core::wire::Acks;

/// When the topics are there and clients have found them.
pub const OPENS_AT_MS: u64 = 3_000;

/// Some cluster.
pub fn any_cluster(seed: u64, random: &mut Random) -> Scenario {
    let brokers = [1, 2, 3, 3, 3, 3, 3, 4, 4, 5, 6, 9][random.below(12) as usize];
    let topics: Vec<TopicSpec> = (0..=random.below(2))
        .map(|number| any_topic(number, brokers, random))
        .collect();
    let racks = if one_in(3, random) {
        (0..brokers)
            .map(|id| ["a", "b"][id as usize % 2].into())
            .collect()
    } else {
        Vec::new()
    };
    let partitions = partitions_of(&topics);
    Scenario {
        internal_partitions: Vec::new(),
        version: VERSION,
        seed,
        opens_at_ms: OPENS_AT_MS,
        network: any_network(random),
        brokers,
        racks,
        broker_config: any_broker_config(random),
        producers: any_producers(&topics, random),
        consumers: any_consumers(&partitions, random),
        topics,
        script: Vec::new(),
    }
}

fn any_topic(number: u32, brokers: u32, random: &mut Random) -> TopicSpec {
    let partitions = 1 + random.below(3);
    let replicas = 1 + random
        .below(brokers.min(4))
        .max(random.below(brokers.min(4)));
    let is_placed = one_in(3, random);
    let assignment = |_| {
        let first = random.below(brokers);
        let broker = |place| BrokerId((first + place) % brokers + 1);
        (0..replicas).map(broker).collect()
    };
    let by_hand = if is_placed { 0 } else { partitions };
    let assignment = (0..by_hand).map(assignment).collect();
    let mut config = highwater_core::sorted::Map::new();
    let mut set = |key: &str, value: &str| {
        config.insert(Arc::from(key), Arc::from(value));
    };
    set(
        "min.insync.replicas",
        ["1", "2", "2", "3"][random.below(4) as usize],
    );
    if one_in(4, random) {
        set("unclean.leader.election.enable", "true");
    }
    TopicSpec {
        name: ["orders", "payments", "stock"][number as usize % 3].into(),
        assignment,
        partitions: is_placed.then_some(partitions),
        replication_factor: is_placed.then_some(replicas),
        config,
    }
}

/// How many partitions a topic has, placed by hand or by the controller.
fn partitions_in(topic: &TopicSpec) -> u32 {
    let by_hand = u32::try_from(topic.assignment.len()).unwrap_or(0);
    topic.partitions.unwrap_or(by_hand)
}

fn any_broker_config(random: &mut Random) -> BrokerConfig {
    let choose = |values: &[u64], random: &mut Random| {
        let count = u32::try_from(values.len()).expect("a few values");
        values[random.below(count) as usize]
    };
    BrokerConfig {
        replica_lag_time_max_ms: choose(&[2_000, 10_000, 30_000], random),
        replica_fetch_wait_max_ms: choose(&[200, 500, 500], random),
        broker_session_timeout_ms: choose(&[3_000, 9_000, 9_000], random),
        broker_heartbeat_interval_ms: choose(&[500, 2_000], random),
        os_writeback_ms: choose(&[100, 5_000, 30_000], random),
        unclean_leader_election_interval_ms: choose(&[5_000, 300_000], random),
        leader_imbalance_check_interval_seconds: choose(&[10, 300], random),
        unclean_leader_election_enable: one_in(8, random),
        eligible_leader_replicas_version: u32::from(!one_in(3, random)),
        replica_selector_class: if one_in(3, random) {
            ReplicaSelector::RackAware
        } else {
            ReplicaSelector::Leader
        },
        ..BrokerConfig::default()
    }
}

fn any_network(random: &mut Random) -> NetworkSpec {
    NetworkSpec {
        latency_ms: 1 + u64::from(random.below(20)),
        jitter_ms: u64::from(random.below(30)),
    }
}

/// One producer for each acks, of which some send by themselves.
fn any_producers(topics: &[TopicSpec], random: &mut Random) -> Vec<ProducerSpec> {
    let mut producer = |acks| {
        let topic = &topics[random.below(topics.len() as u32) as usize];
        let partitions = partitions_in(topic);
        let load = one_in(3, random).then(|| Load {
            topic: topic.name.clone(),
            partitions: (0..partitions).map(PartitionIndex).collect(),
            from_ms: OPENS_AT_MS,
            every_ms: 50 + u64::from(random.below(2_000)),
        });
        ProducerSpec {
            config: ProducerConfig {
                acks,
                enable_idempotence: [None, Some(false)][random.below(2) as usize],
                linger_ms: u64::from(random.below(30)),
                delivery_timeout_ms: Some([30_000, 120_000][random.below(2) as usize]),
                request_timeout_ms: [2_000, 30_000][random.below(2) as usize],
                ..ProducerConfig::default()
            },
            load,
            on_demand: false,
        }
    };
    [Acks::None, Acks::Leader, Acks::All]
        .map(&mut producer)
        .into()
}

/// A consumer that reads everything from the beginning, and perhaps one more.
fn any_consumers(
    partitions: &[(Arc<str>, PartitionIndex)],
    random: &mut Random,
) -> Vec<ConsumerSpec> {
    let reads = |from_offset, config| {
        let assigned = |(topic, partition): &(Arc<str>, PartitionIndex)| AssignedPartition {
            topic: topic.clone(),
            partition: *partition,
            from_offset,
        };
        ConsumerSpec {
            config,
            assign: partitions.iter().map(assigned).collect(),
            ..ConsumerSpec::default()
        }
    };
    let earliest = ConsumerConfig {
        auto_offset_reset: AutoOffsetReset::Earliest,
        ..ConsumerConfig::default()
    };
    let mut consumers = vec![reads(Some(Offset::ZERO), earliest)];
    if one_in(2, random) {
        let near = ConsumerConfig {
            client_rack: ["", "a", "b"][random.below(3) as usize].into(),
            ..ConsumerConfig::default()
        };
        consumers.push(reads(None, near));
    }
    consumers
}

fn partitions_of(topics: &[TopicSpec]) -> Vec<(Arc<str>, PartitionIndex)> {
    let of_topic = |topic: &TopicSpec| {
        let name = topic.name.clone();
        (0..partitions_in(topic)).map(move |index| (name.clone(), PartitionIndex(index)))
    };
    topics.iter().flat_map(of_topic).collect()
}

pub fn one_in(count: u32, random: &mut Random) -> bool {
    random.below(count) == 0
}
