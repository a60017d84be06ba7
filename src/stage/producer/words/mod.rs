//! The words of the stages, in both languages: a file for each card, and here what all of them use.

mod accumulator;
mod buffer;
mod callbacks;
mod handed;
mod slots;

use highwater_core::client::Producer;
use highwater_core::id::NodeId;
use highwater_text::{Lang, same, say};

pub use self::accumulator::*;
pub use self::buffer::*;
pub use self::callbacks::*;
pub use self::handed::*;
pub use self::slots::*;
pub use super::super::label::list;

/// The drawing's own name.
pub fn drawing(lang: Lang, id: NodeId) -> String {
    say!(lang, "Producer {0}", "프로듀서 {0}", id)
}

/// There is none.
pub fn no_producer(lang: Lang) -> &'static str {
    lang.pick("There is no producer", "프로듀서가 없습니다")
}

/// Who it is, and how it is set up, in Kafka's words.
pub fn title(lang: Lang, producer: &Producer) -> String {
    let config = producer.config();
    let title = same!(
        lang,
        "{0}\u{a0}· acks={1}\u{a0}· linger.ms={2}\u{a0}· batch.size={3}",
        producer.id,
        config.acks.name(),
        config.linger_ms,
        config.batch_size
    );
    match producer.identity() {
        Some(identity) => say!(
            lang,
            "{0}\u{a0}· producer\u{a0}id\u{a0}{1}, epoch\u{a0}{2}",
            "{0}\u{a0}· 프로듀서\u{a0}id\u{a0}{1}, 에포크\u{a0}{2}",
            &title,
            identity.producer_id.0,
            i64::from(identity.producer_epoch.0)
        ),
        None => title,
    }
}

/// Shows another producer, or the one that is shown.
pub fn choice(lang: Lang, id: NodeId, is_shown: bool) -> String {
    match is_shown {
        true => say!(lang, "{0}, shown", "{0}, 표시 중", id),
        false => say!(lang, "Show {0}", "{0} 보기", id),
    }
}

/// An amount of bytes.
pub fn bytes(bytes: u64) -> String {
    const KIB: u64 = 1 << 10;
    const MIB: u64 = 1 << 20;
    let (unit, name) = match bytes {
        MIB.. => (MIB, " MiB"),
        16_384.. => (KIB, " KiB"),
        _ => return [&bytes.to_string(), " B"].concat(),
    };
    let tenths = (bytes % unit) * 10 / unit;
    let whole = (bytes / unit).to_string();
    match tenths {
        0 => [&whole, name].concat(),
        _ => [&whole, ".", &tenths.to_string(), name].concat(),
    }
}

/// Bytes as they are.
pub fn hex(bytes: &[u8]) -> String {
    /// More than that has no room in any case.
    const SHOWN_MAX: usize = 24;
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut words = String::new();
    for byte in bytes.iter().take(SHOWN_MAX) {
        if !words.is_empty() {
            words.push(' ');
        }
        for digit in [byte >> 4, byte & 0xf] {
            words.push(char::from(DIGITS[usize::from(digit)]));
        }
    }
    if bytes.len() > SHOWN_MAX {
        words.push('…');
    }
    words
}
