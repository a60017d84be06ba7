//! What a wait is said to end by happens at the time that was told, in random runs full of faults: every event
//! is held against what was said just before it. A failure prints its seed.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/mod.rs"]
mod common;
#[path = "random_faults/groups.rs"]
mod groups;
#[path = "random_faults/schedule.rs"]
mod schedule;
#[path = "random_faults/shape.rs"]
mod shape;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use common::seeds;
use highwater_core::command::Command;
use highwater_core::explain::wait::{
    Clock, End, Explanation, GroupReason, Reason, Wait, waits, why,
};
use highwater_core::group::classic::ClassicGroupEvent;
use highwater_core::group::consumer_group::ConsumerGroupEvent;
use highwater_core::id::{BrokerId, NodeId, Offset, TopicPartition};
use highwater_core::scenario::Scenario;
use highwater_core::sim::{Random, World};
use highwater_core::time::{Span, Time};
use highwater_core::trace::{ConsumerEvent, Event, Trace};
use highwater_core::wire::{Api, ErrorCode, Gist};

/// How many sequences there are, those with groups, of which it takes more until everything has come once, and how
/// many commands each has.
const SEQUENCES: u64 = 120;
const SEQUENCES_WITH_GROUPS: u64 = 700;
const COMMANDS: u32 = 20;

/// How many waits of a moment are followed, and for how many events.
const FOLLOWED: usize = 4;
const EVENTS: u32 = 300;
const EVENTS_WITH_GROUPS: u32 = 1_000;

/// How long what a person does has to show.
const SHOWS_WITHIN: Span = Span::from_ms(30_000);

/// How often what has come at its time.
type Shown = BTreeMap<String, u32>;

/// What has to have come where there are groups.
const REACHED: [&str; 17] = [
    "AsksForCoordinator",
    "CallTimesOut",
    "CloseTimesOut",
    "CommitFailed",
    "CommitRefused",
    "CommitsAgain",
    "FirstRebalanceEnds",
    "Heartbeats",
    "JoinTimesOut",
    "JoinsAgain",
    "LeavesUnpolled",
    "LingerEnds",
    "LosesCoordinator",
    "MemberSessionEnds",
    "PollIntervalEnds",
    "Processed",
    "SendTimesOut",
];

#[test]
fn what_a_wait_is_said_to_end_by_happens_when_it_is_told() {
    seeds::each(0..SEQUENCES, "seed", |seed| {
        let mut random = Random::new(seed);
        let scenario = shape::any_cluster(seed, &mut random);
        run_sequence(scenario, random, false);
        false
    });
}

#[test]
fn so_it_does_for_clients_and_their_groups() {
    let all = Mutex::new(Shown::new());
    seeds::each(0..SEQUENCES_WITH_GROUPS, "seed", |seed| {
        let mut random = Random::new(seed);
        let scenario = groups::any_cluster_with_a_group(seed, &mut random);
        let shown = run_sequence(scenario, random, true);
        let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
        for (what, count) in shown {
            *all.entry(what).or_default() += count;
        }
        false
    });
    let all = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    println!("{all:#?}");
    let is_shown = |what: &&&str| all.contains_key(**what);
    let missing: Vec<&&str> = REACHED.iter().filter(|what| !is_shown(what)).collect();
    assert!(missing.is_empty(), "never came: {missing:?}");
}

fn run_sequence(scenario: Scenario, mut random: Random, has_groups: bool) -> Shown {
    let mut shown = Shown::new();
    let mut world = World::new(Arc::new(scenario));
    run_to(&mut world, Time::from_ms(shape::OPENS_AT_MS));
    for _ in 0..COMMANDS {
        let command = match has_groups && !shape::one_in(4, &mut random) {
            true => groups::any_client_command(&world, &mut random),
            false => schedule::any_command(&world, &mut random),
        };
        if let Some(command) = command {
            let now = world.now();
            let _ = world.apply(now, &command, &mut Vec::new());
        }
        let pause = schedule::any_pause_ms(&mut random);
        let until = world.now() + Span::from_ms(pause);
        run_to(&mut world, until);
        follow(&world, &mut random, has_groups, &mut shown);
    }
    shown
}

fn run_to(world: &mut World, until: Time) {
    while world.next_time().is_some_and(|at| at <= until) {
        world.step(&mut Vec::new());
    }
}

/// Follows a few of what waits, event by event.
fn follow(world: &World, random: &mut Random, has_groups: bool, shown: &mut Shown) {
    let mut waiting = waits(world);
    if has_groups {
        waiting.retain(is_of_client);
    }
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
    let events = match has_groups {
        true => EVENTS_WITH_GROUPS,
        false => EVENTS,
    };
    for _ in 0..events {
        let Some(at) = later.next_time().filter(|_| !said.is_empty()) else {
            return;
        };
        traces.clear();
        while later.next_time() == Some(at) {
            later.step(&mut traces);
        }
        said.retain_mut(|(wait, before)| {
            hold(*wait, before, at, &traces, shown);
            hold_refusal(*wait, before, &traces, shown);
            let after = why(&later, *wait);
            if after.is_none() && is_ended_only_as_told(*wait) {
                let is_told = before.ends.iter().any(|end| end.at() == Some(at));
                assert!(is_told, "{wait:?} at {at}: {before:#?}\n{traces:#?}");
            }
            after.is_some_and(|after| {
                session_ends_no_later(before, &after);
                refused_as_foretold(before, &after, shown);
                *before = after;
                true
            })
        });
    }
}

/// Whether nothing ends such a wait but what was told. The others may also end by what comes from elsewhere: a record,
/// another member, or news of the cluster.
fn is_ended_only_as_told(wait: Wait) -> bool {
    matches!(
        wait,
        Wait::Send { .. }
            | Wait::Call { .. }
            | Wait::Commit { .. }
            | Wait::Processing { .. }
            | Wait::Frozen(_)
            | Wait::Broker(_)
            | Wait::Leaderless(_)
            | Wait::Admin
    )
}

fn is_of_client(wait: &Wait) -> bool {
    matches!(
        wait,
        Wait::Batch { .. }
            | Wait::NextBatch { .. }
            | Wait::Send { .. }
            | Wait::Memory { .. }
            | Wait::Call { .. }
            | Wait::Member { .. }
            | Wait::Coordinator { .. }
            | Wait::Commit { .. }
            | Wait::Processing { .. }
            | Wait::Idle { .. }
            | Wait::Unattended { .. }
            | Wait::Frozen(_)
    )
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
fn hold(wait: Wait, said: &Explanation, now: Time, traces: &[Trace], shown: &mut Shown) {
    for end in &said.ends {
        let says = || format!("{wait:?} at {now}: {said:#?}\n{traces:#?}");
        assert!(end.at().is_none_or(|at| at >= now), "passed: {}", says());
        let End::Clock { clock, at } = end else {
            continue;
        };
        let is_shown = |trace: &Trace| shows(*clock, trace);
        let happens = *at != now || traces.iter().any(is_shown);
        if *at == now && happens {
            let name = format!("{clock:?}");
            let name = name.split(['(', ' ', '{']).next().unwrap_or_default();
            *shown.entry(name.to_owned()).or_default() += 1;
        }
        let is_silent = shows_nothing(*clock);
        assert!(happens || is_silent, "{clock:?} is missed: {}", says());
    }
}

/// A consumer hears of the refusal that was told.
fn hold_refusal(wait: Wait, said: &Explanation, traces: &[Trace], shown: &mut Shown) {
    let Wait::Commit { consumer } = wait else {
        return;
    };
    let Some(told) = first_commit(said) else {
        return;
    };
    let mut heard = traces.iter().filter(|trace| trace.actor == consumer);
    let first = heard.find_map(|trace| match &trace.event {
        Event::Consumer(event) => match **event {
            ConsumerEvent::OffsetsCommitted { .. } => Some(None),
            // Of a later commit, to another coordinator, nothing was told.
            ConsumerEvent::CommitFailed {
                partition,
                offset,
                error,
            } if (partition, offset) == told => Some(Some(error)),
            _ => None,
        },
        _ => None,
    });
    if let Some(Some(error)) = first {
        assert_eq!(refusal(said), Some((error, true)), "{said:#?}\n{traces:#?}");
        *shown.entry("CommitFailed".to_owned()).or_default() += 1;
    }
}

/// A coordinator refuses as it was told that it would.
fn refused_as_foretold(before: &Explanation, after: &Explanation, shown: &mut Shown) {
    let is_same = before.reasons.first() == after.reasons.first();
    if let (Some((foretold, false)), Some((error, true))) = (refusal(before), refusal(after))
        && is_same
    {
        assert_eq!(foretold, error, "{before:#?}\n{after:#?}");
        *shown.entry("CommitRefused".to_owned()).or_default() += 1;
    }
}

/// The partition and offset that an explained commit names first.
fn first_commit(said: &Explanation) -> Option<(TopicPartition, Offset)> {
    said.reasons.iter().find_map(|reason| match reason {
        Reason::Group(GroupReason::Commits {
            partition, offset, ..
        }) => Some((*partition, *offset)),
        _ => None,
    })
}

/// With what a commit is said to be refused, and whether it was already.
fn refusal(said: &Explanation) -> Option<(ErrorCode, bool)> {
    said.reasons.iter().find_map(|reason| match reason {
        Reason::Group(GroupReason::CommitRefused {
            error, is_answered, ..
        }) => Some((*error, *is_answered)),
        _ => None,
    })
}

/// A session that was said to run out runs out no later: all that is still on its way was reckoned with, but
/// for what lies unread.
fn session_ends_no_later(before: &Explanation, after: &Explanation) {
    let is_unread = |reason: &Reason| matches!(reason, Reason::Unread(_));
    if before.reasons.iter().any(is_unread) {
        return;
    }
    for end in &before.ends {
        let End::Clock {
            clock: clock @ (Clock::SessionEnds(_) | Clock::MemberSessionEnds { .. }),
            at,
        } = end
        else {
            continue;
        };
        let later = |end: &End| matches!(end, End::Clock { clock: same, at: then } if same == clock && then > at);
        assert!(!after.ends.iter().any(later), "{before:#?}\n{after:#?}");
    }
}

/// Whether nobody may hear of it: a client that has closed its connection, asks whom it cannot reach, or
/// notices later.
fn shows_nothing(clock: Clock) -> bool {
    matches!(
        clock,
        Clock::ProduceExpires(_)
            | Clock::DeletionExpires(_)
            | Clock::FetchExpires { .. }
            | Clock::LooksLate(_)
            | Clock::RetriesBatch(_)
            | Clock::AsksAgain(_)
            | Clock::Loaded(_)
            | Clock::FirstRebalanceEnds { goes_on: true, .. }
            | Clock::WriteExpires(_)
            | Clock::PollIntervalEnds {
                leaves_at_once: false,
                ..
            }
    )
}

/// Whether a trace shows that a time is up.
fn shows(clock: Clock, trace: &Trace) -> bool {
    let actor = trace.actor;
    match (clock, &trace.event) {
        (Clock::Reads(node), Event::MessageArrived { .. }) => actor == node,
        (
            Clock::ConnectionEnds(wanted)
            | Clock::AnswerTimesOut(wanted)
            | Clock::JoinTimesOut(wanted),
            Event::Disconnected { connection, .. },
        ) => *connection == wanted,
        (Clock::SessionEnds(wanted), Event::BrokerFenced { broker, .. }) => *broker == wanted,
        (Clock::LeavesIsr { leader, follower }, Event::IsrShrinkProposed { isr, .. }) => {
            actor == leader.into() && !isr.contains(&follower)
        }
        (Clock::Stops(broker) | Clock::HasClosed(broker), Event::BrokerStopped) => {
            actor == broker.into()
        }
        (Clock::ElectsUncleanly, Event::LeaderElected { .. }) => true,
        (
            Clock::DeliveryTimesOut(node) | Clock::CloseTimesOut(node),
            Event::RecordFailed { .. },
        )
        | (Clock::SendTimesOut(node), Event::SendFailed { .. }) => actor == node,
        (clock, Event::Consumer(event)) => shows_of_consumer(clock, actor, event),
        (clock, Event::ClassicGroup { event, .. }) => shows_of_classic_group(clock, actor, event),
        (
            Clock::RevocationEnds { broker, .. } | Clock::MemberSessionEnds { broker, .. },
            Event::ConsumerGroup { event, .. },
        ) => actor == broker.into() && matches!(event, ConsumerGroupEvent::MemberFenced { .. }),
        (clock, Event::MessageSent { gist, .. }) => {
            sender_of(clock) == Some(actor) && carries(clock, gist)
        }
        _ => false,
    }
}

fn shows_of_consumer(clock: Clock, actor: NodeId, event: &ConsumerEvent) -> bool {
    match (clock, event) {
        (
            Clock::Processed(node),
            ConsumerEvent::RecordsProcessed { .. } | ConsumerEvent::ProcessingFailed { .. },
        )
        | (
            Clock::PollIntervalEnds { consumer: node, .. }
            | Clock::LeavesUnpolled { consumer: node, .. },
            ConsumerEvent::PollTimedOut,
        )
        | (Clock::CallTimesOut { consumer: node, .. }, ConsumerEvent::Raised(_))
        | (Clock::LosesCoordinator(node), ConsumerEvent::CoordinatorLost { .. })
        | (Clock::ConsumerCloses(node), ConsumerEvent::Closed) => actor == node,
        // It gives up all connections at once.
        (
            Clock::AnswerTimesOut(connection) | Clock::JoinTimesOut(connection),
            ConsumerEvent::Closed,
        ) => actor == connection.client,
        _ => false,
    }
}

fn shows_of_classic_group(clock: Clock, actor: NodeId, event: &ClassicGroupEvent) -> bool {
    use ClassicGroupEvent as Shown;
    let of = |broker: BrokerId| actor == broker.into();
    match (clock, event) {
        (Clock::FirstRebalanceEnds { broker, .. }, Shown::Stabilized { .. })
        | (
            Clock::JoinEnds(broker),
            Shown::Stabilized { .. } | Shown::NobodyRejoined | Shown::BecameEmpty { .. },
        )
        | (Clock::SyncEnds(broker), Shown::RebalanceBegan { .. })
        | (
            Clock::MemberSessionEnds { broker, .. },
            Shown::MemberFailed(_) | Shown::PendingMemberExpired(_),
        ) => of(broker),
        _ => false,
    }
}

fn sender_of(clock: Clock) -> Option<NodeId> {
    Some(match clock {
        Clock::FetchesAgain(broker)
        | Clock::SpeaksToController(broker)
        | Clock::FetchesMetadata(broker)
        | Clock::ProposesAgain(broker) => broker.into(),
        Clock::LingerEnds(node)
        | Clock::Reconnects(node)
        | Clock::AsksForMetadata { client: node, .. }
        | Clock::AsksForProducerId(node)
        | Clock::AsksForCoordinator(node)
        | Clock::JoinsAgain(node)
        | Clock::CommitsAgain(node)
        | Clock::Heartbeats { consumer: node, .. } => node,
        _ => return None,
    })
}

/// Whether a message is of that kind, or the attempt to connect for one.
fn carries(clock: Clock, gist: &Gist) -> bool {
    let api = gist.api();
    match clock {
        Clock::SpeaksToController(_) => {
            matches!(api, Api::BrokerHeartbeat | Api::BrokerRegistration)
        }
        Clock::FetchesMetadata(_) => api == Api::FetchMetadata,
        Clock::ProposesAgain(_) => api == Api::AlterPartition,
        Clock::LingerEnds(_) => api == Api::Produce,
        _ => true,
    }
}
