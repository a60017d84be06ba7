//! What the presets on repeats, skips and order promise, and what is said to keep it away.

use highwater_core::check::Invariant;
use highwater_core::command::{Command, LoopFault};
use highwater_core::id::{ClientId, MessageId, NodeId};
use highwater_core::scenario::{LoopPoint, Scenario};
use highwater_core::trace::{ConsumerEvent, Event};
use highwater_core::wire::Gist;

use crate::run::{Run, preset};

const C1: NodeId = NodeId::Consumer(ClientId(1));

/// A run of a preset, changed.
fn run(id: &str, change: fn(&mut Scenario)) -> Run {
    let mut scenario = (*preset(id).scenario).clone();
    change(&mut scenario);
    Run::of_scenario(scenario.into())
}

fn as_it_is(_: &mut Scenario) {}

fn idempotent(scenario: &mut Scenario) {
    scenario.producers[0].config.enable_idempotence = Some(true);
}

fn one_in_flight(scenario: &mut Scenario) {
    scenario.producers[0]
        .config
        .max_in_flight_requests_per_connection = 1;
}

/// The first message that was sent and fits.
fn message(run: &Run, wanted: fn(&Gist) -> bool) -> MessageId {
    let mut sent = run.traces.iter().filter_map(|trace| match &trace.event {
        Event::MessageSent { message, gist, .. } if wanted(gist) => Some(*message),
        _ => None,
    });
    sent.next().expect("it was sent")
}

#[test]
fn a_lost_answer_makes_a_duplicate_without_idempotence() {
    for (change, expected) in [
        (
            as_it_is as fn(&mut Scenario),
            &[Invariant::NoDuplicates][..],
        ),
        (idempotent, &[]),
    ] {
        let mut run = run("retry-duplicate", change);
        run.send("tea");
        let is_answer = |gist: &Gist| matches!(gist, Gist::ProduceAnswer { .. });
        let is_sent = |event: &Event| {
            matches!(
                event,
                Event::MessageSent {
                    gist: Gist::ProduceAnswer { .. },
                    ..
                }
            )
        };
        run.waits(2_000, is_sent);
        let answer = message(&run, is_answer);
        run.act(Command::Lose(answer));
        run.for_ms(5_000);
        assert_eq!(run.unpromised, expected);
    }
}

#[test]
fn a_lost_request_changes_the_order_without_idempotence_and_with_several_in_flight() {
    for (change, expected) in [
        (
            as_it_is as fn(&mut Scenario),
            &[Invariant::ProducerOrder][..],
        ),
        (idempotent, &[]),
        (one_in_flight, &[]),
    ] {
        let mut run = run("retry-reorder", change);
        let first = message(&run, |gist| matches!(gist, Gist::Produce { .. }));
        run.for_ms(20);
        run.act(Command::Lose(first));
        run.for_ms(5_000);
        assert_eq!(run.unpromised, expected);
    }
}

#[test]
fn a_consumer_that_dies_between_processing_and_committing_repeats_or_skips() {
    for (id, point, expected) in [
        (
            "at-least-once",
            LoopPoint::AfterProcess,
            Invariant::AtMostOnce,
        ),
        ("at-most-once", LoopPoint::AfterCommit, Invariant::NoSkip),
    ] {
        let mut run = Run::of(id);
        assert_eq!(run.unpromised, [], "{id}");
        run.act(Command::DisturbLoop {
            consumer: C1,
            fault: LoopFault::CrashAt(point),
        });
        let is_dead = |event: &Event| matches!(event, Event::Consumer(event) if **event == ConsumerEvent::Crashed);
        run.waits(5_000, is_dead);
        run.act(Command::Restart(C1));
        run.for_ms(5_000);
        assert!(
            run.unpromised.contains(&expected),
            "{id}: {:?}",
            run.unpromised
        );
        assert!(run.unpromised.iter().all(|it| *it == expected), "{id}");
        assert_eq!(run.broken, [], "{id}");
    }
}
