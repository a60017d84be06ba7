//! The failures of consumer groups: what is skipped and what is done twice, and what stands still.

use highwater_core::check::Invariant;
use highwater_core::client::{CommitObstacle, ConsumerError};
use highwater_core::trace::{ConsumerEvent, Event};

use crate::cluster::Protocol;
use crate::group_rows::{rebalance_duplicate, rows, run, run_under};
use crate::idle::{Idle, PARTITIONS, of_a_join};

/// How many schedules, each at other moments, run under a row's control and in its weak configuration.
const SEEDS: u64 = 10;

#[test]
fn a_group_shows_the_failure_in_the_weak_configuration() {
    for row in &rows() {
        for seed in 0..SEEDS {
            let run = run(row, row.weak, row.schedule, seed);
            assert!(run.shows(row.shows), "{}", run.what);
        }
    }
}

#[test]
fn no_schedule_shows_it_under_the_control() {
    for row in &rows() {
        for seed in 0..SEEDS {
            let run = run(row, row.control, row.control_schedule, seed);
            assert!(!run.shows(row.shows), "{}: {:?}", run.what, run.unpromised);
        }
    }
}

#[test]
fn who_took_too_long_may_not_commit_any_more() {
    let row = rebalance_duplicate();
    for seed in 0..SEEDS {
        let run = run(&row, row.weak, row.schedule, seed);
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
    let row = rebalance_duplicate();
    let repeats = |seed| {
        let cooperative = Protocol::Cooperative;
        run_under(cooperative, &row, row.control, row.control_schedule, seed)
            .shows(Invariant::AtMostOnce)
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
