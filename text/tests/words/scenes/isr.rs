//! Replicas outside the ISR, proposals, reassignments.

use super::acks::says;
use super::{ORDERS, Play, Scene, b, is_follower};
use highwater_core::command::{AdminCommand, Command};
use highwater_core::explain::wait::{Reason, Wait};
use highwater_core::id::{BrokerId, MessageId, PartitionIndex};
use highwater_core::sim::{Channel, Direction, World};

pub fn scenes() -> Vec<Scene> {
    vec![
        out().scene(
            "A follower is outside the ISR: its process is dead",
            is_follower(3),
        ),
        out()
            .act(Command::Restart(b(3)))
            .when("it is fenced still", |world| {
                says(world, |it| matches!(it, Reason::AsksToServe(_)))
            })
            .scene(
                "A follower is outside the ISR: it is fenced still",
                is_follower(3),
            ),
        Play::new()
            .act(Command::Pause(b(3)))
            .after(20_000)
            .act(Command::Resume(b(3)))
            .when("it lacks records", |world| {
                says(world, |it| {
                    matches!(it, Reason::NotEligible { .. } | Reason::LacksRecords { .. })
                })
            })
            .scene(
                "A follower is outside the ISR: its leader takes it for fenced",
                is_follower(3),
            ),
        behind().scene(
            "A follower is outside the ISR: it is behind",
            is_follower(3),
        ),
        ready().scene(
            "A follower is outside the ISR: its next fetch will do",
            is_follower(3),
        ),
        expansion().scene(
            "A follower is outside the ISR: the controller has not confirmed it",
            is_follower(3),
        ),
        expansion().scene("A proposal is under way", is_proposal),
        answer_is_cut().scene("A proposal gets no answer", is_proposal),
        expansion()
            .when("one goes first", |world| {
                says(world, |it| matches!(it, Reason::OtherProposalFirst { .. }))
            })
            .scene(
                "A proposal waits for that of another partition",
                |wait| matches!(wait, Wait::Proposal { partition, .. } if *partition != ORDERS),
            ),
        refused().scene("A proposal was refused", is_proposal),
        moved().scene(
            "A reassignment waits for the replica that it adds",
            |wait| matches!(wait, Wait::Reassignment(_)),
        ),
    ]
}

pub fn is_proposal(wait: &Wait) -> bool {
    matches!(wait, Wait::Proposal { .. })
}

/// b3 is dead, and out of the ISR.
pub fn out() -> Play {
    Play::new()
        .act(Command::Crash(b(3)))
        .when("b3 is out", |world| !in_isr(world, 3))
        .after(100)
}

fn in_isr(world: &World, id: u32) -> bool {
    world.metadata().partitions[&ORDERS]
        .isr
        .contains(&BrokerId(id))
}

/// b3 is back, and its fetches do not get to its leader.
fn behind() -> Play {
    out()
        .send()
        .after(1_000)
        .act(Command::Cut(b(1), b(3)))
        .act(Command::Restart(b(3)))
        .when("it lacks records", |world| {
            says(world, |it| {
                matches!(it, Reason::LacksRecords { known: Some(_), .. })
            })
        })
        .after(1_000)
}

fn ready() -> Play {
    out()
        .send()
        .after(1_000)
        .act(Command::Restart(b(3)))
        .when("it may join", |world| {
            says(world, |it| matches!(it, Reason::JoinsWithNextFetch { .. }))
        })
}

fn expansion() -> Play {
    out()
        .send()
        .after(1_000)
        .act(Command::Restart(b(3)))
        .when_waits(
            "proposed",
            |wait| matches!(wait, Wait::Proposal { partition, .. } if *partition == ORDERS),
        )
}

pub fn answer_is_cut() -> Play {
    let k1 = super::K1;
    expansion()
        .act(Command::CutOneWay { from: k1, to: b(1) })
        .after(500)
}

/// A proposal of b1 is held until b2 is out, too; the news of that are held, and the proposal goes on.
fn refused() -> Play {
    let play = expansion();
    let proposal = on(&play.0, Channel::AlterPartition, Direction::Request);
    let proposal = proposal.expect("it is under way");
    let play = play
        .act(Command::Hold(proposal))
        .act(Command::Crash(b(2)))
        .when("b2 is out", |world| !in_isr(world, 2));
    let news = on(&play.0, Channel::Metadata, Direction::Response);
    play.act(Command::Hold(news.expect("they are on their way")))
        .act(Command::Release(proposal))
        .when("it is refused", |world| {
            says(world, |it| matches!(it, Reason::ProposalRefused(_)))
        })
}

/// The message between b1 and the controller on such a connection.
fn on(world: &World, channel: Channel, direction: Direction) -> Option<MessageId> {
    let mut messages = world.network().messages().into_iter();
    let found = messages.find(|(socket, way, _)| {
        let connection = socket.connection;
        connection.client == b(1) && connection.channel == channel && *way == direction
    });
    found.map(|(.., message)| message.id)
}

fn moved() -> Play {
    Play::with(|scenario| scenario.brokers = 4)
        .send()
        .after(1_000)
        .act(Command::Cut(b(1), b(4)))
        .admin(AdminCommand::Reassign {
            topic: "orders".into(),
            partition: PartitionIndex(0),
            replicas: Some(vec![BrokerId(1), BrokerId(2), BrokerId(4)]),
        })
        .when_waits("it moves", |wait| matches!(wait, Wait::Reassignment(_)))
        .after(200)
}
