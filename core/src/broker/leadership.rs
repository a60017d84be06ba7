//! What a leader rules: which followers count, when the high watermark moves, and which ISR it
//! proposes (`Partition`, the leader's side).

use serde::{Deserialize, Serialize};

use super::isr::{IsrState, PendingIsr};
use super::partition::{Context, Partition};
use super::replica_state::{FetchState, ReplicaState};
use crate::config::HighWatermarkOver;
use crate::id::{BrokerEpoch, BrokerId, LeaderEpoch, Offset, PartitionEpoch};
use crate::log::Log;
use crate::sorted::Map;
use crate::wire::ErrorCode;

/// What a broker keeps while it leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leadership {
    pub(super) epoch_start_offset: Offset,
    pub(super) followers: Map<BrokerId, ReplicaState>,
    pub(super) isr: IsrState,
}

/// The high watermark has moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The proposal to take the follower into the ISR, if it may join.
    pub expand: Option<Proposal>,
    /// Where the high watermark moved by it.
    pub advance: Option<Advance>,
}

/// Another ISR, as a leader proposes it to the controller (`LeaderAndIsr`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The epoch in which the proposer leads.
    pub leader_epoch: LeaderEpoch,
    /// The version of the partition that the proposal builds on.
    pub partition_epoch: PartitionEpoch,
    /// The members in ascending order, each with the registration from which it last fetched; the
    /// proposer's own, and one that is not known, is none.
    pub new_isr: Vec<(BrokerId, Option<BrokerEpoch>)>,
}

/// Why a follower may not join the ISR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JoinObstacle {
    /// It is no replica, as far as the leader has heard, or this broker does not lead.
    NotFollowed,
    /// It is in the ISR already.
    IsMember,
    /// Another proposal is not answered yet.
    ProposalUnderWay,
    /// It lacks records below that offset, as far as its fetches have told.
    Behind {
        /// The high watermark, or where the leader's epoch began, if that is further.
        needed: Offset,
    },
    /// It is fenced or about to stop, as far as the leader has heard, or fetched from a registration
    /// that is over.
    NotEligible,
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
        if self.is_under_min_isr() {
            return None;
        }
        let (to, _) = self.replicated_to(log, context)?;
        let from = log.high_watermark();
        (to > from).then(|| {
            log.set_high_watermark(to);
            Advance { from, to }
        })
    }

    /// The smallest end offset among those that count for the high watermark, and the follower whose
    /// end that is, unless it is the leader's own; none where this broker does not lead.
    #[must_use]
    pub(crate) fn replicated_to(
        &self,
        log: &Log,
        context: &Context<'_>,
    ) -> Option<(Offset, Option<BrokerId>)> {
        let leadership = self.leadership.as_ref()?;
        let end = log.end_offset();
        let (mut to, mut slowest) = (end, None);
        for (id, follower) in &leadership.followers {
            let follower_end = follower.log_end_offset.unwrap_or(Offset(-1));
            if follower_end < to && leadership.waits_for(*id, follower, end, context) {
                (to, slowest) = (follower_end, Some(*id));
            }
        }
        Some((to, slowest))
    }

    /// Why a follower outside the ISR may not join it, if it may not (`Partition.maybeExpandIsr`): it
    /// has to have reached the high watermark and the beginning of this epoch, whatever the time.
    #[must_use]
    pub(crate) fn obstacle_to_join(
        &self,
        follower: BrokerId,
        high_watermark: Offset,
        context: &Context<'_>,
    ) -> Option<JoinObstacle> {
        let Some(leadership) = &self.leadership else {
            return Some(JoinObstacle::NotFollowed);
        };
        leadership.obstacle_to_join(follower, high_watermark, context)
    }

    /// Takes note of what a follower's fetch tells (`updateFollowerFetchState`): its end, whether it
    /// may join the ISR, and whether that moves the high watermark. The fetch was read before, and its
    /// log did not differ.
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
        let checks = context.config.semantics.broker_epoch_check;
        let live = context.metadata.live_broker_epoch(follower);
        let before = state.log_end_offset;
        state.update(fetch, live.filter(|_| checks))?;
        let moved = before != Some(fetch.fetch_offset);
        let joins = leadership.may_join(follower, log.high_watermark(), context);
        Ok(Progress {
            from: moved.then_some(before),
            expand: joins
                .then(|| self.propose(PendingIsr::Expand(follower), context))
                .flatten(),
            advance: if moved {
                self.advance_high_watermark(log, context)
            } else {
                None
            },
        })
    }

    /// The members of the ISR that are out of sync (`getOutOfSyncReplicas`); none while a proposal is
    /// under way.
    #[must_use]
    pub fn out_of_sync(&self, log: &Log, context: &Context<'_>) -> Vec<BrokerId> {
        let (end, lag) = (log.end_offset(), context.lag_time_max());
        let mut out_of_sync = Vec::new();
        let Some(leadership) = &self.leadership else {
            return out_of_sync;
        };
        if leadership.isr.pending().is_some() {
            return out_of_sync;
        }
        for id in leadership.isr.members() {
            let state = leadership.followers.get(id);
            let is_caught_up = state.is_some_and(|it| it.is_caught_up(end, context.now, lag));
            if *id != context.me && !is_caught_up {
                out_of_sync.push(*id);
            }
        }
        out_of_sync
    }

    /// Proposes an ISR without the followers that are out of sync, if there are any
    /// (`maybeShrinkIsr`).
    pub fn shrink_isr(&mut self, log: &Log, context: &Context<'_>) -> Option<Proposal> {
        let out_of_sync = self.out_of_sync(log, context);
        if out_of_sync.is_empty() {
            return None;
        }
        self.propose(PendingIsr::Shrink(out_of_sync), context)
    }

    fn propose(&mut self, change: PendingIsr, context: &Context<'_>) -> Option<Proposal> {
        let leadership = self.leadership.as_mut()?;
        leadership.isr.propose(change);
        let tells = context.config.semantics.broker_epoch_check;
        let epoch_of = |id: &BrokerId| {
            let follower = leadership.followers.get(id).filter(|_| tells)?;
            follower
                .broker_epoch
                .filter(|epoch| *epoch != BrokerEpoch::UNKNOWN)
        };
        let members = leadership.isr.proposed().into_iter();
        Some(Proposal {
            leader_epoch: self.leader_epoch,
            partition_epoch: self.partition_epoch,
            new_isr: members.map(|id| (id, epoch_of(&id))).collect(),
        })
    }
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

    /// Whether the high watermark waits for a follower: it may be in the ISR by now, or it is caught up
    /// and about to join (`shouldWaitForReplicaToJoinIsr`). Before KIP-497 only confirmed members
    /// counted.
    fn waits_for(
        &self,
        id: BrokerId,
        follower: &ReplicaState,
        end: Offset,
        context: &Context<'_>,
    ) -> bool {
        match context.config.semantics.high_watermark {
            HighWatermarkOver::CommittedIsr => self.isr.members().contains(&id),
            HighWatermarkOver::MaximalIsr => {
                self.isr.maximal().any(|member| *member == id)
                    || (follower.is_caught_up(end, context.now, context.lag_time_max())
                        && is_eligible(id, follower, context))
            }
        }
    }

    fn may_join(&self, follower: BrokerId, high_watermark: Offset, context: &Context<'_>) -> bool {
        let obstacle = self.obstacle_to_join(follower, high_watermark, context);
        obstacle.is_none()
    }

    fn obstacle_to_join(
        &self,
        follower: BrokerId,
        high_watermark: Offset,
        context: &Context<'_>,
    ) -> Option<JoinObstacle> {
        let Some(state) = self.followers.get(&follower) else {
            return Some(JoinObstacle::NotFollowed);
        };
        let needed = high_watermark.max(self.epoch_start_offset);
        if self.isr.members().contains(&follower) {
            Some(JoinObstacle::IsMember)
        } else if self.isr.pending().is_some() {
            Some(JoinObstacle::ProposalUnderWay)
        } else if state.log_end_offset.is_none_or(|end| end < needed) {
            Some(JoinObstacle::Behind { needed })
        } else if !is_eligible(follower, state, context) {
            Some(JoinObstacle::NotEligible)
        } else {
            None
        }
    }
}

/// Whether a follower may be in the ISR, as far as this broker has heard: it is neither fenced nor on
/// its way out, and has fetched from the registration that is known (`isReplicaIsrEligible`).
fn is_eligible(id: BrokerId, follower: &ReplicaState, context: &Context<'_>) -> bool {
    let Some(epoch) = follower.broker_epoch else {
        return false;
    };
    let checks = context.config.semantics.broker_epoch_check && epoch != BrokerEpoch::UNKNOWN;
    context
        .metadata
        .is_isr_eligible(id, checks.then_some(epoch))
}

#[cfg(test)]
mod tests;
