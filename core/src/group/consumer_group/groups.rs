//! The groups of one partition of `__consumer_offsets`: requests find their group here.

use serde::{Deserialize, Serialize};

use super::append::Appends;
use super::step::Step;
use super::validate::validate_heartbeat;
use super::{
    ConsumerGroup, ConsumerGroupConfig, ConsumerGroupEffects, ConsumerGroupEvent,
    ConsumerGroupHeartbeatResult, ConsumerGroupRecord, ConsumerGroupState, ConsumerGroupTimer,
    JOIN_GROUP_MEMBER_EPOCH, LEAVE_GROUP_MEMBER_EPOCH, LEAVE_GROUP_STATIC_MEMBER_EPOCH,
    TopicLookup,
};
use crate::group::MemberId;
use crate::group::classic::{AppendId, GroupId, OffsetCommitter, RequestId};
use crate::group::reconciliation::MemberState;
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

    /// All groups that are known here.
    pub fn iter(&self) -> impl Iterator<Item = &ConsumerGroup> {
        self.groups.values()
    }

    /// The settings.
    #[must_use]
    pub fn config(&self) -> &ConsumerGroupConfig {
        &self.config
    }

    /// ConsumerGroupHeartbeat (`consumerGroupHeartbeat`), once the host has seen to it that there is no
    /// group of the classic protocol by that id. The answer comes when what it rests on is written:
    /// `INVALID_REQUEST`, `UNSUPPORTED_ASSIGNOR`, `GROUP_ID_NOT_FOUND`, `GROUP_MAX_SIZE_REACHED`,
    /// `UNKNOWN_MEMBER_ID`, `FENCED_MEMBER_EPOCH`, `UNRELEASED_INSTANCE_ID`, `FENCED_INSTANCE_ID` where
    /// it is refused.
    pub fn heartbeat(
        &mut self,
        request: &ConsumerGroupHeartbeatRequest,
        id: RequestId,
        now: Time,
        topic: TopicLookup<'_>,
        effects: &mut ConsumerGroupEffects,
    ) {
        let result = self.take_heartbeat(request, now, topic, effects);
        self.appends.answer(id, result, effects);
    }

    fn take_heartbeat(
        &mut self,
        request: &ConsumerGroupHeartbeatRequest,
        now: Time,
        topic: TopicLookup<'_>,
        effects: &mut ConsumerGroupEffects,
    ) -> ConsumerGroupHeartbeatResult {
        validate_heartbeat(request)?;
        let id = request.group_id.clone();
        let mut group = match self.groups.get(&id) {
            Some(group) => group.clone(),
            None if request.member_epoch == JOIN_GROUP_MEMBER_EPOCH => ConsumerGroup::new(id),
            None => return Err(ErrorCode::GroupIdNotFound),
        };
        let mut step = step(&self.config, now, effects);
        let result = match request.member_epoch {
            LEAVE_GROUP_MEMBER_EPOCH | LEAVE_GROUP_STATIC_MEMBER_EPOCH => {
                group.leave(request, topic, &mut step)
            }
            _ => group.heartbeat(request, topic, &mut step),
        };
        // A request that is refused changes nothing.
        if result.is_ok() {
            let records = step.records;
            self.keep(group, records, effects);
        }
        result
    }

    /// Has the records of a group written.
    fn keep(
        &mut self,
        group: ConsumerGroup,
        records: Vec<ConsumerGroupRecord>,
        effects: &mut ConsumerGroupEffects,
    ) {
        let id = group.id.clone();
        self.groups.insert(id.clone(), group);
        if !records.is_empty() {
            effects.records.push((self.appends.begin(), id, records));
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
        let (ConsumerGroupTimer::Session(id, member) | ConsumerGroupTimer::Rebalance(id, member)) =
            timer;
        let Some(group) = self.groups.get_mut(id) else {
            return;
        };
        let mut step = step(&self.config, now, effects);
        match timer {
            ConsumerGroupTimer::Session(..) => group.on_session_timer(member, topic, &mut step),
            ConsumerGroupTimer::Rebalance(..) => group.on_rebalance_timer(member, topic, &mut step),
        }
        let records = step.records;
        if !records.is_empty() {
            effects
                .records
                .push((self.appends.begin(), id.clone(), records));
        }
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
        let group = self.groups.get_mut(id).ok_or(ErrorCode::GroupIdNotFound)?;
        if group.state() != ConsumerGroupState::Empty {
            return Err(ErrorCode::NonEmptyGroup);
        }
        let mut step = step(&self.config, Time::START, effects);
        group.delete(&mut step);
        let records = step.records;
        effects
            .records
            .push((self.appends.begin(), id.clone(), records));
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
            step.renew_session(&group, &id);
            let member = group.members.get(&id);
            if member.is_some_and(|it| it.current.state == MemberState::UnrevokedPartitions) {
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
    }
}
