//! `kafka-topics --describe` (`TopicCommand`).

use core::fmt::Write as _;

use crate::id::{BrokerId, TopicId};
use crate::metadata::{PartitionRegistration, Topic};
use crate::sim::World;

/// What `kafka-topics --describe` prints: every topic with its partitions, fields parted by tabs.
#[must_use]
pub fn describe_topics(world: &World) -> String {
    let metadata = world.metadata();
    let mut text = String::new();
    for (id, topic) in &metadata.topics {
        let partitions: Vec<_> = metadata
            .partitions
            .iter()
            .filter(|(partition, _)| partition.topic == *id)
            .map(|(partition, registration)| (partition.partition, registration))
            .collect();
        let replication = partitions
            .first()
            .map_or(0, |(_, first)| first.replicas.len());
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "Topic: {}\tTopicId: {}\tPartitionCount: {}\tReplicationFactor: {replication}\tConfigs: {}",
            topic.name,
            topic_id(world.scenario().seed, *id),
            partitions.len(),
            configs(world, topic),
        );
        for (index, registration) in partitions {
            let line = partition_line(registration);
            let _ = writeln!(text, "\tTopic: {}\tPartition: {index}\t{line}", topic.name);
        }
    }
    text
}

fn partition_line(partition: &PartitionRegistration) -> String {
    let leader = partition
        .leader
        .map_or_else(|| "none".to_owned(), |id| id.to_string());
    format!(
        "Leader: {leader}\tReplicas: {}\tIsr: {}\tElr: {}\tLastKnownElr: {}",
        list(&partition.replicas),
        list(&partition.isr),
        list(&partition.elr),
        list(&partition.last_known_elr),
    )
}

fn list(ids: &[BrokerId]) -> String {
    let ids: Vec<String> = ids.iter().map(BrokerId::to_string).collect();
    ids.join(",")
}

/// The topic's own configuration. Clusters with eligible leader replicas have a dynamic default of
/// `min.insync.replicas`, which is printed for topics without their own.
fn configs(world: &World, topic: &Topic) -> String {
    const MIN_ISR: &str = "min.insync.replicas";
    let broker = &world.scenario().broker_config;
    let mut configs: Vec<String> = topic
        .config
        .iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    if broker.eligible_leader_replicas_version > 0 && !topic.config.contains_key(MIN_ISR) {
        configs.push(format!("{MIN_ISR}={}", broker.min_insync_replicas));
    }
    configs.join(",")
}

/// A topic's id in the form in which Kafka prints its UUIDs: 16 bytes in URL-safe base64.
fn topic_id(seed: u64, id: TopicId) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let high = crate::hash::of(&(seed, id, 0u8));
    let low = crate::hash::of(&(seed, id, 1u8));
    let bits = (u128::from(high) << 64) | u128::from(low);
    // 22 digits of 6 bits hold the 128 bits and 4 of padding at the end.
    (0..22u32)
        .rev()
        .map(|place| {
            let shifted = if place == 0 {
                bits << 4
            } else {
                bits >> (place * 6 - 4)
            };
            char::from(DIGITS[(shifted & 63) as usize])
        })
        .collect()
}
