//! What a group is doing, whichever protocol its members speak.

use serde::{Deserialize, Serialize};

use super::classic::ClassicGroupState;
use super::consumer_group::ConsumerGroupState;

/// What a coordinator says that a group is doing (`org.apache.kafka.common.GroupState`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GroupState {
    /// It has no members, though perhaps offsets.
    Empty,
    /// In the classic protocol: its members are to join again.
    PreparingRebalance,
    /// In the classic protocol: its leader is to assign.
    CompletingRebalance,
    /// In the consumer protocol: its target assignment is out of date.
    Assigning,
    /// In the consumer protocol: a member does not have yet what it is to have.
    Reconciling,
    /// Every member has what it is to have.
    Stable,
    /// There is no such group.
    Dead,
}

impl GroupState {
    /// Its name, as Kafka's tools print it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Empty => "Empty",
            Self::PreparingRebalance => "PreparingRebalance",
            Self::CompletingRebalance => "CompletingRebalance",
            Self::Assigning => "Assigning",
            Self::Reconciling => "Reconciling",
            Self::Stable => "Stable",
            Self::Dead => "Dead",
        }
    }

    /// Whether nobody is in it, so that an administrator may reset what it has committed
    /// (`ConsumerGroupCommand.resetOffsets`).
    #[must_use]
    pub fn is_inactive(self) -> bool {
        matches!(self, Self::Empty | Self::Dead)
    }
}

impl From<ClassicGroupState> for GroupState {
    fn from(state: ClassicGroupState) -> Self {
        match state {
            ClassicGroupState::Empty => Self::Empty,
            ClassicGroupState::PreparingRebalance => Self::PreparingRebalance,
            ClassicGroupState::CompletingRebalance => Self::CompletingRebalance,
            ClassicGroupState::Stable => Self::Stable,
            ClassicGroupState::Dead => Self::Dead,
        }
    }
}

impl From<ConsumerGroupState> for GroupState {
    fn from(state: ConsumerGroupState) -> Self {
        match state {
            ConsumerGroupState::Empty => Self::Empty,
            ConsumerGroupState::Assigning => Self::Assigning,
            ConsumerGroupState::Reconciling => Self::Reconciling,
            ConsumerGroupState::Stable => Self::Stable,
            ConsumerGroupState::Dead => Self::Dead,
        }
    }
}
