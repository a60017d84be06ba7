//! What a coordinator tells of a group, whichever protocol its members speak (`DescribeGroups`,
//! `ConsumerGroupDescribe`).

use std::sync::Arc;

use super::assignor::NamedPartition;
use super::classic::{ClassicGroup, ClassicGroupState, GroupId};
use super::consumer_group::ConsumerGroup;
use super::{GroupState, MemberId};
use crate::id::{GroupEpoch, TopicId, TopicPartition};

/// A group (`ConsumerGroupDescription`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupDescription {
    /// Its id.
    pub group_id: GroupId,
    /// What it is doing.
    pub state: GroupState,
    /// Its protocol.
    pub group_type: GroupType,
    /// Which assignor assigns it; none where nobody has chosen one.
    pub assignor: Option<Arc<str>>,
    /// Its epoch, in the consumer protocol.
    pub group_epoch: Option<GroupEpoch>,
    /// The epoch of its target assignment, in the consumer protocol.
    pub target_assignment_epoch: Option<GroupEpoch>,
    /// Its members, in the order of the coordinator's hash map.
    pub members: Vec<MemberDescription>,
}

/// A group's protocol (`GroupType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupType {
    /// The members assign (`group.protocol=classic`).
    Classic,
    /// The coordinator assigns (`group.protocol=consumer`).
    Consumer,
}

/// A member (`MemberDescription`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberDescription {
    /// Its id.
    pub member_id: MemberId,
    /// Its `group.instance.id`, if it is a static member.
    pub instance_id: Option<Arc<str>>,
    /// Its `client.id`.
    pub client_id: Arc<str>,
    /// What it has, in order.
    pub assigned: Vec<NamedPartition>,
    /// What it is to have, in order; none in the classic protocol.
    pub target: Option<Vec<NamedPartition>>,
    /// Its epoch; none in the classic protocol.
    pub member_epoch: Option<GroupEpoch>,
    /// Whether it speaks the consumer protocol; none in a classic group.
    pub upgraded: Option<bool>,
}

impl GroupType {
    /// Its name, as Kafka's tools print it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Classic => "Classic",
            Self::Consumer => "Consumer",
        }
    }
}

impl GroupType {
    /// Its protocol, as its members' `group.protocol` names it.
    #[must_use]
    pub fn protocol(self) -> &'static str {
        match self {
            Self::Classic => "classic",
            Self::Consumer => "consumer",
        }
    }
}

impl GroupDescription {
    /// A group without members whose coordinator knows its offsets only.
    #[must_use]
    pub fn of_offsets(group_id: GroupId) -> Self {
        Self {
            group_id,
            state: GroupState::Empty,
            group_type: GroupType::Classic,
            assignor: None,
            group_epoch: None,
            target_assignment_epoch: None,
            members: Vec::new(),
        }
    }
}

impl ClassicGroup {
    /// What its coordinator tells of it (`ClassicGroup.describe`): the assignor only while the group is stable.
    /// While it rebalances members have what the last generation has left them
    /// (`ClassicGroupMember.describeNoMetadata`).
    #[must_use]
    pub fn describe(&self) -> GroupDescription {
        let is_stable = self.state == ClassicGroupState::Stable;
        let mut members = Vec::new();
        for member in &self.members {
            let mut assigned = member.assignment.clone();
            assigned.sort();
            members.push(MemberDescription {
                member_id: member.id.clone(),
                instance_id: member.instance_id.clone(),
                client_id: member.client_id.clone(),
                assigned,
                target: None,
                member_epoch: None,
                upgraded: None,
            });
        }
        GroupDescription {
            state: self.state.into(),
            assignor: is_stable.then(|| self.protocol_name.clone()).flatten(),
            members,
            ..GroupDescription::of_offsets(self.id.clone())
        }
    }
}

impl ConsumerGroup {
    /// What its coordinator tells of it (`ConsumerGroup.asDescribedGroup`). `topic` names topics; of one
    /// that is gone nothing is told.
    #[must_use]
    pub fn describe(&self, topic: &dyn Fn(TopicId) -> Option<Arc<str>>) -> GroupDescription {
        let mut members = Vec::new();
        for id in self.member_ids() {
            let Some(member) = self.members.get(&id) else {
                continue;
            };
            let target = self.target_of(&id);
            members.push(MemberDescription {
                instance_id: member.instance_id().cloned(),
                client_id: member.metadata.client_id.clone(),
                assigned: named(member.current.assigned.keys(), topic),
                target: Some(named(target.iter(), topic)),
                member_epoch: Some(member.current.member_epoch),
                upgraded: Some(!member.uses_classic_protocol()),
                member_id: id,
            });
        }
        let assignor = self.preferred_server_assignor().unwrap_or_default();
        GroupDescription {
            group_id: self.id.clone(),
            state: self.state().into(),
            group_type: GroupType::Consumer,
            assignor: Some(assignor.name().into()),
            group_epoch: Some(self.epoch),
            target_assignment_epoch: Some(self.assignment_epoch),
            members,
        }
    }
}

fn named<'a>(
    partitions: impl Iterator<Item = &'a TopicPartition>,
    topic: &dyn Fn(TopicId) -> Option<Arc<str>>,
) -> Vec<NamedPartition> {
    let mut names = Vec::new();
    for partition in partitions {
        if let Some(topic) = topic(partition.topic) {
            let partition = partition.partition;
            names.push(NamedPartition { topic, partition });
        }
    }
    names.sort();
    names
}
