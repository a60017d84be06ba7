//! Kafka's configuration: its names, its defaults, its bounds. What a key means is told in `text/`.

mod broker;
mod client;
mod semantics;
mod serialization;
mod setting;
mod topic;
mod topic_key;
mod topic_name;

pub use broker::{BrokerConfig, ReplicaSelector};
pub use client::{AutoOffsetReset, ConsumerConfig, Idempotence, ProducerConfig};
pub use semantics::{HighWatermarkOver, Semantics, Truncation};
pub use serialization::{CompressionType, Serializer};
pub use setting::{Setting, SettingError, Takes};
pub use topic::{TopicConfig, TopicConfigError};
pub(crate) use topic_key::MIN_INSYNC_REPLICAS;
pub use topic_key::{CLEANUP_POLICIES, COMPRESSION_TYPES, TIMESTAMP_TYPES, ValueType};
pub use topic_name::{
    TOPIC_NAME_LENGTH_MAX, TopicNameError, topic_names_collide, validate_topic_name,
};
