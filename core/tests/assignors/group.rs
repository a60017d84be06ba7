//! Groups drawn at random, and what holds of their assignments.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use highwater_core::group::MemberId;
use highwater_core::group::assignor::{
    Assignor, GroupSubscription, Member, MemberAssignment, NamedPartition, Subscription,
    TopicMetadata, UserData,
};
use highwater_core::id::{GenerationId, PartitionIndex};
use highwater_core::sim::Random;

/// Racks are drawn from these.
const RACKS: [&str; 3] = ["a", "b", "c"];

/// A group with what there is to assign.
pub struct Group {
    pub random: Random,
    pub topics: Vec<TopicMetadata>,
    pub members: Vec<Member>,
    /// Whether all subscribe to the same.
    pub is_equal: bool,
    has_racks: bool,
    joined: u32,
}

impl Group {
    /// A group of up to seven members and up to six topics, a third of them with racks; nobody owns
    /// anything.
    pub fn new(seed: u64) -> Self {
        Self::with_racks(seed, seed.is_multiple_of(3))
    }

    /// A group to which racks do not matter. Where they do, the sticky assignors let members give up
    /// what is in another rack each time, and deal it anew, so that nothing is said of what moves.
    pub fn without_racks(seed: u64) -> Self {
        Self::with_racks(seed, false)
    }

    fn with_racks(seed: u64, has_racks: bool) -> Self {
        let mut random = Random::new(seed);
        let topics = (0..=random.below(5)).map(|number| TopicMetadata {
            name: format!("t{number}").into(),
            replica_racks: (0..=random.below(9))
                .map(|_| racks(&mut random, has_racks))
                .collect(),
        });
        let mut group = Self {
            topics: topics.collect(),
            members: Vec::new(),
            is_equal: random.below(2) == 0,
            has_racks,
            joined: 0,
            random,
        };
        for _ in 0..=group.random.below(6) {
            group.join();
        }
        group
    }

    /// One more member, at a place in the list that nobody can foresee.
    pub fn join(&mut self) {
        self.joined += 1;
        let mut topics: Vec<Arc<str>> = self.topics.iter().map(|it| it.name.clone()).collect();
        if !self.is_equal {
            let all = topics.clone();
            topics.retain(|_| self.random.below(2) == 0);
            if topics.is_empty() {
                topics.push(all[self.random.below(all.len() as u32) as usize].clone());
            }
        }
        let rack = racks(&mut self.random, self.has_racks).pop();
        let is_static = self.random.below(4) == 0;
        let letter = char::from(b'a' + self.random.below(26) as u8);
        let member = Member {
            id: MemberId(format!("{letter}-{}", self.joined).into()),
            instance_id: is_static.then(|| format!("i{}", self.joined).into()),
            subscription: Subscription {
                topics,
                rack,
                ..Subscription::default()
            },
        };
        let at = self.random.below(self.members.len() as u32 + 1) as usize;
        self.members.insert(at, member);
    }

    /// One member less, unless it is the last.
    pub fn leave(&mut self) {
        if self.members.len() > 1 {
            let at = self.random.below(self.members.len() as u32) as usize;
            self.members.remove(at);
        }
    }

    pub fn subscription(&self) -> GroupSubscription<'_> {
        GroupSubscription {
            topics: &self.topics,
            members: &self.members,
            prefer_rack_aware_logic: false,
        }
    }

    /// What the members say the next time that they join.
    pub fn settle(&mut self, assignments: &[MemberAssignment], generation: i32) {
        let generation = Some(GenerationId(generation));
        for (member, assignment) in self.members.iter_mut().zip(assignments) {
            member.subscription.generation = generation;
            member.subscription.owned_partitions = assignment.partitions.clone();
            member.subscription.user_data = Some(UserData {
                previous_assignment: assignment.partitions.clone(),
                generation,
            });
        }
    }

    /// All partitions of topics that somebody subscribes to.
    pub fn wanted(&self) -> BTreeSet<NamedPartition> {
        let mut wanted = BTreeSet::new();
        for topic in &self.topics {
            let mut members = self.members.iter();
            if members.any(|it| it.subscription.topics.contains(&topic.name)) {
                for index in 0..topic.replica_racks.len() {
                    wanted.insert(NamedPartition {
                        topic: topic.name.clone(),
                        partition: PartitionIndex(index as u32),
                    });
                }
            }
        }
        wanted
    }

    /// Asserts that each partition has exactly one owner, who subscribes to its topic.
    pub fn assert_complete(&self, assignor: Assignor, assignments: &[MemberAssignment]) {
        let mut given = BTreeSet::new();
        for (member, assignment) in self.members.iter().zip(assignments) {
            assert_eq!(member.id, assignment.member);
            for partition in &assignment.partitions {
                assert!(
                    given.insert(partition.clone()),
                    "{assignor:?}: {partition:?} twice"
                );
                let topics = &member.subscription.topics;
                assert!(
                    topics.contains(&partition.topic),
                    "{assignor:?}: {partition:?}"
                );
            }
        }
        assert_eq!(given, self.wanted(), "{assignor:?}");
    }
}

fn racks(random: &mut Random, has_racks: bool) -> Vec<Arc<str>> {
    let mut racks = RACKS.to_vec();
    racks.retain(|_| has_racks && random.below(2) == 0);
    racks.into_iter().map(Into::into).collect()
}

/// Who has each partition.
pub fn owners(assignments: &[MemberAssignment]) -> BTreeMap<NamedPartition, MemberId> {
    let mut owners = BTreeMap::new();
    for assignment in assignments {
        for partition in &assignment.partitions {
            owners.insert(partition.clone(), assignment.member.clone());
        }
    }
    owners
}

/// By how much the largest differs from the smallest.
pub fn spread(counts: impl Iterator<Item = usize> + Clone) -> usize {
    counts.clone().max().unwrap_or(0) - counts.min().unwrap_or(0)
}
