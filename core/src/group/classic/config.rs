//! What a broker says of all groups.

use serde::{Deserialize, Serialize};

/// How long a join of a new member may wait; no setting of Kafka's
/// (`GroupCoordinatorConfig.CLASSIC_GROUP_NEW_MEMBER_JOIN_TIMEOUT_MS`).
pub(crate) const NEW_MEMBER_JOIN_TIMEOUT_MS: u64 = 300_000;

/// A broker's settings for groups of the classic protocol (`GroupCoordinatorConfig`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClassicGroupConfig {
    /// How many members a group may have.
    #[serde(rename = "group.max.size")]
    pub group_max_size: u32,
    /// How long the first rebalance of an empty group waits for others.
    #[serde(rename = "group.initial.rebalance.delay.ms")]
    pub group_initial_rebalance_delay_ms: u64,
    /// The shortest `session.timeout.ms` that a member may have.
    #[serde(rename = "group.min.session.timeout.ms")]
    pub group_min_session_timeout_ms: u64,
    /// The longest `session.timeout.ms` that a member may have.
    #[serde(rename = "group.max.session.timeout.ms")]
    pub group_max_session_timeout_ms: u64,
}

impl Default for ClassicGroupConfig {
    fn default() -> Self {
        Self {
            group_max_size: i32::MAX.cast_unsigned(),
            group_initial_rebalance_delay_ms: 3_000,
            group_min_session_timeout_ms: 6_000,
            group_max_session_timeout_ms: 1_800_000,
        }
    }
}
