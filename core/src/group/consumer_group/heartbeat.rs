//! A heartbeat of a member (`consumerGroupHeartbeat`): what the member says is taken in, the group is
//! assigned anew if it has to be, and the member is led one step towards what it is to have.

use super::step::Step;
use super::topic::{SubscribedTopics, metadata_hash};
use super::validate::validate_size;
use super::{
    ConsumerGroup, ConsumerGroupHeartbeatResult, ConsumerGroupMember, ConsumerGroupRecord,
    HeartbeatRefusal, JOIN_GROUP_MEMBER_EPOCH, TopicLookup,
};
use crate::group::MemberId;
use crate::group::reconciliation::{MemberState, Target, reconcile};
use crate::id::{TopicId, TopicPartition};
use crate::sorted::Set;
use crate::wire::{ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse};

impl ConsumerGroup {
    pub(super) fn heartbeat(
        &mut self,
        request: &ConsumerGroupHeartbeatRequest,
        topic: TopicLookup<'_>,
        step: &mut Step<'_>,
    ) -> ConsumerGroupHeartbeatResult {
        validate_size(
            self,
            &request.member_id,
            step.config.group_consumer_max_size,
        )?;
        let owned: Option<Set<TopicPartition>> = request
            .topic_partitions
            .as_ref()
            .map(|partitions| partitions.iter().copied().collect());
        let before = self.member_of(request, owned.as_ref(), step)?;
        let id = &request.member_id;
        let has_subscription_changed = self.update_member(request, &before, step);
        let topics = self.subscribed_topics(topic);
        if has_subscription_changed || metadata_hash(&topics) != self.metadata_hash {
            step.bump_group_epoch(self, &topics);
        }
        self.maybe_update_target_assignment(&topics, step);
        self.reconcile(id, owned.as_ref(), has_subscription_changed, &topics, step)?;
        step.renew_session(self, id);
        let after = self.members.get(id);
        let after = after.ok_or_else(|| self.no_member(id))?;
        let interval_ms = step.config.group_consumer_heartbeat_interval_ms;
        Ok(response(request, &before, after, interval_ms))
    }

    /// Takes in what the member says of itself; true if it subscribes to other topics than before.
    fn update_member(
        &mut self,
        request: &ConsumerGroupHeartbeatRequest,
        before: &ConsumerGroupMember,
        step: &mut Step<'_>,
    ) -> bool {
        let id = &request.member_id;
        let updated = before.metadata.updated(request);
        if updated == before.metadata && self.members.contains_key(id) {
            return false;
        }
        let has_changed = updated.subscribed_topic_names != before.metadata.subscribed_topic_names;
        let record = ConsumerGroupRecord::MemberMetadata(id.clone(), Some(updated));
        step.write(self, record);
        has_changed
    }

    /// Leads the member one step on (`maybeReconcile`).
    pub(super) fn reconcile(
        &mut self,
        id: &MemberId,
        owned: Option<&Set<TopicPartition>>,
        has_subscription_changed: bool,
        topics: &SubscribedTopics,
        step: &mut Step<'_>,
    ) -> Result<(), HeartbeatRefusal> {
        let member = self.members.get(id);
        let member = member.ok_or_else(|| self.no_member(id))?;
        let partitions = self.target_of(id);
        let target = Target {
            epoch: self.assignment_epoch,
            partitions: &partitions,
            subscribed_topics: &topic_ids(member, topics),
            has_subscription_changed,
            current_epoch: &|partition| self.current_partition_epoch(partition),
        };
        let next = reconcile(&member.current, &target, owned)
            .map_err(|_| HeartbeatRefusal::UnknownState)?;
        if next == member.current {
            return Ok(());
        }
        let state = next.state;
        let is_classic = member.uses_classic_protocol();
        let record = ConsumerGroupRecord::CurrentMemberAssignment(id.clone(), Some(next));
        step.write(self, record);
        // A member of the classic protocol has its own times to join and to ask for its assignment in.
        if is_classic {
            return Ok(());
        }
        if state == MemberState::UnrevokedPartitions {
            step.await_revocation(self, id);
        } else {
            step.stop_revocation(self, id);
        }
        Ok(())
    }
}

/// The topics that a member subscribes to and that exist.
pub(super) fn topic_ids(member: &ConsumerGroupMember, topics: &SubscribedTopics) -> Set<TopicId> {
    let mut ids = Set::new();
    for name in member.metadata.subscribed_topic_names.iter() {
        if let Some(topic) = topics.get(name) {
            ids.insert(topic.id);
        }
    }
    ids
}

/// What the member is told: what it is to have only if that has changed, or if the request says all that
/// a request can, as after a failure.
fn response(
    request: &ConsumerGroupHeartbeatRequest,
    before: &ConsumerGroupMember,
    after: &ConsumerGroupMember,
    heartbeat_interval_ms: u64,
) -> ConsumerGroupHeartbeatResponse {
    let is_full_request = request.member_epoch == JOIN_GROUP_MEMBER_EPOCH
        || request.rebalance_timeout_ms.is_some()
            && request.subscribed_topic_names.is_some()
            && request.topic_partitions.is_some();
    let assigned = || after.current.assigned.keys().copied();
    let has_changed = !before.current.assigned.keys().copied().eq(assigned());
    ConsumerGroupHeartbeatResponse {
        member_id: request.member_id.clone(),
        member_epoch: after.current.member_epoch,
        heartbeat_interval_ms,
        assignment: (is_full_request || has_changed).then(|| assigned().collect()),
    }
}
