//! One partition on one broker: who leads it, and, on its leader, the followers, the ISR and the
//! high watermark (`Partition`).

use serde::{Deserialize, Serialize};

use super::isr::IsrState;
use super::leadership::Leadership;
use crate::config::{BrokerConfig, TopicConfig};
use crate::id::{BrokerId, LeaderEpoch, Offset, PartitionEpoch, TraceId};
use crate::log::{Batch, Log};
use crate::metadata::{MetadataImage, PartitionRegistration};
use crate::sorted::Map;
use crate::time::{Span, Time};
use crate::trace::PartBefore;
use crate::wire::{Acks, ErrorCode, FetchPartition, Reader};

/// A partition as one broker plays its part in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partition {
    replicas: Vec<BrokerId>,
    leader: Option<BrokerId>,
    pub(super) leader_epoch: LeaderEpoch,
    pub(super) partition_epoch: PartitionEpoch,
    min_insync_replicas: u32,
    pub(super) leadership: Option<Leadership>,
}

/// What a partition needs to know of its surroundings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'a> {
    /// The broker.
    pub me: BrokerId,
    /// The time.
    pub now: Time,
    /// The trace that this turn follows from.
    pub cause: Option<TraceId>,
    /// The broker's configuration.
    pub config: &'a BrokerConfig,
    /// The metadata as far as the broker has applied it.
    pub metadata: &'a MetadataImage,
}

impl Context<'_> {
    pub(super) fn lag_time_max(&self) -> Span {
        Span::from_ms(self.config.replica_lag_time_max_ms)
    }
}

/// What a fetch read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Read {
    /// The leader's high watermark before this fetch counted.
    pub high_watermark: Offset,
    /// The leader's log start offset.
    pub log_start_offset: Offset,
    /// Where the reader's last epoch ended here, if its log differs.
    pub diverging_epoch: Option<crate::log::OffsetForEpoch>,
    /// The records.
    pub batches: Vec<Batch>,
}

impl Partition {
    /// A partition of which the broker has just heard.
    #[must_use]
    pub(super) fn new(min_insync_replicas: u32) -> Self {
        Self {
            replicas: Vec::new(),
            leader: None,
            leader_epoch: LeaderEpoch(-1),
            partition_epoch: PartitionEpoch(-1),
            min_insync_replicas,
            leadership: None,
        }
    }

    /// The leader that the broker believes in.
    #[must_use]
    pub fn leader(&self) -> Option<BrokerId> {
        self.leader
    }

    /// The leader epoch that the broker believes in.
    #[must_use]
    pub fn leader_epoch(&self) -> LeaderEpoch {
        self.leader_epoch
    }

    /// The version of the partition that the broker knows.
    #[must_use]
    pub fn partition_epoch(&self) -> PartitionEpoch {
        self.partition_epoch
    }

    /// What the broker keeps as leader, while it leads.
    #[must_use]
    pub fn leadership(&self) -> Option<&Leadership> {
        self.leadership.as_ref()
    }

    /// How many in-sync replicas acks=all needs.
    #[must_use]
    pub(crate) fn effective_min_isr(&self) -> usize {
        TopicConfig::effective_min_isr(self.min_insync_replicas, self.replicas.len())
    }

    /// Whether this broker leads with fewer in-sync replicas than acks=all needs
    /// (`Partition.isUnderMinIsr`).
    #[must_use]
    pub(crate) fn is_under_min_isr(&self) -> bool {
        let isr = self.leadership.as_ref().map(|it| it.isr.members());
        isr.is_some_and(|isr| isr.len() < self.effective_min_isr())
    }

    /// Takes over what the metadata says; none if it says nothing new. The leader's role begins or
    /// goes on when it names this broker (`Partition.makeLeader`, `makeFollower`).
    pub(super) fn update(
        &mut self,
        registration: &PartitionRegistration,
        min_insync_replicas: u32,
        log: &mut Log,
        context: &Context<'_>,
    ) -> Option<Change> {
        self.min_insync_replicas = min_insync_replicas;
        if registration.partition_epoch <= self.partition_epoch {
            return None;
        }
        let new_epoch = registration.leader_epoch > self.leader_epoch;
        let is_known = self.partition_epoch >= PartitionEpoch(0);
        let before = PartBefore {
            leader: is_known.then_some(self.leader),
            leader_epoch: self.leader_epoch,
        };
        self.replicas.clone_from(&registration.replicas);
        self.leader = registration.leader;
        self.leader_epoch = registration.leader_epoch;
        self.partition_epoch = registration.partition_epoch;
        let was_leader = self.leadership.is_some();
        let leads = registration.leader == Some(context.me);
        if leads {
            self.lead(registration, new_epoch, log, context);
        } else {
            self.leadership = None;
        }
        Some(Change {
            leads,
            was_leader,
            new_epoch,
            before,
        })
    }

    /// Begins a leader epoch, or goes on in it with another ISR. A leader does not truncate, and
    /// keeps the high watermark that it knew as a follower.
    fn lead(
        &mut self,
        registration: &PartitionRegistration,
        new_epoch: bool,
        log: &mut Log,
        context: &Context<'_>,
    ) {
        let before = self.leadership.take();
        let led_before = before.is_some();
        let mut leadership = before.unwrap_or_else(|| Leadership {
            epoch_start_offset: log.end_offset(),
            followers: Map::new(),
            isr: IsrState::default(),
        });
        leadership.isr = IsrState::committed(registration.isr.clone());
        let followers = registration.replicas.iter().filter(|id| **id != context.me);
        leadership.followers = followers
            .map(|id| {
                (
                    *id,
                    leadership.followers.get(id).copied().unwrap_or_default(),
                )
            })
            .collect();
        if new_epoch {
            leadership.epoch_start_offset = log.end_offset();
            log.begin_epoch(registration.leader_epoch);
            for (id, follower) in &mut leadership.followers {
                let in_isr = registration.isr.contains(id);
                let end = log.end_offset();
                follower.reset(context.now, context.cause, end, in_isr, led_before);
            }
        }
        self.leadership = Some(leadership);
    }

    /// Appends a producer's batch, and gives it its offsets and epoch
    /// (`Partition.appendRecordsToLeader`). Returns the batch as it was appended.
    ///
    /// # Errors
    /// `NOT_LEADER_OR_FOLLOWER`, or, for acks=all, `NOT_ENOUGH_REPLICAS`: nothing was written then.
    pub(super) fn append(
        &self,
        mut batch: Batch,
        acks: Acks,
        log: &mut Log,
    ) -> Result<Batch, ErrorCode> {
        if self.leadership.is_none() {
            return Err(ErrorCode::NotLeaderOrFollower);
        }
        if acks == Acks::All && self.is_under_min_isr() {
            return Err(ErrorCode::NotEnoughReplicas);
        }
        batch.base_offset = log.end_offset();
        batch.leader_epoch = self.leader_epoch;
        log.append(batch.clone());
        Ok(batch)
    }

    /// Whether every replica that counts has everything below `required`
    /// (`Partition.checkEnoughReplicasReachOffset`). None while that is still to come.
    #[must_use]
    pub(super) fn check_replicated(
        &self,
        required: Offset,
        log: &Log,
    ) -> Option<Result<(), ErrorCode>> {
        let Some(leadership) = &self.leadership else {
            return Some(Err(ErrorCode::NotLeaderOrFollower));
        };
        if log.high_watermark() < required {
            return None;
        }
        let enough = leadership.isr.maximal().count() >= self.effective_min_isr();
        Some(if enough {
            Ok(())
        } else {
            Err(ErrorCode::NotEnoughReplicasAfterAppend)
        })
    }

    /// Reads for a fetch (`Partition.fetchRecords`): a follower to the end of the log, a consumer
    /// below the high watermark. What it says of the high watermark was true before this fetch
    /// counted.
    ///
    /// # Errors
    /// When this broker is not the leader of the reader's epoch, or the offset lies outside the log.
    pub(super) fn read(
        &self,
        reader: &Reader,
        fetch: &FetchPartition,
        log: &Log,
    ) -> Result<Read, ErrorCode> {
        self.check_leader_epoch(fetch.current_leader_epoch)?;
        let mut read = Read {
            high_watermark: log.high_watermark(),
            log_start_offset: log.start_offset(),
            ..Read::default()
        };
        if let Some(epoch) = fetch.last_fetched_epoch {
            let end = log
                .epochs()
                .end_offset_for(epoch, log.end_offset())
                .ok_or(ErrorCode::OffsetOutOfRange)?;
            if fetch.fetch_offset < log.start_offset() {
                return Err(ErrorCode::OffsetOutOfRange);
            }
            if end.epoch < epoch || end.end_offset < fetch.fetch_offset {
                read.diverging_epoch = Some(end);
                return Ok(read);
            }
        }
        if !(log.start_offset()..=log.end_offset()).contains(&fetch.fetch_offset) {
            return Err(ErrorCode::OffsetOutOfRange);
        }
        let bound = reader.bound(log);
        read.batches = log.read(fetch.fetch_offset, bound);
        Ok(read)
    }

    /// Whether this broker leads in the epoch that a request speaks of.
    ///
    /// # Errors
    /// `FENCED_LEADER_EPOCH` for an older one, `UNKNOWN_LEADER_EPOCH` for a newer one,
    /// `NOT_LEADER_OR_FOLLOWER` when it does not lead.
    pub(super) fn check_leader_epoch(&self, current: Option<LeaderEpoch>) -> Result<(), ErrorCode> {
        match current {
            Some(epoch) if epoch < self.leader_epoch => Err(ErrorCode::FencedLeaderEpoch),
            Some(epoch) if epoch > self.leader_epoch => Err(ErrorCode::UnknownLeaderEpoch),
            _ if self.leadership.is_none() => Err(ErrorCode::NotLeaderOrFollower),
            _ => Ok(()),
        }
    }
}

/// What new metadata changed for a broker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// Whether the broker leads now.
    pub leads: bool,
    /// Whether it led before.
    pub was_leader: bool,
    /// Whether a new leader epoch began.
    pub new_epoch: bool,
    /// What the broker believed before.
    pub before: PartBefore,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn registered(leader: u32, leader_epoch: i32, partition_epoch: i32) -> PartitionRegistration {
        PartitionRegistration {
            replicas: vec![BrokerId(1), BrokerId(2)],
            isr: vec![BrokerId(1), BrokerId(2)],
            leader: Some(BrokerId(leader)),
            leader_epoch: LeaderEpoch(leader_epoch),
            partition_epoch: PartitionEpoch(partition_epoch),
            ..PartitionRegistration::default()
        }
    }

    /// b1's part in a partition of which it has heard this, one after the other.
    fn after(registrations: &[PartitionRegistration]) -> Partition {
        let (config, metadata) = (BrokerConfig::default(), MetadataImage::EMPTY);
        let context = Context {
            me: BrokerId(1),
            now: Time::START,
            cause: None,
            config: &config,
            metadata: &metadata,
        };
        let mut partition = Partition::new(1);
        for registration in registrations {
            partition.update(registration, 1, &mut Log::default(), &context);
        }
        partition
    }

    #[test]
    fn a_leader_serves_its_own_epoch_and_no_other() {
        for (leader, asked, answer) in [
            (1, Some(2), Err(ErrorCode::FencedLeaderEpoch)),
            (1, Some(3), Ok(())),
            (1, Some(4), Err(ErrorCode::UnknownLeaderEpoch)),
            (1, None, Ok(())),
            (2, Some(2), Err(ErrorCode::FencedLeaderEpoch)),
            (2, Some(3), Err(ErrorCode::NotLeaderOrFollower)),
            (2, Some(4), Err(ErrorCode::UnknownLeaderEpoch)),
        ] {
            let partition = after(&[registered(leader, 3, 5)]);
            let asked = asked.map(LeaderEpoch);
            assert_eq!(partition.check_leader_epoch(asked), answer);
        }
    }

    #[test]
    fn metadata_that_is_older_than_what_is_known_changes_nothing() {
        let known = after(&[registered(1, 3, 5)]);
        for older in [registered(2, 3, 5), registered(2, 2, 4)] {
            assert_eq!(after(&[registered(1, 3, 5), older]), known);
        }
    }
    #[test]
    fn a_new_leader_counts_the_isr_as_caught_up_from_then_on_and_knows_no_followers_end() {
        let mut registration = registered(1, 3, 5);
        registration.replicas.push(BrokerId(3));
        let partition = after(&[registration]);
        let leadership = partition.leadership().expect("b1 leads");
        for (follower, caught_up) in [(2, Some(Time::START)), (3, None)] {
            let state = &leadership.followers()[&BrokerId(follower)];
            assert_eq!(state.last_caught_up_time, caught_up);
            assert_eq!(state.log_end_offset, None);
        }
    }
}
