//! When a member of the consumer protocol sends its heartbeats: an interval after the one before, counted from
//! sending to sending (`HeartbeatRequestState`).

use highwater_core::client::ConsumerMemberState as State;
use highwater_core::command::{Command, ConsumerCall};
use highwater_core::sim::{Direction, Payload};
use highwater_core::time::Time;
use highwater_core::trace::{ConsumerEvent, Event};
use highwater_core::wire::{Api, Request};

use crate::cluster::c;
use crate::leaving::{HEARTBEAT_INTERVAL_MS, MAX_POLL_INTERVAL_MS, call, joins, settled, state};
use crate::run::Run;

/// When the member sent a heartbeat (`Request`), or got the answer to one (`Response`).
fn moments(run: &Run, wanted: Direction, from: Time) -> Vec<Time> {
    let traces = run.traces.iter().filter(|trace| trace.at >= from);
    let of_member = traces.filter(|trace| match &trace.event {
        Event::MessageSent {
            gist, direction, ..
        }
        | Event::MessageArrived {
            gist, direction, ..
        } => {
            let is_heartbeat = gist.api() == Api::ConsumerGroupHeartbeat;
            *direction == wanted && trace.actor == c(1) && is_heartbeat
        }
        _ => false,
    });
    of_member.map(|trace| trace.at).collect()
}

/// When the member last lost its coordinator.
fn coordinator_lost(run: &Run) -> Time {
    let mut traces = run.traces.iter().rev();
    let lost = traces.find(|trace| match &trace.event {
        Event::Consumer(event) => matches!(**event, ConsumerEvent::CoordinatorLost { .. }),
        _ => false,
    });
    lost.expect("it has lost its coordinator").at
}

#[test]
fn heartbeats_are_an_interval_apart_from_sending_to_sending() {
    let mut run = settled();
    let from = run.world.now();
    run.for_ms(5 * HEARTBEAT_INTERVAL_MS);
    let sent = moments(&run, Direction::Request, from);
    assert!(sent.len() >= 4, "{sent:?}");
    for pair in sent.windows(2) {
        let apart = pair[1].since(pair[0]);
        assert_eq!(apart.as_ms(), HEARTBEAT_INTERVAL_MS, "{sent:?}");
    }
}

/// `RequestState.onSuccessfulAttempt`.
#[test]
fn a_heartbeat_that_fell_due_while_one_had_no_answer_goes_a_backoff_after_that() {
    let mut run = settled();
    let held = run.hold_heartbeat(Direction::Request);
    run.for_ms(HEARTBEAT_INTERVAL_MS + 500);
    let released = run.world.now();
    run.act(&Command::Release(held));
    run.for_ms(HEARTBEAT_INTERVAL_MS);
    let answered = moments(&run, Direction::Response, released)[0];
    let sent = moments(&run, Direction::Request, released)[0];
    let config = run.world.consumer(c(1)).expect("the member").config();
    assert_eq!(sent.since(answered).as_ms(), config.retry_backoff_ms);
}

/// `HeartbeatRequestState.onFailedAttempt`.
#[test]
fn a_heartbeat_after_a_lost_one_says_everything_and_waits_for_a_backoff_but_no_interval() {
    let mut run = settled();
    let held = run.hold_heartbeat(Direction::Request);
    run.act(&Command::Lose(held));
    let next = run.hold_heartbeat(Direction::Request);
    let waited = run.world.now().since(coordinator_lost(&run));
    let config = run.world.consumer(c(1)).expect("the member").config();
    assert_eq!(waited.as_ms(), config.retry_backoff_ms);
    let (_, _, message) = run.world.network().message(next).expect("it is held");
    match &*message.payload {
        Payload::Request(Request::ConsumerGroupHeartbeat(heartbeat)) => {
            assert!(heartbeat.subscribed_topic_names.is_some());
        }
        other => panic!("{other:?}"),
    }
}

/// `AbstractHeartbeatRequestManager.poll`: a new coordinator is no reason to speak.
#[test]
fn a_stable_member_that_finds_its_coordinator_again_speaks_when_its_interval_is_over() {
    let mut run = settled();
    let answer = run.hold_heartbeat(Direction::Response);
    run.act(&Command::Release(answer));
    let before = *moments(&run, Direction::Request, Time::default())
        .last()
        .expect("the heartbeat that was answered");
    run.for_ms(200);
    call(&mut run, ConsumerCall::CommitAsync);
    let commit = run.hold(Api::OffsetCommit, Direction::Request);
    run.act(&Command::Lose(commit));
    run.for_ms(HEARTBEAT_INTERVAL_MS);
    let lost = coordinator_lost(&run);
    assert!(lost.since(before).as_ms() < HEARTBEAT_INTERVAL_MS / 2);
    let next = moments(&run, Direction::Request, lost)[0];
    assert_eq!(next.since(before).as_ms(), HEARTBEAT_INTERVAL_MS);
}

#[test]
fn a_member_whose_heartbeat_is_held_leaves_when_its_poll_interval_ends() {
    let mut run = settled();
    let polled = run.world.now();
    let once = ConsumerCall::Poll {
        ms: 1,
        until_records: None,
    };
    call(&mut run, once);
    run.hold_heartbeat(Direction::Request);
    run.for_ms(MAX_POLL_INTERVAL_MS + HEARTBEAT_INTERVAL_MS);
    let mut traces = run.traces.iter();
    let left = traces.find(|trace| match &trace.event {
        Event::Consumer(event) => matches!(**event, ConsumerEvent::PollTimedOut),
        _ => false,
    });
    let left = left.expect("it leaves").at.since(polled).as_ms();
    // A call of `poll` is over a millisecond after it began.
    let ends = MAX_POLL_INTERVAL_MS..=MAX_POLL_INTERVAL_MS + 1;
    assert!(ends.contains(&left), "{left} ms");
}

#[test]
fn a_member_that_left_while_a_heartbeat_was_held_joins_anew_once_that_is_answered() {
    let mut run = settled();
    let held = run.hold_heartbeat(Direction::Request);
    call(&mut run, ConsumerCall::Unsubscribe);
    assert_eq!(state(&run), State::Unsubscribed);
    call(&mut run, ConsumerCall::Subscribe(vec!["orders".into()]));
    call(&mut run, ConsumerCall::PollOn);
    run.for_ms(500);
    assert_eq!(state(&run), State::Joining);
    run.act(&Command::Release(held));
    run.for_ms(3 * HEARTBEAT_INTERVAL_MS);
    assert_eq!((state(&run), joins(&run)), (State::Stable, 2));
}
