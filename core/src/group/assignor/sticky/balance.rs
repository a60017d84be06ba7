//! Moves that make a general assignment more even (`GeneralAssignmentBuilder.performReassignments`).

use super::general::Builder;
use crate::group::assignor::roster::{Partition, Share};

impl Builder<'_> {
    /// Moves these partitions, each to a member that has fewer, until no move makes it more even. Says
    /// whether any was moved.
    pub fn move_partitions(&mut self, partitions: &[Partition]) -> bool {
        let mut has_moved = false;
        loop {
            let mut has_changed = false;
            for partition in partitions {
                if self.is_balanced() {
                    break;
                }
                has_changed |= self.improve(*partition);
            }
            has_moved |= has_changed;
            if !has_changed {
                return has_moved;
            }
        }
    }

    /// Moves one partition to who had it in an earlier generation, or to who has the fewest, if that one
    /// has at least two less than its owner.
    fn improve(&mut self, partition: Partition) -> bool {
        let Some(owner) = self.owners.get(&partition).copied() else {
            return false;
        };
        let load = self.shares[owner].len();
        let before = self.before.get(&partition).map(|(member, _)| *member);
        // Kafka looks among the members that take part in moves, and fails if it is none of them.
        let before = before.filter(|member| !self.is_fixed[*member]);
        let least = self.least_loaded(partition.topic, &|_| true);
        for member in [before, least].into_iter().flatten() {
            if load > self.shares[member].len() + 1 {
                let moved = self
                    .movements
                    .instead_of(self.roster, partition, owner, member);
                self.hand_over(moved, member);
                return true;
            }
        }
        false
    }

    /// Whether no member could get a partition from one that has at least two more (`isBalanced`).
    fn is_balanced(&self) -> bool {
        let mut members = Vec::new();
        let (mut least, mut most) = (usize::MAX, 0);
        for (member, share) in self.shares.iter().enumerate() {
            if !self.is_fixed[member] {
                members.push(member);
                least = least.min(share.len());
                most = most.max(share.len());
            }
        }
        most <= least.saturating_add(1)
            || members.iter().all(|member| self.can_get_no_more(*member))
    }

    fn can_get_no_more(&self, member: usize) -> bool {
        let share = &self.shares[member];
        if share.len() == self.most(member) {
            return true;
        }
        let wanted = self.roster.partitions_of_all(self.roster.topics_of(member));
        wanted.iter().all(|partition| {
            let owner = self.owners.get(partition);
            owner.is_none_or(|owner| self.shares[*owner].len() <= share.len() + 1)
        })
    }
}

/// Whether what was moved made it more even (`getBalanceScore`).
pub(super) fn is_worth_it(before: &[Share], after: &[Share], is_fixed: &[bool]) -> bool {
    unevenness(after, is_fixed) < unevenness(before, is_fixed)
}

/// The differences between any two members that take part in moves.
fn unevenness(shares: &[Share], is_fixed: &[bool]) -> usize {
    let mut loads = Vec::new();
    for (share, is_fixed) in shares.iter().zip(is_fixed) {
        if !is_fixed {
            loads.push(share.len());
        }
    }
    let mut sum = 0;
    for (at, one) in loads.iter().enumerate() {
        for other in loads.iter().skip(at + 1) {
            sum += one.abs_diff(*other);
        }
    }
    sum
}
