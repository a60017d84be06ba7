//! Every step says what it is doing and how long it took.

use crate::failure::Result;
use std::time::{Duration, Instant};

/// Says `what`, runs it, and says how long it took.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("==> {what}");
    let start = Instant::now();
    let result = work();
    let ending = if result.is_ok() { "done" } else { "failed" };
    println!("    {ending} after {}", spoken(start.elapsed()));
    result
}

/// Says that a step was not needed because its result is there already.
pub fn skipped(what: &str) {
    println!("==> {what}: there already");
}

/// Says something that belongs to the running step.
pub fn note(what: &str) {
    println!("    {what}");
}

/// A duration as a person would say it.
pub fn spoken(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds >= 60 {
        format!("{} min {} s", seconds / 60, seconds % 60)
    } else {
        format!("{:.1} s", duration.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_spoken_in_the_unit_that_fits() {
        for (millis, expected) in [
            (0, "0.0 s"),
            (1_240, "1.2 s"),
            (59_900, "59.9 s"),
            (61_000, "1 min 1 s"),
        ] {
            assert_eq!(spoken(Duration::from_millis(millis)), expected);
        }
    }
}
