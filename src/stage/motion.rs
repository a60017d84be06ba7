//! Where the messages are: the one thing that changes with every frame.

use highwater_core::id::MessageId;
use highwater_core::sim::World;
use highwater_core::time::Time;

use super::capsule::RANK_MAX;
use super::geometry::{Point, Rect, point};
use super::scene::{MessageMark, Scene};

/// The room between two capsules, and to what stands: the ring around one that is picked has its place there.
const APART: f64 = 5.0;
/// From the middle of a dot to a capsule's room.
const DOT: f64 = 5.0;

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
    let mut dots = Vec::new();
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
            let (id, mut at) = (mark.id, at);
            if in_words {
                taken.push(room);
            } else {
                at = mark.narrow_route.at(*permille);
                dots.push(places.len());
            }
            places.push(Place { id, at, in_words });
        }
    }
    let capsules = taken.get(scene.taken.len()..).unwrap_or_default();
    for index in dots {
        if let Some(place) = places.get_mut(index) {
            place.at = beside(place.at, capsules, &taken);
        }
    }
    places
}

/// The nearest place to that one for a dot that no capsule covers.
fn beside(at: Point, capsules: &[Rect], taken: &[Rect]) -> Point {
    let covers = |rect: &&Rect| rect.inset(-DOT).contains(Rect::new(at.x, at.y, 0.0, 0.0));
    let Some(capsule) = capsules.iter().find(covers) else {
        return at;
    };
    let room = capsule.inset(-DOT);
    let mut nearest: Option<Point> = None;
    for aside in [
        point(at.x, room.y),
        point(at.x, room.bottom()),
        point(room.x, at.y),
        point(room.right(), at.y),
    ] {
        let is_nearer = nearest.is_none_or(|other| at.distance(aside) < at.distance(other));
        let spot = Rect::new(aside.x, aside.y, 0.0, 0.0);
        let dot = spot.inset(0.1 - DOT);
        let is_free = !taken.iter().any(|other| other.overlaps(spot))
            && !capsules.iter().any(|other| other.overlaps(dot));
        if is_nearer && is_free {
            nearest = Some(aside);
        }
    }
    nearest.unwrap_or(at)
}
