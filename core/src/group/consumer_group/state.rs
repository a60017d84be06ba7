//! What a group is doing.

use serde::{Deserialize, Serialize};

use crate::group::GroupState;

/// What a group is doing: it follows from its epochs and its members (`ConsumerGroupState`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConsumerGroupState {
    /// It has no members, though perhaps offsets.
    Empty,
    /// Its target assignment is older than what its members or topics now are.
    Assigning,
    /// At least one member does not have yet what the target assignment gives it.
    Reconciling,
    /// Every member has what the target assignment gives it.
    Stable,
    /// There is no such group here.
    Dead,
}

impl ConsumerGroupState {
    /// Its name, as Kafka's tools print it.
    #[must_use]
    pub fn name(self) -> &'static str {
        GroupState::from(self).name()
    }
}
