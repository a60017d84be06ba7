//! What goes into an assignor of the consumer protocol, and what comes out of it (`GroupSpec`,
//! `GroupAssignment`).

use core::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::group::MemberId;
use crate::group::member::{Turn, in_turn};
use crate::id::{PartitionIndex, TopicId, TopicPartition};
use crate::sorted::{Map, Set};

/// What each member is to have.
pub type GroupAssignment = Map<MemberId, Set<TopicPartition>>;

/// How many partitions a topic has; none if there is no such topic (`SubscribedTopicDescriber`).
pub type TopicDescriber<'a> = &'a dyn Fn(TopicId) -> Option<u32>;

/// A group that is to be assigned.
#[derive(Clone, Copy)]
pub struct GroupSpec<'a> {
    /// The members, in the order in which the coordinator has them. (Kafka has them in a hash map, and
    /// the uniform assignor gives partitions that are left over to the first of them.)
    pub members: &'a [MemberSpec],
    /// Whether they subscribe to the same topics.
    pub subscription_type: SubscriptionType,
    /// What there is to assign.
    pub partition_count: TopicDescriber<'a>,
}

/// What an assignor knows of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberSpec {
    /// Its id.
    pub id: MemberId,
    /// Its `group.instance.id`, if it is a static member.
    pub instance_id: Option<Arc<str>>,
    /// The topics that it subscribes to.
    pub subscribed_topics: Set<TopicId>,
    /// What it is to have by the present target assignment.
    pub assigned: Set<TopicPartition>,
}

/// Whether all members subscribe to the same topics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SubscriptionType {
    /// All subscribe to the same.
    Homogeneous,
    /// At least one subscribes to others.
    Heterogeneous,
}

/// Why there is no assignment (`PartitionAssignorException`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartitionAssignorError {
    /// A member subscribes to a topic that does not exist.
    NonexistentTopic(TopicId),
}

impl fmt::Display for PartitionAssignorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::NonexistentTopic(topic) = self;
        write!(
            f,
            "a member is subscribed to topic {topic}, which does not exist"
        )
    }
}

impl core::error::Error for PartitionAssignorError {}

impl SubscriptionType {
    /// The type of a group of these members (`ModernGroup.subscriptionType`).
    #[must_use]
    pub fn of(members: &[MemberSpec]) -> Self {
        let is_like_first = |member: &MemberSpec| {
            let first = members.first();
            first.is_some_and(|first| first.subscribed_topics == member.subscribed_topics)
        };
        if members.iter().all(is_like_first) {
            Self::Homogeneous
        } else {
            Self::Heterogeneous
        }
    }
}

impl GroupSpec<'_> {
    /// How many partitions a topic has that a member subscribes to.
    pub(super) fn count(&self, topic: TopicId) -> Result<u32, PartitionAssignorError> {
        (self.partition_count)(topic).ok_or(PartitionAssignorError::NonexistentTopic(topic))
    }

    /// The members in their turn.
    pub(super) fn members_in_turn(&self) -> Vec<usize> {
        let mut turns = Vec::new();
        for (index, member) in self.members.iter().enumerate() {
            turns.push(Turn {
                index,
                id: &member.id,
                instance_id: member.instance_id.as_deref(),
            });
        }
        in_turn(turns)
    }

    /// The members' shares, which are in their order, by their ids.
    pub(super) fn named(&self, shares: Vec<Set<TopicPartition>>) -> GroupAssignment {
        let mut assignment = GroupAssignment::new();
        for (member, share) in self.members.iter().zip(shares) {
            assignment.insert(member.id.clone(), share);
        }
        assignment
    }
}

/// A partition of a topic.
pub(super) fn partition(topic: TopicId, index: u32) -> TopicPartition {
    TopicPartition {
        topic,
        partition: PartitionIndex(index),
    }
}
