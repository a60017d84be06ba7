//! What a consumer does between the calls of its application, and what is left of a call that has ended.

use highwater_core::client::Step;
use highwater_core::command::{Command, ConsumerCall};
use highwater_core::config::GroupProtocol;
use highwater_core::explain::wait::{Clock, End, Wait, why};
use highwater_core::id::Offset;
use highwater_core::scenario::ApplicationSpec;
use highwater_core::sim::Direction;
use highwater_core::trace::{ConsumerEvent, Event};
use highwater_core::wire::Api;

use crate::application::{begin, consumer, named, send_all, with_application};
use crate::common::{C1, ORDERS, Run};

fn call(run: &mut Run, call: ConsumerCall) {
    run.act(Command::CallConsumer { consumer: C1, call });
}

/// How often it has asked for metadata since a trace.
fn asked(run: &Run, since: usize) -> usize {
    let is_it = |event: &Event| {
        matches!(event, Event::MessageSent { gist, connection, direction: Direction::Request, .. }
            if gist.api() == Api::Metadata && connection.client == C1)
    };
    let traces = run.traces[since..].iter();
    traces.filter(|trace| is_it(&trace.event)).count()
}

/// It has polled, and nobody calls anything since; its metadata is old every second.
fn at_rest(protocol: GroupProtocol, is_member: bool) -> Run {
    let mut scenario = with_application(ApplicationSpec::default());
    scenario.consumers[0].config.group_protocol = protocol;
    scenario.consumers[0].config.metadata_max_age_ms = 1_000;
    let mut run = Run::new(scenario);
    run.for_ms(1_500);
    call(
        &mut run,
        match is_member {
            true => ConsumerCall::Subscribe(vec!["orders".into()]),
            false => ConsumerCall::Assign(vec![named("orders")]),
        },
    );
    let (ms, until_records) = (5_000, None);
    call(&mut run, ConsumerCall::Poll { ms, until_records });
    run.for_ms(6_000);
    assert_eq!(consumer(&run).application().step(), Step::Idle);
    run
}

#[test]
fn metadata_is_asked_for_only_while_somebody_looks_after_the_network() {
    for (protocol, is_member, expected) in [
        // Nobody calls, and there is no thread.
        (GroupProtocol::Classic, false, 0..=0),
        // The thread for heartbeats does so, too.
        (GroupProtocol::Classic, true, 8..=10),
        (GroupProtocol::Consumer, false, 8..=10),
        (GroupProtocol::Consumer, true, 8..=10),
    ] {
        let mut run = at_rest(protocol, is_member);
        let since = run.traces.len();
        run.for_ms(10_000);
        let asked = asked(&run, since);
        assert!(
            expected.contains(&asked),
            "{protocol:?} {is_member}: {asked}"
        );
    }
}

#[test]
fn metadata_that_is_overdue_is_asked_for_with_the_next_call() {
    let mut run = at_rest(GroupProtocol::Classic, false);
    run.for_ms(10_000);
    let since = run.traces.len();
    let (ms, until_records) = (100, None);
    call(&mut run, ConsumerCall::Poll { ms, until_records });
    run.for_ms(10);
    assert_eq!(asked(&run, since), 1);
}

#[test]
fn it_is_not_said_that_metadata_comes_before_somebody_calls() {
    let run = at_rest(GroupProtocol::Classic, false);
    let said = why(
        &run.world,
        Wait::Consumer {
            consumer: C1,
            partition: ORDERS,
        },
    );
    let ends = said.map(|said| said.ends).unwrap_or_default();
    let is_metadata = |end: &End| {
        let clock = Clock::AsksForMetadata {
            client: C1,
            is_routine: true,
        };
        matches!(end, End::Clock { clock: it, .. } if *it == clock)
    };
    assert!(
        !ends.is_empty() && !ends.iter().any(is_metadata),
        "{ends:?}"
    );
}

#[test]
fn end_offsets_does_not_take_what_an_earlier_call_was_answered() {
    let mut scenario = with_application(ApplicationSpec::default());
    scenario.consumers[0].config.default_api_timeout_ms = 3_000;
    let mut run = Run::new(scenario);
    run.for_ms(1_500);
    send_all(&mut run, 3);
    begin(&mut run);
    run.for_ms(10_000);
    call(&mut run, ConsumerCall::EndOffsets);
    let sent = run.until(|event| {
        matches!(event, Event::MessageSent { gist, direction: Direction::Response, .. }
            if gist.api() == Api::ListOffsets)
    });
    let Event::MessageSent { message, .. } = sent.event else {
        unreachable!("it was asked for");
    };
    run.act(Command::Hold(message));
    run.for_ms(5_000);
    send_all(&mut run, 2);
    call(&mut run, ConsumerCall::EndOffsets);
    run.for_ms(10);
    run.act(Command::Release(message));
    run.for_ms(1_000);
    let told = run.traces.iter().filter_map(|trace| match &trace.event {
        Event::Consumer(event) => match &**event {
            ConsumerEvent::EndOffsetsTold(ends) => Some(ends.clone()),
            _ => None,
        },
        _ => None,
    });
    let told: Vec<_> = told.collect();
    assert_eq!(told, [vec![(ORDERS, Offset(5))]]);
}
