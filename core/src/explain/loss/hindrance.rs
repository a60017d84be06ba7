//! What kept a follower from fetching a record altogether: the faults that were in force while it lacked it, and the
//! events by which they began. What is only slow is none.

use super::past::{Past, Told};
use super::story::Story;
use crate::command::{Command, Fault};
use crate::id::{BrokerId, NodeId, StepNumber, TopicPartition, TraceId};
use crate::sim::{Channel, ConnectionId, World};
use crate::trace::{Event, Trace};

/// An event from which on a follower got nothing from its leader.
pub(super) struct Hindrance<'a> {
    pub(super) trace: &'a Told,
    pub(super) leader: BrokerId,
}

/// What kept a follower from fetching while the leader that took a record was there to be asked.
pub(super) fn of_record<'a>(story: &Story<'a>, follower: BrokerId) -> Vec<Hindrance<'a>> {
    let Some((appended, leader)) = story.appended.zip(story.taker()) else {
        return Vec::new();
    };
    // Whoever was deposed is asked by nobody any more.
    if story.by_deposed {
        return Vec::new();
    }
    let mut hindrances = at(story, appended, appended.step, follower);
    let Some(until) = story.end_of(leader) else {
        return hindrances;
    };
    let before = StepNumber(until.step.0.saturating_sub(1));
    hindrances.extend(at(story, until, before, follower));
    hindrances.extend(lost(story.past, (appended.id, until.id), follower, leader));
    hindrances
}

/// What kept a follower from fetching when something happened, in a world as it was at that step.
pub(super) fn at<'a>(
    story: &Story<'a>,
    event: &Trace,
    step: StepNumber,
    follower: BrokerId,
) -> Vec<Hindrance<'a>> {
    let Some(partition) = story.partition else {
        return Vec::new();
    };
    let world = story.past.timeline.world_at(step);
    let Some(leader) = leader_of(&world, partition) else {
        return Vec::new();
    };
    let faults = faults_between(&world, follower, leader).into_iter();
    let began = faults.filter_map(|fault| {
        let began = |trace: &Trace| begins(trace, fault);
        let trace = story.past.last_before(event.id, began)?;
        Some(Hindrance { trace, leader })
    });
    began.collect()
}

fn leader_of(world: &World, partition: TopicPartition) -> Option<BrokerId> {
    world.metadata().partitions.get(&partition)?.leader
}

/// The faults in force by which a follower gets nothing from a leader.
fn faults_between(world: &World, follower: BrokerId, leader: BrokerId) -> Vec<Fault> {
    let (asks, answers) = (NodeId::Broker(follower), NodeId::Broker(leader));
    let mut faults = world.faults();
    faults.retain(|fault| match *fault {
        Fault::Crashed(node)
        | Fault::PoweredOff(node)
        | Fault::Stopped(node)
        | Fault::Paused(node) => node == asks,
        Fault::Isolated(node) => node == asks || node == answers,
        Fault::Cut(a, b) | Fault::CutOneWay(a, b) => {
            [(asks, answers), (answers, asks)].contains(&(a, b))
        }
        Fault::Held(message) => {
            let messages = world.network().messages();
            let mut held = messages.iter().filter(|(.., it)| it.id == message);
            held.any(|(socket, ..)| is_fetcher(socket.connection, follower, leader))
        }
        Fault::SlowBroker(..) | Fault::SlowDisk(..) | Fault::SlowLink(..) => false,
    });
    let process = world.broker(follower).and_then(|it| it.process());
    if process.is_some_and(|process| process.is_shutting_down()) {
        faults.push(Fault::Stopped(asks));
    }
    faults
}

/// Whether a fault may have begun by an event. A clean shutdown begins before the process has ended.
fn begins(trace: &Trace, fault: Fault) -> bool {
    match (fault, &trace.event) {
        (Fault::Crashed(node), Event::BrokerCrashed)
        | (Fault::PoweredOff(node), Event::PowerLost)
        | (Fault::Stopped(node), Event::ShutdownBegan)
        | (Fault::Paused(node), Event::ProcessPaused) => trace.actor == node,
        (Fault::Isolated(node), Event::Commanded(Command::Isolate(who))) => *who == node,
        (Fault::Held(held), Event::Commanded(Command::Hold(message))) => *message == held,
        (
            Fault::Cut(a, b) | Fault::CutOneWay(a, b),
            Event::Commanded(Command::Cut(from, to) | Command::CutOneWay { from, to }),
        ) => [(a, b), (b, a)].contains(&(*from, *to)),
        _ => false,
    }
}

/// Messages of a fetch that somebody lost in that time, or just before, so that the follower had to connect anew.
fn lost<'a>(
    past: &Past<'a>,
    (from, until): (TraceId, TraceId),
    follower: BrokerId,
    leader: BrokerId,
) -> Vec<Hindrance<'a>> {
    let is_lost = |trace: &Trace| match trace.event {
        Event::MessageLost { connection, .. } => {
            let by_hand = |cause: &Trace| matches!(cause.event, Event::Commanded(Command::Lose(_)));
            is_fetcher(connection, follower, leader) && past.ancestor(trace, by_hand).is_some()
        }
        _ => false,
    };
    let speaks = |trace: &Trace| match trace.event {
        Event::MessageLost { connection, .. } | Event::MessageSent { connection, .. } => {
            is_fetcher(connection, follower, leader)
        }
        _ => false,
    };
    let before = past.last_before(from, speaks);
    let meanwhile = past.between(from, until).iter();
    let lost = before.into_iter().chain(meanwhile);
    let lost = lost.filter(|trace| is_lost(trace));
    lost.map(|trace| Hindrance { trace, leader }).collect()
}

fn is_fetcher(connection: ConnectionId, follower: BrokerId, leader: BrokerId) -> bool {
    let ends = (connection.client.broker(), connection.server.broker());
    connection.channel == Channel::Fetcher && ends == (Some(follower), Some(leader))
}
