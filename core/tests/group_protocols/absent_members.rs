//! What stands still since its member does not work: it is frozen, polls too late, or is put out.

use highwater_core::client::ConsumerMemberState;
use highwater_core::command::Command;
use highwater_core::group::classic::GroupId;
use highwater_core::id::NodeId;
use highwater_core::scenario::ApplicationSpec;
use highwater_core::time::{Span, Time};
use highwater_core::timeline::{Rebalance, Standstills};
use highwater_core::trace::{ConsumerEvent, Event, Trace};

use crate::cluster::{Protocol, c, member, scenario};
use crate::run::Run;

/// All that has stood still in a run, the oldest first.
fn standstills(run: &Run) -> Vec<Rebalance> {
    let mut standstills = Standstills::default();
    standstills.follow(&run.timeline());
    standstills.all().to_vec()
}

/// The last of that.
fn last_standstill(run: &Run) -> Rebalance {
    let mut all = standstills(run);
    all.pop().expect("something stood")
}

/// Two members, each with its share of so many partitions.
fn two_members(protocol: Protocol, partitions: u32, what: String) -> Run {
    let members = vec![member(protocol, ApplicationSpec::default()); 2];
    let mut run = Run::new(scenario(1, partitions, members), what);
    run.for_ms(20_000);
    run
}

fn coordinator(run: &Run) -> NodeId {
    let found = run.world.coordinator_of(&GroupId("board".into()));
    let (broker, _) = found.unwrap_or_else(|| panic!("{}: nobody coordinates", run.what));
    broker.into()
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
            let mut run = two_members(protocol, 2, format!("{protocol:?}, {then:?}"));
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
        let mut run = two_members(protocol, 2, format!("{protocol:?}"));
        run.act(&Command::Cut(c(1), coordinator(&run)));
        run.for_ms(60_000);
        let expired = |trace: &&Trace| !trace.event.expired().is_empty();
        let put_out = run.traces.iter().find(expired).expect("it was put out").at;
        assert_eq!(last_standstill(&run).began_at, put_out, "{protocol:?}");
    }
}

/// What was put out was a member that the process was before it died: nobody stands for that.
#[test]
fn nobody_stands_for_a_member_that_the_process_was_before_it_died() {
    for protocol in Protocol::ALL {
        let mut run = two_members(protocol, 6, format!("{protocol:?}"));
        run.act(&Command::Crash(c(1)));
        run.for_ms(10);
        run.act(&Command::Restart(c(1)));
        run.for_ms(120_000);
        assert!(!standstills(&run).is_empty(), "{}: nothing stood", run.what);
        nothing_stands(&run);
    }
}

/// Nor for one that is put out by a broker that has ceased to coordinate the group.
#[test]
fn nobody_stands_for_a_member_that_a_deposed_coordinator_puts_out() {
    for protocol in Protocol::ALL {
        let mut run = two_members(protocol, 6, format!("{protocol:?}"));
        let deposed = coordinator(&run);
        run.act(&Command::Pause(deposed));
        run.for_ms(70_000);
        run.act(&Command::Resume(deposed));
        run.for_ms(120_000);
        nothing_stands(&run);
    }
}

fn nothing_stands(run: &Run) {
    for one in standstills(run) {
        assert!(one.ended_at.is_some(), "{}: {one:#?}", run.what);
    }
}
