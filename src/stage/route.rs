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

    /// The same way in the other direction.
    #[must_use]
    pub fn reversed(mut self) -> Self {
        self.points.reverse();
        self
    }

    /// The points that it goes through.
    #[must_use]
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// How long it is.
    #[must_use]
    pub fn length(&self) -> f64 {
        self.pieces().map(|(from, to)| from.distance(to)).sum()
    }

    /// The place after so many thousandths of it.
    #[must_use]
    pub fn at(&self, permille: u32) -> Point {
        let mut left = self.length() * f64::from(permille.min(1_000)) / 1_000.0;
        for (from, to) in self.pieces() {
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
        for (index, at) in self.points.iter().enumerate() {
            let before = index
                .checked_sub(1)
                .and_then(|before| self.points.get(before));
            match (before, self.points.get(index + 1)) {
                (Some(before), Some(after)) => bend(&mut path, *before, *at, *after),
                (None, _) => ink::write(&mut path, 'M', &[at.x, at.y]),
                (_, None) => ink::write(&mut path, 'L', &[at.x, at.y]),
            }
        }
        path
    }

    fn pieces(&self) -> impl Iterator<Item = (Point, Point)> + '_ {
        self.points.windows(2).filter_map(|pair| match pair {
            [from, to] => Some((*from, *to)),
            _ => None,
        })
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
        assert_eq!(route.clone().reversed().at(0), route.at(1_000));
    }

    #[test]
    fn a_way_without_length_has_a_place_all_the_same() {
        assert_eq!(Route::default().at(500), Point::default());
        let still = Route::new(vec![point(3.0, 4.0), point(3.0, 4.0)]);
        assert_eq!(still.at(500), point(3.0, 4.0));
    }
}
