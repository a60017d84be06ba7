//! Topic configuration: it overrides the broker's.

use core::fmt;
use core::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::BrokerConfig;
use crate::sorted::Map;

/// What a topic is configured with, its own values before the brokers'.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicConfig {
    /// How many in-sync replicas acks=all needs.
    pub min_insync_replicas: u32,
    /// Whether a replica outside the ISR may lead when no other can.
    pub unclean_leader_election_enable: bool,
    /// After how many records a broker forces its log to the disk; by default never.
    pub flush_messages: u64,
    /// After how long a broker forces a record to the disk; by default never.
    pub flush_ms: u64,
}

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
        expected: Expected,
    },
}

/// What a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Expected {
    /// A whole number from 1.
    Count,
    /// `true` or `false`.
    Boolean,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Count => "a whole number from 1",
            Self::Boolean => "true or false",
        })
    }
}

impl fmt::Display for TopicConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownKey(key) => write!(
                f,
                "unknown topic configuration `{key}`: expected one of {}",
                TopicConfig::KEYS.join(", ")
            ),
            Self::InvalidValue {
                key,
                value,
                expected,
            } => {
                write!(
                    f,
                    "invalid value `{value}` for configuration `{key}`: expected {expected}"
                )
            }
        }
    }
}

impl core::error::Error for TopicConfigError {}

impl TopicConfig {
    /// The keys that a topic may set.
    pub const KEYS: [&'static str; 4] = [
        "min.insync.replicas",
        "unclean.leader.election.enable",
        "flush.messages",
        "flush.ms",
    ];

    /// The broker's values: those of a topic without its own.
    #[must_use]
    pub fn of_broker(broker: &BrokerConfig) -> Self {
        Self {
            min_insync_replicas: broker.min_insync_replicas,
            unclean_leader_election_enable: broker.unclean_leader_election_enable,
            flush_messages: NEVER,
            flush_ms: NEVER,
        }
    }

    /// The topic's values over the broker's. What Kafka refuses was never written, so it is not
    /// looked for here.
    #[must_use]
    pub fn new(overrides: &Map<Arc<str>, Arc<str>>, broker: &BrokerConfig) -> Self {
        let mut config = Self::of_broker(broker);
        for (key, value) in overrides {
            let _ = config.set(key, value);
        }
        config
    }

    /// How many in-sync replicas acks=all and the high watermark need: never more than there are
    /// replicas (`effectiveMinIsr`).
    #[must_use]
    pub(crate) fn effective_min_isr(min_insync_replicas: u32, replicas: usize) -> usize {
        usize::try_from(min_insync_replicas).map_or(replicas, |wanted| wanted.min(replicas))
    }

    /// Sets one key.
    ///
    /// # Errors
    /// When the key is unknown or the value is not of the key's type; nothing is set then.
    pub fn set(&mut self, key: &Arc<str>, value: &Arc<str>) -> Result<(), TopicConfigError> {
        match &**key {
            "min.insync.replicas" => {
                let replicas = parse(key, value, Expected::Count)?;
                if replicas == 0 {
                    return Err(invalid(key, value, Expected::Count));
                }
                self.min_insync_replicas = replicas;
            }
            "unclean.leader.election.enable" => {
                self.unclean_leader_election_enable = parse(key, value, Expected::Boolean)?;
            }
            "flush.messages" => {
                let messages = parse(key, value, Expected::Count)?;
                if messages == 0 {
                    return Err(invalid(key, value, Expected::Count));
                }
                self.flush_messages = messages;
            }
            "flush.ms" => self.flush_ms = parse(key, value, Expected::Count)?,
            _ => return Err(TopicConfigError::UnknownKey(key.clone())),
        }
        Ok(())
    }
}

fn parse<T: FromStr>(
    key: &Arc<str>,
    value: &Arc<str>,
    expected: Expected,
) -> Result<T, TopicConfigError> {
    value.parse().map_err(|_| invalid(key, value, expected))
}

fn invalid(key: &Arc<str>, value: &Arc<str>, expected: Expected) -> TopicConfigError {
    TopicConfigError::InvalidValue {
        key: key.clone(),
        value: value.clone(),
        expected,
    }
}
