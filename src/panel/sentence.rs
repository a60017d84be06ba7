//! What happened, in a sentence: the texts know an event by itself, and here the run around it says
//! which message was meant by what was done to one.

use highwater_core::command::Command;
use highwater_core::id::MessageId;
use highwater_core::trace::{Event, Trace};
use highwater_text::course::Words;
use highwater_text::{Lang, Message, command, event};

use crate::session::Session;

/// What a trace says, in a sentence. Of what is rare nothing is said while the words are not there.
pub fn sentence(session: &Session, words: &Words, trace: &Trace, lang: Lang) -> String {
    done_to_message(session, &trace.event, lang)
        .unwrap_or_else(|| event::sentence(lang, words, &trace.event, session.world().metadata()))
}

fn done_to_message(session: &Session, event: &Event, lang: Lang) -> Option<String> {
    let Event::Commanded(done) = event else {
        return None;
    };
    let (Command::Hold(id) | Command::Release(id) | Command::Lose(id)) = done else {
        return None;
    };
    let network = session.world().network();
    let flying = network.message(*id);
    let message = flying.map(|(socket, direction, message)| Message {
        connection: socket.connection,
        direction,
        gist: &message.gist,
    });
    let message = message.or_else(|| no_longer_flying(session, *id));
    command::done_to_message(lang, done, message?)
}

/// The message with that number, by what was told of it last.
fn no_longer_flying(session: &Session, id: MessageId) -> Option<Message<'_>> {
    let mut past = session.timeline().past().iter().rev();
    let told = past.find(|trace| match trace.event {
        Event::MessageSent { message, .. }
        | Event::MessageArrived { message, .. }
        | Event::MessageLost { message, .. } => message == id,
        _ => false,
    });
    told.and_then(|trace| Message::of(&trace.event))
}
