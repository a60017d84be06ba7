//! LeaveGroup, and the end of a group at this broker.

use super::step::Step;
use super::{ClassicGroup, ClassicGroupState, GroupTimer, LeavingMember};
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
        let mut have_left = false;
        for member in members {
            let result = self.remove_leaving(member, step);
            have_left |= result.is_ok();
            results.push(result);
        }
        if have_left {
            match self.state {
                ClassicGroupState::Stable | ClassicGroupState::CompletingRebalance => {
                    self.prepare_rebalance(step);
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
        let id = match &member.member_id {
            // An administrator need not know the member's id.
            None => self
                .id_of_instance(member.instance_id.as_ref())
                .ok_or(ErrorCode::UnknownMemberId)?,
            Some(id) => {
                if !self.pending_join_members.contains(id) {
                    self.validate_member(Some(id), member.instance_id.as_deref())?;
                }
                id.clone()
            }
        };
        step.stop_heartbeat(self, &id);
        self.remove_and_refuse(&id, step);
        Ok(())
    }

    /// This broker coordinates the group no longer (`onUnloaded`): whoever waits is to look for the one
    /// that does.
    pub(super) fn unload(&mut self, step: &mut Step<'_>) {
        for id in self.member_ids() {
            step.stop_heartbeat(self, &id);
            if let Some(member) = self.member_mut(&id) {
                step.refuse_all(member, Some(id), ErrorCode::NotCoordinator);
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
