//! A member that speaks the classic protocol joins a group of the consumer protocol
//! (`classicGroupJoinToConsumerGroup`): it takes its place there as a heartbeat of the other protocol would,
//! and nobody waits for anybody.

use std::sync::Arc;

use super::classic_member::PROTOCOL_TYPE;
use super::event::{ClassicMemberChange, MigrationObstacle};
use super::step::Step;
use super::topic::metadata_hash;
use super::validate::validate_size;
use super::{
    ClassicMemberMetadata, ConsumerGroup, ConsumerGroupEvent, ConsumerGroupMember,
    ConsumerGroupMemberMetadata, ConsumerGroupRecord, TopicLookup,
};
use crate::group::MemberId;
use crate::group::assignor::Subscription;
use crate::group::classic::{JoinGroupProtocol, JoinGroupRequest, JoinGroupResponse, Joined};
use crate::group::migration::Downgrade;
use crate::id::{GenerationId, TopicPartition};
use crate::sorted::Set;
use crate::wire::ErrorCode;

impl ConsumerGroup {
    /// Takes the member in, or back. `new_id` is the id of one that has none.
    pub(super) fn join(
        &mut self,
        request: &JoinGroupRequest,
        new_id: MemberId,
        topic: TopicLookup<'_>,
        step: &mut Step<'_>,
    ) -> JoinGroupResponse {
        let member_id = request.member_id.clone().unwrap_or(new_id);
        let result = self.take_in(request, &member_id, topic, step);
        let is_told = result.is_ok() || result == Err(ErrorCode::MemberIdRequired);
        JoinGroupResponse {
            member_id: if is_told {
                Some(member_id)
            } else {
                request.member_id.clone()
            },
            result,
        }
    }

    fn take_in(
        &mut self,
        request: &JoinGroupRequest,
        id: &MemberId,
        topic: TopicLookup<'_>,
        step: &mut Step<'_>,
    ) -> Result<Joined, ErrorCode> {
        self.validate_join(request, id, step)?;
        if request.member_id.is_none() && request.instance_id.is_none() {
            self.log_classic(id, None, ClassicMemberChange::IdGiven, step);
            return Err(ErrorCode::MemberIdRequired);
        }
        let downgrades = self.is_last_of_the_other_protocol(request.instance_id.as_ref(), step);
        let before = self.joining_member(request, id, step)?;
        let chosen = request.protocols.first();
        let chosen = chosen.ok_or(ErrorCode::InconsistentGroupProtocol)?;
        let metadata = before.metadata.of_classic(request, &chosen.subscription);
        let has_changed = metadata.subscribed_topic_names != before.metadata.subscribed_topic_names;
        if metadata != before.metadata || !self.members.contains_key(id) {
            let record = ConsumerGroupRecord::MemberMetadata(id.clone(), Some(metadata));
            step.write(self, record);
        }
        let topics = self.subscribed_topics(topic);
        if has_changed || metadata_hash(&topics) != self.metadata_hash {
            step.bump_group_epoch(self, &topics);
        }
        let is_stale = self.assignment_epoch < self.epoch;
        if !downgrades {
            self.maybe_update_target_assignment(&topics, step);
        }
        if !(downgrades && is_stale) {
            let owned = owned(&chosen.subscription, topic);
            self.reconcile(id, Some(&owned), has_changed, &topics, step)?;
        }
        step.joined(self, id);
        if downgrades {
            let group = Downgrade::of_replaced(self, is_stale, topic);
            step.downgrade = Some(group);
        } else {
            step.renew_session(self, id);
            step.await_sync(self, id);
        }
        let member = self.members.get(id).ok_or(ErrorCode::UnknownMemberId)?;
        Ok(Joined {
            generation: GenerationId(member.current.member_epoch.0),
            protocol_name: Some(chosen.name.clone()),
            leader: None,
            members: Vec::new(),
            skip_assignment: false,
        })
    }

    /// Refuses whom the group does not take (`throwIfClassicMemberCannotJoinConsumerGroup`,
    /// `throwIfConsumerGroupIsFull`, `throwIfClassicProtocolIsNotSupported`).
    fn validate_join(
        &self,
        request: &JoinGroupRequest,
        id: &MemberId,
        step: &mut Step<'_>,
    ) -> Result<(), ErrorCode> {
        if step.config.group_consumer_migration_policy.is_disabled() {
            let obstacle = MigrationObstacle::JoinDisabled;
            step.log(self, ConsumerGroupEvent::MigrationRefused(obstacle));
            return Err(ErrorCode::InconsistentGroupProtocol);
        }
        validate_size(self, id, step.config.group_consumer_max_size)?;
        let is_supported =
            *request.protocol_type == *PROTOCOL_TYPE && self.supports_any_of(&request.protocols);
        if !is_supported {
            return Err(ErrorCode::InconsistentGroupProtocol);
        }
        Ok(())
    }

    /// Whether every member of the classic protocol supports one of these (`supportsClassicProtocols`).
    fn supports_any_of(&self, protocols: &[JoinGroupProtocol]) -> bool {
        protocols.iter().any(|wanted| {
            self.members.values().all(|member| {
                let classic = member.metadata.classic.as_ref();
                classic.is_none_or(|classic| {
                    let mut supported = classic.supported_protocols.iter();
                    supported.any(|it| it.name == wanted.name)
                })
            })
        })
    }

    /// The member as it was before (`getOrMaybeSubscribeDynamicConsumerGroupMember`,
    /// `getOrMaybeSubscribeStaticConsumerGroupMember`).
    fn joining_member(
        &mut self,
        request: &JoinGroupRequest,
        id: &MemberId,
        step: &mut Step<'_>,
    ) -> Result<ConsumerGroupMember, ErrorCode> {
        let instance_id = request.instance_id.as_ref();
        let owner = instance_id.and_then(|instance_id| self.static_member(instance_id));
        let owner = owner.map(|(owner, member)| (owner.clone(), member.clone()));
        let is_known = request.member_id.is_some();
        let (member, change) = match (instance_id, owner) {
            (Some(instance_id), Some((owner, member))) if is_known => {
                self.validate_instance(&owner, id, instance_id, step)?;
                return Ok(member);
            }
            (Some(_), Some((replaced, member))) => {
                let member = self.replace(&replaced, member, id, step);
                (member, ClassicMemberChange::Replaced { replaced })
            }
            (Some(_), None) if is_known => return Err(ErrorCode::UnknownMemberId),
            _ => {
                let member = self.members.get(id).cloned();
                let member = member.unwrap_or_else(ConsumerGroupMember::joined);
                (member, ClassicMemberChange::Joined)
            }
        };
        self.log_classic(id, instance_id.cloned(), change, step);
        Ok(member)
    }

    /// Whether the member that is to be replaced is the last one that does not speak the classic protocol,
    /// and the group may go back to that (`validateOnlineDowngradeWithReplacedMember`).
    fn is_last_of_the_other_protocol(
        &self,
        instance_id: Option<&Arc<str>>,
        step: &mut Step<'_>,
    ) -> bool {
        let replaced = instance_id.and_then(|instance_id| self.static_member(instance_id));
        if replaced.is_none_or(|(_, replaced)| replaced.uses_classic_protocol()) {
            return false;
        }
        self.classic_members() + 1 == self.members.len()
            && self.may_downgrade(self.members.len(), step)
    }
}

impl ConsumerGroupMemberMetadata {
    /// What a member says of itself by a request of the classic protocol.
    fn of_classic(&self, request: &JoinGroupRequest, subscription: &Subscription) -> Self {
        let instance_id = request.instance_id.clone();
        let rack = subscription.rack.clone();
        Self {
            instance_id: instance_id.or_else(|| self.instance_id.clone()),
            rack: rack.or_else(|| self.rack.clone()),
            client_id: request.client_id.clone(),
            subscribed_topic_names: subscription.topics.iter().cloned().collect(),
            rebalance_timeout_ms: Some(request.rebalance_timeout_ms),
            server_assignor: self.server_assignor.clone(),
            classic: Some(ClassicMemberMetadata {
                session_timeout_ms: request.session_timeout_ms,
                supported_protocols: request.protocols.clone(),
            }),
        }
    }
}

/// What a member says that it owns.
fn owned(subscription: &Subscription, topic: TopicLookup<'_>) -> Set<TopicPartition> {
    let mut owned = Set::new();
    for one in &subscription.owned_partitions {
        if let Some(topic) = topic(&one.topic) {
            let (topic, partition) = (topic.id, one.partition);
            owned.insert(TopicPartition { topic, partition });
        }
    }
    owned
}
