//! LeaveGroup, and the end of a group at this broker.

use super::step::Step;
use super::{
    ClassicGroup, ClassicGroupEvent, ClassicGroupState, GroupTimer, LeavingMember, MemberOperation,
    RebalanceReason,
};
use crate::group::MemberId;
use crate::wire::ErrorCode;

impl ClassicGroup {
    /// Members leave; each is told by itself whether it was one (`classicGroupLeaveToClassicGroup`).
    pub(super) fn leave(
        &mut self,
        members: &[LeavingMember],
        step: &mut Step<'_>,
    ) -> Result<Vec<Result<(), ErrorCode>>, ErrorCode> {
        if self.state == ClassicGroupState::Dead {
            return Err(ErrorCode::CoordinatorNotAvailable);
        }
        let mut results = Vec::new();
        let mut left = Vec::new();
        for member in members {
            let result = self.remove_leaving(member, step);
            if result.is_ok() {
                // Kafka names those who left by the ids that the request has.
                let none = || MemberId("".into());
                left.push(member.member_id.clone().unwrap_or_else(none));
            }
            results.push(result);
        }
        if !left.is_empty() {
            match self.state {
                ClassicGroupState::Stable | ClassicGroupState::CompletingRebalance => {
                    self.prepare_rebalance(RebalanceReason::MembersLeft(left), step);
                }
                _ => self.maybe_complete_join(step),
            }
        }
        Ok(results)
    }

    fn remove_leaving(
        &mut self,
        member: &LeavingMember,
        step: &mut Step<'_>,
    ) -> Result<(), ErrorCode> {
        let mut is_pending = false;
        let id = match &member.member_id {
            // An administrator need not know the member's id.
            None => self
                .id_of_instance(member.instance_id.as_ref())
                .ok_or(ErrorCode::UnknownMemberId)?,
            Some(id) => {
                is_pending = self.pending_join_members.contains(id);
                if !is_pending {
                    let instance_id = member.instance_id.as_ref();
                    self.check_member(Some(id), instance_id, MemberOperation::Leave, step)?;
                }
                id.clone()
            }
        };
        let event = ClassicGroupEvent::MemberLeft {
            member_id: id.clone(),
            is_pending,
            client_reason: member.reason.clone(),
        };
        step.log(self, event);
        step.stop_heartbeat(self, &id);
        self.remove_and_refuse(&id, step);
        Ok(())
    }

    /// This broker coordinates the group no longer (`onUnloaded`): whoever waits is to look for the one
    /// that does.
    pub(super) fn unload(&mut self, step: &mut Step<'_>) {
        let generation = self.generation;
        step.log(self, ClassicGroupEvent::GroupUnloaded { generation });
        for id in self.member_ids() {
            step.stop_heartbeat(self, &id);
            if let Some(member) = self.member_mut(&id) {
                step.refuse_all(member, Some(id), ErrorCode::NotCoordinator);
            }
        }
        self.close(step);
    }

    /// The group goes on in the other protocol: its members are to join again there.
    pub(super) fn retire(&mut self, step: &mut Step<'_>) {
        for id in self.member_ids() {
            step.stop_heartbeat(self, &id);
            if let Some(member) = self.member_mut(&id) {
                step.refuse_all(member, Some(id), ErrorCode::RebalanceInProgress);
            }
        }
        self.close(step);
    }

    /// Stops the timers that are left. The group is dead.
    pub(super) fn close(&mut self, step: &mut Step<'_>) {
        while let Some(id) = self.pending_join_members.pop_first() {
            step.stop_heartbeat(self, &id);
        }
        step.stop(GroupTimer::Join(self.id.clone()));
        step.stop(GroupTimer::Sync(self.id.clone()));
        self.transition_to(ClassicGroupState::Dead);
    }
}
