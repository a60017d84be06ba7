//! What a group needs of its coordinator while it takes one request.

use std::sync::Arc;

use super::append::{Append, Appends};
use super::{
    ClassicGroup, ClassicGroupConfig, ClassicGroupEvent, ClassicGroupMember, Effects,
    GroupMetadata, GroupResponse, GroupTimer, JoinGroupResponse, MemberOperation, RequestId,
    Synced,
};
use crate::group::MemberId;
use crate::wire::ErrorCode;

/// One request, timer or completed append, and what has come of it so far.
pub(super) struct Step<'a> {
    pub config: &'a ClassicGroupConfig,
    pub appends: &'a mut Appends,
    pub effects: &'a mut Effects,
}

impl Step<'_> {
    pub fn answer_join(&mut self, request: RequestId, response: JoinGroupResponse) {
        let response = GroupResponse::JoinGroup(response);
        self.effects.answers.push((request, response));
    }

    pub fn refuse_join(
        &mut self,
        request: RequestId,
        member_id: Option<MemberId>,
        error: ErrorCode,
    ) {
        let result = Err(error);
        self.answer_join(request, JoinGroupResponse { member_id, result });
    }

    pub fn answer_sync(&mut self, request: RequestId, result: Result<Synced, ErrorCode>) {
        let response = GroupResponse::SyncGroup(result);
        self.effects.answers.push((request, response));
    }

    /// Refuses whatever a member waits for; `member_id` is what a refused join is told.
    pub fn refuse_all(
        &mut self,
        member: &mut ClassicGroupMember,
        member_id: Option<MemberId>,
        error: ErrorCode,
    ) {
        if let Some(join) = member.awaiting_join.take() {
            self.refuse_join(join, member_id, error);
        }
        if let Some(sync) = member.awaiting_sync.take() {
            self.answer_sync(sync, Err(error));
        }
    }

    pub fn set(&mut self, timer: GroupTimer, after_ms: u64) {
        self.effects.timers.push((timer, Some(after_ms)));
    }

    pub fn stop(&mut self, timer: GroupTimer) {
        self.effects.timers.push((timer, None));
    }

    pub fn stop_heartbeat(&mut self, group: &ClassicGroup, member: &MemberId) {
        self.stop(GroupTimer::Heartbeat(group.id.clone(), member.clone()));
    }

    /// Lets a member's session begin anew (`rescheduleClassicGroupMemberHeartbeat`).
    pub fn renew_session(&mut self, group: &ClassicGroup, member: &MemberId) {
        if let Some(timeout_ms) = group.member(member).map(|it| it.session_timeout_ms) {
            let timer = GroupTimer::Heartbeat(group.id.clone(), member.clone());
            self.set(timer, timeout_ms);
        }
    }

    /// Has something logged.
    pub fn log(&mut self, group: &ClassicGroup, event: ClassicGroupEvent) {
        self.effects.events.push((group.id.clone(), event));
    }

    /// Has it logged where a member is refused since another has its instance id.
    pub fn log_fenced(
        &mut self,
        group: &ClassicGroup,
        (member_id, instance_id): (Option<&MemberId>, Option<&Arc<str>>),
        operation: MemberOperation,
    ) {
        let owner = instance_id.and_then(|it| Some((it, group.static_member(it)?)));
        if let Some((instance_id, owner)) = owner {
            let event = ClassicGroupEvent::InstanceIdFenced {
                member_id: member_id.cloned(),
                instance_id: instance_id.clone(),
                owner: owner.id.clone(),
                operation,
            };
            self.log(group, event);
        }
    }

    /// Has a record written; `append` is what it is for.
    pub fn write(&mut self, record: GroupMetadata, append: Append) {
        let id = self.appends.begin(record.group_id.clone(), append);
        self.effects.records.push((id, record));
    }
}
