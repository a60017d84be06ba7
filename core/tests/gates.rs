//! What stands behind the engine's gates is not come to by the run of a scenario that does not need them,
//! whatever is done to it that does not need them either.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/mod.rs"]
mod common;

use std::sync::Arc;

use common::{C1, ORDERS, P1, b, three_brokers};
use highwater_core::client::ProducerState;
use highwater_core::command::{AdminCommand, Command, ElectionType, ProducerCall};
use highwater_core::config::AutoOffsetReset;
use highwater_core::id::{NodeId, PartitionIndex};
use highwater_core::scenario::{Load, Scenario, ScriptEntry};
use highwater_core::sim::{Random, World};
use highwater_core::time::Time;
use highwater_core::timeline::Timeline;
use highwater_core::trace::{ConsumerEvent, Event};

/// How many runs there are, and how many commands in each.
const RUNS: u64 = 20;
const COMMANDS: u64 = 40;

/// A cluster with a steady sender and a reader.
fn plain(seed: u64) -> Scenario {
    let mut scenario = three_brokers(seed);
    for producer in &mut scenario.producers {
        producer.load = Some(Load {
            topic: "orders".into(),
            partitions: vec![ORDERS.partition],
            from_ms: 2_000,
            every_ms: 300,
        });
    }
    scenario
}

/// One of the commands that need no gate.
fn any_plain_command(random: &mut Random) -> Command {
    let broker = b(random.below(3) + 1);
    let nodes = [b(1), b(2), b(3), NodeId::CONTROLLER, P1, C1];
    let mut node = || nodes[random.below(6) as usize];
    let (one, other) = (node(), node());
    let by_ms = u64::from(random.below(3)) * 400;
    match random.below(11) {
        0 => Command::Crash(broker),
        1 | 2 => Command::Restart(broker),
        3 => Command::Pause(broker),
        4 => Command::Resume(broker),
        5 => Command::Shutdown(broker),
        6 => Command::SlowBroker { broker, by_ms },
        7 => Command::SlowLink {
            a: one,
            b: other,
            by_ms,
        },
        8 => Command::Cut(one, other),
        9 => Command::Heal(one, other),
        _ => Command::Produce {
            producer: P1,
            topic: "orders".into(),
            partition: Some(PartitionIndex(0)),
            key: Some("key".into()),
            value: Some("value".into()),
        },
    }
}

/// Whether everything that stands behind gates is as it was at first.
fn nothing_was_come_to(world: &World) {
    for broker in world.brokers() {
        let Some(process) = broker.process() else {
            continue;
        };
        assert!(process.group_coordinator().shards().is_empty());
        assert!(process.metadata().topics.len() <= 1);
    }
    for producer in world.producers() {
        assert_eq!(producer.identity(), None);
        assert_ne!(producer.state(), ProducerState::Closing);
        assert_ne!(producer.state(), ProducerState::Closed);
    }
    for consumer in world.consumers() {
        assert_eq!(consumer.coordinator(), None);
        assert_eq!(consumer.membership().member_id, None);
    }
}

#[test]
fn a_run_that_needs_no_gate_comes_to_nothing_that_stands_behind_one() {
    for seed in 0..RUNS {
        let scenario = plain(seed);
        assert!(!scenario.needs_gates());
        let mut random = Random::new(seed);
        let mut timeline = Timeline::new(Arc::new(scenario)).expect("the scenario is right");
        for turn in 1..=COMMANDS {
            timeline.run_to_time(Time::from_ms(2_000 + turn * 2_500));
            let command = any_plain_command(&mut random);
            assert!(!command.needs_gates(), "{command:?}");
            // What makes no sense at the moment is refused.
            let _ = timeline.act(command);
            nothing_was_come_to(timeline.world());
        }
        for trace in timeline.traces() {
            let is_behind = match &trace.event {
                Event::ClassicGroup { .. }
                | Event::ConsumerGroup { .. }
                | Event::ProducerIdSet { .. }
                | Event::DuplicateBatch { .. }
                | Event::SequencesReset { .. }
                | Event::ProducerClosing { .. }
                | Event::AdminAnswered { .. }
                | Event::ReplicaDeleted { .. }
                | Event::ReassignmentStarted { .. } => true,
                Event::Consumer(event) => !matches!(
                    **event,
                    ConsumerEvent::PositionOutOfRange { .. }
                        | ConsumerEvent::TruncationDetected { .. }
                        | ConsumerEvent::Crashed
                ),
                _ => false,
            };
            assert!(!is_behind, "{:?}", trace.event);
        }
    }
}

#[test]
fn whatever_goes_beyond_that_needs_the_gates() {
    type Change = fn(&mut Scenario);
    let changes: [(&str, Change); 9] = [
        ("idempotence", |it| {
            it.producers[0].config.enable_idempotence = Some(true);
        }),
        ("idempotence by default", |it| {
            it.producers[2].config.enable_idempotence = None;
        }),
        ("a load without partitions", |it| {
            let load = it.producers[0].load.as_mut().expect("it has one");
            load.partitions.clear();
        }),
        ("a producer on demand", |it| {
            it.producers[0].on_demand = true
        }),
        ("a topic to be placed", |it| it.topics[0].assignment.clear()),
        ("a subscription", |it| {
            it.consumers[0].subscribe.push("orders".into());
        }),
        ("a group", |it| it.consumers[0].config.group_id = "g".into()),
        ("no reset", |it| {
            it.consumers[0].config.auto_offset_reset = AutoOffsetReset::None;
        }),
        ("a command of the script", |it| {
            it.script.push(ScriptEntry {
                at_ms: 5_000,
                command: Command::Isolate(b(1)),
            });
        }),
    ];
    for (name, change) in changes {
        let mut scenario = plain(1);
        change(&mut scenario);
        assert!(scenario.needs_gates(), "{name}");
    }
    for command in [
        Command::HealAll,
        Command::StopScript,
        Command::PowerLoss(b(1)),
        Command::Crash(P1),
        Command::StartProducer(Arc::default()),
        Command::StartConsumer(Arc::default()),
        Command::CallProducer {
            producer: P1,
            call: ProducerCall::Flush,
        },
        Command::Admin(AdminCommand::ElectLeader {
            election: ElectionType::Preferred,
            topic: "orders".into(),
            partition: PartitionIndex(0),
        }),
    ] {
        assert!(command.needs_gates(), "{command:?}");
    }
}
