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
pub struct Advance {
    /// From there.
    pub from: Offset,
    /// To there.
    pub to: Offset,
}

/// What a leader learned from a follower's fetch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
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
    pub fn advance_high_watermark(&self, log: &mut Log, context: &Context<'_>) -> Option<Advance> {
        let leadership = self.leadership.as_ref()?;
        if leadership.isr.members().len() < self.effective_min_isr() {
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
    pub fn note_fetch(
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
    pub fn shrink_isr(&mut self, log: &Log, context: &Context<'_>) -> Vec<BrokerId> {
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
    pub fn proposal_answered(&mut self, answer: &AlterPartitionResponse) -> Proposal {
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
pub enum Proposal {
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
    pub fn epoch_start_offset(&self) -> Offset {
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
