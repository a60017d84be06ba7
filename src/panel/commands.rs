//! Buttons that do something to the cluster, in the words of `highwater_text`.

use highwater_core::command::Command;
use highwater_text::{Lang, command, say};

use super::{button, command_button};
use crate::session::{Action, Session};
use crate::store::{Look, Store};
use crate::view::{El, el, live, views};

/// A button in a lesson's text that does what the text proposes. Its name says so, and differs from
/// that of the same command in the inspector. Where the cluster would refuse it, it is off but keeps
/// the focus, and pressed it says why.
pub fn proposal(store: Store, lang: Lang, command: Command) -> El {
    let label = command::named(lang, &command);
    let label = say!(lang, "Try it: {0}", "해 보기: {0}", &label);
    let tried = command.clone();
    let refused = store.look(move |session| !session.takes(&tried));
    button("button button--danger", move || {
        store.dispatch(Action::Try(command.clone()))
    })
    .live("aria-disabled", move || {
        refused.get().then(|| "true".to_owned())
    })
    .text(&label)
}

/// What can be done now to what is picked.
pub fn offers(store: Store, lang: Lang) -> El {
    let offers = store.look(Session::offers);
    let buttons = live(move || {
        let mut buttons = Vec::new();
        for offer in offers.get() {
            let class = match mends(&offer) {
                true => "button",
                false => "button button--danger",
            };
            let label = command::label(lang, &offer);
            buttons.push(command_button(store, class, offer).text(&label));
        }
        views(buttons)
    });
    el("div")
        .class("inspector__section")
        .hidden(move || offers.with(Vec::is_empty))
        .child(
            el("h3")
                .class("label")
                .live_text(move || heading(lang, &offers)),
        )
        .child(el("div").class("grid-2").child(buttons))
}

/// A button that breaks turns in its place into the one that mends, and the focus stays on it; so
/// both stand under one heading, which says what there is.
fn heading(lang: Lang, offers: &Look<Vec<Command>>) -> String {
    let (breaks, mends) = offers.with(|offers| {
        let mending = offers.iter().filter(|offer| mends(offer)).count();
        (mending < offers.len(), mending > 0)
    });
    let heading = match (breaks, mends) {
        (true, true) => lang.pick("Break it, mend it", "고장 내고 고쳐 보기"),
        (false, true) => lang.pick("Mend it", "고쳐 보기"),
        (_, false) => lang.pick("Break it", "고장 내 보기"),
    };
    heading.to_owned()
}

fn mends(command: &Command) -> bool {
    matches!(
        command,
        Command::Restart(_)
            | Command::Resume(_)
            | Command::Rejoin(_)
            | Command::Heal(..)
            | Command::Release(_)
            | Command::HealAll
    )
}
