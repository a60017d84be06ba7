//! A member of the consumer protocol leaves while a heartbeat of its own is on its way.

use highwater_core::client::ConsumerMemberState as State;
use highwater_core::command::{Command, ConsumerCall};
use highwater_core::group::classic::GroupId;
use highwater_core::scenario::ApplicationSpec;
use highwater_core::sim::Direction;
use highwater_core::trace::{ConsumerEvent, Event};

use crate::cluster::{Protocol, c, member, scenario};
use crate::run::Run;

pub const HEARTBEAT_INTERVAL_MS: u64 = 1_000;
pub const MAX_POLL_INTERVAL_MS: u64 = 8_000;

/// A member that is settled in its group and polls for as long as it is told to.
pub fn settled() -> Run {
    let by_hand = ApplicationSpec {
        by_hand: true,
        ..ApplicationSpec::default()
    };
    let mut member = member(Protocol::Consumer, by_hand);
    // `close` commits before it leaves, and would wait for that.
    member.config.enable_auto_commit = Some(false);
    member.config.max_poll_interval_ms = MAX_POLL_INTERVAL_MS;
    let mut scenario = scenario(1, 2, vec![member]);
    scenario.broker_config.group_consumer_heartbeat_interval_ms = HEARTBEAT_INTERVAL_MS;
    scenario.broker_config.group_consumer_session_timeout_ms = 10_000;
    let mut run = Run::new(scenario, "a member leaves".to_owned());
    run.for_ms(5_000);
    call(&mut run, ConsumerCall::Subscribe(vec!["orders".into()]));
    call(&mut run, ConsumerCall::PollOn);
    run.for_ms(15_000);
    assert_eq!(state(&run), State::Stable);
    run
}

pub fn call(run: &mut Run, call: ConsumerCall) {
    let consumer = c(1);
    run.act(&Command::CallConsumer { consumer, call });
}

pub fn state(run: &Run) -> State {
    let mut consumers = run.world.consumers();
    let consumer = consumers.next().expect("the member");
    consumer.membership().consumer_state
}

fn members(run: &Run) -> usize {
    let board = GroupId("board".into());
    let mut processes = run.world.brokers().filter_map(|broker| broker.process());
    let described = processes.find_map(|process| process.describe_group(&board));
    described.map_or(0, |group| group.members.len())
}

pub fn joins(run: &Run) -> usize {
    let joins = run.traces.iter().filter(|trace| match &trace.event {
        Event::Consumer(event) => matches!(
            **event,
            ConsumerEvent::Transitioned {
                to: State::Joining,
                ..
            }
        ),
        _ => false,
    });
    joins.count()
}

#[test]
fn close_leaves_the_group_at_once_whatever_is_on_its_way() {
    let mut run = settled();
    let answer = run.hold_heartbeat(Direction::Response);
    call(&mut run, ConsumerCall::Close);
    run.for_ms(1_000);
    assert_eq!(members(&run), 0, "the group keeps who has left");
    run.act(&Command::Release(answer));
    run.for_ms(1_000);
    assert_eq!(state(&run), State::Unsubscribed);
    assert_eq!(joins(&run), 1);
}

#[test]
fn who_closes_does_not_join_again_when_its_last_heartbeat_is_refused() {
    let mut run = settled();
    let heartbeat = run.hold_heartbeat(Direction::Request);
    run.for_ms(11_000);
    assert_eq!(members(&run), 0, "its session is over");
    call(&mut run, ConsumerCall::Close);
    run.act(&Command::Release(heartbeat));
    run.for_ms(2_000);
    assert_eq!(joins(&run), 1, "it joins again while it closes");
    assert_eq!(state(&run), State::Unsubscribed);
}

#[test]
fn who_did_not_poll_for_too_long_leaves_and_comes_back_whatever_is_on_its_way() {
    let mut run = settled();
    call(
        &mut run,
        ConsumerCall::Poll {
            ms: 1_000,
            until_records: None,
        },
    );
    run.for_ms(MAX_POLL_INTERVAL_MS - 500);
    let answer = run.hold_heartbeat(Direction::Response);
    run.for_ms(2_500);
    assert_eq!(state(&run), State::Stale);
    assert_eq!(members(&run), 0, "the group keeps who has left");
    // It polls again before it has heard that it has left.
    call(&mut run, ConsumerCall::PollOn);
    run.for_ms(1_000);
    run.act(&Command::Release(answer));
    run.for_ms(5_000);
    assert_eq!((state(&run), members(&run)), (State::Stable, 1));
}
