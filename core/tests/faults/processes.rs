//! What befalls a process or its machine: power loss, pause, an end in good order.

use crate::common::{C1, P1, PALL, b, send};
use crate::{opened, traces_of};
use highwater_core::command::{Command, Fault};
use highwater_core::sim::{ConnectionId, Direction};
use highwater_core::trace::{BreakReason, Event, Trace};

/// How clients learn that a broker is gone.
#[test]
fn a_crash_is_told_at_once_and_a_power_loss_or_a_pause_only_by_silence() {
    for (command, told) in [
        (Command::Crash(b(1)), BreakReason::Reset),
        (Command::PowerLoss(b(1)), BreakReason::RequestTimeout),
        (Command::Pause(b(1)), BreakReason::RequestTimeout),
    ] {
        let mut run = opened();
        run.act(send(PALL, "a"));
        run.for_ms(3);
        run.act(command.clone());
        let first = run.traces.len();
        run.for_ms(31_000);
        for client in [PALL, C1] {
            let learned = run.traces[first..]
                .iter()
                .find_map(|trace| match trace.event {
                    Event::Disconnected { connection, reason }
                        if connection.client == client && connection.server == b(1) =>
                    {
                        Some(reason)
                    }
                    _ => None,
                });
            assert_eq!(learned, Some(told), "{client} of {command:?}");
        }
    }
}

#[test]
fn what_the_disk_had_not_is_gone_with_the_power_and_stays_after_a_crash() {
    for (command, kept) in [
        (Command::Crash(b(1)), vec!["a", "b"]),
        (Command::PowerLoss(b(1)), vec!["a"]),
    ] {
        let mut run = opened();
        run.act(send(P1, "a"));
        run.for_ms(31_000);
        run.act(send(P1, "b"));
        run.for_ms(300);
        run.act(command);
        assert_eq!(run.values(1), kept);
    }
}

/// Only who sends something to the machine meanwhile finds out when it is back: its machine repeats
/// what was not acknowledged, and is told that the connection is gone.
#[test]
fn a_connection_from_before_a_power_loss_is_reset_once_something_is_sent_on_it() {
    let mut run = opened();
    run.act(send(P1, "a"));
    run.for_ms(300);
    run.act(Command::PowerLoss(b(1)));
    run.act(send(P1, "b"));
    let silence = traces_of(&mut run, 2_000);
    let broken = |trace: &Trace| matches!(trace.event, Event::Disconnected { connection, .. } if connection.server == b(1));
    assert!(!silence.iter().any(broken), "nobody is told");
    run.act(Command::Restart(b(1)));
    let told = traces_of(&mut run, 100);
    let clients: Vec<_> = told
        .iter()
        .filter_map(|trace| match trace.event {
            Event::Disconnected {
                connection,
                reason: BreakReason::Reset,
            } if connection.server == b(1) => Some(connection.client),
            _ => None,
        })
        .collect();
    assert!(clients.contains(&P1), "it had sent something: {clients:?}");
    assert!(
        !clients.contains(&C1),
        "its fetch had been taken: {clients:?}"
    );
}

#[test]
fn a_paused_process_does_nothing_and_finds_everything_in_its_sockets_in_order() {
    let mut run = opened();
    run.act(send(P1, "a"));
    run.for_ms(500);
    run.act(Command::Pause(b(1)));
    for value in ["b", "c", "d"] {
        run.act(send(P1, value));
        run.for_ms(200);
    }
    let paused = traces_of(&mut run, 1_000);
    assert!(!paused.iter().any(|trace| trace.actor == b(1)));
    assert_eq!(run.values(1), ["a"]);
    run.act(Command::Resume(b(1)));
    run.for_ms(500);
    assert_eq!(run.values(1), ["a", "b", "c", "d"]);
}

#[test]
fn an_answer_that_waits_in_a_paused_follower_is_not_too_late_and_what_nobody_answered_is() {
    for (leader, disconnected) in [
        (None, None),
        (
            Some(Command::PowerLoss(b(1))),
            Some(BreakReason::RequestTimeout),
        ),
    ] {
        let mut run = opened();
        let fetcher =
            |connection: ConnectionId| connection.client == b(3) && connection.server == b(1);
        run.until(
            |event| matches!(event, Event::FetchParked { connection, .. } if fetcher(*connection)),
        );
        run.act(Command::Pause(b(3)));
        if let Some(command) = leader.clone() {
            run.act(command);
        }
        run.for_ms(40_000);
        let first = run.traces.len();
        run.act(Command::Resume(b(3)));
        run.step();
        run.for_ms(1);
        let read = run.traces[first..].iter().any(|trace| {
            matches!(trace.event, Event::MessageArrived { connection, direction: Direction::Response, .. } if fetcher(connection))
        });
        assert_eq!(read, leader.is_none());
        let told = run.traces[first..]
            .iter()
            .find_map(|trace| match trace.event {
                Event::Disconnected { connection, reason } if fetcher(connection) => Some(reason),
                _ => None,
            });
        assert_eq!(told, disconnected);
    }
}

#[test]
fn a_paused_process_can_be_killed_and_started_again() {
    for kill in [Command::Crash(b(1)), Command::PowerLoss(b(1))] {
        let mut run = opened();
        run.act(Command::Pause(b(1)));
        run.act(send(PALL, "a"));
        run.for_ms(2_000);
        run.act(kill);
        assert!(!run.world.is_paused(b(1)));
        run.for_ms(2_000);
        run.act(Command::Restart(b(1)));
        run.for_ms(60_000);
        assert_eq!(run.isr().len(), 3);
        assert_eq!(run.values(1), ["a"]);
    }
}

#[test]
fn a_broker_that_stops_in_good_order_loses_no_answer_and_no_record() {
    let mut run = opened();
    for value in ["a", "b"] {
        run.act(send(PALL, value));
        run.for_ms(5);
    }
    run.act(Command::Shutdown(b(1)));
    let stopped = run.until(|event| matches!(event, Event::BrokerStopped));
    assert_eq!(run.world.faults(), [Fault::Stopped(b(1))]);
    run.act(send(PALL, "c"));
    run.for_ms(5_000);
    let lost_answer = |trace: &Trace| {
        matches!(
            trace.event,
            Event::MessageLost {
                direction: Direction::Response,
                ..
            }
        ) && trace.step == stopped.step
    };
    assert!(!run.traces.iter().any(lost_answer));
    assert_eq!(run.values(2), ["a", "b", "c"]);
    run.act(Command::HealAll);
    run.for_ms(60_000);
    assert_eq!(run.isr().len(), 3);
}
