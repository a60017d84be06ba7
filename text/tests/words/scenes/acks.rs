//! Acknowledgements that wait for the high watermark.

use super::{ORDERS, Play, Scene, b, is_ack};
use highwater_core::command::Command;
use highwater_core::config::BrokerConfig;
use highwater_core::explain::wait::{Reason, Wait, waits, why};
use highwater_core::sim::{Direction, World};
use highwater_core::wire::{Acks, Gist};

pub fn scenes() -> Vec<Scene> {
    vec![
        parked().scene("An ack waits for the followers' fetches", is_ack),
        first_fetch_is_on_its_way().scene("An ack waits for a fetch in flight", is_ack),
        parked()
            .act(Command::Crash(b(3)))
            .after(200)
            .scene("An ack waits for a follower that was crashed", is_ack),
        Play::new()
            .act(Command::Pause(b(3)))
            .after(600)
            .send()
            .when_waits("parked", is_ack)
            .after(200)
            .scene("An ack waits for a follower that is frozen", is_ack),
        Play::new()
            .act(Command::Cut(b(1), b(3)))
            .send()
            .when_waits("parked", is_ack)
            .after(200)
            .scene("An ack waits for a follower behind a cut link", is_ack),
        fetch_is_lost().scene(
            "An ack waits for a follower that pauses after an error",
            is_ack,
        ),
        fetch_is_held().scene("An ack waits for a fetch that is held", is_ack),
        shrink_is_under_way().scene("An ack waits for a proposal to shrink the ISR", is_ack),
        Play::new()
            .act(Command::SlowBroker {
                broker: b(1),
                by_ms: 300,
            })
            .send()
            .when("it looks late", |world| {
                says(world, |it| matches!(it, Reason::LooksLate(_)))
            })
            .scene(
                "An ack waits on a slow leader, although the HW is there",
                is_ack,
            ),
        too_few().scene("An ack waits in an ISR that is too small", is_ack),
        Play::with(|scenario| scenario.producers[0].config.acks = Acks::Leader)
            .act(Command::Pause(b(3)))
            .after(600)
            .send()
            .after(1_000)
            .scene("A high watermark waits for a follower", |wait| {
                matches!(wait, Wait::HighWatermark { .. })
            }),
        Play::new()
            .act(Command::Isolate(b(1)))
            .after(9_000)
            .send()
            .when("another leads", |world| {
                world.metadata().partitions[&ORDERS].leader != Some(highwater_core::id::BrokerId(1))
            })
            .after(100)
            .scene("An ack waits at a leader that another has replaced", is_ack),
        Play::new()
            .act(Command::Pause(b(2)))
            .after(100)
            .send()
            .when_waits("parked", is_ack)
            .act(Command::Pause(b(1)))
            .scene("An ack waits at a frozen leader", is_ack),
    ]
}

/// A record was sent, and has just been parked.
pub fn parked() -> Play {
    Play::new().send().when_waits("parked", is_ack)
}

/// Whether something that waits gives such a reason.
pub fn says(world: &World, is_it: impl Fn(&Reason) -> bool) -> bool {
    let mut reasons = Vec::new();
    for wait in waits(world) {
        let explained = why(world, wait);
        reasons.extend(explained.map(|it| it.reasons).unwrap_or_default());
    }
    reasons.iter().any(is_it)
}

/// The message that asks for records from an offset on, if it is under way to b1.
fn fetch_of(world: &World, follower: u32, from: i64) -> Option<highwater_core::id::MessageId> {
    let mut messages = world.network().messages().into_iter();
    let found = messages.find(|(socket, direction, message)| {
        *direction == Direction::Request
            && socket.connection.client == b(follower)
            && matches!(message.gist, Gist::Fetch { offset, .. } if offset.0 == from)
    });
    found.map(|(.., message)| message.id)
}

fn first_fetch_is_on_its_way() -> Play {
    parked().when("b2 has told", |world| fetch_of(world, 2, 1).is_some())
}

fn fetch_is_lost() -> Play {
    let play = parked().when("b3 tells", |world| fetch_of(world, 3, 1).is_some());
    let fetch = fetch_of(&play.0, 3, 1).expect("it is on its way");
    play.act(Command::Lose(fetch)).when("b3 pauses", |world| {
        says(world, |it| matches!(it, Reason::FetcherPauses { .. }))
    })
}

fn fetch_is_held() -> Play {
    let play = parked().when("b3 tells", |world| fetch_of(world, 3, 1).is_some());
    let fetch = fetch_of(&play.0, 3, 1).expect("it is on its way");
    play.act(Command::Hold(fetch)).after(200)
}

fn shrink_is_under_way() -> Play {
    let lag = |config: &mut BrokerConfig| config.replica_lag_time_max_ms = 2_000;
    Play::with(|scenario| lag(&mut scenario.broker_config))
        .act(Command::Pause(b(3)))
        .after(600)
        .send()
        .when("it is proposed", |world| {
            says(world, |it| matches!(it, Reason::Proposed { .. }))
        })
}

fn too_few() -> Play {
    parked()
        .act(Command::Cut(b(1), b(2)))
        .act(Command::Cut(b(1), b(3)))
        .send()
        .act(Command::Crash(b(2)))
        .act(Command::Crash(b(3)))
        .when("the ISR is too small", |world| {
            says(world, |it| matches!(it, Reason::UnderMinIsr { .. }))
        })
        .after(100)
}
