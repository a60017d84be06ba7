//! Kafka's configuration: its names, its defaults, its bounds. What a key means is told in `text/`.

mod assignor_list;
mod broker;
mod client;
mod consumer;
mod in_force;
mod migration_policy;
mod offset_reset;
mod semantics;
mod serialization;
mod setting;
mod topic;
mod topic_key;
mod topic_name;

pub use assignor_list::AssignorList;
pub use broker::{BrokerConfig, ReplicaSelector};
pub use client::{Idempotence, ProducerConfig};
pub use consumer::{ConsumerConfig, GroupProtocol};
pub use migration_policy::ConsumerGroupMigrationPolicy;
pub use offset_reset::AutoOffsetReset;
pub use semantics::{HighWatermarkOver, Semantics, Truncation};
pub use serialization::{CompressionType, Serializer};
pub use setting::{Setting, SettingError, Takes};
pub use topic::{TopicConfig, TopicConfigError};
pub(crate) use topic_key::MIN_INSYNC_REPLICAS;
pub use topic_key::{CLEANUP_POLICIES, COMPRESSION_TYPES, TIMESTAMP_TYPES, ValueType};
pub use topic_name::{
    GROUP_METADATA_TOPIC, TOPIC_NAME_LENGTH_MAX, TopicNameError, is_internal_topic,
    topic_names_collide, validate_topic_name,
};
