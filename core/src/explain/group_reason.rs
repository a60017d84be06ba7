//! Why a member joins its group again or leaves it, as its request and its log say it.

use std::sync::Arc;

use super::class_of;
use crate::client::LeaveReason;
use crate::group::MemberId;
use crate::trace::RejoinReason;

impl LeaveReason {
    /// As the request and the log say it.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Closed => "the consumer is being closed",
            Self::Unsubscribed => "the consumer unsubscribed from all topics",
            Self::PollTimeout => "consumer poll timeout has expired.",
        }
    }
}

impl RejoinReason {
    /// What the member's request says of it (`requestRejoin`, the short reason).
    #[must_use]
    pub fn short(&self, member: Option<&MemberId>) -> Arc<str> {
        match self {
            Self::MemberIdGiven => {
                let member = member.map_or("", |member| &member.0);
                ["need to re-join with the given member-id: ", member]
                    .concat()
                    .into()
            }
            Self::GroupRebalances => "group is already rebalancing".into(),
            Self::MustRevoke(_) => "need to revoke partitions and re-join".into(),
            Self::MetadataChanged { .. } => "cached metadata has changed".into(),
            Self::SubscriptionChanged { .. } => "subscription has changed".into(),
            Self::Refused(error, api) => [
                "encountered ",
                error.name(),
                " from ",
                api.key(),
                " response",
            ]
            .concat()
            .into(),
            Self::RebalanceFailed(error) => ["rebalance failed due to ", class_of(*error)]
                .concat()
                .into(),
            Self::CommitWhileRebalancing => {
                "offset commit failed since group is already rebalancing".into()
            }
            Self::Left => "consumer pro-actively leaving the group".into(),
        }
    }
}
