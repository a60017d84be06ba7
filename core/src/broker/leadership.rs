//! What a leader rules: which followers count, when the high watermark moves, and which ISR it
//! proposes (`Partition`, the leader's side).

use serde::{Deserialize, Serialize};

use super::isr::IsrState;
use super::partition::{Context, Partition};
use super::replica_state::{FetchState, ReplicaState};
use crate::id::{BrokerId, Offset};
use crate::log::Log;
use crate::sorted::Map;
use crate::wire::{AlterPartitionResponse, ErrorCode};

/// What a broker keeps while it leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leadership {
    pub(super) epoch_start_offset: Offset,
    pub(super) followers: Map<BrokerId, ReplicaState>,
    pub(super) isr: IsrState,
}

/// The high watermark has moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Advance {
    /// From there.
    pub from: Offset,
    /// To there.
    pub to: Offset,
}

/// What a leader learned from a follower's fetch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Progress {
    /// The follower's end as it was known before, if its end has changed.
    pub from: Option<Option<Offset>>,
    /// Whether the follower may join the ISR, and the leader proposes it.
    pub expand: bool,
    /// Whether that moved the high watermark.
    pub advance: Option<Advance>,
}

impl Partition {
    /// Moves the high watermark to the smallest end offset among those that count: the maximal ISR,
    /// and followers outside it that are caught up and may join (`maybeIncrementLeaderHW`). It
    /// stands still while the ISR is smaller than the minimum (KIP-966), and never goes back.
    pub(super) fn advance_high_watermark(
        &self,
        log: &mut Log,
        context: &Context<'_>,
    ) -> Option<Advance> {
        let leadership = self.leadership.as_ref()?;
        if self.is_under_min_isr() {
            return None;
        }
        let end = log.end_offset();
        let counts = |id: &BrokerId, follower: &ReplicaState| {
            leadership.isr.maximal().any(|member| member == id)
                || (follower.is_caught_up(end, context.now, context.lag_time_max())
                    && context.metadata.is_isr_eligible(*id, follower.broker_epoch))
        };
        let lowest = leadership
            .followers
            .iter()
            .filter(|(id, follower)| counts(id, follower))
            .map(|(_, follower)| follower.log_end_offset)
            .min()
            .unwrap_or(Some(end))?;
        let to = lowest.min(end);
        let from = log.high_watermark();
        (to > from).then(|| {
            log.set_high_watermark(to);
            Advance { from, to }
        })
    }

    /// Takes note of what a follower's fetch tells (`updateFollowerFetchState`): its end, whether it
    /// may join the ISR, and whether that moves the high watermark.
    ///
    /// # Errors
    /// When the follower is not a replica, or fetches from a registration that has been replaced.
    pub(super) fn note_fetch(
        &mut self,
        follower: BrokerId,
        fetch: FetchState,
        log: &mut Log,
        context: &Context<'_>,
    ) -> Result<Progress, ErrorCode> {
        let leadership = self
            .leadership
            .as_mut()
            .ok_or(ErrorCode::NotLeaderOrFollower)?;
        let state = leadership
            .followers
            .get_mut(&follower)
            .ok_or(ErrorCode::UnknownLeaderEpoch)?;
        let live = context.metadata.live_broker_epoch(follower);
        if fetch
            .broker_epoch
            .zip(live)
            .is_some_and(|(epoch, live)| epoch < live)
        {
            return Err(ErrorCode::NotLeaderOrFollower);
        }
        let before = state.log_end_offset;
        state.update(fetch);
        let moved = before != Some(fetch.fetch_offset);
        let expand = leadership.may_join(follower, log.high_watermark(), context);
        if expand {
            leadership.isr.propose_to_add(follower);
        }
        let advance = if moved {
            self.advance_high_watermark(log, context)
        } else {
            None
        };
        Ok(Progress {
            from: moved.then_some(before),
            expand,
            advance,
        })
    }

    /// Proposes an ISR without the followers that are out of sync (`maybeShrinkIsr`), and returns
    /// them. Nothing happens while another proposal is under way.
    pub(super) fn shrink_isr(&mut self, log: &Log, context: &Context<'_>) -> Vec<BrokerId> {
        let Some(leadership) = &mut self.leadership else {
            return Vec::new();
        };
        if leadership.isr.is_pending() {
            return Vec::new();
        }
        let (end, lag) = (log.end_offset(), context.lag_time_max());
        let followers = &leadership.followers;
        let out_of_sync: Vec<BrokerId> = leadership
            .isr
            .members()
            .iter()
            .filter(|id| {
                followers
                    .get(id)
                    .is_some_and(|state| !state.is_caught_up(end, context.now, lag))
            })
            .copied()
            .collect();
        if !out_of_sync.is_empty() {
            leadership.isr.propose_to_remove(out_of_sync.clone());
        }
        out_of_sync
    }

    /// Takes the controller's answer to an ISR proposal (`handleAlterPartitionUpdate`,
    /// `handleAlterPartitionError`).
    pub(super) fn proposal_answered(&mut self, answer: &AlterPartitionResponse) -> Proposal {
        let Some(leadership) = &mut self.leadership else {
            return Proposal::Stale;
        };
        match &answer.result {
            Ok(altered)
                if altered.leader_epoch == self.leader_epoch
                    && altered.partition_epoch > self.partition_epoch =>
            {
                leadership.isr = IsrState::committed(altered.isr.clone());
                self.partition_epoch = altered.partition_epoch;
                Proposal::Committed
            }
            Ok(_) => Proposal::Stale,
            Err(ErrorCode::IneligibleReplica) => {
                leadership.isr.fall_back();
                Proposal::Refused
            }
            Err(
                ErrorCode::FencedLeaderEpoch
                | ErrorCode::InvalidUpdateVersion
                | ErrorCode::InvalidRequest
                | ErrorCode::UnknownTopicOrPartition,
            ) => Proposal::Refused,
            Err(_) => Proposal::Retry,
        }
    }
}

/// What became of an ISR proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proposal {
    /// The ISR is as proposed.
    Committed,
    /// It was refused; newer metadata will say how things stand.
    Refused,
    /// It is to be sent again.
    Retry,
    /// The answer speaks of something that is over.
    Stale,
}

impl Leadership {
    /// The log end offset when this leader epoch began.
    #[must_use]
    pub(super) fn epoch_start_offset(&self) -> Offset {
        self.epoch_start_offset
    }

    /// The followers, as the leader knows them.
    #[must_use]
    pub fn followers(&self) -> &Map<BrokerId, ReplicaState> {
        &self.followers
    }

    /// The ISR, confirmed and proposed.
    #[must_use]
    pub fn isr(&self) -> &IsrState {
        &self.isr
    }

    /// Whether a follower may join the ISR: it has reached the high watermark and the beginning of
    /// this epoch, whatever the time (`Partition.maybeExpandIsr`).
    fn may_join(&self, follower: BrokerId, high_watermark: Offset, context: &Context<'_>) -> bool {
        let Some(state) = self.followers.get(&follower) else {
            return false;
        };
        !self.isr.is_pending()
            && !self.isr.members().contains(&follower)
            && state
                .log_end_offset
                .is_some_and(|end| end >= high_watermark && end >= self.epoch_start_offset)
            && context
                .metadata
                .is_isr_eligible(follower, state.broker_epoch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::BrokerConfig;
    use crate::id::{
        BrokerEpoch, LeaderEpoch, PartitionEpoch, PartitionIndex, TopicId, TopicPartition,
    };
    use crate::log::{Batch, Record};
    use crate::metadata::{MetadataImage, MetadataRecord, PartitionRegistration};
    use crate::time::Time;
    use crate::wire::AlteredPartition;

    const ORDERS: TopicPartition = TopicPartition {
        topic: TopicId(1),
        partition: PartitionIndex(0),
    };

    /// b1, b2 and b3, each registered with its id as its epoch; the first `unfenced` of them unfenced.
    fn metadata(unfenced: u32) -> MetadataImage {
        let mut image = MetadataImage::default();
        for id in 1..=3 {
            let (broker, broker_epoch) = (BrokerId(id), BrokerEpoch(id.into()));
            image.apply(&MetadataRecord::RegisterBroker {
                broker,
                broker_epoch,
                incarnation: 1,
                rack: None,
            });
            image.apply(&MetadataRecord::BrokerRegistrationChange {
                broker,
                broker_epoch,
                fenced: Some(id > unfenced),
                in_controlled_shutdown: None,
            });
        }
        image
    }

    fn context<'a>(config: &'a BrokerConfig, metadata: &'a MetadataImage, ms: u64) -> Context<'a> {
        Context {
            me: BrokerId(1),
            now: Time::from_ms(ms),
            cause: None,
            config,
            metadata,
        }
    }

    /// A log of so many records, and a partition that b1 leads from the end of that log on, with b1
    /// and b2 in sync.
    fn leading(records: u32, context: &Context<'_>) -> (Partition, Log) {
        let mut log = Log::default();
        for _ in 0..records {
            let record = Record::new(None, Some("v"));
            log.append(Batch::new(log.end_offset(), LeaderEpoch(0), vec![record]));
        }
        let registration = PartitionRegistration {
            replicas: vec![BrokerId(1), BrokerId(2), BrokerId(3)],
            isr: vec![BrokerId(1), BrokerId(2)],
            leader: Some(BrokerId(1)),
            leader_epoch: LeaderEpoch(1),
            ..PartitionRegistration::default()
        };
        let mut partition = Partition::new(1);
        partition.update(&registration, 1, &mut log, context);
        (partition, log)
    }

    fn fetch(broker: i64, offset: i64, log: &Log, context: &Context<'_>) -> FetchState {
        FetchState {
            fetch_offset: Offset(offset),
            log_start_offset: Offset::ZERO,
            now: context.now,
            leader_log_end_offset: log.end_offset(),
            broker_epoch: Some(BrokerEpoch(broker)),
            trace: None,
        }
    }

    #[test]
    fn a_follower_joins_from_the_high_watermark_and_the_beginning_of_the_epoch_on() {
        let config = BrokerConfig::default();
        for (offset, high_watermark, broker_epoch, unfenced, joins, why) in [
            (3, 2, 3, 3, true, "it has reached both"),
            (2, 2, 3, 3, false, "it lacks what the epoch began with"),
            (3, 4, 3, 3, false, "it lacks what is committed"),
            (4, 4, 3, 3, true, "it need not have reached the end"),
            (5, 4, 4, 3, false, "it fetches from another registration"),
            (5, 4, 3, 2, false, "it is fenced"),
        ] {
            let metadata = metadata(unfenced);
            let context = context(&config, &metadata, 9);
            let (mut partition, mut log) = leading(3, &context);
            for _ in 0..2 {
                let record = Record::new(None, Some("v"));
                let batch = Batch::new(log.end_offset(), LeaderEpoch(1), vec![record]);
                log.append(batch);
            }
            log.set_high_watermark(Offset(high_watermark));
            let fetch = fetch(broker_epoch, offset, &log, &context);
            let progress = partition.note_fetch(BrokerId(3), fetch, &mut log, &context);
            assert_eq!(progress.map(|progress| progress.expand), Ok(joins), "{why}");
        }
    }

    #[test]
    fn a_fetch_from_a_registration_that_was_replaced_counts_for_nothing() {
        let (config, metadata) = (BrokerConfig::default(), metadata(3));
        let context = context(&config, &metadata, 9);
        let (mut partition, mut log) = leading(3, &context);
        let before = partition.clone();
        let fetch = fetch(1, 3, &log, &context);
        let refused = partition.note_fetch(BrokerId(2), fetch, &mut log, &context);
        assert_eq!(refused, Err(ErrorCode::NotLeaderOrFollower));
        assert_eq!((partition, log.high_watermark()), (before, Offset::ZERO));
    }

    #[test]
    fn the_high_watermark_waits_for_a_caught_up_follower_outside_the_isr_unless_it_is_fenced() {
        let config = BrokerConfig::default();
        for (unfenced, ms, to, why) in [
            (3, 30_009, Some(2), "it was caught up not too long ago"),
            (3, 30_010, Some(3), "it has lagged for too long"),
            (2, 30_009, Some(3), "it may not join"),
        ] {
            let metadata = metadata(unfenced);
            let at_first = context(&config, &metadata, 9);
            let (mut partition, mut log) = leading(2, &at_first);
            let caught_up = fetch(3, 2, &log, &at_first);
            let leadership = partition.leadership.as_mut().expect("b1 leads");
            leadership.isr.propose_to_remove(Vec::new());
            let noted = partition.note_fetch(BrokerId(3), caught_up, &mut log, &at_first);
            assert_eq!(noted.map(|progress| progress.expand), Ok(false));
            let record = Record::new(None, Some("v"));
            log.append(Batch::new(log.end_offset(), LeaderEpoch(1), vec![record]));
            let later = context(&config, &metadata, ms);
            let fetch = fetch(2, 3, &log, &later);
            let progress = partition.note_fetch(BrokerId(2), fetch, &mut log, &later);
            let advance = progress.expect("b2 follows").advance;
            assert_eq!(advance.map(|advance| advance.to), to.map(Offset), "{why}");
        }
    }

    #[test]
    fn only_an_answer_of_this_epoch_that_is_new_commits_a_proposal() {
        let (config, metadata) = (BrokerConfig::default(), metadata(3));
        for (leader_epoch, partition_epoch, becomes) in [
            (1, 1, Proposal::Committed),
            (1, 0, Proposal::Stale),
            (0, 1, Proposal::Stale),
            (2, 1, Proposal::Stale),
        ] {
            let context = context(&config, &metadata, 9);
            let (mut partition, _) = leading(3, &context);
            let answer = AlterPartitionResponse {
                partition: ORDERS,
                result: Ok(AlteredPartition {
                    leader: Some(BrokerId(1)),
                    leader_epoch: LeaderEpoch(leader_epoch),
                    isr: vec![BrokerId(1)],
                    partition_epoch: PartitionEpoch(partition_epoch),
                }),
            };
            assert_eq!(partition.proposal_answered(&answer), becomes);
            let isr = partition.leadership().map(|it| it.isr().members().len());
            let committed = becomes == Proposal::Committed;
            assert_eq!(isr, Some(if committed { 1 } else { 2 }));
        }
    }
}
