//! What brokers do with their disks, their readers and their end, in a cluster at work; each run is
//! checked after every event.

mod common;

use common::{C1, ORDERS, P1, PALL, Run, b, loss, send, three_brokers};
use highwater_core::command::{AdminCommand, Command};
use highwater_core::config::{ReplicaSelector, Truncation};
use highwater_core::id::{BrokerId, NodeId, Offset, PartitionIndex};
use highwater_core::scenario::Scenario;
use highwater_core::sim::Direction;
use highwater_core::trace::{Event, LogStartReason, TruncationCause};
use highwater_core::wire::{Api, Gist};

fn acknowledged(event: &Event) -> bool {
    matches!(event, Event::RecordAcknowledged { .. })
}

/// Sends records one after the other, each answered before the next.
fn produce(run: &mut Run, producer: NodeId, values: &[&str]) {
    for value in values {
        run.act(send(producer, value));
        run.until(acknowledged);
    }
}

fn delete_before(offset: i64) -> Command {
    Command::Admin(AdminCommand::DeleteRecords {
        topic: "orders".into(),
        partition: PartitionIndex(0),
        before_offset: Offset(offset),
    })
}

/// Log start, high watermark and log end of a broker's replica of `orders-0`.
fn log(run: &Run, broker: u32) -> (i64, i64, i64) {
    let broker = run.world.broker(BrokerId(broker)).expect("a broker");
    let log = broker.log(ORDERS).expect("a replica");
    (
        log.start_offset().0,
        log.high_watermark().0,
        log.end_offset().0,
    )
}

#[test]
fn records_are_deleted_on_every_live_replica_before_the_client_is_told() {
    let mut run = Run::new(three_brokers(1));
    produce(&mut run, PALL, &["a", "b", "c"]);
    run.for_ms(2_000);
    run.act(delete_before(2));
    let told = run.until(|event| matches!(event, Event::AdminAnswered { .. }));
    let Event::AdminAnswered { api, result, .. } = told.event else {
        unreachable!("it was waited for");
    };
    assert_eq!((api, result), (Api::DeleteRecords, Ok(())));
    for broker in 1..=3 {
        assert_eq!(log(&run, broker), (2, 3, 3), "b{broker}");
    }
    let moved = |trace: &highwater_core::trace::Trace| match trace.event {
        Event::LogStartMoved { reason, .. } => Some((trace.actor, reason)),
        _ => None,
    };
    let moved: Vec<_> = run.traces.iter().filter_map(moved).collect();
    assert_eq!(moved[0], (b(1), LogStartReason::RecordDeletion));
    assert_eq!(moved[1].1, LogStartReason::LeaderOffsetIncremented);
    run.act(Command::Crash(b(3)));
    run.until(|event| matches!(event, Event::BrokerFenced { .. }));
    run.act(delete_before(3));
    run.until(|event| matches!(event, Event::AdminAnswered { .. }));
    assert_eq!(log(&run, 3).0, 2, "it is not waited for");
}

#[test]
fn a_follower_that_lacks_what_its_leader_has_deleted_starts_over_at_the_leaders_start() {
    let mut run = Run::new(three_brokers(1));
    produce(&mut run, PALL, &["a"]);
    run.for_ms(2_000);
    run.act(Command::Crash(b(3)));
    run.until(|event| matches!(event, Event::BrokerFenced { .. }));
    produce(&mut run, PALL, &["b", "c", "d"]);
    run.for_ms(1_000);
    run.act(delete_before(3));
    run.until(|event| matches!(event, Event::AdminAnswered { .. }));
    run.act(Command::Restart(b(3)));
    let reset = run.until(|event| matches!(event, Event::FetchOffsetReset { .. }));
    assert!(matches!(
        reset.event,
        Event::FetchOffsetReset {
            from: Offset(1),
            to: Offset(3),
            ..
        }
    ));
    run.until(|event| matches!(event, Event::IsrChanged { to, .. } if to.len() == 3));
    run.for_ms(1_000);
    assert_eq!(log(&run, 3), (3, 4, 4));
}

/// Three racks, each with a broker; the consumer stands where b3 is.
fn racks() -> Scenario {
    let mut scenario = three_brokers(1);
    scenario.racks = ["a", "b", "c"].map(Into::into).to_vec();
    scenario.broker_config.replica_selector_class = ReplicaSelector::RackAware;
    scenario.consumers[0].config.client_rack = "c".into();
    scenario
}

#[test]
fn a_consumer_reads_from_the_replica_in_its_rack_as_far_as_that_knows_to_be_committed() {
    let mut run = Run::new(racks());
    for value in ["a", "b"] {
        run.act(send(PALL, value));
        run.until(|event| matches!(event, Event::RecordsConsumed { .. }));
    }
    let readings: Vec<(NodeId, Offset)> = run
        .traces
        .iter()
        .filter_map(|trace| match &trace.event {
            Event::MessageArrived {
                connection,
                direction: Direction::Response,
                gist:
                    Gist::FetchAnswer {
                        base_offset: Some(base_offset),
                        ..
                    },
                ..
            } if connection.client == C1 => Some((connection.server, *base_offset)),
            _ => None,
        })
        .collect();
    assert_eq!(readings, [(b(3), Offset(0)), (b(3), Offset(1))]);
}

#[test]
fn a_loss_of_power_takes_what_was_not_on_the_disk_and_a_crash_takes_nothing() {
    for (fault, writeback_ms, flush_messages, left) in [
        (Command::Crash(b(2)), 30_000, None, 3),
        (Command::PowerLoss(b(2)), 30_000, None, 0),
        (Command::PowerLoss(b(2)), 1_000, None, 3),
        (Command::PowerLoss(b(2)), 30_000, Some("2"), 2),
    ] {
        let mut scenario = three_brokers(1);
        scenario.broker_config.os_writeback_ms = writeback_ms;
        if let Some(messages) = flush_messages {
            let config = &mut scenario.topics[0].config;
            config.insert("flush.messages".into(), messages.into());
        }
        let mut run = Run::new(scenario);
        run.tolerates = loss;
        produce(&mut run, PALL, &["a", "b", "c"]);
        run.for_ms(3_000);
        run.act(fault.clone());
        assert_eq!(
            log(&run, 2).2,
            left,
            "{fault:?} {writeback_ms} {flush_messages:?}"
        );
        run.for_ms(10_000);
        run.act(Command::Restart(b(2)));
        run.until(|event| matches!(event, Event::IsrChanged { to, .. } if to.len() == 3));
        run.for_ms(1_000);
        assert_eq!(log(&run, 2), (0, 3, 3), "it has come round");
    }
}

#[test]
fn a_broker_that_stops_in_good_order_comes_back_as_one_that_can_be_trusted() {
    let mut run = Run::new(three_brokers(1));
    produce(&mut run, PALL, &["a"]);
    run.act(Command::Shutdown(b(1)));
    let mut seen = Vec::new();
    let first = run.traces.len();
    run.until(|event| matches!(event, Event::BrokerStopped));
    for trace in &run.traces[first..] {
        if trace.actor == b(1) {
            match trace.event {
                Event::ShutdownBegan => seen.push("asks"),
                Event::BecameFollower { .. } => seen.push("follows"),
                Event::FetchersStopped { .. } => seen.push("stops fetching"),
                Event::ShutdownAllowed => seen.push("may stop"),
                Event::BrokerStopped => seen.push("stops"),
                _ => {}
            }
        }
    }
    assert_eq!(
        seen,
        ["follows", "stops fetching", "may stop", "stops"],
        "it asked before"
    );
    let broker = run.world.broker(BrokerId(1)).expect("a broker");
    let epoch = broker
        .clean_shutdown_file()
        .and_then(|file| file.broker_epoch);
    assert!(epoch.is_some());
    run.act(Command::Restart(b(1)));
    run.until(|event| matches!(event, Event::LogsRecovered { clean: true, .. }));
    let unclean = |event: &Event| {
        matches!(
            event,
            Event::PartitionsChanged {
                reason: highwater_core::trace::ChangeReason::UncleanShutdown,
                ..
            }
        )
    };
    // It is refused until the session of the process before has run out.
    run.for_ms(20_000);
    assert!(!run.traces.iter().any(|trace| unclean(&trace.event)));
    assert_eq!(run.isr().len(), 3);
}

#[test]
fn a_returning_leader_makes_its_log_agree_as_its_age_does() {
    for (truncation, cause) in [
        (Truncation::HighWatermark, "high watermark"),
        (Truncation::LeaderEpochOnce, "leader epoch"),
        (Truncation::LeaderEpoch, "leader epoch"),
    ] {
        let mut scenario = three_brokers(1);
        scenario.broker_config.semantics.truncation = truncation;
        let mut run = Run::new(scenario);
        run.tolerates = loss;
        produce(&mut run, PALL, &["a"]);
        run.for_ms(6_000);
        run.act(Command::Cut(b(1), b(2)));
        run.act(Command::Cut(b(1), b(3)));
        produce(&mut run, P1, &["only on b1"]);
        run.act(Command::Crash(b(1)));
        run.until(|event| matches!(event, Event::LeaderElected { .. }));
        produce(&mut run, PALL, &["b"]);
        run.act(Command::HealAll);
        let cut = run.until(|event| matches!(event, Event::Truncated { .. }));
        assert!(matches!(
            cut.event,
            Event::Truncated {
                from: Offset(2),
                to: Offset(1),
                ..
            }
        ));
        let decided = run.traces.iter().rev().find_map(|trace| match trace.event {
            Event::TruncationDecided { because, .. } => Some(because),
            _ => None,
        });
        let told = match decided {
            Some(TruncationCause::HighWatermark(_)) => "high watermark",
            Some(TruncationCause::LeaderEpoch(_)) => "leader epoch",
            None => "nothing",
        };
        assert_eq!(told, cause);
        run.until(|event| matches!(event, Event::IsrChanged { to, .. } if to.len() == 3));
        run.for_ms(2_000);
        assert_eq!(run.values(1), ["a", "b"]);
    }
}

#[test]
fn a_broker_that_stops_in_good_order_is_fenced_only_once_it_has_stopped() {
    let mut run = Run::new(three_brokers(1));
    run.act(Command::Shutdown(b(1)));
    run.until(|event| matches!(event, Event::ControlledShutdown { .. }));
    let registration = &run.world.metadata().brokers[&BrokerId(1)];
    assert!(registration.in_controlled_shutdown);
    assert!(!run.world.is_fenced(BrokerId(1)));
    run.until(|event| matches!(event, Event::BrokerFenced { .. }));
    assert!(run.world.is_fenced(BrokerId(1)));
    assert!(run.world.is_fenced(BrokerId(9)), "it never registered");
}
