//! The assignors of the consumer protocol.

use std::collections::BTreeMap;

use highwater_core::group::MemberId;
use highwater_core::group::server_assignor::{
    GroupAssignment, GroupSpec, MemberSpec, PartitionAssignorError, ServerAssignor,
    SubscriptionType,
};
use highwater_core::id::{TopicId, TopicPartition};
use highwater_core::sim::Random;
use highwater_core::sorted::Set;

use crate::SEEDS;
use crate::group::spread;

/// A group of members that subscribe to topics by their numbers.
struct Group {
    random: Random,
    counts: Vec<u32>,
    members: Vec<MemberSpec>,
    is_equal: bool,
    joined: u32,
}

impl Group {
    fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let counts = (0..=random.below(5)).map(|_| 1 + random.below(9)).collect();
        let mut group = Self {
            counts,
            members: Vec::new(),
            is_equal: random.below(2) == 0,
            joined: 0,
            random,
        };
        for _ in 0..=group.random.below(6) {
            group.join();
        }
        group
    }

    fn join(&mut self) {
        self.joined += 1;
        let mut subscribed_topics: Set<TopicId> =
            (0..self.counts.len() as u32).map(TopicId).collect();
        if !self.is_equal {
            subscribed_topics.retain(|_| self.random.below(2) == 0);
        }
        let at = self.random.below(self.members.len() as u32 + 1) as usize;
        let member = MemberSpec {
            id: MemberId(format!("m{}", self.joined).into()),
            instance_id: (self.random.below(4) == 0).then(|| format!("i{}", self.joined).into()),
            subscribed_topics,
            assigned: Set::new(),
        };
        self.members.insert(at, member);
    }

    fn assign(&self, assignor: ServerAssignor) -> GroupAssignment {
        let count = |topic: TopicId| self.counts.get(topic.0 as usize).copied();
        let assignment = assignor.assign(&GroupSpec {
            members: &self.members,
            subscription_type: SubscriptionType::of(&self.members),
            partition_count: &count,
        });
        assignment.expect("all topics exist")
    }

    fn settle(&mut self, assignment: &GroupAssignment) {
        for member in &mut self.members {
            member.assigned = assignment.get(&member.id).cloned().unwrap_or_default();
        }
    }

    fn assert_complete(&self, owners: &BTreeMap<TopicPartition, MemberId>) {
        for (topic, count) in self.counts.iter().enumerate() {
            let topic = TopicId(topic as u32);
            let mut members = self.members.iter();
            let is_wanted = members.any(|it| it.subscribed_topics.contains(&topic));
            let given = owners.keys().filter(|it| it.topic == topic).count();
            assert_eq!(given, if is_wanted { *count as usize } else { 0 });
        }
        for (partition, owner) in owners {
            let member = self.members.iter().find(|it| it.id == *owner);
            let subscribed = &member.expect("only members own anything").subscribed_topics;
            assert!(
                subscribed.contains(&partition.topic),
                "{owner}: {partition:?}"
            );
        }
    }
}

/// Who has each partition; each has one owner.
fn owners(assignment: &GroupAssignment) -> BTreeMap<TopicPartition, MemberId> {
    let mut owners = BTreeMap::new();
    for (member, share) in assignment {
        for partition in share.iter() {
            let before = owners.insert(*partition, member.clone());
            assert_eq!(before, None, "{partition:?} has two owners");
        }
    }
    owners
}

#[test]
fn every_partition_that_somebody_wants_has_one_owner_who_subscribes_to_it() {
    for seed in 0..SEEDS {
        for assignor in ServerAssignor::ALL {
            let mut group = Group::new(seed);
            for _ in 0..5 {
                let assignment = group.assign(assignor);
                group.assert_complete(&owners(&assignment));
                group.settle(&assignment);
                if group.random.below(2) == 0 {
                    group.join();
                } else if group.members.len() > 1 {
                    let at = group.random.below(group.members.len() as u32) as usize;
                    group.members.remove(at);
                }
            }
        }
    }
}

#[test]
fn members_that_subscribe_to_the_same_differ_by_one_partition_at_most() {
    for seed in 0..SEEDS {
        let mut group = Group::new(seed);
        if !group.is_equal {
            continue;
        }
        for _ in 0..3 {
            let assignment = group.assign(ServerAssignor::Uniform);
            let counts = assignment.iter().map(|(_, share)| share.len());
            assert!(spread(counts) <= 1, "seed {seed}");
            group.settle(&assignment);
            group.join();
        }
    }
}

#[test]
fn nothing_moves_while_the_members_stay() {
    for seed in 0..SEEDS {
        let mut group = Group::new(seed);
        let first = group.assign(ServerAssignor::Uniform);
        group.settle(&first);
        let second = group.assign(ServerAssignor::Uniform);
        assert_eq!(owners(&first), owners(&second), "seed {seed}");
    }
}

#[test]
fn a_member_that_joins_gets_what_others_have_too_much_and_nothing_else_moves() {
    for seed in 0..SEEDS {
        let mut group = Group::new(seed);
        if !group.is_equal {
            continue;
        }
        let first = group.assign(ServerAssignor::Uniform);
        group.settle(&first);
        group.join();
        let (before, after) = (
            owners(&first),
            owners(&group.assign(ServerAssignor::Uniform)),
        );
        for (partition, owner) in after {
            let is_new = first.get(&owner).is_none();
            assert!(
                is_new || before[&partition] == owner,
                "seed {seed}: {partition:?}"
            );
        }
    }
}

#[test]
fn a_topic_that_does_not_exist_leaves_the_group_without_an_assignment() {
    for assignor in ServerAssignor::ALL {
        let mut group = Group::new(1);
        group.members[0].subscribed_topics.insert(TopicId(9));
        let count = |topic: TopicId| group.counts.get(topic.0 as usize).copied();
        let assignment = assignor.assign(&GroupSpec {
            members: &group.members,
            subscription_type: SubscriptionType::Heterogeneous,
            partition_count: &count,
        });
        let error = PartitionAssignorError::NonexistentTopic(TopicId(9));
        assert_eq!(assignment, Err(error), "{assignor:?}");
    }
}
