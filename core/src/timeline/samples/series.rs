//! A quantity over time, in as many points as a chart can show.

use crate::time::Time;

/// So many points a series has at most.
const POINTS_MAX: usize = 256;

/// A quantity over time. When there are too many points, those that lie close together become one; what was
/// lowest and highest meanwhile stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series {
    points: Vec<Point>,
    /// How many microseconds a point stands for: 0 while none were put together.
    width_us: u64,
}

/// What a quantity was in a short stretch of time; mostly at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// When the stretch begins: when the quantity changed or was measured first in it.
    pub at: Time,
    /// The lowest and the highest in it; none where nothing was known.
    pub range: Option<(i64, i64)>,
    /// What it was at last; none where nothing is known from then on.
    pub last: Option<i64>,
}

impl Point {
    fn of(at: Time, value: Option<i64>) -> Self {
        Self {
            at,
            range: value.map(|value| (value, value)),
            last: value,
        }
    }

    fn go_on_with(&mut self, next: &Self) {
        self.range = wider(self.range, next.range);
        self.last = next.last;
    }
}

fn wider(one: Option<(i64, i64)>, other: Option<(i64, i64)>) -> Option<(i64, i64)> {
    match (one, other) {
        (Some((low, high)), Some((lower, higher))) => Some((low.min(lower), high.max(higher))),
        (one, other) => one.or(other),
    }
}

impl Series {
    /// Its points, in order of time.
    #[must_use]
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// What the quantity is now, or was when it was measured last.
    #[must_use]
    pub fn last(&self) -> Option<i64> {
        self.points.last()?.last
    }

    /// The lowest and the highest that it was.
    #[must_use]
    pub fn range(&self) -> Option<(i64, i64)> {
        let ranges = self.points.iter().map(|point| point.range);
        ranges.fold(None, wider)
    }

    /// It was measured.
    pub(super) fn measured(&mut self, at: Time, value: i64) {
        self.add(Point::of(at, Some(value)));
    }

    /// It stands at that from now on, or is not known any more. What stays as it was is no news.
    pub(super) fn stands_at(&mut self, at: Time, value: Option<i64>) {
        if self.last() != value {
            self.add(Point::of(at, value));
        }
    }

    /// The run opens at that moment: of before it is only known how it stands.
    pub(super) fn open(&mut self, at: Time) {
        let last = self.last();
        *self = Self::default();
        self.stands_at(at, last);
    }

    fn add(&mut self, point: Point) {
        match self.points.last_mut() {
            Some(last) if is_one(last.at, point.at, self.width_us) => last.go_on_with(&point),
            _ => self.points.push(point),
        }
        if self.points.len() > POINTS_MAX {
            self.thin_out();
        }
    }

    fn thin_out(&mut self) {
        while self.points.len() > POINTS_MAX / 2 {
            self.width_us = self.width_us.saturating_mul(2).max(1);
            let width_us = self.width_us;
            self.points.dedup_by(|next, kept| {
                let is_one = is_one(kept.at, next.at, width_us);
                if is_one {
                    kept.go_on_with(next);
                }
                is_one
            });
        }
    }
}

/// Whether two moments lie in the same stretch of that width.
fn is_one(one: Time, other: Time, width_us: u64) -> bool {
    match width_us {
        0 => one == other,
        width => one.0 / width == other.0 / width,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(values: impl Iterator<Item = (u64, i64)>) -> Series {
        let mut series = Series::default();
        for (at, value) in values {
            series.measured(Time(at), value);
        }
        series
    }

    #[test]
    fn what_is_thinned_out_keeps_its_lowest_and_its_highest() {
        let values = |at: u64| match at {
            7_000 => 90,
            8_000 => -3,
            _ => 10,
        };
        let series = series((1..=100_000).map(|at| (at * 10, values(at))));
        assert!(series.points().len() <= POINTS_MAX);
        assert!(
            series.points().len() >= POINTS_MAX / 4,
            "evenly, not more than needed"
        );
        assert_eq!(series.range(), Some((-3, 90)));
        assert_eq!(series.last(), Some(10));
        assert!(series.points().is_sorted_by_key(|point| point.at));
    }

    #[test]
    fn few_points_stay_as_they_were_measured() {
        let series = series((0..200).map(|at| (at * at, 5)));
        let at = |point: &Point| point.at.0;
        let expected = (0..200).map(|at| at * at);
        assert!(series.points().iter().map(at).eq(expected));
    }

    #[test]
    fn a_level_that_stays_is_one_point_and_one_that_is_not_known_ends_there() {
        let mut series = Series::default();
        for (at, level) in [(1, None), (2, Some(3)), (3, Some(3)), (4, None), (5, None)] {
            series.stands_at(Time(at), level);
        }
        let points = [Point::of(Time(2), Some(3)), Point::of(Time(4), None)];
        assert_eq!(series.points(), points);
    }
}
