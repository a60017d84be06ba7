//! What clients and brokers do when nobody answers.

mod common;

use common::{P1, Run, b, send, three_brokers};
use highwater_core::command::Command;
use highwater_core::id::{MessageId, NodeId};
use highwater_core::sim::{Channel, Direction, Socket};
use highwater_core::trace::Event;

/// Steps until such a message is on its way.
fn under_way(run: &mut Run, wanted: impl Fn(Socket, Direction) -> bool) -> MessageId {
    loop {
        let messages = run.world.network().messages();
        let mut fitting = messages
            .iter()
            .filter(|(socket, way, _)| wanted(*socket, *way));
        if let Some((.., message)) = fitting.next() {
            return message.id;
        }
        run.step();
    }
}

fn is_election(event: &Event) -> bool {
    matches!(event, Event::LeaderElected { .. })
}

#[test]
fn a_client_that_reaches_nobody_it_knows_asks_its_bootstrap_servers() {
    let mut scenario = three_brokers(1);
    scenario.topics[0].config = [("min.insync.replicas".into(), "1".into())].into();
    let mut run = Run::new(scenario);
    run.act(send(P1, "before"));
    run.for_ms(2_000);
    run.act(Command::Crash(b(2)));
    run.act(Command::Crash(b(3)));
    run.for_ms(14_000);
    // A lost request makes the producer ask again, while b1 is the only broker.
    run.act(send(P1, "sent again"));
    let to_b1 = |socket: Socket, way| {
        let connection = socket.connection;
        (connection.client, connection.server, way) == (P1, b(1), Direction::Request)
    };
    let request = under_way(&mut run, to_b1);
    run.act(Command::Lose(request));
    run.for_ms(3_000);
    run.act(Command::Restart(b(2)));
    run.act(Command::Restart(b(3)));
    run.for_ms(20_000);
    run.act(Command::Crash(b(1)));
    run.until(is_election);
    run.act(send(P1, "after"));
    run.for_ms(5_000);
    let values = run.values(2);
    assert_eq!(
        values.last().map(String::as_str),
        Some("after"),
        "{values:?}"
    );
}

#[test]
fn batches_whose_connection_never_came_about_keep_their_order_and_attempts() {
    let mut run = Run::new(three_brokers(1));
    run.act(send(P1, "before"));
    run.for_ms(3_000);
    run.act(Command::Crash(b(1)));
    run.for_ms(1_000);
    for value in ["a", "b", "c"] {
        run.act(send(P1, value));
        run.for_ms(8);
    }
    run.for_ms(20_000);
    assert_eq!(run.values(2), ["before", "a", "b", "c"]);
    let retried = |event: &Event| matches!(event, Event::BatchRetried { .. });
    assert!(!run.traces.iter().any(|trace| retried(&trace.event)));
}

#[test]
fn a_broker_gives_up_on_the_controller_after_the_time_of_each_connection() {
    for (channel, expected_ms) in [(Channel::Heartbeat, 2_000), (Channel::Metadata, 2_000)] {
        let mut run = Run::new(three_brokers(1));
        run.for_ms(3_000);
        let to_controller = |socket: Socket, way| {
            socket.connection.client == b(2)
                && socket.connection.server == NodeId::CONTROLLER
                && socket.connection.channel == channel
                && way == Direction::Request
        };
        let request = under_way(&mut run, to_controller);
        let sent = run.world.now();
        run.act(Command::Hold(request));
        let given_up = run.until(|event| {
            matches!(event, Event::Disconnected { connection, .. } if connection.channel == channel)
        });
        assert_eq!(given_up.at.since(sent).as_ms(), expected_ms, "{channel:?}");
    }
}
