//! Topic by topic, contiguous partitions to the members in their turn (`RangeAssignor`).
//!
//! Where racks matter, a first round gives partitions only to members of their racks, within the same
//! quotas; topics with equally many partitions and the same members are then dealt with together, so
//! that their partitions stay together.

use super::rack::{contains, is_rack_aware};
use super::roster::{Partition, Roster, Share, number};
use crate::java_hash_map::{bucket, bucket_count};
use crate::sorted::sort_by;

/// `HashMap.DEFAULT_INITIAL_CAPACITY`.
const HASH_MAP_CAPACITY: usize = 16;

pub(super) fn assign(roster: &Roster<'_>) -> Vec<Share> {
    let mut shares = roster.empty_shares();
    let turns = roster.members_in_turn();
    let mut topics = Vec::new();
    for topic in topics_in_hash_order(roster) {
        topics.push(TopicState::new(roster, &turns, topic));
    }
    let uses_racks = topics.iter().any(|topic| topic.is_rack_aware);
    if uses_racks {
        assign_within_racks(roster, &mut topics, &mut shares);
    }
    for topic in &mut topics {
        topic.assign_ranges(&mut shares, &|_, _| true);
    }
    if uses_racks {
        for share in &mut shares {
            sort_by(share, |one, other| one < other);
        }
    }
    shares
}

/// The topics as Kafka visits them, which is the order of partitions within a member's assignment: they
/// are first collected in a `HashSet`, then looked up into a `HashMap`
/// (`AbstractPartitionAssignor.assign`).
fn topics_in_hash_order(roster: &Roster<'_>) -> Vec<usize> {
    let mut names = Vec::new();
    for member in roster.members {
        for name in &member.subscription.topics {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    let buckets = bucket_count(HASH_MAP_CAPACITY, names.len());
    sort_by(&mut names, |one, other| {
        bucket(one, buckets) < bucket(other, buckets)
    });
    let mut topics = Vec::new();
    for name in names {
        if let Some(topic) = roster.topics.iter().position(|it| it.name == *name) {
            topics.push(topic);
        }
    }
    let buckets = bucket_count(HASH_MAP_CAPACITY, topics.len());
    let place = |topic: usize| bucket(&roster.topics[topic].name, buckets);
    sort_by(&mut topics, |one, other| place(*one) < place(*other));
    topics
}

/// The first round: each partition to a member in one of its racks, if its quota allows
/// (`assignWithRackMatching`).
fn assign_within_racks(roster: &Roster<'_>, topics: &mut [TopicState], shares: &mut [Share]) {
    let mut is_done = vec![false; topics.len()];
    for first in 0..topics.len() {
        if is_done[first] {
            continue;
        }
        let mut alike = Vec::new();
        for other in first..topics.len() {
            if topics[first].is_alike(&topics[other]) {
                is_done[other] = true;
                alike.push(other);
            }
        }
        if alike.len() > 1 {
            assign_together(roster, topics, &alike, shares);
        } else if topics[first].is_rack_aware {
            topics[first].assign_ranges(shares, &|member, partition| {
                is_in_rack(roster, member, partition)
            });
        }
    }
}

/// Gives partitions of the same number in several topics to one member that is in a rack of each
/// (`assignCoPartitionedWithRackMatching`).
fn assign_together(
    roster: &Roster<'_>,
    topics: &mut [TopicState],
    alike: &[usize],
    shares: &mut [Share],
) {
    let members = topics[alike[0]].members.clone();
    for index in 0..topics[alike[0]].co_partitions {
        let suits = |place: &usize| {
            alike.iter().all(|at| {
                let topic = topics[*at].topic;
                let partition = Partition { topic, index };
                topics[*at].may_still_get(*place) > 0
                    && is_in_rack(roster, members[*place], partition)
            })
        };
        if let Some(place) = (0..members.len()).find(suits) {
            for at in alike {
                topics[*at].give(place, &[index], shares);
            }
        }
    }
}

/// Whether a member has a replica of the partition in its rack. To one without a rack all are alike.
fn is_in_rack(roster: &Roster<'_>, member: usize, partition: Partition) -> bool {
    match roster.members[member].rack() {
        Some(rack) => contains(roster.racks_of(partition), rack),
        None => true,
    }
}

/// How far a topic is assigned (`TopicAssignmentState`).
struct TopicState {
    topic: usize,
    /// Who subscribes to it, in their turn.
    members: Vec<usize>,
    /// How many each of them has got.
    given: Vec<usize>,
    unassigned: Vec<u32>,
    /// How many each gets at least.
    quota: usize,
    /// How many may still get one more than that.
    extra_left: usize,
    is_rack_aware: bool,
    /// How many partitions have racks that matter to anybody: all of them, or none if no member has a
    /// rack.
    co_partitions: u32,
}

impl TopicState {
    fn new(roster: &Roster<'_>, turns: &[usize], topic: usize) -> Self {
        let mut members = turns.to_vec();
        members.retain(|member| roster.is_subscribed(*member, topic));
        let mut member_racks = Vec::new();
        for member in &members {
            member_racks.extend(roster.members[*member].rack());
        }
        let (mut unassigned, mut partition_racks) = (Vec::new(), Vec::new());
        for partition in roster.partitions_of(topic) {
            unassigned.push(partition.index);
            partition_racks.push(roster.racks_of(partition));
        }
        let (partitions, count) = (unassigned.len(), members.len().max(1));
        let prefers = roster.prefer_rack_aware_logic;
        Self {
            topic,
            given: vec![0; members.len()],
            quota: partitions / count,
            extra_left: partitions % count,
            is_rack_aware: is_rack_aware(&member_racks, &partition_racks, prefers),
            co_partitions: if member_racks.is_empty() {
                0
            } else {
                number(partitions)
            },
            members,
            unassigned,
        }
    }

    /// Whether its partitions are to stay with those of the other topic.
    fn is_alike(&self, other: &Self) -> bool {
        self.members == other.members && self.co_partitions == other.co_partitions
    }

    /// How many partitions a member may still get (`maxAssignable`).
    fn may_still_get(&self, place: usize) -> usize {
        let most = self.quota + usize::from(self.extra_left > 0);
        most.saturating_sub(self.given[place])
    }

    /// Gives each member in turn what it may get of those partitions that it `may_have`.
    fn assign_ranges(&mut self, shares: &mut [Share], may_have: &dyn Fn(usize, Partition) -> bool) {
        for place in 0..self.members.len() {
            let (member, topic) = (self.members[place], self.topic);
            let mut range = self.unassigned.clone();
            range.retain(|index| {
                let partition = Partition {
                    topic,
                    index: *index,
                };
                may_have(member, partition)
            });
            range.truncate(self.may_still_get(place));
            if !range.is_empty() {
                self.give(place, &range, shares);
            }
        }
    }

    fn give(&mut self, place: usize, range: &[u32], shares: &mut [Share]) {
        for index in range {
            shares[self.members[place]].push(Partition {
                topic: self.topic,
                index: *index,
            });
        }
        self.unassigned.retain(|index| !range.contains(index));
        self.given[place] += range.len();
        if self.given[place] > self.quota {
            self.extra_left = self.extra_left.saturating_sub(1);
        }
    }
}
