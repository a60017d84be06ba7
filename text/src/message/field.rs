//! The fields of a message by Kafka's names, each with its value and what it means. A value that
//! is not there reads -1, as Kafka writes it.

mod group;
mod request;
mod response;

use highwater_core::id::{BrokerId, TopicPartition};
use highwater_core::log::Record;
use highwater_core::metadata::MetadataImage;
use highwater_core::sim::Payload;
use highwater_core::wire::ErrorCode;

use super::meaning::FieldMeaning::{self, ErrorNone, Partition};
use crate::Lang;
use crate::meaning::Meaning;
use crate::value::Value;

/// One field of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Kafka's name of it.
    pub name: &'static str,
    /// Its value.
    pub value: String,
    /// What it means.
    pub meaning: Meaning,
}

/// The fields of a message, in the order in which Kafka writes them.
#[must_use]
pub fn fields(lang: Lang, payload: &Payload, names: &MetadataImage) -> Vec<Field> {
    let mut list = List {
        lang,
        names,
        fields: Vec::new(),
    };
    match payload {
        Payload::Request(request) => list.request(request),
        Payload::Response(response) => list.response(response),
    }
    list.fields
}

struct List<'a> {
    lang: Lang,
    names: &'a MetadataImage,
    fields: Vec<Field>,
}

impl List<'_> {
    fn put<'v>(&mut self, name: &'static str, value: impl Into<Value<'v>>, meaning: FieldMeaning) {
        self.put_value(name, value.into(), meaning);
    }

    fn put_value(&mut self, name: &'static str, value: Value<'_>, meaning: FieldMeaning) {
        let mut text = String::new();
        value.write(self.lang, &mut text);
        self.put_text(name, text, meaning);
    }

    fn put_text(&mut self, name: &'static str, value: String, meaning: FieldMeaning) {
        self.push(name, value, meaning.meaning());
    }

    fn push(&mut self, name: &'static str, value: String, meaning: Meaning) {
        self.fields.push(Field {
            name,
            value,
            meaning,
        });
    }

    fn partition(&mut self, partition: TopicPartition) {
        self.put_text("topic-partition", self.names.name_of(partition), Partition);
    }

    fn error(&mut self, error: Option<ErrorCode>) {
        let (name, meaning) = match error {
            None => ("NONE", ErrorNone.meaning()),
            Some(error) => (error.name(), crate::error::meaning(error)),
        };
        self.push("errorCode", name.to_owned(), meaning);
    }
}

/// A value that may be unknown, as Kafka writes it: -1 stands for "none".
fn or_minus_one<'v>(value: Option<impl Into<Value<'v>>>) -> Value<'v> {
    value.map_or(Value::Number(-1), Into::into)
}

fn is(flag: bool) -> &'static str {
    if flag { "true" } else { "false" }
}

/// Parts of a list, one behind the other.
#[derive(Default)]
struct Parts(String);

impl Parts {
    fn add(&mut self, part: &str) {
        if !self.0.is_empty() {
            self.0.push_str(", ");
        }
        self.0.push_str(part);
    }

    fn done(self) -> String {
        if self.0.is_empty() {
            "[]".to_owned()
        } else {
            self.0
        }
    }
}

/// Broker ids as Kafka writes them: bare numbers.
fn brokers(ids: &[BrokerId]) -> String {
    let mut parts = Parts::default();
    for id in ids {
        parts.add(&id.to_string());
    }
    parts.done()
}

fn record(lang: Lang, record: &Record) -> String {
    if record.key.is_none() && record.value.is_none() {
        return lang.pick("no key, no value", "키와 값 없음").to_owned();
    }
    let key = record.key.as_deref().unwrap_or("null");
    let value = record.value.as_deref().unwrap_or("null");
    [key, "=", value].concat()
}
