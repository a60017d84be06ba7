//! What the application was told of its last records, the newest first.

use highwater_core::client::Outcome;

use super::pen::{LINE, Pen};
use super::{Facts, words};
use crate::session::Selection;

/// So many are shown.
const SHOWN_MAX: usize = 6;

/// The callbacks.
pub fn callbacks(facts: &Facts<'_>, pen: &mut Pen<'_>) {
    let lang = facts.lang;
    pen.begin("pipe", words::callbacks(lang));
    let outcomes = facts.view.producer.outcomes();
    if outcomes.is_empty() {
        pen.note("card__line", words::nothing_told(lang));
    }
    for outcome in outcomes.iter().rev().take(SHOWN_MAX) {
        told(facts, pen, outcome);
    }
    pen.end();
}

fn told(facts: &Facts<'_>, pen: &mut Pen<'_>, outcome: &Outcome) {
    let lang = facts.lang;
    let name = facts.name_of(outcome.partition);
    let value = outcome.record.value.as_deref().unwrap_or("null");
    let (place, what, class) = match outcome.result {
        Ok(Some(offset)) => (
            words::at_offset(&name, offset),
            words::acknowledged(lang, offset),
            "row__text",
        ),
        Ok(None) => (name.clone(), words::sent(lang).to_owned(), "row__text"),
        Err(error) => (
            name.clone(),
            error.name().to_owned(),
            "row__text row__text--none",
        ),
    };
    let select = match (
        outcome.result,
        facts.world.leading_replica(outcome.partition),
    ) {
        (Ok(Some(offset)), Some(leader)) if leader.log.record_at(offset).is_some() => {
            Selection::Record(leader.broker, outcome.partition, offset)
        }
        _ => Selection::Partition(outcome.partition),
    };
    let sign = if outcome.result.is_ok() { "✓" } else { "✕" };
    let mut row = pen.row(words::list(&[&name, value, &what]), Some(select), LINE);
    let right = match outcome.result {
        Ok(_) => value,
        Err(error) => error.name(),
    };
    row.line("card__word", &[sign, " ", &place].concat(), class, right);
}
