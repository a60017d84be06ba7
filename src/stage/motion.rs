//! Where the messages are: the one thing that changes with every frame.

use highwater_core::id::MessageId;
use highwater_core::sim::World;
use highwater_core::time::Time;

use super::capsule::RANK_MAX;
use super::geometry::{Point, Rect};
use super::scene::{MessageMark, Scene};
use crate::session::View;

/// The room between two capsules, and to what stands: the ring around one that is picked has its place there.
const APART: f64 = 5.0;
/// From the middle of a dot to what it keeps clear of.
const DOT: f64 = 6.0;

/// Where a message is at a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Which message.
    pub id: MessageId,
    /// The middle of its mark.
    pub at: Point,
    /// Whether there is room for its words.
    pub in_words: bool,
}

/// The place of every message of the scene at `now`, for the animation loop.
#[must_use]
pub fn places(scene: &Scene, world: &World, now: Time) -> Vec<Place> {
    let network = world.network();
    let mut on_their_way = Vec::new();
    for mark in &scene.messages {
        if let Some((_, _, message)) = network.message(mark.id) {
            on_their_way.push((&**mark, message.travelled_permille(now)));
        }
    }
    arrange(scene, on_their_way)
}

/// Gives words to as many messages as there is room for, the important ones first; the others are
/// dots on their lines, beside the capsules that lie there.
pub(super) fn arrange(scene: &Scene, marks: Vec<(&MessageMark, u32)>) -> Vec<Place> {
    let mut taken = scene.taken.clone();
    let mut places = Vec::with_capacity(marks.len());
    for rank in (0..=RANK_MAX).rev() {
        for (mark, permille) in &marks {
            if mark.rank != rank {
                continue;
            }
            let at = mark.route.at(*permille);
            let room = Rect::around(at, mark.capsule).inset(-APART / 2.0);
            let in_words = !scene.words_in_list
                && !mark.lines.is_empty()
                && !taken.iter().any(|other| other.overlaps(room));
            let at = if in_words {
                taken.push(room);
                at
            } else {
                mark.narrow_route.at(*permille)
            };
            places.push(Place {
                id: mark.id,
                at,
                in_words,
            });
        }
    }
    let lying = taken.get(scene.marks_from..).unwrap_or_default();
    for place in &mut places {
        if place.in_words || is_clear(place.at, lying) {
            continue;
        }
        let marked = marks.iter().find(|(mark, _)| mark.id == place.id);
        let along = marked.and_then(|(mark, permille)| clear_place(mark, *permille, lying));
        match along {
            Some(at) => place.at = at,
            // Beside its line, where all of that is covered.
            None => {
                for room in lying {
                    keep_clear(&mut place.at, *room, &scene.taken);
                }
            }
        }
    }
    if scene.words_in_list && scene.frame.view == View::ByBroker {
        for place in &mut places {
            scene
                .taken
                .iter()
                .for_each(|room| keep_beside(&mut place.at, *room));
        }
    }
    places
}

/// Where its way ends at a side of what stands there, a dot lies beside that side, not on it.
fn keep_beside(at: &mut Point, room: Rect) {
    let inside = at.y > room.y && at.y < room.bottom();
    for (side, way) in [(room.x, -1.0), (room.right(), 1.0)] {
        let beyond = (at.x - side) * way;
        if inside && (-1.0..DOT).contains(&beyond) {
            at.x = side + DOT * way;
        }
    }
}

/// So much of its way a dot gives way along its line, in steps of this many thousandths.
const ALONG_MAX: u32 = 400;
const ALONG_STEP: u32 = 20;

/// Whether a dot covers nothing there.
fn is_clear(at: Point, taken: &[Rect]) -> bool {
    let spot = Rect::new(at.x, at.y, 0.0, 0.0).inset(-DOT);
    !taken.iter().any(|room| room.overlaps(spot))
}

/// The nearest place on its line where a dot covers nothing, on whichever side that is.
fn clear_place(mark: &MessageMark, permille: u32, taken: &[Rect]) -> Option<Point> {
    for aside in (ALONG_STEP..=ALONG_MAX).step_by(ALONG_STEP as usize) {
        let both = [permille.checked_sub(aside), permille.checked_add(aside)];
        for permille in both.into_iter().flatten().filter(|it| *it <= 1_000) {
            let at = mark.narrow_route.at(permille);
            if is_clear(at, taken) {
                return Some(at);
            }
        }
    }
    None
}

/// Moves a dot out of a room, to the nearer of its sides, or to the other if something stands there.
#[inline(never)]
fn keep_clear(at: &mut Point, room: Rect, standing: &[Rect]) {
    let middle = room.centre();
    let (across, down) = (at.x - middle.x, at.y - middle.y);
    let reach = room.width / 2.0 + DOT;
    if across.abs() >= reach || down.abs() >= room.height / 2.0 + DOT {
        return;
    }
    let side = reach.copysign(across);
    let beside = |side: f64| Point {
        x: middle.x + side,
        y: at.y,
    };
    let is_free = |side: &f64| is_clear(beside(*side), standing);
    let free = [side, -side].into_iter().find(is_free);
    *at = beside(free.unwrap_or(side));
}
