//! What a broker says of all groups.

use serde::{Deserialize, Serialize};

use crate::config::ConsumerGroupMigrationPolicy;

/// A broker's settings for groups of the consumer protocol (`GroupCoordinatorConfig`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ConsumerGroupConfig {
    /// How many members a group may have.
    #[serde(rename = "group.consumer.max.size")]
    pub group_consumer_max_size: u32,
    /// How long a member may be silent.
    #[serde(rename = "group.consumer.session.timeout.ms")]
    pub group_consumer_session_timeout_ms: u64,
    /// How often a member is told to send a heartbeat.
    #[serde(rename = "group.consumer.heartbeat.interval.ms")]
    pub group_consumer_heartbeat_interval_ms: u64,
    /// How long at least lies between one target assignment of a group and the next.
    #[serde(rename = "group.consumer.assignment.interval.ms")]
    pub group_consumer_assignment_interval_ms: u64,
    /// Whether a group may go from one protocol to the other while it has members.
    #[serde(rename = "group.consumer.migration.policy")]
    pub group_consumer_migration_policy: ConsumerGroupMigrationPolicy,
    /// How many members a group of the classic protocol may have that one of these becomes.
    #[serde(rename = "group.max.size")]
    pub group_max_size: u32,
}

impl Default for ConsumerGroupConfig {
    fn default() -> Self {
        Self {
            group_consumer_max_size: i32::MAX.cast_unsigned(),
            group_consumer_session_timeout_ms: 45_000,
            group_consumer_heartbeat_interval_ms: 5_000,
            group_consumer_assignment_interval_ms: 1_000,
            group_consumer_migration_policy: ConsumerGroupMigrationPolicy::Bidirectional,
            group_max_size: i32::MAX.cast_unsigned(),
        }
    }
}
