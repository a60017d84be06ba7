//! What a group needs of its coordinator while it takes one request.

use super::topic::{SubscribedTopics, metadata_hash};
use super::{
    ConsumerGroup, ConsumerGroupConfig, ConsumerGroupEffects, ConsumerGroupEvent,
    ConsumerGroupMetadata, ConsumerGroupRecord, ConsumerGroupTimer,
};
use crate::group::MemberId;
use crate::group::migration::Downgrade;
use crate::id::GroupEpoch;
use crate::time::Time;

/// One request or timer, and what has come of it so far.
pub(super) struct Step<'a> {
    pub config: &'a ConsumerGroupConfig,
    pub now: Time,
    pub effects: &'a mut ConsumerGroupEffects,
    /// The records that are to be written.
    pub records: Vec<ConsumerGroupRecord>,
    /// What the group goes on as, where it goes back to the classic protocol.
    pub downgrade: Option<Downgrade>,
}

impl Step<'_> {
    /// Has a record written. The group is as it says from now on.
    pub fn write(&mut self, group: &mut ConsumerGroup, record: ConsumerGroupRecord) {
        group.replay(record.clone());
        self.records.push(record);
    }

    pub fn log(&mut self, group: &ConsumerGroup, event: ConsumerGroupEvent) {
        self.effects.events.push((group.id.clone(), event));
    }

    /// Raises the group's epoch: it has to be assigned anew.
    pub fn bump_group_epoch(&mut self, group: &mut ConsumerGroup, topics: &SubscribedTopics) {
        let epoch = GroupEpoch(group.epoch.0.saturating_add(1));
        let metadata_hash = metadata_hash(topics);
        let metadata = ConsumerGroupMetadata {
            epoch,
            metadata_hash,
        };
        self.write(group, ConsumerGroupRecord::Metadata(Some(metadata)));
        self.log(
            group,
            ConsumerGroupEvent::GroupEpochBumped {
                epoch,
                metadata_hash,
            },
        );
    }

    /// Lets a member's session begin anew (`scheduleConsumerGroupSessionTimeout`).
    pub fn renew_session(&mut self, group: &ConsumerGroup, member: &MemberId) {
        let timeout_ms = group.session_timeout_ms(member, self.config);
        self.begin_session(group, member, timeout_ms);
    }

    /// Lets a member's session begin, which is so long.
    pub fn begin_session(&mut self, group: &ConsumerGroup, member: &MemberId, timeout_ms: u64) {
        let timer = ConsumerGroupTimer::Session(group.id.clone(), member.clone());
        self.effects.timers.push((timer, Some(timeout_ms)));
    }

    /// Gives a member so long to give up what it is not to have
    /// (`scheduleConsumerGroupRebalanceTimeout`).
    pub fn await_revocation(&mut self, group: &mut ConsumerGroup, member: &MemberId) {
        let Some(it) = group.members.get(member) else {
            return;
        };
        let epoch = it.current.member_epoch;
        let timeout_ms = it.metadata.rebalance_timeout_ms.unwrap_or(0);
        group.revoking_in.insert(member.clone(), epoch);
        let timer = ConsumerGroupTimer::Rebalance(group.id.clone(), member.clone());
        self.effects.timers.push((timer, Some(timeout_ms)));
    }

    /// The member has given up what it was to (`cancelConsumerGroupRebalanceTimeout`).
    pub fn stop_revocation(&mut self, group: &mut ConsumerGroup, member: &MemberId) {
        if group.revoking_in.remove(member).is_some() {
            let timer = ConsumerGroupTimer::Rebalance(group.id.clone(), member.clone());
            self.effects.timers.push((timer, None));
        }
    }

    /// Stops a member's timers (`cancelTimers`).
    pub fn stop_timers(&mut self, group: &mut ConsumerGroup, member: &MemberId) {
        let timer = ConsumerGroupTimer::Session(group.id.clone(), member.clone());
        self.effects.timers.push((timer, None));
        self.stop_revocation(group, member);
        self.joined(group, member);
        self.synced(group, member);
    }

    /// Gives a member of the classic protocol so long to join again, unless its time runs already
    /// (`scheduleConsumerGroupJoinTimeoutIfAbsent`).
    pub fn await_join(&mut self, group: &mut ConsumerGroup, member: &MemberId) {
        if group.awaiting_join.insert(member.clone()) {
            let timer = ConsumerGroupTimer::Join(group.id.clone(), member.clone());
            let timeout_ms = group.rebalance_timeout_of(member);
            self.effects.timers.push((timer, Some(timeout_ms)));
        }
    }

    /// It has joined (`cancelConsumerGroupJoinTimeout`).
    pub fn joined(&mut self, group: &mut ConsumerGroup, member: &MemberId) {
        if group.awaiting_join.remove(member) {
            let timer = ConsumerGroupTimer::Join(group.id.clone(), member.clone());
            self.effects.timers.push((timer, None));
        }
    }

    /// Gives a member of the classic protocol so long to ask for its assignment
    /// (`scheduleConsumerGroupSyncTimeout`).
    pub fn await_sync(&mut self, group: &mut ConsumerGroup, member: &MemberId) {
        group.awaiting_sync.insert(member.clone());
        let timer = ConsumerGroupTimer::Sync(group.id.clone(), member.clone());
        let timeout_ms = group.rebalance_timeout_of(member);
        self.effects.timers.push((timer, Some(timeout_ms)));
    }

    /// It has asked (`cancelConsumerGroupSyncTimeout`).
    pub fn synced(&mut self, group: &mut ConsumerGroup, member: &MemberId) {
        if group.awaiting_sync.remove(member) {
            let timer = ConsumerGroupTimer::Sync(group.id.clone(), member.clone());
            self.effects.timers.push((timer, None));
        }
    }
}
