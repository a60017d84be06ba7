//! A partition has one owner (I14), generations and group epochs never go back (I5), and in the end the group
//! is stable: over random schedules of joins, leaves, crashes, pauses, seeks and commits.

use highwater_core::command::{AdminCommand, Command, ConsumerCall};
use highwater_core::explain::{GroupTable, describe_group};
use highwater_core::group::assignor::NamedPartition;
use highwater_core::id::{BrokerId, NodeId, Offset, PartitionIndex};
use highwater_core::scenario::ApplicationSpec;
use highwater_core::sim::Random;

use crate::cluster::{Protocol, c, member, scenario};
use crate::run::Run;
use crate::seeds;

const SEEDS: u64 = 60;
const MEMBERS: u32 = 4;
const PARTITIONS: u32 = 5;
const STEPS: u32 = 60;

#[test]
fn a_partition_has_one_owner_whatever_members_do() {
    let again = "a_partition_has_one_owner; seed";
    seeds::each(0..SEEDS, again, |seed| {
        let mut random = Random::new(seed);
        let mut run = begin(seed, &mut random);
        for _ in 0..STEPS {
            let command = something(&mut random);
            run.act(&command);
            let pause_ms = [20, 400, 3_000, 12_000][random.below(4) as usize];
            run.for_ms(u64::from(random.below(pause_ms)));
        }
        settle(&mut run);
        false
    });
}

fn begin(seed: u64, random: &mut Random) -> Run {
    // Of one protocol, or of either: then the group goes from one to the other, again and again.
    let protocol = Protocol::ALL[random.below(3) as usize];
    let is_mixed = random.below(2) == 0;
    let by_hand = ApplicationSpec {
        by_hand: true,
        ..ApplicationSpec::default()
    };
    let mut consumers = vec![member(protocol, by_hand); MEMBERS as usize];
    for (consumer, id) in consumers.iter_mut().zip(1..) {
        if is_mixed && random.below(2) == 0 {
            *consumer = member(Protocol::Consumer, consumer.application.clone());
        }
        consumer.config.session_timeout_ms = 10_000;
        consumer.config.heartbeat_interval_ms = 1_000;
        consumer.config.max_poll_interval_ms = 20_000;
        if id == 1 && random.below(2) == 0 {
            consumer.config.group_instance_id = "i1".into();
        }
    }
    let mut scenario = scenario(seed, PARTITIONS, consumers);
    scenario.broker_config.group_consumer_session_timeout_ms = 10_000;
    scenario.broker_config.group_consumer_heartbeat_interval_ms = 1_000;
    let mut run = Run::new(
        scenario,
        format!("seed {seed}: {protocol:?}, mixed: {is_mixed}"),
    );
    run.for_ms(3_000);
    run
}

fn something(random: &mut Random) -> Command {
    let consumer = c(1 + random.below(MEMBERS));
    let broker = NodeId::Broker(BrokerId(1 + random.below(3)));
    let partition = NamedPartition {
        topic: "orders".into(),
        partition: PartitionIndex(random.below(PARTITIONS)),
    };
    let call = match random.below(20) {
        0..=3 => ConsumerCall::Subscribe(vec!["orders".into()]),
        4..=8 => ConsumerCall::PollOn,
        9 => ConsumerCall::Poll {
            ms: 2_000,
            until_records: Some(3),
        },
        10 => ConsumerCall::Commit,
        11 => ConsumerCall::CommitAsync,
        12 => ConsumerCall::Close,
        13 => ConsumerCall::Unsubscribe,
        14 => ConsumerCall::Pause(partition),
        15 => ConsumerCall::Resume(partition),
        16 => ConsumerCall::Seek {
            partition,
            offset: Offset(i64::from(random.below(5))),
        },
        17 => return Command::Crash([consumer, broker][usize::from(random.below(3) == 0)]),
        18 => return Command::Restart([consumer, broker][random.below(2) as usize]),
        _ => {
            return Command::Admin(AdminCommand::CreatePartitions {
                topic: "orders".into(),
                count: PARTITIONS + 1,
                assignment: Vec::new(),
            });
        }
    };
    Command::CallConsumer { consumer, call }
}

/// Everything runs again, and everybody polls: then the group is stable, and has every partition.
fn settle(run: &mut Run) {
    for broker in 1..=3 {
        run.act(&Command::Restart(NodeId::Broker(BrokerId(broker))));
    }
    for id in 1..=MEMBERS {
        run.act(&Command::Crash(c(id)));
    }
    // A static member of the consumer protocol may not be back before its session ends.
    run.for_ms(20_000);
    for id in 1..=MEMBERS {
        let consumer = c(id);
        run.act(&Command::Restart(consumer));
        for call in [
            ConsumerCall::Subscribe(vec!["orders".into()]),
            ConsumerCall::PollOn,
        ] {
            run.act(&Command::CallConsumer { consumer, call });
        }
    }
    run.for_ms(60_000);
    let state = describe_group(&run.world, "board", GroupTable::State, false);
    let state = state.unwrap_or_default().text;
    let is_stable = state.contains("Stable") && state.trim_end().ends_with('4');
    assert!(is_stable, "{}: {state}", run.what);
    let partitions = run
        .world
        .consumers()
        .map(|it| it.subscription().assigned().len());
    let topic = run
        .world
        .metadata()
        .partitions
        .keys()
        .filter(|it| !run.world.metadata().is_internal(it.topic));
    assert_eq!(partitions.sum::<usize>(), topic.count(), "{}", run.what);
}
