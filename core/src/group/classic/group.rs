//! One group: who is in it, and what follows from that alone.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::step::Step;
use super::{
    ClassicGroupMember, ClassicGroupState, GroupId, GroupMetadata, JoinGroupResponse, Joined,
    MemberMetadata, MemberOperation,
};
use crate::group::MemberId;
use crate::group::assignor::{Member, Subscription};
use crate::id::GenerationId;
use crate::java_hash_map::{bucket, bucket_count};
use crate::sorted::{Set, sort_by};
use crate::wire::ErrorCode;

/// `HashMap.DEFAULT_INITIAL_CAPACITY`.
pub(super) const HASH_MAP_CAPACITY: usize = 16;

/// A group of the classic protocol (`ClassicGroup`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassicGroup {
    /// Its id.
    pub id: GroupId,
    /// What it is doing.
    pub state: ClassicGroupState,
    /// What it did before.
    pub previous_state: ClassicGroupState,
    /// How often its members were put together; 0 before the first time.
    pub generation: GenerationId,
    /// What it is for.
    pub protocol_type: Option<Arc<str>>,
    /// The assignor that was chosen.
    pub protocol_name: Option<Arc<str>>,
    /// Who assigns.
    pub leader: Option<MemberId>,
    /// Its members, in the order of Kafka's hash map.
    pub members: Vec<ClassicGroupMember>,
    /// Ids that were given to clients that have not joined with them yet.
    pub pending_join_members: Set<MemberId>,
    /// Members that have joined this generation and not asked for their assignment yet.
    pub pending_sync_members: Set<MemberId>,
    /// How many buckets the hash map of the members has: it never gets smaller.
    pub(super) buckets: usize,
    /// What is left of the wait of the first rebalance, while it lasts.
    pub(super) initial_delay: Option<InitialDelay>,
    /// Whether somebody joined during the current part of that wait.
    pub(super) new_member_added: bool,
}

/// A part of the wait of the first rebalance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct InitialDelay {
    /// How long this part is.
    pub delay_ms: u64,
    /// How long the wait may be made longer by.
    pub remaining_ms: u64,
}

impl ClassicGroup {
    /// A group that nobody has joined.
    pub(in crate::group) fn new(id: GroupId) -> Self {
        Self {
            id,
            state: ClassicGroupState::Empty,
            previous_state: ClassicGroupState::Dead,
            generation: GenerationId(0),
            protocol_type: None,
            protocol_name: None,
            leader: None,
            members: Vec::new(),
            pending_join_members: Set::default(),
            pending_sync_members: Set::default(),
            buckets: HASH_MAP_CAPACITY,
            initial_delay: None,
            new_member_added: false,
        }
    }

    /// The member of that id.
    #[must_use]
    pub fn member(&self, id: &MemberId) -> Option<&ClassicGroupMember> {
        self.members.iter().find(|member| member.id == *id)
    }

    pub(super) fn member_mut(&mut self, id: &MemberId) -> Option<&mut ClassicGroupMember> {
        self.members.iter_mut().find(|member| member.id == *id)
    }

    /// The member that has that `group.instance.id` now.
    #[must_use]
    pub fn static_member(&self, instance_id: &str) -> Option<&ClassicGroupMember> {
        let mut members = self.members.iter();
        members.find(|member| member.instance_id.as_deref() == Some(instance_id))
    }

    /// Whether that is the member that assigns.
    #[must_use]
    pub fn is_leader(&self, id: &MemberId) -> bool {
        self.leader.as_ref() == Some(id)
    }

    /// Whether nobody is in it, or about to be.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.members.is_empty() && self.pending_join_members.is_empty()
    }

    /// Whether any member wants to read that topic (`ClassicGroup.isSubscribedToTopic`).
    #[must_use]
    pub fn subscribes_to(&self, topic: &str) -> bool {
        self.members.iter().any(|member| {
            let subscription = self.subscription_of(member);
            subscription.topics.iter().any(|name| **name == *topic)
        })
    }

    /// How long the group waits for its members: as long as the most patient one.
    #[must_use]
    pub fn rebalance_timeout_ms(&self) -> u64 {
        let timeouts = self.members.iter().map(|it| it.rebalance_timeout_ms);
        timeouts.max().unwrap_or(0)
    }

    /// How many members wait for the others to join.
    pub(super) fn awaiting_join_count(&self) -> usize {
        let members = self.members.iter();
        members.filter(|it| it.awaiting_join.is_some()).count()
    }

    /// Whether nobody is missing (`hasAllMembersJoined`).
    pub(super) fn has_all_members_joined(&self) -> bool {
        self.awaiting_join_count() == self.members.len() && self.pending_join_members.is_empty()
    }

    /// Goes to that state, if there is a way.
    pub(super) fn transition_to(&mut self, next: ClassicGroupState) {
        debug_assert!(self.state.may_become(next), "{:?} to {next:?}", self.state);
        self.previous_state = self.state;
        self.state = next;
    }

    /// Takes a member in; the first one leads (`ClassicGroup.add`).
    pub(in crate::group) fn add(&mut self, member: ClassicGroupMember, protocol_type: Arc<str>) {
        if self.members.is_empty() {
            self.protocol_type = Some(protocol_type);
        }
        if self.leader.is_none() {
            self.leader = Some(member.id.clone());
        }
        self.pending_join_members.remove(&member.id);
        self.put(member);
    }

    fn put(&mut self, member: ClassicGroupMember) {
        self.members.push(member);
        self.buckets = bucket_count(self.buckets, self.members.len());
        let buckets = self.buckets;
        sort_by(&mut self.members, |one, other| {
            bucket(&one.id.0, buckets) < bucket(&other.id.0, buckets)
        });
    }

    /// Takes a member, or one that was to join, out. If it led, the next in the order of the hash map
    /// leads (`ClassicGroup.remove`).
    pub(super) fn remove(&mut self, id: &MemberId) -> Option<ClassicGroupMember> {
        let index = self.members.iter().position(|member| member.id == *id);
        let removed = index.map(|index| self.members.remove(index));
        if self.is_leader(id) {
            self.leader = self.members.first().map(|member| member.id.clone());
        }
        self.pending_join_members.remove(id);
        self.pending_sync_members.remove(id);
        removed
    }

    /// Gives a static member's place to one of a new id, which has what it had
    /// (`ClassicGroup.replaceStaticMember`). Returns the member that was there.
    pub(super) fn replace_static_member(
        &mut self,
        old: &MemberId,
        new: &MemberId,
    ) -> Option<ClassicGroupMember> {
        let index = self.members.iter().position(|member| member.id == *old)?;
        let removed = self.members.remove(index);
        self.put(ClassicGroupMember {
            id: new.clone(),
            awaiting_join: None,
            awaiting_sync: None,
            is_new: false,
            ..removed.clone()
        });
        if self.is_leader(old) {
            self.leader = Some(new.clone());
        }
        Some(removed)
    }

    /// Sees to it that a member leads that has joined again; false if there is none
    /// (`maybeElectNewJoinedLeader`).
    pub(super) fn elect_joined_leader(&mut self) -> bool {
        let Some(leader) = self.leader.as_ref().and_then(|id| self.member(id)) else {
            return false;
        };
        if leader.awaiting_join.is_some() {
            return true;
        }
        let mut members = self.members.iter();
        let joined = members.find(|member| member.awaiting_join.is_some());
        let Some(joined) = joined.map(|member| member.id.clone()) else {
            return false;
        };
        self.leader = Some(joined);
        true
    }

    /// Begins the next generation, or an empty one (`initNextGeneration`).
    pub(super) fn begin_next_generation(&mut self) {
        self.generation = GenerationId(self.generation.0.saturating_add(1));
        self.protocol_name = self.select_protocol();
        self.pending_sync_members = Set::default();
        self.transition_to(if self.members.is_empty() {
            ClassicGroupState::Empty
        } else {
            ClassicGroupState::CompletingRebalance
        });
    }

    /// Refuses who is no member, or a static member whose place another has taken
    /// (`ClassicGroup.validateMember`).
    pub(super) fn validate_member(
        &self,
        id: Option<&MemberId>,
        instance_id: Option<&str>,
    ) -> Result<(), ErrorCode> {
        if let Some(instance_id) = instance_id {
            match self.static_member(instance_id) {
                None => return Err(ErrorCode::UnknownMemberId),
                Some(member) if Some(&member.id) != id => return Err(ErrorCode::FencedInstanceId),
                Some(_) => {}
            }
        }
        match id.and_then(|id| self.member(id)) {
            Some(_) => Ok(()),
            None => Err(ErrorCode::UnknownMemberId),
        }
    }

    /// The same, and logs it where another has taken the place.
    pub(super) fn check_member(
        &self,
        id: Option<&MemberId>,
        instance_id: Option<&Arc<str>>,
        operation: MemberOperation,
        step: &mut Step<'_>,
    ) -> Result<(), ErrorCode> {
        let result = self.validate_member(id, instance_id.map(|it| &**it));
        if result == Err(ErrorCode::FencedInstanceId) {
            step.log_fenced(self, (id, instance_id), operation);
        }
        result
    }

    /// What a member is told of the current generation.
    pub(super) fn joined(&self, id: &MemberId, with_members: bool) -> JoinGroupResponse {
        let mut members = Vec::new();
        if with_members && self.is_leader(id) {
            for member in &self.members {
                members.push(Member {
                    id: member.id.clone(),
                    instance_id: member.instance_id.clone(),
                    subscription: self.subscription_of(member),
                });
            }
        }
        JoinGroupResponse {
            member_id: Some(id.clone()),
            result: Ok(Joined {
                generation: self.generation,
                protocol_name: self.protocol_name.clone(),
                leader: self.leader.clone(),
                members,
                skip_assignment: false,
            }),
        }
    }

    /// What a member said for the protocol that was chosen.
    pub(in crate::group) fn subscription_of(&self, member: &ClassicGroupMember) -> Subscription {
        let mut protocols = member.protocols.iter();
        let chosen = protocols.find(|it| Some(&it.name) == self.protocol_name.as_ref());
        chosen.map_or_else(Subscription::default, |it| it.subscription.clone())
    }

    /// What is written of the group (`GroupCoordinatorRecordHelpers.newGroupMetadataRecord`).
    pub(in crate::group) fn metadata(&self) -> GroupMetadata {
        let mut members = Vec::new();
        for member in &self.members {
            members.push(MemberMetadata {
                member_id: member.id.clone(),
                instance_id: member.instance_id.clone(),
                client_id: member.client_id.clone(),
                rebalance_timeout_ms: member.rebalance_timeout_ms,
                session_timeout_ms: member.session_timeout_ms,
                subscription: self.subscription_of(member),
                assignment: member.assignment.clone(),
            });
        }
        GroupMetadata {
            group_id: self.id.clone(),
            protocol_type: self.protocol_type.clone(),
            generation: self.generation,
            protocol_name: self.protocol_name.clone(),
            leader: self.leader.clone(),
            members,
        }
    }
}
