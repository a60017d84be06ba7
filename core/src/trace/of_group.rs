//! What an event says of a group of consumers, in whichever protocol.

use super::Event;
use crate::group::MemberId;
use crate::group::classic::{ClassicGroupEvent, GroupId};
use crate::group::consumer_group::ConsumerGroupEvent;

impl Event {
    /// The group of which a coordinator tells.
    #[must_use]
    pub fn group(&self) -> Option<&GroupId> {
        match self {
            Self::ClassicGroup { group_id, .. } | Self::ConsumerGroup { group_id, .. } => {
                Some(group_id)
            }
            _ => None,
        }
    }

    /// Whether a coordinator has read a group from its log, and goes on with it.
    #[must_use]
    pub(crate) fn is_group_loaded(&self) -> bool {
        match self {
            Self::ClassicGroup { event, .. } => {
                matches!(event, ClassicGroupEvent::GroupLoaded { .. })
            }
            Self::ConsumerGroup { event, .. } => {
                matches!(event, ConsumerGroupEvent::GroupLoaded { .. })
            }
            _ => false,
        }
    }

    /// Which members are out of a group by it since a time ran out for them.
    #[must_use]
    pub fn expired(&self) -> &[MemberId] {
        match self {
            Self::ClassicGroup { event, .. } => event.expired(),
            Self::ConsumerGroup { event, .. } => event.expired(),
            _ => &[],
        }
    }
}
