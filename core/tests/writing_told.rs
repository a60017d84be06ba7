//! What is told of a record that is there twice, or out of order, is about its own producer and its own batch,
//! whatever befalls others meanwhile.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{Run, b, loss, send, three_brokers};
use highwater_core::command::Command;
use highwater_core::config::ProducerConfig;
use highwater_core::explain::{Loss, LossKind, Role};
use highwater_core::id::{ClientId, MessageId, NodeId};
use highwater_core::scenario::{ProducerSpec, Scenario};
use highwater_core::trace::{Event, Trace};
use highwater_core::wire::{Acks, Gist};

const ONE: NodeId = NodeId::Producer(ClientId(1));
const OTHER: NodeId = NodeId::Producer(ClientId(2));

/// Two producers that may have several requests under way: of the other one, which waits for all, a leader that is
/// alone takes nothing.
fn two_producers() -> Scenario {
    let producer = |acks| ProducerSpec {
        config: ProducerConfig {
            acks,
            enable_idempotence: Some(false),
            ..ProducerConfig::default()
        },
        ..ProducerSpec::default()
    };
    let mut scenario = three_brokers(1);
    scenario.producers = vec![producer(Acks::Leader), producer(Acks::All)];
    scenario.broker_config.replica_lag_time_max_ms = 5_000;
    scenario
}

/// A run in which the leader is alone in the ISR.
fn alone() -> Run {
    let mut run = Run::new(two_producers());
    run.tolerates = loss;
    run.for_ms(1_000);
    run.act(Command::Crash(b(2)));
    run.act(Command::Crash(b(3)));
    run.for_ms(20_000);
    run
}

/// The next message that is sent of that kind.
fn next(run: &mut Run, is_it: fn(&Gist) -> bool) -> MessageId {
    let sent = run
        .until(|event| matches!(event, Event::MessageSent { gist, .. } if is_it(gist)))
        .event;
    match sent {
        Event::MessageSent { message, .. } => message,
        _ => unreachable!("that is what was waited for"),
    }
}

fn request(run: &mut Run) -> MessageId {
    next(run, |gist| matches!(gist, Gist::Produce { .. }))
}

/// The other producer is refused, and sends again.
fn other_is_refused(run: &mut Run) {
    run.act(send(OTHER, "other"));
    run.until(|event| matches!(event, Event::AppendRefused { .. }));
    run.until(|event| matches!(event, Event::BatchRetried { .. }));
}

/// There are enough replicas again.
fn is_committed(run: &mut Run) {
    run.act(Command::Restart(b(2)));
    run.for_ms(30_000);
}

/// The answer to the first record is held until the other producer has been refused, and lost.
fn loses_an_answer() -> Run {
    let mut run = alone();
    run.act(send(ONE, "m1"));
    let answer = next(&mut run, |gist| matches!(gist, Gist::ProduceAnswer { .. }));
    run.act(Command::Hold(answer));
    other_is_refused(&mut run);
    run.act(Command::Lose(answer));
    other_is_refused(&mut run);
    run.for_ms(10_000);
    is_committed(&mut run);
    run
}

/// The same befalls the first of two requests: the second is sent again before it.
fn loses_a_request() -> Run {
    let mut run = alone();
    run.act(send(ONE, "m1"));
    let first = request(&mut run);
    run.act(Command::Hold(first));
    other_is_refused(&mut run);
    run.act(send(ONE, "m2"));
    request(&mut run);
    run.act(Command::Lose(first));
    run.for_ms(10_000);
    is_committed(&mut run);
    run
}

/// Who did something that has this part, if somebody did.
fn by(loss: &Loss, role: Role) -> Option<&Trace> {
    let link = loss.cause.iter().find(|link| link.role == role)?;
    Some(&link.trace)
}

#[test]
fn only_what_befell_its_own_batch_is_told_of_a_record() {
    for (schedule, kind, expected) in [
        (
            loses_an_answer as fn() -> Run,
            LossKind::WrittenTwice,
            &[
                Role::Accepted,
                Role::Appended,
                Role::AnswerLost,
                Role::SentAgain,
                Role::AppendedAgain,
                Role::Committed,
            ][..],
        ),
        (
            loses_a_request,
            LossKind::OutOfOrder,
            &[
                Role::Accepted,
                Role::AcceptedLater,
                Role::RequestLost,
                Role::SentAgain,
                Role::Overtaken,
                Role::AppendedBehind,
                Role::Committed,
            ],
        ),
    ] {
        let run = schedule();
        let timeline = run.timeline();
        let losses = timeline.broken().iter().map(|it| Loss::of(&timeline, it));
        let losses: Vec<Loss> = losses.filter(|loss| loss.kind == kind).collect();
        let [loss] = &losses[..] else {
            panic!("{kind:?}: {:?}", timeline.broken());
        };
        let roles: Vec<Role> = loss.cause.iter().map(|link| link.role).collect();
        assert_eq!(roles, expected, "{kind:?}");
        let value = loss.record.as_ref().and_then(|record| record.value.clone());
        assert_eq!(value.as_deref(), Some("m1"), "{kind:?}");
        let again = by(loss, Role::SentAgain).expect("it is sent again");
        assert_eq!(again.actor, ONE, "{kind:?}");
    }
}

/// Where two batches of a producer are to be sent again, it is told of the record's own one.
#[test]
fn the_batch_that_is_sent_again_is_the_records_own() {
    let run = loses_a_request();
    let timeline = run.timeline();
    let mut losses = timeline.broken().iter().map(|it| Loss::of(&timeline, it));
    let loss = losses.find(|loss| loss.kind == LossKind::OutOfOrder);
    let loss = loss.expect("m2 overtakes m1");
    let of_one =
        |trace: &&Trace| trace.actor == ONE && matches!(trace.event, Event::BatchRetried { .. });
    let retried: Vec<&Trace> = run.traces.iter().filter(of_one).collect();
    let [first, second] = retried[..] else {
        panic!("m1 and m2 are sent again: {retried:?}");
    };
    let again = by(&loss, Role::SentAgain);
    assert_eq!(again, Some(first), "and not {second:?}");
}
