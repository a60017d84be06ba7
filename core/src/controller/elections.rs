//! Elections that somebody asks for, and those that the controller holds from time to time
//! (`electLeader`, `maybeBalancePartitionLeaders`,
//! `maybeTriggerUncleanLeaderElectionForLeaderlessPartitions`).

use super::Controller;
use super::partition_change::ElectionKind;
use crate::command::ElectionType;
use crate::id::{BrokerId, TopicPartition};
use crate::sim::{Out, Timer};
use crate::time::Span;
use crate::wire::{ApiError, ErrorCode};

/// How many elections one look at the leaders holds at most; the next look follows at once then.
const ELECTIONS_MAX: usize = 1_000;

impl Controller {
    /// Elects the preferred leader, or, where nobody leads, anybody.
    pub(super) fn elect_leader(
        &mut self,
        election: ElectionType,
        partition: TopicPartition,
        out: &mut Out<'_>,
    ) -> Result<(), ApiError> {
        let before = self.image().partitions.get(&partition).cloned();
        let before = before.ok_or(ErrorCode::UnknownTopicOrPartition)?;
        let preferred = before.replicas.first().copied();
        let (needed, kind, unavailable) = match election {
            ElectionType::Preferred => (
                before.leader != preferred,
                ElectionKind::Preferred,
                ErrorCode::PreferredLeaderNotAvailable,
            ),
            ElectionType::Unclean => (
                before.leader.is_none(),
                ElectionKind::Unclean,
                ErrorCode::EligibleLeadersNotAvailable,
            ),
        };
        if !needed {
            return Err(ErrorCode::ElectionNotNeeded.into());
        }
        let acceptable = |id: BrokerId| self.image().is_active(id);
        let change = self
            .change_of(partition, &before, &acceptable)
            .election(kind)
            .build();
        if change.is_none() {
            return Err(unavailable.into());
        }
        self.write_change(partition, &before, change, out);
        Ok(())
    }

    /// Sets the two clocks that bring the controller to look at leaders by itself.
    pub(super) fn watch_leaders(&self, out: &mut Out<'_>) {
        self.watch_imbalance(out);
        let interval = self.config.unclean_leader_election_interval_ms;
        out.set_clock(Timer::UncleanElection, Span::from_ms(interval));
    }

    fn watch_imbalance(&self, out: &mut Out<'_>) {
        if self.config.auto_leader_rebalance_enable {
            let interval_s = self.config.leader_imbalance_check_interval_seconds;
            let interval = Span::from_ms(interval_s.saturating_mul(1_000));
            out.set_clock(Timer::LeaderImbalance, interval);
        }
    }

    /// Elects the preferred leader of every partition that another broker leads, where that leader is in
    /// sync and active.
    pub(super) fn balance_leaders(&mut self, out: &mut Out<'_>) {
        let others = self
            .partitions_where(|partition| partition.leader.as_ref() != partition.replicas.first());
        let mut elections = 0;
        for partition in others {
            let elected = self.elect_leader(ElectionType::Preferred, partition, out);
            elections += usize::from(elected.is_ok());
            if elections == ELECTIONS_MAX {
                out.set_clock(Timer::LeaderImbalance, Span::ZERO);
                return;
            }
        }
        self.watch_imbalance(out);
    }

    /// Elects anybody for the partitions that nobody leads, where their topics allow it.
    pub(super) fn elect_uncleanly(&mut self, out: &mut Out<'_>) {
        for partition in self.partitions_where(|partition| partition.leader.is_none()) {
            if self.election_kind(partition.topic) == ElectionKind::Unclean {
                // Where nobody is alive nothing comes of it, and the next look tries again.
                let _ = self.elect_leader(ElectionType::Unclean, partition, out);
            }
        }
    }
}
