//! Kafka's configuration: its names, its defaults, its bounds. What a key means is told in `text/`.

mod broker;
mod client;
mod semantics;
mod topic;
mod topic_key;

pub use broker::{BrokerConfig, ReplicaSelector};
pub use client::{AutoOffsetReset, ConsumerConfig, ProducerConfig};
pub use semantics::{HighWatermarkOver, Semantics, Truncation};
pub use topic::{TopicConfig, TopicConfigError, is_topic_name};
pub use topic_key::{CLEANUP_POLICIES, COMPRESSION_TYPES, Expected, TIMESTAMP_TYPES};
