//! Words of a lesson that the app and the reading pages have in common.

use crate::course::FidelityKind;
use crate::say;
use crate::{Lang, Text};

/// Which part of how many, counted from 1: `Part 5 of 9`.
#[must_use]
pub fn part(lang: Lang, number: usize, count: usize) -> String {
    say!(
        lang,
        "Part {0} of {1}",
        "장면 {0}/{1}",
        number as u64,
        count as u64
    )
}

/// How true to Kafka a part is, in a word.
#[must_use]
pub const fn fidelity(kind: FidelityKind) -> Text {
    match kind {
        FidelityKind::Exact => Text::new("exact", "실제와 같음"),
        FidelityKind::Simplified => Text::new("simplified", "단순화함"),
    }
}
