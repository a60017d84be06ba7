//! What happened, in a sentence: the texts know an event by itself, and here the run around it says
//! which message was meant by what was done to one.

use highwater_core::command::Command;
use highwater_core::id::MessageId;
use highwater_core::trace::{Event, Trace};
use highwater_text::{Lang, Message, command, event};

use crate::session::Session;

/// What a trace says, in a sentence.
pub fn sentence(session: &Session, trace: &Trace, lang: Lang) -> String {
    done_to_message(session, &trace.event, lang)
        .unwrap_or_else(|| event::sentence(lang, &trace.event, session.world().metadata()))
}

fn done_to_message(session: &Session, event: &Event, lang: Lang) -> Option<String> {
    let Event::Commanded(done) = event else {
        return None;
    };
    let (Command::Hold(id) | Command::Release(id) | Command::Lose(id)) = done else {
        return None;
    };
    command::done_to_message(lang, done, sent(session, *id)?)
}

/// The message with that number, as it was sent.
fn sent(session: &Session, id: MessageId) -> Option<Message<'_>> {
    let mut past = session.timeline().past().iter().rev();
    let sent = past
        .find(|trace| matches!(trace.event, Event::MessageSent { message, .. } if message == id));
    sent.and_then(|trace| Message::of(&trace.event))
}
