//! The group as a whole: what it is doing, who coordinates it, and for whom it waits until when.

use highwater_core::id::NodeId;
use highwater_core::sim::{MemberProgress, MemberView};

use super::{Facts, words};
use crate::session::Selection;
use crate::stage::pen::{LINE, Pen};

/// The group's card.
pub fn head(facts: &Facts<'_>, pen: &mut Pen<'_>) {
    let (lang, view) = (facts.lang, &facts.view);
    pen.begin("pipe", &words::state(lang, view));
    match view.coordinator {
        Some(broker) => {
            let said = words::coordinator(lang, broker);
            let select = Selection::Node(NodeId::Broker(broker));
            let epochs = words::epochs(lang, view);
            let height = pen.lines_for(&said, &epochs) * LINE;
            let name = words::list(&[&said, &epochs]);
            let mut row = pen.row(name, Some(select), height);
            row.pair("card__word", &said, "row__text", &epochs);
        }
        None => pen.note("row__text row__text--none", words::no_coordinator(lang)),
    }
    let mut notes = Vec::new();
    for (progress, said) in [
        (MemberProgress::Joined, words::joined as fn(_, &str) -> _),
        (MemberProgress::AwaitsAssignment, words::awaiting_assignment),
        (MemberProgress::WaitedFor, words::waited_for),
        (MemberProgress::Revoking, words::revoking),
        (MemberProgress::AwaitsPartitions, words::awaiting),
        (MemberProgress::Behind, words::behind),
    ] {
        let of_it = |member: &&MemberView<'_>| member.progress == Some(progress);
        let mut names = String::new();
        for member in view.members.iter().filter(of_it) {
            crate::stage::label::append(&mut names, &member.consumer.id.to_string());
        }
        if !names.is_empty() {
            notes.push(("card__word", said(lang, &names)));
        }
    }
    if let Some(until) = view.waits_until {
        let left = facts.left(until);
        notes.push(("row__text row__text--short", words::waits(lang, &left)));
    }
    let [first, last] = facts.axis.ends();
    if !facts.is_crowd && first < last {
        notes.push(("card__line", words::bars(lang, first, last)));
    }
    pen.notes(&notes);
    pen.end();
}
