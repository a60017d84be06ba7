//! `auto.offset.reset`: where a consumer goes that has no valid position.

use serde::de::{self, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Where a consumer goes when it has no valid position (`AutoOffsetResetStrategy`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AutoOffsetReset {
    /// To the first record that is still there.
    Earliest,
    /// To the end.
    #[default]
    Latest,
    /// Nowhere: the application is told.
    None,
    /// To the first record that is no older than so many milliseconds (KIP-1106).
    ByDuration(u64),
}

const BY_DURATION: &str = "by_duration:";

impl AutoOffsetReset {
    /// As a configuration writes it. A duration is written in hours, minutes and seconds, as Java does.
    #[must_use]
    pub fn written(self) -> String {
        match self {
            Self::Earliest => "earliest".to_owned(),
            Self::Latest => "latest".to_owned(),
            Self::None => "none".to_owned(),
            Self::ByDuration(ms) => [BY_DURATION, &iso_duration(ms)].concat(),
        }
    }

    /// Reads what a configuration says.
    #[must_use]
    pub fn parsed(text: &str) -> Option<Self> {
        match text {
            "earliest" => Some(Self::Earliest),
            "latest" => Some(Self::Latest),
            "none" => Some(Self::None),
            _ => duration_ms(text.strip_prefix(BY_DURATION)?).map(Self::ByDuration),
        }
    }
}

impl Serialize for AutoOffsetReset {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.written())
    }
}

impl<'de> Deserialize<'de> for AutoOffsetReset {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parsed(&text)
            .ok_or_else(|| de::Error::invalid_value(Unexpected::Str(&text), &"policy"))
    }
}

/// Milliseconds of an ISO 8601 duration of days, hours, minutes and seconds (`Duration.parse`), each at most
/// once and in this order.
fn duration_ms(text: &str) -> Option<u64> {
    let (days, time) = match text.strip_prefix('P')?.split_once('T') {
        Some((days, time)) if !time.is_empty() => (days, time),
        Some(_) => return None,
        None => (text.strip_prefix('P')?, ""),
    };
    if days.is_empty() && time.is_empty() {
        return None;
    }
    let mut total = 0u64;
    for (mut rest, units) in [
        (days, &[('D', 86_400_000u64)][..]),
        (time, &[('H', 3_600_000), ('M', 60_000), ('S', 1_000)][..]),
    ] {
        for (unit, ms) in units {
            if let Some((number, behind)) = rest.split_once(*unit) {
                // Seconds may have a fraction.
                let (number, fraction) = match number.split_once('.') {
                    Some((whole, fraction)) if *unit == 'S' => (whole, fraction),
                    _ => (number, ""),
                };
                let number: u64 = number.parse().ok()?;
                total = total.checked_add(number.checked_mul(*ms)?)?;
                total = total.checked_add(thousandths(fraction)?)?;
                rest = behind;
            }
        }
        if !rest.is_empty() {
            return None;
        }
    }
    Some(total)
}

/// The first three of up to nine digits behind a decimal point.
fn thousandths(fraction: &str) -> Option<u64> {
    let mut ms = 0;
    let (mut digits, mut weight) = (fraction.bytes(), 100);
    if fraction.len() > 9 || !digits.clone().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    while let (Some(digit), true) = (digits.next(), weight > 0) {
        ms += u64::from(digit - b'0') * weight;
        weight /= 10;
    }
    Some(ms)
}

fn iso_duration(ms: u64) -> String {
    let seconds = ms / 1_000;
    let mut text = "PT".to_owned();
    for (number, unit) in [
        (seconds / 3_600, "H"),
        (seconds / 60 % 60, "M"),
        (seconds % 60, "S"),
    ] {
        if number > 0 || (unit == "S" && text.len() == 2) {
            text.push_str(&number.to_string());
            text.push_str(unit);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_read_as_java_reads_it() {
        for (text, ms) in [
            ("PT1H", Some(3_600_000)),
            ("PT1H30M", Some(5_400_000)),
            ("P1DT2S", Some(86_402_000)),
            ("P2D", Some(172_800_000)),
            ("PT", None),
            ("P", None),
            ("1H", None),
            ("PT1M1H", None),
            ("PT-1H", None),
            ("PT0.25S", Some(250)),
            ("PT1.0009S", Some(1_000)),
            ("PT0.5H", None),
        ] {
            assert_eq!(duration_ms(text), ms, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for text in [
            "earliest",
            "latest",
            "none",
            "by_duration:PT1H",
            "by_duration:PT1H1S",
            "by_duration:PT0S",
        ] {
            let read = AutoOffsetReset::parsed(text).map(AutoOffsetReset::written);
            assert_eq!(read.as_deref(), Some(text));
        }
        assert_eq!(AutoOffsetReset::parsed("middle"), None);
    }
}
