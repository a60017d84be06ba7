//! The memory of the producer's batches as a level, and whose `send` waits.

use highwater_core::client::{Awaited, BlockedSend};
use highwater_core::id::TopicPartition;

use super::pen::{LINE, Pen};
use super::{Facts, words};
use crate::session::Selection;
use crate::stage::geometry::Rect;

/// So many sends are shown that wait.
const SHOWN_MAX: usize = 4;
const BAR: f64 = 12.0;

/// The buffer.
pub fn buffer(facts: &Facts<'_>, pen: &mut Pen<'_>) {
    let (lang, level) = (facts.lang, &facts.view.buffer);
    pen.begin("pipe", words::buffer(lang));
    let used = words::used(lang, level.used_bytes, level.total_bytes);
    let select = Selection::Node(facts.id());
    let mut row = pen.row(used.clone(), Some(select), LINE + BAR + 5.0);
    let bar = row.bar(BAR, 0.0);
    let permille = level.used_bytes.saturating_mul(1_000) / level.total_bytes.max(1);
    let is_short = !level.blocked.is_empty();
    row.group.rect("gauge", bar, 4.0);
    if permille > 0 || level.used_bytes > 0 {
        let width = (bar.width * permille as f64 / 1_000.0).max(2.0);
        let filled = Rect { width, ..bar };
        let class = if is_short {
            "gauge__level gauge__level--full"
        } else {
            "gauge__level"
        };
        row.group.rect(class, filled, 4.0);
    }
    row.line("card__line", &used, "", "");
    for blocked in level.blocked.iter().take(SHOWN_MAX) {
        waits(facts, pen, blocked);
    }
    let more = level.blocked.len().saturating_sub(SHOWN_MAX);
    if more > 0 {
        pen.note("card__line", &words::more_blocked(lang, more));
    }
    pen.end();
}

/// A `send` that waits, on one line, so that none of them is the one for which the card has no room any more.
fn waits(facts: &Facts<'_>, pen: &mut Pen<'_>, blocked: &BlockedSend<'_>) {
    let left = facts.left(blocked.until);
    let known = facts.view.producer.cluster().topic(blocked.topic);
    let partition = known.zip(blocked.partition);
    let partition = partition.map(|(topic, partition)| TopicPartition { topic, partition });
    let place = words::destination(blocked.topic, blocked.partition);
    let what = match blocked.awaits {
        Awaited::Metadata => words::for_metadata(facts.lang).to_owned(),
        Awaited::Memory { bytes, has } => words::for_memory(facts.lang, bytes, has),
    };
    let name = words::blocked(facts.lang, &place, &what, &left);
    let select = match partition {
        Some(partition) => Selection::Partition(partition),
        None => Selection::Node(facts.id()),
    };
    let mut row = pen.row(name, Some(select), LINE);
    let left = words::left(facts.lang, &left);
    // Which record it is matters more than what is the same on every line.
    let handed_over = words::handed_over(&place, blocked.record.value.as_deref());
    let send = words::send_of(&handed_over);
    let words = match row.has_room_for_both(&send, &left) {
        true => send,
        false => handed_over,
    };
    row.line("card__word", &words, "row__text row__text--short", &left);
}
