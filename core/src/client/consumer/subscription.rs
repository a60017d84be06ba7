//! What a consumer reads and where it is (`SubscriptionState`).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::config::AutoOffsetReset;
use crate::group::assignor::NamedPartition;
use crate::id::{BrokerId, LeaderEpoch, Offset, PartitionIndex, TopicPartition};
use crate::log::OffsetForEpoch;
use crate::sorted::{Map, Set};
use crate::time::Time;

/// How a consumer came to its partitions (`SubscriptionType`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice {
    /// It has none yet.
    #[default]
    Nothing,
    /// Its application chose them (`assign`).
    Assigned(Vec<ChosenPartition>),
    /// Its application chose topics (`subscribe`), and the group the partitions.
    Topics(Vec<Arc<str>>),
}

/// A partition that an application chose, perhaps before its client has heard of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenPartition {
    /// The topic.
    pub topic: Arc<str>,
    /// The partition.
    pub index: PartitionIndex,
    /// Where the application sought meanwhile, or where it begins since nothing is committed.
    pub sought: Option<Sought>,
    /// Whether the application has paused it meanwhile.
    pub(super) paused: bool,
    /// Whether the client was told of the cluster since, and the partition was not there.
    pub(super) is_missing: bool,
}

impl ChosenPartition {
    /// Its name.
    pub(super) fn named(&self) -> NamedPartition {
        NamedPartition {
            topic: Arc::clone(&self.topic),
            partition: self.index,
        }
    }
}

/// Where an application sought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sought {
    /// An offset.
    Offset(Offset),
    /// One of the two ends.
    End(AutoOffsetReset),
}

/// The next record that is read, and what is known of where it stands (`FetchPosition`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Its offset.
    pub offset: Offset,
    /// The epoch of the record before, if it is known (`offsetEpoch`).
    pub epoch: Option<LeaderEpoch>,
    /// The leader that is read from and its epoch, if they are known (`currentLeader`).
    pub leader: Option<(BrokerId, LeaderEpoch)>,
}

impl Position {
    /// Whether all before it is in a log in which its epoch ended there (`SubscriptionState.maybeCompleteValidation`).
    pub(crate) fn is_in(self, end: OffsetForEpoch) -> bool {
        end.end_offset >= self.offset
    }
}

/// How far a partition is from being read (`FetchStates`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FetchState {
    /// It has no position: the committed one is asked for first.
    #[default]
    Initializing,
    /// Its position is to be set to one of the ends.
    AwaitReset,
    /// Its position is held against the leader's epochs.
    AwaitValidation,
    /// It is read.
    Fetching,
}

/// One partition that a consumer has (`TopicPartitionState`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartitionState {
    /// How far it is.
    pub state: FetchState,
    /// Its position, valid only while it is read or validated.
    pub position: Option<Position>,
    /// Where its position is to be set to, while that is to be done.
    pub reset: Option<AutoOffsetReset>,
    /// Where it was before its position became invalid.
    pub before: Option<Offset>,
    /// Whether the group was asked and has committed nothing.
    pub(super) looked_up: bool,
    /// Whether its application has paused it.
    pub paused: bool,
    /// Whether it is about to be given back, and its last position is being committed.
    pub(super) pending_revocation: bool,
    /// When it may be asked about again, after a request about it.
    pub retry_at: Option<Time>,
    /// The leader's high watermark as the last answer said, for the lag.
    pub high_watermark: Option<Offset>,
}

impl PartitionState {
    /// Takes a position that nobody needs to check.
    pub(super) fn seek(&mut self, position: Position) {
        self.state = FetchState::Fetching;
        self.position = Some(position);
        self.reset = None;
        self.retry_at = None;
        self.before = None;
    }

    /// Its position is to be set anew (`requestOffsetReset`).
    pub(super) fn await_reset(&mut self, to: AutoOffsetReset) {
        let position = self.position.take().map(|position| position.offset);
        self.before = position.or(self.before);
        self.state = FetchState::AwaitReset;
        self.reset = Some(to);
        self.retry_at = None;
    }

    /// Whether it is read and handed over (`isFetchable`, its position aside).
    pub(super) fn is_fetchable(&self) -> bool {
        !self.paused && !self.pending_revocation
    }

    /// Whether it may be asked about.
    pub(super) fn is_due(&self, now: Time) -> bool {
        self.retry_at.is_none_or(|at| at <= now)
    }
}

/// What a consumer reads, and where it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    /// How it came to its partitions.
    pub choice: Choice,
    /// Those that it has.
    pub partitions: Map<TopicPartition, PartitionState>,
}

impl Subscription {
    /// Whether it has all of a target.
    #[must_use]
    pub(super) fn has_all(&self, target: &Set<TopicPartition>) -> bool {
        target.iter().all(|it| self.partitions.contains_key(it))
    }

    /// What it has besides a target: a member gives that up.
    #[must_use]
    pub(super) fn surplus(&self, target: &Set<TopicPartition>) -> Vec<TopicPartition> {
        let mut surplus = self.assigned();
        surplus.retain(|it| !target.contains(it));
        surplus
    }

    /// The topics that it subscribes to.
    #[must_use]
    pub fn topics(&self) -> &[Arc<str>] {
        match &self.choice {
            Choice::Topics(topics) => topics,
            _ => &[],
        }
    }

    /// The partitions of the application's choice that are not there and are to begin nowhere yet.
    pub(super) fn missing(&self) -> Vec<NamedPartition> {
        let mut missing = Vec::new();
        if let Choice::Assigned(chosen) = &self.choice {
            for one in chosen {
                if one.is_missing && one.sought.is_none() {
                    missing.push(one.named());
                }
            }
        }
        missing
    }

    /// Whether a group assigns its partitions (`hasAutoAssignedPartitions`).
    #[must_use]
    pub fn is_by_group(&self) -> bool {
        matches!(self.choice, Choice::Topics(_))
    }

    /// The partitions that it has.
    #[must_use]
    pub fn assigned(&self) -> Vec<TopicPartition> {
        self.partitions.keys().copied().collect()
    }

    /// Takes exactly these partitions: those that it has keep what is known of them (`assignFromSubscribed`).
    pub(super) fn assign(&mut self, partitions: &[TopicPartition]) {
        let mut wanted = Set::default();
        for partition in partitions {
            wanted.insert(*partition);
        }
        self.partitions
            .retain(|partition, _| wanted.contains(partition));
        for partition in partitions {
            self.partitions
                .get_or_default(*partition)
                .pending_revocation = false;
        }
    }

    /// Nothing of these is handed over any more, so that nobody gets twice what follows on the positions that
    /// are committed now (`markPendingRevocation`).
    pub(super) fn will_revoke(&mut self, partitions: &[TopicPartition]) {
        for partition in partitions {
            if let Some(state) = self.partitions.get_mut(partition) {
                state.pending_revocation = true;
            }
        }
    }

    /// Its position in a partition, if it is valid (`validPosition`).
    #[must_use]
    pub fn valid_position(&self, partition: TopicPartition) -> Option<Position> {
        let state = self.partitions.get(&partition)?;
        match state.state {
            FetchState::Fetching => state.position,
            _ => None,
        }
    }

    /// The partitions in that state that may be asked about now.
    pub(super) fn in_state(&self, wanted: FetchState, now: Time) -> Vec<TopicPartition> {
        let mut found = Vec::new();
        for (partition, state) in &self.partitions {
            if state.state == wanted && state.is_due(now) {
                found.push(*partition);
            }
        }
        found
    }

    /// What is consumed and can be committed (`allConsumed`).
    #[must_use]
    pub fn consumed(&self) -> Vec<(TopicPartition, Position)> {
        let mut consumed = Vec::new();
        for (partition, state) in &self.partitions {
            let has_position =
                state.state == FetchState::Fetching || state.state == FetchState::AwaitValidation;
            if let (Some(position), true) = (state.position, has_position) {
                consumed.push((*partition, position));
            }
        }
        consumed
    }
}
