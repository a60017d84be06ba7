//! SyncGroup, Heartbeat and what else a member does within its generation.

use std::sync::Arc;

use super::append::Append;
use super::step::Step;
use super::{
    Assignment, ClassicGroup, ClassicGroupEvent, ClassicGroupState, GroupTimer, MemberIdentity,
    MemberOperation, OffsetCommitter, RequestId, SyncGroupRequest, Synced,
};
use crate::group::MemberId;
use crate::wire::ErrorCode;

impl ClassicGroup {
    /// A member asks for its assignment (`classicGroupSyncToClassicGroup`). The leader's request has
    /// everybody's: it is written, and then all are answered.
    pub(super) fn sync(&mut self, request: SyncGroupRequest, sync: RequestId, step: &mut Step<'_>) {
        if let Err(error) = self.validate_sync(&request, step) {
            return step.answer_sync(sync, Err(error));
        }
        let id = request.member.member_id;
        match self.state {
            ClassicGroupState::CompletingRebalance => {
                if let Some(member) = self.member_mut(&id) {
                    member.awaiting_sync = Some(sync);
                }
                self.has_synced(&id, step);
                if self.is_leader(&id) {
                    self.write_assignments(request.assignments, step);
                }
            }
            ClassicGroupState::Stable => {
                self.has_synced(&id, step);
                let member = self.member(&id);
                let assignment = member.map_or_else(Vec::new, |it| it.assignment.clone());
                let protocol_name = self.protocol_name.clone();
                step.answer_sync(
                    sync,
                    Ok(Synced {
                        protocol_name,
                        assignment,
                    }),
                );
            }
            _ => step.answer_sync(sync, Err(ErrorCode::RebalanceInProgress)),
        }
    }

    fn validate_sync(
        &self,
        request: &SyncGroupRequest,
        step: &mut Step<'_>,
    ) -> Result<(), ErrorCode> {
        let differs = |said: &Option<Arc<str>>, is: &Option<Arc<str>>| said.is_some() && said != is;
        if self.state == ClassicGroupState::Empty {
            return Err(ErrorCode::UnknownMemberId);
        }
        self.validate_generation(&request.member, MemberOperation::Sync, step)?;
        if differs(&request.protocol_type, &self.protocol_type)
            || differs(&request.protocol_name, &self.protocol_name)
        {
            return Err(ErrorCode::InconsistentGroupProtocol);
        }
        Ok(())
    }

    fn has_synced(&mut self, id: &MemberId, step: &mut Step<'_>) {
        self.pending_sync_members.remove(id);
        if self.pending_sync_members.is_empty() {
            step.stop(GroupTimer::Sync(self.id.clone()));
        }
    }

    fn write_assignments(&mut self, assignments: Vec<(MemberId, Assignment)>, step: &mut Step<'_>) {
        self.log_assignment(step);
        let mut record = self.metadata();
        for member in &mut record.members {
            // Of two for one member the later holds, and none is an empty one.
            let mut assigned = assignments.iter().rev();
            let assigned = assigned.find(|(id, _)| *id == member.member_id);
            member.assignment = assigned.map_or_else(Vec::new, |(_, it)| it.clone());
        }
        let generation = self.generation;
        step.write(
            record,
            Append::Assignment {
                generation,
                assignments,
            },
        );
    }

    fn log_assignment(&self, step: &mut Step<'_>) {
        let Some(leader) = self.leader.clone() else {
            return;
        };
        let static_members = self.members.iter().filter(|it| it.instance_id.is_some());
        let event = ClassicGroupEvent::AssignmentReceived {
            leader,
            generation: self.generation,
            members: self.members.len(),
            static_members: static_members.count(),
        };
        step.log(self, event);
    }

    /// A member says that it lives (`classicGroupHeartbeatToClassicGroup`). While the group waits for its
    /// members, that is how they learn of it.
    pub(super) fn heartbeat(
        &mut self,
        member: &MemberIdentity,
        step: &mut Step<'_>,
    ) -> Result<(), ErrorCode> {
        self.validate_generation(member, MemberOperation::Heartbeat, step)?;
        if self.state == ClassicGroupState::Empty {
            return Err(ErrorCode::UnknownMemberId);
        }
        step.renew_session(self, &member.member_id);
        if self.state == ClassicGroupState::PreparingRebalance {
            return Err(ErrorCode::RebalanceInProgress);
        }
        Ok(())
    }

    /// Refuses who is no member of this generation (`validateClassicGroupHeartbeat`).
    fn validate_generation(
        &self,
        member: &MemberIdentity,
        operation: MemberOperation,
        step: &mut Step<'_>,
    ) -> Result<(), ErrorCode> {
        if self.state == ClassicGroupState::Dead {
            return Err(ErrorCode::CoordinatorNotAvailable);
        }
        let (id, instance_id) = (Some(&member.member_id), member.instance_id.as_ref());
        self.check_member(id, instance_id, operation, step)?;
        if member.generation != self.generation {
            return Err(ErrorCode::IllegalGeneration);
        }
        Ok(())
    }

    /// Whether that one may commit offsets (`ClassicGroup.validateOffsetCommit`). While the group waits
    /// for its members they may: it is their last chance before others read on.
    pub(super) fn may_commit(&self, committer: &OffsetCommitter) -> Result<(), ErrorCode> {
        if self.state == ClassicGroupState::Dead {
            return Err(ErrorCode::CoordinatorNotAvailable);
        }
        let is_empty = self.state == ClassicGroupState::Empty;
        if committer.generation.is_none() && is_empty {
            return Ok(());
        }
        let is_of_member = committer.generation.is_some()
            || committer.member_id.is_some()
            || committer.instance_id.is_some();
        if is_of_member {
            let id = committer.member_id.as_ref();
            self.validate_member(id, committer.instance_id.as_deref())?;
            if committer.generation != Some(self.generation) {
                return Err(ErrorCode::IllegalGeneration);
            }
        } else if !committer.is_transactional {
            return Err(ErrorCode::UnknownMemberId);
        }
        if !committer.is_transactional && self.state == ClassicGroupState::CompletingRebalance {
            return Err(ErrorCode::RebalanceInProgress);
        }
        Ok(())
    }
}
