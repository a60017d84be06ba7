//! The nodes around the brokers: producers, consumers, the controller.

mod counts;
mod slot;
#[cfg(test)]
mod tests;

use highwater_core::id::{NodeId, Offset};
use highwater_core::sim::PositionView;
use highwater_text::Lang;

use self::counts::{Counts, UnderWay};
use self::slot::SLOT;
pub use self::slot::Slot;
use super::cluster::{Consumer, Halt, Producer};
use super::geometry::{Point, Rect, TEXT, fit, fit_end, point, text_width};
use super::label;
use super::scene::{Anchor, Group};
use crate::session::Selection;

/// How high a client's card is; narrow it is low, and says less about what can be asked of it.
const HEIGHT: f64 = 74.0;
const LOW_HEIGHT: f64 = 50.0;
const PADDING: f64 = 10.0;
/// The same in a low card, where there is little room.
const LOW_PADDING: f64 = 8.0;
/// From a card's top to the base line of its title.
const TITLE: f64 = 19.0;

/// How high a client's card is.
#[must_use]
pub fn height(is_low: bool) -> f64 {
    if is_low { LOW_HEIGHT } else { HEIGHT }
}

/// What the titles of cards say: the same on all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Titles {
    /// What the card is of, and which one.
    Whole,
    /// Which one.
    Plain,
}

/// Draws a producer: what it asks for, how many of its records have ended, and a mark for each that is under way.
pub fn producer<'a>(
    parent: &'a mut Group,
    facts: &Producer,
    rect: Rect,
    titles: Titles,
    selection: Option<Selection>,
    lang: Lang,
) -> &'a mut Group {
    let acks = acks(facts);
    let padding = padding(rect);
    let (counts, under_way) = (Counts::of(facts), UnderWay::of(facts));
    let records = label::records_of_producer(lang, &counts.sent.0, facts);
    let whole = title(lang, label::producer(lang), facts.id, facts.halt);
    let plain = with_halt(facts.id.to_string(), facts.halt, lang);
    let title = title_on(rect, titles, [&whole, &plain]);
    let card = parent.group("handle card");
    card.name(label::list(&[&whole, &acks, &records]));
    card.select(Selection::Node(facts.id), selection);
    frame(card, rect, title.clone());
    halt(card, facts.halt);
    let mut at = point(rect.x + padding, rect.bottom() - padding - SLOT);
    let mut end = rect.right() - padding;
    if rect.height > LOW_HEIGHT {
        let acks_at = point(at.x, rect.y + 36.0);
        card.text("card__line", acks, acks_at, Anchor::Start);
    } else {
        // In a low card what it asks for stands beside a plain title, else behind the records.
        let begins = end - acks_room(&acks);
        let is_beside = titles == Titles::Plain && at.x + text_width(&title, TEXT) <= begins;
        if is_beside {
            let acks_at = point(end, rect.y + TITLE);
            card.text("card__line", acks, acks_at, Anchor::End);
        } else if at.x + counts.width() + under_way.width() <= begins {
            card.text("card__line", acks, point(end, at.y + 10.7), Anchor::End);
            end = begins;
        }
    }
    counts.draw(card, &mut at);
    under_way.draw(card, at, end);
    card
}

fn acks(facts: &Producer) -> String {
    ["acks=", facts.acks.name()].concat()
}

/// What a producer asks for, and what keeps it apart from the words before it.
fn acks_room(acks: &str) -> f64 {
    text_width(acks, TEXT) + 6.0
}

/// What a producer's card has room for: without a plain title, what it asks for stands behind its records.
#[must_use]
pub fn titles_of_producer(facts: &Producer, rect: Rect, lang: Lang) -> Titles {
    let room = rect.width - 2.0 * padding(rect);
    let title = title(lang, label::producer(lang), facts.id, facts.halt);
    let records = Counts::of(facts).width() + UnderWay::of(facts).width();
    let line = records + acks_room(&acks(facts));
    titles_if(rect, text_width(&title, TEXT).max(line) <= room)
}

/// What a consumer's card has room for.
#[must_use]
pub fn titles_of_consumer(
    facts: &Consumer,
    known: Option<(&str, &PositionView)>,
    rect: Rect,
    lang: Lang,
) -> Titles {
    let room = rect.width - 2.0 * padding(rect);
    let title = title(lang, label::consumer(lang), facts.id, facts.halt);
    let (beside, _) = lag_beside(facts, known, &title, room, lang);
    let fits = text_width(&title, TEXT) <= room;
    titles_if(rect, fits && beside != LagBeside::PlainTitle)
}

/// A card that is not low has a line for everything.
fn titles_if(rect: Rect, has_room: bool) -> Titles {
    match has_room || rect.height > LOW_HEIGHT {
        true => Titles::Whole,
        false => Titles::Plain,
    }
}

/// Draws a consumer: where it stands, and how far that is from what it may read. Its position comes
/// with the partition's name.
pub fn consumer<'a>(
    parent: &'a mut Group,
    facts: &Consumer,
    known: Option<(&str, &PositionView)>,
    rect: Rect,
    titles: Titles,
    selection: Option<Selection>,
    lang: Lang,
) -> &'a mut Group {
    let whole = title(lang, label::consumer(lang), facts.id, facts.halt);
    let plain = with_halt(facts.id.to_string(), facts.halt, lang);
    let title = title_on(rect, titles, [&whole, &plain]);
    let position = position(facts, known, lang);
    let lags = label::lag_and_more(lang, facts, known.and_then(|(_, position)| position.lag));
    let card = parent.group("handle card");
    card.name(label::list(&[&whole, &position, &lags[0]]));
    card.select(Selection::Node(facts.id), selection);
    halt(card, facts.halt);
    let padding = padding(rect);
    let x = rect.x + padding;
    let room = rect.width - 2.0 * padding;
    let position_at = point(x, rect.y + 38.0);
    // Where there is little room, the offset matters more than the partition's whole name.
    let short = |room: f64| match known {
        None => fit(&position, room, TEXT),
        Some((name, known)) => {
            let offset = label::position("", known.offset);
            let name = fit_end(name, room - text_width(&offset, TEXT), TEXT);
            label::position(&name, known.offset)
        }
    };
    if rect.height > LOW_HEIGHT {
        frame(card, rect, title);
        card.text("card__line", short(room), position_at, Anchor::Start);
        let mut fitting = lags.iter().filter(|lag| text_width(lag, TEXT) <= room);
        let lag = fit(fitting.next().unwrap_or(&lags[2]), room, TEXT);
        card.text("card__line", lag, point(x, rect.y + 57.0), Anchor::Start);
        return card;
    }
    let (beside, lag) = lag_beside(facts, known, &title, room, lang);
    frame(card, rect, title);
    let (lag_y, position_room) = match beside {
        LagBeside::Position => (position_at.y, room - lag_room(&lag)),
        _ => (rect.y + TITLE, room),
    };
    let position = short(position_room);
    card.text("card__line", position, position_at, Anchor::Start);
    if beside != LagBeside::Nothing {
        let lag_at = point(rect.right() - padding, lag_y);
        card.text("card__line", lag, lag_at, Anchor::End);
    }
    card
}

/// Where it stands. One that is over stands nowhere, and will not.
fn position(facts: &Consumer, known: Option<(&str, &PositionView)>, lang: Lang) -> String {
    match known {
        None if facts.halt.is_some_and(Halt::is_over) => String::new(),
        None => label::no_position(lang).to_owned(),
        Some((name, position)) => label::position(name, position.offset),
    }
}

/// Where the lag stands in a low card with that title, and in which words.
fn lag_beside(
    facts: &Consumer,
    known: Option<(&str, &PositionView)>,
    title: &str,
    room: f64,
    lang: Lang,
) -> (LagBeside, String) {
    let plain = with_halt(facts.id.to_string(), facts.halt, lang);
    let offset = known.map_or_else(String::new, |(_, it)| label::position("…", it.offset));
    let position = position(facts, known, lang);
    let lines = [title, &plain, &position, &offset];
    let [lag, short_lag, shortest_lag] =
        label::lag_and_more(lang, facts, known.and_then(|(_, position)| position.lag));
    match LagBeside::of(lines, &lag, room) {
        LagBeside::PlainTitle | LagBeside::Nothing => {}
        beside => return (beside, lag),
    }
    match LagBeside::of(lines, &short_lag, room) {
        LagBeside::Nothing => (LagBeside::of(lines, &shortest_lag, room), shortest_lag),
        beside => (beside, short_lag),
    }
}

/// Beside which line of a low card the lag stands. How its process stands is said in any case: the position
/// gives way to the lag, and the title its word, before that.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LagBeside {
    Title,
    Position,
    /// The title goes without the word of what the card is of.
    PlainTitle,
    /// There is no room: the card's name says it.
    Nothing,
}

impl LagBeside {
    /// Of the title, the same without its word, the position, and as little of that as may be left of it.
    fn of(lines: [&str; 4], lag: &str, room: f64) -> Self {
        let [title, plain, position, offset] = lines;
        let has_room = |words: &str| text_width(words, TEXT) + lag_room(lag) <= room;
        let best_first = [
            (title, Self::Title),
            (position, Self::Position),
            (plain, Self::PlainTitle),
            (offset, Self::Position),
        ];
        let mut fitting = best_first.into_iter().filter(|(words, _)| has_room(words));
        fitting.next().map_or(Self::Nothing, |(_, beside)| beside)
    }
}

/// The lag, and what keeps it apart from the words before it.
fn lag_room(lag: &str) -> f64 {
    text_width(lag, TEXT) + 4.0
}

/// Draws the controller: a hexagon, its name, and the end of its metadata log.
pub fn controller(
    parent: &mut Group,
    id: NodeId,
    metadata: Offset,
    at: Point,
    selection: Option<Selection>,
    lang: Lang,
) {
    let group = parent.group("handle controller");
    group.name(label::controller(lang, id, metadata));
    group.select(Selection::Node(id), selection);
    let metadata = label::metadata_end(lang, metadata);
    let word = label::controller_word(lang);
    let words_width = text_width(&metadata, TEXT).max(text_width(word, TEXT));
    let width = 46.0 + words_width;
    let area = Rect::new(at.x - 20.0, at.y - 16.0, width, 32.0);
    group.rect("handle__area", area, 6.0);
    group.shape("controller__mark", point(at.x - 8.0, at.y - 12.0), HEXAGON);
    let name = id.to_string();
    let name_at = point(at.x, at.y + 4.2);
    group.text("controller__name", name, name_at, Anchor::Middle);
    for (words, down) in [(word.to_owned(), -3.4), (metadata, 11.8)] {
        let words_at = point(at.x + 20.0, at.y + down);
        group.text("card__line", words, words_at, Anchor::Start);
    }
}

fn padding(card: Rect) -> f64 {
    if card.height > LOW_HEIGHT {
        PADDING
    } else {
        LOW_PADDING
    }
}

fn frame(card: &mut Group, rect: Rect, title: String) {
    card.rect("card__frame", rect, 8.0);
    let padding = padding(rect);
    let at = point(rect.x + padding, rect.y + TITLE);
    let title = fit(&title, rect.width - 2.0 * padding, TEXT);
    card.text("card__title", title, at, Anchor::Start);
}

/// The title that is drawn: plain in a low card, and wherever the whole has no room.
fn title_on(rect: Rect, titles: Titles, [whole, plain]: [&str; 2]) -> String {
    let room = rect.width - 2.0 * padding(rect);
    let is_low = titles == Titles::Plain && rect.height <= LOW_HEIGHT;
    match is_low || text_width(whole, TEXT) > room {
        true => plain.to_owned(),
        false => whole.to_owned(),
    }
}

/// What a card is of, and why that does not work, if so.
fn title(lang: Lang, kind: &str, id: NodeId, halt: Option<Halt>) -> String {
    with_halt(label::client(kind, id), halt, lang)
}

fn with_halt(title: String, halt: Option<Halt>, lang: Lang) -> String {
    match halt {
        None => title,
        Some(halt) => [&title, " · ", label::halt(lang, halt)].concat(),
    }
}

/// The frame of a client that does not work is broken.
fn halt(card: &mut Group, halt: Option<Halt>) {
    if halt.is_some() {
        card.class.push_str(" card--halted");
    }
}

/// From its upper left corner.
const HEXAGON: &str = "h16l7 12l-7 12h-16l-7 -12z";
