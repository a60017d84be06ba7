//! What is remembered of one replica, and what must hold of it alone: its log is sound (I15), its
//! broker's epochs do not go back (I5), and neither does the high watermark of a leader (I8).

use super::invariant::{Breach, Invariant};
use super::leader_log::{Identity, LeaderLog, identity_at};
use crate::broker::{Broker, Process};
use crate::id::{BrokerEpoch, LeaderEpoch, Offset, PartitionEpoch, TopicPartition};
use crate::log::{Batch, EpochEntry, Log};

/// A replica as it was when its broker last did something.
#[derive(Clone, Debug, Default)]
pub(super) struct Replica {
    pub(super) start: Offset,
    pub(super) end: Offset,
    pub(super) high_watermark: Offset,
    /// What its broker believes, while its process runs.
    pub(super) belief: Option<Belief>,
    /// Up to where it is known to hold what the leader's log holds.
    pub(super) agrees_to: Offset,
    /// Below that it may have forgotten which epoch begins where. It is the highest log start that it
    /// ever had: a crash takes the log start back to its checkpoint, and not what was forgotten.
    forgotten_to: Offset,
    /// The last record, by which a log that was cut and has grown again is told.
    last: Option<Identity>,
    /// Which epoch begins where, by the batches.
    epochs: Vec<EpochEntry>,
}

/// What a broker believes of a partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Belief {
    pub(super) leader_epoch: LeaderEpoch,
    pub(super) partition_epoch: PartitionEpoch,
    pub(super) leads: bool,
    /// The registration of its process, once the controller has confirmed one.
    pub(super) broker_epoch: Option<BrokerEpoch>,
}

/// What a look at a replica has found.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    /// Whether anything is other than it was.
    pub(super) changed: bool,
    /// Whether its broker leads, and moved the high watermark.
    pub(super) advanced: bool,
}

impl Belief {
    fn of(process: &Process, partition: TopicPartition) -> Option<Self> {
        let part = process.partition(partition)?;
        Some(Self {
            leader_epoch: part.leader_epoch(),
            partition_epoch: part.partition_epoch(),
            leads: part.leadership().is_some(),
            broker_epoch: process.broker_epoch(),
        })
    }

    fn is_older_than(self, other: Self) -> bool {
        self.leader_epoch < other.leader_epoch || self.partition_epoch < other.partition_epoch
    }
}

impl Replica {
    /// Whether its broker believes that it leads, and in which epoch.
    pub(super) fn leads(&self) -> Option<LeaderEpoch> {
        self.belief
            .filter(|belief| belief.leads)
            .map(|belief| belief.leader_epoch)
    }

    /// The epoch of the last record, as far as it is known.
    pub(super) fn last_epoch(&self) -> Option<LeaderEpoch> {
        self.epochs.last().map(|entry| entry.epoch)
    }

    /// Looks at the replica as it now is; `is_short` says whether it lost its tail and was not in sync
    /// since.
    pub(super) fn look(
        &mut self,
        broker: &Broker,
        partition: TopicPartition,
        is_short: bool,
        breaches: &mut Vec<Breach>,
    ) -> Look {
        let process = broker.process();
        let belief = process.and_then(|process| Belief::of(process, partition));
        let empty = Log::default();
        let log = broker.log(partition).unwrap_or_else(|| {
            self.forgotten_to = Offset::ZERO;
            &empty
        });
        let bounds = (log.start_offset(), log.end_offset(), log.high_watermark());
        let same_log =
            bounds == (self.start, self.end, self.high_watermark) && self.last == last_of(log);
        if same_log && belief == self.belief {
            return Look::default();
        }
        let place = |invariant| Breach::of(invariant).partition(partition).broker(broker.id);
        let advanced = self.check_belief(log, belief, &place, breaches);
        let kept = self.kept(log);
        if kept < self.end {
            self.cut(kept);
        }
        let is_dense = same_log || is_dense(log, kept);
        self.read(log, kept);
        if is_short {
            self.excuse_forgetting(log);
        }
        self.belief = belief;
        if !is_dense || !self.epochs_ascend() || !self.agrees_with_cache(log) {
            breaches.push(place(Invariant::Structure).offset(log.end_offset()));
        }
        Look {
            changed: true,
            advanced,
        }
    }

    /// Says whether the broker, as a leader, moved the high watermark.
    fn check_belief(
        &self,
        log: &Log,
        belief: Option<Belief>,
        place: &impl Fn(Invariant) -> Breach,
        breaches: &mut Vec<Breach>,
    ) -> bool {
        let high_watermark = log.high_watermark();
        if high_watermark > log.end_offset() {
            breaches.push(place(Invariant::HighWatermark).offset(high_watermark));
        }
        let Some(belief) = belief else {
            return false;
        };
        if self
            .belief
            .is_some_and(|before| belief.is_older_than(before))
        {
            breaches.push(place(Invariant::Epochs));
        }
        let leads_on = belief.leads && self.leads() == Some(belief.leader_epoch);
        if leads_on && high_watermark < self.high_watermark {
            breaches.push(place(Invariant::HighWatermark).offset(high_watermark));
        }
        // A process that has just opened the log has read the high watermark, and not moved it.
        self.belief.is_some() && belief.leads && high_watermark > self.high_watermark
    }

    /// Forgets what was at `kept` and after it.
    fn cut(&mut self, kept: Offset) {
        self.agrees_to = self.agrees_to.min(kept);
        self.forgotten_to = self.forgotten_to.min(kept);
        let before = |entry: &EpochEntry| entry.start_offset < kept;
        self.epochs.truncate(self.epochs.partition_point(before));
    }

    /// Takes note of the log as it is; what lies below `kept` is known.
    fn read(&mut self, log: &Log, kept: Offset) {
        for batch in batches_from(log, kept) {
            if self.epochs.last().map(|entry| entry.epoch) != Some(batch.leader_epoch) {
                self.epochs.push(EpochEntry {
                    epoch: batch.leader_epoch,
                    start_offset: batch.base_offset,
                });
            }
        }
        self.start = log.start_offset();
        self.end = log.end_offset();
        self.high_watermark = log.high_watermark();
        self.last = last_of(log);
        self.forget_deleted_epochs();
    }

    /// Up to where the log is unchanged. A log that was truncated and has grown again within one step is
    /// read anew, and so is one that begins earlier than before, as after a power loss.
    fn kept(&self, log: &Log) -> Offset {
        if log.start_offset() < self.start {
            return Offset::ZERO;
        }
        if log.end_offset() < self.end {
            return log.end_offset();
        }
        let before_end = Offset(self.end.0 - 1);
        let same = self.end <= log.start_offset() || identity_at(log, before_end) == self.last;
        if same { self.end } else { Offset::ZERO }
    }

    /// A leader that lost its tail and restarts within its session begins its epoch a second time, at an
    /// earlier offset. When it later fetches the lost records, their earlier epochs contradict that entry:
    /// the cache drops it and every other entry that contradicts them, and so begins those epochs later
    /// than the records do (`LeaderEpochFileCache.assign`).
    fn excuse_forgetting(&mut self, log: &Log) {
        let cache = log.epochs().entries();
        for known in &mut self.epochs {
            let noted = cache.iter().find(|noted| noted.epoch == known.epoch);
            if let Some(noted) = noted {
                known.start_offset = known.start_offset.max(noted.start_offset);
            }
        }
        if let Some(first) = cache.first() {
            self.forgotten_to = self.forgotten_to.max(first.start_offset);
            self.forget_deleted_epochs();
        }
    }

    /// Epochs whose last record was deleted from the log's beginning.
    fn forget_deleted_epochs(&mut self) {
        self.forgotten_to = self.forgotten_to.max(self.start);
        while self
            .epochs
            .get(1)
            .is_some_and(|next| next.start_offset <= self.forgotten_to)
        {
            self.epochs.remove(0);
        }
    }

    fn epochs_ascend(&self) -> bool {
        self.epochs
            .windows(2)
            .all(|pair| pair[0].epoch < pair[1].epoch)
    }

    /// The first entry of the cache may be moved up to the log's start, and the last may stand at the
    /// end, without a batch yet. Of epochs that were deleted nothing need be known.
    fn agrees_with_cache(&self, log: &Log) -> bool {
        let cache = log.epochs().entries();
        let without_empty = match cache.split_last() {
            Some((last, before)) if last.start_offset == log.end_offset() => before,
            _ => cache,
        };
        let is_deleted = log.end_offset() <= self.forgotten_to;
        [cache, without_empty].into_iter().any(|cache| {
            let mut pairs = cache.iter().zip(&self.epochs);
            let moved_up = |one: &EpochEntry, other: &EpochEntry| {
                one.epoch == other.epoch && one.start_offset == self.forgotten_to
            };
            let first_agrees = pairs
                .next()
                .is_none_or(|(one, other)| one == other || moved_up(one, other));
            let same = cache.len() == self.epochs.len()
                && first_agrees
                && pairs.all(|(one, other)| one == other);
            same || (is_deleted && cache.is_empty())
        })
    }

    /// Goes on comparing with the leader's log from where the two were known to agree.
    pub(super) fn compare(&mut self, log: &Log, leader_log: &LeaderLog) {
        if self.agrees_to < self.end {
            self.agrees_to = leader_log.agreement(log, self.agrees_to);
        }
    }
}

/// Whether the batches that hold `from` and what follows lie end to end, up to the end of the log.
fn is_dense(log: &Log, from: Offset) -> bool {
    let mut next = None;
    for batch in batches_from(log, from) {
        let fits = next.is_none_or(|next| batch.base_offset == next);
        if !fits || batch.records.is_empty() {
            return false;
        }
        next = Some(batch.next_offset());
    }
    let last = next.or_else(|| log.batches().next_back().map(Batch::next_offset));
    let is_empty = log.start_offset() == log.end_offset();
    log.start_offset() <= log.end_offset() && (is_empty || last == Some(log.end_offset()))
}

fn last_of(log: &Log) -> Option<Identity> {
    let last = log.batches().next_back()?;
    Some((last.leader_epoch, last.records.last()?.id))
}

/// The batches that hold `from` and what follows, oldest first.
fn batches_from(log: &Log, from: Offset) -> Vec<&Batch> {
    let from = from.max(log.start_offset());
    let mut batches: Vec<&Batch> = log
        .batches()
        .rev()
        .take_while(|batch| batch.next_offset() > from)
        .collect();
    batches.reverse();
    batches
}
