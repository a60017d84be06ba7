//! A cluster with a group, and what can be asked of it.

use highwater_core::broker::{Broker, Process};
use highwater_core::config::{AutoOffsetReset, ConsumerConfig, GroupProtocol, ProducerConfig};
use highwater_core::group::GroupDescription;
use highwater_core::group::classic::GroupId;
use highwater_core::id::{BrokerId, Offset, PartitionIndex, TopicPartition};
use highwater_core::metadata::TopicSpec;
use highwater_core::scenario::{ApplicationSpec, ConsumerSpec, Load, ProducerSpec, Scenario};
use highwater_core::sim::World;

use super::common::three_brokers;

pub fn board() -> GroupId {
    GroupId("board".into())
}

/// Three brokers, `orders` with six partitions, a producer that fills them, and so many consumers of one
/// group.
pub fn group_of(members: usize, protocol: GroupProtocol, seed: u64) -> Scenario {
    let consumer = ConsumerSpec {
        config: ConsumerConfig {
            group_id: "board".into(),
            group_protocol: protocol,
            auto_offset_reset: AutoOffsetReset::Earliest,
            auto_commit_interval_ms: 1_000,
            metadata_max_age_ms: 1_000,
            ..ConsumerConfig::default()
        },
        subscribe: vec!["orders".into()],
        application: ApplicationSpec::default(),
        ..ConsumerSpec::default()
    };
    let assignment = (0..6).map(|at| {
        let broker = |turn: u32| BrokerId((at + turn) % 3 + 1);
        (0..3).map(broker).collect()
    });
    Scenario {
        topics: vec![TopicSpec {
            name: "orders".into(),
            assignment: assignment.collect(),
            partitions: None,
            replication_factor: None,
            config: [("min.insync.replicas".into(), "2".into())].into(),
        }],
        producers: vec![ProducerSpec {
            config: ProducerConfig::default(),
            load: Some(Load {
                topic: "orders".into(),
                partitions: (0..6).map(PartitionIndex).collect(),
                from_ms: 3_000,
                every_ms: 200,
            }),
            on_demand: false,
        }],
        consumers: vec![consumer; members],
        ..three_brokers(seed)
    }
}

/// Who coordinates the group now, as far as it says so itself.
pub fn coordinators(world: &World) -> Vec<BrokerId> {
    let coordinates = |broker: &&Broker| {
        let process = broker.process();
        process.is_some_and(|process| process.shard_of(&board()).is_some())
    };
    world
        .brokers()
        .filter(coordinates)
        .map(|it| it.id)
        .collect()
}

fn coordinator(world: &World) -> Option<&Process> {
    let id = *coordinators(world).last()?;
    world.broker(id)?.process()
}

pub fn description(world: &World) -> Option<GroupDescription> {
    coordinator(world)?.describe_group(&board())
}

/// What the group has committed, by partition.
pub fn committed(world: &World) -> Vec<(TopicPartition, Offset)> {
    let shard = coordinator(world).and_then(|process| process.shard_of(&board()));
    let offsets = shard.and_then(|shard| shard.offsets().of_group(&board()));
    let offsets = offsets.into_iter().flatten();
    offsets
        .map(|(partition, kept)| (*partition, kept.committed.offset))
        .collect()
}
