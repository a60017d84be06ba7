//! How a group is put together anew: it waits for its members to join, begins a generation, and waits for
//! them to ask for what the leader assigns.

use super::append::Append;
use super::group::InitialDelay;
use super::step::Step;
use super::{
    Assignment, ClassicGroup, ClassicGroupEvent, ClassicGroupMember, ClassicGroupState, GroupTimer,
    RebalanceReason, Synced,
};
use crate::group::MemberId;
use crate::wire::ErrorCode;

impl ClassicGroup {
    /// Begins a rebalance where that makes sense, else ends the one under way if nobody is missing
    /// (`maybePrepareRebalanceOrCompleteJoin`).
    pub(super) fn rebalance_or_complete_join(
        &mut self,
        reason: RebalanceReason,
        step: &mut Step<'_>,
    ) {
        if self.state.may_become(ClassicGroupState::PreparingRebalance) {
            self.prepare_rebalance(reason, step);
        } else {
            self.maybe_complete_join(step);
        }
    }

    /// Begins a rebalance (`prepareRebalance`). That of an empty group waits for a fixed time, so that
    /// members that start together get together in one generation.
    pub(super) fn prepare_rebalance(&mut self, reason: RebalanceReason, step: &mut Step<'_>) {
        if self.state == ClassicGroupState::CompletingRebalance {
            self.refuse_syncs(ErrorCode::RebalanceInProgress, step);
        }
        self.pending_sync_members.retain(|_| false);
        step.stop(GroupTimer::Sync(self.id.clone()));
        let is_initial = self.state == ClassicGroupState::Empty;
        self.transition_to(ClassicGroupState::PreparingRebalance);
        let generation = self.generation;
        step.log(
            self,
            ClassicGroupEvent::RebalanceBegan { generation, reason },
        );
        if is_initial {
            let delay_ms = step.config.group_initial_rebalance_delay_ms;
            let remaining_ms = self.rebalance_timeout_ms().saturating_sub(delay_ms);
            self.initial_delay = Some(InitialDelay {
                delay_ms,
                remaining_ms,
            });
            step.set(GroupTimer::Join(self.id.clone()), delay_ms);
        } else if self.has_all_members_joined() {
            self.complete_join(step);
        } else {
            self.initial_delay = None;
            step.set(
                GroupTimer::Join(self.id.clone()),
                self.rebalance_timeout_ms(),
            );
        }
    }

    /// Ends the wait for members if nobody is missing, unless it is that of a first rebalance
    /// (`maybeCompleteJoinPhase`).
    pub(super) fn maybe_complete_join(&mut self, step: &mut Step<'_>) {
        if self.state == ClassicGroupState::PreparingRebalance
            && self.previous_state != ClassicGroupState::Empty
            && self.has_all_members_joined()
        {
            self.complete_join(step);
        }
    }

    /// The group has waited long enough for members (`tryCompleteInitialRebalanceElseSchedule`,
    /// `completeClassicGroupJoin`). The first wait goes on as long as somebody joins in it, up to the
    /// rebalance timeout in all.
    pub(super) fn on_join_timer(&mut self, step: &mut Step<'_>) {
        if self.state != ClassicGroupState::PreparingRebalance {
            return;
        }
        match self.initial_delay {
            Some(wait) if self.waits_for_more() => {
                self.new_member_added = false;
                let delay_ms = step.config.group_initial_rebalance_delay_ms;
                let delay_ms = delay_ms.min(wait.remaining_ms);
                self.initial_delay = Some(InitialDelay {
                    delay_ms,
                    remaining_ms: wait.remaining_ms.saturating_sub(wait.delay_ms),
                });
                step.set(GroupTimer::Join(self.id.clone()), delay_ms);
            }
            _ => self.complete_join(step),
        }
    }

    /// Whether the wait of the first rebalance goes on once its present part is over.
    #[must_use]
    pub(crate) fn waits_for_more(&self) -> bool {
        let wait = self.initial_delay.as_ref();
        self.new_member_added && wait.is_some_and(|wait| wait.remaining_ms != 0)
    }

    /// Whether it is in the wait of a first rebalance (`group.initial.rebalance.delay.ms`).
    #[must_use]
    pub(crate) fn is_in_first_wait(&self) -> bool {
        self.state == ClassicGroupState::PreparingRebalance && self.initial_delay.is_some()
    }

    /// The members that have not joined again: for them the others wait.
    pub(crate) fn missing_members(&self) -> Vec<&ClassicGroupMember> {
        let members = self.members.iter();
        members.filter(|it| it.awaiting_join.is_none()).collect()
    }

    /// Ends the wait for members: dynamic members that have not joined are out, static ones stay until
    /// their session ends (`completeClassicGroupJoin`).
    pub(super) fn complete_join(&mut self, step: &mut Step<'_>) {
        step.stop(GroupTimer::Join(self.id.clone()));
        self.initial_delay = None;
        self.remove_missing_dynamic_members(step);
        if !self.elect_joined_leader() && !self.members.is_empty() {
            // Nobody has joined: those who are left are static, and their sessions will end.
            step.log(self, ClassicGroupEvent::NobodyRejoined);
            step.set(
                GroupTimer::Join(self.id.clone()),
                self.rebalance_timeout_ms(),
            );
            return;
        }
        self.begin_next_generation();
        let generation = self.generation;
        if self.state == ClassicGroupState::Empty {
            step.log(self, ClassicGroupEvent::BecameEmpty { generation });
            step.write(self.metadata(), Append::BecameEmpty);
            return;
        }
        let members = self.members.len();
        step.log(
            self,
            ClassicGroupEvent::Stabilized {
                generation,
                members,
            },
        );
        for id in self.member_ids() {
            let response = self.joined(&id, true);
            let Some(member) = self.member_mut(&id) else {
                continue;
            };
            member.is_new = false;
            if let Some(join) = member.awaiting_join.take() {
                step.answer_join(join, response);
            }
            step.renew_session(self, &id);
            self.pending_sync_members.insert(id);
        }
        step.set(
            GroupTimer::Sync(self.id.clone()),
            self.rebalance_timeout_ms(),
        );
    }

    fn remove_missing_dynamic_members(&mut self, step: &mut Step<'_>) {
        let mut removed = Vec::new();
        for id in self.member_ids() {
            let member = self.member(&id);
            if member.is_some_and(|it| it.instance_id.is_none() && it.awaiting_join.is_none()) {
                self.remove(&id);
                step.stop_heartbeat(self, &id);
                removed.push(id);
            }
        }
        if !removed.is_empty() {
            step.log(self, ClassicGroupEvent::MembersRemoved(removed));
        }
    }

    /// Members that have not asked for their assignment in time are out (`expirePendingSync`).
    pub(super) fn on_sync_timer(&mut self, step: &mut Step<'_>) {
        let is_waited_for = matches!(
            self.state,
            ClassicGroupState::CompletingRebalance | ClassicGroupState::Stable
        );
        if !is_waited_for || self.pending_sync_members.is_empty() {
            return;
        }
        let mut removed = Vec::new();
        while let Some(id) = self.pending_sync_members.pop_first() {
            self.remove_and_refuse(&id, step);
            step.stop_heartbeat(self, &id);
            removed.push(id);
        }
        self.prepare_rebalance(RebalanceReason::SyncExpired(removed), step);
    }

    /// A member has been silent for too long, or one that was given an id has not joined with it
    /// (`expireClassicGroupMemberHeartbeat`).
    pub(super) fn on_heartbeat_timer(&mut self, id: &MemberId, step: &mut Step<'_>) {
        if self.state == ClassicGroupState::Dead {
            return;
        }
        if self.pending_join_members.contains(id) {
            step.log(self, ClassicGroupEvent::PendingMemberExpired(id.clone()));
            self.remove(id);
            if self.state == ClassicGroupState::PreparingRebalance && self.has_all_members_joined()
            {
                self.complete_join(step);
            }
            return;
        }
        if self
            .member(id)
            .is_none_or(|it| it.has_satisfied_heartbeat())
        {
            return;
        }
        step.log(self, ClassicGroupEvent::MemberFailed(id.clone()));
        self.remove_and_refuse(id, step);
        match self.state {
            ClassicGroupState::Stable | ClassicGroupState::CompletingRebalance => {
                self.prepare_rebalance(RebalanceReason::SessionExpired(id.clone()), step);
            }
            ClassicGroupState::PreparingRebalance if self.has_all_members_joined() => {
                self.complete_join(step);
            }
            _ => {}
        }
    }

    /// Takes a member out. What it waits for is refused, so that a client that is still there joins anew.
    /// (Kafka forgets a sync that waits: its client would find out by its request timeout.)
    pub(super) fn remove_and_refuse(&mut self, id: &MemberId, step: &mut Step<'_>) {
        if let Some(mut removed) = self.remove(id) {
            step.refuse_all(&mut removed, None, ErrorCode::UnknownMemberId);
        }
    }

    /// Hands everybody's assignment out; the group is stable (`setAndPropagateAssignment`).
    pub(super) fn set_assignments(
        &mut self,
        mut assignments: Vec<(MemberId, Assignment)>,
        step: &mut Step<'_>,
    ) {
        for id in self.member_ids() {
            let assigned = assignments
                .iter_mut()
                .rev()
                .find(|(member, _)| *member == id);
            let assignment = assigned.map(|(_, assignment)| core::mem::take(assignment));
            let protocol_name = self.protocol_name.clone();
            let Some(member) = self.member_mut(&id) else {
                continue;
            };
            member.assignment = assignment.unwrap_or_default();
            let synced = Synced {
                protocol_name,
                assignment: member.assignment.clone(),
            };
            if let Some(sync) = member.awaiting_sync.take() {
                step.answer_sync(sync, Ok(synced));
                step.renew_session(self, &id);
            }
        }
        self.transition_to(ClassicGroupState::Stable);
    }

    /// Nobody gets an assignment of this generation (`resetAndPropagateAssignmentWithError`).
    pub(super) fn refuse_syncs(&mut self, error: ErrorCode, step: &mut Step<'_>) {
        for id in self.member_ids() {
            let Some(member) = self.member_mut(&id) else {
                continue;
            };
            member.assignment.clear();
            if let Some(sync) = member.awaiting_sync.take() {
                step.answer_sync(sync, Err(error));
                step.renew_session(self, &id);
            }
        }
    }

    pub(super) fn member_ids(&self) -> Vec<MemberId> {
        let mut ids = Vec::new();
        for member in &self.members {
            ids.push(member.id.clone());
        }
        ids
    }
}
