//! Connections, cuts and holds: what arrives, what does not, and who is told.

mod common;

use common::{C1, P0, P1, PALL, Run, b, send, three_brokers};
use highwater_core::command::Command;
use highwater_core::id::{BrokerId, MessageId, NodeId, Offset};
use highwater_core::metadata::MetadataRecord;
use highwater_core::sim::Channel;
use highwater_core::trace::{BreakReason, Event, Trace};
use highwater_core::wire::{Api, Gist};

fn sent(run: &mut Run, wanted: impl Fn(&Gist, NodeId) -> bool) -> MessageId {
    let trace = run.until(|event| {
        matches!(event, Event::MessageSent { gist, connection, direction, .. }
            if wanted(gist, connection.sender(*direction)))
    });
    match trace.event {
        Event::MessageSent { message, .. } => message,
        _ => unreachable!("it was asked for"),
    }
}

fn way(run: &Run, id: MessageId) -> Option<u32> {
    let (_, _, message) = run.world.network().message(id)?;
    Some(message.travelled_permille(run.world.now()))
}

#[test]
fn only_what_was_sent_on_a_connection_that_stood_is_read_after_a_cut() {
    let mut run = Run::new(three_brokers(1));
    run.act(send(P1, "a"));
    run.for_ms(500);
    run.act(Command::Cut(P1, b(1)));
    run.act(send(P1, "b"));
    let gave_up = run.until(|event| {
        matches!(event, Event::Disconnected { reason: BreakReason::RequestTimeout, connection }
            if connection.client == P1)
    });
    assert_eq!(gave_up.actor, P1);
    run.for_ms(70_000);
    run.act(Command::HealAll);
    run.for_ms(40_000);
    assert_eq!(
        run.values(1),
        ["a", "b", "b"],
        "the attempts in between never left the client"
    );
}

#[test]
fn cutting_and_healing_at_one_instant_changes_nothing() {
    let mut run = Run::new(three_brokers(1));
    run.act(send(P1, "a"));
    let id = sent(&mut run, |gist, from| {
        gist.api() == Api::Produce && from == P1
    });
    for _ in 0..200 {
        if way(&run, id).is_none_or(|way| way > 0) {
            break;
        }
        run.step();
    }
    let before = run
        .world
        .network()
        .message(id)
        .map(|(_, _, message)| message.clone());
    run.act(Command::Cut(P1, b(1)));
    run.act(Command::Heal(P1, b(1)));
    let after = run
        .world
        .network()
        .message(id)
        .map(|(_, _, message)| message.clone());
    assert_eq!(before, after);
}

#[test]
fn a_message_that_is_held_and_then_cut_off_waits_for_both() {
    let mut run = Run::new(three_brokers(1));
    run.act(send(P1, "a"));
    let id = sent(&mut run, |gist, from| {
        gist.api() == Api::Produce && from == P1
    });
    run.act(Command::Hold(id));
    run.act(Command::Cut(P1, b(1)));
    run.act(Command::Release(id));
    run.for_ms(3_000);
    assert_eq!(
        way(&run, id),
        Some(500),
        "it stops in the middle of the link"
    );
    run.act(Command::Heal(P1, b(1)));
    run.for_ms(1_000);
    assert_eq!(run.values(1), ["a"]);
}

#[test]
fn a_dead_process_leaves_no_request_behind() {
    let mut run = Run::new(three_brokers(1));
    run.act(Command::Crash(b(3)));
    run.for_ms(12_000);
    run.act(Command::Restart(b(3)));
    let mut messages = run.world.network().messages().into_iter();
    let message = messages.find(|(socket, _, message)| {
        socket.connection.client == b(3) && message.gist.api() == Api::BrokerRegistration
    });
    let registration = message
        .map(|(_, _, message)| message.id)
        .expect("it registers at once");
    run.act(Command::Hold(registration));
    run.act(Command::Crash(b(3)));
    assert!(run.world.network().message(registration).is_none());
    run.act(Command::Restart(b(3)));
    run.for_ms(2_000);
    run.act(Command::Cut(b(3), NodeId::CONTROLLER));
    run.for_ms(12_000);
    run.act(Command::HealAll);
    run.for_ms(60_000);
    assert_eq!(run.isr().len(), 3, "its own registration is the last one");
}

#[test]
fn a_restarted_broker_refuses_connections_until_it_is_unfenced() {
    let mut run = Run::new(three_brokers(1));
    run.for_ms(1_000);
    run.act(Command::Crash(b(1)));
    run.act(Command::Restart(b(1)));
    run.act(send(PALL, "a"));
    let answered = run.until(|event| matches!(event, Event::RecordAcknowledged { .. }));
    let elected = run
        .traces
        .iter()
        .find(|trace| matches!(trace.event, Event::LeaderElected { .. }));
    assert!(
        elected.is_some_and(|elected| elected.at < answered.at),
        "b2 answers, not b1"
    );
    assert_eq!(run.values(2), ["a"]);
}

#[test]
fn connections_do_not_pile_up_while_links_are_cut() {
    let mut run = Run::new(three_brokers(1));
    run.act(Command::Cut(b(1), b(2)));
    run.act(Command::Cut(b(2), NodeId::CONTROLLER));
    run.act(Command::Cut(C1, b(1)));
    run.act(Command::Cut(PALL, b(1)));
    run.for_ms(600_000);
    let count = run.world.network().connections().count();
    assert!(count < 40, "{count} connections");
    let channels = run
        .world
        .network()
        .connections()
        .map(|(socket, _)| socket.connection.channel);
    assert!(
        channels
            .filter(|channel| *channel == Channel::Fetcher)
            .count()
            < 5
    );
}

#[test]
fn a_fencing_goes_back_to_the_last_sign_of_life() {
    let mut run = Run::new(three_brokers(1));
    run.act(Command::Crash(b(2)));
    let fenced = run.until(|event| matches!(event, Event::BrokerFenced { .. }));
    let cause = run
        .traces
        .iter()
        .find(|trace| Some(trace.id) == fenced.cause)
        .expect("a cause");
    assert!(
        matches!(cause.event, Event::MessageArrived { gist: Gist::BrokerHeartbeat { broker }, .. }
            if broker == BrokerId(2)),
        "{cause:?}"
    );
}

#[test]
fn a_position_outside_the_log_is_reset_once_by_the_policy() {
    let mut scenario = three_brokers(1);
    scenario.consumers[0].assign[0].from_offset = Some(Offset(5));
    let mut run = Run::new(scenario);
    run.act(send(PALL, "a"));
    run.for_ms(10_000);
    let resets = run
        .traces
        .iter()
        .filter(|trace| matches!(trace.event, Event::PositionReset { .. }))
        .count();
    assert_eq!(resets, 1);
}

#[test]
fn a_record_fails_after_its_delivery_timeout_although_it_is_under_way() {
    let mut scenario = three_brokers(1);
    scenario.producers[1].config.delivery_timeout_ms = Some(35_000);
    let mut run = Run::new(scenario);
    run.act(send(P1, "a"));
    run.for_ms(500);
    for broker in 1..=3 {
        run.act(Command::Cut(P1, b(broker)));
    }
    run.act(send(P1, "b"));
    let sent_at = run.world.now();
    let failed = run.until(|event| matches!(event, Event::RecordFailed { .. }));
    assert_eq!(failed.at.since(sent_at).as_ms(), 35_000);
}

#[test]
fn a_broker_that_falls_silent_before_it_is_unfenced_is_fenced_once_more() {
    let mut run = Run::new(three_brokers(1));
    run.act(Command::Crash(b(2)));
    run.until(|event| matches!(event, Event::BrokerFenced { .. }));
    run.act(Command::Restart(b(2)));
    let registered = run.until(|event| matches!(event, Event::BrokerRegistered { .. }));
    // With its first heartbeat its session begins.
    run.until(|event| {
        matches!(event, Event::MessageArrived { gist: Gist::BrokerHeartbeat { broker }, .. }
            if *broker == BrokerId(2))
    });
    run.act(Command::Crash(b(2)));
    let written = |run: &Run| {
        let controller = run.world.controller().expect("a controller");
        controller.log().from(Offset::ZERO).to_vec()
    };
    let (before, image) = (written(&run), run.world.metadata().clone());
    run.for_ms(12_000);
    let after = written(&run);
    assert!(
        matches!(
            after.strip_prefix(&*before),
            Some([MetadataRecord::BrokerRegistrationChange {
                broker: BrokerId(2),
                fenced: Some(true),
                in_controlled_shutdown: None,
                ..
            }])
        ),
        "{after:?}"
    );
    assert_eq!(*run.world.metadata(), image, "the record changes nothing");
    let fenced = |trace: &Trace| {
        trace.id > registered.id && matches!(trace.event, Event::BrokerFenced { again: false, .. })
    };
    assert!(!run.traces.iter().any(fenced));
    run.act(Command::Restart(b(2)));
    run.until(|event| matches!(event, Event::BrokerUnfenced { .. }));
}

#[test]
fn a_proposal_to_shrink_the_isr_goes_back_to_the_last_fetch_of_who_is_late() {
    let mut run = Run::new(three_brokers(1));
    run.act(Command::Cut(b(1), b(3)));
    run.act(send(PALL, "a"));
    let proposed = run.until(|event| matches!(event, Event::IsrShrinkProposed { .. }));
    let cause = run.traces.iter().find(|it| Some(it.id) == proposed.cause);
    assert!(
        matches!(
            cause.map(|it| &it.event),
            Some(Event::MessageArrived { connection, gist: Gist::Fetch { .. }, .. })
                if connection.client == b(3)
        ),
        "{cause:?}"
    );
    let sent = run.traces.iter().find(|it| it.cause == Some(proposed.id));
    assert!(
        matches!(
            sent.map(|it| &it.event),
            Some(Event::MessageSent {
                gist: Gist::AlterPartition { .. },
                ..
            })
        ),
        "{sent:?}"
    );
}

#[test]
fn what_cannot_leave_since_nobody_listens_is_neither_sent_nor_counted_as_sent() {
    for producer in [P0, P1, PALL] {
        let mut run = Run::new(three_brokers(1));
        run.act(send(producer, "a"));
        run.for_ms(500);
        run.act(Command::Crash(b(1)));
        run.for_ms(200);
        let before = run.traces.len();
        run.act(send(producer, "b"));
        let leaves = |trace: &&Trace| {
            trace.actor == producer
                && matches!(
                    trace.event,
                    Event::MessageSent {
                        gist: Gist::Produce { .. },
                        ..
                    }
                )
        };
        let counted = run.until(|event| matches!(event, Event::RecordAcknowledged { .. }));
        let since = &run.traces[before..];
        let attempts = since.iter().filter(|trace| {
            matches!(trace.event, Event::MessageSent { connection, gist: Gist::Connect { .. }, .. }
                if (connection.client, connection.server) == (producer, b(1)))
        });
        assert!(attempts.count() > 0, "{producer} tries to connect");
        let left = since
            .iter()
            .find(leaves)
            .expect("it leaves for the new leader");
        assert!(
            matches!(left.event, Event::MessageSent { connection, .. } if connection.server != b(1)),
            "{left:?}"
        );
        assert!(
            left.id < counted.id,
            "{producer} counts it before it has left"
        );
        run.for_ms(500);
        assert_eq!(run.values(2), ["a", "b"], "{producer}");
    }
}
