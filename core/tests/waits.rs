//! Every explanation of a wait, in random runs full of faults, is finite and foretells truly: what it
//! says comes first comes no later than it says, and then the wait is over or has other reasons.
//! A failure prints its seed.
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
use highwater_core::broker::{Broker, Process};
use highwater_core::command::{Command, Fault};
use highwater_core::explain::wait::{End, Explanation, ProducerReason, Reason, Wait, waits, why};
use highwater_core::id::{BrokerId, TopicPartition};
use highwater_core::sim::{Random, World};
use highwater_core::time::{Span, Time};
use highwater_core::trace::Trace;

/// How many sequences there are, those with groups among them, and how many commands each has.
const SEQUENCES: u64 = 200;
const SEQUENCES_WITH_GROUPS: u64 = 120;
const COMMANDS: u32 = 20;

/// How many reasons a chain has at most.
const REASONS_MAX: usize = 12;

/// For how long nothing happens to what is said to end by no event.
const NOTHING_FOR: Span = Span::from_ms(20_000);

/// How long a broker takes until it serves again: the session of its process before, and a few heartbeats.
const COMES_BACK_IN: Span = Span::from_ms(20_000);

/// How often what was said.
type Said = BTreeMap<String, u32>;

/// What these runs have to have said, so that they say something of it.
const REACHED: [&str; 23] = [
    "brought back by one",
    "brought back by several",
    "end:AnswerTimesOut",
    "end:Arrival",
    "end:DeliveryTimesOut",
    "end:FetchExpires",
    "end:LeavesIsr",
    "end:Nothing",
    "end:ProduceExpires",
    "end:SessionEnds",
    "wait:Admin",
    "wait:Batch",
    "wait:Broker",
    "wait:Consumer",
    "wait:Deletion",
    "wait:Fetch",
    "wait:Follower",
    "wait:Leaderless",
    "wait:Message",
    "wait:Produce",
    "wait:Proposal",
    "wait:Reassignment",
    "wait:Send",
];

/// The same where there are groups, whose members stand still, work slowly and die.
const REACHED_WITH_GROUPS: [&str; 2] = ["end:CallTimesOut", "end:CloseTimesOut"];

#[test]
fn what_is_said_to_come_first_comes_and_changes_the_wait() {
    check_all(SEQUENCES, false, &REACHED);
}

#[test]
fn so_it_does_for_clients_and_their_groups() {
    check_all(SEQUENCES_WITH_GROUPS, true, &REACHED_WITH_GROUPS);
}

fn check_all(sequences: u64, has_groups: bool, reached: &[&str]) {
    let all = Mutex::new(Said::new());
    seeds::each(0..sequences, "seed", |seed| {
        let said = run_sequence(seed, has_groups);
        let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
        for (what, count) in said {
            *all.entry(what).or_default() += count;
        }
        false
    });
    let all = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    println!("{all:#?}");
    let is_said = |what: &&&str| all.contains_key(**what);
    let missing: Vec<&&str> = reached.iter().filter(|what| !is_said(what)).collect();
    assert!(missing.is_empty(), "never said: {missing:?}");
}

fn run_sequence(seed: u64, has_groups: bool) -> Said {
    let mut random = Random::new(seed);
    let scenario = match has_groups {
        true => groups::any_cluster_with_a_group(seed, &mut random),
        false => shape::any_cluster(seed, &mut random),
    };
    let mut world = World::new(Arc::new(scenario));
    let mut said = Said::new();
    run_to(&mut world, Time::from_ms(1_000));
    check(&world, &mut said);
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
        check(&world, &mut said);
        bring_back(&world, &mut said);
    }
    said
}

/// Takes every event up to a time.
fn run_to(world: &mut World, until: Time) {
    let mut traces: Vec<Trace> = Vec::new();
    while world.next_time().is_some_and(|at| at <= until) {
        world.step(&mut traces);
        traces.clear();
    }
}

/// Explains everything that waits, and holds what was said against what happens.
fn check(world: &World, said: &mut Said) {
    let mut foretold = Vec::new();
    let waiting = waits(world);
    let nobody_acts = !waiting.contains(&Wait::Admin);
    for wait in waiting {
        let before = why(world, wait);
        let before = before.unwrap_or_else(|| panic!("{wait:?} waits for no reason"));
        assert!(before.reasons.len() <= REASONS_MAX, "{wait:?}: {before:#?}");
        let is_past = |end: &End| end.at().is_some_and(|end| end < world.now());
        assert!(!before.ends.iter().any(is_past), "{wait:?}: {before:#?}");
        note(wait, &before, said);
        lingers_or_not(world, wait, &before);
        let at = before.ends.first().and_then(End::at);
        let until = at.unwrap_or(world.now() + NOTHING_FOR);
        foretold.push((until, wait, before));
    }
    foretold.sort_by_key(|(at, ..)| *at);
    let mut later = world.clone();
    for (at, wait, before) in foretold {
        run_to(&mut later, at);
        hold(&later, at, wait, &before, nobody_acts);
    }
}

/// A batch waits as a matter of routine where its chain says that it lingers, and nowhere else.
fn lingers_or_not(world: &World, wait: Wait, explained: &Explanation) {
    if let Wait::Batch { .. } = wait {
        let is_lingering =
            |reason: &Reason| matches!(reason, Reason::Producer(ProducerReason::Lingers { .. }));
        let lingers = explained.reasons.iter().any(is_lingering);
        assert_eq!(wait.is_routine(world), lingers, "{wait:?}: {explained:#?}");
    }
}

fn hold(later: &World, at: Time, wait: Wait, before: &Explanation, nobody_acts: bool) {
    let after = why(later, wait);
    let says = || format!("{wait:?} at {at}\nbefore: {before:#?}\nafter: {after:#?}");
    let foretold = before.ends.first().and_then(End::at);
    if foretold.is_none() {
        let by_nothing = matches!(
            wait,
            Wait::Leaderless(_) | Wait::Broker(_) | Wait::Produce { .. }
        );
        assert!(
            !by_nothing || !nobody_acts || after.is_some(),
            "it has ended by itself: {}",
            says()
        );
        return;
    }
    assert!(
        after.as_ref() != Some(before),
        "nothing has changed: {}",
        says()
    );
    let Some(after) = &after else { return };
    let is_past = |end: &End| end.at().is_some_and(|end| end <= at);
    assert!(!after.ends.iter().any(is_past), "it is over: {}", says());
}

/// Where a partition has no leader, and nothing is wrong but that brokers are down: those who are said to
/// bring a leader back do so, and of several that all have to come back the first alone does not.
fn bring_back(world: &World, said: &mut Said) {
    let only_down = |fault: &Fault| matches!(fault.cure(), Command::Restart(_));
    let stops = |broker: &Broker| broker.process().is_some_and(Process::is_shutting_down);
    if !world.faults().iter().all(only_down)
        || world.brokers().any(stops)
        || waits(world).contains(&Wait::Admin)
    {
        return;
    }
    for wait in waits(world) {
        let Wait::Leaderless(partition) = wait else {
            continue;
        };
        let explained = why(world, wait).expect("it waits");
        for reason in &explained.reasons {
            match reason {
                Reason::OnlyElectable { brokers, .. } => {
                    for broker in brokers {
                        let leads = leader_once_back(world, partition, &[*broker]);
                        let is_it = |leader| leader == *broker || on_its_way(world, leader);
                        assert!(leads.is_some_and(is_it), "{leads:?} {explained:#?}");
                        *said.entry("brought back by one".into()).or_default() += 1;
                    }
                }
                Reason::OnlyTogether {
                    brokers,
                    would_lead,
                } => {
                    let leads = leader_once_back(world, partition, brokers);
                    assert_eq!(leads, Some(*would_lead), "{explained:#?}");
                    if !brokers.iter().any(|id| on_its_way(world, *id)) {
                        let leads = leader_once_back(world, partition, &brokers[..1]);
                        assert_eq!(leads, None, "{explained:#?}");
                    }
                    *said.entry("brought back by several".into()).or_default() += 1;
                }
                _ => {}
            }
        }
    }
}

/// Whether a broker runs, so that it comes back by itself.
fn on_its_way(world: &World, broker: BrokerId) -> bool {
    world.broker(broker).is_some_and(Broker::is_running)
}

/// Who is the first to lead a partition once these brokers were started again, if somebody is in time.
fn leader_once_back(
    world: &World,
    partition: TopicPartition,
    brokers: &[BrokerId],
) -> Option<BrokerId> {
    let mut later = world.clone();
    for broker in brokers {
        let (now, restart) = (later.now(), Command::Restart((*broker).into()));
        let _ = later.apply(now, &restart, &mut Vec::new());
    }
    let until = later.now() + COMES_BACK_IN;
    while later.next_time().is_some_and(|at| at <= until) {
        later.step(&mut Vec::new());
        let leader = later.metadata().partitions[&partition].leader;
        if leader.is_some() {
            return leader;
        }
    }
    None
}

fn note(wait: Wait, explanation: &Explanation, said: &mut Said) {
    let mut count = |text: String| {
        let name = text.split(['(', ' ', '{']).next().unwrap_or_default();
        *said.entry(name.to_owned()).or_default() += 1;
    };
    count(format!("wait:{wait:?}"));
    for reason in &explanation.reasons {
        count(match reason {
            Reason::Producer(reason) => format!("reason:{reason:?}"),
            Reason::Group(reason) => format!("reason:{reason:?}"),
            reason => format!("reason:{reason:?}"),
        });
    }
    for end in &explanation.ends {
        count(match end {
            End::Clock { clock, .. } => format!("end:{clock:?}"),
            other => format!("end:{other:?}"),
        });
    }
}
