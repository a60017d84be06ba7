//! The failures of consumer groups: what is skipped and what is done twice, and what stands still.

use highwater_core::check::Invariant;
use highwater_core::client::{CommitObstacle, ConsumerError};
use highwater_core::command::{Command, LoopFault};
use highwater_core::scenario::{ApplicationSpec, CommitCall, LoopPoint};
use highwater_core::sim::Random;
use highwater_core::trace::{ConsumerEvent, Event};

use crate::cluster::{Protocol, c, member, scenario};
use crate::group_run::Run;
use crate::idle::{Idle, PARTITIONS, of_a_join};

/// How many schedules, each at other moments, run under a row's control and in its weak configuration.
const SEEDS: u64 = 10;

/// A row of the catalogue: two members, one of which fails while it is at work.
struct GroupRow {
    id: &'static str,
    /// Whether the applications commit before they process, in the weak configuration and under the control.
    commit_first: [bool; 2],
    /// What happens in each.
    schedules: [fn(&mut Run); 2],
    shows: Invariant,
}

const ROWS: [GroupRow; 3] = [
    GroupRow {
        id: "at-most-once",
        commit_first: [true, false],
        schedules: [dies_after_commit, dies_after_commit],
        shows: Invariant::NoSkip,
    },
    GroupRow {
        id: "at-least-once",
        commit_first: [false, true],
        schedules: [dies_after_processing, dies_after_processing],
        shows: Invariant::AtMostOnce,
    },
    GroupRow {
        id: "rebalance-duplicate",
        commit_first: [false, false],
        schedules: [takes_too_long, another_joins],
        shows: Invariant::AtMostOnce,
    },
];

const WEAK: usize = 0;
const CONTROL: usize = 1;

/// The protocols under which a member that has to give a partition up has committed what it did of it. Of a
/// cooperative group that is not so: its members work on while the others join, and the coordinator refuses
/// what they commit until the rebalance is through.
const PROTOCOLS: [Protocol; 2] = [Protocol::Eager, Protocol::Consumer];

fn run(row: &GroupRow, which: usize, seed: u64) -> Run {
    run_under(PROTOCOLS[(seed % 2) as usize], row, which, seed)
}

fn run_under(protocol: Protocol, row: &GroupRow, which: usize, seed: u64) -> Run {
    let mut random = Random::new(seed);
    let application = ApplicationSpec {
        commit: CommitCall::Sync,
        commit_first: row.commit_first[which],
        process_ms: 2,
        ..ApplicationSpec::default()
    };
    let mut one = member(protocol, application);
    one.config.enable_auto_commit = Some(false);
    one.config.max_poll_interval_ms = 10_000;
    one.config.session_timeout_ms = 10_000;
    let mut scenario = scenario(seed, 2, vec![one; 2]);
    scenario.broker_config.group_consumer_session_timeout_ms = 10_000;
    scenario.broker_config.group_consumer_heartbeat_interval_ms = 3_000;
    let mut run = Run::new(scenario, format!("{}, seed {seed}: {protocol:?}", row.id));
    run.for_ms(25_000 + u64::from(random.below(5_000)));
    (row.schedules[which])(&mut run);
    run.for_ms(60_000);
    run
}

fn dies_after_commit(run: &mut Run) {
    dies_at(run, LoopPoint::AfterCommit);
}

fn dies_after_processing(run: &mut Run) {
    dies_at(run, LoopPoint::AfterProcess);
}

fn dies_at(run: &mut Run, point: LoopPoint) {
    let fault = LoopFault::CrashAt(point);
    run.act(&Command::DisturbLoop {
        consumer: c(1),
        fault,
    });
}

fn takes_too_long(run: &mut Run) {
    let fault = LoopFault::SlowProcessing { by_ms: 15_000 };
    run.act(&Command::DisturbLoop {
        consumer: c(1),
        fault,
    });
}

/// One that is gone and whose partitions the other one has comes back.
fn another_joins(run: &mut Run) {
    dies_at(run, LoopPoint::AfterCommit);
    run.for_ms(30_000);
    run.act(&Command::Restart(c(1)));
}

#[test]
fn a_group_shows_the_failure_in_the_weak_configuration() {
    for row in &ROWS {
        for seed in 0..SEEDS {
            let run = run(row, WEAK, seed);
            assert!(run.shows(row.shows), "{}", run.what);
        }
    }
}

#[test]
fn no_schedule_shows_it_under_the_control() {
    for row in &ROWS {
        for seed in 0..SEEDS {
            let run = run(row, CONTROL, seed);
            assert!(!run.shows(row.shows), "{}: {:?}", run.what, run.unpromised);
        }
    }
}

#[test]
fn who_took_too_long_may_not_commit_any_more() {
    for seed in 0..SEEDS {
        let run = run(&ROWS[2], WEAK, seed);
        let is_refused = run.traces.iter().any(|trace| match &trace.event {
            Event::Consumer(event) => matches!(
                **event,
                ConsumerEvent::CommitFailed { .. }
                    | ConsumerEvent::Raised(ConsumerError::CommitFailed(
                        CommitObstacle::Refused | CommitObstacle::NotSent
                    ))
            ),
            _ => false,
        });
        assert!(is_refused, "{}", run.what);
    }
}

#[test]
fn cooperative_members_that_commit_by_hand_repeat_what_they_did_during_a_rebalance() {
    let repeats = |seed| {
        run_under(Protocol::Cooperative, &ROWS[2], CONTROL, seed).shows(Invariant::AtMostOnce)
    };
    assert!((0..SEEDS).any(repeats));
}

/// The row of the eager protocol: what stands still, and for how long, if a member joins.
#[test]
fn a_join_stops_every_partition_of_an_eager_group_and_no_other_ones_but_those_that_move() {
    let idle = |protocol| -> Vec<Idle> { of_a_join(1, protocol).into_values().collect() };
    let stopped = |idle: &[Idle]| idle.iter().filter(|one| one.us > 0).count();
    let eager = idle(Protocol::Eager);
    assert_eq!(stopped(&eager), PARTITIONS as usize);
    for control in Protocol::ALL
        .into_iter()
        .filter(|it| *it != Protocol::Eager)
    {
        let idle = idle(control);
        let moved = idle.iter().filter(|one| one.has_moved).count();
        assert!(stopped(&idle) <= moved, "{control:?}: {idle:?}");
        assert!(moved < PARTITIONS as usize, "{control:?}: {idle:?}");
    }
}
