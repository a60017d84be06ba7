//! What goes into an assignor, and what comes out of it, as the classic protocol has it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::group::MemberId;
use crate::id::{GenerationId, PartitionIndex};

/// A partition by its topic's name: the classic protocol knows no topic ids.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NamedPartition {
    /// The topic's name.
    pub topic: Arc<str>,
    /// The partition's index within it.
    pub partition: PartitionIndex,
}

/// What a member says of itself when it joins (`Subscription`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    /// The topics that it wants to read, each once.
    pub topics: Vec<Arc<str>>,
    /// What its assignor sends along; see [`Assignor::user_data`](super::Assignor::user_data).
    pub user_data: Option<UserData>,
    /// The partitions that it owns while it joins: none in the eager protocol.
    pub owned_partitions: Vec<NamedPartition>,
    /// The generation in which it was a member, if it was (else −1 in the protocol).
    pub generation: Option<GenerationId>,
    /// Its `client.rack`; an empty one is none.
    pub rack: Option<Arc<str>>,
}

/// What the sticky assignors of two rebalances have in common, by way of the members.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserData {
    /// What the member was given last.
    pub previous_assignment: Vec<NamedPartition>,
    /// In which generation.
    pub generation: Option<GenerationId>,
}

/// A member that has joined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its id.
    pub id: MemberId,
    /// Its `group.instance.id`, if it is a static member.
    pub instance_id: Option<Arc<str>>,
    /// What it said when it joined.
    pub subscription: Subscription,
}

/// A topic as the leader's metadata has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicMetadata {
    /// Its name.
    pub name: Arc<str>,
    /// For each of its partitions the racks of the replicas that have one. Replicas count whether they
    /// are in the ISR or not.
    pub replica_racks: Vec<Vec<Arc<str>>>,
}

/// A group that is to be assigned.
#[derive(Clone, Copy, Debug)]
pub struct GroupSubscription<'a> {
    /// What the leader knows of topics. Of one that is lacking here nobody gets anything.
    pub topics: &'a [TopicMetadata],
    /// The members. Kafka's leader has them in a hash map and the sticky assignors keep what members
    /// own in its order; here they are visited as they stand in the list.
    pub members: &'a [Member],
    /// Whether racks matter even where every partition is in all of them
    /// (`AbstractPartitionAssignor.preferRackAwareLogic`): never in a cluster, only in cases of Kafka's.
    pub prefer_rack_aware_logic: bool,
}

/// What one member gets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberAssignment {
    /// The member.
    pub member: MemberId,
    /// Its partitions, in the order in which they were assigned.
    pub partitions: Vec<NamedPartition>,
}

impl Member {
    /// Its rack, if it has one.
    pub(super) fn rack(&self) -> Option<&str> {
        let rack = self.subscription.rack.as_deref();
        rack.filter(|rack| !rack.is_empty())
    }
}
