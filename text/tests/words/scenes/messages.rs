//! Messages that come no further, or that nobody reads.

use super::{P1, Play, Scene, b, is_batch, is_message};
use highwater_core::command::Command;
use highwater_core::explain::wait::Wait;
use highwater_core::id::MessageId;
use highwater_core::sim::World;

pub fn scenes() -> Vec<Scene> {
    vec![
        held().scene("A message is held", is_message),
        behind(),
        Play::new()
            .send()
            .after(6)
            .act(Command::Cut(P1, b(1)))
            .after(50)
            .scene("A message stands at a cut", is_message),
        Play::new()
            .act(Command::Pause(b(1)))
            .send()
            .after(50)
            .scene("A message is in the socket of a frozen broker", |wait| {
                matches!(wait, Wait::Message(_))
            }),
        Play::new()
            .act(Command::SlowBroker {
                broker: b(1),
                by_ms: 300,
            })
            .send()
            .after(50)
            .scene("A message is in the socket of a slow broker", is_message),
        lost().scene("A message was lost, and its sender has not heard", is_batch),
    ]
}

/// The message from p1 that is on its way.
fn from_p1(world: &World) -> Option<MessageId> {
    let messages = world.network().messages();
    let mut messages = messages.iter();
    let of_p1 = messages.find(|(socket, ..)| socket.connection.client == P1);
    of_p1.map(|(.., message)| message.id)
}

fn under_way() -> (Play, MessageId) {
    let play = Play::new()
        .send()
        .when("it is under way", |world| from_p1(world).is_some());
    let message = from_p1(&play.0).expect("it is under way");
    (play, message)
}

fn held() -> Play {
    let (play, message) = under_way();
    play.act(Command::Hold(message)).after(50)
}

fn behind() -> Scene {
    let (play, message) = under_way();
    play.act(Command::Hold(message))
        .after(50)
        .send()
        .after(50)
        .scene(
            "A message is behind one that is held",
            |wait| matches!(wait, Wait::Message(id) if *id > message),
        )
}

fn lost() -> Play {
    let (play, message) = under_way();
    play.act(Command::Lose(message))
}
