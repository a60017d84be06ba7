//! Which producer is shown, where there are several: a row to choose from.

use highwater_core::id::NodeId;

use super::pen::GAP;
use super::{Facts, MARGIN, words};
use crate::session::Selection;
use crate::stage::geometry::{Rect, Size, point};
use crate::stage::key;
use crate::stage::scene::{Anchor, Group};

const CHIP: Size = Size {
    width: 46.0,
    height: 24.0,
};
/// From one chip's side to the next's.
const PITCH: f64 = CHIP.width + 6.0;

/// Draws the row, if there is something to choose, and tells where it ends.
pub fn choice(facts: &Facts<'_>, kind: &mut Group, width: f64) -> f64 {
    let producers: Vec<NodeId> = facts.world.producers().map(|it| it.id).collect();
    if producers.len() < 2 {
        return MARGIN;
    }
    let room = ((width - 2.0 * MARGIN + PITCH - CHIP.width) / PITCH).max(1.0) as usize;
    let here = producers.iter().position(|id| *id == facts.id());
    // The one that is shown is among those for which there is room.
    let from = here.map_or(0, |here| (here + 1).saturating_sub(room));
    for (place, id) in producers.into_iter().skip(from).take(room).enumerate() {
        let x = MARGIN + place as f64 * PITCH;
        let rect = Rect::new(x, MARGIN, CHIP.width, CHIP.height);
        chip(facts, kind, id, rect);
    }
    MARGIN + CHIP.height + GAP
}

fn chip(facts: &Facts<'_>, kind: &mut Group, id: NodeId, rect: Rect) {
    let is_shown = id == facts.id();
    let chip = kind.group(match is_shown {
        true => "handle chip chip--on",
        false => "handle chip",
    });
    chip.keyed(key::of_node(id));
    chip.name(words::choice(facts.lang, id, is_shown));
    chip.select(Selection::Node(id), facts.selection);
    chip.rect("card__frame", rect, 6.0);
    let at = point(rect.centre().x, rect.centre().y + 4.2);
    chip.text("card__title", id.to_string(), at, Anchor::Middle);
}
