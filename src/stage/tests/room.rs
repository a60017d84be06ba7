//! What stands has room: it fits the drawing, and keeps clear of the rest.

mod clients;
mod lanes;
mod messages;
mod standing;
mod wires;

use crate::stage::geometry::{Point, Rect};
use crate::stage::scene::{Part, Scene};
use crate::stage::tests::walk;

/// The scene without what is said of brokers on the edges of their boxes.
fn without_marks_of_brokers(scene: &Scene) -> Scene {
    let mut rest = scene.clone();
    for kind in &mut rest.groups {
        kind.parts
            .retain(|part| !matches!(part, Part::Group(mark) if mark.class == "broker-mark"));
    }
    rest
}

/// The rectangles of those classes, wherever their groups are moved.
fn rects(scene: &Scene, classes: &[&str]) -> Vec<(&'static str, Rect)> {
    let mut found = Vec::new();
    for group in &scene.groups {
        walk(group, Point::default(), &mut |part, by| match part {
            Part::Rect(class, rect, _) if classes.contains(class) => {
                let at = Rect::new(rect.x + by.x, rect.y + by.y, rect.width, rect.height);
                found.push((*class, at));
            }
            _ => {}
        });
    }
    found
}

/// The straight pieces of a line, each as a rectangle without an area; its corners are not rounded.
fn pieces(line: &str) -> Vec<Rect> {
    let (mut pieces, mut before) = (Vec::new(), None);
    let spaced = line.replace('M', " M ").replace(['L', 'Q'], " ");
    let mut words = spaced.split_whitespace();
    while let Some(word) = words.next() {
        if word == "M" {
            before = None;
            continue;
        }
        let numbers = [Some(word), words.next()].map(|word| word.unwrap_or_default().parse());
        let [Ok(x), Ok(y)] = numbers else {
            panic!("{line}: {numbers:?}")
        };
        let at: Point = Point { x, y };
        if let Some(from) = before.replace(at) {
            let (from, to): (Point, Point) = (from, at);
            let (left, top) = (from.x.min(to.x), from.y.min(to.y));
            let size = ((from.x - to.x).abs(), (from.y - to.y).abs());
            pieces.push(Rect::new(left, top, size.0, size.1));
        }
    }
    pieces
}
