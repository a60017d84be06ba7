//! The badge that says how a replica stands: a shape of its own for each standing, and words.

use highwater_core::sim::Standing;

use super::geometry::{Point, Rect, TEXT, point, text_width};
use super::scene::{Anchor, Group};

/// How high a badge is.
pub const BADGE_HEIGHT: f64 = 19.0;
const PADDING: f64 = 9.0;
const MARK: f64 = 14.0;

/// Draws a badge with its left end at `at` (and its middle line there).
pub fn badge(parent: &mut Group, standing: Standing, words: String, at: Point) {
    let group = parent.group(class(standing));
    let mark = match standing {
        Standing::Leader => Some((0.0, -5.5, STAR)),
        Standing::Fenced => Some((-4.5, 0.0, SLASH)),
        Standing::Paused => Some((0.0, -4.5, BARS)),
        _ => None,
    };
    let before = PADDING + if mark.is_some() { MARK } else { 0.0 };
    let width = before + text_width(&words, TEXT) + PADDING;
    let rect = Rect::new(at.x, at.y - BADGE_HEIGHT / 2.0, width, BADGE_HEIGHT);
    let rounding = if standing.is_down() {
        3.0
    } else {
        BADGE_HEIGHT / 2.0
    };
    group.rect("badge__frame", rect, rounding);
    if let Some((x, y, shape)) = mark {
        let at = point(at.x + PADDING + 4.5 + x, at.y + y);
        group.shape("badge__mark", at, shape);
    }
    // The budget for text is generous: what is left of it stands on both sides.
    let middle = at.x + (before + width - PADDING) / 2.0;
    let at = point(middle, at.y + 4.2);
    group.text("badge__text", words, at, Anchor::Middle);
}

/// How wide a badge is with those words.
#[must_use]
pub fn badge_width(words: &str) -> f64 {
    2.0 * PADDING + MARK + text_width(words, TEXT)
}

fn class(standing: Standing) -> &'static str {
    match standing {
        Standing::Leader => "badge badge--leader",
        Standing::InSync => "badge badge--in-sync",
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
