//! The configuration of brokers, producers and consumers by Kafka's names: what a key takes, what it is set
//! to, and how it is set. Topics have theirs in [`TopicConfig`](super::TopicConfig).

mod written;

use core::fmt;

use self::written::Written;
use super::topic_key::ValueType;
use super::{
    AutoOffsetReset, BrokerConfig, CompressionType, ConsumerConfig, ConsumerGroupMigrationPolicy,
    GroupProtocol, HighWatermarkOver, ProducerConfig, ReplicaSelector, Serializer, Truncation,
};
use crate::wire::Acks;

/// A key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Kafka's name.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
}

/// What a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// What Kafka's definition of the key says (`ConfigDef.Type`, `ConfigDef.Range`).
    Value(ValueType),
    /// One of a few words (`ConfigDef.ValidString`).
    OneOf(&'static [&'static str]),
    /// One of a few words, however their letters are (`ConfigDef.CaseInsensitiveValidString`).
    AnyCaseOf(&'static [&'static str]),
    /// A policy without a valid position (`AutoOffsetResetStrategy.Validator`).
    OffsetReset,
    /// Any word, or none.
    Word,
    /// A whole number from 0; the key is none of Kafka's.
    Count,
}

/// Why a key is not set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingError {
    /// There is no such key.
    UnknownKey(String),
    /// Kafka refuses the value (`ConfigException`).
    Refused {
        /// The key.
        setting: Setting,
        /// The value as written.
        value: String,
    },
    /// The value is one that a simulation cannot have, though Kafka might take it.
    NotHere {
        /// The key.
        setting: Setting,
        /// The value as written.
        value: String,
    },
}

impl fmt::Display for SettingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, setting, value) = match self {
            Self::UnknownKey(key) => return write!(f, "unknown configuration `{key}`"),
            Self::Refused { setting, value } => ("refused by Kafka", setting, value),
            Self::NotHere { setting, value } => ("not simulated", setting, value),
        };
        write!(f, "`{value}` for configuration `{}`: {what}", setting.name)
    }
}

impl core::error::Error for SettingError {}

impl Takes {
    /// Whether Kafka takes the value, or may: what the key's definition does not bound is left to
    /// whoever uses it.
    fn accepts(self, value: &str) -> bool {
        match self {
            Self::Value(expected) => expected.accepts(value),
            Self::OneOf(words) => words.contains(&value.trim()),
            Self::AnyCaseOf(words) => words.contains(&&*value.trim().to_ascii_lowercase()),
            Self::OffsetReset => AutoOffsetReset::parsed(value.trim()).is_some(),
            Self::Word | Self::Count => true,
        }
    }
}

const ANY_INT: Takes = Takes::Value(ValueType::Int(i32::MIN));
const ANY_LONG: Takes = Takes::Value(ValueType::Long(i64::MIN));
const BOOLEAN: Takes = Takes::Value(ValueType::Boolean);

const fn int_from(least: i32) -> Takes {
    Takes::Value(ValueType::Int(least))
}

const fn long_from(least: i64) -> Takes {
    Takes::Value(ValueType::Long(least))
}

macro_rules! settings {
    ($of:ident { $($name:literal: $takes:expr => $($field:ident).+ $(, unset $default:literal)?;)* }) => {
        impl $of {
            /// Every key, in order.
            pub const SETTINGS: &'static [Setting] = &[
                $(Setting { name: $name, takes: $takes },)*
            ];

            /// What a key is set to, as it is written, or what stands for it where nobody has set it; nothing
            /// where there is no such key.
            #[must_use]
            pub fn written(&self, key: &str) -> Option<String> {
                let (written, unset) = match key {
                    $($name => (self.$($field).+.written(), concat!($($default)?)),)*
                    _ => return None,
                };
                Some(if written.is_empty() { unset.to_owned() } else { written })
            }

            /// What a key is set to, as it is written; nothing where it stands as in a configuration that says
            /// nothing.
            #[must_use]
            pub fn beyond_default(&self, key: &str) -> Option<String> {
                let default = Self::default();
                match key {
                    $($name if self.$($field).+ != default.$($field).+ => Some(self.$($field).+.written()),)*
                    _ => None,
                }
            }

            /// Sets a key.
            ///
            /// # Errors
            /// When there is no such key, or it does not take the value; nothing is set then.
            pub fn set(&mut self, key: &str, value: &str) -> Result<(), SettingError> {
                match key {
                    $($name => put(&mut self.$($field).+, Setting { name: $name, takes: $takes }, value),)*
                    _ => Err(SettingError::UnknownKey(key.to_owned())),
                }
            }
        }
    };
}

fn put<T: Written>(place: &mut T, setting: Setting, value: &str) -> Result<(), SettingError> {
    let value = value.trim();
    if !setting.takes.accepts(value) {
        let value = value.to_owned();
        return Err(SettingError::Refused { setting, value });
    }
    match T::read(value) {
        Some(read) => *place = read,
        None => {
            let value = value.to_owned();
            return Err(SettingError::NotHere { setting, value });
        }
    }
    Ok(())
}

settings! {
    BrokerConfig {
        "min.insync.replicas": int_from(1) => min_insync_replicas;
        "unclean.leader.election.enable": BOOLEAN => unclean_leader_election_enable;
        "message.max.bytes": int_from(0) => message_max_bytes;
        "producer.id.expiration.ms": int_from(1) => producer_id_expiration_ms;
        "eligible.leader.replicas.version": Takes::OneOf(&["1", "0"]) => eligible_leader_replicas_version;
        "replica.lag.time.max.ms": ANY_LONG => replica_lag_time_max_ms;
        "replica.fetch.wait.max.ms": ANY_INT => replica_fetch_wait_max_ms;
        "replica.fetch.min.bytes": ANY_INT => replica_fetch_min_bytes;
        "replica.fetch.backoff.ms": int_from(0) => replica_fetch_backoff_ms;
        "replica.socket.timeout.ms": ANY_INT => replica_socket_timeout_ms;
        "replica.high.watermark.checkpoint.interval.ms": ANY_LONG => replica_high_watermark_checkpoint_interval_ms;
        "broker.heartbeat.interval.ms": ANY_INT => broker_heartbeat_interval_ms;
        "broker.session.timeout.ms": ANY_INT => broker_session_timeout_ms;
        "unclean.leader.election.interval.ms": long_from(1) => unclean_leader_election_interval_ms;
        "auto.leader.rebalance.enable": BOOLEAN => auto_leader_rebalance_enable;
        "leader.imbalance.check.interval.seconds": long_from(1) => leader_imbalance_check_interval_seconds;
        "num.partitions": int_from(1) => num_partitions;
        "default.replication.factor": ANY_INT => default_replication_factor;
        "replica.selector.class": Takes::OneOf(ReplicaSelector::WORDS) => replica_selector_class;
        "offsets.topic.num.partitions": int_from(1) => offsets_topic_num_partitions;
        "offsets.topic.replication.factor": int_from(1) => offsets_topic_replication_factor;
        "offsets.retention.minutes": int_from(1) => offsets_retention_minutes;
        "offsets.retention.check.interval.ms": long_from(1) => offsets_retention_check_interval_ms;
        "offset.metadata.max.bytes": ANY_INT => offset_metadata_max_bytes;
        "group.max.size": int_from(1) => group_max_size;
        "group.initial.rebalance.delay.ms": ANY_INT => group_initial_rebalance_delay_ms;
        "group.min.session.timeout.ms": ANY_INT => group_min_session_timeout_ms;
        "group.max.session.timeout.ms": ANY_INT => group_max_session_timeout_ms;
        "group.consumer.max.size": int_from(1) => group_consumer_max_size;
        "group.consumer.assignment.interval.ms": int_from(0) => group_consumer_assignment_interval_ms;
        "group.consumer.heartbeat.interval.ms": int_from(1) => group_consumer_heartbeat_interval_ms;
        "group.consumer.session.timeout.ms": int_from(1) => group_consumer_session_timeout_ms;
        "group.consumer.migration.policy": Takes::OneOf(ConsumerGroupMigrationPolicy::WORDS) => group_consumer_migration_policy;
        "os.writeback.ms": Takes::Count => os_writeback_ms;
        "semantics.truncation": Takes::OneOf(Truncation::WORDS) => semantics.truncation;
        "semantics.high_watermark": Takes::OneOf(HighWatermarkOver::WORDS) => semantics.high_watermark;
        "semantics.broker_epoch_check": BOOLEAN => semantics.broker_epoch_check;
        "semantics.restart_keeps_isr": BOOLEAN => semantics.restart_keeps_isr;
        "semantics.producer_state_check": BOOLEAN => semantics.producer_state_check;
    }
}

settings! {
    ProducerConfig {
        "acks": Takes::OneOf(Acks::WORDS) => acks;
        "enable.idempotence": BOOLEAN => enable_idempotence, unset "true";
        "key.serializer": Takes::OneOf(Serializer::WORDS) => key_serializer;
        "value.serializer": Takes::OneOf(Serializer::WORDS) => value_serializer;
        "batch.size": int_from(0) => batch_size;
        "linger.ms": long_from(0) => linger_ms;
        "compression.type": Takes::OneOf(CompressionType::WORDS) => compression_type;
        "max.request.size": int_from(0) => max_request_size;
        "buffer.memory": long_from(0) => buffer_memory;
        "partitioner.ignore.keys": BOOLEAN => partitioner_ignore_keys;
        "partitioner.adaptive.partitioning.enable": BOOLEAN => partitioner_adaptive_partitioning_enable;
        "partitioner.availability.timeout.ms": long_from(0) => partitioner_availability_timeout_ms;
        "request.timeout.ms": int_from(0) => request_timeout_ms;
        "delivery.timeout.ms": int_from(0) => delivery_timeout_ms, unset "120000";
        "retries": int_from(0) => retries;
        "retry.backoff.ms": long_from(0) => retry_backoff_ms;
        "retry.backoff.max.ms": long_from(0) => retry_backoff_max_ms;
        "max.in.flight.requests.per.connection": int_from(1) => max_in_flight_requests_per_connection;
        "max.block.ms": long_from(0) => max_block_ms;
        "transactional.id": Takes::Word => transactional_id;
    }
}

settings! {
    ConsumerConfig {
        "auto.offset.reset": Takes::OffsetReset => auto_offset_reset;
        "group.id": Takes::Word => group_id;
        "fetch.max.wait.ms": int_from(0) => fetch_max_wait_ms;
        "fetch.min.bytes": int_from(0) => fetch_min_bytes;
        "fetch.max.bytes": int_from(0) => fetch_max_bytes;
        "max.partition.fetch.bytes": int_from(0) => max_partition_fetch_bytes;
        "max.poll.records": int_from(1) => max_poll_records;
        "max.poll.interval.ms": int_from(1) => max_poll_interval_ms;
        "enable.auto.commit": BOOLEAN => enable_auto_commit, unset "true";
        "auto.commit.interval.ms": int_from(0) => auto_commit_interval_ms;
        "group.instance.id": Takes::Word => group_instance_id;
        "client.id": Takes::Word => client_id;
        "group.protocol": Takes::AnyCaseOf(GroupProtocol::WORDS) => group_protocol;
        "group.remote.assignor": Takes::Word => group_remote_assignor;
        "partition.assignment.strategy": Takes::Word => partition_assignment_strategy;
        "session.timeout.ms": int_from(0) => session_timeout_ms;
        "heartbeat.interval.ms": int_from(0) => heartbeat_interval_ms;
        "default.api.timeout.ms": int_from(0) => default_api_timeout_ms;
        "request.timeout.ms": int_from(0) => request_timeout_ms;
        "retry.backoff.ms": long_from(0) => retry_backoff_ms;
        "client.rack": Takes::Word => client_rack;
        "metadata.max.age.ms": long_from(0) => metadata_max_age_ms;
        "semantics.position_validation": BOOLEAN => position_validation;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of each key: it reads what it has written, and has written nothing else afterwards.
    macro_rules! reads_what_it_writes {
        ($($of:ident)*) => {$(
            for setting in $of::SETTINGS {
                let mut config = $of::default();
                assert_eq!(config.beyond_default(setting.name), None, "{}", setting.name);
                let written = config.written(setting.name).expect(setting.name);
                config.set(setting.name, &written).expect(setting.name);
                assert_eq!(config.written(setting.name), Some(written), "{}", setting.name);
            }
        )*};
    }

    #[test]
    fn every_key_is_set_to_what_it_has_been_written_as() {
        reads_what_it_writes! { BrokerConfig ProducerConfig ConsumerConfig }
    }

    #[test]
    fn what_was_said_is_kept_though_it_is_the_default() {
        let mut producer = ProducerConfig::default();
        for (key, said) in [
            ("enable.idempotence", "true"),
            ("delivery.timeout.ms", "120000"),
        ] {
            producer.set(key, said).expect(key);
            assert_eq!(producer.beyond_default(key).as_deref(), Some(said));
        }
        let mut consumer = ConsumerConfig::default();
        consumer
            .set("enable.auto.commit", "TRUE")
            .expect("it is taken");
        assert_eq!(consumer.enable_auto_commit, Some(true));
        let default = crate::config::client::DELIVERY_TIMEOUT_MS.to_string();
        let unset = ProducerConfig::default().written("delivery.timeout.ms");
        assert_eq!(unset, Some(default));
    }

    #[test]
    fn every_word_of_a_choice_is_one_that_the_key_takes() {
        for setting in BrokerConfig::SETTINGS {
            if let Takes::OneOf(words) = setting.takes {
                for word in words {
                    let set = BrokerConfig::default().set(setting.name, word);
                    assert_eq!(set, Ok(()), "{} {word}", setting.name);
                }
            }
        }
    }

    #[test]
    fn what_is_refused_changes_nothing() {
        for (key, value, by_kafka) in [
            ("min.insync.replicas", "0", true),
            ("min.insync.replicas", "-5", true),
            ("min.insync.replicas", "two", true),
            ("unclean.leader.election.enable", "maybe", true),
            ("eligible.leader.replicas.version", "2", true),
            ("replica.lag.time.max.ms", "soon", true),
            ("replica.lag.time.max.ms", "-1", false),
            ("os.writeback.ms", "-1", false),
        ] {
            let mut config = BrokerConfig::default();
            let refused = config.set(key, value).expect_err(key);
            let is_kafkas = matches!(refused, SettingError::Refused { .. });
            assert_eq!(is_kafkas, by_kafka, "{key}={value}");
            assert_eq!(config, BrokerConfig::default());
        }
        let unknown = BrokerConfig::default().set("colour", "blue");
        assert_eq!(unknown, Err(SettingError::UnknownKey("colour".into())));
    }
}
