//! Words of what the application was told.

use highwater_core::id::{Offset, PartitionIndex};
use highwater_core::log::Record;
use highwater_text::Lang;

/// A record by its value, behind its key where it has one.
pub fn record(record: &Record) -> String {
    let value = record.value.as_deref().unwrap_or("null");
    match record.key.as_deref() {
        Some(key) => [key, ": ", value].concat(),
        None => value.to_owned(),
    }
}

/// An exception that no callback was told: `send` threw it.
pub fn thrown(class: &str) -> String {
    ["send(): ", class].concat()
}

/// The card of what the application was told.
pub fn callbacks(lang: Lang) -> &'static str {
    lang.pick("Callbacks", "콜백")
}

/// The application was told nothing yet.
pub fn nothing_told(lang: Lang) -> &'static str {
    lang.pick("nothing answered yet", "아직 응답 없음")
}

/// A topic, or one of its partitions.
pub fn destination(topic: &str, partition: Option<PartitionIndex>) -> String {
    match partition {
        Some(partition) => [topic, "-", &partition.to_string()].concat(),
        None => topic.to_owned(),
    }
}

/// Where a record is, as Kafka writes it (`RecordMetadata`).
pub fn at_offset(partition: &str, offset: Offset) -> String {
    [partition, "@", &offset.to_string()].concat()
}
