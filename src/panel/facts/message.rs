//! A message on its way, and the link that it travels on.

use std::sync::Arc;

use highwater_core::id::{MessageId, NodeId};
use highwater_core::trace::{Event, Trace};
use highwater_text::{Lang, Message, event, message};

use super::{Fact, Facts};
use crate::panel::time_bar::shown;
use crate::session::Session;

/// A message, or what became of it.
pub fn in_flight(session: &Session, id: MessageId, lang: Lang) -> Facts {
    let world = session.world();
    let kind = lang.pick("Message in flight", "전송 중인 메시지");
    let Some((socket, direction, flying)) = world.network().message(id) else {
        return landed(session, id, lang);
    };
    let words = Message {
        connection: socket.connection,
        direction,
        gist: &flying.gist,
    };
    let mut facts =
        Facts::new(kind, words.title(lang)).about(words.sentence(lang, world.metadata()));
    for field in message::fields(lang, &flying.payload, world.metadata()) {
        facts.list.push(Fact {
            name: field.name.into(),
            value: field.value,
            meaning: field.meaning,
        });
    }
    let ms = |time| format!("t = {} ms", shown(time, true));
    facts = facts.with(lang.pick("sent", "보낸 시각"), ms(flying.sent));
    match flying.held {
        Some(since) => facts.with(lang.pick("held since", "붙잡아 둔 시각"), ms(since)),
        None if flying.stopped => facts.with(
            lang.pick("arrives", "도착 시각"),
            lang.pick(
                "not while the link is cut",
                "연결이 끊긴 동안은 도착하지 않음",
            ),
        ),
        None => facts.with(lang.pick("arrives", "도착 시각"), ms(flying.arrives)),
    }
}

/// A message that is no longer on its way: what became of it is in the list.
fn landed(session: &Session, id: MessageId, lang: Lang) -> Facts {
    let past = session.timeline().past().iter().rev();
    let is_its_end = |trace: &&Arc<Trace>| match &trace.event {
        Event::MessageArrived { message, .. } | Event::MessageLost { message, .. } => {
            *message == id
        }
        _ => false,
    };
    let end = past.into_iter().find(is_its_end);
    let title = end
        .and_then(|trace| Message::of(&trace.event))
        .map(|message| message.title(lang));
    let names = session.world().metadata();
    let about = end.map(|trace| event::sentence(lang, &trace.event, names));
    let kind = lang.pick("Message, no longer in flight", "전송이 끝난 메시지");
    let facts = Facts::new(kind, title.unwrap_or_default()).about(about.unwrap_or_default());
    match end {
        Some(trace) => facts.with(
            lang.pick("ended", "끝난 시각"),
            format!("t = {} ms", shown(trace.at, true)),
        ),
        None => facts,
    }
}

/// A link between two nodes.
pub fn link(session: &Session, a: NodeId, b: NodeId, lang: Lang) -> Facts {
    let network = session.world().network();
    let flying = network
        .messages()
        .filter(|(socket, ..)| socket.connection.is_between(a, b));
    let cut = network.is_cut(a, b);
    Facts::new(lang.pick("Link", "연결"), format!("{a}–{b}"))
        .with(
            lang.pick("state", "상태"),
            lang.pick(
                if cut { "cut" } else { "carries messages" },
                if cut { "끊김" } else { "정상" },
            ),
        )
        .with(
            lang.pick("messages on it", "이 연결 위의 메시지"),
            flying.count(),
        )
}
