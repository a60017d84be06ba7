//! What stands still while a member joins: all in the eager protocol, and in the others only what moves.

use highwater_core::client::ConsumerMemberState;
use highwater_core::command::Command;
use highwater_core::group::classic::GroupId;
use highwater_core::scenario::ApplicationSpec;
use highwater_core::time::{Span, Time};
use highwater_core::timeline::{Rebalance, Standstills};
use highwater_core::trace::{ConsumerEvent, Event, Trace};

use crate::cluster::{Protocol, c, member, scenario};
use crate::idle::{Idle, MEMBERS, PARTITIONS, of_a_join};
use crate::run::Run;

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

/// The last of what has stood still in a run.
fn last_standstill(run: &Run) -> Rebalance {
    let mut standstills = Standstills::default();
    standstills.follow(&run.timeline());
    standstills.all().last().expect("something stood").clone()
}

/// When that happened to c1 for the last time.
fn when(run: &Run, is_it: impl Fn(&Event) -> bool) -> Time {
    let of_c1 = |trace: &&Trace| trace.actor == c(1) && is_it(&trace.event);
    let trace = run.traces.iter().rev().find(of_c1);
    trace
        .unwrap_or_else(|| panic!("{}: it never happened", run.what))
        .at
}

#[test]
fn what_a_frozen_member_has_stands_until_that_goes_on() {
    for protocol in Protocol::ALL {
        let members = vec![member(protocol, ApplicationSpec::default())];
        let mut run = Run::new(scenario(1, 2, members), format!("{protocol:?}"));
        run.for_ms(20_000);
        run.act(&Command::Pause(c(1)));
        run.for_ms(2_000);
        run.act(&Command::Resume(c(1)));
        run.for_ms(1_000);
        let stood = last_standstill(&run);
        let from = when(&run, |event| matches!(event, Event::ProcessPaused));
        let until = when(&run, |event| matches!(event, Event::ProcessResumed));
        assert_eq!(
            (stood.began_at, stood.ended_at),
            (from, Some(until)),
            "{protocol:?}"
        );
        assert_eq!(
            stood.sum(until),
            Span(2 * until.since(from).0),
            "{protocol:?}"
        );
    }
}

#[test]
fn what_a_member_had_that_polled_too_late_stands_from_when_it_left() {
    for protocol in Protocol::ALL {
        let slow = ApplicationSpec {
            process_ms: 90_000,
            ..ApplicationSpec::default()
        };
        let mut late = member(protocol, slow);
        late.config.max_poll_interval_ms = 20_000;
        let members = vec![late, member(protocol, ApplicationSpec::default())];
        let mut run = Run::new(scenario(1, 2, members), format!("{protocol:?}"));
        run.for_ms(60_000);
        let stood = last_standstill(&run);
        let left = when(&run, |event| match event {
            Event::Consumer(event) => matches!(
                **event,
                ConsumerEvent::Leaving { .. }
                    | ConsumerEvent::Transitioned {
                        to: ConsumerMemberState::Leaving,
                        ..
                    }
            ),
            _ => false,
        });
        assert_eq!(stood.began_at, left, "{protocol:?}");
        assert!(
            stood.ended_at.is_some_and(|at| at > left),
            "{protocol:?}: {stood:?}"
        );
    }
}

/// A member is frozen for longer than its session lasts, and then goes on or dies: what it had is another's by then.
#[test]
fn what_another_has_taken_over_from_a_frozen_member_does_not_stand_again() {
    for protocol in Protocol::ALL {
        for then in [Command::Resume(c(1)), Command::Crash(c(1))] {
            let members = vec![member(protocol, ApplicationSpec::default()); 2];
            let what = format!("{protocol:?}, {then:?}");
            let mut run = Run::new(scenario(1, 2, members), what);
            run.for_ms(20_000);
            run.act(&Command::Pause(c(1)));
            run.for_ms(120_000);
            let stood = last_standstill(&run);
            assert!(stood.ended_at.is_some(), "{}: {stood:?}", run.what);
            run.act(&then);
            run.for_ms(10);
            assert_eq!(last_standstill(&run), stood, "{}", run.what);
        }
    }
}

#[test]
fn what_a_member_had_stands_from_when_its_coordinator_puts_it_out() {
    for protocol in Protocol::ALL {
        let members = vec![member(protocol, ApplicationSpec::default()); 2];
        let mut run = Run::new(scenario(1, 2, members), format!("{protocol:?}"));
        run.for_ms(20_000);
        let group = GroupId("board".into());
        let coordinator = run.world.coordinator_of(&group).map(|(broker, _)| broker);
        let coordinator = coordinator.expect("somebody coordinates").into();
        run.act(&Command::Cut(c(1), coordinator));
        run.for_ms(60_000);
        let expired = |trace: &&Trace| match &trace.event {
            Event::ClassicGroup { event, .. } => !event.expired().is_empty(),
            Event::ConsumerGroup { event, .. } => !event.expired().is_empty(),
            _ => false,
        };
        let put_out = run.traces.iter().find(expired).expect("it was put out").at;
        assert_eq!(last_standstill(&run).began_at, put_out, "{protocol:?}");
    }
}

/// What was put out was a member that the process was before it died, or was put out by a broker that has ceased to
/// coordinate the group: nobody stands for it.
#[test]
fn nobody_stands_for_a_member_that_is_not_there_any_more() {
    for protocol in Protocol::ALL {
        for is_coordinator in [false, true] {
            let members = vec![member(protocol, ApplicationSpec::default()); 2];
            let what = format!("{protocol:?}, {is_coordinator}");
            let mut run = Run::new(scenario(1, 6, members), what);
            run.for_ms(20_000);
            let group = GroupId("board".into());
            let coordinator = run.world.coordinator_of(&group).map(|(broker, _)| broker);
            let coordinator = coordinator.expect("somebody coordinates").into();
            let (stops, goes_on, pause_ms) = match is_coordinator {
                true => (
                    Command::Pause(coordinator),
                    Command::Resume(coordinator),
                    70_000,
                ),
                false => (Command::Crash(c(1)), Command::Restart(c(1)), 10),
            };
            run.act(&stops);
            run.for_ms(pause_ms);
            run.act(&goes_on);
            run.for_ms(120_000);
            let mut standstills = Standstills::default();
            standstills.follow(&run.timeline());
            let all = standstills.all();
            assert!(
                all.iter().all(|it| it.ended_at.is_some()),
                "{}: {all:#?}",
                run.what
            );
        }
    }
}
