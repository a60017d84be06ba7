//! What is told to whoever looks into one thing.

mod common;

use common::{C1, ORDERS, PALL, Run, b, send, three_brokers};
use highwater_core::broker::{BrokerState, Phase};
use highwater_core::command::Command;
use highwater_core::id::{BrokerId, Offset};
use highwater_core::sim::{ConnectionState, RecordCopy};
use highwater_core::time::Span;
use highwater_core::trace::Event;

#[test]
fn a_record_is_told_from_another_at_the_same_offset() {
    let mut run = Run::new(three_brokers(1));
    let missing_elsewhere = [
        (BrokerId(1), RecordCopy::Same),
        (BrokerId(2), RecordCopy::Missing),
        (BrokerId(3), RecordCopy::Missing),
    ];
    run.act(Command::Isolate(b(1)));
    run.act(send(PALL, "lost"));
    run.until(|event| matches!(event, Event::LeaderAppended { .. }));
    let copies = |run: &Run| run.world.copies_of_record(BrokerId(1), ORDERS, Offset(0));
    assert_eq!(copies(&run), missing_elsewhere);

    run.until(|event| matches!(event, Event::LeaderElected { .. }));
    run.act(Command::Cut(PALL, b(1)));
    run.for_ms(1_000);
    run.act(send(PALL, "kept"));
    run.for_ms(40_000);
    let told: Vec<_> = copies(&run).into_iter().map(|(_, copy)| copy).collect();
    assert_eq!(
        told,
        [RecordCopy::Same, RecordCopy::Other, RecordCopy::Other],
        "the leader of before still has what it alone appended"
    );
    assert_eq!(
        run.world.copies_of_record(BrokerId(1), ORDERS, Offset(9)),
        []
    );
}

#[test]
fn how_partitions_are_is_counted_as_kafkas_metrics_do() {
    let mut run = Run::new(three_brokers(1));
    let health = |run: &Run| {
        let health = run.world.partition_health();
        (
            health.offline,
            health.under_replicated,
            health.under_min_isr,
        )
    };
    assert_eq!(health(&run), (0, 0, 0));
    for (broker, expected) in [(3, (0, 1, 0)), (2, (0, 1, 1)), (1, (1, 0, 0))] {
        run.act(Command::Crash(b(broker)));
        run.for_ms(15_000);
        assert_eq!(health(&run), expected, "without b{broker}");
    }
}

#[test]
fn a_broker_and_its_session_are_followed_from_start_to_fencing() {
    let mut run = Run::new(three_brokers(1));
    let state = |run: &Run, id| {
        let broker = run.world.broker(BrokerId(id));
        let process = broker.and_then(|broker| broker.process());
        process.map(|process| (process.state(), process.incarnation()))
    };
    assert_eq!(state(&run, 2), Some((BrokerState::Running, 1)));
    let follows = |run: &Run| {
        let process = run.world.broker(BrokerId(2)).and_then(|it| it.process());
        process.and_then(|process| process.following(ORDERS))
    };
    let following = follows(&run).expect("b2 follows b1");
    assert_eq!(
        (following.leader, following.phase),
        (BrokerId(1), Some(Phase::Fetch))
    );

    let session = |run: &Run| {
        run.world
            .controller()
            .and_then(|it| it.session_of(BrokerId(2)))
    };
    let before = session(&run).expect("b2 lives");
    assert_eq!(
        before.expires.since(before.last_contact),
        Span::from_ms(9_000)
    );
    run.act(Command::Crash(b(2)));
    assert_eq!(state(&run, 2), None);
    run.for_ms(15_000);
    assert_eq!(session(&run), None, "a fenced broker has no session");
    run.act(Command::Restart(b(2)));
    assert_eq!(state(&run, 2), Some((BrokerState::Starting, 2)));
}

#[test]
fn a_proposal_is_seen_until_the_controller_has_confirmed_it() {
    let mut run = Run::new(three_brokers(1));
    let pending = |run: &Run| {
        let process = run.world.broker(BrokerId(1)).and_then(|it| it.process());
        let pending = process.and_then(|process| process.pending_proposal(ORDERS));
        pending.map(|pending| (pending.proposal.new_isr.len(), pending.is_asked))
    };
    assert_eq!(pending(&run), None);
    run.act(Command::Cut(b(1), b(3)));
    run.act(send(PALL, "a"));
    run.until(|event| matches!(event, Event::IsrShrinkProposed { .. }));
    assert_eq!(pending(&run), Some((2, true)));
    run.until(|event| matches!(event, Event::IsrCommitted { .. }));
    assert_eq!(pending(&run), None);
}

#[test]
fn a_connection_tells_what_is_in_the_works_and_whether_it_stands() {
    let mut run = Run::new(three_brokers(1));
    let states = |run: &Run| {
        let connections = run.world.network().connections();
        let mut states: Vec<_> = connections
            .filter(|(socket, _)| socket.connection.is_between(C1, b(1)))
            .map(|(_, connection)| (connection.state(), connection.request_in_work().is_some()))
            .collect();
        states.sort_by_key(|(_, works)| *works);
        states
    };
    run.for_ms(200);
    assert_eq!(
        states(&run),
        [(ConnectionState::Open, true)],
        "a fetch is parked"
    );
    run.act(Command::SlowLink {
        a: C1,
        b: b(1),
        by_ms: 500,
    });
    assert_eq!(run.world.latency_between(b(1), C1), Span::from_ms(510));
    run.act(Command::Crash(b(1)));
    assert_eq!(states(&run), [(ConnectionState::Broken, false)]);
}
