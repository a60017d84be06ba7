//! What becomes of a partition when the brokers that may lead it, or be in its ISR, change: one
//! change record (`PartitionChangeBuilder`).

use super::reassignment_replicas::ReassignmentReplicas;
use crate::id::BrokerId;
use crate::metadata::{PartitionChange, PartitionRegistration};
use crate::sorted::Set;
use crate::trace::Election;

/// Which replicas an election may choose from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ElectionKind {
    /// The ISR, or, where that is empty, the ELR; a leader that may go on leading does.
    Online,
    /// As online, but the first replica of the assignment comes before the present leader.
    Preferred,
    /// As online, and any replica if nobody of those can lead.
    Unclean,
}

/// What a change depends on besides the partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeRules {
    /// How many in-sync replicas the partition needs (`effectiveMinIsr`): below that, members that
    /// leave the ISR stay eligible.
    pub min_isr: usize,
    /// Whether eligible leader replicas are kept (KIP-966).
    pub elr_enabled: bool,
    /// Whether the last leader is remembered and may lead again when nobody else is left to be
    /// trusted ("balanced recovery", the default).
    pub last_known_leader: bool,
    /// Whether an ISR that shrinks raises the leader epoch, as before metadata version 3.6
    /// (KAFKA-15021).
    pub epoch_bump_on_isr_shrink: bool,
}

impl ChangeRules {
    /// Today's rules, for a partition that needs so many in-sync replicas.
    #[must_use]
    pub fn today(min_isr: usize, elr_enabled: bool) -> Self {
        Self {
            min_isr,
            elr_enabled,
            last_known_leader: true,
            epoch_bump_on_isr_shrink: false,
        }
    }
}

/// Builds the change of one partition.
pub struct PartitionChangeBuilder<'a> {
    partition: &'a PartitionRegistration,
    acceptable: &'a dyn Fn(BrokerId) -> bool,
    rules: ChangeRules,
    kind: ElectionKind,
    isr: Vec<BrokerId>,
    elr: Vec<BrokerId>,
    last_known_elr: Vec<BrokerId>,
    assignment: ReassignmentReplicas,
    /// Replicas that did not stop cleanly: they may have lost what they are trusted with.
    unclean: Vec<BrokerId>,
    recovering: bool,
}

/// Who is to lead, and how it was chosen.
#[derive(Clone, Copy)]
struct ElectionResult {
    leader: Option<BrokerId>,
    election: Election,
}

impl<'a> PartitionChangeBuilder<'a> {
    /// A change of nothing yet. `acceptable` says which brokers may lead.
    #[must_use]
    pub fn new(
        partition: &'a PartitionRegistration,
        acceptable: &'a dyn Fn(BrokerId) -> bool,
        rules: ChangeRules,
    ) -> Self {
        Self {
            partition,
            acceptable,
            rules,
            kind: ElectionKind::Online,
            isr: partition.isr.clone(),
            elr: partition.elr.clone(),
            last_known_elr: partition.last_known_elr.clone(),
            assignment: ReassignmentReplicas {
                removing: partition.removing.clone(),
                adding: partition.adding.clone(),
                replicas: partition.replicas.clone(),
            },
            unclean: Vec::new(),
            recovering: partition.recovering,
        }
    }

    /// Which replicas an election may choose from.
    #[must_use]
    pub fn election(mut self, kind: ElectionKind) -> Self {
        self.kind = kind;
        self
    }

    /// The ISR that is wanted.
    #[must_use]
    pub fn target_isr(mut self, isr: Vec<BrokerId>) -> Self {
        self.isr = isr;
        self
    }

    /// The replicas that are wanted, those that go at the end, and which of them come and go.
    #[must_use]
    pub fn target_replicas(
        mut self,
        replicas: Vec<BrokerId>,
        adding: Vec<BrokerId>,
        removing: Vec<BrokerId>,
    ) -> Self {
        self.assignment = ReassignmentReplicas {
            removing,
            adding,
            replicas,
        };
        self
    }

    /// Replicas that did not stop cleanly.
    #[must_use]
    pub fn unclean_shutdown(mut self, replicas: Vec<BrokerId>) -> Self {
        self.unclean = replicas;
        self
    }

    /// Whether the leader still recovers from an unclean election (`leaderRecoveryState`).
    #[must_use]
    pub fn target_recovering(mut self, recovering: bool) -> Self {
        self.recovering = recovering;
        self
    }

    /// The change record, if anything changes, and how its leader was elected.
    #[must_use]
    pub fn build(mut self) -> Option<(PartitionChange, Election)> {
        let before = self.partition;
        if let Some((replicas, isr)) = self.assignment.completed(&self.isr) {
            self.isr = isr;
            self.assignment = ReassignmentReplicas {
                replicas,
                ..ReassignmentReplicas::default()
            };
        }
        self.settle_eligible();
        let elected = self.elect();
        let mut change = PartitionChange::default();
        if elected.leader != before.leader {
            self.install(elected, &mut change);
        }
        self.raise_epoch_if_a_replica_leaves(&mut change);
        self.write_elr(&mut change);
        let may_be_empty = self.rules.elr_enabled || !self.isr.is_empty();
        if change.isr.is_none() && may_be_empty && self.isr != before.isr {
            change.isr = Some(self.isr.clone());
        }
        self.raise_epoch_if_the_isr_shrinks(&mut change);
        self.write_last_known_leader(&mut change);
        self.write_assignment(&mut change);
        if self.recovering != before.recovering {
            change.recovering = Some(self.recovering);
        }
        (!change.is_empty()).then_some((change, elected.election))
    }

    /// Who is eligible besides the target ISR (`maybePopulateTargetElr`): replicas that leave an ISR
    /// that has shrunk below the minimum hold everything committed, since the high watermark stands
    /// still from then on. As in Kafka, one that leaves the assignment with the same change stays
    /// eligible, although it is no replica any more: nobody elects it.
    fn settle_eligible(&mut self) {
        if !self.rules.elr_enabled {
            return;
        }
        if self.isr.len() >= self.rules.min_isr {
            self.elr.clear();
            self.last_known_elr.clear();
            return;
        }
        let mut candidates = Set::new();
        candidates.extend(self.elr.iter().chain(&self.partition.isr).copied());
        let stays = |id: &&BrokerId| !self.isr.contains(id) && !self.unclean.contains(id);
        self.elr = candidates.iter().filter(stays).copied().collect();
        candidates.extend(self.last_known_elr.iter().copied());
        let once = |id: &&BrokerId| !self.isr.contains(id) && !self.elr.contains(id);
        self.last_known_elr = candidates.iter().filter(once).copied().collect();
    }

    fn elect(&self) -> ElectionResult {
        let replicas = &self.assignment.replicas;
        let valid = |id: &&BrokerId| self.is_valid(**id);
        let preferred = replicas
            .first()
            .filter(|_| self.kind == ElectionKind::Preferred);
        let chosen = preferred
            .filter(valid)
            .or(self.partition.leader.as_ref().filter(valid))
            .or(replicas.iter().find(valid));
        if let Some(leader) = chosen {
            let election = match (self.isr.contains(leader), preferred == Some(leader)) {
                (false, _) => Election::EligibleLeaderReplica,
                (true, true) => Election::Preferred,
                (true, false) => Election::Clean,
            };
            return ElectionResult {
                leader: Some(*leader),
                election,
            };
        }
        if let Some(last) = self.last_known_leader() {
            return ElectionResult {
                leader: Some(last),
                election: Election::LastKnownLeader,
            };
        }
        let any = replicas
            .iter()
            .find(|id| self.kind == ElectionKind::Unclean && (self.acceptable)(**id));
        ElectionResult {
            leader: any.copied(),
            election: any.map_or(Election::Clean, |_| Election::Unclean),
        }
    }

    /// Whether nothing committed is lost with this leader: it is in sync, or, where nobody is,
    /// eligible (`isValidNewLeader`).
    fn is_valid(&self, id: BrokerId) -> bool {
        let trusted = self.isr.contains(&id) || (self.isr.is_empty() && self.elr.contains(&id));
        trusted && (self.acceptable)(id)
    }

    /// The last leader may lead again when nobody else is left to be trusted
    /// (`canElectLastKnownLeader`), unless the partition was given to others since: there the request
    /// fails in Kafka (`PartitionRegistration.directory`).
    fn last_known_leader(&self) -> Option<BrokerId> {
        let allowed = self.rules.elr_enabled && self.rules.last_known_leader;
        let alone = self.isr.is_empty() && self.elr.is_empty();
        let may_lead =
            |id: BrokerId| self.partition.replicas.contains(&id) && (self.acceptable)(id);
        match self.partition.last_known_elr.as_slice() {
            [last] if allowed && alone && may_lead(*last) => Some(*last),
            _ => None,
        }
    }

    /// Writes a new leader (`tryElection`). One from outside the ISR is its whole ISR from now on.
    fn install(&mut self, elected: ElectionResult, change: &mut PartitionChange) {
        change.leader = Some(elected.leader);
        let Some(leader) = elected.leader else {
            return;
        };
        if elected.election.is_unclean() {
            change.isr = Some(vec![leader]);
            if !self.partition.recovering {
                change.recovering = Some(true);
            }
        } else if self.elr.contains(&leader) {
            self.isr = vec![leader];
            self.elr.retain(|id| *id != leader);
        }
    }

    /// Where a replica leaves the assignment, the leader is set again: that ends its epoch
    /// (`triggerLeaderEpochBumpForReplicaReassignmentIfNeeded`).
    fn raise_epoch_if_a_replica_leaves(&self, change: &mut PartitionChange) {
        let before = &self.partition.replicas;
        let stays = |id: &BrokerId| self.assignment.replicas.contains(id);
        if change.leader.is_none() && !before.iter().all(stays) {
            change.leader = Some(self.partition.leader);
        }
    }

    fn raise_epoch_if_the_isr_shrinks(&self, change: &mut PartitionChange) {
        let Some(isr) = &change.isr else { return };
        let shrinks = !self.partition.isr.iter().all(|id| isr.contains(id));
        if self.rules.epoch_bump_on_isr_shrink && shrinks && change.leader.is_none() {
            change.leader = Some(self.partition.leader);
        }
    }

    /// Writes the ELR, which an unclean election empties (`maybeUpdateRecordElr`).
    fn write_elr(&mut self, change: &mut PartitionChange) {
        if change.isr.is_some() || !self.rules.elr_enabled {
            self.elr.clear();
            self.last_known_elr.clear();
        }
        let before = self.partition;
        if self.elr != before.elr {
            change.elr = Some(self.elr.clone());
        }
        if !self.rules.last_known_leader && self.last_known_elr != before.last_known_elr {
            change.last_known_elr = Some(self.last_known_elr.clone());
        }
    }

    /// Remembers the last leader from the moment at which there is none, until somebody leads
    /// (`maybeUpdateLastKnownLeader`).
    fn write_last_known_leader(&self, change: &mut PartitionChange) {
        if !self.rules.elr_enabled || !self.rules.last_known_leader {
            return;
        }
        let before = self.partition;
        let none_known = before.last_known_elr.is_empty();
        match (change.leader, before.leader) {
            (Some(None), Some(last)) if none_known => change.last_known_elr = Some(vec![last]),
            (Some(Some(_)), _) if !none_known => change.last_known_elr = Some(Vec::new()),
            _ => {}
        }
    }

    fn write_assignment(&self, change: &mut PartitionChange) {
        let (before, after) = (self.partition, &self.assignment);
        let changed =
            |now: &Vec<BrokerId>, then: &Vec<BrokerId>| (now != then).then(|| now.clone());
        if !after.replicas.is_empty() {
            change.replicas = changed(&after.replicas, &before.replicas);
        }
        change.removing = changed(&after.removing, &before.removing);
        change.adding = changed(&after.adding, &before.adding);
    }
}

#[cfg(test)]
mod tests;
