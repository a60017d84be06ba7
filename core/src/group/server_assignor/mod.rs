//! The assignors of the consumer protocol (KIP-848): the group's coordinator computes the target
//! assignment (`ConsumerGroupPartitionAssignor`, Apache Kafka 4.3.1). Racks do not matter to them.

mod range;
mod spec;
mod uniform;

use serde::{Deserialize, Serialize};

pub use spec::{
    GroupAssignment, GroupSpec, MemberSpec, PartitionAssignorError, SubscriptionType,
    TopicDescriber,
};

/// An assignor, as `group.consumer.assignors` names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ServerAssignor {
    /// As even as possible, and with few moves. The default, as the first in the list.
    #[default]
    Uniform,
    /// Topic by topic, contiguous partitions to the members in their turn.
    Range,
}

impl ServerAssignor {
    /// All of them, in the order of `group.consumer.assignors`.
    pub const ALL: [Self; 2] = [Self::Uniform, Self::Range];

    /// Its name in the protocol.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Uniform => "uniform",
            Self::Range => "range",
        }
    }

    /// The assignor of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// The target assignment. A member that is not in it gets nothing.
    ///
    /// # Errors
    /// If a member subscribes to a topic that does not exist.
    pub fn assign(self, spec: &GroupSpec<'_>) -> Result<GroupAssignment, PartitionAssignorError> {
        if spec.members.is_empty() {
            return Ok(GroupAssignment::new());
        }
        match self {
            Self::Uniform => uniform::assign(spec),
            Self::Range => range::assign(spec),
        }
    }
}
