//! What befalls messages on their way and in their sockets: slowness, cuts one way, isolation.

use crate::common::{P1, Run, b, send, three_brokers};
use crate::reading::{Reading, readings};
use crate::{K1, cut_one_way, opened, slow_broker, slow_disk, slow_link, traces_of};
use highwater_core::command::{Command, Fault};
use highwater_core::trace::{Event, Trace};
use highwater_core::wire::Api;

/// What a message's way and its reading take together, at most.
const QUICK_MS: u64 = 60;

#[test]
fn slowness_is_for_the_messages_that_it_is_about_and_no_others() {
    type IsSlow = fn(&Reading) -> bool;
    let cases: [(Command, IsSlow); 5] = [
        (slow_broker(1, 150), |it| it.reader() == b(1)),
        (slow_broker(3, 150), |it| it.reader() == b(3)),
        (slow_disk(1, 150), |it| {
            it.reader() == b(1) && it.is_written()
        }),
        (slow_disk(2, 150), |it| {
            it.reader() == b(2) && it.is_written()
        }),
        (slow_link(b(1), b(2), 150), |it| {
            it.is_between(b(1), b(2)) || it.is_between(b(2), b(1))
        }),
    ];
    for (command, is_slow) in cases {
        let mut run = opened();
        run.act(command.clone());
        let first = run.traces.len();
        for value in ["a", "b", "c"] {
            run.act(send(P1, value));
            run.for_ms(700);
        }
        let (mut slow, mut quick) = (0, 0);
        for reading in readings(&run.traces[first..]) {
            let took = reading.took_ms();
            let about = format!(
                "{took} ms: {:?} to {}, {command:?}",
                reading.gist,
                reading.reader()
            );
            if is_slow(&reading) {
                assert!(took >= 150, "{about}");
                slow += 1;
            } else {
                assert!(took < QUICK_MS, "{about}");
                quick += 1;
            }
        }
        assert!(slow > 2 && quick > 2, "{slow} and {quick} of {command:?}");
    }
}

#[test]
fn a_slow_broker_takes_what_comes_on_one_connection_one_after_the_other() {
    let mut scenario = three_brokers(1);
    scenario.producers[1].config.linger_ms = 0;
    let mut run = Run::new(scenario);
    run.act(send(P1, "a"));
    run.for_ms(1_000);
    run.act(slow_broker(1, 200));
    let first = run.traces.len();
    for value in ["b", "c", "d"] {
        run.act(send(P1, value));
    }
    run.for_ms(1_500);
    let mut read = Vec::new();
    for reading in readings(&run.traces[first..]) {
        if reading.is_between(P1, b(1)) && reading.gist.api() == Api::Produce {
            read.push(reading.read);
        }
    }
    assert_eq!(read.len(), 3);
    for pair in read.windows(2) {
        assert_eq!(pair[1].since(pair[0]).as_ms(), 200);
    }
}

#[test]
fn a_link_that_is_cut_one_way_carries_messages_the_other_way_on_connections_that_stand() {
    for (from, to, other_way) in [
        // The follower's next fetch does not come through, the answer to the one before does.
        (b(3), b(1), true),
        // The leader appends what it cannot say that it has.
        (b(1), P1, true),
        // What was not asked is not answered.
        (P1, b(1), false),
    ] {
        let mut run = opened();
        run.act(send(P1, "a"));
        run.for_ms(300);
        run.act(cut_one_way(from, to));
        run.for_ms(30);
        let first = run.traces.len();
        run.act(send(P1, "b"));
        run.for_ms(2_000);
        let read = readings(&run.traces[first..]);
        assert!(!read.iter().any(|it| it.is_between(from, to)));
        let comes_through = read.iter().any(|it| it.is_between(to, from));
        assert_eq!(comes_through, other_way, "{from} to {to}");
    }
}

#[test]
fn a_connection_does_not_come_about_where_one_way_is_cut() {
    for to_the_brokers in [true, false] {
        let mut scenario = three_brokers(1);
        scenario.producers[1].on_demand = true;
        let mut run = Run::new(scenario);
        for id in 1..=3 {
            let (from, to) = if to_the_brokers {
                (P1, b(id))
            } else {
                (b(id), P1)
            };
            run.act(cut_one_way(from, to));
        }
        let first = run.traces.len();
        run.act(send(P1, "a"));
        run.for_ms(5_000);
        let read = readings(&run.traces[first..]);
        assert!(!read.iter().any(|it| it.sender() == P1));
        run.act(Command::HealAll);
        run.for_ms(1_000);
        assert_eq!(run.values(1), ["a"]);
    }
}

#[test]
fn an_isolated_broker_is_reached_by_clients_only() {
    let mut run = opened();
    run.act(Command::Isolate(b(1)));
    run.for_ms(100);
    run.act(send(P1, "a"));
    let traces = traces_of(&mut run, 3_000);
    let acknowledged = |trace: &Trace| matches!(trace.event, Event::RecordAcknowledged { .. });
    assert!(
        traces.iter().any(acknowledged),
        "by b1 alone, which does not know"
    );
    for reading in readings(&traces) {
        let ends = [reading.sender(), reading.reader()];
        let other = ends.iter().find(|end| **end != b(1));
        let reached =
            ends.contains(&b(1)) && other.is_none_or(|end| [K1, b(2), b(3)].contains(end));
        assert!(!reached, "{:?}", reading.connection);
    }
    run.until(|event| matches!(event, Event::BrokerFenced { .. }));
    run.act(Command::Cut(b(1), b(2)));
    run.act(Command::Rejoin(b(1)));
    assert_eq!(
        run.world.faults(),
        [Fault::Cut(b(1), b(2))],
        "each is in force by itself"
    );
    run.act(Command::HealAll);
    run.for_ms(60_000);
    assert_eq!(run.isr().len(), 3);
}
