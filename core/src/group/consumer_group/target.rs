//! What each member is to have (`TargetAssignmentBuilder`).

use super::heartbeat::topic_ids;
use super::step::Step;
use super::topic::{SubscribedTopics, partition_count};
use super::{ConsumerGroup, ConsumerGroupEvent, ConsumerGroupRecord, TargetAssignmentMetadata};
use crate::group::server_assignor::{GroupSpec, MemberSpec, SubscriptionType};

impl ConsumerGroup {
    /// Assigns anew if the group has changed since the last time, and if that is long enough ago: a
    /// heartbeat that comes too early leaves it to a later one (`maybeUpdateTargetAssignment`).
    pub(super) fn maybe_update_target_assignment(
        &mut self,
        topics: &SubscribedTopics,
        step: &mut Step<'_>,
    ) {
        if self.assignment_epoch >= self.epoch || !self.may_assign(step) {
            return;
        }
        let assignor = self.preferred_server_assignor().unwrap_or_default();
        let members = self.specs(topics);
        let assignment = assignor.assign(&GroupSpec {
            members: &members,
            subscription_type: SubscriptionType::of(&members),
            partition_count: &|id| partition_count(topics, id),
        });
        // Members have topics that exist only, which is all that an assignor asks for.
        let Ok(assignment) = assignment else {
            return;
        };
        let epoch = self.epoch;
        step.log(
            self,
            ConsumerGroupEvent::TargetAssignmentComputed { epoch, assignor },
        );
        for member in members {
            let target = assignment.get(&member.id).cloned().unwrap_or_default();
            if self.target_assignment.get(&member.id) != Some(&target) {
                let record = ConsumerGroupRecord::TargetAssignmentMember(member.id, Some(target));
                step.write(self, record);
            }
        }
        let metadata = TargetAssignmentMetadata {
            assignment_epoch: epoch,
            assignment_timestamp: step.now,
        };
        let record = ConsumerGroupRecord::TargetAssignmentMetadata(Some(metadata));
        step.write(self, record);
    }

    /// Whether `group.consumer.assignment.interval.ms` have passed since the last time
    /// (`canComputeNextTargetAssignment`).
    fn may_assign(&self, step: &Step<'_>) -> bool {
        let interval_ms = step.config.group_consumer_assignment_interval_ms;
        self.assignment_timestamp.is_none_or(|last| {
            interval_ms == 0 || step.now.as_ms() >= last.as_ms().saturating_add(interval_ms)
        })
    }

    fn specs(&self, topics: &SubscribedTopics) -> Vec<MemberSpec> {
        let mut specs = Vec::new();
        for id in self.member_ids() {
            if let Some(member) = self.members.get(&id) {
                specs.push(MemberSpec {
                    instance_id: member.instance_id().cloned(),
                    subscribed_topics: topic_ids(member, topics),
                    assigned: self.target_of(&id),
                    id,
                });
            }
        }
        specs
    }
}
