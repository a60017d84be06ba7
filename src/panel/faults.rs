//! The faults in force, each with its cure, and *heal all*.

use highwater_core::command::Command;
use highwater_text::{Lang, fault};

use super::{button, explained};
use crate::platform::page;
use crate::session::{Action, Session};
use crate::store::{OFFERS_ID, Store};
use crate::view::{El, el, live, views};

/// The list; nothing while nothing is broken.
pub fn fault_list(store: Store, lang: Lang) -> El {
    let faults = store.look(Session::faults);
    let lines = live(move || {
        let faults = faults.get();
        let mut lines = Vec::new();
        for (index, (fault, cure)) in faults.into_iter().enumerate() {
            let what = store
                .peek_session(|session| fault::describe(lang, fault, session.world().network()))
                .unwrap_or_default();
            let heal = fault::heal(lang, &cure);
            // The button beside the thing itself may have the same verb: so the fault is in the name.
            let name = [heal, ": ", &what].concat();
            let button = mend(store, cure, index)
                .attr("id", &heal_id(index))
                .attr("aria-label", &name)
                .text(heal);
            let line = el("li").class("fault").child(el("span").words(&what));
            lines.push(line.child(button));
        }
        views(lines)
    });
    el("div")
        .class("inspector__section")
        .hidden(move || faults.with(Vec::is_empty))
        .child(
            el("h3")
                .class("label")
                .text(lang.pick("Faults in force", "현재 장애")),
        )
        .child(el("ul").class("faults").child(lines))
        .child(mend(store, Command::HealAll, 0).text(fault::heal_all(lang)))
}

/// The button that ends a fault, which is gone then. It has one listener: a second one would be gone with
/// it before it is told.
fn mend(store: Store, cure: Command, index: usize) -> El {
    let done = cure.clone();
    let act = move || {
        store.dispatch(Action::Do(done.clone()));
        focus_after(index);
    };
    explained(button("button", act), store, cure, None)
}

fn heal_id(index: usize) -> String {
    ["heal-", &index.to_string()].concat()
}

/// The line that was pressed is gone: the focus goes to the one that has taken its place, to the one
/// before, or to what can be done.
fn focus_after(index: usize) {
    page::focus_first(vec![
        heal_id(index),
        heal_id(index.saturating_sub(1)),
        OFFERS_ID.to_owned(),
    ]);
}
