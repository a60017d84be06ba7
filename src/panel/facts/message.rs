//! A message on its way, or what became of it.

use highwater_core::id::MessageId;
use highwater_core::sim::MessageInFlight;
use highwater_core::trace::Event;
use highwater_text::fact::NetworkFact;
use highwater_text::fill::Value;
use highwater_text::{Message, event, message};

use super::connection;
use super::sheet::Sheet;
use crate::session::Selection;

/// What is said of a message.
pub fn in_flight(sheet: &mut Sheet<'_>, id: MessageId) {
    let world = sheet.world();
    let Some((socket, direction, flying)) = world.network().message(id) else {
        return landed(sheet, id);
    };
    let told = Message {
        connection: socket.connection,
        direction,
        gist: &flying.gist,
    };
    let title = told.title(sheet.lang);
    sheet.head("Message in flight", "전송 중인 메시지", title);
    sheet.about(told.sentence(sheet.lang, sheet.words, world.metadata()));
    for field in message::fields(sheet.lang, &flying.payload, world.metadata()) {
        sheet.same(field.name, Value::Words(&field.value), field.meaning);
    }
    sheet.group("In flight", "전송");
    sheet.moment(
        "sent",
        "보낸 시각",
        flying.sent,
        NetworkFact::Sent.meaning(),
    );
    arrival(sheet, flying);
    let on = connection::name(sheet.lang, socket.connection);
    sheet.fact(
        "on the connection",
        "TCP 연결",
        (&on).into(),
        NetworkFact::OnConnection.meaning(),
    );
    sheet.related("Connection and both ends", "TCP 연결과 양 끝");
    sheet.thing(on, Selection::Connection(socket.connection));
    sheet.node(told.sender());
    sheet.node(told.receiver());
}

/// When it arrives, or why it does not.
fn arrival(sheet: &mut Sheet<'_>, flying: &MessageInFlight) {
    match flying.held {
        Some(since) => sheet.moment(
            "held since",
            "붙잡아 둔 시각",
            since,
            NetworkFact::HeldSince.meaning(),
        ),
        None if flying.stopped => {
            let never = sheet.lang.pick(
                "not while the link is cut",
                "네트워크 연결이 끊긴 동안은 도착하지 않음",
            );
            sheet.fact(
                "arrives",
                "도착 시각",
                never.into(),
                NetworkFact::Arrives.meaning(),
            );
        }
        None => sheet.moment(
            "arrives",
            "도착 시각",
            flying.arrives,
            NetworkFact::Arrives.meaning(),
        ),
    }
}

/// A message that is no longer on its way: what became of it is in the list.
fn landed(sheet: &mut Sheet<'_>, id: MessageId) {
    let (en, ko) = ("Message, no longer in flight", "전송이 끝난 메시지");
    let past = sheet.session.timeline().past();
    for trace in past.iter().rev() {
        let (Event::MessageArrived { message, .. } | Event::MessageLost { message, .. }) =
            &trace.event
        else {
            continue;
        };
        if *message != id {
            continue;
        }
        let Some(told) = Message::of(&trace.event) else {
            continue;
        };
        sheet.head(en, ko, told.title(sheet.lang));
        let names = sheet.world().metadata();
        sheet.about(event::sentence(
            sheet.lang,
            sheet.words,
            &trace.event,
            names,
        ));
        sheet.moment("ended", "끝난 시각", trace.at, NetworkFact::Ended.meaning());
        sheet.related("Its ends", "양 끝");
        sheet.node(told.sender());
        sheet.node(told.receiver());
        return;
    }
    sheet.head(en, ko, String::new());
}
