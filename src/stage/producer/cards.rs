//! Where the cards stand: beside each other from left to right, or under each other where it is narrow.

use super::pen::{GAP, Pen};
use super::{Facts, MARGIN};
use super::{accumulator, buffer, callbacks, choice, handed, slots};
use crate::stage::geometry::{Rect, point};
use crate::stage::scene::Group;

/// From this width on there are columns.
const WIDE: f64 = 640.0;
/// Between two columns: the room of an arrow.
const ALLEY: f64 = 22.0;
/// From a card's top to the arrow that leaves it at its side.
const ARROW_AT: f64 = 18.0;
/// The shares of the first two columns.
const SHARES: [f64; 2] = [0.28, 0.4];

/// Draws what is in a card.
type Draw = fn(&Facts<'_>, &mut Pen<'_>);

/// A card: in which column it stands, what is in it, and where its arrow leads, if a record leaves it.
struct Card {
    column: usize,
    draw: Draw,
    arrow: Option<Arrow>,
}

#[derive(Clone, Copy)]
enum Arrow {
    /// To the next column.
    Across,
    /// To the card below.
    Down,
}

/// The cards in columns: top down, and from left to right.
const IN_COLUMNS: [Card; 6] = [
    card(0, handed::serializer, Some(Arrow::Down)),
    card(0, handed::partitioner, Some(Arrow::Across)),
    card(0, buffer::buffer, None),
    card(1, accumulator::accumulator, Some(Arrow::Across)),
    card(2, slots::in_flight, Some(Arrow::Down)),
    card(2, callbacks::callbacks, None),
];

/// The cards under each other.
const IN_LINE: [Card; 6] = [
    card(0, handed::serializer, Some(Arrow::Down)),
    card(0, handed::partitioner, Some(Arrow::Down)),
    card(0, accumulator::accumulator, Some(Arrow::Down)),
    card(0, slots::in_flight, Some(Arrow::Down)),
    card(0, callbacks::callbacks, None),
    card(0, buffer::buffer, None),
];

const fn card(column: usize, draw: Draw, arrow: Option<Arrow>) -> Card {
    Card {
        column,
        draw,
        arrow,
    }
}

/// Draws everything, if it can be in a room of that height, and tells how high it is.
pub fn draw(facts: &Facts<'_>, groups: &mut Vec<Group>, width: f64, room: f64) -> f64 {
    let top = choice::choice(facts, groups.push_mut(Group::default()), width);
    let (cards, columns) = match width >= WIDE {
        true => (&IN_COLUMNS, columns(width)),
        false => (&IN_LINE, [(MARGIN, width - MARGIN); 3]),
    };
    let (mut column, mut y, mut bottom) = (0, top, top);
    // An arrow from the side leads to the card, however little there is in it.
    let mut reach = top;
    let mut arrows = Group::default();
    for card in cards {
        if card.column != column {
            (column, y) = (card.column, top);
        }
        let (left, right) = columns[column];
        let kind = groups.push_mut(Group::default());
        let mut pen = Pen::new(kind, facts.selection, (left, right), y, room, reach);
        (card.draw)(facts, &mut pen);
        let frame = Rect::new(left, y, right - left, pen.y() - y);
        // What stands below that card, in its own column, changes nothing about it.
        reach = match card.arrow {
            Some(Arrow::Across) => y + ARROW_AT + 10.0,
            Some(Arrow::Down) => top,
            None => reach,
        };
        if let Some(way) = card.arrow {
            arrow(&mut arrows, frame, way);
        }
        bottom = bottom.max(frame.bottom());
        y = frame.bottom() + GAP;
    }
    groups.push(arrows);
    bottom + MARGIN
}

/// The left and the right side of each column.
fn columns(width: f64) -> [(f64, f64); 3] {
    let free = width - 2.0 * MARGIN - 2.0 * ALLEY;
    let [first, second] = SHARES.map(|share| share * free);
    let second_left = MARGIN + first + ALLEY;
    let third_left = second_left + second + ALLEY;
    [
        (MARGIN, second_left - ALLEY),
        (second_left, third_left - ALLEY),
        (third_left, width - MARGIN),
    ]
}

/// The way of a record out of a card.
fn arrow(kind: &mut Group, card: Rect, way: Arrow) {
    let (at, path) = match way {
        Arrow::Across => (
            point(card.right() + 4.0, card.y + ARROW_AT),
            "h12m-5 -4.5l5 4.5l-5 4.5",
        ),
        Arrow::Down => (
            point(card.centre().x, card.bottom() + 1.5),
            "v8m-4 -4l4 4l4 -4",
        ),
    };
    kind.group("pipe-arrow").shape("pipe-arrow__line", at, path);
}
