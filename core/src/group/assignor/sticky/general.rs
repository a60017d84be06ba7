//! Members subscribe to different topics (`GeneralAssignmentBuilder`).

use super::balance::is_worth_it;
use super::claims::Claims;
use super::movements::Movements;
use super::racks::Racks;
use crate::group::assignor::roster::{Partition, Roster, Share, remove};
use crate::id::GenerationId;
use crate::sorted::{Map, Set, sort_by};

pub(super) fn assign(roster: &Roster<'_>, racks: &Racks<'_>, claims: Claims) -> Vec<Share> {
    let mut builder = Builder::new(roster, racks, claims);
    builder.drop_invalid();
    let all = builder.partitions();
    let unassigned = builder.unassigned(&all);
    let is_initial = builder.shares.iter().all(Vec::is_empty);
    builder.hand_out(&unassigned);
    builder.balance(&all, &unassigned, is_initial);
    builder.shares
}

pub(super) struct Builder<'a> {
    pub roster: &'a Roster<'a>,
    racks: &'a Racks<'a>,
    pub shares: Vec<Share>,
    /// Who has each partition.
    pub owners: Map<Partition, usize>,
    /// Who had it in an earlier generation.
    pub before: Map<Partition, (usize, Option<GenerationId>)>,
    /// How many members subscribe to each topic.
    subscriber_counts: Vec<usize>,
    /// The members that have all that they can get, none of it shared: they take no part in moves.
    pub is_fixed: Vec<bool>,
    pub movements: Movements,
    /// Whether a member has to give up what it no longer subscribes to, or what is in another rack.
    revocation_required: bool,
}

impl<'a> Builder<'a> {
    fn new(roster: &'a Roster<'a>, racks: &'a Racks<'a>, claims: Claims) -> Self {
        let mut subscriber_counts = vec![0; roster.topics.len()];
        let mut owners = Map::new();
        for (member, owned) in claims.owned.iter().enumerate() {
            for topic in roster.topics_of(member) {
                subscriber_counts[*topic] += 1;
            }
            for partition in owned {
                owners.insert(*partition, member);
            }
        }
        Self {
            roster,
            racks,
            is_fixed: vec![false; claims.owned.len()],
            shares: claims.owned,
            owners,
            before: claims.before,
            subscriber_counts,
            movements: Movements::default(),
            revocation_required: false,
        }
    }

    /// Takes from members what they do not subscribe to any more and what is in another rack
    /// (`assignOwnedPartitions`).
    fn drop_invalid(&mut self) {
        for (member, share) in self.shares.iter_mut().enumerate() {
            let before = share.len();
            share.retain(|partition| {
                self.roster.is_subscribed(member, partition.topic)
                    && !self.racks.mismatch(member, *partition)
            });
            self.revocation_required |= share.len() < before;
        }
    }

    /// All partitions, those first that the fewest members can get.
    fn partitions(&self) -> Vec<Partition> {
        let mut topics: Vec<usize> = (0..self.roster.topics.len()).collect();
        sort_by(&mut topics, |one, other| {
            self.subscriber_counts[*one] < self.subscriber_counts[*other]
        });
        self.roster.partitions_of_all(&topics)
    }

    fn unassigned(&self, all: &[Partition]) -> Vec<Partition> {
        let mut assigned = Set::new();
        for share in &self.shares {
            assigned.extend(share.iter().copied());
        }
        let mut unassigned = all.to_vec();
        unassigned.retain(|partition| !assigned.contains(partition));
        unassigned
    }

    /// Gives each partition to the member that has the fewest, first within racks where they matter.
    fn hand_out(&mut self, unassigned: &[Partition]) {
        let mut left = unassigned.to_vec();
        if self.racks.matter {
            left.retain(|partition| !self.give(*partition, true));
        }
        for partition in left {
            self.give(partition, false);
        }
    }

    fn give(&mut self, partition: Partition, within_rack: bool) -> bool {
        let racks = self.racks;
        let may_have = |member: usize| !within_rack || !racks.mismatch(member, partition);
        let Some(member) = self.least_loaded(partition.topic, &may_have) else {
            return false;
        };
        self.shares[member].push(partition);
        self.owners.insert(partition, member);
        true
    }

    /// Whoever has the fewest partitions of those that subscribe to the topic; of several the one with
    /// the smallest id.
    pub fn least_loaded(&self, topic: usize, may_have: &dyn Fn(usize) -> bool) -> Option<usize> {
        let mut least = None;
        for member in 0..self.shares.len() {
            let is_candidate = !self.is_fixed[member]
                && self.roster.is_subscribed(member, topic)
                && may_have(member);
            if is_candidate && least.is_none_or(|least| self.has_less(member, least)) {
                least = Some(member);
            }
        }
        least
    }

    fn has_less(&self, one: usize, other: usize) -> bool {
        let load = |member: usize| (self.shares[member].len(), &self.roster.members[member].id);
        load(one) < load(other)
    }

    /// Moves partitions for as long as that makes it more even, and takes all that back if in the end
    /// it is not (`balance`).
    fn balance(&mut self, all: &[Partition], unassigned: &[Partition], is_initial: bool) {
        let (mut all, mut unassigned) = (all.to_vec(), unassigned.to_vec());
        let is_shared = |it: &Partition| self.subscriber_counts[it.topic] >= 2;
        all.retain(is_shared);
        unassigned.retain(is_shared);
        for member in 0..self.shares.len() {
            self.is_fixed[member] = !self.takes_part(member);
        }
        let before = self.shares.clone();
        // Where nothing has to be revoked anyway, what is new is moved before anything else is.
        if !self.revocation_required {
            self.move_partitions(&unassigned);
        }
        let has_moved = self.move_partitions(&all);
        if !is_initial && has_moved && !is_worth_it(&before, &self.shares, &self.is_fixed) {
            self.shares = before;
        }
    }

    /// Whether a member can give or take anything (`canConsumerParticipateInReassignment`).
    fn takes_part(&self, member: usize) -> bool {
        let share = &self.shares[member];
        share.len() < self.most(member)
            || share.iter().any(|it| self.subscriber_counts[it.topic] >= 2)
    }

    /// The most that a member can get.
    pub fn most(&self, member: usize) -> usize {
        let mut most = 0;
        for topic in self.roster.topics_of(member) {
            most += self.roster.partition_count(*topic);
        }
        most
    }

    /// Gives a partition of one member to another.
    pub fn hand_over(&mut self, partition: Partition, to: usize) {
        if let Some(from) = self.owners.insert(partition, to) {
            remove(&mut self.shares[from], partition);
            self.movements.add(partition, from, to);
        }
        self.shares[to].push(partition);
    }
}
