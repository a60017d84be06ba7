//! Whether groups go from one protocol to the other.

use serde::{Deserialize, Serialize};

/// Whether a group may go from one protocol to the other while it has members
/// (`group.consumer.migration.policy`, `ConsumerGroupMigrationPolicy`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ConsumerGroupMigrationPolicy {
    /// It may go to the consumer protocol and back.
    #[default]
    Bidirectional,
    /// It may go to the consumer protocol.
    Upgrade,
    /// It may go to the classic protocol.
    Downgrade,
    /// It may not, and nobody joins a group of the other protocol.
    Disabled,
}

impl ConsumerGroupMigrationPolicy {
    /// Whether a classic group may become one of the consumer protocol (`isUpgradeEnabled`).
    #[must_use]
    pub fn allows_upgrade(self) -> bool {
        matches!(self, Self::Bidirectional | Self::Upgrade)
    }

    /// Whether a group of the consumer protocol may become a classic one (`isDowngradeEnabled`).
    #[must_use]
    pub fn allows_downgrade(self) -> bool {
        matches!(self, Self::Bidirectional | Self::Downgrade)
    }

    /// Whether nobody may join a group of the other protocol.
    #[must_use]
    pub fn is_disabled(self) -> bool {
        self == Self::Disabled
    }
}
