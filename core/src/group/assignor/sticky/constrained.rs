//! All members subscribe to the same topics (`ConstrainedAssignmentBuilder`).
//!
//! Each member keeps what it owns up to its quota; what is left over goes round among those that are
//! below theirs, first within racks where racks matter.

use super::Plan;
use super::claims::Claims;
use super::racks::Racks;
use crate::group::assignor::roster::{Partition, Roster, Share};
use crate::sorted::{Map, Set, sort_by};

pub(super) fn assign(roster: &Roster<'_>, racks: &Racks<'_>, claims: Claims) -> Plan {
    let mut builder = Builder::new(roster, racks, claims.claimed_twice);
    for (member, owned) in claims.owned.into_iter().enumerate() {
        builder.keep_owned(member, owned);
    }
    let id = |member: &usize| &roster.members[*member].id;
    sort_by(&mut builder.below_quota, |one, other| id(one) < id(other));
    sort_by(&mut builder.at_quota, |one, other| id(one) < id(other));
    let mut unassigned = builder.unassigned();
    racks.sort_by_rack_members(&mut unassigned);
    if racks.matter {
        unassigned.retain(|partition| !builder.give_within_rack(*partition));
    }
    builder.deal(&unassigned);
    Plan {
        shares: builder.shares,
        transferring: Some(builder.transferring),
    }
}

struct Builder<'a> {
    roster: &'a Roster<'a>,
    racks: &'a Racks<'a>,
    shares: Vec<Share>,
    claimed_twice: Set<Partition>,
    /// What members owned and were not left with, and who owned it.
    given_up: Map<Partition, usize>,
    transferring: Vec<(Partition, usize)>,
    /// What each member gets at least.
    min_quota: usize,
    /// What it gets at most.
    max_quota: usize,
    /// How many members get more than the least.
    over_quota_expected: usize,
    over_quota: usize,
    /// The members that have less than the least.
    below_quota: Vec<usize>,
    /// The members that have the least, and may get one more.
    at_quota: Vec<usize>,
    /// Where among those below their quota the next partition is offered first within racks.
    next_in_rack: usize,
}

impl<'a> Builder<'a> {
    fn new(roster: &'a Roster<'a>, racks: &'a Racks<'a>, claimed_twice: Set<Partition>) -> Self {
        let mut partitions = 0;
        for topic in 0..roster.topics.len() {
            partitions += roster.partition_count(topic);
        }
        let members = roster.members.len();
        Self {
            roster,
            racks,
            shares: roster.empty_shares(),
            claimed_twice,
            given_up: Map::new(),
            transferring: Vec::new(),
            min_quota: partitions / members,
            max_quota: partitions.div_ceil(members),
            over_quota_expected: partitions % members,
            over_quota: 0,
            below_quota: Vec::new(),
            at_quota: Vec::new(),
            next_in_rack: 0,
        }
    }

    /// Leaves a member with what it owns, up to what it may have; what is in none of its racks is given
    /// up first (`assignOwnedPartitions`).
    fn keep_owned(&mut self, member: usize, mut owned: Share) {
        sort_by(&mut owned, |one, other| {
            (one.index, one.topic) < (other.index, other.topic)
        });
        let mut kept = Share::new();
        for partition in owned {
            if self.racks.mismatch(member, partition) {
                self.given_up.insert(partition, member);
            } else if !self.claimed_twice.contains(&partition) {
                kept.push(partition);
            }
        }
        let may_be_over = self.over_quota < self.over_quota_expected;
        let most = if kept.len() < self.min_quota {
            self.below_quota.push(member);
            kept.len()
        } else if kept.len() >= self.max_quota && may_be_over {
            self.count_over_quota();
            self.max_quota
        } else {
            if may_be_over {
                self.at_quota.push(member);
            }
            self.min_quota
        };
        for partition in kept.drain(most..) {
            self.given_up.insert(partition, member);
        }
        self.shares[member] = kept;
    }

    /// Counts a member that has more than the least; once those are enough, nobody else gets more.
    fn count_over_quota(&mut self) {
        self.over_quota += 1;
        if self.over_quota == self.over_quota_expected {
            self.at_quota.clear();
        }
    }

    /// What nobody has, by topic and partition.
    fn unassigned(&self) -> Vec<Partition> {
        let mut assigned = Set::new();
        for share in &self.shares {
            assigned.extend(share.iter().copied());
        }
        let mut unassigned = Vec::new();
        for topic in 0..self.roster.topics.len() {
            for partition in self.roster.partitions_of(topic) {
                if !assigned.contains(&partition) {
                    unassigned.push(partition);
                }
            }
        }
        unassigned
    }

    /// Gives a partition to a member in one of its racks, if one is below its quota or may get one more
    /// (`assignRackAwareRoundRobin`).
    fn give_within_rack(&mut self, partition: Partition) -> bool {
        let racks = self.racks;
        if let Some(at) = racks.next_member(partition, &self.below_quota, self.next_in_rack) {
            let member = self.below_quota[at];
            self.give(partition, member);
            let count = self.shares[member].len();
            let mut next = at + 1;
            if count >= self.min_quota {
                self.below_quota.remove(at);
                next = at;
                if count < self.max_quota && self.over_quota < self.over_quota_expected {
                    self.at_quota.push(member);
                }
            }
            self.next_in_rack = next % self.below_quota.len().max(1);
            return true;
        }
        let Some(at) = racks.next_member(partition, &self.at_quota, 0) else {
            return false;
        };
        let member = self.at_quota[at];
        self.give(partition, member);
        if self.shares[member].len() == self.max_quota {
            self.at_quota.remove(at);
            self.count_over_quota();
        }
        true
    }

    /// Deals the rest, one each: to those below their quota until they have it, then one more each to
    /// those that may (`assignRoundRobin`).
    fn deal(&mut self, unassigned: &[Partition]) {
        let mut turn = 0;
        for partition in unassigned {
            if turn >= self.below_quota.len() {
                turn = 0;
            }
            let Some(member) = self.below_quota.get(turn).copied() else {
                // Quotas add up to what there is, so somebody is left for every partition.
                if self.at_quota.is_empty() {
                    return;
                }
                let member = self.at_quota.remove(0);
                self.give(*partition, member);
                continue;
            };
            self.give(*partition, member);
            if self.shares[member].len() == self.min_quota {
                self.below_quota.remove(turn);
                self.at_quota.push(member);
            } else {
                turn += 1;
            }
        }
    }

    /// Gives a partition to a member, and notes if it comes from another.
    fn give(&mut self, partition: Partition, member: usize) {
        self.shares[member].push(partition);
        let is_from_other = self
            .given_up
            .get(&partition)
            .is_some_and(|owner| *owner != member);
        if is_from_other || self.claimed_twice.contains(&partition) {
            self.transferring.push((partition, member));
        }
    }
}
