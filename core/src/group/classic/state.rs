//! The states of a group and the ways between them.

use serde::{Deserialize, Serialize};

use crate::group::GroupState;

/// What a group is doing (`ClassicGroupState`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClassicGroupState {
    /// It has no members, though perhaps offsets.
    Empty,
    /// It waits for its members to join again.
    PreparingRebalance,
    /// All have joined; it waits for the leader's assignment.
    CompletingRebalance,
    /// Every member has its assignment, or can ask for it.
    Stable,
    /// This broker coordinates it no longer.
    Dead,
}

impl ClassicGroupState {
    /// Whether a group may go from this state to that one (`ClassicGroupState.validPreviousStates`).
    #[must_use]
    pub fn may_become(self, next: Self) -> bool {
        use ClassicGroupState::{CompletingRebalance, Dead, Empty, PreparingRebalance, Stable};
        match next {
            Dead => true,
            Empty | CompletingRebalance => self == PreparingRebalance,
            Stable => self == CompletingRebalance,
            PreparingRebalance => matches!(self, Stable | CompletingRebalance | Empty),
        }
    }

    /// Its name, as Kafka's tools print it.
    #[must_use]
    pub fn name(self) -> &'static str {
        GroupState::from(self).name()
    }
}
