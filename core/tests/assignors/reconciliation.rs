//! Members of the consumer protocol on their way to a target that changes: heartbeats come in any order,
//! some without what the member has.

use std::collections::BTreeMap;

use highwater_core::group::reconciliation::{CurrentAssignment, MemberState, Target, reconcile};
use highwater_core::id::{GroupEpoch, PartitionIndex, TopicId, TopicPartition};
use highwater_core::sim::Random;
use highwater_core::sorted::Set;

use crate::SEEDS;

const MEMBERS: usize = 4;
const PARTITIONS: u32 = 9;

/// A member as the coordinator knows it, and as it is.
struct Member {
    current: CurrentAssignment,
    target: Set<TopicPartition>,
    owned: Set<TopicPartition>,
}

struct Group {
    random: Random,
    epoch: GroupEpoch,
    members: Vec<Member>,
}

fn partition(index: u32) -> TopicPartition {
    TopicPartition {
        topic: TopicId(index % 2),
        partition: PartitionIndex(index),
    }
}

impl Group {
    fn new(seed: u64) -> Self {
        let members = (0..MEMBERS).map(|_| Member {
            current: CurrentAssignment::joined(),
            target: Set::new(),
            owned: Set::new(),
        });
        Self {
            random: Random::new(seed),
            epoch: GroupEpoch(0),
            members: members.collect(),
        }
    }

    /// Every partition gets a new owner, drawn at random.
    fn retarget(&mut self) {
        self.epoch.0 += 1;
        for member in &mut self.members {
            member.target = Set::new();
        }
        for index in 0..PARTITIONS {
            let member = self.random.below(MEMBERS as u32) as usize;
            self.members[member].target.insert(partition(index));
        }
    }

    /// One heartbeat: the coordinator moves the member on, and the member does as it is told. It says
    /// what it has if it has to, and sometimes though it has not.
    fn heartbeat(&mut self, at: usize) {
        let mut epochs = BTreeMap::new();
        for member in &self.members {
            for held in [&member.current.assigned, &member.current.pending_revocation] {
                epochs.extend(held.iter().map(|(partition, epoch)| (*partition, *epoch)));
            }
        }
        let topics: Set<TopicId> = [TopicId(0), TopicId(1)].into_iter().collect();
        let says = self.random.below(3) > 0;
        let member = &mut self.members[at];
        let target = Target {
            epoch: self.epoch,
            partitions: &member.target,
            subscribed_topics: &topics,
            has_subscription_changed: false,
            current_epoch: &|partition| epochs.get(&partition).copied(),
        };
        let owned = says.then_some(&member.owned);
        let next = reconcile(&member.current, &target, owned);
        member.current = next.expect("no state is unknown");
        member.owned = member.current.assigned.iter().map(|(it, _)| *it).collect();
    }

    fn assert_exclusive(&self, seed: u64) {
        for index in 0..PARTITIONS {
            let members = self.members.iter();
            let holders = members.filter(|it| it.current.holds(partition(index)));
            let owners = self
                .members
                .iter()
                .filter(|it| it.owned.contains(&partition(index)));
            let (holders, owners) = (holders.count(), owners.count());
            assert!(
                holders <= 1 && owners <= 1,
                "seed {seed}, partition {index}"
            );
        }
    }
}

#[test]
fn a_partition_has_one_owner_at_a_time_and_comes_to_its_target_in_the_end() {
    for seed in 0..SEEDS {
        let mut group = Group::new(seed);
        for _ in 0..60 {
            if group.random.below(8) == 0 {
                group.retarget();
            }
            let at = group.random.below(MEMBERS as u32) as usize;
            group.heartbeat(at);
            group.assert_exclusive(seed);
        }
        for _ in 0..20 {
            for at in 0..MEMBERS {
                group.heartbeat(at);
                group.assert_exclusive(seed);
            }
        }
        for member in &group.members {
            assert_eq!(member.current.state, MemberState::Stable, "seed {seed}");
            assert_eq!(member.current.member_epoch, group.epoch, "seed {seed}");
            assert_eq!(member.owned, member.target, "seed {seed}");
        }
    }
}

#[test]
fn a_partition_that_stays_is_never_taken_and_keeps_its_epoch() {
    for seed in 0..SEEDS {
        let mut group = Group::new(seed);
        group.retarget();
        for _ in 0..20 {
            for at in 0..MEMBERS {
                group.heartbeat(at);
            }
        }
        let before: Vec<_> = group
            .members
            .iter()
            .map(|it| it.current.assigned.clone())
            .collect();
        group.retarget();
        for _ in 0..40 {
            let at = group.random.below(MEMBERS as u32) as usize;
            group.heartbeat(at);
            for (member, before) in group.members.iter().zip(&before) {
                for (partition, epoch) in before {
                    if member.target.contains(partition) {
                        assert!(member.owned.contains(partition), "seed {seed}");
                        assert_eq!(member.current.assigned.get(partition), Some(epoch));
                    }
                }
            }
        }
    }
}
