//! The cooperative protocol: a partition is free before it is given away.

use std::collections::BTreeMap;

use highwater_core::group::MemberId;
use highwater_core::group::assignor::{Assignor, MemberAssignment, NamedPartition};

use crate::SEEDS;
use crate::group::{Group, owners};

const ASSIGNOR: Assignor = Assignor::CooperativeSticky;

/// Who owns what while the group rebalances.
fn owned(group: &Group) -> BTreeMap<NamedPartition, MemberId> {
    let mut owned = BTreeMap::new();
    for member in &group.members {
        for partition in &member.subscription.owned_partitions {
            owned.insert(partition.clone(), member.id.clone());
        }
    }
    owned
}

fn assert_free(group: &Group, assignments: &[MemberAssignment], seed: u64) {
    let owned = owned(group);
    for (partition, owner) in owners(assignments) {
        let before = owned.get(&partition);
        assert!(
            before.is_none_or(|before| *before == owner),
            "seed {seed}: {owner} gets {partition:?}, which {before:?} has"
        );
    }
}

#[test]
fn nobody_gets_a_partition_that_another_has_not_given_up() {
    for seed in 0..SEEDS {
        let mut group = Group::new(seed);
        for generation in 1..10 {
            let assignments = ASSIGNOR.assign(&group.subscription());
            assert_free(&group, &assignments, seed);
            group.settle(&assignments, generation);
            match group.random.below(4) {
                0 => group.join(),
                1 => group.leave(),
                _ => {}
            }
        }
    }
}

/// Whoever lost something joins again, and with the second rebalance all is given away. Where
/// subscriptions differ that one may find another move to make.
#[test]
fn two_rebalances_settle_members_that_subscribe_to_the_same_and_a_few_more_any_others() {
    for seed in 0..SEEDS {
        let mut group = Group::without_racks(seed);
        let first = ASSIGNOR.assign(&group.subscription());
        group.settle(&first, 1);
        match group.random.below(2) {
            0 => group.join(),
            _ => group.leave(),
        }
        for generation in 2..if group.is_equal { 4 } else { 8 } {
            let assignments = ASSIGNOR.assign(&group.subscription());
            group.settle(&assignments, generation);
        }
        let settled = ASSIGNOR.assign(&group.subscription());
        group.assert_complete(ASSIGNOR, &settled);
        assert_eq!(owners(&settled), owned(&group), "seed {seed}");
    }
}

/// What does not move in the end is never taken from its owner.
#[test]
fn a_partition_that_does_not_move_never_stops() {
    for seed in 0..SEEDS {
        let mut group = Group::new(seed);
        let first = ASSIGNOR.assign(&group.subscription());
        group.settle(&first, 1);
        group.join();
        let target = owners(&ASSIGNOR.target(&group.subscription()));
        let given = owners(&ASSIGNOR.assign(&group.subscription()));
        for (partition, owner) in owned(&group) {
            if target[&partition] == owner {
                assert_eq!(given.get(&partition), Some(&owner), "seed {seed}");
            }
        }
    }
}
