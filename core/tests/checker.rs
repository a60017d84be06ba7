//! The checker is no good unless it fails where something is wrong: runs that are told wrongly, or in
//! which time goes back, break the invariant that they should break.

mod common;

use common::{C1, ORDERS, PALL, b, send, three_brokers};
use highwater_core::check::{Breach, Ghost, Invariant};
use highwater_core::id::{Offset, RecordId};
use highwater_core::sim::World;
use highwater_core::time::Time;
use highwater_core::trace::{Event, Trace};

/// A cluster in which one record was sent, committed and read; and what a checker remembers of it.
struct WatchedRun {
    world: World,
    ghost: Ghost,
}

impl WatchedRun {
    fn new() -> Self {
        let mut scenario = three_brokers(1);
        scenario.producers[2].config.enable_idempotence = None;
        let world = World::new(scenario.into());
        let ghost = Ghost::new(&world);
        let mut watched = Self { world, ghost };
        watched.until_ms(2_000);
        let mut traces = Vec::new();
        let sent = watched
            .world
            .apply(Time::START, &send(PALL, "m1"), &mut traces);
        sent.expect("p3 may send");
        assert_eq!(watched.ghost.observe(&watched.world, &traces), []);
        watched
    }

    fn until_ms(&mut self, ms: u64) {
        while self.world.now() < Time::from_ms(ms) {
            assert_eq!(self.step(|_| {}), []);
        }
    }

    /// Takes one step, and tells the checker of it with something changed.
    fn step(&mut self, change: impl FnOnce(&mut Vec<Trace>)) -> Vec<Breach> {
        let mut traces = Vec::new();
        self.world.step(&mut traces);
        change(&mut traces);
        self.ghost.observe(&self.world, &traces)
    }

    /// Goes on until a trace is `wanted`, of which the checker is told what `told` makes of it, and
    /// then for as long as it takes to look everywhere once.
    fn told(mut self, wanted: fn(&Event) -> bool, told: fn(Trace) -> Option<Trace>) -> Vec<Breach> {
        let mut breaches = Vec::new();
        let mut is_told = false;
        for _ in 0..1_000 {
            breaches.extend(self.step(|traces| {
                let found = traces.iter().position(|trace| wanted(&trace.event));
                if let Some(index) = found.filter(|_| !is_told) {
                    is_told = true;
                    let trace = traces.remove(index);
                    traces.splice(index..index, told(trace));
                }
            }));
            assert!(is_told || breaches.is_empty(), "{breaches:?}");
        }
        assert!(is_told, "it never happened");
        breaches
    }
}

fn broken(breaches: &[Breach]) -> Vec<Invariant> {
    breaches.iter().map(|breach| breach.invariant).collect()
}

#[test]
fn a_record_that_no_log_has_was_not_to_be_acknowledged() {
    let breaches = WatchedRun::new().told(
        |event| matches!(event, Event::RecordAcknowledged { .. }),
        |mut trace| {
            if let Event::RecordAcknowledged { record, .. } = &mut trace.event {
                *record = RecordId(4_711);
            }
            Some(trace)
        },
    );
    assert_eq!(broken(&breaches), [Invariant::AckedDurable]);
    let Breach {
        partition,
        offset,
        record,
        ..
    } = breaches[0];
    let lost = (partition, offset, record);
    assert_eq!(lost, (Some(ORDERS), Some(Offset(0)), Some(RecordId(4_711))));
}

#[test]
fn a_consumer_skips_nothing() {
    let mut watched = WatchedRun::new();
    watched.until_ms(6_000);
    let mut traces = Vec::new();
    let sent = watched
        .world
        .apply(Time::START, &send(PALL, "m2"), &mut traces);
    sent.expect("p3 may send");
    assert_eq!(watched.ghost.observe(&watched.world, &traces), []);
    let breaches = watched.told(
        |event| matches!(event, Event::RecordsConsumed { .. }),
        |mut trace| {
            if let Event::RecordsConsumed {
                first_offset,
                next_offset,
                ..
            } = &mut trace.event
            {
                (*first_offset, *next_offset) = (first_offset.plus(1), next_offset.plus(1));
            }
            Some(trace)
        },
    );
    assert_eq!(broken(&breaches), [Invariant::ConsistentRead]);
}

#[test]
fn what_one_producer_writes_keeps_its_order() {
    let mut watched = WatchedRun::new();
    let mut traces = Vec::new();
    let sent = watched
        .world
        .apply(Time::START, &send(PALL, "m2"), &mut traces);
    sent.expect("p3 may send");
    // The checker is told that p3 took m2 before m1, which it had taken already.
    let mut again = traces.clone();
    for trace in &mut again {
        if let Event::RecordAccepted { record, .. } = &mut trace.event {
            *record = RecordId(record.0 - 1);
        }
    }
    assert_eq!(watched.ghost.observe(&watched.world, &traces), []);
    assert_eq!(watched.ghost.observe(&watched.world, &again), []);
    let mut breaches = Vec::new();
    for _ in 0..1_000 {
        breaches.extend(watched.step(|_| {}));
    }
    assert_eq!(broken(&breaches), [Invariant::ProducerOrder]);
}

#[test]
fn a_message_does_not_vanish() {
    let arrives = |event: &Event| matches!(event, Event::MessageArrived { .. });
    let sent = |event: &Event| matches!(event, Event::MessageSent { .. });
    for wanted in [arrives, sent] {
        let breaches = WatchedRun::new().told(wanted, |_| None);
        assert_eq!(broken(&breaches), [Invariant::Structure]);
    }
}

#[test]
fn epochs_high_watermarks_and_metadata_do_not_go_back() {
    let mut watched = WatchedRun::new();
    let before = watched.world.clone();
    watched.until_ms(6_000);
    assert!(
        watched
            .world
            .consumers()
            .any(|it| it.id == C1 && it.consumed() == 1)
    );
    let mut traces = Vec::new();
    let mut past = before;
    while !traces.iter().any(|trace: &Trace| trace.actor == b(1)) {
        past.step(&mut traces);
    }
    let breaches = broken(&watched.ghost.observe(&past, &traces));
    for wanted in [Invariant::HighWatermark, Invariant::ConsistentRead] {
        assert!(breaches.contains(&wanted), "{wanted:?}: {breaches:?}");
    }
    let breaches = broken(
        &watched
            .ghost
            .observe(&World::new(three_brokers(1).into()), &[]),
    );
    assert_eq!(
        breaches,
        [Invariant::Structure],
        "the metadata log is shorter"
    );
}
