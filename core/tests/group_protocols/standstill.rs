//! What stands still while a member joins: all in the eager protocol, and in the others only what moves.

use crate::cluster::Protocol;
use crate::idle::{Idle, MEMBERS, PARTITIONS, of_a_join};

const SEEDS: u64 = 20;

fn joins(protocol: Protocol) -> impl Iterator<Item = (u64, Vec<Idle>)> {
    (0..SEEDS).map(move |seed| (seed, of_a_join(seed, protocol).into_values().collect()))
}

#[test]
fn a_partition_that_does_not_move_never_stops_unless_members_are_eager() {
    for protocol in [Protocol::Cooperative, Protocol::Consumer] {
        for (seed, idle) in joins(protocol) {
            for one in &idle {
                assert!(
                    one.has_moved || one.us == 0,
                    "seed {seed}: {protocol:?}: {idle:?}"
                );
            }
        }
    }
}

#[test]
fn eager_members_let_every_partition_stand_until_the_last_of_them_has_joined() {
    for (seed, idle) in joins(Protocol::Eager) {
        let stopped = idle.iter().filter(|one| one.us > 0);
        assert_eq!(
            stopped.count(),
            PARTITIONS as usize,
            "seed {seed}: {idle:?}"
        );
    }
}

#[test]
fn only_as_many_partitions_move_as_have_to() {
    for protocol in Protocol::ALL {
        for (seed, idle) in joins(protocol) {
            let moved = idle.iter().filter(|one| one.has_moved).count();
            let share = PARTITIONS / (MEMBERS + 1);
            assert_eq!(moved, share as usize, "seed {seed}: {protocol:?}");
        }
    }
}
