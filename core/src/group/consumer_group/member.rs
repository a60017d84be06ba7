//! One member.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{ConsumerGroupMemberMetadata, LEAVE_GROUP_STATIC_MEMBER_EPOCH};
use crate::group::reconciliation::{CurrentAssignment, MemberState};
use crate::id::{GroupEpoch, TopicPartition};
use crate::sorted::Set;

/// A member of a group (`ConsumerGroupMember`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsumerGroupMember {
    /// What it says of itself.
    pub metadata: ConsumerGroupMemberMetadata,
    /// What it has, and in which epoch it is.
    pub current: CurrentAssignment,
}

impl ConsumerGroupMember {
    /// A member of which nothing is known yet.
    pub(super) fn joined() -> Self {
        Self {
            metadata: ConsumerGroupMemberMetadata::default(),
            current: CurrentAssignment::joined(),
        }
    }

    /// Its `group.instance.id`, if it is a static member.
    #[must_use]
    pub fn instance_id(&self) -> Option<&Arc<str>> {
        self.metadata.instance_id.as_ref()
    }

    /// Whether it speaks the classic protocol (`useClassicProtocol`).
    #[must_use]
    pub fn uses_classic_protocol(&self) -> bool {
        self.metadata.classic.is_some()
    }

    /// Whether it is a static member that has left and is still waited for.
    #[must_use]
    pub fn is_away(&self) -> bool {
        self.current.member_epoch == LEAVE_GROUP_STATIC_MEMBER_EPOCH
    }

    /// Whether it has what the target assignment of that epoch gives it (`isReconciledTo`).
    #[must_use]
    pub fn is_reconciled_to(&self, epoch: GroupEpoch) -> bool {
        self.current.state == MemberState::Stable && self.current.member_epoch == epoch
    }

    /// Whether what a member says that it owns is nothing but what it is known to have (`isSubset`).
    pub(super) fn is_known_to_own(&self, owned: &Set<TopicPartition>) -> bool {
        owned
            .iter()
            .all(|partition| self.current.assigned.contains_key(partition))
    }
}
