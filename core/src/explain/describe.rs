//! `kafka-topics --describe` (`TopicCommand`).

use super::names::joined;
use super::{Names, count};
use crate::config::{BrokerConfig, MIN_INSYNC_REPLICAS, TopicConfig};
use crate::id::{PartitionIndex, TopicId, TopicPartition};
use crate::java_hash_map::{bucket, bucket_count};
use crate::metadata::{MetadataImage, PartitionRegistration, Topic};
use crate::sim::World;
use crate::sorted::Map;

/// What is typed for it: about one topic, or about all.
#[must_use]
pub fn describe_command(topic: Option<&str>) -> String {
    let mut command = "kafka-topics.sh --bootstrap-server b1:9092 --describe".to_owned();
    if let Some(topic) = topic {
        put(&mut command, " --topic ", topic);
    }
    command
}

/// Which partitions `kafka-topics --describe` is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartitionFilter {
    /// `--under-replicated-partitions`: those with fewer in-sync replicas than replicas.
    UnderReplicated,
    /// `--under-min-isr-partitions`: those without a leader, or whose ISR is smaller than
    /// `min.insync.replicas` as it is configured.
    UnderMinIsr,
}

/// What `kafka-topics --describe` prints: every topic with its partitions, fields parted by tabs.
#[must_use]
pub fn describe_topics(world: &World) -> String {
    let mut text = String::new();
    for (id, topic) in topics_in_order(world) {
        describe(&mut text, world, id, topic);
    }
    text
}

/// What `kafka-topics --describe` prints of the partitions that it is asked for: their lines alone.
#[must_use]
pub fn describe_partitions(world: &World, filter: PartitionFilter) -> String {
    let mut text = String::new();
    for (id, topic) in topics_in_order(world) {
        let config = world
            .metadata()
            .topic_config(id, &world.scenario().broker_config);
        for (index, registration) in partitions_of(world.metadata(), id) {
            if filter.takes(registration, config.min_insync_replicas) {
                describe_line(&mut text, topic, index, registration);
            }
        }
    }
    text
}

impl PartitionFilter {
    /// `PartitionDescription.isUnderReplicated`, `isUnderMinIsr`.
    fn takes(self, partition: &PartitionRegistration, min_insync_replicas: u32) -> bool {
        let in_sync = partition.isr.len();
        match self {
            Self::UnderReplicated => in_sync < replication_factor(partition),
            Self::UnderMinIsr => partition.leader.is_none() || count(in_sync) < min_insync_replicas,
        }
    }
}

/// The topics as the tool prints them: by name, then as Java's hash map has them.
fn topics_in_order(world: &World) -> Vec<(TopicId, &Topic)> {
    let mut topics: Vec<(TopicId, &Topic)> = Vec::new();
    for (id, topic) in &world.metadata().topics {
        topics.push((*id, topic));
    }
    topics.sort_by(|(_, one), (_, other)| one.name.cmp(&other.name));
    let buckets = bucket_count(topics.len(), topics.len());
    topics.sort_by_key(|(_, topic)| bucket(&topic.name, buckets));
    topics
}

/// What `kafka-topics --describe --topic` prints of one topic; nothing if there is none of that name.
#[must_use]
pub fn describe_topic(world: &World, name: &str) -> Option<String> {
    let id = world.metadata().topic_named(name)?;
    let mut text = String::new();
    describe(&mut text, world, id, world.metadata().topics.get(&id)?);
    Some(text)
}

fn describe(text: &mut String, world: &World, id: TopicId, topic: &Topic) {
    let partitions = partitions_of(world.metadata(), id);
    put(text, "Topic: ", &topic.name);
    put(text, "\tTopicId: ", &Names::of(world).topic_id(id));
    put(text, "\tPartitionCount: ", &partitions.len().to_string());
    let replicas = partitions
        .first()
        .map_or(0, |(_, first)| replication_factor(first));
    put(text, "\tReplicationFactor: ", &replicas.to_string());
    put(text, "\tConfigs: ", &configs(world, topic));
    text.push('\n');
    for (index, registration) in partitions {
        describe_line(text, topic, index, registration);
    }
}

fn describe_line(
    text: &mut String,
    topic: &Topic,
    index: PartitionIndex,
    registration: &PartitionRegistration,
) {
    put(text, "\tTopic: ", &topic.name);
    put(text, "\tPartition: ", &index.to_string());
    describe_partition(text, registration);
    text.push('\n');
}

fn put(text: &mut String, label: &str, value: &str) {
    text.push_str(label);
    text.push_str(value);
}

fn partitions_of(
    metadata: &MetadataImage,
    topic: TopicId,
) -> Vec<(PartitionIndex, &PartitionRegistration)> {
    let mut partitions = Vec::new();
    for (
        TopicPartition {
            topic: of,
            partition,
        },
        registration,
    ) in &metadata.partitions
    {
        if *of == topic {
            partitions.push((*partition, registration));
        }
    }
    partitions
}

/// The replicas that the partition has when it is not being moved.
fn replication_factor(partition: &PartitionRegistration) -> usize {
    partition.replicas.len() - partition.adding.len().min(partition.replicas.len())
}

fn describe_partition(text: &mut String, partition: &PartitionRegistration) {
    let leader = partition
        .leader
        .map_or_else(|| "none".to_owned(), |id| id.to_string());
    put(text, "\tLeader: ", &leader);
    put(text, "\tReplicas: ", &joined(&partition.replicas, ","));
    put(text, "\tIsr: ", &joined(&partition.isr, ","));
    if !partition.adding.is_empty() || !partition.removing.is_empty() {
        put(text, "\tAdding Replicas: ", &joined(&partition.adding, ","));
        put(
            text,
            "\tRemoving Replicas: ",
            &joined(&partition.removing, ","),
        );
    }
    put(text, "\tElr: ", &joined(&partition.elr, ","));
    put(
        text,
        "\tLastKnownElr: ",
        &joined(&partition.last_known_elr, ","),
    );
}

/// What is not Kafka's default for the topic: its own configuration, that of all brokers, and what the
/// brokers were started with, in the order in which Java's hash map of all topic keys has them.
fn configs(world: &World, topic: &Topic) -> String {
    let mut configs = started_with(&world.scenario().broker_config);
    for (key, value) in &world.metadata().broker_config {
        if TopicConfig::KEYS.contains(&&**key) {
            configs.insert(key, value.to_string());
        }
    }
    for (key, value) in &topic.config {
        configs.insert(key, value.to_string());
    }
    let mut keys: Vec<&str> = configs.keys().copied().collect();
    keys.sort_by_key(|key| bucket(key, TOPIC_CONFIG_BUCKETS));
    let mut text = String::new();
    for key in keys {
        if !text.is_empty() {
            text.push(',');
        }
        text.push_str(key);
        put(&mut text, "=", configs.get(key).map_or("", String::as_str));
    }
    text
}

/// What the brokers' own configuration says of topics beyond the defaults. A cluster with eligible
/// leader replicas writes its `min.insync.replicas` into the metadata log, so that it is there always
/// (`ConfigurationControlManager.maybeGenerateElrSafetyRecords`).
fn started_with(broker: &BrokerConfig) -> Map<&str, String> {
    let own = TopicConfig::of_broker(broker);
    let default = TopicConfig::of_broker(&BrokerConfig::default());
    let mut configs = Map::new();
    if broker.is_elr_enabled() || own.min_insync_replicas != default.min_insync_replicas {
        let value = own.min_insync_replicas.to_string();
        configs.insert(MIN_INSYNC_REPLICAS, value);
    }
    if own.unclean_leader_election_enable {
        configs.insert("unclean.leader.election.enable", "true".to_owned());
    }
    configs
}

/// A topic has more than 24 keys and less than 48, for which Java's hash map takes so many buckets.
const TOPIC_CONFIG_BUCKETS: usize = 64;

#[cfg(test)]
mod tests;
