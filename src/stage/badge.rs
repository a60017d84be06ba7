//! The badges that say how a replica stands, and what else is to be known of it or its broker: a shape
//! of its own for each, and words.

use highwater_core::sim::Standing;

use super::geometry::{Point, Rect, TEXT, point, text_width};
use super::scene::{Anchor, Group};

/// How high a badge is.
pub const BADGE_HEIGHT: f64 = 19.0;
const PADDING: f64 = 9.0;
const MARK: f64 = 14.0;

/// What is said beside the standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// What the controller has recorded of the replica, where its standing does not tell.
    Recorded,
    /// The leader was elected uncleanly, and the controller has not heard of it since.
    Recovering,
    /// The partition has no leader.
    Offline,
    /// The broker is fenced.
    Fenced,
    /// The broker is cut off from the controller and from the other brokers.
    Isolated,
    /// The broker waits until it may stop.
    ControlledShutdown,
    /// The broker takes longer over everything.
    Slow,
    /// The broker takes longer over what it writes.
    SlowDisk,
    /// Messages have reached the broker, and it has not read them.
    Unread,
    /// Acks wait at the broker.
    AcksWait,
    /// The rack in which the broker is.
    Rack,
    /// The groups that the broker coordinates.
    Coordinator,
}

impl Mark {
    /// Whether something is the matter. What is none is told in words only: its shape alone would say nothing.
    pub fn is_condition(self) -> bool {
        !matches!(self, Self::Rack | Self::Coordinator)
    }
}

/// A shape, and where it begins from the middle of its room.
type Shape = Option<(f64, f64, &'static str)>;

/// Draws a badge with its left end at `at` (and its middle line there).
pub fn badge(parent: &mut Group, standing: Standing, words: String, at: Point) {
    let shape = match standing {
        Standing::Leader => Some((0.0, -5.5, STAR)),
        Standing::Fenced => Some((-4.5, 0.0, SLASH)),
        Standing::Paused => Some((0.0, -4.5, BARS)),
        _ => None,
    };
    let rounding = if standing.is_down() { 3.0 } else { ROUND };
    pill(parent, class(standing), shape, rounding, words, at);
}

/// Draws what is said beside the standing, with its left end at `at`; without words it is its shape
/// alone.
pub fn mark(parent: &mut Group, mark: Mark, words: String, at: Point) {
    let (class, shape) = match mark {
        Mark::Recorded => ("badge badge--recorded", (-2.8, -4.8, HEXAGON)),
        Mark::Recovering => ("badge badge--recovering", (-4.5, 0.0, AROUND)),
        Mark::Offline => ("badge badge--offline", (0.0, -5.5, STRUCK_STAR)),
        Mark::Fenced => ("badge badge--fenced", (-4.5, 0.0, SLASH)),
        Mark::Isolated => ("badge badge--isolated", (-4.5, 0.0, APART)),
        Mark::ControlledShutdown => ("badge badge--leaving", (-3.2, -3.2, POWER)),
        Mark::Slow => ("badge badge--slow", (-3.5, -5.0, HOURGLASS)),
        Mark::SlowDisk => ("badge badge--slow", (-4.5, -3.0, DISK)),
        Mark::Unread => ("badge badge--waits", (-5.0, -3.5, ENVELOPE)),
        Mark::AcksWait => ("badge badge--waits", (-4.5, 0.0, CLOCK)),
        Mark::Rack => ("badge badge--rack", (-3.5, -5.0, SHELVES)),
        Mark::Coordinator => ("badge badge--rack", (-3.4, -3.4, MEMBERS)),
    };
    pill(parent, class, Some(shape), 3.0, words, at);
}

/// The room that a mark takes up with its left end at `at`.
pub fn mark_room(words: &str, at: Point) -> Rect {
    let width = pill_width(words, true);
    Rect::new(at.x, at.y - BADGE_HEIGHT / 2.0, width, BADGE_HEIGHT)
}

const ROUND: f64 = BADGE_HEIGHT / 2.0;

fn pill(parent: &mut Group, class: &str, shape: Shape, rounding: f64, words: String, at: Point) {
    let group = parent.group(class);
    let width = pill_width(&words, shape.is_some());
    let rect = Rect::new(at.x, at.y - BADGE_HEIGHT / 2.0, width, BADGE_HEIGHT);
    group.rect("badge__frame", rect, rounding);
    if let Some((x, y, shape)) = shape {
        let at = point(at.x + PADDING + 4.5 + x, at.y + y);
        group.shape("badge__mark", at, shape);
    }
    if words.is_empty() {
        return;
    }
    // The budget for text is generous: what is left of it stands on both sides.
    let before = width - PADDING - text_width(&words, TEXT);
    let middle = at.x + (before + width - PADDING) / 2.0;
    let at = point(middle, at.y + 4.2);
    group.text("badge__text", words, at, Anchor::Middle);
}

/// How wide a badge is with those words, with a shape or without.
fn pill_width(words: &str, has_shape: bool) -> f64 {
    let shape = match (has_shape, words.is_empty()) {
        (true, false) => MARK,
        // Alone, it stands in the middle.
        (true, true) => 9.0,
        (false, _) => 0.0,
    };
    2.0 * PADDING + shape + text_width(words, TEXT)
}

/// How wide a badge is at most with those words.
#[must_use]
pub fn badge_width(words: &str) -> f64 {
    2.0 * PADDING + MARK + text_width(words, TEXT)
}

/// How wide the badge of a standing is with those words.
#[must_use]
pub fn standing_width(standing: Standing, words: &str) -> f64 {
    let has_shape = matches!(
        standing,
        Standing::Leader | Standing::Fenced | Standing::Paused
    );
    pill_width(words, has_shape)
}

fn class(standing: Standing) -> &'static str {
    match standing {
        Standing::Leader => "badge badge--leader",
        Standing::InSync => "badge badge--in-sync",
        Standing::Eligible => "badge badge--eligible",
        Standing::LastKnownLeader => "badge badge--last-known",
        Standing::OutOfSync { .. } => "badge badge--out-of-sync",
        Standing::Fenced => "badge badge--fenced",
        Standing::Crashed | Standing::PoweredOff => "badge badge--crashed",
        Standing::Stopped => "badge badge--stopped",
        Standing::Paused => "badge badge--paused",
    }
}

/// A star with five points, from its highest.
const STAR: &str =
    "l1.4 3.6l3.9 0.2l-3.0 2.4l1.0 3.7l-3.2 -2.1l-3.2 2.1l1.0 -3.7l-3.0 -2.4l3.9 -0.2z";
/// A circle with a stroke through it, from its left.
const SLASH: &str = "a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0m1.3 3.2l6.4 -6.4";
/// Two bars, from the upper end of the left one.
const BARS: &str = "v9m5 -9v9";
/// Two ends of a line that is cut through, from its left.
const APART: &str = "h2.5m0 -3.5v7m4 -7v7m0 -3.5h2.5";
/// A rack of three shelves, from its upper left corner.
const SHELVES: &str = "h7v10h-7zm0 3.3h7m-7 3.4h7";
/// Four points around one, from the upper left.
const MEMBERS: &str = "l6.8 6.8m0 -6.8l-6.8 6.8m3.4 -5.4a2 2 0 1 0 0 4a2 2 0 1 0 0 -4z";
/// A hexagon, the controller's, from its upper left corner.
const HEXAGON: &str = "h5.6l2.8 4.8l-2.8 4.8h-5.6l-2.8 -4.8z";
/// A star that is struck through, from its highest point.
const STRUCK_STAR: &str = "l1.4 3.6l3.9 0.2l-3.0 2.4l1.0 3.7l-3.2 -2.1l-3.2 2.1l1.0 -3.7l-3.0 -2.4l3.9 -0.2zm-5 0.5l10 10";
/// An arrow once around, from its left.
const AROUND: &str = "a4.5 4.5 0 1 1 2.2 3.9m-2.9 -0.9l2.9 0.9l-0.6 -2.9";
/// The sign on a switch, from its left end.
const POWER: &str = "a4.5 4.5 0 1 0 6.4 0m-3.2 -2.3v5";
/// An hourglass, from its upper left corner.
const HOURGLASS: &str = "h7l-7 10h7l-7 -10z";
/// A disk, from its left upper edge.
const DISK: &str = "a4.5 1.8 0 0 0 9 0a4.5 1.8 0 0 0 -9 0v6a4.5 1.8 0 0 0 9 0v-6";
/// An envelope, from its upper left corner.
const ENVELOPE: &str = "h10v7.5h-10zl5 4.2l5 -4.2";
/// A clock, from its left: what waits has no tick yet.
const CLOCK: &str = "a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0m4.5 -3v3l2 1.5";
