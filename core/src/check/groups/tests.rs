//! A group goes back, as it never does by itself, and the checker sees it.

use super::super::ownership::tests::scenario;
use super::*;
use crate::config::GroupProtocol;
use crate::time::Time;

/// What is found of a group of two members that is taken to have been in such an epoch before.
fn found(protocol: GroupProtocol, epoch_before: i32) -> Vec<Invariant> {
    let mut world = World::new(scenario(protocol).into());
    let count = world.scenario().broker_config.offsets_topic_num_partitions;
    let index = coordinator_partition("board", count).expect("there is a partition for the group");
    let mut groups = Groups::default();
    let known = groups.partitions.get_or_default(index);
    known.epochs.insert(GroupId("board".into()), epoch_before);
    let (mut breaches, mut unpromised) = (Vec::new(), Vec::new());
    while world.now() < Time::from_ms(30_000) {
        let mut traces = Vec::new();
        world.step(&mut traces);
        let mut found = Found {
            breaches: &mut breaches,
            unpromised: &mut unpromised,
        };
        for trace in &traces {
            groups.note(&world, trace, &mut found);
        }
        groups.look_at_committed(&world, &mut found);
    }
    assert!(unpromised.is_empty(), "{unpromised:?}");
    breaches.iter().map(|breach| breach.invariant).collect()
}

#[test]
fn a_generation_or_a_group_epoch_that_goes_back_is_found() {
    for protocol in [GroupProtocol::Classic, GroupProtocol::Consumer] {
        assert_eq!(found(protocol, 0), [], "{protocol:?}");
        assert_eq!(found(protocol, 100), [Invariant::Epochs], "{protocol:?}");
    }
}
