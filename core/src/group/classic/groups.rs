//! The groups that one broker coordinates: requests find their group here.

use serde::{Deserialize, Serialize};

use super::append::{Append, Appends};
use super::member_id::new_member_id;
use super::step::Step;
use super::{
    AppendId, ClassicGroup, ClassicGroupConfig, ClassicGroupEvent, ClassicGroupMember,
    ClassicGroupState, Effects, GroupId, GroupMetadata, GroupTimer, JoinGroupProtocol,
    JoinGroupRequest, LeaveGroupRequest, MemberIdentity, MemberOperation, OffsetCommitter,
    RebalanceReason, RequestId, SyncGroupRequest,
};
use crate::group::migration::Downgrade;
use crate::java_hash_map::bucket_count;
use crate::sim::Random;
use crate::sorted::Map;
use crate::wire::ErrorCode;

/// All groups of the classic protocol whose coordinator a broker is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassicGroups {
    config: ClassicGroupConfig,
    groups: Map<GroupId, ClassicGroup>,
    appends: Appends,
}

impl ClassicGroups {
    /// A coordinator that knows of no groups yet.
    #[must_use]
    pub fn new(config: ClassicGroupConfig) -> Self {
        Self {
            config,
            ..Self::default()
        }
    }

    /// A group, if it is known here.
    #[must_use]
    pub fn group(&self, id: &GroupId) -> Option<&ClassicGroup> {
        self.groups.get(id)
    }

    /// The last record of a group that is being written, if one is.
    #[must_use]
    pub(crate) fn is_writing(&self, id: &GroupId) -> Option<AppendId> {
        self.appends.last_of(id)
    }

    /// All groups that are known here.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &ClassicGroup> {
        self.groups.values()
    }

    /// The ids of all groups.
    pub fn ids(&self) -> impl Iterator<Item = &GroupId> {
        self.groups.keys()
    }

    /// Forgets a group that has no members: whoever keeps its records takes them back
    /// (`createGroupTombstoneRecords`).
    pub fn delete(&mut self, id: &GroupId) {
        if self.groups.get(id).is_some_and(ClassicGroup::is_idle) {
            self.groups.remove(id);
        }
    }

    /// JoinGroup (`classicGroupJoin`). The answer may come much later. A group is made for a client
    /// without a member id; `random` makes that id.
    pub fn join(
        &mut self,
        request: JoinGroupRequest,
        join: RequestId,
        random: &mut Random,
        effects: &mut Effects,
    ) {
        let mut step = Step {
            config: &self.config,
            appends: &mut self.appends,
            effects,
        };
        let bounds =
            step.config.group_min_session_timeout_ms..=step.config.group_max_session_timeout_ms;
        if request.group_id.0.is_empty() {
            return step.refuse_join(join, request.member_id, ErrorCode::InvalidGroupId);
        }
        if !bounds.contains(&request.session_timeout_ms) {
            return step.refuse_join(join, request.member_id, ErrorCode::InvalidSessionTimeout);
        }
        let id = request.group_id.clone();
        let is_new = !self.groups.contains_key(&id);
        if is_new && request.member_id.is_some() {
            return step.refuse_join(join, request.member_id, ErrorCode::UnknownMemberId);
        }
        let name = request.instance_id.as_ref().unwrap_or(&request.client_id);
        let new_id = new_member_id(name, random);
        let group = (self.groups).get_or_insert_with(id.clone(), || ClassicGroup::new(id));
        let records_before = step.effects.records.len();
        group.join(request, join, new_id, &mut step);
        if is_new && step.effects.records.len() == records_before {
            step.write(empty(group), Append::NewGroup);
        }
    }

    /// SyncGroup (`classicGroupSync`). The answer may come much later.
    pub fn sync(&mut self, request: SyncGroupRequest, sync: RequestId, effects: &mut Effects) {
        let mut step = Step {
            config: &self.config,
            appends: &mut self.appends,
            effects,
        };
        let id = &request.member.group_id;
        match self.groups.get_mut(id) {
            _ if id.0.is_empty() => step.answer_sync(sync, Err(ErrorCode::InvalidGroupId)),
            Some(group) => group.sync(request, sync, &mut step),
            None => step.answer_sync(sync, Err(ErrorCode::UnknownMemberId)),
        }
    }

    /// Heartbeat (`classicGroupHeartbeat`).
    ///
    /// # Errors
    /// `INVALID_GROUP_ID`, `COORDINATOR_NOT_AVAILABLE`, `UNKNOWN_MEMBER_ID`, `FENCED_INSTANCE_ID`,
    /// `ILLEGAL_GENERATION`; `REBALANCE_IN_PROGRESS` where the member is to join again.
    pub fn heartbeat(
        &mut self,
        member: &MemberIdentity,
        effects: &mut Effects,
    ) -> Result<(), ErrorCode> {
        let (group, mut step) = self.step(&member.group_id, effects)?;
        group.heartbeat(member, &mut step)
    }

    /// LeaveGroup (`classicGroupLeave`): for each of the members whether it was one.
    ///
    /// # Errors
    /// `INVALID_GROUP_ID`, `COORDINATOR_NOT_AVAILABLE`.
    pub fn leave(
        &mut self,
        request: &LeaveGroupRequest,
        effects: &mut Effects,
    ) -> Result<Vec<Result<(), ErrorCode>>, ErrorCode> {
        let id = &request.group_id;
        if !id.0.is_empty() && !self.groups.contains_key(id) {
            let unknown = Err(ErrorCode::UnknownMemberId);
            return Ok(vec![unknown; request.members.len()]);
        }
        let (group, mut step) = self.step(id, effects)?;
        group.leave(&request.members, &mut step)
    }

    /// Whether offsets may be committed (`OffsetMetadataManager.validateOffsetCommit`). Whoever says no
    /// generation may commit for a group that has no members, or is not known.
    ///
    /// # Errors
    /// `INVALID_GROUP_ID`, `COORDINATOR_NOT_AVAILABLE`, `UNKNOWN_MEMBER_ID`, `FENCED_INSTANCE_ID`,
    /// `ILLEGAL_GENERATION`; `REBALANCE_IN_PROGRESS` between a member's join and its assignment.
    pub fn may_commit(&self, committer: &OffsetCommitter) -> Result<(), ErrorCode> {
        let id = &committer.group_id;
        if id.0.is_empty() {
            return Err(ErrorCode::InvalidGroupId);
        }
        match (self.groups.get(id), committer.generation) {
            (Some(group), _) => group.may_commit(committer),
            (None, None) => Ok(()),
            (None, Some(_)) => Err(ErrorCode::IllegalGeneration),
        }
    }

    /// Offsets are to be committed: a member that [may](Self::may_commit) do so lives, and where another has
    /// its place that is logged.
    ///
    /// # Errors
    /// Those of [`Self::may_commit`].
    pub fn validate_offset_commit(
        &mut self,
        committer: &OffsetCommitter,
        effects: &mut Effects,
    ) -> Result<(), ErrorCode> {
        let result = self.may_commit(committer);
        let Ok((group, mut step)) = self.step(&committer.group_id, effects) else {
            return result;
        };
        let operation = match committer.is_transactional {
            true => MemberOperation::TransactionalCommit,
            false => MemberOperation::Commit,
        };
        match (result, &committer.member_id) {
            (Err(ErrorCode::FencedInstanceId), id) => {
                let who = (id.as_ref(), committer.instance_id.as_ref());
                step.log_fenced(group, who, operation);
            }
            (Ok(()), Some(member)) if !committer.is_transactional => {
                step.renew_session(group, member);
            }
            _ => {}
        }
        result
    }

    /// A timer has rung.
    pub fn on_timer(&mut self, timer: &GroupTimer, effects: &mut Effects) {
        let (GroupTimer::Heartbeat(id, _) | GroupTimer::Join(id) | GroupTimer::Sync(id)) = timer;
        let Ok((group, mut step)) = self.step(id, effects) else {
            return;
        };
        match timer {
            GroupTimer::Heartbeat(_, member) => group.on_heartbeat_timer(member, &mut step),
            GroupTimer::Join(_) => group.on_join_timer(&mut step),
            GroupTimer::Sync(_) => group.on_sync_timer(&mut step),
        }
    }

    /// All in-sync replicas have a record, or it could not be written.
    pub fn append_completed(
        &mut self,
        append: AppendId,
        result: Result<(), ErrorCode>,
        effects: &mut Effects,
    ) {
        let Some((id, append)) = self.appends.end(append) else {
            return;
        };
        // What was not replicated in time is in the log nevertheless, and may be committed yet.
        let is_lost = matches!(append, Append::NewGroup)
            .then(|| result.err())
            .flatten()
            .filter(|error| *error != ErrorCode::RequestTimedOut);
        let Ok((group, mut step)) = self.step(&id, effects) else {
            return;
        };
        match is_lost {
            Some(error) => {
                group.new_group_lost(error, &mut step);
                self.groups.remove(&id);
            }
            None => group.append_completed(append, result, &mut step),
        }
    }

    /// The broker has become the coordinator of these groups, of which the last records are given
    /// (`replay`, `onLoaded`): their members' sessions begin anew. A group that has more members than it
    /// may is put together anew.
    pub fn load(&mut self, records: Vec<GroupMetadata>, effects: &mut Effects) {
        for record in records {
            let group = loaded(record);
            let id = group.id.clone();
            let members = group.member_ids();
            let (count, max_size) = (members.len(), self.config.group_max_size);
            let is_too_large = u32::try_from(members.len()).is_ok_and(|count| count > max_size);
            self.groups.insert(id.clone(), group);
            let Ok((group, mut step)) = self.step(&id, effects) else {
                continue;
            };
            for member in members {
                step.renew_session(group, &member);
            }
            let event = ClassicGroupEvent::GroupLoaded { members: count };
            step.log(group, event);
            if is_too_large {
                let reason = RebalanceReason::TooManyMembers {
                    members: count,
                    max_size,
                };
                group.prepare_rebalance(reason, &mut step);
            }
        }
    }

    /// The broker coordinates none of its groups any more (`onUnloaded`). Records that are on their way
    /// matter to nobody here.
    pub fn unload(&mut self, effects: &mut Effects) {
        self.appends.forget();
        for group in self.groups.values_mut() {
            group.unload(&mut Step {
                config: &self.config,
                appends: &mut self.appends,
                effects,
            });
        }
    }

    /// A group goes on in the consumer protocol (`convertToConsumerGroup`): whoever waits is told of a
    /// rebalance, and the group is not known here any more.
    pub fn retire(&mut self, id: &GroupId, effects: &mut Effects) {
        if let Ok((group, mut step)) = self.step(id, effects) {
            group.retire(&mut step);
            self.groups.remove(id);
        }
    }

    /// A group goes on here that was one of the consumer protocol (`convertToClassicGroup`): its members'
    /// sessions begin, and it is put together anew if it has to be.
    pub fn adopt(&mut self, downgrade: Downgrade, effects: &mut Effects) {
        let id = downgrade.group.id.clone();
        self.groups.insert(id.clone(), downgrade.group);
        let Ok((group, mut step)) = self.step(&id, effects) else {
            return;
        };
        for member in group.member_ids() {
            step.renew_session(group, &member);
        }
        if let Some(reason) = downgrade.reason {
            group.prepare_rebalance(reason, &mut step);
        }
    }

    fn step<'a>(
        &'a mut self,
        id: &GroupId,
        effects: &'a mut Effects,
    ) -> Result<(&'a mut ClassicGroup, Step<'a>), ErrorCode> {
        if id.0.is_empty() {
            return Err(ErrorCode::InvalidGroupId);
        }
        let group = self.groups.get_mut(id).ok_or(ErrorCode::UnknownMemberId)?;
        let step = Step {
            config: &self.config,
            appends: &mut self.appends,
            effects,
        };
        Ok((group, step))
    }
}

/// A group as it was before anybody joined (`newEmptyGroupMetadataRecord`).
fn empty(group: &ClassicGroup) -> GroupMetadata {
    ClassicGroup::new(group.id.clone()).metadata()
}

/// A group as it was written (`GroupMetadataManager.replay`).
fn loaded(record: GroupMetadata) -> ClassicGroup {
    let mut group = ClassicGroup::new(record.group_id);
    for member in record.members {
        let protocol_type = record.protocol_type.clone().unwrap_or_default();
        let name = record.protocol_name.clone().unwrap_or_default();
        let subscription = member.subscription;
        let member = ClassicGroupMember {
            id: member.member_id,
            instance_id: member.instance_id,
            client_id: member.client_id,
            rebalance_timeout_ms: member.rebalance_timeout_ms,
            session_timeout_ms: member.session_timeout_ms,
            protocols: vec![JoinGroupProtocol { name, subscription }],
            assignment: member.assignment,
            awaiting_join: None,
            awaiting_sync: None,
            is_new: false,
        };
        group.add(member, protocol_type);
    }
    if !group.members.is_empty() {
        group.state = ClassicGroupState::Stable;
    }
    group.buckets = bucket_count(group.buckets, group.members.len());
    group.generation = record.generation;
    group.protocol_type = record.protocol_type;
    group.protocol_name = record.protocol_name;
    group.leader = record.leader;
    group
}
