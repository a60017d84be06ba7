//! Members that speak the classic protocol, in a group of the consumer protocol: what they ask is answered
//! from their place in it (`classicGroupSyncToConsumerGroup`, `classicGroupHeartbeatToConsumerGroup`,
//! `classicGroupLeaveToConsumerGroup`). A member's epoch is the generation that it knows. How one joins
//! is told in [`join`](super::join).

use std::sync::Arc;

use super::event::ClassicMemberChange;
use super::step::Step;
use super::topic::SubscribedTopics;
use super::{ConsumerGroup, ConsumerGroupEvent, ConsumerGroupMember, TopicLookup};
use crate::group::MemberId;
use crate::group::assignor::NamedPartition;
use crate::group::classic::{Assignment, LeavingMember, MemberIdentity, SyncGroupRequest, Synced};
use crate::group::reconciliation::MemberState;
use crate::id::{GroupEpoch, TopicPartition};
use crate::wire::ErrorCode;

/// What groups of consumers are for, as the classic protocol says it (`ConsumerProtocol.PROTOCOL_TYPE`).
pub(in crate::group) const PROTOCOL_TYPE: &str = "consumer";

impl ConsumerGroup {
    /// A member asks for its assignment: it has it at once, since the coordinator assigns.
    pub(super) fn sync(
        &mut self,
        request: &SyncGroupRequest,
        topic: TopicLookup<'_>,
        step: &mut Step<'_>,
    ) -> Result<Synced, ErrorCode> {
        let id = &request.member.member_id;
        let member = self.classic_member_of(&request.member, step)?;
        let current = &member.current;
        let chosen = member.chosen_protocol();
        let is_other_type = request
            .protocol_type
            .as_deref()
            .is_some_and(|it| it != PROTOCOL_TYPE);
        let is_other_name = request.protocol_name.is_some() && request.protocol_name != chosen;
        if is_other_type || is_other_name {
            return Err(ErrorCode::InconsistentGroupProtocol);
        }
        // One that is to give partitions up first is told so by its next heartbeat.
        let is_behind = self.assignment_epoch > current.member_epoch;
        if is_behind && current.state != MemberState::UnrevokedPartitions {
            step.await_join(self, id);
            return Err(ErrorCode::RebalanceInProgress);
        }
        let topics = self.subscribed_topics(topic);
        let assignment = named(current.assigned.keys(), &topics);
        step.synced(self, id);
        step.renew_session(self, id);
        Ok(Synced {
            protocol_name: request.protocol_name.clone(),
            assignment,
        })
    }

    /// A member lives. It is told to join again when the group has gone on, when it has to give partitions
    /// up, and when what it waits for is free.
    pub(super) fn classic_heartbeat(
        &mut self,
        identity: &MemberIdentity,
        step: &mut Step<'_>,
    ) -> Result<(), ErrorCode> {
        let id = &identity.member_id;
        let current = self.classic_member_of(identity, step)?.current;
        step.renew_session(self, id);
        let must_join = current.member_epoch < self.epoch
            || current.state == MemberState::UnrevokedPartitions
            || current.state == MemberState::UnreleasedPartitions && !self.waits_for_unreleased(id);
        if must_join {
            step.await_join(self, id);
            return Err(ErrorCode::RebalanceInProgress);
        }
        Ok(())
    }

    /// Members leave, or are removed by an administrator, whichever protocol they speak.
    pub(super) fn leave_by_request(
        &mut self,
        leaving: &[LeavingMember],
        topic: TopicLookup<'_>,
        step: &mut Step<'_>,
    ) -> Vec<Result<(), ErrorCode>> {
        let (mut results, mut gone) = (Vec::new(), Vec::new());
        for one in leaving {
            let result = self.leaves(one, step);
            results.push(result.as_ref().map(|_| ()).map_err(|error| *error));
            gone.extend(result.ok());
        }
        if !gone.is_empty() {
            self.fence(&gone, topic, step);
        }
        results
    }

    fn leaves(&self, one: &LeavingMember, step: &mut Step<'_>) -> Result<MemberId, ErrorCode> {
        let id = match &one.instance_id {
            None => {
                let id = one.member_id.clone().ok_or(ErrorCode::UnknownMemberId)?;
                self.members.get(&id).ok_or(ErrorCode::UnknownMemberId)?;
                id
            }
            Some(instance_id) => {
                let owner = self
                    .static_member(instance_id)
                    .map(|(owner, _)| owner.clone());
                let owner = owner.ok_or(ErrorCode::UnknownMemberId)?;
                // An administrator need not know the member's id.
                if let Some(id) = &one.member_id {
                    self.validate_instance(&owner, id, instance_id, step)?;
                }
                owner
            }
        };
        let change = ClassicMemberChange::Left {
            client_reason: one.reason.clone(),
        };
        self.log_classic(&id, one.instance_id.clone(), change, step);
        Ok(id)
    }

    /// The member that a request of the classic protocol comes from, if it is one
    /// (`validateConsumerGroupMember`, `throwIfMemberDoesNotUseClassicProtocol`,
    /// `throwIfGenerationIdUnmatched`).
    fn classic_member_of(
        &self,
        identity: &MemberIdentity,
        step: &mut Step<'_>,
    ) -> Result<ConsumerGroupMember, ErrorCode> {
        let id = &identity.member_id;
        if let Some(instance_id) = &identity.instance_id {
            let owner = self
                .static_member(instance_id)
                .map(|(owner, _)| owner.clone());
            let owner = owner.ok_or(ErrorCode::UnknownMemberId)?;
            self.validate_instance(&owner, id, instance_id, step)?;
        }
        let member = self.members.get(id);
        let member = member.filter(|member| member.uses_classic_protocol());
        let member = member.ok_or(ErrorCode::UnknownMemberId)?;
        if member.current.member_epoch != GroupEpoch(identity.generation.0) {
            return Err(ErrorCode::IllegalGeneration);
        }
        Ok(member.clone())
    }

    /// Whether any partition that the member is to have, and does not have, is somebody else's still
    /// (`waitingOnUnreleasedPartition`).
    fn waits_for_unreleased(&self, id: &MemberId) -> bool {
        let assigned = |partition| {
            let member = self.members.get(id);
            member.is_some_and(|member| member.current.assigned.contains_key(partition))
        };
        self.target_of(id).iter().any(|partition| {
            !assigned(partition) && self.current_partition_epoch(*partition).is_some()
        })
    }

    pub(super) fn log_classic(
        &self,
        member_id: &MemberId,
        instance_id: Option<Arc<str>>,
        change: ClassicMemberChange,
        step: &mut Step<'_>,
    ) {
        let member_id = member_id.clone();
        let event = ConsumerGroupEvent::ClassicMember {
            member_id,
            instance_id,
            change,
        };
        step.log(self, event);
    }
}

impl ConsumerGroupMember {
    /// The assignor that a member of the classic protocol believes to be chosen: the one that it likes best.
    pub(super) fn chosen_protocol(&self) -> Option<Arc<str>> {
        let classic = self.metadata.classic.as_ref()?;
        let first = classic.supported_protocols.first()?;
        Some(first.name.clone())
    }
}

/// Partitions by the names of their topics.
pub(in crate::group) fn named<'a>(
    partitions: impl Iterator<Item = &'a TopicPartition>,
    topics: &SubscribedTopics,
) -> Assignment {
    let mut named = Assignment::new();
    for partition in partitions {
        for (name, topic) in topics {
            if topic.id == partition.topic {
                named.push(NamedPartition {
                    topic: name.clone(),
                    partition: partition.partition,
                });
            }
        }
    }
    named
}
