//! The settings that a topic may have, and what each of them takes (`LogConfig`).

use core::fmt;

use serde::{Deserialize, Serialize};

/// What a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ValueType {
    /// A whole number of 32 bits (`INT`) from there on.
    Int(i32),
    /// A whole number of 64 bits (`LONG`) from there on.
    Long(i64),
    /// A fraction from 0 to 1 (`DOUBLE`).
    Fraction,
    /// `true` or `false`.
    Boolean,
    /// One of [`COMPRESSION_TYPES`].
    CompressionType,
    /// One of [`TIMESTAMP_TYPES`].
    TimestampType,
    /// [`CLEANUP_POLICIES`], one or both.
    CleanupPolicy,
    /// A list of what the engine does not look into.
    List,
}

/// The values of `compression.type`.
pub const COMPRESSION_TYPES: [&str; 6] =
    ["uncompressed", "zstd", "lz4", "snappy", "gzip", "producer"];

/// The values of `message.timestamp.type`.
pub const TIMESTAMP_TYPES: [&str; 2] = ["CreateTime", "LogAppendTime"];

/// The values of `cleanup.policy`.
pub const CLEANUP_POLICIES: [&str; 2] = ["compact", "delete"];

/// How many in-sync replicas acks=all needs: a setting of topics, of brokers, and of the whole cluster.
pub(crate) const MIN_INSYNC_REPLICAS: &str = "min.insync.replicas";

/// Every key that a topic may have in Kafka 4.3.1. The engine acts on those of
/// [`TopicConfig::KEYS`](super::TopicConfig::KEYS).
const TOPIC_KEYS: [(&str, ValueType); 33] = [
    ("cleanup.policy", ValueType::CleanupPolicy),
    ("compression.gzip.level", ValueType::Int(i32::MIN)),
    ("compression.lz4.level", ValueType::Int(i32::MIN)),
    ("compression.type", ValueType::CompressionType),
    ("compression.zstd.level", ValueType::Int(i32::MIN)),
    ("delete.retention.ms", ValueType::Long(0)),
    ("file.delete.delay.ms", ValueType::Long(0)),
    ("flush.messages", ValueType::Long(1)),
    ("flush.ms", ValueType::Long(0)),
    ("follower.replication.throttled.replicas", ValueType::List),
    ("index.interval.bytes", ValueType::Int(0)),
    ("leader.replication.throttled.replicas", ValueType::List),
    ("local.retention.bytes", ValueType::Long(-2)),
    ("local.retention.ms", ValueType::Long(-2)),
    ("max.compaction.lag.ms", ValueType::Long(1)),
    ("max.message.bytes", ValueType::Int(0)),
    ("message.timestamp.after.max.ms", ValueType::Long(0)),
    ("message.timestamp.before.max.ms", ValueType::Long(0)),
    ("message.timestamp.type", ValueType::TimestampType),
    ("min.cleanable.dirty.ratio", ValueType::Fraction),
    ("min.compaction.lag.ms", ValueType::Long(0)),
    (MIN_INSYNC_REPLICAS, ValueType::Int(1)),
    ("preallocate", ValueType::Boolean),
    ("remote.log.copy.disable", ValueType::Boolean),
    ("remote.log.delete.on.disable", ValueType::Boolean),
    ("remote.storage.enable", ValueType::Boolean),
    ("retention.bytes", ValueType::Long(i64::MIN)),
    ("retention.ms", ValueType::Long(-1)),
    ("segment.bytes", ValueType::Int(1024 * 1024)),
    ("segment.index.bytes", ValueType::Int(4)),
    ("segment.jitter.ms", ValueType::Long(0)),
    ("segment.ms", ValueType::Long(1)),
    ("unclean.leader.election.enable", ValueType::Boolean),
];

/// What a key takes, if a topic may have it.
#[must_use]
pub(super) fn expected_of(key: &str) -> Option<ValueType> {
    for (name, expected) in TOPIC_KEYS {
        if name == key {
            return Some(expected);
        }
    }
    None
}

impl ValueType {
    /// Whether the value is of that kind (`ConfigDef.parseType`, `ConfigDef.Validator`).
    #[must_use]
    pub(super) fn accepts(self, value: &str) -> bool {
        let value = value.trim();
        match self {
            Self::Int(least) => value.parse::<i32>().is_ok_and(|number| number >= least),
            Self::Long(least) => value.parse::<i64>().is_ok_and(|number| number >= least),
            Self::Fraction => is_fraction(value),
            Self::Boolean => is_true(value) || value.eq_ignore_ascii_case("false"),
            Self::CompressionType => COMPRESSION_TYPES.contains(&value),
            Self::TimestampType => TIMESTAMP_TYPES.contains(&value),
            Self::CleanupPolicy => {
                let mut policies = value.split(',');
                policies.all(|policy| CLEANUP_POLICIES.contains(&policy.trim()))
            }
            Self::List => true,
        }
    }
}

pub(super) fn is_true(value: &str) -> bool {
    value.trim().eq_ignore_ascii_case("true")
}

/// Whether it is written as a decimal from 0 to 1.
fn is_fraction(value: &str) -> bool {
    let (whole, digits) = value.split_once('.').unwrap_or((value, "0"));
    let only = |text: &str, digit: fn(u8) -> bool| text.bytes().all(digit);
    match whole {
        "0" | "" => only(digits, |digit| digit.is_ascii_digit()) && !value.is_empty(),
        "1" => only(digits, |digit| digit == b'0'),
        _ => false,
    }
}

impl fmt::Display for ValueType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one_of = |f: &mut fmt::Formatter<'_>, values: &[&str]| {
            f.write_str("one of ")?;
            f.write_str(&values.join(", "))
        };
        match self {
            Self::Int(least) => write!(f, "a whole number from {least}"),
            Self::Long(least) => write!(f, "a whole number from {least}"),
            Self::Fraction => f.write_str("a number from 0 to 1"),
            Self::Boolean => f.write_str("true or false"),
            Self::CompressionType => one_of(f, &COMPRESSION_TYPES),
            Self::TimestampType => one_of(f, &TIMESTAMP_TYPES),
            Self::CleanupPolicy => f.write_str("compact, delete, or both with a comma between"),
            Self::List => f.write_str("a list"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_takes_what_kafka_lets_it_take() {
        for (key, taken, refused) in [
            (
                "min.insync.replicas",
                &["1", " 3 "][..],
                &["0", "-1", "two", "1.5", ""][..],
            ),
            ("retention.ms", &["-1", "604800000"], &["-2", "soon"]),
            ("retention.bytes", &["-1", "-9"], &["much"]),
            ("segment.bytes", &["1048576"], &["1024", "4294967296"]),
            (
                "unclean.leader.election.enable",
                &["true", "FALSE"],
                &["yes", ""],
            ),
            (
                "cleanup.policy",
                &["compact", "compact, delete"],
                &["keep", ""],
            ),
            ("compression.type", &["producer", "zstd"], &["none"]),
            ("message.timestamp.type", &["LogAppendTime"], &["now"]),
            (
                "min.cleanable.dirty.ratio",
                &["0", "0.5", ".25", "1.0"],
                &["1.5", "half", ""],
            ),
        ] {
            let expected = expected_of(key).expect(key);
            for value in taken {
                assert!(expected.accepts(value), "{key}={value}");
            }
            for value in refused {
                assert!(!expected.accepts(value), "{key}={value}");
            }
        }
        assert_eq!(expected_of("colour"), None);
    }
}
