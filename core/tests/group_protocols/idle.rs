//! For how long partitions stand still while a group changes: nobody has them.

use std::collections::BTreeMap;
use std::sync::Arc;

use highwater_core::command::{Command, ConsumerCall};
use highwater_core::id::TopicPartition;
use highwater_core::scenario::ApplicationSpec;
use highwater_core::sim::World;
use highwater_core::time::Time;

use crate::cluster::{Protocol, c, member, scenario};

/// How many partitions the topic has.
pub const PARTITIONS: u32 = 12;

/// How many members the group has, and how many it has then.
pub const MEMBERS: u32 = 2;

/// When the last member joins: the group has been stable for long.
const JOINS_AT_MS: u64 = 40_000;

/// When everybody has what it is to have.
const ENDS_AT_MS: u64 = 70_000;

/// What a change of a group has cost one partition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Idle {
    /// How long nobody had it, in microseconds.
    pub us: u64,
    /// Whether it is another member's afterwards.
    pub has_moved: bool,
}

/// A member joins a group of [`MEMBERS`] that is stable: what that costs each partition.
pub fn of_a_join(seed: u64, protocol: Protocol) -> BTreeMap<TopicPartition, Idle> {
    let by_hand = ApplicationSpec {
        by_hand: true,
        ..ApplicationSpec::default()
    };
    let consumers = vec![member(protocol, by_hand); MEMBERS as usize + 1];
    let mut world = World::new(Arc::new(scenario(seed, PARTITIONS, consumers)));
    for id in 1..=MEMBERS {
        run_until(&mut world, 3_000 + 200 * u64::from(id), &mut |_| ());
        begin(&mut world, id);
    }
    run_until(&mut world, JOINS_AT_MS, &mut |_| ());
    let before = owners(&world);
    assert_eq!(
        before.len(),
        PARTITIONS as usize,
        "seed {seed}: {protocol:?}"
    );
    begin(&mut world, MEMBERS + 1);
    let mut idle: BTreeMap<TopicPartition, Idle> = BTreeMap::new();
    let mut last = world.now();
    let mut had = before.clone();
    run_until(&mut world, ENDS_AT_MS, &mut |world| {
        for partition in before.keys() {
            if !had.contains_key(partition) {
                idle.entry(*partition).or_default().us += world.now().since(last).0;
            }
        }
        last = world.now();
        had = owners(world);
    });
    let after = owners(&world);
    assert_eq!(
        after.len(),
        PARTITIONS as usize,
        "seed {seed}: {protocol:?}"
    );
    for (partition, owner) in &before {
        idle.entry(*partition).or_default().has_moved = after.get(partition) != Some(owner);
    }
    idle
}

/// A consumer's application subscribes, and polls from now on.
fn begin(world: &mut World, id: u32) {
    let subscribe = ConsumerCall::Subscribe(vec!["orders".into()]);
    for call in [subscribe, ConsumerCall::PollOn] {
        let consumer = c(id);
        let command = Command::CallConsumer { consumer, call };
        let now = world.now();
        let refused = world.apply(now, &command, &mut Vec::new());
        refused.expect("it may call");
    }
}

fn run_until(world: &mut World, ms: u64, after_each: &mut dyn FnMut(&World)) {
    while world.next_time().is_some_and(|at| at <= Time::from_ms(ms)) {
        world.step(&mut Vec::new());
        after_each(world);
    }
}

/// Who has which partition.
fn owners(world: &World) -> BTreeMap<TopicPartition, u32> {
    let mut owners = BTreeMap::new();
    for (consumer, id) in world.consumers().zip(1..) {
        for partition in consumer.subscription().assigned() {
            owners.insert(partition, id);
        }
    }
    owners
}
