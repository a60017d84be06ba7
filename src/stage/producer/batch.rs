//! A batch that fills: its records as cells that are joined, in a bar as long as the batch may grow.

use highwater_core::client::QueuedBatch;

use super::pen::{LINE, Row};
use super::{Facts, words};
use crate::stage::geometry::{Rect, TEXT, point, text_width};
use crate::stage::scene::Anchor;

const BAR: f64 = 14.0;
/// A record is drawn by itself from this width on.
const CELL_MIN: f64 = 4.0;

/// How high it is.
pub fn height(queued: &QueuedBatch<'_>) -> f64 {
    let told = has_history(queued);
    BAR + 5.0 + LINE + if told { LINE } else { 0.0 }
}

/// Whether there is more to say of it than of a new one.
fn has_history(queued: &QueuedBatch<'_>) -> bool {
    queued.batch.attempts > 0 || queued.batch.sequence.is_some()
}

/// What a screen reader says of it.
pub fn name(facts: &Facts<'_>, queued: &QueuedBatch<'_>) -> String {
    let (lang, batch) = (facts.lang, queued.batch);
    let mut parts = vec![
        words::batch(lang, batch.records.len()),
        words::fill(lang, batch.size_bytes(), batch.capacity_bytes()),
        words::age(
            lang,
            &highwater_text::span(lang, facts.now.since(batch.created)),
        ),
    ];
    if queued.is_full {
        parts.push(words::full(lang).to_owned());
    }
    if batch.attempts > 0 {
        parts.push(words::attempts(lang, batch.attempts));
    }
    parts.extend(
        batch
            .sequence
            .map(|sequence| words::sequence(lang, sequence)),
    );
    parts.push(words::delivery(lang, &facts.left(queued.delivered_until)));
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    words::list(&parts)
}

/// Draws it: the bar, how much there is in it, and, if it was sent before, how often and with which sequence.
pub fn draw(facts: &Facts<'_>, row: &mut Row<'_>, queued: &QueuedBatch<'_>, behind: usize) {
    let (lang, batch) = (facts.lang, queued.batch);
    let more = match behind {
        0 => String::new(),
        _ => words::more(behind),
    };
    let free = match more.is_empty() {
        true => 0.0,
        false => text_width(&more, TEXT) + 8.0,
    };
    let right = row.right;
    let bar = row.bar(BAR, free);
    let (size, capacity) = (batch.size_bytes(), batch.capacity_bytes().max(1));
    let part = (f64::from(size) / f64::from(capacity)).min(1.0);
    let filled = Rect {
        width: (bar.width * part).max(3.0),
        ..bar
    };
    let class = match queued.is_full {
        true => "gauge gauge--closed",
        false => "gauge gauge--open",
    };
    row.group.rect(class, bar, 3.0);
    let width = filled.width / batch.records.len().max(1) as f64;
    if width >= CELL_MIN {
        for place in 0..batch.records.len() {
            let cell = Rect {
                x: filled.x + place as f64 * width,
                width,
                ..filled
            };
            row.group.rect("gauge__cell", cell, 0.0);
        }
    } else {
        row.group.rect("gauge__level", filled, 3.0);
    }
    if !more.is_empty() {
        let at = point(right, bar.centre().y + 4.2);
        row.group.text("row__text", more, at, Anchor::End);
    }
    let records = words::records(lang, batch.records.len());
    let fill = words::fill(lang, size, batch.capacity_bytes());
    row.line("card__line", &records, "row__text", &fill);
    if has_history(queued) {
        let left = words::history(lang, batch.attempts, batch.sequence);
        let right = words::left(lang, &facts.left(queued.delivered_until));
        row.line("card__line", &left, "row__text", &right);
    }
}
