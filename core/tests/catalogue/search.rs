//! Random schedules around a row's own: as many of each kind of fault, at other times and on other
//! actors.

use highwater_core::command::Command;
use highwater_core::id::{BrokerId, MessageId, NodeId};
use highwater_core::scenario::Scenario;
use highwater_core::sim::Random;
use highwater_core::trace::Event;
use highwater_core::wire::Gist;

use crate::common::{Run, seeds, send};
use crate::row::{Kind, P, Row};

/// The first seed whose random schedule shows the row's failure.
pub fn first_that_shows(
    row: &Row,
    scenario: fn(&Row, u64) -> Scenario,
    faults: &[Kind],
    seeds: u64,
) -> Option<u64> {
    seeds::each(0..seeds, row.id, |seed| {
        let mut run = row.run(scenario(row, seed));
        run_randomly(&mut run, faults, &mut Random::new(seed));
        row.is_shown(&run)
    })
}

fn run_randomly(run: &mut Run, faults: &[Kind], random: &mut Random) {
    let mut open = faults.to_vec();
    // What nobody is there for now (nobody is dead who could be restarted) is left for later.
    let mut tries = 4 * open.len();
    while !open.is_empty() && tries > 0 {
        tries -= 1;
        let kind = open.swap_remove(below(open.len(), random));
        if !is_done(run, kind, random) {
            open.push(kind);
        }
        run.for_ms(any_pause_ms(random));
    }
    run.for_ms(12_000);
    if !run.world.faults().is_empty() {
        run.act(Command::HealAll);
    }
    run.for_ms(45_000);
}

/// Does one thing of that kind to somebody, if there is somebody for it.
fn is_done(run: &mut Run, kind: Kind, random: &mut Random) -> bool {
    let brokers = run.world.scenario().brokers;
    let all: Vec<NodeId> = (1..=brokers)
        .map(|id| NodeId::Broker(BrokerId(id)))
        .collect();
    let command = match kind {
        Kind::Send => send(P, "m"),
        Kind::LoseRequest => return is_request_lost(run),
        Kind::LoseAnswer => return is_answer_lost(run),
        Kind::Cut => Command::Cut(all[below(all.len(), random)], any_peer(&all, random)),
        _ => {
            let command = |node: &NodeId| match kind {
                Kind::Crash => Command::Crash(*node),
                Kind::PowerLoss => Command::PowerLoss(*node),
                Kind::Restart => Command::Restart(*node),
                Kind::Shutdown => Command::Shutdown(*node),
                _ => Command::Isolate(*node),
            };
            let possible: Vec<Command> = all
                .iter()
                .map(command)
                .filter(|command| run.world.may(command).is_ok())
                .collect();
            match possible.get(below(possible.len(), random)) {
                Some(command) => command.clone(),
                None => return false,
            }
        }
    };
    run.try_act(command).is_ok()
}

/// Loses the next request of the producer, if it sends one soon.
pub fn is_request_lost(run: &mut Run) -> bool {
    next_request(run).is_some_and(|message| run.try_act(Command::Lose(message)).is_ok())
}

/// Loses the next answer that the producer is sent, if it is sent one soon.
pub fn is_answer_lost(run: &mut Run) -> bool {
    let answer = next_message(run, |event| {
        matches!(
            event,
            Event::MessageSent {
                gist: Gist::ProduceAnswer { .. },
                ..
            }
        )
    });
    answer.is_some_and(|message| run.try_act(Command::Lose(message)).is_ok())
}

/// The next request of the producer, if it sends one soon.
pub fn next_request(run: &mut Run) -> Option<MessageId> {
    next_message(run, is_request)
}

pub fn is_request(event: &Event) -> bool {
    matches!(
        event,
        Event::MessageSent {
            gist: Gist::Produce { .. },
            ..
        }
    )
}

fn next_message(run: &mut Run, wanted: impl Fn(&Event) -> bool) -> Option<MessageId> {
    if !run.waits(2_000, &wanted) {
        return None;
    }
    let sent = run.traces.iter().rfind(|trace| wanted(&trace.event));
    match sent.map(|trace| &trace.event) {
        Some(Event::MessageSent { message, .. }) => Some(*message),
        _ => None,
    }
}

/// Another broker, or the controller.
fn any_peer(brokers: &[NodeId], random: &mut Random) -> NodeId {
    match random.below(6) {
        0 => NodeId::CONTROLLER,
        _ => brokers[below(brokers.len(), random)],
    }
}

/// From a moment to longer than a session.
fn any_pause_ms(random: &mut Random) -> u64 {
    u64::from(match random.below(6) {
        0 | 1 => random.below(60),
        2 => random.below(1_000),
        3 | 4 => random.below(9_000),
        _ => random.below(16_000),
    })
}

fn below(count: usize, random: &mut Random) -> usize {
    random.below(u32::try_from(count).unwrap_or(0)) as usize
}
