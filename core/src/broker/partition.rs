//! One partition on one broker: who leads it, and, on its leader, the followers, the ISR and the
//! high watermark (`Partition`).
//!
//! A partition does nothing by itself. Its host hands it what happened, with the log and what it needs
//! to know of its surroundings ([`Context`]), and carries out what comes back: the simulation's broker
//! is one host, whoever tests the rules against Kafka's own cases another. What can happen is
//! [`update`](Partition::update) (new metadata), [`append`](Partition::append),
//! [`read`](Partition::read) and [`note_fetch`](Partition::note_fetch) (a fetch),
//! [`shrink_isr`](Partition::shrink_isr) (the clock), and
//! [`handle_alter_partition_response`](Partition::handle_alter_partition_response) (the controller).

use serde::{Deserialize, Serialize};

use super::isr::IsrState;
use super::leadership::{Advance, Leadership};
use super::replica_state::LeaderEpochStart;
use crate::config::{BrokerConfig, TopicConfig};
use crate::id::{BrokerId, LeaderEpoch, Offset, PartitionEpoch, TraceId};
use crate::log::{Batch, Log};
use crate::metadata::{MetadataImage, PartitionRegistration};
use crate::sorted::Map;
use crate::time::{Span, Time};
use crate::trace::PreviousLeader;
use crate::wire::{Acks, ErrorCode};

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
pub struct Context<'a> {
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
    /// Producers that have written nothing since then are forgotten (`producer.id.expiration.ms`).
    fn producers_forgotten(&self) -> Option<Time> {
        let expiration = Span::from_ms(self.config.producer_id_expiration_ms);
        let since = self.now.0.checked_sub(expiration.0)?;
        Some(Time(since))
    }

    pub(super) fn lag_time_max(&self) -> Span {
        Span::from_ms(self.config.replica_lag_time_max_ms)
    }
}

/// What new metadata changed for a broker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Whether the broker leads now.
    pub leads: bool,
    /// Whether it led before.
    pub was_leader: bool,
    /// Whether a new leader epoch began.
    pub new_epoch: bool,
    /// Whether the ISR on its leader is another one now, or a proposal of it is settled.
    pub isr_settled: bool,
    /// What the broker believed before.
    pub before: PreviousLeader,
    /// The high watermark before it could move.
    pub high_watermark: Offset,
    /// Where it moved then, since the ISR may have become smaller.
    pub advance: Option<Advance>,
}

/// A producer's batch in the log (`LogAppendInfo`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appended {
    /// The offset of its first record.
    pub base_offset: Offset,
    /// The offset after its last record.
    pub end_offset: Offset,
    /// Whether it was there before.
    pub is_duplicate: bool,
    /// Where the high watermark moved by it: at once, if nobody else is to have it.
    pub advance: Option<Advance>,
}

impl Partition {
    /// A partition of which the broker has just heard.
    #[must_use]
    pub fn new(min_insync_replicas: u32) -> Self {
        Self {
            replicas: Vec::new(),
            leader: None,
            leader_epoch: LeaderEpoch(-1),
            partition_epoch: PartitionEpoch(-1),
            min_insync_replicas,
            leadership: None,
        }
    }

    /// The assigned brokers, the preferred leader first.
    #[must_use]
    pub fn replicas(&self) -> &[BrokerId] {
        &self.replicas
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

    /// Takes over another `min.insync.replicas`, which may change at any time.
    pub fn set_min_insync_replicas(&mut self, min_insync_replicas: u32) {
        self.min_insync_replicas = min_insync_replicas;
    }

    /// How many in-sync replicas acks=all needs.
    #[must_use]
    pub fn effective_min_isr(&self) -> usize {
        TopicConfig::effective_min_isr(self.min_insync_replicas, self.replicas.len())
    }

    /// Whether this broker leads with fewer in-sync replicas than acks=all needs
    /// (`Partition.isUnderMinIsr`).
    #[must_use]
    pub fn is_under_min_isr(&self) -> bool {
        let isr = self.leadership.as_ref().map(|it| it.isr.members());
        isr.is_some_and(|isr| isr.len() < self.effective_min_isr())
    }

    /// Takes over what the metadata says; none if it says nothing new. The leader's role begins or
    /// goes on when it names this broker (`Partition.makeLeader`, `makeFollower`).
    ///
    /// Metadata of an older partition epoch is over. That of the same one is not news as a rule, since
    /// the controller's answer to a proposal has told it already; but it counts when it begins another
    /// leader epoch or has another ISR. Kafka also lets it end a proposal that was made since, whose
    /// answer is then ignored: between that and the record of that proposal the leader would count on
    /// fewer replicas than the controller. Here the proposal goes on.
    pub fn update(
        &mut self,
        registration: &PartitionRegistration,
        log: &mut Log,
        context: &Context<'_>,
    ) -> Option<Change> {
        if self.is_past(registration) {
            return None;
        }
        let leads = registration.leader == Some(context.me);
        let mut change = Change {
            leads,
            was_leader: self.leadership.is_some(),
            new_epoch: registration.leader_epoch > self.leader_epoch,
            isr_settled: self.isr_settles(registration),
            before: self.beliefs(),
            high_watermark: log.high_watermark(),
            advance: None,
        };
        self.replicas.clone_from(&registration.replicas);
        self.leader = registration.leader;
        self.leader_epoch = registration.leader_epoch;
        self.partition_epoch = registration.partition_epoch;
        if leads {
            self.lead(registration, change.new_epoch, log, context);
            change.advance = self.advance_high_watermark(log, context);
        } else {
            self.leadership = None;
        }
        Some(change)
    }

    /// Whether the broker has this metadata already, or newer.
    pub(super) fn is_past(&self, registration: &PartitionRegistration) -> bool {
        let same_isr = |leadership: &Leadership| leadership.isr.is_confirmed_as(&registration.isr);
        registration.partition_epoch < self.partition_epoch
            || (registration.partition_epoch == self.partition_epoch
                && registration.leader_epoch == self.leader_epoch
                && self.leadership.as_ref().is_none_or(same_isr))
    }

    fn isr_settles(&self, registration: &PartitionRegistration) -> bool {
        self.leadership.as_ref().is_some_and(|leadership| {
            leadership.isr.pending().is_some() || !leadership.isr.is_confirmed_as(&registration.isr)
        })
    }

    fn beliefs(&self) -> PreviousLeader {
        let is_known = self.partition_epoch >= PartitionEpoch(0);
        PreviousLeader {
            leader: is_known.then_some(self.leader),
            leader_epoch: self.leader_epoch,
        }
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
        let is_new_leader = before.is_none();
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
                follower.reset(LeaderEpochStart {
                    now: context.now,
                    leader_log_end_offset: log.end_offset(),
                    is_new_leader,
                    is_in_isr: registration.isr.contains(id),
                    trace: context.cause,
                });
            }
        }
        self.leadership = Some(leadership);
    }

    /// Whether a producer may write here now (`Partition.appendRecordsToLeader`).
    ///
    /// # Errors
    /// `NOT_LEADER_OR_FOLLOWER` where this broker does not lead; with acks=all also
    /// `NOT_ENOUGH_REPLICAS` where the confirmed ISR is too small.
    pub fn may_append(&self, acks: Acks) -> Result<(), ErrorCode> {
        if self.leadership.is_none() {
            return Err(ErrorCode::NotLeaderOrFollower);
        }
        if acks == Acks::All && self.is_under_min_isr() {
            return Err(ErrorCode::NotEnoughReplicas);
        }
        Ok(())
    }

    /// Appends a producer's batch, and gives it its offsets and epoch
    /// (`Partition.appendRecordsToLeader`). One that was appended before is not appended again: its
    /// offsets are those of then.
    ///
    /// # Errors
    /// `NOT_LEADER_OR_FOLLOWER`; for acks=all, `NOT_ENOUGH_REPLICAS`; of a producer with an id,
    /// `INVALID_PRODUCER_EPOCH` or `OUT_OF_ORDER_SEQUENCE_NUMBER`: nothing was written then.
    pub fn append(
        &self,
        mut batch: Batch,
        acks: Acks,
        log: &mut Log,
        context: &Context<'_>,
    ) -> Result<Appended, ErrorCode> {
        self.may_append(acks)?;
        batch.base_offset = log.end_offset();
        batch.leader_epoch = self.leader_epoch;
        let forgotten = context.producers_forgotten();
        if context.config.semantics.producer_state_check
            && let Some(duplicate) = log.producers().validate(&batch, forgotten)?
        {
            return Ok(Appended {
                base_offset: duplicate.first_offset(),
                end_offset: duplicate.last_offset.plus(1),
                is_duplicate: true,
                advance: None,
            });
        }
        let base_offset = batch.base_offset;
        let end_offset = log.append(batch, context.now);
        Ok(Appended {
            base_offset,
            end_offset,
            is_duplicate: false,
            advance: self.advance_high_watermark(log, context),
        })
    }

    /// Whether every replica that counts has everything below `required`
    /// (`Partition.checkEnoughReplicasReachOffset`). None while that is still to come.
    #[must_use]
    pub fn check_replicated(&self, required: Offset, log: &Log) -> Option<Result<(), ErrorCode>> {
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::broker::isr::PendingIsr;

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

    fn tell(partition: &mut Partition, registration: &PartitionRegistration) -> Option<Change> {
        let (config, metadata) = (BrokerConfig::default(), MetadataImage::EMPTY);
        let context = Context {
            me: BrokerId(1),
            now: Time::START,
            cause: None,
            config: &config,
            metadata: &metadata,
        };
        partition.update(registration, &mut Log::default(), &context)
    }

    /// b1's part in a partition of which it has heard this, one after the other.
    fn after(registrations: &[PartitionRegistration]) -> Partition {
        let mut partition = Partition::new(1);
        for registration in registrations {
            tell(&mut partition, registration);
        }
        partition
    }

    #[test]
    fn metadata_that_is_older_than_what_is_known_changes_nothing() {
        let known = after(&[registered(1, 3, 5)]);
        for older in [registered(1, 3, 5), registered(2, 2, 4)] {
            let mut partition = known.clone();
            assert_eq!(tell(&mut partition, &older), None);
            assert_eq!(partition, known);
        }
    }

    #[test]
    fn metadata_of_the_same_partition_epoch_counts_when_it_begins_a_leader_epoch() {
        let mut partition = after(&[registered(1, 3, 5)]);
        let change = tell(&mut partition, &registered(2, 4, 5)).expect("it is news");
        assert!(!change.leads && change.was_leader && change.new_epoch);
        assert_eq!(partition.leader(), Some(BrokerId(2)));
        let change = tell(&mut partition, &registered(1, 5, 5)).expect("it is news");
        assert!(change.leads && !change.was_leader && change.new_epoch);
    }

    #[test]
    fn a_proposal_outlives_metadata_that_tells_what_is_known_and_ends_with_what_is_new() {
        let propose = |partition: &mut Partition| {
            let leadership = partition.leadership.as_mut().expect("b1 leads");
            leadership
                .isr
                .propose(PendingIsr::Shrink(vec![BrokerId(2)]));
        };
        for (partition_epoch, is_news) in [(5, false), (6, true)] {
            let mut partition = after(&[registered(1, 3, 5)]);
            propose(&mut partition);
            let change = tell(&mut partition, &registered(1, 3, partition_epoch));
            assert_eq!(
                change.map(|change| change.isr_settled),
                is_news.then_some(true)
            );
            let leadership = partition.leadership().expect("b1 leads");
            assert_eq!(leadership.isr().pending().is_none(), is_news);
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
