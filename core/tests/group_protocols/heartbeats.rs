//! When a member of the consumer protocol sends its heartbeats: an interval after the one before, counted from
//! sending to sending (`HeartbeatRequestState`).

use std::sync::Arc;

use highwater_core::command::{Command, ConsumerCall};
use highwater_core::id::MessageId;
use highwater_core::scenario::ApplicationSpec;
use highwater_core::sim::Direction;
use highwater_core::time::Time;
use highwater_core::trace::Event;
use highwater_core::wire::Api;

use crate::cluster::{Protocol, c, member, scenario};
use crate::run::Run;

const INTERVAL_MS: u64 = 2_000;

/// A member that has joined, and polls.
fn joined() -> Run {
    let mut scenario = scenario(
        1,
        2,
        vec![member(Protocol::Consumer, ApplicationSpec::default())],
    );
    scenario.broker_config.group_consumer_heartbeat_interval_ms = INTERVAL_MS;
    let mut run = Run::new(scenario, "heartbeats".to_owned());
    run.for_ms(10_000);
    run
}

/// Heartbeats and their answers on the first member's machine: when it sent which message, or got an answer.
fn moments(run: &Run, wanted: Direction, from: Time) -> Vec<Time> {
    let traces = run.traces.iter().filter(|trace| trace.at >= from);
    let of_member = traces.filter(|trace| match &trace.event {
        Event::MessageSent {
            gist, direction, ..
        } => *direction == wanted && trace.actor == c(1) && is_heartbeat(gist.api()),
        Event::MessageArrived {
            gist, direction, ..
        } => *direction == wanted && trace.actor == c(1) && is_heartbeat(gist.api()),
        _ => false,
    });
    of_member.map(|trace| trace.at).collect()
}

fn is_heartbeat(api: Api) -> bool {
    api == Api::ConsumerGroupHeartbeat
}

/// The heartbeat that is under way to the coordinator, once there is one.
fn next_heartbeat(run: &mut Run) -> MessageId {
    loop {
        let messages = run.world.network().messages();
        let heartbeat = messages.iter().find(|(_, direction, message)| {
            *direction == Direction::Request && is_heartbeat(message.gist.api())
        });
        if let Some((_, _, message)) = heartbeat {
            return message.id;
        }
        run.step();
    }
}

#[test]
fn heartbeats_are_an_interval_apart_from_sending_to_sending() {
    let mut run = joined();
    let from = run.world.now();
    run.for_ms(5 * INTERVAL_MS);
    let sent = moments(&run, Direction::Request, from);
    assert!(sent.len() >= 4, "{sent:?}");
    for pair in sent.windows(2) {
        assert_eq!(pair[1].since(pair[0]).as_ms(), INTERVAL_MS, "{sent:?}");
    }
}

/// `RequestState.onSuccessfulAttempt`: it goes `retry.backoff.ms` after the answer.
#[test]
fn a_heartbeat_that_is_due_while_one_has_no_answer_goes_a_backoff_after_that() {
    let mut run = joined();
    let held = next_heartbeat(&mut run);
    run.act(&Command::Hold(held));
    run.for_ms(INTERVAL_MS + 500);
    let released = run.world.now();
    run.act(&Command::Release(held));
    run.for_ms(INTERVAL_MS);
    let answered = moments(&run, Direction::Response, released)[0];
    let sent = moments(&run, Direction::Request, released)[0];
    assert_eq!(sent.since(answered).as_ms(), 100);
}

/// Who joins while a heartbeat of its former membership has no answer says so once that is there.
#[test]
fn a_member_that_joins_again_while_a_heartbeat_is_held_up_joins() {
    let mut run = joined();
    let held = next_heartbeat(&mut run);
    run.act(&Command::Hold(held));
    let call = |call| Command::CallConsumer {
        consumer: c(1),
        call,
    };
    run.act(&call(ConsumerCall::Unsubscribe));
    run.act(&call(ConsumerCall::Subscribe(vec![Arc::from("orders")])));
    run.act(&call(ConsumerCall::PollOn));
    run.for_ms(1_000);
    run.act(&Command::Release(held));
    run.for_ms(4 * INTERVAL_MS);
    let member = run.world.consumer(c(1)).expect("it is there");
    assert_eq!(member.subscription().assigned().len(), 2);
}
