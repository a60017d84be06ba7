//! The rule is broken on purpose, in each place where it holds, and the checker sees it.

use super::*;
use crate::config::{AutoOffsetReset, ConsumerConfig, GroupProtocol};
use crate::id::{BrokerId, ClientId, NodeId};
use crate::metadata::TopicSpec;
use crate::scenario::{ConsumerSpec, NetworkSpec, Scenario, VERSION};
use crate::sim::Node;
use crate::time::Time;

const PROTOCOLS: [GroupProtocol; 2] = [GroupProtocol::Classic, GroupProtocol::Consumer];

fn board() -> GroupId {
    GroupId("board".into())
}

/// Two members that share the four partitions of `orders`, and what was told of them last.
struct Stable {
    world: World,
    told: Trace,
}

impl Stable {
    fn new(protocol: GroupProtocol) -> Self {
        let mut world = World::new(scenario(protocol).into());
        let mut told = None;
        while world.now() < Time::from_ms(30_000) {
            let mut traces = Vec::new();
            world.step(&mut traces);
            told = traces
                .into_iter()
                .rfind(|trace| matches!(trace.event, Event::Consumer(_)))
                .or(told);
        }
        let told = told.expect("members tell of themselves");
        Self { world, told }
    }

    fn assigned(&self) -> Vec<Vec<TopicPartition>> {
        let consumers = self.world.consumers();
        consumers.map(|it| it.subscription().assigned()).collect()
    }

    fn found(&self) -> Vec<Invariant> {
        self.found_of(false)
    }

    /// What is found of a group whose coordinator has lost something, or has not.
    fn found_of(&self, has_lost: bool) -> Vec<Invariant> {
        let mut breaches = Vec::new();
        check(
            &self.world,
            core::slice::from_ref(&self.told),
            |_| has_lost,
            &mut breaches,
        );
        invariants(&breaches)
    }

    fn coordinator(&self) -> &Process {
        let coordinator = self.world.coordinator_of(&board());
        coordinator.expect("somebody coordinates the group").1
    }
}

pub(in super::super) fn scenario(protocol: GroupProtocol) -> Scenario {
    let consumer = ConsumerSpec {
        config: ConsumerConfig {
            group_id: "board".into(),
            group_protocol: protocol,
            auto_offset_reset: AutoOffsetReset::Earliest,
            metadata_max_age_ms: 1_000,
            ..ConsumerConfig::default()
        },
        subscribe: vec!["orders".into()],
        ..ConsumerSpec::default()
    };
    Scenario {
        version: VERSION,
        seed: 1,
        opens_at_ms: 2_000,
        network: NetworkSpec::default(),
        brokers: 1,
        racks: Vec::new(),
        broker_config: Default::default(),
        topics: vec![TopicSpec {
            name: "orders".into(),
            assignment: vec![vec![BrokerId(1)]; 4],
            partitions: None,
            replication_factor: None,
            config: Default::default(),
        }],
        internal_partitions: Vec::new(),
        producers: Vec::new(),
        consumers: vec![consumer; 2],
        script: Vec::new(),
    }
}

fn invariants(breaches: &[Breach]) -> Vec<Invariant> {
    breaches.iter().map(|breach| breach.invariant).collect()
}

#[test]
fn a_partition_that_two_members_believe_to_have_is_found() {
    for protocol in PROTOCOLS {
        let mut stable = Stable::new(protocol);
        let assigned = stable.assigned();
        let counts: Vec<usize> = assigned.iter().map(Vec::len).collect();
        assert_eq!(counts, [2, 2], "{protocol:?}");
        assert_eq!(stable.found(), [], "{protocol:?}");
        let second = NodeId::Consumer(ClientId(2));
        let both = [assigned[1].as_slice(), &assigned[0][..1]].concat();
        if let Some(Node::Consumer(consumer)) = stable.world.node_mut(second) {
            consumer.believe_in(&both);
        }
        assert_eq!(stable.found(), [Invariant::OneOwner], "{protocol:?}");
        assert_eq!(
            stable.found_of(true),
            [],
            "{protocol:?}: it may go on believing"
        );
    }
}

#[test]
fn a_partition_that_the_leader_of_a_classic_group_gave_twice_is_found() {
    let stable = Stable::new(GroupProtocol::Classic);
    let coordinator = stable.coordinator();
    let mut group = coordinator.classic_group(&board()).cloned();
    let group = group.as_mut().expect("there is a group");
    let found = |group: &ClassicGroup| {
        let mut breaches = Vec::new();
        check_classic(coordinator.metadata(), group, &mut breaches);
        invariants(&breaches)
    };
    assert_eq!(found(group), []);
    let twice = group.members[0].assignment[0].clone();
    group.members[1].assignment.push(twice);
    assert_eq!(found(group), [Invariant::OneOwner]);
}

#[test]
fn a_partition_that_two_members_hold_at_their_coordinator_is_found() {
    let stable = Stable::new(GroupProtocol::Consumer);
    let mut group = stable.coordinator().consumer_group(&board()).cloned();
    let group = group.as_mut().expect("there is a group");
    let found = |group: &ConsumerGroup| {
        let mut breaches = Vec::new();
        check_held(group, &mut breaches);
        invariants(&breaches)
    };
    assert_eq!(found(group), []);
    let mut held = None;
    for member in group.members.values_mut() {
        match held {
            // Also while one of them is still to give it up.
            None => {
                held = member
                    .current
                    .assigned
                    .pop_first()
                    .inspect(|(partition, epoch)| {
                        member.current.pending_revocation.insert(*partition, *epoch);
                    })
            }
            Some((partition, epoch)) => {
                member.current.assigned.insert(partition, epoch);
            }
        }
    }
    assert_eq!(found(group), [Invariant::OneOwner]);
}

#[test]
fn a_target_assignment_that_has_a_partition_twice_or_not_at_all_is_found() {
    let stable = Stable::new(GroupProtocol::Consumer);
    let coordinator = stable.coordinator();
    let group = coordinator.consumer_group(&board());
    let group = group.expect("there is a group");
    let found = |group: &ConsumerGroup| {
        let mut breaches = Vec::new();
        check_target(coordinator.metadata(), group, &mut breaches);
        invariants(&breaches)
    };
    assert_eq!(found(group), []);
    let mut twice = group.clone();
    let partition = *wanted(coordinator.metadata(), group)
        .iter()
        .next()
        .expect("the members subscribe to a topic");
    for target in twice.target_assignment.values_mut() {
        target.insert(partition);
    }
    assert_eq!(found(&twice), [Invariant::OneOwner]);
    let mut lacking = group.clone();
    for target in lacking.target_assignment.values_mut() {
        target.remove(&partition);
    }
    assert_eq!(found(&lacking), [Invariant::OneOwner]);
}
