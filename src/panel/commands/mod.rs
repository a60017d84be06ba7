//! What can be done to the cluster: buttons, and small forms for what needs to be told more.

mod field;
pub mod form;
mod group;
mod reading;
pub mod reply;
mod verb;

use highwater_core::command::Command;
use highwater_text::{Lang, command, say};

use self::group::group;
use super::button;
use crate::session::{Action, OfferGroup, Session};
use crate::store::{OFFERS_ID, Store};
use crate::view::{El, el, keyed};

/// A button in a lesson's text that does what the text proposes. Its name says so, and differs from
/// that of the same command in the inspector. Where the cluster would refuse it, or an
/// administrator has asked for it already, it is off but keeps the focus, and pressed it says why.
pub fn proposal(store: Store, lang: Lang, command: Command) -> El {
    let label = command::label(lang, &command);
    let label = say!(lang, "Try it: {0}", "해 보기 · {0}", &label);
    let tried = command.clone();
    let is_off = store.look(move |session| !session.takes(&tried) || session.has_asked(&tried));
    button("button button--danger", move || {
        store.dispatch(Action::Try(command.clone()))
    })
    .live("aria-disabled", move || {
        is_off.get().then(|| "true".to_owned())
    })
    .child(el("span").words(&label))
}

/// What can be done to what is picked, by what it is about.
pub fn offers(store: Store, lang: Lang) -> El {
    let groups = store.look(Session::offers);
    let kinds = |groups: &Vec<OfferGroup>| groups.iter().map(|group| group.kind as u64).collect();
    let keys = move || groups.with(kinds);
    el("section")
        .class("offers")
        .attr("id", OFFERS_ID)
        .attr("tabindex", "-1")
        .attr("aria-label", lang.pick("What can be done", "할 수 있는 일"))
        .hidden(move || groups.with(Vec::is_empty))
        .child(keyed(keys, move |key| group(store, lang, groups, key)))
}

/// Whether a command ends something that is wrong, or is what applications do anyway, so that its button need not
/// warn.
fn mends(command: &Command) -> bool {
    matches!(
        command,
        Command::Restart(_)
            | Command::Resume(_)
            | Command::Rejoin(_)
            | Command::Heal(..)
            | Command::Release(_)
            | Command::HealAll
            | Command::StopSending(_)
            | Command::CallProducer { .. }
            | Command::CallConsumer { .. }
            | Command::Admin(_)
    )
}
