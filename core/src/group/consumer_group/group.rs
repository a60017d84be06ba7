//! One group: what its records say, and what follows from that alone.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::topic::SubscribedTopics;
use super::{
    ConsumerGroupConfig, ConsumerGroupMember, ConsumerGroupRecord, ConsumerGroupState,
    TargetAssignmentMetadata, TopicLookup,
};
use crate::group::MemberId;
use crate::group::classic::GroupId;
use crate::group::server_assignor::{GroupAssignment, ServerAssignor};
use crate::id::{GroupEpoch, TopicPartition};
use crate::java_hash_map::{bucket, bucket_count};
use crate::sorted::{Map, Set, sort_by};
use crate::time::Time;

/// The epoch that a group begins in: that of its first target assignment is the next one (KAFKA-20268).
const INITIAL_EPOCH: GroupEpoch = GroupEpoch(1);

/// `HashMap.DEFAULT_INITIAL_CAPACITY`.
const HASH_MAP_CAPACITY: usize = 16;

/// How many buckets a copy of a hash map of two entries has.
const ASSIGNOR_BUCKETS: usize = 4;

/// A group of the consumer protocol (`ConsumerGroup`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsumerGroup {
    /// Its id.
    pub id: GroupId,
    /// How often its members, their subscriptions or their topics have changed.
    pub epoch: GroupEpoch,
    /// What stands for the topics that the group was last seen with.
    pub metadata_hash: i64,
    /// The members.
    pub members: Map<MemberId, ConsumerGroupMember>,
    /// The epoch that the target assignment is for.
    pub assignment_epoch: GroupEpoch,
    /// When the target assignment was computed; none if there was none.
    pub assignment_timestamp: Option<Time>,
    /// What each member is to have.
    pub target_assignment: GroupAssignment,
    /// For each member that is to give partitions up, the epoch in which it was told to. No record says
    /// so.
    pub(super) revoking_in: Map<MemberId, GroupEpoch>,
    /// Members of the classic protocol that were told to join again, and have not yet.
    pub(super) awaiting_join: Set<MemberId>,
    /// Members of the classic protocol that have joined, and have not asked for their assignment yet.
    pub(super) awaiting_sync: Set<MemberId>,
}

impl ConsumerGroup {
    /// How long a member may be silent: one that speaks the classic protocol as long as it says.
    pub(super) fn session_timeout_ms(
        &self,
        member: &MemberId,
        config: &ConsumerGroupConfig,
    ) -> u64 {
        let known = self.members.get(member);
        let classic = known.and_then(|member| member.metadata.classic.as_ref());
        classic.map_or(config.group_consumer_session_timeout_ms, |classic| {
            classic.session_timeout_ms
        })
    }

    /// A group that nobody has joined.
    pub(in crate::group) fn new(id: GroupId) -> Self {
        Self {
            id,
            epoch: INITIAL_EPOCH,
            metadata_hash: 0,
            members: Map::new(),
            assignment_epoch: INITIAL_EPOCH,
            assignment_timestamp: None,
            target_assignment: Map::new(),
            revoking_in: Map::new(),
            awaiting_join: Set::new(),
            awaiting_sync: Set::new(),
        }
    }

    /// How many members speak the classic protocol (`numClassicProtocolMembers`).
    pub(super) fn classic_members(&self) -> usize {
        let members = self.members.values();
        members.filter(|it| it.uses_classic_protocol()).count()
    }

    /// How long the group waits for a member (`max.poll.interval.ms`).
    pub(super) fn rebalance_timeout_of(&self, member: &MemberId) -> u64 {
        let member = self.members.get(member);
        member
            .and_then(|member| member.metadata.rebalance_timeout_ms)
            .unwrap_or(0)
    }

    /// What the group is doing (`maybeUpdateGroupState`).
    #[must_use]
    pub fn state(&self) -> ConsumerGroupState {
        if self.members.is_empty() {
            return ConsumerGroupState::Empty;
        }
        if self.epoch > self.assignment_epoch {
            return ConsumerGroupState::Assigning;
        }
        for member in self.members.values() {
            if !member.is_reconciled_to(self.assignment_epoch) {
                return ConsumerGroupState::Reconciling;
            }
        }
        ConsumerGroupState::Stable
    }

    /// The static member of an instance id.
    #[must_use]
    pub fn static_member(&self, instance_id: &str) -> Option<(&MemberId, &ConsumerGroupMember)> {
        let mut members = self.members.iter();
        members.find(|(_, member)| member.instance_id().is_some_and(|it| **it == *instance_id))
    }

    /// The ids of the members, in the order of Kafka's hash map.
    #[must_use]
    pub fn member_ids(&self) -> Vec<MemberId> {
        let mut ids: Vec<MemberId> = self.members.keys().cloned().collect();
        let buckets = bucket_count(HASH_MAP_CAPACITY, ids.len());
        sort_by(&mut ids, |one, other| {
            bucket(&one.0, buckets) < bucket(&other.0, buckets)
        });
        ids
    }

    /// In which epoch whoever has a partition got it; none if nobody has it (`currentPartitionEpoch`).
    #[must_use]
    pub fn current_partition_epoch(&self, partition: TopicPartition) -> Option<GroupEpoch> {
        let mut members = self.members.values();
        members.find_map(|member| member.current.epoch_of(partition))
    }

    /// The topics that the members subscribe to and that exist.
    pub(in crate::group) fn subscribed_topics(&self, topic: TopicLookup<'_>) -> SubscribedTopics {
        let mut topics = Map::new();
        for member in self.members.values() {
            for name in member.metadata.subscribed_topic_names.iter() {
                if !topics.contains_key(name)
                    && let Some(found) = topic(name)
                {
                    topics.insert(name.clone(), found);
                }
            }
        }
        topics
    }

    /// The assignor that most of those members ask for that ask for one; of two with as many the first in
    /// the order of Kafka's hash map (`preferredServerAssignor`).
    #[must_use]
    pub fn preferred_server_assignor(&self) -> Option<ServerAssignor> {
        let mut preferred = None;
        let mut most = 0;
        let mut assignors = ServerAssignor::ALL;
        sort_by(&mut assignors, |one, other| {
            bucket(one.name(), ASSIGNOR_BUCKETS) < bucket(other.name(), ASSIGNOR_BUCKETS)
        });
        for assignor in assignors {
            let is_asked_for = |member: &&ConsumerGroupMember| {
                let asked: Option<&Arc<str>> = member.metadata.server_assignor.as_ref();
                asked.is_some_and(|name| **name == *assignor.name())
            };
            let count = self.members.values().filter(is_asked_for).count();
            if count > most {
                most = count;
                preferred = Some(assignor);
            }
        }
        preferred
    }

    /// What a member is to have by the present target assignment.
    #[must_use]
    pub fn target_of(&self, member: &MemberId) -> Set<TopicPartition> {
        self.target_assignment
            .get(member)
            .cloned()
            .unwrap_or_default()
    }

    /// Takes a record in: of now, or of the log (`GroupMetadataManager.replay`).
    pub(in crate::group) fn replay(&mut self, record: ConsumerGroupRecord) {
        match record {
            ConsumerGroupRecord::Metadata(value) => {
                self.epoch = value.map_or(INITIAL_EPOCH, |it| it.epoch);
                self.metadata_hash = value.map_or(0, |it| it.metadata_hash);
            }
            ConsumerGroupRecord::TargetAssignmentMetadata(value) => {
                self.assignment_epoch = value.map_or(INITIAL_EPOCH, |it| it.assignment_epoch);
                self.assignment_timestamp = value
                    .as_ref()
                    .map(|value: &TargetAssignmentMetadata| value.assignment_timestamp);
            }
            ConsumerGroupRecord::MemberMetadata(id, Some(metadata)) => {
                self.member_mut(id).metadata = metadata;
            }
            ConsumerGroupRecord::MemberMetadata(id, None) => {
                self.members.remove(&id);
                self.revoking_in.remove(&id);
            }
            ConsumerGroupRecord::TargetAssignmentMember(id, Some(partitions)) => {
                self.target_assignment.insert(id, partitions);
            }
            ConsumerGroupRecord::TargetAssignmentMember(id, None) => {
                self.target_assignment.remove(&id);
            }
            ConsumerGroupRecord::CurrentMemberAssignment(id, Some(current)) => {
                self.member_mut(id).current = current;
            }
            // The tombstone of what a member has precedes that of the member itself; it may be all that
            // compaction has left of a member.
            ConsumerGroupRecord::CurrentMemberAssignment(id, None) => {
                if let Some(member) = self.members.get_mut(&id) {
                    member.current = ConsumerGroupMember::joined().current;
                }
            }
        }
    }

    fn member_mut(&mut self, id: MemberId) -> &mut ConsumerGroupMember {
        self.members
            .get_or_insert_with(id, ConsumerGroupMember::joined)
    }
}
