//! What the application was told of its last records, the newest first: each that has come to its end is there,
//! with its offset, or on a second line with the class of the exception.

use highwater_core::client::{Destination, Outcome};
use highwater_core::explain::exception_class;
use highwater_core::id::{Offset, TopicPartition};

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
    let value = &*words::record(&outcome.record);
    let name = match &outcome.destination {
        Destination::Partition(partition) => facts.name_of(*partition),
        Destination::NotTaken { topic, partition } => words::destination(topic, *partition),
    };
    match &outcome.result {
        Ok(offset) => {
            let (place, what) = match offset {
                Some(offset) => (
                    words::at_offset(&name, *offset),
                    words::acknowledged(lang, *offset),
                ),
                None => (name.clone(), words::sent(lang).to_owned()),
            };
            let said = words::list(&[&name, value, &what]);
            let mut row = pen.row(said, Some(select(facts, outcome, *offset)), LINE);
            row.line_of("card__word", &["✓ ", &place].concat(), "row__text", value);
        }
        Err(error) => {
            let class = exception_class(error.code, &error.detail);
            let what = match outcome.is_thrown() {
                true => words::thrown(class),
                false => class.to_owned(),
            };
            let said = words::list(&[&name, value, &what]);
            let mut row = pen.row(said, Some(select(facts, outcome, None)), 2.0 * LINE);
            row.line_of("card__word", &["✕ ", &name].concat(), "row__text", value);
            row.line("row__text row__text--none", &what, "", "");
        }
    }
}

/// The record, where its leader has it; else its partition, or what sent it.
fn select(facts: &Facts<'_>, outcome: &Outcome, offset: Option<Offset>) -> Selection {
    let partition = match &outcome.destination {
        Destination::Partition(partition) => Some(*partition),
        Destination::NotTaken { topic, partition } => {
            let known = facts.view.producer.cluster().topic(topic).zip(*partition);
            known.map(|(topic, partition)| TopicPartition { topic, partition })
        }
    };
    let Some(partition) = partition else {
        return Selection::Node(facts.id());
    };
    let leader = facts.world.leading_replica(partition);
    match offset.zip(leader) {
        Some((offset, leader)) if leader.log.record_at(offset).is_some() => {
            Selection::Record(leader.broker, partition, offset)
        }
        _ => Selection::Partition(partition),
    }
}
