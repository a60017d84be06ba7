//! The nodes around the brokers: producers, consumers, the controller.

use highwater_core::id::{NodeId, Offset, TopicPartition};
use highwater_text::Lang;

use super::cluster::{Cluster, Consumer, Producer};
use super::geometry::{Point, Rect, TEXT, fit, point, text_width};
use super::ink::shape;
use super::label;
use super::scene::{Anchor, Group};
use crate::session::Selection;

/// How high a client's card is.
pub const CARD_HEIGHT: f64 = 74.0;
const PADDING: f64 = 10.0;
const SLOT: f64 = 15.0;
const SLOT_PITCH: f64 = 18.0;

/// A producer: what it asks for, and a row of records: ended, in flight, waiting.
#[must_use]
pub fn producer(facts: &Producer, rect: Rect, selection: Option<Selection>, lang: Lang) -> Group {
    let title = format!("{} {}", label::producer(lang), facts.id);
    let slots = slots(
        facts,
        ((rect.width - 2.0 * PADDING) / SLOT_PITCH).max(1.0) as usize,
    );
    let (mut acked, mut failed) = (0, 0);
    for slot in &slots {
        acked += usize::from(*slot == Slot::Acked);
        failed += usize::from(*slot == Slot::Failed);
    }
    let records = label::records_of_producer(lang, acked, failed, facts.in_flight, facts.waiting);
    let acks = format!("acks={}", facts.acks.name());
    let mut card = Group::new("handle card")
        .named(format!("{title}, {acks}, {records}"))
        .selects(Selection::Node(facts.id), selection);
    frame(&mut card, rect, &title);
    card.text(
        "card__line",
        acks,
        point(rect.x + PADDING, rect.y + 36.0),
        Anchor::Start,
    );
    for (index, slot) in slots.iter().enumerate() {
        let x = rect.x + PADDING + index as f64 * SLOT_PITCH;
        card.group(slot.draw(point(x, rect.bottom() - PADDING - SLOT)));
    }
    card
}

/// A consumer: where it stands, and how far that is from what it may read.
#[must_use]
pub fn consumer(
    facts: &Consumer,
    cluster: &Cluster,
    open: Option<TopicPartition>,
    rect: Rect,
    selection: Option<Selection>,
    lang: Lang,
) -> Group {
    let title = format!("{} {}", label::consumer(lang), facts.id);
    let (position, lag) = words_of_position(facts, cluster, open, lang);
    let mut name = [&*title, &*position].join(", ");
    if !lag.is_empty() {
        name.extend([", ", &*lag]);
    }
    let mut card = Group::new("handle card")
        .named(name)
        .selects(Selection::Node(facts.id), selection);
    frame(&mut card, rect, &title);
    let x = rect.x + PADDING;
    card.text(
        "card__line",
        fit(&position, rect.width - 2.0 * PADDING, TEXT),
        point(x, rect.y + 38.0),
        Anchor::Start,
    );
    card.text("card__line", lag, point(x, rect.y + 57.0), Anchor::Start);
    card
}

fn words_of_position(
    facts: &Consumer,
    cluster: &Cluster,
    open: Option<TopicPartition>,
    lang: Lang,
) -> (String, String) {
    let known = facts
        .positions
        .iter()
        .find(|position| Some(position.partition) == open)
        .or(facts.positions.first());
    let Some(position) = known else {
        return (label::no_position(lang).to_owned(), String::new());
    };
    let partition = cluster.partition(position.partition);
    let name = partition.map_or("", |partition| partition.name.as_str());
    let lag = position.lag.map(|lag| label::lag(lang, lag));
    (
        label::position(name, position.offset),
        lag.unwrap_or_default(),
    )
}

/// The controller: a hexagon, its name, and the end of its metadata log.
#[must_use]
pub fn controller(
    id: NodeId,
    metadata: Offset,
    at: Point,
    selection: Option<Selection>,
    lang: Lang,
) -> Group {
    let name = id.to_string();
    let mut group = Group::new("handle controller")
        .named(label::controller(lang, &name, metadata))
        .selects(Selection::Node(id), selection);
    let metadata = label::metadata_end(lang, metadata);
    let width = 46.0 + text_width(&metadata, TEXT);
    group.rect(
        "handle__area",
        Rect::new(at.x - 20.0, at.y - 16.0, width, 32.0),
        6.0,
    );
    group.path(
        "controller__mark",
        shape(point(at.x - 8.0, at.y - 12.0), HEXAGON),
    );
    group.text(
        "controller__name",
        name,
        point(at.x, at.y + 4.2),
        Anchor::Middle,
    );
    group.text(
        "card__line",
        metadata,
        point(at.x + 20.0, at.y + 4.2),
        Anchor::Start,
    );
    group
}

fn frame(card: &mut Group, rect: Rect, title: &str) {
    card.rect("card__frame", rect, 8.0);
    let at = point(rect.x + PADDING, rect.y + 19.0);
    card.text("card__title", title, at, Anchor::Start);
}

/// From its upper left corner.
const HEXAGON: &str = "h16l7 12l-7 12h-16l-7 -12z";

/// A record on its way through a producer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The producer was told that it is in.
    Acked,
    /// It was given up.
    Failed,
    /// Sent, without an answer.
    InFlight,
    /// Not sent yet, or to be sent again.
    Waiting,
}

/// What is under way comes first; what is left of the row shows how the last records ended.
fn slots(facts: &Producer, room: usize) -> Vec<Slot> {
    let waiting = facts.waiting.min(room);
    let in_flight = facts.in_flight.min(room - waiting);
    let ended = facts.ended.len().min(room - waiting - in_flight);
    let outcome = |acked: &bool| if *acked { Slot::Acked } else { Slot::Failed };
    facts
        .ended
        .iter()
        .skip(facts.ended.len() - ended)
        .map(outcome)
        .chain(core::iter::repeat_n(Slot::InFlight, in_flight))
        .chain(core::iter::repeat_n(Slot::Waiting, waiting))
        .collect()
}

impl Slot {
    /// The record, its upper left corner at `at`.
    #[must_use]
    pub fn draw(self, at: Point) -> Group {
        let class = match self {
            Self::Acked => "acked",
            Self::Failed => "failed",
            Self::InFlight => "in-flight",
            Self::Waiting => "waiting",
        };
        let mut group = Group::new(format!("record record--{class}"));
        group.rect("record__frame", Rect::new(at.x, at.y, SLOT, SLOT), 3.5);
        let (x, y) = (at.x + SLOT / 2.0, at.y + SLOT / 2.0);
        match self {
            Self::Acked => group.path("record__mark", shape(point(x - 3.5, y), "l2.5 3l5 -6")),
            Self::Failed => {
                group.path(
                    "record__mark",
                    shape(point(x - 3.0, y - 3.0), "l6 6m0 -6l-6 6"),
                );
            }
            Self::InFlight => {
                group.path(
                    "record__mark",
                    shape(point(x - 3.5, y), "h7m-3 -3l3 3l-3 3"),
                );
            }
            Self::Waiting => {}
        }
        group
    }
}
