//! How moments are written: milliseconds, with a space between thousands.

use highwater_core::time::Time;

/// A moment of the run, `t = 41 204.007 ms`.
#[must_use]
pub fn moment(time: Time) -> String {
    ["t = ", &in_ms(time), " ms"].concat()
}

/// Its milliseconds, with as many decimals as they have.
#[must_use]
pub fn in_ms(time: Time) -> String {
    let text = time.to_string();
    match text.split_once('.') {
        Some((whole, decimals)) => grouped(whole) + "." + decimals,
        None => grouped(&text),
    }
}

/// Without decimals, so that what moves does not flicker.
#[must_use]
pub fn in_whole_ms(time: Time) -> String {
    grouped(&time.as_ms().to_string())
}

/// With all three decimals, so that times under each other stand in line.
#[must_use]
pub fn to_the_microsecond(time: Time) -> String {
    let micros = time.0 % 1_000 + 1_000;
    in_whole_ms(time) + "." + micros.to_string().get(1..).unwrap_or_default()
}

fn grouped(whole: &str) -> String {
    let mut grouped = String::with_capacity(whole.len() + 4);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart_and_there_are_as_many_decimals_as_are_wanted() {
        for (micros, exact, whole, aligned) in [
            (0, "0", "0", "0.000"),
            (999_000, "999", "999", "999.000"),
            (
                41_204_000,
                "41\u{202f}204",
                "41\u{202f}204",
                "41\u{202f}204.000",
            ),
            (
                41_204_007,
                "41\u{202f}204.007",
                "41\u{202f}204",
                "41\u{202f}204.007",
            ),
            (
                1_234_567_120,
                "1\u{202f}234\u{202f}567.12",
                "1\u{202f}234\u{202f}567",
                "1\u{202f}234\u{202f}567.120",
            ),
        ] {
            let time = Time(micros);
            assert_eq!(in_ms(time), exact);
            assert_eq!(in_whole_ms(time), whole);
            assert_eq!(to_the_microsecond(time), aligned);
            assert_eq!(moment(time), format!("t = {exact} ms"));
        }
    }
}
