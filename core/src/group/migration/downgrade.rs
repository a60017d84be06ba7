//! The last member of the consumer protocol is gone from a group with members of the classic one
//! (`convertToClassicGroup`, `ClassicGroup.fromConsumerGroup`).

use crate::group::classic::{
    ClassicGroup, ClassicGroupMember, ClassicGroupState, GroupMetadata, RebalanceReason,
};
use crate::group::consumer_group::{
    ConsumerGroup, ConsumerGroupMember, PROTOCOL_TYPE, TopicLookup, named,
};
use crate::group::{CoordinatorRecord, MemberId};
use crate::id::GenerationId;

/// A group that goes on in the classic protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Downgrade {
    /// The group as it is then: stable, in the generation that was its epoch.
    pub(in crate::group) group: ClassicGroup,
    /// Why it is put together anew; none where it need not be.
    pub(in crate::group) reason: Option<RebalanceReason>,
}

impl Downgrade {
    /// The group without these members, who have left or were put out: the others assign anew.
    pub(in crate::group) fn without(
        group: &ConsumerGroup,
        gone: &[MemberId],
        topic: TopicLookup<'_>,
    ) -> Self {
        Self {
            group: classic(group, gone, topic),
            reason: Some(RebalanceReason::MemberOfOtherProtocolLeft),
        }
    }

    /// The group where the last member of the other protocol, a static one, is back in this one: it has what it
    /// had. The group is put together anew only if what is assigned is older than what it subscribes to.
    pub(in crate::group) fn of_replaced(
        group: &ConsumerGroup,
        is_stale: bool,
        topic: TopicLookup<'_>,
    ) -> Self {
        Self {
            group: classic(group, &[], topic),
            reason: is_stale.then_some(RebalanceReason::StaleAssignment),
        }
    }

    /// What is written of the group.
    #[must_use]
    pub(in crate::group) fn record(&self) -> CoordinatorRecord {
        let metadata: GroupMetadata = self.group.metadata();
        CoordinatorRecord::GroupMetadata {
            group_id: metadata.group_id.clone(),
            value: Some(metadata),
        }
    }
}

fn classic(group: &ConsumerGroup, gone: &[MemberId], topic: TopicLookup<'_>) -> ClassicGroup {
    let mut classic = ClassicGroup::new(group.id.clone());
    let topics = group.subscribed_topics(topic);
    for id in group.member_ids() {
        let member = group.members.get(&id).filter(|_| !gone.contains(&id));
        let Some(mut member) = member.and_then(|member| classic_member(&id, member)) else {
            continue;
        };
        member.assignment = named(group.target_of(&id).iter(), &topics);
        classic.add(member, PROTOCOL_TYPE.into());
    }
    classic.generation = GenerationId(group.epoch.0);
    classic.protocol_name = classic.select_protocol();
    classic.state = ClassicGroupState::Stable;
    classic
}

fn classic_member(id: &MemberId, member: &ConsumerGroupMember) -> Option<ClassicGroupMember> {
    let metadata = &member.metadata;
    let of_classic = metadata.classic.as_ref()?;
    Some(ClassicGroupMember {
        id: id.clone(),
        instance_id: metadata.instance_id.clone(),
        client_id: metadata.client_id.clone(),
        rebalance_timeout_ms: metadata.rebalance_timeout_ms.unwrap_or(0),
        session_timeout_ms: of_classic.session_timeout_ms,
        protocols: of_classic.supported_protocols.clone(),
        assignment: Vec::new(),
        awaiting_join: None,
        awaiting_sync: None,
        is_new: false,
    })
}
