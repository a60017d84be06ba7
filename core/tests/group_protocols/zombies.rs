//! Whoever is a member no more, and does not know it yet, breaks nothing that its group promises: a static
//! member whose place another one takes, one that is cut off and fails, one whose application is told to commit
//! or to close beside its loop.

use highwater_core::command::{Command, ConsumerCall, LoopFault};
use highwater_core::id::{BrokerId, NodeId};
use highwater_core::scenario::{ApplicationSpec, CommitCall, OnFailure};
use highwater_core::sim::Random;

use crate::cluster::{Protocol, c, member, scenario};
use crate::run::Run;
use crate::seeds;

const SEEDS: u64 = 60;
const MEMBERS: u32 = 4;
const STEPS: u32 = 40;

#[test]
fn a_member_that_does_not_know_that_it_is_none_breaks_no_promise() {
    let again = "a_member_that_does_not_know; seed";
    seeds::each(0..SEEDS, again, |seed| {
        let mut random = Random::new(seed);
        let mut run = begin(seed, &mut random);
        for _ in 0..STEPS {
            let command = something(&mut random);
            run.act(&command);
            let pause_ms = [50, 500, 3_000, 11_000][random.below(4) as usize];
            run.for_ms(u64::from(random.below(pause_ms)));
        }
        false
    });
}

/// Members of which the first and the last are the same static one.
fn begin(seed: u64, random: &mut Random) -> Run {
    let protocol = Protocol::ALL[random.below(3) as usize];
    let application = ApplicationSpec {
        commit: [CommitCall::Sync, CommitCall::Async, CommitCall::None][random.below(3) as usize],
        process_ms: [5, 200][random.below(2) as usize],
        on_failure: OnFailure::SeekBack,
        ..ApplicationSpec::default()
    };
    let mut one = member(protocol, application);
    one.config.enable_auto_commit = Some(random.below(2) == 0);
    one.config.auto_commit_interval_ms = 1_000;
    one.config.max_poll_records = 1 + random.below(20);
    one.config.session_timeout_ms = 10_000;
    one.config.heartbeat_interval_ms = 1_000;
    let mut consumers = vec![one; MEMBERS as usize];
    for (place, consumer) in consumers.iter_mut().enumerate() {
        consumer.config.group_instance_id = format!("i{}", place % 3).into();
    }
    let mut scenario = scenario(seed, 4, consumers);
    scenario.broker_config.group_consumer_session_timeout_ms = 10_000;
    scenario.broker_config.group_consumer_heartbeat_interval_ms = 1_000;
    let mut run = Run::new(scenario, format!("seed {seed}: {protocol:?}"));
    run.for_ms(8_000);
    run
}

fn something(random: &mut Random) -> Command {
    let consumer = c(1 + random.below(MEMBERS));
    let broker = NodeId::Broker(BrokerId(1 + random.below(3)));
    let call = match random.below(14) {
        0 => return Command::Crash(consumer),
        1..=3 => return Command::Restart(consumer),
        4 => return Command::Crash(broker),
        5 => return Command::Restart(broker),
        6 => return Command::Pause(consumer),
        7 => return Command::Resume(consumer),
        8 => return Command::Cut(consumer, broker),
        9 => return Command::HealAll,
        10 | 11 => {
            let fault = LoopFault::FailNext(1 + random.below(3));
            return Command::DisturbLoop { consumer, fault };
        }
        12 => ConsumerCall::CommitAsync,
        _ => ConsumerCall::Close,
    };
    Command::CallConsumer { consumer, call }
}
