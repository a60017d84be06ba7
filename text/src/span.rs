//! How long something takes or lasts, as it stands in a drawing and in a lesson.

use highwater_core::time::Span;

use crate::{Lang, same, say};

/// Whole milliseconds below a second, seconds with a tenth below ten, else whole seconds: each the nearest, so
/// that a time is the same number in the drawings and in a lesson.
#[must_use]
pub fn span(lang: Lang, span: Span) -> String {
    let ms = nearest(span.0, 1_000);
    if ms < 1_000 {
        return same!(lang, "{0} ms", ms);
    }
    let tenths = nearest(span.0, 100_000);
    match tenths {
        ..100 => say!(lang, "{0}.{1} s", "{0}.{1}초", tenths / 10, tenths % 10),
        _ => say!(lang, "{0} s", "{0}초", nearest(span.0, 1_000_000)),
    }
}

/// Time that is left of something that runs out: none is left only when it has run out.
#[must_use]
pub fn time_left(lang: Lang, left: Span) -> String {
    match left {
        Span::ZERO => span(lang, left),
        _ => span(lang, left.max(Span::from_ms(1))),
    }
}

fn nearest(number: u64, unit: u64) -> u64 {
    number.saturating_add(unit / 2) / unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_is_told_whatever_the_unit() {
        for (us, en, ko) in [
            (0, "0 ms", "0 ms"),
            (499, "0 ms", "0 ms"),
            (999_499, "999 ms", "999 ms"),
            (999_500, "1.0 s", "1.0초"),
            (3_049_999, "3.0 s", "3.0초"),
            (3_050_000, "3.1 s", "3.1초"),
            (9_949_000, "9.9 s", "9.9초"),
            (9_950_000, "10 s", "10초"),
            (44_499_000, "44 s", "44초"),
            (44_500_000, "45 s", "45초"),
            (u64::MAX, "18446744073709 s", "18446744073709초"),
        ] {
            let said = Lang::ALL.map(|lang| span(lang, Span(us)));
            assert_eq!(said, [en, ko], "{us} µs");
        }
    }

    #[test]
    fn no_time_is_left_only_when_it_has_run_out() {
        for (us, says) in [(0, "0 ms"), (1, "1 ms"), (1_499, "1 ms"), (1_500, "2 ms")] {
            assert_eq!(time_left(Lang::En, Span(us)), says, "{us} µs");
        }
    }
}
