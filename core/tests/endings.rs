//! What a wait is said to end by happens at the time that was told, in random runs full of faults: every event
//! is held against what was said just before it. A failure prints its seed.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/mod.rs"]
mod common;
#[path = "random_faults/schedule.rs"]
mod schedule;
#[path = "random_faults/shape.rs"]
mod shape;

use std::sync::Arc;

use common::seeds;
use highwater_core::command::Command;
use highwater_core::explain::wait::{Clock, End, Explanation, Wait, waits, why};
use highwater_core::sim::{Random, World};
use highwater_core::time::{Span, Time};
use highwater_core::trace::{Event, Trace};
use highwater_core::wire::Gist;

/// How many sequences there are, and how many commands each has.
const SEQUENCES: u64 = 120;
const COMMANDS: u32 = 20;

/// How many waits of a moment are followed, and for how many events.
const FOLLOWED: usize = 4;
const EVENTS: u32 = 300;

/// How long what a person does has to show.
const SHOWS_WITHIN: Span = Span::from_ms(30_000);

#[test]
fn what_a_wait_is_said_to_end_by_happens_when_it_is_told() {
    seeds::each(0..SEQUENCES, "seed", |seed| {
        run_sequence(seed);
        false
    });
}

fn run_sequence(seed: u64) {
    let mut random = Random::new(seed);
    let scenario = shape::any_cluster(seed, &mut random);
    let mut world = World::new(Arc::new(scenario));
    run_to(&mut world, Time::from_ms(shape::OPENS_AT_MS));
    for _ in 0..COMMANDS {
        if let Some(command) = schedule::any_command(&world, &mut random) {
            let now = world.now();
            let _ = world.apply(now, &command, &mut Vec::new());
        }
        let pause = schedule::any_pause_ms(&mut random);
        let until = world.now() + Span::from_ms(pause);
        run_to(&mut world, until);
        follow(&world, &mut random);
    }
}

fn run_to(world: &mut World, until: Time) {
    while world.next_time().is_some_and(|at| at <= until) {
        world.step(&mut Vec::new());
    }
}

/// Follows a few of what waits, event by event.
fn follow(world: &World, random: &mut Random) {
    let mut waiting = waits(world);
    let mut said = Vec::new();
    while said.len() < FOLLOWED && !waiting.is_empty() {
        let count = u32::try_from(waiting.len()).expect("a few waits");
        let wait = waiting.swap_remove(random.below(count) as usize);
        let explained = why(world, wait).unwrap_or_else(|| panic!("{wait:?} waits for no reason"));
        try_commands(world, wait, &explained);
        said.push((wait, explained));
    }
    let mut later = world.clone();
    let mut traces = Vec::new();
    for _ in 0..EVENTS {
        let Some(at) = later.next_time().filter(|_| !said.is_empty()) else {
            return;
        };
        traces.clear();
        while later.next_time() == Some(at) {
            later.step(&mut traces);
        }
        said.retain_mut(|(wait, before)| {
            hold(*wait, before, at, &traces);
            let after = why(&later, *wait);
            after.is_some_and(|after| {
                session_ends_no_later(before, &after);
                *before = after;
                true
            })
        });
    }
}

/// What a person may do is not refused, and changes something. What an administrator asks for may not arrive.
fn try_commands(world: &World, wait: Wait, said: &Explanation) {
    for end in &said.ends {
        let End::Command(command) = end else { continue };
        let mut later = world.clone();
        let now = later.now();
        let done = later.apply(now, command, &mut Vec::new());
        assert_eq!(done, Ok(()), "{command:?} for {wait:?}: {said:#?}");
        run_to(&mut later, now + SHOWS_WITHIN);
        let is_asked_for = matches!(command, Command::Admin(_));
        let is_in_vain = why(&later, wait).as_ref() == Some(said);
        assert!(
            is_asked_for || !is_in_vain,
            "{command:?} for {wait:?}: {said:#?}"
        );
    }
}

/// What was told for this moment has happened, and nothing was told for an earlier one.
fn hold(wait: Wait, said: &Explanation, now: Time, traces: &[Trace]) {
    for end in &said.ends {
        let says = || format!("{wait:?} at {now}: {said:#?}\n{traces:#?}");
        assert!(end.at().is_none_or(|at| at >= now), "passed: {}", says());
        let End::Clock { clock, at } = end else {
            continue;
        };
        let shown = |trace: &Trace| shows(*clock, trace);
        let happens = *at != now || traces.iter().any(shown);
        let is_silent = shows_nothing(*clock);
        assert!(happens || is_silent, "{clock:?} is missed: {}", says());
    }
}

/// A session that was said to run out runs out no later, unless more is heard of the broker.
fn session_ends_no_later(before: &Explanation, after: &Explanation) {
    for end in &before.ends {
        let End::Clock {
            clock: clock @ Clock::SessionEnds(_),
            at,
        } = end
        else {
            continue;
        };
        let later = |end: &End| matches!(end, End::Clock { clock: same, at: then } if same == clock && then > at);
        assert!(!after.ends.iter().any(later), "{before:#?}\n{after:#?}");
    }
}

/// Whether nobody may hear of it: a client that has closed its connection, or asks whom it cannot reach.
fn shows_nothing(clock: Clock) -> bool {
    matches!(
        clock,
        Clock::ProduceExpires(_)
            | Clock::DeletionExpires(_)
            | Clock::FetchExpires { .. }
            | Clock::LooksLate(_)
            | Clock::RetriesBatch(_)
            | Clock::AsksAgain(_)
    )
}

/// Whether a trace shows that a time is up.
fn shows(clock: Clock, trace: &Trace) -> bool {
    let actor = trace.actor;
    match (clock, &trace.event) {
        (Clock::MetadataFetchExpires, Event::MessageSent { gist, .. }) => {
            matches!(gist, Gist::FetchMetadataAnswer { .. })
        }
        (Clock::Reads(node), Event::MessageArrived { .. }) => actor == node,
        (
            Clock::ConnectionEnds(wanted) | Clock::AnswerTimesOut(wanted),
            Event::Disconnected { connection, .. },
        ) => *connection == wanted,
        (Clock::SessionEnds(wanted), Event::BrokerFenced { broker, .. }) => *broker == wanted,
        (Clock::LeavesIsr { leader, follower }, Event::IsrShrinkProposed { isr, .. }) => {
            actor == leader.into() && !isr.contains(&follower)
        }
        (Clock::Stops(broker), Event::BrokerStopped) => actor == broker.into(),
        (Clock::ElectsUncleanly, Event::LeaderElected { .. }) => true,
        (Clock::DeliveryTimesOut(node), Event::RecordFailed { .. })
        | (Clock::SendTimesOut(node), Event::SendFailed { .. }) => actor == node,
        (clock, Event::MessageSent { gist, .. }) => {
            sender_of(clock) == Some(actor) && carries(clock, gist)
        }
        _ => false,
    }
}

fn sender_of(clock: Clock) -> Option<highwater_core::id::NodeId> {
    Some(match clock {
        Clock::FetchesAgain(broker)
        | Clock::SpeaksToController(broker)
        | Clock::FetchesMetadata(broker)
        | Clock::ProposesAgain(broker) => broker.into(),
        Clock::LingerEnds(node) | Clock::Reconnects(node) | Clock::AsksForMetadata(node) => node,
        _ => return None,
    })
}

fn carries(clock: Clock, gist: &Gist) -> bool {
    match clock {
        Clock::SpeaksToController(_) => matches!(
            gist,
            Gist::BrokerHeartbeat { .. } | Gist::BrokerRegistration { .. }
        ),
        Clock::FetchesMetadata(_) => matches!(gist, Gist::FetchMetadata { .. }),
        Clock::ProposesAgain(_) => matches!(gist, Gist::AlterPartition { .. }),
        Clock::LingerEnds(_) | Clock::Reconnects(_) => matches!(gist, Gist::Produce { .. }),
        _ => true,
    }
}
