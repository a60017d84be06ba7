//! JoinGroup: who may be a member of the next generation (`classicGroupJoinToClassicGroup`).

use super::RequestId;
use super::config::NEW_MEMBER_JOIN_TIMEOUT_MS;
use super::step::Step;
use super::{
    ClassicGroup, ClassicGroupEvent, ClassicGroupMember, ClassicGroupState, GroupTimer,
    JoinGroupRequest, MemberOperation, RebalanceReason,
};
use crate::group::MemberId;
use crate::wire::ErrorCode;

impl ClassicGroup {
    /// A client joins; `new_id` is its id if it has none.
    pub(super) fn join(
        &mut self,
        request: JoinGroupRequest,
        join: RequestId,
        new_id: MemberId,
        step: &mut Step<'_>,
    ) {
        if !self.accepts(request.member_id.as_ref(), step.config.group_max_size) {
            if let Some(id) = &request.member_id {
                self.remove_and_refuse(id, step);
            }
            return step.refuse_join(join, None, ErrorCode::GroupMaxSizeReached);
        }
        if self.state == ClassicGroupState::Dead {
            return step.refuse_join(join, request.member_id, ErrorCode::CoordinatorNotAvailable);
        }
        if !self.supports_protocols(&request.protocol_type, &request.protocols) {
            let error = ErrorCode::InconsistentGroupProtocol;
            return step.refuse_join(join, request.member_id, error);
        }
        match request.member_id.clone() {
            Some(id) => self.join_again(request, join, id, step),
            None if request.instance_id.is_some() => {
                self.join_static(request, join, new_id, step);
            }
            None => self.require_member_id(&request, join, new_id, step),
        }
    }

    /// Whether there is room (`acceptJoiningMember`). While the group waits for its members, those count
    /// who have joined again: so the last to do so are out where a group has become too large.
    fn accepts(&self, id: Option<&MemberId>, max_size: u32) -> bool {
        let member = id.and_then(|id| self.member(id));
        let has_room = |count: usize| u32::try_from(count).is_ok_and(|count| count < max_size);
        match self.state {
            ClassicGroupState::Empty | ClassicGroupState::Dead => true,
            ClassicGroupState::PreparingRebalance => {
                member.is_some_and(|it| it.awaiting_join.is_some())
                    || has_room(self.awaiting_join_count())
            }
            ClassicGroupState::CompletingRebalance | ClassicGroupState::Stable => {
                member.is_some() || has_room(self.members.len())
            }
        }
    }

    /// Gives a dynamic member an id, with which it is to join again (`classicGroupJoinNewDynamicMember`,
    /// KIP-394): a client whose answer is lost leaves an id behind, not a member.
    fn require_member_id(
        &mut self,
        request: &JoinGroupRequest,
        join: RequestId,
        new_id: MemberId,
        step: &mut Step<'_>,
    ) {
        let (member_id, state) = (new_id.clone(), self.state);
        step.log(self, ClassicGroupEvent::MemberIdGiven { member_id, state });
        self.pending_join_members.insert(new_id.clone());
        let timer = GroupTimer::Heartbeat(self.id.clone(), new_id.clone());
        step.set(timer, request.session_timeout_ms);
        step.refuse_join(join, Some(new_id), ErrorCode::MemberIdRequired);
    }

    /// Someone joins who has an id (`classicGroupJoinExistingMember`).
    fn join_again(
        &mut self,
        request: JoinGroupRequest,
        join: RequestId,
        id: MemberId,
        step: &mut Step<'_>,
    ) {
        // Only dynamic members are given an id first; a static one that shows it is unknown.
        if self.pending_join_members.contains(&id) && request.instance_id.is_none() {
            let (member_id, state) = (id.clone(), self.state);
            step.log(
                self,
                ClassicGroupEvent::PendingMemberJoined { member_id, state },
            );
            return self.add_member(request, join, id, step);
        }
        let instance_id = request.instance_id.as_ref();
        let checked = self.check_member(Some(&id), instance_id, MemberOperation::Join, step);
        if let Err(error) = checked {
            return step.refuse_join(join, Some(id), error);
        }
        let is_unchanged = self
            .member(&id)
            .is_some_and(|it| it.protocols == request.protocols);
        match self.state {
            // It may have missed the answer to its first join.
            ClassicGroupState::CompletingRebalance if is_unchanged => {
                step.answer_join(join, self.joined(&id, true));
            }
            // A leader joins because something has changed that its subscription does not show.
            ClassicGroupState::Stable if is_unchanged && !self.is_leader(&id) => {
                step.answer_join(join, self.joined(&id, false));
            }
            ClassicGroupState::PreparingRebalance
            | ClassicGroupState::CompletingRebalance
            | ClassicGroupState::Stable => {
                let reason = self.reason_of_rejoin(&id, &request);
                self.update_member(&id, request, join);
                self.rebalance_or_complete_join(reason, step);
            }
            ClassicGroupState::Empty | ClassicGroupState::Dead => {
                step.refuse_join(join, Some(id), ErrorCode::UnknownMemberId);
            }
        }
    }

    fn reason_of_rejoin(&self, id: &MemberId, request: &JoinGroupRequest) -> RebalanceReason {
        let (member_id, state) = (id.clone(), self.state);
        let client_reason = request.reason.clone();
        if self.is_leader(id) && state == ClassicGroupState::Stable {
            return RebalanceReason::LeaderRejoined {
                member_id,
                state,
                client_reason,
            };
        }
        RebalanceReason::MemberChanged {
            member_id,
            state,
            client_reason,
        }
    }

    /// Takes a new member in (`addMemberThenRebalanceOrCompleteJoin`). It cannot send heartbeats before
    /// it is answered, so its join is given up after a fixed time.
    pub(super) fn add_member(
        &mut self,
        request: JoinGroupRequest,
        join: RequestId,
        id: MemberId,
        step: &mut Step<'_>,
    ) {
        if self.state == ClassicGroupState::PreparingRebalance
            && self.previous_state == ClassicGroupState::Empty
        {
            self.new_member_added = true;
        }
        let protocol_type = request.protocol_type.clone();
        let reason = RebalanceReason::MemberAdded {
            member_id: id.clone(),
            instance_id: request.instance_id.clone(),
            client_reason: request.reason.clone(),
        };
        self.add(
            ClassicGroupMember::new(id.clone(), request, join),
            protocol_type,
        );
        step.set(
            GroupTimer::Heartbeat(self.id.clone(), id),
            NEW_MEMBER_JOIN_TIMEOUT_MS,
        );
        self.rebalance_or_complete_join(reason, step);
    }

    /// A member joins again with what it supports now (`ClassicGroup.updateMember`). An earlier join of
    /// its that waits is forgotten, as in Kafka: its connection has ended.
    pub(super) fn update_member(
        &mut self,
        id: &MemberId,
        request: JoinGroupRequest,
        join: RequestId,
    ) {
        if let Some(member) = self.member_mut(id) {
            member.protocols = request.protocols;
            member.rebalance_timeout_ms = request.rebalance_timeout_ms;
            member.session_timeout_ms = request.session_timeout_ms;
            member.awaiting_join = Some(join);
        }
    }
}
