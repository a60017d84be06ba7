//! The assignors of the classic protocol.

use std::collections::BTreeSet;

use highwater_core::group::assignor::{Assignor, NamedPartition, UserData};
use highwater_core::id::GenerationId;

use crate::SEEDS;
use crate::group::{Group, owners, spread};

const STICKY: [Assignor; 2] = [Assignor::Sticky, Assignor::CooperativeSticky];

#[test]
fn every_partition_that_somebody_wants_has_one_owner_who_subscribes_to_it() {
    for seed in 0..SEEDS {
        for assignor in Assignor::ALL {
            let mut group = Group::new(seed);
            for generation in 1..6 {
                let assignments = assignor.target(&group.subscription());
                group.assert_complete(assignor, &assignments);
                group.settle(&assignments, generation);
                match group.random.below(2) {
                    0 => group.join(),
                    _ => group.leave(),
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
        for assignor in [
            Assignor::RoundRobin,
            Assignor::Sticky,
            Assignor::CooperativeSticky,
        ] {
            let assignments = assignor.target(&group.subscription());
            let counts = assignments.iter().map(|it| it.partitions.len());
            assert!(spread(counts) <= 1, "seed {seed}, {assignor:?}");
        }
        group.join();
        let assignments = Assignor::Range.assign(&group.subscription());
        for topic in &group.topics {
            let is_of_topic = |it: &&NamedPartition| it.topic == topic.name;
            let counts = assignments.iter();
            let counts = counts.map(|it| it.partitions.iter().filter(is_of_topic).count());
            assert!(spread(counts) <= 1, "seed {seed}, {}", topic.name);
        }
    }
}

#[test]
fn nothing_moves_while_the_members_stay() {
    for seed in 0..SEEDS {
        for assignor in STICKY {
            let mut group = Group::without_racks(seed);
            let first = assignor.target(&group.subscription());
            group.settle(&first, 1);
            let second = assignor.assign(&group.subscription());
            assert_eq!(owners(&first), owners(&second), "seed {seed}, {assignor:?}");
        }
    }
}

#[test]
fn of_equal_members_each_gives_up_no_more_than_it_has_too_much() {
    for seed in 0..SEEDS {
        for assignor in STICKY {
            let mut group = Group::without_racks(seed);
            if !group.is_equal {
                continue;
            }
            let before = assignor.target(&group.subscription());
            group.settle(&before, 1);
            group.leave();
            let after = assignor.target(&group.subscription());
            let kept = owners(&after);
            for assignment in &before {
                let stays = group.members.iter().any(|it| it.id == assignment.member);
                let keeps = |it: &NamedPartition| kept[it] == assignment.member;
                assert!(
                    !stays || assignment.partitions.iter().all(keeps),
                    "seed {seed}"
                );
            }
            group.settle(&after, 2);
            group.join();
            let joined = assignor.target(&group.subscription());
            let moved: BTreeSet<_> = owners(&joined)
                .into_iter()
                .filter(|(partition, owner)| kept[partition] != *owner)
                .map(|(_, owner)| owner)
                .collect();
            let known: BTreeSet<_> = kept.into_values().collect();
            assert!(moved.is_disjoint(&known), "seed {seed}: {moved:?}");
        }
    }
}

/// Members may say anything of what they own: partitions twice, of other members, of topics that are
/// gone, in any generation.
#[test]
fn what_members_claim_never_makes_two_owners() {
    for seed in 0..SEEDS {
        for assignor in STICKY {
            let mut group = Group::new(seed);
            let wanted: Vec<NamedPartition> = group.wanted().into_iter().collect();
            for at in 0..group.members.len() {
                let mut claimed = Vec::new();
                for _ in 0..group.random.below(9) {
                    let mut partition =
                        wanted[group.random.below(wanted.len() as u32) as usize].clone();
                    match group.random.below(9) {
                        0 => partition.topic = "gone".into(),
                        1 => partition.partition.0 += 7,
                        _ => {}
                    }
                    claimed.push(partition);
                }
                let generation = Some(GenerationId(group.random.below(3) as i32));
                let subscription = &mut group.members[at].subscription;
                claimed.retain(|it| subscription.topics.contains(&it.topic));
                subscription.generation = generation;
                subscription.owned_partitions = claimed.clone();
                subscription.user_data = Some(UserData {
                    previous_assignment: claimed,
                    generation,
                });
            }
            let assignments = assignor.target(&group.subscription());
            group.assert_complete(assignor, &assignments);
        }
    }
}
