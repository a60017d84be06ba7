//! Kafka's configuration: its names, its defaults, its bounds. What a key means is told in `text/`.

mod broker;
mod client;
mod topic;

pub use broker::BrokerConfig;
pub use client::{AutoOffsetReset, ConsumerConfig, ProducerConfig};
pub use topic::{Expected, TopicConfig, TopicConfigError};
