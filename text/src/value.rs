//! How values are written wherever they stand in a sentence.

use highwater_core::id::{BrokerId, Offset};

use crate::Lang;

/// The offsets from `base` up to, not including, `end`: `[5]`, `[5–7]`, `[]`.
pub(crate) fn offsets(base: Offset, end: Offset) -> String {
    let last = end.0.saturating_sub(1);
    match last.cmp(&base.0) {
        core::cmp::Ordering::Less => "[]".to_owned(),
        core::cmp::Ordering::Equal => format!("[{base}]"),
        core::cmp::Ordering::Greater => format!("[{base}–{last}]"),
    }
}

/// The offsets of `count` records from `base` on.
pub(crate) fn offsets_of(base: Offset, count: u32) -> String {
    offsets(
        base,
        base.plus(usize::try_from(count).unwrap_or(usize::MAX)),
    )
}

/// `1 record`, `3 records`; `레코드 1개`.
pub(crate) fn records(lang: Lang, count: u32) -> String {
    match (lang, count) {
        (Lang::En, 0) => "no records".to_owned(),
        (Lang::En, 1) => "1 record".to_owned(),
        (Lang::En, _) => format!("{count} records"),
        (Lang::Ko, 0) => "레코드 없음".to_owned(),
        (Lang::Ko, _) => format!("레코드 {count}개"),
    }
}

/// `b1, b2, b3`; a word for an empty list.
pub(crate) fn brokers(lang: Lang, ids: &[BrokerId]) -> String {
    if ids.is_empty() {
        return lang.pick("empty", "없음").to_owned();
    }
    let names: Vec<String> = ids.iter().map(|id| format!("b{id}")).collect();
    names.join(", ")
}

/// A value that may be unknown, as Kafka writes it: -1 stands for "none".
pub(crate) fn or_minus_one(value: Option<impl core::fmt::Display>) -> String {
    value.map_or_else(|| "-1".to_owned(), |value| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_of_offsets_shows_its_first_and_its_last() {
        for (base, end, shown) in [(5, 6, "[5]"), (5, 8, "[5–7]"), (5, 5, "[]"), (5, 2, "[]")] {
            assert_eq!(offsets(Offset(base), Offset(end)), shown);
        }
        assert_eq!(offsets(Offset(i64::MAX), Offset(i64::MIN)), "[]");
        assert_eq!(offsets_of(Offset(3), 2), "[3–4]");
    }
}
