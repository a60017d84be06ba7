//! The metadata log's records and what they add up to. The controller writes them; brokers and the
//! controller apply the same records to the same image.

mod image;
mod record;

pub use image::{BrokerRegistration, MetadataImage, PartitionRegistration, Topic};
pub use record::{ConfigResource, MetadataRecord, PartitionChange};

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::id::BrokerId;
use crate::sorted::Map;

/// A topic as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopicSpec {
    /// Its name.
    pub name: Arc<str>,
    /// The replicas of each partition, the preferred leader first. Empty: the controller places them.
    #[serde(default)]
    pub assignment: Vec<Vec<BrokerId>>,
    /// How many partitions the controller places; without it, `num.partitions`.
    #[serde(default)]
    pub partitions: Option<u32>,
    /// How many replicas each of those has; without it, `default.replication.factor`.
    #[serde(default)]
    pub replication_factor: Option<u32>,
    /// Configuration beyond the defaults, by Kafka's names.
    #[serde(default)]
    pub config: Map<Arc<str>, Arc<str>>,
}

impl TopicSpec {
    /// How many partitions are asked for, where `num.partitions` is this.
    #[must_use]
    pub(crate) fn partition_count(&self, num_partitions: u32) -> u32 {
        match self.assignment.len() {
            0 => self.partitions.unwrap_or(num_partitions),
            count => u32::try_from(count).unwrap_or(u32::MAX),
        }
    }
}
