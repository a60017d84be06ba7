//! The requests without an answer, in the slots that each broker has for them, and where they are.

use highwater_core::id::NodeId;
use highwater_core::sim::{BrokerSlots, SentRequest, Whereabouts};

use super::pen::{LINE, Pen};
use super::{Facts, words};
use crate::session::Selection;
use crate::stage::geometry::{Rect, TEXT, point, text_width};
use crate::stage::scene::Anchor;

/// So many slots are drawn of a broker; further ones are counted.
const SLOTS_MAX: usize = 8;
const SLOT: f64 = 11.0;
const PITCH: f64 = 14.0;
/// From a row's side to its slots: the name of a broker stands there.
const NAME: f64 = 36.0;
/// So many requests and so many brokers have a row.
const REQUESTS_MAX: usize = 6;
const BROKERS_MAX: usize = 6;

/// What is in flight.
pub fn in_flight(facts: &Facts<'_>, pen: &mut Pen<'_>) {
    let lang = facts.lang;
    pen.begin("pipe", words::in_flight(lang));
    let brokers = &facts.view.brokers;
    let is_busy = |slots: &&BrokerSlots<'_>| !slots.requests.is_empty();
    // Those that have something are shown first where there are too many.
    let busy = brokers.iter().filter(is_busy);
    let idle = brokers.iter().filter(|slots| !is_busy(slots));
    let mut shown: Vec<&BrokerSlots<'_>> = busy.chain(idle).take(BROKERS_MAX).collect();
    shown.sort_by_key(|slots| slots.broker);
    let (mut room, mut left_out) = (REQUESTS_MAX, 0);
    for slots in &shown {
        broker(facts, pen, slots);
        let shown = slots.requests.len().min(room);
        for sent in slots.requests.iter().take(shown) {
            request(facts, pen, slots, sent);
        }
        room -= shown;
        left_out += slots.requests.len() - shown;
    }
    if left_out > 0 {
        pen.note("card__line", &words::more_requests(lang, left_out));
    }
    let brokers = brokers.len().saturating_sub(shown.len());
    if brokers > 0 {
        pen.note("card__line", &words::more_brokers(lang, brokers));
    }
    pen.end();
}

/// A broker with its slots.
fn broker(facts: &Facts<'_>, pen: &mut Pen<'_>, slots: &BrokerSlots<'_>) {
    let (lang, id) = (facts.lang, NodeId::Broker(slots.broker));
    let (used, room) = (slots.requests.len(), slots.room as usize);
    let reconnects = slots.reconnects_at.map(|at| facts.left(at));
    let name = words::slots(lang, id, used, room, reconnects.as_deref());
    let mut row = pen.row(name, Some(Selection::Node(id)), LINE);
    let words = match &reconnects {
        Some(left) => words::reconnects(lang, left),
        None => words::of(used, room),
    };
    let free = row.right - row.left - NAME - text_width(&words, TEXT) - 6.0;
    let fits = (free / PITCH).max(0.0) as usize;
    let drawn = room.max(used).min(SLOTS_MAX).min(fits);
    let middle = row.room().centre().y;
    for place in 0..drawn {
        let x = row.left + NAME + place as f64 * PITCH;
        let class = match place < used {
            true => "flight-slot flight-slot--taken",
            false => "flight-slot",
        };
        row.group
            .rect(class, Rect::new(x, middle - SLOT / 2.0, SLOT, SLOT), 3.0);
    }
    let base = middle + 4.2;
    let at = point(row.left, base);
    row.group
        .text("lane__name", id.to_string(), at, Anchor::Start);
    let at = point(row.right, base);
    row.group.text("row__text", words, at, Anchor::End);
}

/// A request: what it carries, since when, and where it is.
fn request(facts: &Facts<'_>, pen: &mut Pen<'_>, slots: &BrokerSlots<'_>, sent: &SentRequest<'_>) {
    let lang = facts.lang;
    let request = &sent.request;
    let since = highwater_text::span(lang, facts.now.since(request.sent_at));
    let mut carries = String::new();
    for batch in request.batches {
        carries.push_str(if carries.is_empty() { "" } else { ", " });
        carries.push_str(&facts.name_of(batch.partition));
    }
    let (sign, place) = words::whereabouts(lang, sent.whereabouts);
    let api = request.api.name();
    let select = match sent.whereabouts {
        Whereabouts::Request(message) | Whereabouts::Answer(message) => {
            Selection::Message(message.id)
        }
        Whereabouts::AtServer | Whereabouts::Lost => Selection::Connection(slots.connection),
    };
    let waits = words::answer_awaited(lang, &facts.left(request.awaited_until));
    let since_words = words::since(lang, &since);
    let mut parts = vec![api, carries.as_str(), place, &since_words, &waits];
    parts.retain(|part| !part.is_empty());
    let mut row = pen.row(words::list(&parts), Some(select), LINE);
    let shown = match carries.is_empty() {
        true => [sign, " ", api].concat(),
        false => [sign, " ", &carries].concat(),
    };
    row.line("card__line", &shown, "row__text", &since_words);
}
