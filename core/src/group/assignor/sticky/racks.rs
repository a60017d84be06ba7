//! What racks mean to the sticky assignors (`AbstractStickyAssignor.RackInfo`).

use std::sync::Arc;

use crate::group::assignor::rack::{contains, is_rack_aware};
use crate::group::assignor::roster::{Partition, Roster};
use crate::sorted::sort_by;

/// The racks, if they matter.
pub(super) struct Racks<'a> {
    roster: &'a Roster<'a>,
    pub matter: bool,
}

impl<'a> Racks<'a> {
    pub fn new(roster: &'a Roster<'a>) -> Self {
        let mut member_racks = Vec::new();
        for member in roster.members {
            member_racks.extend(member.rack());
        }
        let mut partition_racks: Vec<&[Arc<str>]> = Vec::new();
        for topic in 0..roster.topics.len() {
            for partition in roster.partitions_of(topic) {
                partition_racks.push(roster.racks_of(partition));
            }
        }
        let prefers = roster.prefer_rack_aware_logic;
        Self {
            roster,
            matter: is_rack_aware(&member_racks, &partition_racks, prefers),
        }
    }

    /// Whether a member would have to read the partition from another rack.
    pub fn mismatch(&self, member: usize, partition: Partition) -> bool {
        let rack = self.roster.members[member].rack();
        self.matter && rack.is_some_and(|rack| !contains(self.roster.racks_of(partition), rack))
    }

    /// Those first that the fewest members can read within their rack; others keep their order.
    pub fn sort_by_rack_members(&self, partitions: &mut [Partition]) {
        if !self.matter {
            return;
        }
        let readers = |partition: Partition| {
            let members = 0..self.roster.members.len();
            members
                .filter(|member| self.is_within(*member, partition))
                .count()
        };
        let mut counted = Vec::new();
        for partition in &*partitions {
            counted.push((readers(*partition), *partition));
        }
        sort_by(&mut counted, |(one, _), (other, _)| one < other);
        for (partition, (_, sorted)) in partitions.iter_mut().zip(counted) {
            *partition = sorted;
        }
    }

    /// The first of these members, from a place on and around, that has a replica in its rack; where in
    /// the list it stands (`nextRackConsumer`).
    pub fn next_member(
        &self,
        partition: Partition,
        members: &[usize],
        first: usize,
    ) -> Option<usize> {
        let mut around = (0..members.len()).map(|step| (first + step) % members.len());
        around.find(|at| self.is_within(members[*at], partition))
    }

    fn is_within(&self, member: usize, partition: Partition) -> bool {
        let rack = self.roster.members[member].rack();
        rack.is_some_and(|rack| contains(self.roster.racks_of(partition), rack))
    }
}
