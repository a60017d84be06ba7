//! A static member that comes back without its member id takes the place that it had (KIP-345).

use std::sync::Arc;

use super::append::{Append, Replacement};
use super::step::Step;
use super::{
    ClassicGroup, ClassicGroupEvent, ClassicGroupState, JoinGroupRequest, RebalanceReason,
    RequestId,
};
use crate::group::MemberId;
use crate::wire::ErrorCode;

impl ClassicGroup {
    /// A static member joins that says no member id (`classicGroupJoinNewStaticMember`).
    pub(super) fn join_static(
        &mut self,
        request: JoinGroupRequest,
        join: RequestId,
        new_id: MemberId,
        step: &mut Step<'_>,
    ) {
        let instance_id = request.instance_id.as_deref();
        let existing = instance_id.and_then(|it| self.static_member(it));
        let existing = existing.map(|member| member.id.clone());
        let (instance_id, state) = (request.instance_id.clone().unwrap_or_default(), self.state);
        match existing {
            Some(old_id) => {
                let replaced = old_id.clone();
                let event = ClassicGroupEvent::StaticMemberReplaced {
                    instance_id,
                    replaced,
                    state,
                };
                step.log(self, event);
                self.replace(request, join, &old_id, new_id, step);
            }
            None => {
                let member_id = new_id.clone();
                let event = ClassicGroupEvent::StaticMemberJoined {
                    instance_id,
                    member_id,
                    state,
                };
                step.log(self, event);
                self.add_member(request, join, new_id, step);
            }
        }
    }

    /// Gives the place to the new id, and fences whoever had it
    /// (`updateStaticMemberThenRebalanceOrCompleteJoin`).
    fn replace(
        &mut self,
        request: JoinGroupRequest,
        join: RequestId,
        old_id: &MemberId,
        new_id: MemberId,
        step: &mut Step<'_>,
    ) {
        let Some(mut replaced) = self.replace_static_member(old_id, &new_id) else {
            return;
        };
        step.refuse_all(
            &mut replaced,
            Some(old_id.clone()),
            ErrorCode::FencedInstanceId,
        );
        step.renew_session(self, &new_id);
        let instance_id = request.instance_id.clone().unwrap_or_default();
        let client_reason = request.reason.clone();
        self.update_member(&new_id, request, join);
        match self.state {
            ClassicGroupState::Stable if self.select_protocol() == self.protocol_name => {
                // Nobody else need know: it is enough to keep the new id.
                step.log(self, ClassicGroupEvent::NoRebalanceNeeded);
                let replacement = Replacement { replaced, new_id };
                step.write(self.metadata(), Append::StaticMember(replacement));
            }
            ClassicGroupState::Stable => {
                let reason = RebalanceReason::ProtocolChanges {
                    member_id: new_id,
                    instance_id,
                    client_reason,
                };
                self.rebalance_or_complete_join(reason, step);
            }
            // The leader may have been told of the old id already, and would assign to that.
            ClassicGroupState::CompletingRebalance => {
                let reason = RebalanceReason::StaticMemberChanged {
                    member_id: new_id,
                    instance_id,
                    client_reason,
                };
                self.prepare_rebalance(reason, step);
            }
            _ => self.maybe_complete_join(step),
        }
    }

    /// The new id is kept: the member goes on with what its place had. A leader need not assign; if a
    /// rebalance has begun meanwhile, it is answered with the others.
    pub(super) fn static_member_kept(&mut self, new_id: &MemberId, step: &mut Step<'_>) {
        if self.is_leader(new_id) && self.state == ClassicGroupState::PreparingRebalance {
            return;
        }
        let mut response = self.joined(new_id, true);
        if let Ok(joined) = &mut response.result {
            joined.skip_assignment = self.is_leader(new_id);
        }
        let member = self.member_mut(new_id);
        if let Some(join) = member.and_then(|member| member.awaiting_join.take()) {
            step.answer_join(join, response);
        }
    }

    /// The new id could not be written, so the member before it is back.
    pub(super) fn static_member_lost(
        &mut self,
        replacement: Replacement,
        error: ErrorCode,
        step: &mut Step<'_>,
    ) {
        let Replacement { replaced, new_id } = replacement;
        let old_id = replaced.id.clone();
        let Some(mut lost) = self.replace_static_member(&new_id, &old_id) else {
            return;
        };
        step.refuse_all(&mut lost, None, error);
        if let Some(member) = self.member_mut(&old_id) {
            member.protocols = replaced.protocols;
            member.rebalance_timeout_ms = replaced.rebalance_timeout_ms;
            member.session_timeout_ms = replaced.session_timeout_ms;
        }
        step.renew_session(self, &old_id);
    }

    /// Whether that is the instance id of a member.
    pub(super) fn id_of_instance(&self, instance_id: Option<&Arc<str>>) -> Option<MemberId> {
        let member = self.static_member(instance_id?)?;
        Some(member.id.clone())
    }
}
