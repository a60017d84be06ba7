//! Topic configuration: it overrides the brokers'.

use core::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::BrokerConfig;
use super::topic_key::{MIN_INSYNC_REPLICAS, ValueType, expected_of, is_true};
use crate::sorted::Map;

/// What a topic is configured with, its own values before the brokers'.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicConfig {
    /// How many in-sync replicas acks=all needs.
    pub min_insync_replicas: u32,
    /// Whether a replica outside the ISR may lead when no other can.
    pub unclean_leader_election_enable: bool,
    /// How many bytes a batch may take (`max.message.bytes`).
    pub max_message_bytes: u32,
    /// After how many records written pages are forced to the disk (`flush.messages`); by default, never.
    pub flush_messages: u64,
    /// After how long they are (`flush.ms`); by default, never.
    pub flush_ms: u64,
    /// Whether only the last record of each key is kept (`cleanup.policy`): every record has to have one then.
    /// Nothing else comes of it here, so it is none of [`Self::KEYS`].
    pub is_compacted: bool,
}

const CLEANUP_POLICY: &str = "cleanup.policy";

/// Kafka's way to say never (`Long.MAX_VALUE`).
const NEVER: u64 = i64::MAX.unsigned_abs();

/// A key that no topic has, or a value that the key cannot take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TopicConfigError {
    /// No topic has that key.
    UnknownKey(Arc<str>),
    /// The value is not of the key's type, or out of its bounds.
    InvalidValue {
        /// The key.
        key: Arc<str>,
        /// The value as written.
        value: Arc<str>,
        /// What the key takes.
        expected: ValueType,
    },
}

impl fmt::Display for TopicConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownKey(key) => write!(
                f,
                "unknown topic configuration `{key}`: expected a key of Kafka 4.3.1, of which {} have \
                 an effect here",
                TopicConfig::KEYS.join(", ")
            ),
            Self::InvalidValue {
                key,
                value,
                expected,
            } => write!(
                f,
                "invalid value `{value}` for configuration `{key}`: expected {expected}"
            ),
        }
    }
}

impl core::error::Error for TopicConfigError {}

impl TopicConfig {
    /// The keys that the engine acts on.
    pub const KEYS: [&'static str; 5] = [
        MIN_INSYNC_REPLICAS,
        "unclean.leader.election.enable",
        "max.message.bytes",
        "flush.messages",
        "flush.ms",
    ];

    /// Those of them that all brokers may be given while they run, for topics without their own: they
    /// bear the same name as a broker's setting that is dynamic (`DynamicBrokerConfig`).
    pub const CLUSTER_KEYS: [&'static str; 2] =
        [MIN_INSYNC_REPLICAS, "unclean.leader.election.enable"];

    /// The broker's values: those of a topic without its own.
    #[must_use]
    pub fn of_broker(broker: &BrokerConfig) -> Self {
        Self {
            min_insync_replicas: broker.min_insync_replicas,
            unclean_leader_election_enable: broker.unclean_leader_election_enable,
            max_message_bytes: broker.message_max_bytes,
            flush_messages: NEVER,
            flush_ms: NEVER,
            is_compacted: false,
        }
    }

    /// The values of this configuration with those written over them. What Kafka refuses was never
    /// written, so it is not looked for here.
    #[must_use]
    pub fn with(mut self, overrides: &Map<Arc<str>, Arc<str>>) -> Self {
        for (key, value) in overrides {
            if &**key == CLEANUP_POLICY {
                self.is_compacted = value.split(',').any(|policy| policy.trim() == "compact");
            }
            let _ = self.set(key, value);
        }
        self
    }

    /// How many in-sync replicas acks=all and the high watermark need: never more than there are
    /// replicas (`effectiveMinIsr`).
    #[must_use]
    pub(crate) fn effective_min_isr(min_insync_replicas: u32, replicas: usize) -> usize {
        usize::try_from(min_insync_replicas).map_or(replicas, |wanted| wanted.min(replicas))
    }

    /// Whether Kafka lets a topic have this setting (`LogConfig.validate`), be it one that the engine
    /// acts on or not.
    ///
    /// # Errors
    /// When no topic has the key, or the value is not of the key's type.
    pub fn validate(key: &Arc<str>, value: &Arc<str>) -> Result<(), TopicConfigError> {
        let Some(expected) = expected_of(key) else {
            return Err(TopicConfigError::UnknownKey(key.clone()));
        };
        if expected.accepts(value) {
            return Ok(());
        }
        Err(TopicConfigError::InvalidValue {
            key: key.clone(),
            value: value.clone(),
            expected,
        })
    }

    /// Whether a topic may have that key.
    ///
    /// # Errors
    /// When it may not.
    pub fn validate_key(key: &Arc<str>) -> Result<(), TopicConfigError> {
        match expected_of(key) {
            Some(_) => Ok(()),
            None => Err(TopicConfigError::UnknownKey(key.clone())),
        }
    }

    /// Whether all brokers may be given this setting while the cluster runs, for topics without their own;
    /// without a value, whether it may be taken back.
    ///
    /// # Errors
    /// When it is none of [`Self::CLUSTER_KEYS`], or the value is not of the key's type.
    pub fn validate_cluster(
        key: &Arc<str>,
        value: Option<&Arc<str>>,
    ) -> Result<(), TopicConfigError> {
        if !Self::CLUSTER_KEYS.contains(&&**key) {
            return Err(TopicConfigError::UnknownKey(key.clone()));
        }
        match value {
            Some(value) => Self::validate(key, value),
            None => Ok(()),
        }
    }

    /// What a key is set to, as it is written; nothing where the engine does not act on it.
    #[must_use]
    pub fn written(&self, key: &str) -> Option<String> {
        match key {
            MIN_INSYNC_REPLICAS => Some(self.min_insync_replicas.to_string()),
            "unclean.leader.election.enable" => {
                Some(self.unclean_leader_election_enable.to_string())
            }
            "max.message.bytes" => Some(self.max_message_bytes.to_string()),
            "flush.messages" => Some(self.flush_messages.to_string()),
            "flush.ms" => Some(self.flush_ms.to_string()),
            _ => None,
        }
    }

    /// Sets one key.
    ///
    /// # Errors
    /// When the engine does not act on the key, or the value is not of the key's type; nothing is set
    /// then.
    pub fn set(&mut self, key: &Arc<str>, value: &Arc<str>) -> Result<(), TopicConfigError> {
        if !Self::KEYS.contains(&&**key) {
            return Err(TopicConfigError::UnknownKey(key.clone()));
        }
        Self::validate(key, value)?;
        // A boolean is no number; everything else was just found to be one.
        let number = value.trim().parse::<u64>().unwrap_or_default();
        match &**key {
            MIN_INSYNC_REPLICAS => {
                self.min_insync_replicas = u32::try_from(number).unwrap_or(u32::MAX);
            }
            "unclean.leader.election.enable" => {
                self.unclean_leader_election_enable = is_true(value);
            }
            "max.message.bytes" => {
                self.max_message_bytes = u32::try_from(number).unwrap_or(u32::MAX);
            }
            "flush.messages" => self.flush_messages = number,
            _ => self.flush_ms = number,
        }
        Ok(())
    }
}
