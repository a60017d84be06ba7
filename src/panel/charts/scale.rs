//! Axes: where on the screen a value stands, and which round values are written beside it.

/// An axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// The values at its ends.
    pub values: (i64, i64),
    /// Where these stand.
    pub places: (f64, f64),
}

impl Scale {
    /// Where a value stands; one that lies beyond an end stands there.
    #[must_use]
    pub fn place(&self, value: i64) -> f64 {
        let ((low, high), (from, to)) = (self.values, self.places);
        let part = (value.clamp(low, high) - low) as f64 / (high - low).max(1) as f64;
        from + (to - from) * part
    }
}

/// The smallest of 1, 2, 5, 10, 20, 50 … of which so many are at least as long as that.
#[must_use]
pub fn round_step(length: i64, parts: i64) -> i64 {
    let mut power = 1_i64;
    loop {
        for digit in [1, 2, 5] {
            let step = power.saturating_mul(digit);
            if step.saturating_mul(parts) >= length {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

/// The multiples of a step from the last at or before `low` to the first at or behind `high`.
#[must_use]
pub fn around(low: i64, high: i64, step: i64) -> Vec<i64> {
    let first = low.div_euclid(step);
    let last = -(-high).div_euclid(step);
    (first..=last).map(|number| number * step).collect()
}

/// The multiples of a step that lie between two values.
#[must_use]
pub fn within(low: i64, high: i64, step: i64) -> Vec<i64> {
    let mut inner = around(low, high, step);
    inner.retain(|value| (low..=high).contains(value));
    inner
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_and_there_are_not_too_many() {
        for (length, parts, expected) in [
            (0, 3, 1),
            (3, 3, 1),
            (4, 3, 2),
            (16, 3, 10),
            (100, 4, 50),
            (101_000, 3, 50_000),
            (i64::MAX, 1, i64::MAX),
        ] {
            assert_eq!(round_step(length, parts), expected, "{length} by {parts}");
        }
    }

    #[test]
    fn ticks_lie_around_what_is_shown_or_within() {
        assert_eq!(around(0, 7, 5), [0, 5, 10]);
        assert_eq!(around(-3, 10, 5), [-5, 0, 5, 10]);
        assert_eq!(within(2_000, 9_500, 2_500), [2_500, 5_000, 7_500]);
    }

    #[test]
    fn a_value_stands_between_the_ends() {
        let scale = Scale {
            values: (0, 10),
            places: (100.0, 0.0),
        };
        for (value, place) in [(0, 100.0), (5, 50.0), (10, 0.0), (12, 0.0), (-1, 100.0)] {
            assert!((scale.place(value) - place).abs() < 1e-9, "{value}");
        }
    }
}
