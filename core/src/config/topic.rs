//! Topic configuration: it overrides the brokers'.

use core::fmt;
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
    /// After how many records written pages are forced to the disk (`flush.messages`); by default, never.
    pub flush_messages: u64,
    /// After how long they are (`flush.ms`); by default, never.
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
    /// `true` or `false`.
    Boolean,
    /// A whole number of 32 bits, from this on.
    Int(i32),
    /// A whole number of 64 bits, from this on.
    Long(i64),
    /// A number from 0 to 1.
    Ratio,
    /// `delete`, `compact`, or both.
    CleanupPolicy,
    /// The name of a codec, or `producer`.
    Compression,
    /// `CreateTime` or `LogAppendTime`.
    TimestampType,
    /// Any text.
    Text,
}

/// Every key that a topic of Kafka 4.3.1 may set, with what it takes (`LogConfig`). Those of
/// [`TopicConfig::KEYS`] have an effect here; of the others only the value is checked.
const KNOWN_KEYS: [(&str, Expected); 34] = [
    ("cleanup.policy", Expected::CleanupPolicy),
    ("compression.gzip.level", Expected::Int(-1)),
    ("compression.lz4.level", Expected::Int(1)),
    ("compression.type", Expected::Compression),
    ("compression.zstd.level", Expected::Int(-131_072)),
    ("delete.retention.ms", Expected::Long(0)),
    ("file.delete.delay.ms", Expected::Long(0)),
    ("flush.messages", Expected::Long(1)),
    ("flush.ms", Expected::Long(0)),
    ("follower.replication.throttled.replicas", Expected::Text),
    ("index.interval.bytes", Expected::Int(0)),
    ("internal.segment.bytes", Expected::Int(14)),
    ("leader.replication.throttled.replicas", Expected::Text),
    ("local.retention.bytes", Expected::Long(-2)),
    ("local.retention.ms", Expected::Long(-2)),
    ("max.compaction.lag.ms", Expected::Long(1)),
    ("max.message.bytes", Expected::Int(0)),
    ("message.timestamp.after.max.ms", Expected::Long(0)),
    ("message.timestamp.before.max.ms", Expected::Long(0)),
    ("message.timestamp.type", Expected::TimestampType),
    ("min.cleanable.dirty.ratio", Expected::Ratio),
    ("min.compaction.lag.ms", Expected::Long(0)),
    ("min.insync.replicas", Expected::Int(1)),
    ("preallocate", Expected::Boolean),
    ("remote.log.copy.disable", Expected::Boolean),
    ("remote.log.delete.on.disable", Expected::Boolean),
    ("remote.storage.enable", Expected::Boolean),
    ("retention.bytes", Expected::Long(i64::MIN)),
    ("retention.ms", Expected::Long(-1)),
    ("segment.bytes", Expected::Int(1_048_576)),
    ("segment.index.bytes", Expected::Int(4)),
    ("segment.jitter.ms", Expected::Long(0)),
    ("segment.ms", Expected::Long(1)),
    ("unclean.leader.election.enable", Expected::Boolean),
];

impl Expected {
    /// Whether it takes that value.
    #[must_use]
    pub fn takes(self, value: &str) -> bool {
        match self {
            Self::Boolean => is_one_of(value, &["true", "false"]),
            Self::Int(least) => value.trim().parse::<i32>().is_ok_and(|it| it >= least),
            Self::Long(least) => value.trim().parse::<i64>().is_ok_and(|it| it >= least),
            Self::Ratio => is_ratio(value.trim()),
            Self::CleanupPolicy => value
                .split(',')
                .all(|policy| is_one_of(policy.trim(), &["delete", "compact"])),
            Self::Compression => is_one_of(
                value,
                &["uncompressed", "zstd", "lz4", "snappy", "gzip", "producer"],
            ),
            Self::TimestampType => is_one_of(value, &["CreateTime", "LogAppendTime"]),
            Self::Text => true,
        }
    }
}

fn is_one_of(value: &str, names: &[&str]) -> bool {
    names.contains(&value)
}

/// Whether a text is a decimal number from 0 to 1. The engine has no fractions: it only looks.
fn is_ratio(value: &str) -> bool {
    let (whole, part) = value.split_once('.').unwrap_or((value, ""));
    let digits = part.bytes().all(|byte| byte.is_ascii_digit());
    let nothing = part.bytes().all(|byte| byte == b'0');
    digits && (whole == "0" || (whole.is_empty() && !part.is_empty()) || (whole == "1" && nothing))
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean => f.write_str("true or false"),
            Self::Int(least) => write!(f, "a whole number from {least}"),
            Self::Long(least) => write!(f, "a whole number from {least}"),
            Self::Ratio => f.write_str("a number from 0 to 1"),
            Self::CleanupPolicy => f.write_str("delete, compact, or delete,compact"),
            Self::Compression => f.write_str("a codec, uncompressed, or producer"),
            Self::TimestampType => f.write_str("CreateTime or LogAppendTime"),
            Self::Text => f.write_str("a text"),
        }
    }
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
    /// The keys that have an effect.
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

    /// The values of this configuration with those written over them. What Kafka refuses was never
    /// written, so it is not looked for here.
    #[must_use]
    pub fn with(mut self, overrides: &Map<Arc<str>, Arc<str>>) -> Self {
        for (key, value) in overrides {
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

    /// Whether a topic may set that key.
    ///
    /// # Errors
    /// When it may not.
    pub fn check_key(key: &Arc<str>) -> Result<(), TopicConfigError> {
        expected_of(key).map(|_| ())
    }

    /// Sets one key.
    ///
    /// # Errors
    /// When the key is unknown or the value is not what it takes; nothing is set then.
    pub fn set(&mut self, key: &Arc<str>, value: &Arc<str>) -> Result<(), TopicConfigError> {
        let expected = expected_of(key)?;
        if !expected.takes(value) {
            return Err(TopicConfigError::InvalidValue {
                key: key.clone(),
                value: value.clone(),
                expected,
            });
        }
        let number = value.trim().parse::<u64>();
        match &**key {
            "min.insync.replicas" => {
                self.min_insync_replicas = value.trim().parse().unwrap_or(u32::MAX);
            }
            "unclean.leader.election.enable" => {
                self.unclean_leader_election_enable = &**value == "true";
            }
            "flush.messages" => self.flush_messages = number.unwrap_or(NEVER),
            "flush.ms" => self.flush_ms = number.unwrap_or(NEVER),
            _ => {}
        }
        Ok(())
    }
}

fn expected_of(key: &Arc<str>) -> Result<Expected, TopicConfigError> {
    let mut keys = KNOWN_KEYS.iter();
    match keys.find(|(name, _)| *name == &**key) {
        Some((_, expected)) => Ok(*expected),
        None => Err(TopicConfigError::UnknownKey(key.clone())),
    }
}

/// Whether a topic may have that name (`Topic.validate`).
#[must_use]
pub fn is_topic_name(name: &str) -> bool {
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    (1..=249).contains(&name.len()) && name != "." && name != ".." && name.chars().all(legal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_takes_what_kafka_lets_it_take() {
        for (key, value, taken) in [
            ("retention.ms", "soon", false),
            ("retention.ms", "-1", true),
            ("retention.ms", "-2", false),
            ("min.insync.replicas", "0", false),
            ("min.insync.replicas", "2", true),
            ("min.cleanable.dirty.ratio", "0.5", true),
            ("min.cleanable.dirty.ratio", "1.5", false),
            ("cleanup.policy", "delete,compact", true),
            ("cleanup.policy", "erase", false),
            ("unclean.leader.election.enable", "yes", false),
            ("colour", "red", false),
        ] {
            let mut config = TopicConfig::of_broker(&BrokerConfig::default());
            assert_eq!(
                config.set(&key.into(), &value.into()).is_ok(),
                taken,
                "{key}={value}"
            );
        }
    }

    #[test]
    fn a_topics_value_comes_before_the_brokers() {
        let broker = BrokerConfig::default();
        let own = [("min.insync.replicas".into(), "3".into())].into();
        let config = TopicConfig::of_broker(&broker).with(&own);
        assert_eq!(config.min_insync_replicas, 3);
        assert_eq!(config.flush_messages, NEVER);
    }
}
