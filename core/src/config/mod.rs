//! Kafka's configuration: its names, its defaults, its bounds. What a key means is told in `text/`.

mod broker;
mod client;
mod semantics;
mod topic;

pub use broker::{BrokerConfig, ReplicaSelector};
pub use client::{AutoOffsetReset, ConsumerConfig, ProducerConfig};
pub use semantics::{HighWatermarkOver, Semantics, Truncation};
pub use topic::{Expected, TopicConfig, TopicConfigError, is_topic_name};
