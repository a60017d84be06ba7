//! What Kafka's words call things by: the names and ids of topics, the addresses and directories of
//! brokers.

use crate::config::ConsumerConfig;
use crate::id::{BrokerId, NodeId, TopicId, TopicPartition};
use crate::metadata::MetadataImage;
use crate::sim::World;
use crate::uuid::{Entity, uuid};

/// All processes listen on one machine.
const HOST: &str = "127.0.0.1";

/// A broker's port is this and its id.
const FIRST_PORT: u32 = 19_000;

/// What a cluster's own words need besides what happened.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// The run's seed, from which its ids follow.
    pub seed: u64,
    /// Whether the cluster keeps eligible leader replicas (KIP-966).
    pub eligible_leader_replicas: bool,
    /// The cluster, of whose consumers the configuration stands in their lines.
    pub world: Option<&'a World>,
    /// The cluster as its controller has written it.
    pub metadata: &'a MetadataImage,
}

impl<'a> Names<'a> {
    /// The names of a world's things, as it stands.
    #[must_use]
    pub fn of(world: &'a World) -> Self {
        let scenario = world.scenario();
        Self {
            seed: scenario.seed,
            eligible_leader_replicas: scenario.broker_config.is_elr_enabled(),
            world: Some(world),
            metadata: world.metadata(),
        }
    }

    /// What a consumer is configured with.
    #[must_use]
    pub(crate) fn consumer_config(&self, node: NodeId) -> Option<&'a ConsumerConfig> {
        Some(self.world?.consumer(node)?.config())
    }

    /// A partition, `orders-0`.
    #[must_use]
    pub fn partition(&self, partition: TopicPartition) -> String {
        self.metadata.name_of(partition)
    }

    /// A topic's name.
    #[must_use]
    pub fn topic(&self, topic: TopicId) -> String {
        match self.metadata.topics.get(&topic) {
            Some(topic) => topic.name.to_string(),
            None => format!("?{topic}"),
        }
    }

    /// A topic's UUID.
    #[must_use]
    pub fn topic_id(&self, topic: TopicId) -> String {
        uuid(self.seed, Entity::Topic(topic))
    }

    /// The cluster's id.
    #[must_use]
    pub fn cluster_id(&self) -> String {
        uuid(self.seed, Entity::Cluster)
    }

    /// The UUID of a broker's log directory.
    #[must_use]
    pub fn directory_id(&self, broker: BrokerId) -> String {
        uuid(self.seed, Entity::Directory(broker))
    }

    /// The UUID of a broker's process.
    #[must_use]
    pub fn incarnation_id(&self, broker: BrokerId, incarnation: u32) -> String {
        uuid(self.seed, Entity::Incarnation(broker, incarnation))
    }
}

/// A broker's log directory (`log.dirs`).
#[must_use]
pub fn log_dir(broker: BrokerId) -> String {
    format!("/var/lib/kafka/d{broker}")
}

/// Where a broker listens.
#[must_use]
pub fn address(broker: BrokerId) -> (&'static str, u32) {
    address_of_node(broker.0)
}

/// Where the process with that `node.id` listens.
#[must_use]
pub fn address_of_node(node_id: u32) -> (&'static str, u32) {
    (HOST, FIRST_PORT.saturating_add(node_id))
}

/// Ids with something between them: `1,2,3`.
#[must_use]
pub fn joined(ids: &[BrokerId], separator: &str) -> String {
    let mut text = String::new();
    for (index, id) in ids.iter().enumerate() {
        if index > 0 {
            text.push_str(separator);
        }
        text.push_str(&id.to_string());
    }
    text
}
