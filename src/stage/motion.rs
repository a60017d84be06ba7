//! Where the messages are: the one thing that changes with every frame.

use highwater_core::id::MessageId;
use highwater_core::sim::World;
use highwater_core::time::Time;

use super::capsule::RANK_MAX;
use super::geometry::{Point, Rect};
use super::scene::{MessageMark, Scene};

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
    for room in taken.iter().skip(scene.notes_from) {
        for place in &mut places {
            if !place.in_words {
                keep_clear(&mut place.at, *room);
            }
        }
    }
    places
}

/// Moves a dot out of a room, to the nearer of its sides.
#[inline(never)]
fn keep_clear(at: &mut Point, room: Rect) {
    let middle = room.centre();
    let (across, down) = (at.x - middle.x, at.y - middle.y);
    let reach = room.width / 2.0 + DOT;
    if across.abs() < reach && down.abs() < room.height / 2.0 + DOT {
        at.x = middle.x + reach.copysign(across);
    }
}
