//! What a group promises over crashes of its members and brokers, rebalances, and applications that take too
//! long: checked after every event, over random schedules.

use highwater_core::check::Invariant;
use highwater_core::command::{Command, LoopFault};
use highwater_core::id::{BrokerId, NodeId};
use highwater_core::scenario::{ApplicationSpec, CommitCall, LoopPoint, OnFailure};
use highwater_core::sim::Random;

use crate::cluster::{Protocol, c, member, scenario};
use crate::run::Run;
use crate::seeds;

const SEEDS: u64 = 40;
const MEMBERS: u32 = 3;
const STEPS: u32 = 30;

/// A group of applications of that kind, under one of the protocols, to which things happen at random.
fn run(seed: u64, application: &ApplicationSpec, commits_by_itself: bool) -> Run {
    let mut random = Random::new(seed);
    let protocol = Protocol::ALL[random.below(3) as usize];
    let mut one = member(protocol, application.clone());
    one.config.enable_auto_commit = Some(commits_by_itself);
    one.config.auto_commit_interval_ms = 1_000;
    one.config.max_poll_interval_ms = [10_000, 300_000][random.below(2) as usize];
    one.config.max_poll_records = 1 + random.below(20);
    one.config.session_timeout_ms = 10_000;
    one.config.heartbeat_interval_ms = 1_000;
    let mut scenario = scenario(seed, 4, vec![one; MEMBERS as usize]);
    scenario.broker_config.group_consumer_session_timeout_ms = 10_000;
    scenario.broker_config.group_consumer_heartbeat_interval_ms = 1_000;
    let mut run = Run::new(scenario, format!("seed {seed}: {protocol:?}"));
    run.for_ms(8_000);
    for _ in 0..STEPS {
        let command = something(&mut random);
        run.act(&command);
        let pause_ms = [50, 500, 3_000, 11_000][random.below(4) as usize];
        run.for_ms(u64::from(random.below(pause_ms)));
    }
    run
}

fn something(random: &mut Random) -> Command {
    let consumer = c(1 + random.below(MEMBERS));
    let points = [
        LoopPoint::AfterPoll,
        LoopPoint::AfterProcess,
        LoopPoint::AfterCommit,
    ];
    let fault = match random.below(12) {
        0 | 1 => return Command::Crash(consumer),
        2..=5 => return Command::Restart(consumer),
        6 => return Command::Crash(NodeId::Broker(BrokerId(1 + random.below(3)))),
        7 | 8 => return Command::Restart(NodeId::Broker(BrokerId(1 + random.below(3)))),
        9 => LoopFault::SlowProcessing {
            by_ms: [0, 200, 2_000, 12_000][random.below(4) as usize],
        },
        _ => LoopFault::CrashAt(points[random.below(3) as usize]),
    };
    Command::DisturbLoop { consumer, fault }
}

/// Runs the seeds, and says whether one of them shows that.
fn shown_by_any(
    application: &ApplicationSpec,
    commits_by_itself: bool,
    again: &str,
    invariant: Invariant,
    never: Invariant,
) -> bool {
    let shown = std::sync::atomic::AtomicBool::new(false);
    seeds::each(0..SEEDS, again, |seed| {
        let run = run(seed, application, commits_by_itself);
        assert!(!run.shows(never), "{}: {:?}", run.what, run.unpromised);
        if run.shows(invariant) {
            shown.store(true, std::sync::atomic::Ordering::Relaxed);
        }
        false
    });
    shown.into_inner()
}

#[test]
fn who_commits_after_processing_repeats_and_never_skips() {
    let by_hand = ApplicationSpec {
        commit: CommitCall::Sync,
        process_ms: 5,
        ..ApplicationSpec::default()
    };
    let by_itself = ApplicationSpec {
        commit: CommitCall::None,
        on_failure: OnFailure::SeekBack,
        ..by_hand.clone()
    };
    for (application, commits_by_itself) in [(by_hand, false), (by_itself, true)] {
        let repeats = shown_by_any(
            &application,
            commits_by_itself,
            "who_commits_after_processing; seed",
            Invariant::AtMostOnce,
            Invariant::NoSkip,
        );
        assert!(repeats, "nothing is ever processed twice: {application:?}");
    }
}

#[test]
fn who_commits_before_processing_skips_and_never_repeats() {
    let application = ApplicationSpec {
        commit: CommitCall::Sync,
        commit_first: true,
        process_ms: 5,
        ..ApplicationSpec::default()
    };
    let skips = shown_by_any(
        &application,
        false,
        "who_commits_before_processing; seed",
        Invariant::NoSkip,
        Invariant::AtMostOnce,
    );
    assert!(skips, "nothing is ever skipped");
}
