//! How values are written wherever they stand in a sentence.

use core::cmp::Ordering;

use highwater_core::id::{
    BrokerEpoch, BrokerId, GenerationId, GroupEpoch, LeaderEpoch, MessageId, NodeId, Offset,
    PartitionEpoch, PartitionIndex,
};
use highwater_core::wire::{Acks, Api, ErrorCode};

use crate::Lang;

/// A value in a sentence.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// Words that are in the sentence's language already, or in none.
    Words(&'a str),
    /// A number.
    Number(i64),
    /// A node: `b1`.
    Node(NodeId),
    /// The offsets from the first up to, not including, the second: `[5]`, `[5–7]`, `[]`.
    Offsets(Offset, Offset),
    /// `b1, b2, b3`; a word for an empty list.
    Brokers(&'a [BrokerId]),
    /// `1 record`, `3 records`; `레코드 1개`.
    Records(u32),
}

impl Value<'_> {
    /// The offsets of `count` records from `base` on.
    #[must_use]
    pub fn offsets_of(base: Offset, count: u32) -> Self {
        Self::Offsets(
            base,
            base.plus(usize::try_from(count).unwrap_or(usize::MAX)),
        )
    }

    /// Writes the value behind a text.
    pub(crate) fn write(self, lang: Lang, text: &mut String) {
        match self {
            Self::Words(words) => text.push_str(words),
            Self::Number(number) => text.push_str(&number.to_string()),
            Self::Node(node) => text.push_str(&node.to_string()),
            Self::Offsets(base, end) => write_offsets(base, end, text),
            Self::Brokers([]) => text.push_str(lang.pick("empty", "없음")),
            Self::Brokers(ids) => {
                for (place, id) in ids.iter().enumerate() {
                    text.push_str(if place == 0 { "" } else { ", " });
                    Self::from(*id).write(lang, text);
                }
            }
            Self::Records(0) => text.push_str(lang.pick("no records", "레코드 없음")),
            Self::Records(count) => {
                let (before, after) = match (lang, count) {
                    (Lang::En, 1) => ("", " record"),
                    (Lang::En, _) => ("", " records"),
                    (Lang::Ko, _) => ("레코드 ", "개"),
                };
                text.push_str(before);
                Self::from(count).write(lang, text);
                text.push_str(after);
            }
        }
    }
}

fn write_offsets(base: Offset, end: Offset, text: &mut String) {
    let last = end.0.saturating_sub(1);
    let order = last.cmp(&base.0);
    text.push('[');
    if order != Ordering::Less {
        text.push_str(&base.0.to_string());
    }
    if order == Ordering::Greater {
        text.push('–');
        text.push_str(&last.to_string());
    }
    text.push(']');
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(words: &'a str) -> Self {
        Self::Words(words)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(words: &'a String) -> Self {
        Self::Words(words)
    }
}

impl<'a> From<&'a [BrokerId]> for Value<'a> {
    fn from(ids: &'a [BrokerId]) -> Self {
        Self::Brokers(ids)
    }
}

macro_rules! values {
    ($($kind:ty: $value:pat => $made:expr;)*) => {
        $(impl From<$kind> for Value<'_> {
            fn from($value: $kind) -> Self {
                $made
            }
        }

        impl From<&$kind> for Value<'_> {
            fn from(value: &$kind) -> Self {
                Self::from(*value)
            }
        })*
    };
}

values! {
    i64: number => Self::Number(number);
    i32: number => Self::Number(number.into());
    u8: number => Self::Number(number.into());
    u16: number => Self::Number(number.into());
    u32: number => Self::Number(number.into());
    u64: number => Self::Number(i64::try_from(number).unwrap_or(i64::MAX));
    usize: number => Self::Number(i64::try_from(number).unwrap_or(i64::MAX));
    Offset: Offset(number) => number.into();
    LeaderEpoch: LeaderEpoch(number) => number.into();
    PartitionEpoch: PartitionEpoch(number) => number.into();
    GenerationId: GenerationId(number) => number.into();
    GroupEpoch: GroupEpoch(number) => number.into();
    BrokerEpoch: BrokerEpoch(number) => number.into();
    PartitionIndex: PartitionIndex(number) => number.into();
    MessageId: MessageId(number) => number.into();
    NodeId: node => Self::Node(node);
    BrokerId: id => Self::Node(NodeId::Broker(id));
    ErrorCode: error => Self::Words(error.name());
    Api: api => Self::Words(api.name());
    Acks: acks => Self::Words(acks.name());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(lang: Lang, value: Value<'_>) -> String {
        let mut text = String::new();
        value.write(lang, &mut text);
        text
    }

    #[test]
    fn a_range_of_offsets_shows_its_first_and_its_last() {
        for (base, end, shown) in [
            (5, 6, "[5]"),
            (5, 8, "[5–7]"),
            (5, 5, "[]"),
            (5, 2, "[]"),
            (i64::MAX, i64::MIN, "[]"),
        ] {
            let value = Value::Offsets(Offset(base), Offset(end));
            assert_eq!(written(Lang::En, value), shown);
        }
        assert_eq!(written(Lang::En, Value::offsets_of(Offset(3), 2)), "[3–4]");
    }

    #[test]
    fn counts_and_lists_are_written_in_the_language() {
        let ids = [BrokerId(1), BrokerId(3)];
        for (value, en, ko) in [
            (Value::Records(0), "no records", "레코드 없음"),
            (Value::Records(1), "1 record", "레코드 1개"),
            (Value::Records(3), "3 records", "레코드 3개"),
            (Value::Brokers(&[]), "empty", "없음"),
            (Value::Brokers(&ids), "b1, b3", "b1, b3"),
            (
                Value::from(u64::MAX),
                "9223372036854775807",
                "9223372036854775807",
            ),
        ] {
            assert_eq!(Lang::ALL.map(|lang| written(lang, value)), [en, ko]);
        }
    }
}
