//! The groups of one partition of `__consumer_offsets`: requests find their group here.

use serde::{Deserialize, Serialize};

use super::append::Appends;
use super::step::Step;
use super::validate::validate_heartbeat;
use super::{
    ConsumerGroup, ConsumerGroupConfig, ConsumerGroupEffects, ConsumerGroupEvent,
    ConsumerGroupHeartbeatResult, ConsumerGroupRecord, ConsumerGroupResponse, ConsumerGroupState,
    ConsumerGroupTimer, Conversion, HeartbeatRefusal, JOIN_GROUP_MEMBER_EPOCH,
    LEAVE_GROUP_MEMBER_EPOCH, LEAVE_GROUP_STATIC_MEMBER_EPOCH, TopicLookup,
};
use crate::group::classic::{
    AppendId, ClassicGroup, ClassicGroupState, GroupId, GroupResponse, JoinGroupRequest,
    LeaveGroupRequest, MemberIdentity, OffsetCommitter, RequestId, SyncGroupRequest,
};
use crate::group::migration::{Downgrade, records, upgraded, validate_upgrade};
use crate::group::reconciliation::MemberState;
use crate::group::{CoordinatorRecord, MemberId};
use crate::id::{GroupEpoch, TopicPartition};
use crate::sorted::Map;
use crate::time::Time;
use crate::wire::{ConsumerGroupHeartbeatRequest, ErrorCode};

/// The groups of the consumer protocol whose coordinator a broker is, of one partition of
/// `__consumer_offsets`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsumerGroups {
    config: ConsumerGroupConfig,
    groups: Map<GroupId, ConsumerGroup>,
    appends: Appends,
}

impl ConsumerGroups {
    /// A coordinator that knows of no groups yet.
    #[must_use]
    pub fn new(config: ConsumerGroupConfig) -> Self {
        Self {
            config,
            ..Self::default()
        }
    }

    /// A group, if it is known here.
    #[must_use]
    pub fn group(&self, id: &GroupId) -> Option<&ConsumerGroup> {
        self.groups.get(id)
    }

    /// How long a member of a group may be silent.
    #[must_use]
    pub fn session_timeout_ms(&self, group: &GroupId, member: &MemberId) -> u64 {
        let known = self.groups.get(group);
        known.map_or(self.config.group_consumer_session_timeout_ms, |known| {
            known.session_timeout_ms(member, &self.config)
        })
    }

    /// All groups that are known here.
    pub fn iter(&self) -> impl Iterator<Item = &ConsumerGroup> {
        self.groups.values()
    }

    /// The records that the answer to a request waits for.
    #[must_use]
    pub(crate) fn answers_after(&self, request: RequestId) -> Option<AppendId> {
        self.appends.awaited_by(request)
    }

    /// The settings.
    #[must_use]
    pub fn config(&self) -> &ConsumerGroupConfig {
        &self.config
    }

    /// ConsumerGroupHeartbeat (`consumerGroupHeartbeat`). `classic` is the group of the classic protocol by
    /// that id, if there is one: a member that joins makes it one of the consumer protocol, if it may be;
    /// then it is a group here, and the host lets the other one go
    /// ([`ClassicGroups::retire`](crate::group::classic::ClassicGroups::retire)). The answer comes when what
    /// it rests on is written:
    /// `INVALID_REQUEST`, `UNSUPPORTED_ASSIGNOR`, `GROUP_ID_NOT_FOUND`, `GROUP_MAX_SIZE_REACHED`,
    /// `UNKNOWN_MEMBER_ID`, `FENCED_MEMBER_EPOCH`, `UNRELEASED_INSTANCE_ID`, `FENCED_INSTANCE_ID` where
    /// it is refused.
    pub fn heartbeat(
        &mut self,
        request: &ConsumerGroupHeartbeatRequest,
        id: RequestId,
        now: Time,
        topic: TopicLookup<'_>,
        classic: Option<&ClassicGroup>,
        effects: &mut ConsumerGroupEffects,
    ) {
        let result = self.take_heartbeat(request, now, topic, classic, effects);
        let response = ConsumerGroupResponse::Heartbeat(result);
        self.appends.answer(id, response, effects);
    }

    fn take_heartbeat(
        &mut self,
        request: &ConsumerGroupHeartbeatRequest,
        now: Time,
        topic: TopicLookup<'_>,
        classic: Option<&ClassicGroup>,
        effects: &mut ConsumerGroupEffects,
    ) -> ConsumerGroupHeartbeatResult {
        validate_heartbeat(request)?;
        let id = request.group_id.clone();
        let mut step = step(&self.config, now, effects);
        let (mut group, replaced) = match (self.groups.get(&id), classic) {
            (Some(group), _) => (group.clone(), None),
            (None, classic) if request.member_epoch != JOIN_GROUP_MEMBER_EPOCH => {
                return Err(no_group(request, classic).into());
            }
            (None, Some(classic)) => (converted(classic, topic, &mut step)?, Some(id)),
            (None, None) => (ConsumerGroup::new(id), None),
        };
        let result = match request.member_epoch {
            LEAVE_GROUP_MEMBER_EPOCH | LEAVE_GROUP_STATIC_MEMBER_EPOCH => {
                group.leave(request, topic, &mut step)
            }
            _ => group.heartbeat(request, topic, &mut step),
        };
        // A request that is refused changes nothing.
        if result.is_ok() {
            let outcome = Outcome::of(&mut group, step);
            self.keep(group, replaced, outcome, effects);
        }
        result
    }

    /// JoinGroup of a member that speaks the classic protocol, in a group that has members
    /// (`classicGroupJoinToConsumerGroup`). `new_id` is the id of one that has none. The answer comes when
    /// what it rests on is written: `INCONSISTENT_GROUP_PROTOCOL`, `GROUP_MAX_SIZE_REACHED`,
    /// `MEMBER_ID_REQUIRED`, `UNKNOWN_MEMBER_ID`, `FENCED_INSTANCE_ID` where it is refused.
    pub fn join(
        &mut self,
        request: &JoinGroupRequest,
        (id, new_id): (RequestId, MemberId),
        now: Time,
        topic: TopicLookup<'_>,
        effects: &mut ConsumerGroupEffects,
    ) {
        let Some(mut group) = self.groups.get(&request.group_id).cloned() else {
            return;
        };
        let mut step = step(&self.config, now, effects);
        let response = group.join(request, new_id, topic, &mut step);
        if response.result.is_ok() {
            let outcome = Outcome::of(&mut group, step);
            self.keep(group, None, outcome, effects);
        }
        let response = GroupResponse::JoinGroup(response);
        let response = ConsumerGroupResponse::Classic(response);
        self.appends.answer(id, response, effects);
    }

    /// SyncGroup of a member that speaks the classic protocol (`classicGroupSyncToConsumerGroup`). The answer
    /// comes when what it rests on is written: `UNKNOWN_MEMBER_ID`, `FENCED_INSTANCE_ID`,
    /// `ILLEGAL_GENERATION`, `INCONSISTENT_GROUP_PROTOCOL`, `REBALANCE_IN_PROGRESS` where it is refused.
    pub fn sync(
        &mut self,
        request: &SyncGroupRequest,
        id: RequestId,
        topic: TopicLookup<'_>,
        effects: &mut ConsumerGroupEffects,
    ) {
        let group = self.groups.get_mut(&request.member.group_id);
        let result = match group {
            Some(group) => {
                let mut step = step(&self.config, Time::START, effects);
                group.sync(request, topic, &mut step)
            }
            None => Err(ErrorCode::UnknownMemberId),
        };
        let response = ConsumerGroupResponse::Classic(GroupResponse::SyncGroup(result));
        self.appends.answer(id, response, effects);
    }

    /// Heartbeat of a member that speaks the classic protocol (`classicGroupHeartbeatToConsumerGroup`).
    ///
    /// # Errors
    /// `UNKNOWN_MEMBER_ID`, `FENCED_INSTANCE_ID`, `ILLEGAL_GENERATION`; `REBALANCE_IN_PROGRESS` where the
    /// member is to join again.
    pub fn classic_heartbeat(
        &mut self,
        member: &MemberIdentity,
        effects: &mut ConsumerGroupEffects,
    ) -> Result<(), ErrorCode> {
        let group = self.groups.get_mut(&member.group_id);
        let group = group.ok_or(ErrorCode::UnknownMemberId)?;
        group.classic_heartbeat(member, &mut step(&self.config, Time::START, effects))
    }

    /// LeaveGroup (`classicGroupLeaveToConsumerGroup`): for each of the members whether it was one.
    pub fn leave(
        &mut self,
        request: &LeaveGroupRequest,
        now: Time,
        topic: TopicLookup<'_>,
        effects: &mut ConsumerGroupEffects,
    ) -> Vec<Result<(), ErrorCode>> {
        let Some(mut group) = self.groups.get(&request.group_id).cloned() else {
            return vec![Err(ErrorCode::UnknownMemberId); request.members.len()];
        };
        let mut step = step(&self.config, now, effects);
        let results = group.leave_by_request(&request.members, topic, &mut step);
        let outcome = Outcome::of(&mut group, step);
        self.keep(group, None, outcome, effects);
        results
    }

    /// Keeps a group and has its records written, in one batch with the tombstone of the classic group that it
    /// was. One that goes on in the classic protocol is kept no longer.
    fn keep(
        &mut self,
        group: ConsumerGroup,
        replaced: Option<GroupId>,
        outcome: Outcome,
        effects: &mut ConsumerGroupEffects,
    ) {
        let mut records = Vec::new();
        if let Some(group_id) = replaced {
            let value = None;
            records.push(CoordinatorRecord::GroupMetadata { group_id, value });
        }
        let id = group.id.clone();
        for record in outcome.records {
            let group_id = id.clone();
            records.push(CoordinatorRecord::ConsumerGroup { group_id, record });
        }
        match outcome.downgrade {
            Some(downgrade) => {
                self.groups.remove(&id);
                records.push(downgrade.record());
                effects.downgrades.push(downgrade);
            }
            None => {
                self.groups.insert(id, group);
            }
        }
        if !records.is_empty() {
            effects.records.push((self.appends.begin(), records));
        }
    }

    /// A timer has rung.
    pub fn on_timer(
        &mut self,
        timer: &ConsumerGroupTimer,
        now: Time,
        topic: TopicLookup<'_>,
        effects: &mut ConsumerGroupEffects,
    ) {
        let (ConsumerGroupTimer::Session(id, member)
        | ConsumerGroupTimer::Rebalance(id, member)
        | ConsumerGroupTimer::Join(id, member)
        | ConsumerGroupTimer::Sync(id, member)) = timer;
        let Some(mut group) = self.groups.get(id).cloned() else {
            return;
        };
        let mut step = step(&self.config, now, effects);
        match timer {
            ConsumerGroupTimer::Session(..) => group.on_session_timer(member, topic, &mut step),
            ConsumerGroupTimer::Rebalance(..) => group.on_rebalance_timer(member, topic, &mut step),
            ConsumerGroupTimer::Join(..) => group.on_join_timer(member, topic, &mut step),
            ConsumerGroupTimer::Sync(..) => group.on_sync_timer(member, topic, &mut step),
        }
        let outcome = Outcome::of(&mut group, step);
        self.keep(group, None, outcome, effects);
    }

    /// All in-sync replicas have the records of an append, or it was not written in time. A broker that
    /// cannot write because it leads the partition no longer also [unloads](Self::unload) its groups.
    pub fn append_completed(
        &mut self,
        append: AppendId,
        result: Result<(), ErrorCode>,
        effects: &mut ConsumerGroupEffects,
    ) {
        self.appends.end(append, result, effects);
    }

    /// Whether offsets may be committed.
    ///
    /// # Errors
    /// `GROUP_ID_NOT_FOUND`, `UNKNOWN_MEMBER_ID`; `STALE_MEMBER_EPOCH` where the member has gone to
    /// another epoch and did not have all the partitions before.
    pub fn validate_offset_commit(
        &self,
        committer: &OffsetCommitter,
        partitions: &[TopicPartition],
    ) -> Result<(), ErrorCode> {
        let group = self.groups.get(&committer.group_id);
        let group = group.ok_or(ErrorCode::GroupIdNotFound)?;
        group.validate_offset_commit(committer, partitions)
    }

    /// Whether offsets may be asked for.
    ///
    /// # Errors
    /// `GROUP_ID_NOT_FOUND`, `UNKNOWN_MEMBER_ID`, `STALE_MEMBER_EPOCH`.
    pub fn validate_offset_fetch(
        &self,
        group: &GroupId,
        member_id: Option<&MemberId>,
        member_epoch: Option<GroupEpoch>,
    ) -> Result<(), ErrorCode> {
        let group = self.groups.get(group).ok_or(ErrorCode::GroupIdNotFound)?;
        group.validate_offset_fetch(member_id, member_epoch)
    }

    /// Deletes a group that has no members: an administrator wants it, its last offset has expired, or a
    /// member of the classic protocol joins it.
    ///
    /// # Errors
    /// `GROUP_ID_NOT_FOUND`, `NON_EMPTY_GROUP`.
    pub fn delete(
        &mut self,
        id: &GroupId,
        effects: &mut ConsumerGroupEffects,
    ) -> Result<(), ErrorCode> {
        let group = self.groups.get(id).ok_or(ErrorCode::GroupIdNotFound)?;
        if group.state() != ConsumerGroupState::Empty {
            return Err(ErrorCode::NonEmptyGroup);
        }
        let mut group = group.clone();
        let mut step = step(&self.config, Time::START, effects);
        group.delete(&mut step);
        let outcome = Outcome::of(&mut group, step);
        self.keep(group, None, outcome, effects);
        self.groups.remove(id);
        Ok(())
    }

    /// The broker has become the coordinator of this group, of which the records are given in the order
    /// of the log, at least the last of each key (`replay`, `onLoaded`): its members' sessions begin
    /// anew, and the time of those that are to give partitions up.
    pub fn load(
        &mut self,
        id: GroupId,
        records: Vec<ConsumerGroupRecord>,
        effects: &mut ConsumerGroupEffects,
    ) {
        let mut group = ConsumerGroup::new(id);
        let mut is_deleted = true;
        for record in records {
            if let ConsumerGroupRecord::Metadata(value) = &record {
                is_deleted = value.is_none();
            }
            group.replay(record);
        }
        if is_deleted && group.members.is_empty() {
            return;
        }
        let mut step = step(&self.config, Time::START, effects);
        let members = group.members.len();
        step.log(&group, ConsumerGroupEvent::GroupLoaded { members });
        for id in group.member_ids() {
            let session_timeout_ms = self.config.group_consumer_session_timeout_ms;
            step.begin_session(&group, &id, session_timeout_ms);
            let member = group.members.get(&id);
            let is_revoking = member.is_some_and(|it| {
                it.current.state == MemberState::UnrevokedPartitions && !it.uses_classic_protocol()
            });
            if is_revoking {
                step.await_revocation(&mut group, &id);
            }
        }
        self.groups.insert(group.id.clone(), group);
    }

    /// The broker coordinates none of these groups any more (`onUnloaded`): whoever waits for an answer
    /// is to look for the one that does.
    pub fn unload(&mut self, effects: &mut ConsumerGroupEffects) {
        self.appends.refuse_all(effects);
        while let Some((_, mut group)) = self.groups.pop_first() {
            let mut step = step(&self.config, Time::START, effects);
            let epoch = group.epoch;
            step.log(&group, ConsumerGroupEvent::GroupUnloaded { epoch });
            for id in group.member_ids() {
                step.stop_timers(&mut group, &id);
            }
        }
    }
}

fn step<'a>(
    config: &'a ConsumerGroupConfig,
    now: Time,
    effects: &'a mut ConsumerGroupEffects,
) -> Step<'a> {
    Step {
        config,
        now,
        effects,
        records: Vec::new(),
        downgrade: None,
    }
}

/// What has come of a step, effects aside.
struct Outcome {
    records: Vec<ConsumerGroupRecord>,
    downgrade: Option<Downgrade>,
}

impl Outcome {
    fn of(group: &mut ConsumerGroup, mut step: Step<'_>) -> Self {
        if step.downgrade.is_some() {
            group.dissolve(&mut step);
        }
        Self {
            records: step.records,
            downgrade: step.downgrade,
        }
    }
}

/// Why a member cannot live in the group that it names, or leave it (`getOrMaybeCreateConsumerGroup`,
/// `consumerGroup`).
fn no_group(
    request: &ConsumerGroupHeartbeatRequest,
    classic: Option<&ClassicGroup>,
) -> HeartbeatRefusal {
    let group_id = request.group_id.clone();
    match classic {
        Some(_) => HeartbeatRefusal::NoConsumerGroup(group_id),
        None => HeartbeatRefusal::NoGroup {
            group_id,
            is_leaving: request.member_epoch < JOIN_GROUP_MEMBER_EPOCH,
        },
    }
}

/// A classic group as one of the consumer protocol, if it may be one (`getOrMaybeCreateConsumerGroup`).
fn converted(
    classic: &ClassicGroup,
    topic: TopicLookup<'_>,
    step: &mut Step<'_>,
) -> Result<ConsumerGroup, HeartbeatRefusal> {
    let mut conversion = Conversion::EmptyClassic;
    let mut group = ConsumerGroup::new(classic.id.clone());
    // Clients that were given an id and have not joined with it are no members yet: they will join this group.
    if classic.state != ClassicGroupState::Empty {
        let policy = step.config.group_consumer_migration_policy;
        let max_size = step.config.group_consumer_max_size;
        if let Err(obstacle) = validate_upgrade(classic, policy, max_size) {
            step.log(&group, ConsumerGroupEvent::MigrationRefused(obstacle));
            let refusal = HeartbeatRefusal::NotUpgraded(classic.id.clone(), obstacle);
            return Err(refusal);
        }
        conversion = Conversion::Classic;
        group = upgraded(classic, topic);
        step.records = records(&group);
        for id in group.member_ids() {
            step.renew_session(&group, &id);
        }
    }
    step.log(&group, ConsumerGroupEvent::Converted(conversion));
    Ok(group)
}
