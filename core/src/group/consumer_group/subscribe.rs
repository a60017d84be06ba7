//! Who sends a heartbeat: a member that is known, a new one, or a static one that is back.

use std::sync::Arc;

use super::step::Step;
use super::validate::validate_epoch;
use super::{
    ConsumerGroup, ConsumerGroupEvent, ConsumerGroupMember, ConsumerGroupMemberMetadata,
    ConsumerGroupRecord, HeartbeatRefusal, InstanceIdOwned, JOIN_GROUP_MEMBER_EPOCH,
};
use crate::group::MemberId;
use crate::id::{GroupEpoch, TopicPartition};
use crate::sorted::Set;
use crate::wire::ConsumerGroupHeartbeatRequest;

impl ConsumerGroup {
    /// The member as it was before the heartbeat (`getOrMaybeSubscribeDynamicConsumerGroupMember`,
    /// `getOrMaybeSubscribeStaticConsumerGroupMember`).
    pub(super) fn member_of(
        &mut self,
        request: &ConsumerGroupHeartbeatRequest,
        owned: Option<&Set<TopicPartition>>,
        step: &mut Step<'_>,
    ) -> Result<ConsumerGroupMember, HeartbeatRefusal> {
        match &request.instance_id {
            None => self.dynamic_member_of(request, owned, step),
            Some(instance_id) => self.static_member_of(request, instance_id, owned, step),
        }
    }

    fn dynamic_member_of(
        &self,
        request: &ConsumerGroupHeartbeatRequest,
        owned: Option<&Set<TopicPartition>>,
        step: &mut Step<'_>,
    ) -> Result<ConsumerGroupMember, HeartbeatRefusal> {
        let is_joining = request.member_epoch == JOIN_GROUP_MEMBER_EPOCH;
        let member = match self.members.get(&request.member_id) {
            Some(member) => member.clone(),
            None if is_joining => ConsumerGroupMember::joined(),
            None => return Err(self.no_member(&request.member_id)),
        };
        validate_epoch(&member, request, owned)?;
        if is_joining {
            self.log_join(&request.member_id, None, step);
        }
        Ok(member)
    }

    fn static_member_of(
        &mut self,
        request: &ConsumerGroupHeartbeatRequest,
        instance_id: &Arc<str>,
        owned: Option<&Set<TopicPartition>>,
        step: &mut Step<'_>,
    ) -> Result<ConsumerGroupMember, HeartbeatRefusal> {
        let is_joining = request.member_epoch == JOIN_GROUP_MEMBER_EPOCH;
        let existing = self.static_member(instance_id);
        let existing = existing.map(|(id, member)| (id.clone(), member.clone()));
        match existing {
            None if is_joining => {
                self.log_join(&request.member_id, Some(instance_id.clone()), step);
                let member = self.members.get(&request.member_id).cloned();
                Ok(member.unwrap_or_else(ConsumerGroupMember::joined))
            }
            None => Err(HeartbeatRefusal::NoInstance(instance_id.clone())),
            Some((owner, member)) if is_joining => {
                if !member.is_away() && !member.uses_classic_protocol() {
                    let owned = InstanceIdOwned {
                        member_id: request.member_id.clone(),
                        instance_id: instance_id.clone(),
                        owner,
                    };
                    let event = ConsumerGroupEvent::InstanceIdUnreleased(owned.clone());
                    step.log(self, event);
                    return Err(HeartbeatRefusal::InstanceIdUnreleased(owned));
                }
                let member = self.replace(&owner, member, &request.member_id, step);
                let event = ConsumerGroupEvent::StaticMemberReplaced {
                    instance_id: instance_id.clone(),
                    replaced: owner,
                    member_id: request.member_id.clone(),
                };
                step.log(self, event);
                Ok(member)
            }
            Some((owner, member)) => {
                self.validate_instance(&owner, &request.member_id, instance_id, step)?;
                validate_epoch(&member, request, owned)?;
                Ok(member)
            }
        }
    }

    /// Refuses a member whose instance id another one has (`throwIfInstanceIdIsFenced`).
    pub(super) fn validate_instance(
        &self,
        owner: &MemberId,
        member_id: &MemberId,
        instance_id: &Arc<str>,
        step: &mut Step<'_>,
    ) -> Result<(), HeartbeatRefusal> {
        if owner == member_id {
            return Ok(());
        }
        let owned = InstanceIdOwned {
            member_id: member_id.clone(),
            instance_id: instance_id.clone(),
            owner: owner.clone(),
        };
        step.log(self, ConsumerGroupEvent::InstanceIdFenced(owned.clone()));
        Err(HeartbeatRefusal::InstanceIdFenced(owned))
    }

    pub(super) fn no_member(&self, id: &MemberId) -> HeartbeatRefusal {
        HeartbeatRefusal::NoMember(id.clone(), self.id.clone())
    }

    /// Gives what a static member had to the id under which it is back (`replaceMember`).
    pub(super) fn replace(
        &mut self,
        replaced: &MemberId,
        mut member: ConsumerGroupMember,
        member_id: &MemberId,
        step: &mut Step<'_>,
    ) -> ConsumerGroupMember {
        let target = self.target_of(replaced);
        step.stop_timers(self, replaced);
        self.remove(replaced, step);
        member.current.member_epoch = JOIN_GROUP_MEMBER_EPOCH;
        member.current.previous_member_epoch = GroupEpoch(0);
        for record in [
            ConsumerGroupRecord::MemberMetadata(member_id.clone(), Some(member.metadata.clone())),
            ConsumerGroupRecord::TargetAssignmentMember(member_id.clone(), Some(target)),
            ConsumerGroupRecord::CurrentMemberAssignment(
                member_id.clone(),
                Some(member.current.clone()),
            ),
        ] {
            step.write(self, record);
        }
        member
    }

    fn log_join(&self, member_id: &MemberId, instance_id: Option<Arc<str>>, step: &mut Step<'_>) {
        let member_id = member_id.clone();
        let event = ConsumerGroupEvent::MemberJoined {
            member_id,
            instance_id,
        };
        step.log(self, event);
    }
}

impl ConsumerGroupMemberMetadata {
    /// What a member says of itself, with what is new in a heartbeat: what the request leaves out has
    /// not changed.
    pub(super) fn updated(&self, request: &ConsumerGroupHeartbeatRequest) -> Self {
        let mut updated = self.clone();
        updated.client_id = request.client_id.clone();
        updated.classic = None;
        let replace = |field: &mut Option<Arc<str>>, new: &Option<Arc<str>>| {
            if new.is_some() {
                field.clone_from(new);
            }
        };
        replace(&mut updated.instance_id, &request.instance_id);
        replace(&mut updated.rack, &request.rack);
        replace(&mut updated.server_assignor, &request.server_assignor);
        if request.rebalance_timeout_ms.is_some() {
            updated.rebalance_timeout_ms = request.rebalance_timeout_ms;
        }
        if let Some(names) = &request.subscribed_topic_names {
            updated.subscribed_topic_names = names.iter().cloned().collect();
        }
        updated
    }
}
