//! What becomes of a partition when the brokers that may lead it, or be in its ISR, change: one
//! change record (`PartitionChangeBuilder`).

use crate::config::TopicConfig;
use crate::id::BrokerId;
use crate::metadata::{PartitionChange, PartitionRegistration};
use crate::sorted::Set;
use crate::trace::Election;

/// Which replicas an election may choose from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ElectionKind {
    /// The ISR, or, where that is empty, the ELR.
    Online,
    /// Any replica, if nobody of those can lead.
    Unclean,
}

/// Builds the change of one partition.
pub(super) struct PartitionChangeBuilder<'a> {
    partition: &'a PartitionRegistration,
    acceptable: &'a dyn Fn(BrokerId) -> bool,
    kind: ElectionKind,
    min_isr: usize,
    elr_enabled: bool,
    target_isr: Vec<BrokerId>,
    /// Replicas that did not stop cleanly: they may have lost what they are trusted with.
    unclean: Vec<BrokerId>,
    recovered: bool,
}

/// Who is to lead, and how it was chosen.
struct Elected {
    leader: Option<BrokerId>,
    election: Election,
}

impl<'a> PartitionChangeBuilder<'a> {
    /// A change of nothing yet. `acceptable` says which brokers may lead;
    /// `min_insync_replicas` is the topic's.
    #[must_use]
    pub(super) fn new(
        partition: &'a PartitionRegistration,
        acceptable: &'a dyn Fn(BrokerId) -> bool,
        min_insync_replicas: u32,
        elr_enabled: bool,
    ) -> Self {
        Self {
            partition,
            acceptable,
            kind: ElectionKind::Online,
            min_isr: TopicConfig::effective_min_isr(min_insync_replicas, partition.replicas.len()),
            elr_enabled,
            target_isr: partition.isr.clone(),
            unclean: Vec::new(),
            recovered: false,
        }
    }

    /// Which replicas an election may choose from.
    #[must_use]
    pub(super) fn election(mut self, kind: ElectionKind) -> Self {
        self.kind = kind;
        self
    }

    /// The ISR that is wanted.
    #[must_use]
    pub(super) fn target_isr(mut self, isr: Vec<BrokerId>) -> Self {
        self.target_isr = isr;
        self
    }

    /// Replicas that did not stop cleanly.
    #[must_use]
    pub(super) fn unclean_shutdown(mut self, replicas: Vec<BrokerId>) -> Self {
        self.unclean = replicas;
        self
    }

    /// The leader says that it has recovered from an unclean election; leaders do so with their next
    /// proposal.
    #[must_use]
    pub(super) fn recovered(mut self) -> Self {
        self.recovered = true;
        self
    }

    /// The change record, if anything changes, and how its leader was elected.
    #[must_use]
    pub(super) fn build(mut self) -> Option<(PartitionChange, Election)> {
        let target_elr = self.target_elr();
        let elected = self.elect(&target_elr);
        let mut change = PartitionChange::default();
        if elected.leader != self.partition.leader {
            change.leader = Some(elected.leader);
        }
        if elected.election == Election::Unclean {
            self.target_isr = elected.leader.into_iter().collect();
            if !self.partition.recovering {
                change.recovering = Some(true);
            }
        } else if elected.election == Election::EligibleLeaderReplica {
            self.target_isr = elected.leader.into_iter().collect();
        }
        self.keep_last_member(&elected);
        if !self.target_isr.is_empty() || self.elr_enabled {
            change.isr = (self.target_isr != self.partition.isr).then(|| self.target_isr.clone());
        }
        self.settle_elr(&elected, &mut change);
        if self.partition.recovering && self.recovered {
            change.recovering = Some(false);
        }
        (!change.is_empty()).then_some((change, elected.election))
    }

    /// With ELR off an ISR is never empty: its last member stays in it, dead as it is.
    fn keep_last_member(&mut self, elected: &Elected) {
        if self.target_isr.is_empty() && !self.elr_enabled && elected.leader.is_none() {
            self.target_isr.clone_from(&self.partition.isr);
        }
    }

    /// Who would be eligible besides the target ISR (`maybePopulateTargetElr`): replicas that leave
    /// an ISR that has shrunk below the minimum hold everything committed, since the high watermark
    /// stands still from then on.
    fn target_elr(&self) -> Vec<BrokerId> {
        if !self.elr_enabled || self.target_isr.len() >= self.min_isr {
            return Vec::new();
        }
        let mut elr = Set::new();
        elr.extend(
            self.partition
                .elr
                .iter()
                .chain(&self.partition.isr)
                .filter(|id| !self.target_isr.contains(id) && !self.unclean.contains(id))
                .copied(),
        );
        elr.iter().copied().collect()
    }

    fn elect(&self, target_elr: &[BrokerId]) -> Elected {
        let valid = |id: &BrokerId| {
            (self.acceptable)(*id)
                && (self.target_isr.contains(id)
                    || (self.target_isr.is_empty() && target_elr.contains(id)))
        };
        let replicas = &self.partition.replicas;
        let leader = self.partition.leader.as_ref();
        let chosen = leader
            .filter(|id| valid(id))
            .or(replicas.iter().find(|id| valid(id)))
            .copied();
        if let Some(leader) = chosen {
            let from_elr = !self.target_isr.contains(&leader);
            let election = if from_elr {
                Election::EligibleLeaderReplica
            } else {
                Election::Clean
            };
            return Elected {
                leader: Some(leader),
                election,
            };
        }
        let last_known = self.last_known_leader(target_elr);
        let any = || {
            let unclean = self.kind == ElectionKind::Unclean;
            replicas
                .iter()
                .find(|id| unclean && (self.acceptable)(**id))
                .copied()
        };
        match last_known.or_else(any) {
            Some(leader) => Elected {
                leader: Some(leader),
                election: Election::Unclean,
            },
            None => Elected {
                leader: None,
                election: Election::Clean,
            },
        }
    }

    /// The last leader may lead again when nobody else is left to be trusted (KIP-966).
    fn last_known_leader(&self, target_elr: &[BrokerId]) -> Option<BrokerId> {
        let alone = self.elr_enabled && self.target_isr.is_empty() && target_elr.is_empty();
        match self.partition.last_known_elr.as_slice() {
            [last] if alone && (self.acceptable)(*last) => Some(*last),
            _ => None,
        }
    }

    /// Writes the ELR, and whom to fall back on: the last leader, from the moment there is none.
    fn settle_elr(&self, elected: &Elected, change: &mut PartitionChange) {
        let unclean = elected.election == Election::Unclean;
        let elr = if unclean {
            Vec::new()
        } else {
            let mut elr = self.target_elr();
            elr.retain(|id| !self.target_isr.contains(id));
            elr
        };
        let last_known_elr = match (elected.leader, self.partition.last_known_elr.as_slice()) {
            (None, []) if self.elr_enabled => self.partition.leader.into_iter().collect(),
            (None, known) if self.elr_enabled => known.to_vec(),
            _ => Vec::new(),
        };
        change.elr = (elr != self.partition.elr).then_some(elr);
        change.last_known_elr =
            (last_known_elr != self.partition.last_known_elr).then_some(last_known_elr);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::LeaderEpoch;

    fn ids(ids: &[u32]) -> Vec<BrokerId> {
        ids.iter().copied().map(BrokerId).collect()
    }

    fn partition(replicas: &[u32], isr: &[u32]) -> PartitionRegistration {
        PartitionRegistration {
            replicas: ids(replicas),
            isr: ids(isr),
            leader: isr.first().copied().map(BrokerId),
            leader_epoch: LeaderEpoch(0),
            ..PartitionRegistration::default()
        }
    }

    #[test]
    fn the_first_in_sync_replica_in_assignment_order_leads() {
        let partition = partition(&[1, 3, 2], &[1, 2, 3]);
        let alive = |id: BrokerId| id != BrokerId(1);
        let change = PartitionChangeBuilder::new(&partition, &alive, 1, true)
            .target_isr(ids(&[2, 3]))
            .build();
        let (change, election) = change.expect("the leader is gone");
        assert_eq!(change.leader, Some(Some(BrokerId(3))));
        assert_eq!(change.isr, Some(ids(&[2, 3])));
        assert_eq!(election, Election::Clean);
    }

    #[test]
    fn the_last_member_stays_in_the_isr_without_elr_and_becomes_eligible_with_it() {
        let partition = partition(&[1, 2], &[1]);
        let nobody = |_: BrokerId| false;
        let build = |elr| {
            PartitionChangeBuilder::new(&partition, &nobody, 1, elr)
                .target_isr(Vec::new())
                .build()
        };
        let (off, _) = build(false).expect("there is no leader");
        assert_eq!((off.leader, off.isr), (Some(None), None));
        let (on, _) = build(true).expect("there is no leader");
        assert_eq!(
            (on.leader, on.isr, on.elr),
            (Some(None), Some(Vec::new()), Some(ids(&[1])))
        );
        assert_eq!(on.last_known_elr, Some(ids(&[1])));
    }
}
