//! A message on its way, and the link that it travels on.

use highwater_core::id::{MessageId, NodeId};
use highwater_core::time::Time;
use highwater_core::trace::Event;
use highwater_text::course::Words;
use highwater_text::fill::Value;
use highwater_text::{Lang, Message, event, message, same};

use super::{Fact, Facts};
use crate::panel::time_bar::shown;
use crate::session::Session;

/// A message, or what became of it.
pub fn in_flight(session: &Session, words: &Words, id: MessageId, lang: Lang) -> Facts {
    let world = session.world();
    let Some((socket, direction, flying)) = world.network().message(id) else {
        return landed(session, words, id, lang);
    };
    let told = Message {
        connection: socket.connection,
        direction,
        gist: &flying.gist,
    };
    let mut facts = Facts::new(
        lang,
        "Message in flight",
        "전송 중인 메시지",
        told.title(lang),
    );
    facts.about = told.sentence(lang, words, world.metadata());
    for field in message::fields(lang, &flying.payload, world.metadata()) {
        facts.list.push(Fact {
            name: field.name.into(),
            value: field.value,
            meaning: words.get(field.meaning).to_owned(),
        });
    }
    add_moment(&mut facts, "sent", "보낸 시각", flying.sent);
    match flying.held {
        Some(since) => add_moment(&mut facts, "held since", "붙잡아 둔 시각", since),
        None if flying.stopped => {
            let never = lang.pick(
                "not while the link is cut",
                "네트워크 연결이 끊긴 동안은 도착하지 않음",
            );
            facts.add("arrives", "도착 시각", never.into());
        }
        None => add_moment(&mut facts, "arrives", "도착 시각", flying.arrives),
    }
    facts
}

fn add_moment(facts: &mut Facts, en: &str, ko: &str, time: Time) {
    let moment = ["t = ", &shown(time, true), " ms"].concat();
    facts.add(en, ko, Value::Words(&moment));
}

/// A message that is no longer on its way: what became of it is in the list.
fn landed(session: &Session, words: &Words, id: MessageId, lang: Lang) -> Facts {
    let (en, ko) = ("Message, no longer in flight", "전송이 끝난 메시지");
    let mut facts = Facts::new(lang, en, ko, String::new());
    for trace in session.timeline().past().iter().rev() {
        let (Event::MessageArrived { message, .. } | Event::MessageLost { message, .. }) =
            &trace.event
        else {
            continue;
        };
        if *message == id {
            let title = Message::of(&trace.event).map(|message| message.title(lang));
            facts.title = title.unwrap_or_default();
            facts.about = event::sentence(lang, words, &trace.event, session.world().metadata());
            add_moment(&mut facts, "ended", "끝난 시각", trace.at);
            break;
        }
    }
    facts
}

/// A link between two nodes.
pub fn link(session: &Session, a: NodeId, b: NodeId, lang: Lang) -> Facts {
    let network = session.world().network();
    let mut flying = 0_u32;
    for (socket, ..) in network.messages() {
        flying += u32::from(socket.connection.is_between(a, b));
    }
    let (en, ko) = if network.is_cut(a, b) {
        ("cut", "끊김")
    } else {
        ("carries messages", "정상")
    };
    let mut facts = Facts::new(lang, "Link", "네트워크 연결", same!(lang, "{0}–{1}", a, b));
    facts.add("state", "상태", lang.pick(en, ko).into());
    facts.add(
        "messages on it",
        "이 연결에서 전송 중인 메시지",
        flying.into(),
    );
    facts
}
