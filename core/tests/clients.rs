//! What clients and brokers do when nobody answers.

mod common;

use common::{C1, ORDERS, P1, PALL, Run, b, send, three_brokers};
use highwater_core::command::{AdminCommand, Command};
use highwater_core::config::{AutoOffsetReset, ReplicaSelector};
use highwater_core::explain::{Exception, Names, exception};
use highwater_core::id::{BrokerId, LeaderEpoch, MessageId, NodeId, Offset, PartitionIndex};
use highwater_core::scenario::{ProducerSpec, Scenario};
use highwater_core::sim::{Channel, Direction, Socket};
use highwater_core::trace::Event;
use highwater_core::wire::{Api, ApiError};

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

/// [`three_brokers`] with the acks=all producer configured like this.
fn with_producer(change: impl FnOnce(&mut ProducerSpec)) -> Scenario {
    let mut scenario = three_brokers(1);
    change(&mut scenario.producers[2]);
    scenario
}

/// What the application of a producer is told of its record, and after how many milliseconds.
fn told(run: &mut Run, value: &str) -> (String, u64) {
    let sent = run.world.now();
    run.act(send(PALL, value));
    let told = run.until(|event| {
        matches!(
            event,
            Event::RecordAcknowledged { .. }
                | Event::RecordFailed { .. }
                | Event::SendFailed { .. }
        )
    });
    let what = match told.event {
        Event::RecordFailed { error, detail, .. } | Event::SendFailed { error, detail, .. } => {
            let error = ApiError {
                code: error,
                detail,
            };
            let Exception { class, message } = exception(&error, &Names::of(&run.world));
            format!("{class}: {message}")
        }
        _ => "acknowledged".to_owned(),
    };
    (what, told.at.since(sent).as_ms())
}

/// All but b1 die, and the controller notices: the ISR is below the minimum.
fn leave_b1_alone(run: &mut Run) {
    for id in [2, 3] {
        run.act(Command::Crash(b(id)));
        run.until(|event| matches!(event, Event::BrokerFenced { .. }));
    }
    run.for_ms(1_000);
}

#[test]
fn a_record_whose_topic_does_not_become_known_in_time_is_never_sent() {
    let mut run = Run::new(with_producer(|producer| {
        producer.on_demand = true;
        producer.config.max_block_ms = 2_000;
    }));
    for id in 1..=3 {
        run.act(Command::Crash(b(id)));
    }
    let expected = "TimeoutException: Topic orders not present in metadata after 2000 ms.";
    assert_eq!(told(&mut run, "too early"), (expected.to_owned(), 2_000));
}

#[test]
fn a_producer_on_demand_says_nothing_before_its_first_record() {
    let mut run = Run::new(with_producer(|producer| producer.on_demand = true));
    run.for_ms(5_000);
    assert!(run.traces.iter().all(|trace| trace.actor != PALL));
    assert_eq!(told(&mut run, "first").0, "acknowledged");
}

#[test]
fn an_error_reaches_the_application_once_a_batch_was_sent_again_as_often_as_it_may_be() {
    for retries in [0, 1, 3] {
        let mut run = Run::new(with_producer(|producer| producer.config.retries = retries));
        leave_b1_alone(&mut run);
        let expected = "NotEnoughReplicasException: Messages are rejected since there are fewer \
                        in-sync replicas than required.";
        let before = run.traces.len();
        assert_eq!(told(&mut run, "refused").0, expected, "{retries} retries");
        let left: Vec<u32> = run.traces[before..]
            .iter()
            .filter_map(|trace| match trace.event {
                Event::BatchRetried { attempts_left, .. } => Some(attempts_left),
                _ => None,
            })
            .collect();
        assert_eq!(left, (0..retries).rev().collect::<Vec<_>>());
    }
}

#[test]
fn a_record_that_takes_too_long_in_all_expires() {
    let mut run = Run::new(with_producer(|producer| {
        producer.config.delivery_timeout_ms = Some(9_000);
        producer.config.request_timeout_ms = 4_000;
    }));
    leave_b1_alone(&mut run);
    let expected = "TimeoutException: Expiring 1 record(s) for orders-0:9000 ms has passed since \
                    batch creation. The request has not been sent, or no server response has been \
                    received yet.";
    assert_eq!(told(&mut run, "too late"), (expected.to_owned(), 9_000));
}

#[test]
fn without_retries_nobody_learns_what_became_of_a_request_whose_connection_broke() {
    for (cut, expected) in [
        (false, "NetworkException: Disconnected from node 1"),
        (
            true,
            "TimeoutException: Disconnected from node 1 due to timeout",
        ),
    ] {
        let mut run = Run::new(with_producer(|producer| {
            producer.config.retries = 0;
            producer.config.request_timeout_ms = 4_000;
        }));
        assert_eq!(told(&mut run, "before").0, "acknowledged");
        if cut {
            run.act(Command::Cut(PALL, b(1)));
        } else {
            run.act(send(PALL, "lost"));
            let to_b1 = |socket: Socket, way| {
                let connection = socket.connection;
                (connection.client, connection.server, way) == (PALL, b(1), Direction::Request)
            };
            let request = under_way(&mut run, to_b1);
            run.act(Command::Lose(request));
        }
        assert_eq!(told(&mut run, "after").0, expected);
    }
}

/// [`three_brokers`] with b1 in one rack, b2 and the consumer in another, and leaders that send consumers
/// to their own rack.
fn with_racks() -> Scenario {
    let mut scenario = three_brokers(1);
    scenario.racks = vec!["east".into(), "west".into(), "".into()];
    scenario.broker_config.replica_selector_class = ReplicaSelector::RackAware;
    scenario.consumers[0].config.client_rack = "west".into();
    scenario
}

/// Where the consumer was sent by the leader, and how many records it has.
fn reader(run: &Run) -> (Option<u32>, u64) {
    let consumer = run.world.consumers().next().expect("there is one");
    let replica = consumer.read_replica(ORDERS).map(|id| id.0);
    (replica, consumer.consumed())
}

#[test]
fn a_consumer_reads_from_the_replica_in_its_rack_and_from_the_leader_when_that_is_gone() {
    let mut run = Run::new(with_racks());
    run.act(send(PALL, "a"));
    run.for_ms(3_000);
    assert_eq!(reader(&run), (Some(2), 1));
    let before = run.traces.len();
    run.act(send(PALL, "b"));
    run.for_ms(3_000);
    assert_eq!(reader(&run), (Some(2), 2));
    let asked: Vec<NodeId> = run.traces[before..]
        .iter()
        .filter_map(|trace| match &trace.event {
            Event::MessageSent {
                connection, gist, ..
            } if trace.actor == C1 && gist.api() == Api::Fetch => Some(connection.server),
            _ => None,
        })
        .collect();
    assert!(
        !asked.is_empty() && asked.iter().all(|server| *server == b(2)),
        "{asked:?}"
    );
    run.act(Command::Crash(b(2)));
    run.act(send(P1, "c"));
    run.for_ms(20_000);
    assert_eq!(reader(&run), (None, 3));
    run.act(Command::Restart(b(2)));
    run.for_ms(20_000);
    assert_eq!(reader(&run), (Some(2), 3), "it is in sync again");
}

#[test]
fn whoever_wants_metadata_again_and_again_gets_it_all_the_same() {
    let mut scenario = three_brokers(1);
    scenario.broker_config.eligible_leader_replicas_version = 0;
    scenario.topics[0].assignment = vec![vec![BrokerId(1)]];
    let mut run = Run::new(scenario);
    run.act(send(PALL, "before"));
    run.for_ms(3_000);
    run.act(Command::Crash(b(1)));
    run.until(|event| matches!(event, Event::PartitionWentOffline { .. }));
    // A record every 20 ms finds no leader, over and over.
    let begun = run.world.now().as_ms();
    for number in 0..1_000 {
        run.act(send(PALL, "again"));
        run.until_ms(begun + 20 * number);
        if number == 500 {
            run.act(Command::Restart(b(1)));
        }
    }
    assert!(run.values(1).len() > 900, "{}", run.values(1).len());
}

#[test]
fn a_consumer_whose_records_were_deleted_goes_where_it_was_told_to() {
    for (reset, to) in [(AutoOffsetReset::Earliest, 4), (AutoOffsetReset::Latest, 5)] {
        let mut scenario = three_brokers(1);
        scenario.consumers[0].config.auto_offset_reset = reset;
        let mut run = Run::new(scenario);
        run.act(send(PALL, "read"));
        run.for_ms(2_000);
        run.act(Command::Cut(C1, b(1)));
        for _ in 0..4 {
            run.act(send(PALL, "deleted but for the last"));
            run.for_ms(500);
        }
        run.act(Command::Admin(AdminCommand::DeleteRecords {
            topic: "orders".into(),
            partition: PartitionIndex(0),
            before_offset: Offset(4),
        }));
        run.for_ms(2_000);
        run.act(Command::Heal(C1, b(1)));
        let met = run.until(|event| matches!(event, Event::PositionReset { .. }));
        // The fetch that waited at the leader when the link was cut has brought one of them.
        let expected = Event::PositionReset {
            partition: ORDERS,
            from: Offset(2),
            to: Offset(to),
            leader: Some((BrokerId(1), LeaderEpoch(0))),
        };
        assert_eq!(met.event, expected);
    }
}

#[test]
fn a_record_for_a_partition_that_is_not_there_is_waited_with_and_given_up() {
    for (topic, partition) in [("nothing", 0), ("orders", 5)] {
        let mut run = Run::new(three_brokers(1));
        let sent = run.world.now();
        run.act(Command::Produce {
            producer: PALL,
            topic: topic.into(),
            partition: Some(PartitionIndex(partition)),
            key: None,
            value: Some("a".into()),
        });
        let failed = run.until(|event| matches!(event, Event::SendFailed { .. }));
        let waited = failed.at.since(sent).as_ms();
        assert_eq!(waited, 60_000, "{topic}-{partition}: max.block.ms");
        assert!(run.values(1).is_empty());
    }
}
