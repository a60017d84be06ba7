//! One partition of `__consumer_offsets` at its coordinator (`GroupCoordinatorShard`).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::CommittedOffsets;
use crate::config::BrokerConfig;
use crate::group::CoordinatorRecord;
use crate::group::classic::{AppendId, ClassicGroupConfig, ClassicGroups, GroupId, GroupTimer};
use crate::group::consumer_group::{ConsumerGroupConfig, ConsumerGroupTimer, ConsumerGroups};
use crate::id::{LeaderEpoch, Offset};
use crate::log::Record;
use crate::sim::Socket;
use crate::sorted::Map;
use crate::time::Time;
use crate::wire::Response;

/// The groups of one partition, and what they have committed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    /// Since which leader epoch of the partition this broker coordinates.
    pub(super) leader_epoch: LeaderEpoch,
    /// When the log will have been read; none once it has.
    pub(super) loaded_at: Option<Time>,
    pub(super) classic: ClassicGroups,
    pub(super) consumer: ConsumerGroups,
    pub(super) offsets: CommittedOffsets,
    /// Since when groups that were used have no members.
    pub(super) empty_since: Map<GroupId, Time>,
    pub(super) timers: Map<ShardTimer, Time>,
    /// What was written and is not committed, in the order of the log.
    pub(super) writes: Vec<PendingWrite>,
}

/// A timer of one of its groups.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum ShardTimer {
    Classic(GroupTimer),
    Consumer(ConsumerGroupTimer),
}

/// Records above the high watermark, and what is to be done once it has passed them (`DeferredEvent`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PendingWrite {
    /// The offset after the last of them.
    pub(super) end_offset: Offset,
    pub(super) records: Vec<Arc<CoordinatorRecord>>,
    pub(super) then: Then,
    /// When whoever waits has waited long enough.
    pub(super) deadline: Time,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Then {
    /// Nothing, or not any more.
    Nothing,
    /// The classic group that wrote is told.
    Classic(AppendId),
    /// The group of the consumer protocol that wrote is told.
    Consumer(AppendId),
    /// A client is answered.
    Answer(Socket, Response),
}

impl Shard {
    pub(super) fn new(leader_epoch: LeaderEpoch, loaded_at: Time, config: &BrokerConfig) -> Self {
        let consumer = ConsumerGroupConfig {
            group_consumer_max_size: config.group_consumer_max_size,
            group_consumer_session_timeout_ms: config.group_consumer_session_timeout_ms,
            group_consumer_heartbeat_interval_ms: config.group_consumer_heartbeat_interval_ms,
            group_consumer_assignment_interval_ms: config.group_consumer_assignment_interval_ms,
            group_consumer_migration_policy: config.group_consumer_migration_policy,
            group_max_size: config.group_max_size,
        };
        let classic = ClassicGroupConfig {
            group_max_size: config.group_max_size,
            group_initial_rebalance_delay_ms: config.group_initial_rebalance_delay_ms,
            group_min_session_timeout_ms: config.group_min_session_timeout_ms,
            group_max_session_timeout_ms: config.group_max_session_timeout_ms,
        };
        Self {
            leader_epoch,
            loaded_at: Some(loaded_at),
            classic: ClassicGroups::new(classic),
            consumer: ConsumerGroups::new(consumer),
            offsets: CommittedOffsets::default(),
            empty_since: Map::new(),
            timers: Map::new(),
            writes: Vec::new(),
        }
    }

    /// Whether the log is still read.
    #[must_use]
    pub fn is_loading(&self) -> bool {
        self.loaded_at.is_some()
    }

    /// The groups of the classic protocol.
    #[must_use]
    pub fn classic(&self) -> &ClassicGroups {
        &self.classic
    }

    /// The groups of the consumer protocol.
    #[must_use]
    pub fn consumer(&self) -> &ConsumerGroups {
        &self.consumer
    }

    /// What groups have committed.
    #[must_use]
    pub fn offsets(&self) -> &CommittedOffsets {
        &self.offsets
    }

    /// When the next of the timers rings, or the log is read, or somebody has waited long enough.
    pub(super) fn next_timer(&self) -> Option<Time> {
        let mut next = self.loaded_at;
        let waiting = self.writes.iter().filter(|it| it.then != Then::Nothing);
        for at in waiting
            .map(|it| it.deadline)
            .chain(self.timers.values().copied())
        {
            next = Some(next.map_or(at, |next| next.min(at)));
        }
        next
    }

    /// Takes note of what is written of a group: since when nobody is in it.
    pub(super) fn note_group(&mut self, record: &CoordinatorRecord, at: Time) {
        let CoordinatorRecord::GroupMetadata { group_id, value } = record else {
            return;
        };
        let was_used = |it: &&crate::group::classic::GroupMetadata| it.protocol_type.is_some();
        match value.as_ref().filter(was_used) {
            Some(value) if value.members.is_empty() => {
                self.empty_since.insert(group_id.clone(), at);
            }
            _ => {
                self.empty_since.remove(group_id);
            }
        }
    }
}

/// What a coordinator wrote in a record.
pub(super) fn written(record: &Record) -> Option<&Arc<CoordinatorRecord>> {
    record.coordinator.as_ref()
}
