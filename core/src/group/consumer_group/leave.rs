//! How members go: they leave, fall silent, or do not give up what they should.

use super::step::Step;
use super::{
    ConsumerGroup, ConsumerGroupEvent, ConsumerGroupHeartbeatResult, ConsumerGroupRecord,
    Conversion, FencingReason, HeartbeatRefusal, LEAVE_GROUP_STATIC_MEMBER_EPOCH,
    MigrationObstacle, TopicLookup,
};
use crate::group::MemberId;
use crate::group::migration::Downgrade;
use crate::id::GroupEpoch;
use crate::sorted::Map;
use crate::wire::{ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse};

impl ConsumerGroup {
    /// A member leaves (`consumerGroupLeave`).
    pub(super) fn leave(
        &mut self,
        request: &ConsumerGroupHeartbeatRequest,
        topic: TopicLookup<'_>,
        step: &mut Step<'_>,
    ) -> ConsumerGroupHeartbeatResult {
        let id = &request.member_id;
        match &request.instance_id {
            None => {
                self.members.get(id).ok_or_else(|| self.no_member(id))?;
            }
            Some(instance_id) => {
                let owner = self.static_member(instance_id);
                let owner = owner.map(|(owner, _)| owner.clone());
                let unknown = || HeartbeatRefusal::NoInstance(instance_id.clone());
                let owner = owner.ok_or_else(unknown)?;
                self.validate_instance(&owner, id, instance_id, step)?;
            }
        }
        let is_temporary = request.member_epoch == LEAVE_GROUP_STATIC_MEMBER_EPOCH;
        let event = ConsumerGroupEvent::MemberLeft {
            member_id: id.clone(),
            instance_id: request.instance_id.clone(),
            is_temporary,
        };
        step.log(self, event);
        if is_temporary {
            self.release(id, step);
        } else {
            self.fence(core::slice::from_ref(id), topic, step);
        }
        Ok(ConsumerGroupHeartbeatResponse {
            member_id: id.clone(),
            member_epoch: request.member_epoch,
            heartbeat_interval_ms: 0,
            assignment: None,
        })
    }

    /// A static member goes for a while: nobody gets what it has until its session ends
    /// (`consumerGroupStaticMemberGroupLeave`). It counts as having had its partitions from the start, so
    /// that under its next id it may commit at once.
    fn release(&mut self, id: &MemberId, step: &mut Step<'_>) {
        let Some(member) = self.members.get(id) else {
            return;
        };
        let mut current = member.current.clone();
        current.member_epoch = LEAVE_GROUP_STATIC_MEMBER_EPOCH;
        current.pending_revocation = Map::new();
        for epoch in current.assigned.values_mut() {
            *epoch = GroupEpoch(0);
        }
        let record = ConsumerGroupRecord::CurrentMemberAssignment(id.clone(), Some(current));
        step.write(self, record);
    }

    /// Takes members out; the group has to be assigned anew. Where only members of the classic protocol are
    /// left, it goes back to that (`consumerGroupFenceMembers`).
    pub(super) fn fence(&mut self, ids: &[MemberId], topic: TopicLookup<'_>, step: &mut Step<'_>) {
        if self.downgrades_without(ids, step) {
            step.downgrade = Some(Downgrade::without(self, ids, topic));
            return;
        }
        for id in ids {
            step.stop_timers(self, id);
            self.remove(id, step);
        }
        let topics = self.subscribed_topics(topic);
        step.bump_group_epoch(self, &topics);
    }

    /// Whether all that are left without these speak the classic protocol, and the group may go back to that
    /// (`validateOnlineDowngradeWithFencedMembers`).
    fn downgrades_without(&self, ids: &[MemberId], step: &mut Step<'_>) -> bool {
        let gone = ids.iter().filter_map(|id| self.members.get(id));
        let classic_gone = gone.filter(|it| it.uses_classic_protocol()).count();
        let left = self.members.len() - ids.len().min(self.members.len());
        left > 0 && self.classic_members() - classic_gone == left && self.may_downgrade(left, step)
    }

    /// Whether the settings let the group go on in the classic protocol with so many members.
    pub(super) fn may_downgrade(&self, members: usize, step: &mut Step<'_>) -> bool {
        let max_size = step.config.group_max_size;
        let obstacle = if !step
            .config
            .group_consumer_migration_policy
            .allows_downgrade()
        {
            MigrationObstacle::DowngradeDisabled
        } else if u32::try_from(members).is_ok_and(|members| members > max_size) {
            MigrationObstacle::TooLargeToDowngrade
        } else {
            return true;
        };
        step.log(self, ConsumerGroupEvent::MigrationRefused(obstacle));
        false
    }

    /// Writes that a member is no more, in the order that reading needs (`removeMember`).
    pub(super) fn remove(&mut self, id: &MemberId, step: &mut Step<'_>) {
        for record in [
            ConsumerGroupRecord::CurrentMemberAssignment(id.clone(), None),
            ConsumerGroupRecord::TargetAssignmentMember(id.clone(), None),
            ConsumerGroupRecord::MemberMetadata(id.clone(), None),
        ] {
            step.write(self, record);
        }
    }

    /// A member's session has ended (`consumerGroupFenceMemberOperation`).
    pub(super) fn on_session_timer(
        &mut self,
        id: &MemberId,
        topic: TopicLookup<'_>,
        step: &mut Step<'_>,
    ) {
        if self.members.contains_key(id) {
            self.put_out(id, FencingReason::SessionExpired, topic, step);
        }
    }

    /// A member of the classic protocol was told to join again, and has not in time.
    pub(super) fn on_join_timer(
        &mut self,
        id: &MemberId,
        topic: TopicLookup<'_>,
        step: &mut Step<'_>,
    ) {
        if self.awaiting_join.remove(id) && self.members.contains_key(id) {
            self.put_out(id, FencingReason::JoinTimeout, topic, step);
        }
    }

    /// A member of the classic protocol has joined, and not asked for its assignment in time.
    pub(super) fn on_sync_timer(
        &mut self,
        id: &MemberId,
        topic: TopicLookup<'_>,
        step: &mut Step<'_>,
    ) {
        if self.awaiting_sync.remove(id) && self.members.contains_key(id) {
            self.put_out(id, FencingReason::SyncTimeout, topic, step);
        }
    }

    /// A member has had its time to give partitions up. It is put out if it is still in the epoch in
    /// which it was told to.
    pub(super) fn on_rebalance_timer(
        &mut self,
        id: &MemberId,
        topic: TopicLookup<'_>,
        step: &mut Step<'_>,
    ) {
        let (Some(member), Some(epoch)) = (self.members.get(id), self.revoking_in.remove(id))
        else {
            return;
        };
        if member.current.member_epoch == epoch {
            let rebalance_timeout_ms = member.metadata.rebalance_timeout_ms.unwrap_or(0);
            let reason = FencingReason::RebalanceTimeout {
                epoch,
                rebalance_timeout_ms,
            };
            self.put_out(id, reason, topic, step);
        }
    }

    fn put_out(
        &mut self,
        id: &MemberId,
        reason: FencingReason,
        topic: TopicLookup<'_>,
        step: &mut Step<'_>,
    ) {
        let member_id = id.clone();
        step.log(self, ConsumerGroupEvent::MemberFenced { member_id, reason });
        self.fence(core::slice::from_ref(id), topic, step);
    }

    /// The group goes on in the classic protocol: nothing of it stays here, timers included.
    pub(super) fn dissolve(&mut self, step: &mut Step<'_>) {
        let ids = self.member_ids();
        for id in &ids {
            step.stop_timers(self, id);
        }
        for id in &ids {
            self.remove(id, step);
        }
        self.delete(step);
        step.log(self, ConsumerGroupEvent::Converted(Conversion::Consumer));
    }

    /// Writes that there is no such group any more (`createGroupTombstoneRecords`).
    pub(super) fn delete(&mut self, step: &mut Step<'_>) {
        for record in [
            ConsumerGroupRecord::TargetAssignmentMetadata(None),
            ConsumerGroupRecord::Metadata(None),
        ] {
            step.write(self, record);
        }
    }
}
