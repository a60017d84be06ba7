//! The way of a message: straight pieces from the sender to the receiver.

use super::geometry::Point;
use super::ink;

/// How much a corner is rounded.
const CORNER: f64 = 10.0;

/// A way through the drawing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Route {
    points: Vec<Point>,
}

impl Route {
    /// The way through these points.
    #[must_use]
    pub fn new(points: Vec<Point>) -> Self {
        Self { points }
    }

    /// The way across, then up or down, then across again; each part may be missing.
    #[must_use]
    #[inline(never)]
    pub fn bracket(from_x: f64, from_y: f64, x: f64, to_y: f64, to_x: f64) -> Self {
        let mut route = Self::default();
        route.go(from_x, from_y);
        route.go(x, from_y);
        route.go(x, to_y);
        route.go(to_x, to_y);
        route
    }

    /// Goes on straight to a place, if it is not there already.
    pub fn go(&mut self, x: f64, y: f64) {
        let to = Point { x, y };
        if self.points.last() != Some(&to) {
            self.points.push(to);
        }
    }

    /// Turns it round.
    pub fn reverse(&mut self) {
        self.points.reverse();
    }

    /// The points that it goes through.
    #[must_use]
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// Where it runs across the drawing, if it does nothing but go up or down.
    #[must_use]
    pub fn upright(&self) -> Option<f64> {
        let first = self.points.first()?;
        let is_upright = self.points.iter().all(|at| at.x == first.x);
        is_upright.then_some(first.x)
    }

    /// How far right it reaches.
    #[must_use]
    pub fn right(&self) -> f64 {
        let mut right: f64 = 0.0;
        for at in &self.points {
            right = right.max(at.x);
        }
        right
    }

    /// How long it is.
    #[must_use]
    pub fn length(&self) -> f64 {
        let mut length = 0.0;
        for pair in self.points.windows(2) {
            if let [from, to] = pair {
                length += from.distance(*to);
            }
        }
        length
    }

    /// The place after so many thousandths of it.
    #[must_use]
    pub fn at(&self, permille: u32) -> Point {
        let mut left = self.length() * f64::from(permille.min(1_000)) / 1_000.0;
        for pair in self.points.windows(2) {
            let [from, to] = *pair else { continue };
            let piece = from.distance(to);
            if left <= piece && piece > 0.0 {
                return from.towards(to, left / piece);
            }
            left -= piece;
        }
        self.points.last().copied().unwrap_or_default()
    }

    /// The way in SVG's words, its corners rounded.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::new();
        let mut before = None;
        let mut points = self.points.iter().peekable();
        while let Some(at) = points.next() {
            match (before, points.peek()) {
                (Some(before), Some(after)) => bend(&mut path, before, *at, **after),
                (None, _) => ink::write(&mut path, 'M', &[at.x, at.y]),
                (_, None) => ink::write(&mut path, 'L', &[at.x, at.y]),
            }
            before = Some(*at);
        }
        path
    }
}

fn bend(path: &mut String, before: Point, at: Point, after: Point) {
    let near = |other: Point| {
        let way = at.distance(other);
        let part = if way > 0.0 {
            (CORNER / way).min(0.5)
        } else {
            0.0
        };
        at.towards(other, part)
    };
    let (start, end) = (near(before), near(after));
    ink::write(path, 'L', &[start.x, start.y]);
    ink::write(path, 'Q', &[at.x, at.y, end.x, end.y]);
}

#[cfg(test)]
mod tests {
    use super::super::geometry::point;
    use super::*;

    #[test]
    fn a_message_travels_evenly_from_the_first_point_to_the_last() {
        let route = Route::new(vec![point(0.0, 0.0), point(30.0, 0.0), point(30.0, 10.0)]);
        for (permille, place) in [
            (0, point(0.0, 0.0)),
            (375, point(15.0, 0.0)),
            (750, point(30.0, 0.0)),
            (1_000, point(30.0, 10.0)),
            (5_000, point(30.0, 10.0)),
        ] {
            assert!(route.at(permille).distance(place) < 1e-9, "{permille}");
        }
        let mut back = route.clone();
        back.reverse();
        assert_eq!(back.at(0), route.at(1_000));
    }

    #[test]
    fn a_way_without_length_has_a_place_all_the_same() {
        assert_eq!(Route::default().at(500), Point::default());
        let still = Route::new(vec![point(3.0, 4.0), point(3.0, 4.0)]);
        assert_eq!(still.at(500), point(3.0, 4.0));
    }
}
