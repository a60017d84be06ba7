//! A broker that does not lead says who does (KIP-951), so that a client need not wait for metadata.

mod common;

use common::{C1, ORDERS, PALL, Run, b, send, three_brokers};
use highwater_core::command::{AdminCommand, Command, ElectionType};
use highwater_core::id::{BrokerId, NodeId};
use highwater_core::sim::Direction;
use highwater_core::trace::{Event, Trace};
use highwater_core::wire::{Api, ErrorCode, Gist};

/// b1 has led, died and come back; b2 leads, and everybody knows that.
fn led_by_b2() -> Run {
    let mut run = Run::new(three_brokers(1));
    run.for_ms(1_000);
    run.act(Command::Crash(b(1)));
    run.for_ms(15_000);
    run.act(Command::Restart(b(1)));
    run.for_ms(15_000);
    run.act(send(PALL, "before"));
    run.for_ms(1_000);
    run
}

/// b1 leads once more; the first of what a client is told since, and the place of that.
fn refused_after_election(run: &mut Run, client: NodeId) -> usize {
    run.act(Command::Admin(AdminCommand::ElectLeader {
        election: ElectionType::Preferred,
        topic: "orders".into(),
        partition: ORDERS.partition,
    }));
    if client == PALL {
        run.until(
            |event| matches!(event, Event::LeaderElected { leader, .. } if *leader == BrokerId(1)),
        );
        run.for_ms(200);
        run.act(send(PALL, "after"));
    }
    let is_refusal = |gist: &Gist| {
        matches!(
            gist,
            Gist::ProduceAnswer {
                result: Err(ErrorCode::NotLeaderOrFollower),
                ..
            } | Gist::FetchAnswer {
                error: Some(ErrorCode::NotLeaderOrFollower | ErrorCode::FencedLeaderEpoch),
                follower: false,
                ..
            }
        )
    };
    let refusal = |trace: &Trace| {
        trace.actor == client
            && matches!(&trace.event, Event::MessageArrived { gist, .. } if is_refusal(gist))
    };
    let since = run.traces.len();
    run.for_ms(5_000);
    let place = run.traces[since..].iter().position(refusal);
    since + place.expect("it is refused")
}

#[test]
fn who_is_refused_goes_to_the_new_leader_before_it_is_told_of_the_cluster() {
    for (client, api) in [(PALL, Api::Produce), (C1, Api::Fetch)] {
        let mut run = led_by_b2();
        let refused = refused_after_election(&mut run, client);
        let at = run.traces[refused].at;
        let sent = run.traces[refused..].iter().find(|trace| {
            matches!(&trace.event, Event::MessageSent { gist, connection, direction: Direction::Request, .. }
                if gist.api() == api && connection.client == client && connection.server == b(1))
        });
        let learned = run.traces[refused..].iter().find(|trace| {
            trace.actor == client
                && matches!(&trace.event, Event::LeaderLearned { partition, leader, .. }
                    if *partition == ORDERS && *leader == Some(BrokerId(1)))
        });
        assert_eq!(learned.expect("it is told").at, at, "{client}");
        // A consumer asks the new leader first whether it has what was read.
        let waits = sent.expect("it goes on").at.since(at);
        let round_trip_us = 60_000;
        assert!(waits.0 < round_trip_us, "{client}: {waits:?}");
        let asks = run.traces[refused..].iter().any(|trace| {
            matches!(&trace.event, Event::MessageSent { gist, connection, .. }
                if gist.api() == Api::Metadata && connection.client == client)
        });
        assert!(asks, "{client} asks for metadata all the same");
    }
}
