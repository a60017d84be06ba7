//! The record that was handed over last, in its serializers and in the partitioner.

use highwater_core::client::{PartitionChoice, RecordProgress, SerializedField};
use highwater_core::explain::exception_class;

use super::pen::{LINE, Pen};
use super::{Facts, words};
use crate::session::Selection;

/// What the serializers have made of key and value.
pub fn serializer(facts: &Facts<'_>, pen: &mut Pen<'_>) {
    let lang = facts.lang;
    pen.begin("pipe", words::serializer(lang));
    match &facts.view.handed {
        None => pen.note("card__line", words::nothing_handed(lang)),
        Some(handed) => {
            field(facts, pen, lang.pick("key", "키"), &handed.key);
            field(facts, pen, lang.pick("value", "값"), &handed.value);
        }
    }
    pen.end();
}

fn field(facts: &Facts<'_>, pen: &mut Pen<'_>, what: &str, field: &SerializedField<'_>) {
    let lang = facts.lang;
    let class = field.serializer.class();
    let class = class.rsplit_once('.').map_or(class, |(_, name)| name);
    let made = match field.bytes {
        Some(bytes) => words::bytes(bytes.len() as u64),
        None if field.is_refused() => words::refused(lang).to_owned(),
        None => "null".to_owned(),
    };
    let text = field.text.unwrap_or("null");
    let name = words::list(&[what, text, class, &made]);
    let select = Selection::Node(facts.id());
    let shows_bytes = field.bytes.is_some_and(|bytes| !bytes.is_empty());
    let lines = if shows_bytes { 2.0 } else { 1.0 };
    let mut row = pen.row(name, Some(select), lines * LINE);
    let words = [what, ": ", text].concat();
    let on_right = match field.is_refused() {
        true => "row__text row__text--none",
        false => "row__text",
    };
    row.line("card__word", &words, on_right, &made);
    if let Some(bytes) = field.bytes.filter(|_| shows_bytes) {
        row.line("card__line", &words::hex(bytes), "", "");
    }
}

/// How its partition was chosen.
pub fn partitioner(facts: &Facts<'_>, pen: &mut Pen<'_>) {
    let lang = facts.lang;
    pen.begin("pipe", words::partitioner(lang));
    let Some(handed) = &facts.view.handed else {
        pen.note("card__line", words::nothing_handed(lang));
        return pen.end();
    };
    let mut lines: Vec<String> = Vec::new();
    match handed.choice {
        PartitionChoice::Application => lines.push(words::by_application(lang).to_owned()),
        PartitionChoice::Key {
            hash,
            positive,
            partitions,
        } => {
            lines.push(words::hash(hash));
            if let Some(partitions) = partitions {
                lines.push(words::modulo(positive, partitions));
            }
        }
        PartitionChoice::Sticky => {
            lines.push(words::sticky(lang).to_owned());
            let queues = facts.view.queues.iter();
            let mut queues = queues.filter(|it| Some(it.partition) == handed.partition);
            let bytes = queues.next().and_then(|queue| queue.sticky_bytes);
            let batch_size = facts.view.producer.config().batch_size;
            lines.extend(bytes.map(|bytes| words::sticky_bytes(lang, bytes, batch_size)));
        }
    }
    let (goes, select) = match handed.partition {
        Some(partition) => (facts.name_of(partition), Selection::Partition(partition)),
        None => (handed.topic.to_owned(), Selection::Node(facts.id())),
    };
    let waits_until = match handed.progress {
        RecordProgress::AwaitsMetadata(until) | RecordProgress::AwaitsMemory(until) => Some(until),
        _ => None,
    };
    let left = waits_until.map(|until| words::left(lang, &facts.left(until)));
    let progress = match handed.progress {
        RecordProgress::AwaitsMetadata(_) => words::awaits_metadata(lang).to_owned(),
        RecordProgress::AwaitsMemory(_) => words::awaits_memory(lang).to_owned(),
        RecordProgress::InBatch => words::in_batch(lang).to_owned(),
        RecordProgress::InFlight => words::under_way(lang).to_owned(),
        RecordProgress::Acknowledged(Some(offset)) => words::acknowledged(lang, offset),
        RecordProgress::Acknowledged(None) => words::sent(lang).to_owned(),
        RecordProgress::Failed(error) => exception_class(error.code, &error.detail).to_owned(),
        RecordProgress::Gone => words::gone(lang).to_owned(),
    };
    let mut parts: Vec<&str> = vec![&goes];
    parts.extend(lines.iter().map(String::as_str));
    parts.push(&progress);
    parts.extend(left.as_deref());
    let count = parts.len() as f64;
    let mut row = pen.row(words::list(&parts), Some(select), count * LINE);
    for line in &lines {
        row.line("card__line", line, "", "");
    }
    row.line("card__word", &words::goes_to(&goes), "", "");
    row.line("card__line", &progress, "", "");
    if let Some(left) = &left {
        row.line("card__line", left, "", "");
    }
    pen.end();
}
