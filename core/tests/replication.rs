//! Replication, failover and return, as Kafka 4.3 does them, each run checked after every event.

mod common;

use common::{C1, ORDERS, P0, P1, PALL, Run, b, loss, send, three_brokers};
use highwater_core::command::{AdminCommand, Command};
use highwater_core::id::{NodeId, Offset};
use highwater_core::trace::Event;
use highwater_core::wire::{ErrorCode, Gist};

fn appended_by(broker: NodeId, run: &mut Run) {
    loop {
        run.step();
        let appended = |trace: &highwater_core::trace::Trace| {
            trace.actor == broker
                && matches!(
                    trace.event,
                    Event::LeaderAppended { .. } | Event::FollowerAppended { .. }
                )
        };
        if run.traces.iter().any(appended) {
            return;
        }
    }
}

#[test]
fn the_high_watermark_moves_when_the_last_follower_asks_for_more() {
    let mut run = Run::new(three_brokers(1));
    run.act(send(PALL, "a"));
    appended_by(b(1), &mut run);
    assert_eq!(run.ends()[0], (1, 0));
    appended_by(b(2), &mut run);
    appended_by(b(3), &mut run);
    assert_eq!(
        run.ends(),
        [(1, 0), (1, 0), (1, 0)],
        "all have it, and the leader does not know"
    );
    let moved = run.until(|event| matches!(event, Event::HighWatermarkAdvanced { .. }));
    assert_eq!(
        run.ends(),
        [(1, 1), (1, 0), (1, 0)],
        "the followers hear of it later"
    );
    let cause = run
        .traces
        .iter()
        .find(|trace| Some(trace.id) == moved.cause)
        .expect("a cause");
    assert!(
        matches!(cause.event, Event::FollowerProgressed { to: Offset(1), .. }),
        "{cause:?}"
    );
    let acknowledged = |event: &Event| {
        matches!(
            event,
            Event::RecordAcknowledged {
                offset: Some(Offset(0)),
                ..
            }
        )
    };
    let consumed = |event: &Event| matches!(event, Event::RecordsConsumed { .. });
    let (mut is_acknowledged, mut is_consumed) = (false, false);
    while !is_acknowledged || !is_consumed {
        let next = run.until(|event| acknowledged(event) || consumed(event));
        is_acknowledged |= acknowledged(&next.event);
        is_consumed |= consumed(&next.event);
    }
    run.for_ms(1_000);
    assert_eq!(run.ends(), [(1, 1), (1, 1), (1, 1)]);
    assert_eq!(
        run.world
            .consumers()
            .next()
            .and_then(|it| it.position(ORDERS)),
        Some(Offset(1))
    );
}

#[test]
fn acks_decide_when_the_producer_is_told() {
    let mut run = Run::new(three_brokers(1));
    for producer in [P0, P1, PALL] {
        run.act(send(producer, "a"));
    }
    let mut order = Vec::new();
    while order.len() < 3 {
        let trace = run.until(|event| matches!(event, Event::RecordAcknowledged { .. }));
        order.push(trace.actor);
    }
    assert_eq!(order, [P0, P1, PALL]);
    run.for_ms(2_000);
    assert_eq!(run.ends(), [(3, 3), (3, 3), (3, 3)]);
}

#[test]
fn a_leader_that_returns_cuts_off_what_nobody_else_has() {
    let mut run = Run::new(three_brokers(1));
    run.tolerates = loss;
    run.act(send(PALL, "a"));
    run.for_ms(2_000);
    run.act(Command::Cut(b(1), b(2)));
    run.act(Command::Cut(b(1), b(3)));
    run.act(send(P1, "only on b1"));
    run.until(|event| {
        matches!(
            event,
            Event::RecordAcknowledged {
                offset: Some(Offset(1)),
                ..
            }
        )
    });
    run.act(Command::Crash(b(1)));
    run.until(|event| matches!(event, Event::LeaderElected { .. }));
    run.act(send(PALL, "b"));
    run.until(|event| {
        matches!(
            event,
            Event::RecordAcknowledged {
                offset: Some(Offset(1)),
                ..
            }
        )
    });
    assert_eq!(run.values(1), ["a", "only on b1"]);
    let lost: Vec<_> = run.broken.iter().map(|breach| breach.offset).collect();
    assert_eq!(lost, [Some(Offset(1))], "acks=1 promises nothing of it");
    run.act(Command::HealAll);
    let cut = run.until(|event| matches!(event, Event::Truncated { .. }));
    assert_eq!(cut.actor, b(1));
    assert!(matches!(
        cut.event,
        Event::Truncated {
            from: Offset(2),
            to: Offset(1),
            ..
        }
    ));
    run.until(|event| matches!(event, Event::IsrChanged { to, .. } if to.len() == 3));
    run.for_ms(2_000);
    assert_eq!(run.values(1), ["a", "b"]);
    assert_eq!(run.ends(), [(2, 2), (2, 2), (2, 2)]);
    assert_eq!(
        run.isr(),
        [1, 2, 3],
        "a leader proposes the ISR in ascending order"
    );
}

#[test]
fn a_follower_that_is_cut_off_leaves_the_isr_between_one_and_one_and_a_half_times_the_limit() {
    let mut run = Run::new(three_brokers(1));
    run.act(send(PALL, "a"));
    run.for_ms(2_000);
    run.act(Command::Cut(b(1), b(3)));
    run.act(send(P1, "b"));
    let cut = run.world.now();
    let shrunk = run.until(|event| matches!(event, Event::IsrChanged { .. }));
    let waited = shrunk.at.since(cut).as_ms();
    assert!((29_000..=46_000).contains(&waited), "{waited} ms");
    run.until(|event| matches!(event, Event::HighWatermarkAdvanced { to: Offset(2), .. }));
    run.act(Command::Heal(b(1), b(3)));
    run.until(|event| matches!(event, Event::IsrCommitted { isr, .. } if isr.len() == 3));
    run.for_ms(2_000);
    assert_eq!(run.ends(), [(2, 2), (2, 2), (2, 2)]);
}

#[test]
fn below_the_minimum_nothing_is_written_and_the_high_watermark_stands_still() {
    let mut run = Run::new(three_brokers(1));
    run.act(send(PALL, "a"));
    run.for_ms(2_000);
    run.act(Command::Crash(b(2)));
    run.act(Command::Crash(b(3)));
    run.until(|event| matches!(event, Event::IsrChanged { to, .. } if to.len() == 1));
    run.for_ms(1_000);
    run.act(send(P1, "b"));
    run.act(send(PALL, "c"));
    run.until(|event| matches!(event, Event::AppendRefused { .. }));
    run.for_ms(2_000);
    assert_eq!(
        run.ends()[0],
        (2, 1),
        "acks=1 is written, and not committed"
    );
    run.act(Command::HealAll);
    run.until(|event| {
        matches!(
            event,
            Event::RecordAcknowledged {
                offset: Some(Offset(2)),
                ..
            }
        )
    });
    assert_eq!(run.values(1), ["a", "b", "c"]);
}

/// On a slow broker other threads get in between the move of the high watermark and the look at what
/// waited for it; on a quick one they do not.
#[test]
fn a_minimum_that_grows_under_a_request_that_waits_is_missed_after_the_append() {
    for (slowness_ms, error) in [
        (1_000, Some(ErrorCode::NotEnoughReplicasAfterAppend)),
        (0, None),
    ] {
        let mut run = Run::new(three_brokers(1));
        run.act(Command::Crash(b(3)));
        run.until(|event| matches!(event, Event::IsrChanged { to, .. } if to.len() == 2));
        run.for_ms(1_000);
        run.act(send(PALL, "a"));
        run.until(|event| {
            matches!(event, Event::MessageSent { gist: Gist::Fetch { offset: Offset(1), .. }, connection, .. }
                if connection.client == b(2))
        });
        if slowness_ms > 0 {
            run.act(Command::SlowBroker {
                broker: b(1),
                by_ms: slowness_ms,
            });
        }
        run.act(Command::Admin(AdminCommand::AlterConfig {
            topic: Some("orders".into()),
            key: "min.insync.replicas".into(),
            value: Some("3".into()),
        }));
        let moved = run.traces.len();
        run.for_ms(10_000);
        let answered = run.traces[moved..]
            .iter()
            .find_map(|trace| match trace.event {
                Event::BatchRetried { error, .. } => Some(error),
                _ => None,
            });
        assert_eq!(answered.flatten(), error, "{slowness_ms} ms slow");
        assert_eq!(run.ends()[0], (1, 1), "written, and committed");
        assert_eq!(run.values(1), ["a"], "no second append below the minimum");
    }
}

#[test]
fn a_lost_answer_is_sent_again_and_becomes_a_duplicate() {
    let mut run = Run::new(three_brokers(1));
    run.act(send(P1, "a"));
    let answer = run.until(|event| {
        matches!(event, Event::MessageSent { gist, .. }
            if matches!(gist, highwater_core::wire::Gist::ProduceAnswer { .. }))
    });
    let Event::MessageSent { message, .. } = answer.event else {
        unreachable!("it was asked for")
    };
    run.act(Command::Lose(message));
    run.until(|event| matches!(event, Event::BatchRetried { .. }));
    run.until(|event| matches!(event, Event::RecordAcknowledged { .. }));
    assert_eq!(
        run.values(1),
        ["a", "a"],
        "without idempotence the leader cannot know it"
    );
}

#[test]
fn a_held_fetch_holds_the_high_watermark() {
    let mut run = Run::new(three_brokers(1));
    run.act(send(PALL, "a"));
    let fetch = run.until(|event| {
        matches!(event, Event::MessageSent { gist, connection, .. }
            if connection.client == b(3)
            && matches!(gist, Gist::Fetch { offset: Offset(1), .. }))
    });
    let Event::MessageSent { message, .. } = fetch.event else {
        unreachable!("it was asked for")
    };
    run.act(Command::Hold(message));
    run.for_ms(5_000);
    assert_eq!(run.ends(), [(1, 0), (1, 0), (1, 0)]);
    run.act(Command::Release(message));
    run.for_ms(1_000);
    assert_eq!(run.ends(), [(1, 1), (1, 1), (1, 1)]);
}

#[test]
fn a_new_leader_does_not_wait_for_a_follower_that_was_never_caught_up() {
    let mut scenario = three_brokers(1);
    scenario.topics[0]
        .config
        .insert("min.insync.replicas".into(), "1".into());
    let mut run = Run::new(scenario);
    run.act(Command::Crash(b(3)));
    run.for_ms(11_000);
    run.act(Command::Cut(b(2), b(3)));
    run.act(Command::Crash(b(1)));
    run.act(Command::Cut(b(1), b(3)));
    run.act(Command::Restart(b(3)));
    run.until(|event| matches!(event, Event::LeaderElected { .. }));
    run.act(send(PALL, "a"));
    let sent = run.world.now();
    let told = run.until(|event| matches!(event, Event::RecordAcknowledged { .. }));
    assert!(
        told.at.since(sent).as_ms() < 5_000,
        "{}",
        told.at.since(sent)
    );
}

#[test]
fn a_consumers_lag_is_what_it_may_read_and_has_not() {
    let mut run = Run::new(three_brokers(1));
    let lag = |run: &Run| {
        let consumer = run.world.consumers().next().expect("a consumer");
        run.world.positions(consumer)[0].lag
    };
    run.act(Command::Cut(C1, b(1)));
    for value in ["v1", "v2"] {
        run.act(send(PALL, value));
        run.for_ms(1_000);
    }
    assert_eq!(lag(&run), Some(2));
    run.act(Command::HealAll);
    run.for_ms(1_000);
    assert_eq!(lag(&run), Some(0));
    run.act(Command::Crash(b(1)));
    assert_eq!(lag(&run), None, "nobody leads");
}
