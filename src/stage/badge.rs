//! The badge that says how a replica stands: a shape of its own for each standing, and words.

use highwater_core::sim::Standing;

use super::geometry::{Point, Rect, TEXT, point, text_width};
use super::scene::{Anchor, Group};

/// How high a badge is.
pub const BADGE_HEIGHT: f64 = 19.0;
const PADDING: f64 = 9.0;
const MARK: f64 = 14.0;

/// A badge with its left end at `at` (and its middle line there).
#[must_use]
pub fn badge(standing: Standing, words: &str, at: Point) -> Group {
    let mut group = Group::new(format!("badge badge--{}", class(standing)));
    let marked = matches!(standing, Standing::Leader | Standing::Fenced);
    let before = PADDING + if marked { MARK } else { 0.0 };
    let width = before + text_width(words, TEXT) + PADDING;
    let rect = Rect::new(at.x, at.y - BADGE_HEIGHT / 2.0, width, BADGE_HEIGHT);
    group.rect("badge__frame", rect, BADGE_HEIGHT / 2.0);
    let mark = point(at.x + PADDING + 4.5, at.y);
    match standing {
        Standing::Leader => group.path("badge__mark", star(mark, 5.5)),
        Standing::Fenced => group.path("badge__mark", slash(mark, 4.5)),
        Standing::InSync | Standing::OutOfSync { .. } | Standing::Crashed => {}
    }
    // The budget for text is generous: what is left of it stands on both sides.
    let middle = at.x + (before + width - PADDING) / 2.0;
    group.text(
        "badge__text",
        words,
        point(middle, at.y + 4.2),
        Anchor::Middle,
    );
    group
}

/// How wide a badge is with those words.
#[must_use]
pub fn badge_width(words: &str) -> f64 {
    2.0 * PADDING + MARK + text_width(words, TEXT)
}

fn class(standing: Standing) -> &'static str {
    match standing {
        Standing::Leader => "leader",
        Standing::InSync => "in-sync",
        Standing::OutOfSync { .. } => "out-of-sync",
        Standing::Fenced => "fenced",
        Standing::Crashed => "crashed",
    }
}

/// A star with five points.
fn star(at: Point, radius: f64) -> String {
    let corner = |index: u32| {
        let angle = f64::from(index) * core::f64::consts::PI / 5.0;
        let reach = if index.is_multiple_of(2) {
            radius
        } else {
            radius * 0.42
        };
        format!(
            "{:.1} {:.1}",
            at.x + reach * angle.sin(),
            at.y - reach * angle.cos()
        )
    };
    let corners: Vec<String> = (0..10).map(corner).collect();
    format!("M{}Z", corners.join("L"))
}

/// A circle with a stroke through it.
fn slash(at: Point, radius: f64) -> String {
    let reach = radius * 0.7;
    format!(
        "M{x0:.1} {y:.1}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0M{x1:.1} {y1:.1}L{x2:.1} {y2:.1}",
        x0 = at.x - radius,
        y = at.y,
        r = radius,
        d = 2.0 * radius,
        x1 = at.x - reach,
        y1 = at.y + reach,
        x2 = at.x + reach,
        y2 = at.y - reach,
    )
}
