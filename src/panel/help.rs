//! The help sheet: every action with its key, from the table.

use highwater_text::Lang;
use highwater_text::fact::ToolFact;
use leptos::prelude::event_target_checked;

use super::{button, when_here};
use crate::action::{Entry, TABLE};
use crate::deferred;
use crate::platform::page;
use crate::platform::storage::{self, Kept};
use crate::store::{HELP_ID, Store};
use crate::view::{El, Node, el, views};

/// The help sheet, closed until it is asked for. What it says comes with the rest of what is looked up.
pub fn help_sheet(store: Store, lang: Lang) -> Node {
    el("dialog")
        .attr("id", HELP_ID)
        .class("dialog")
        .attr("aria-label", lang.pick("Keys and actions", "단축키와 동작"))
        .child(when_here(store, move || {
            deferred::help_content(store, lang)
        }))
        .done()
}

/// What the help sheet says.
pub fn help_content(store: Store, lang: Lang) -> Node {
    let head = el("div")
        .class("dialog__head")
        .child(el("h2").text(lang.pick("Keys and actions", "단축키와 동작")))
        .child(button("button", || page::close_dialog(HELP_ID)).text(lang.pick("Close", "닫기")));
    let column = |text: &str| el("th").attr("scope", "col").text(text);
    let columns = el("tr")
        .child(column(lang.pick("Key", "키")))
        .child(column(lang.pick("Action", "동작")))
        .child(column(lang.pick("What it does", "하는 일")));
    let mut rows = el("tbody");
    for entry in &TABLE {
        rows = rows.child(row(store, entry, lang));
    }
    let table = el("table")
        .class("table keys")
        .child(el("thead").class("visually-hidden").child(columns))
        .child(rows);
    let picking = ToolFact::Picking.meaning();
    let switch = move |event| {
        let on = event_target_checked(&event);
        storage::write(Kept::Shortcuts, if on { "on" } else { "off" });
        store.change(|state| state.shortcuts = on);
    };
    let choice = el("label")
        .child(
            el("input")
                .attr("type", "checkbox")
                .flag("checked", move || store.read(|state| state.shortcuts))
                .on_event("change", switch),
        )
        .text(lang.pick(" Use these keys", " 이 단축키 사용"));
    let picking = el("p")
        .class("small")
        .live_text(move || store.say(|words| words.get(picking).to_owned()));
    views(vec![
        head.done(),
        table.done(),
        picking.done(),
        el("p").child(choice).done(),
    ])
}

fn row(store: Store, entry: &Entry, lang: Lang) -> El {
    let help = entry.help.meaning();
    let label = match entry.label_on {
        Some(on) => [entry.label.get(lang), " / ", on.get(lang)].concat(),
        None => entry.label.get(lang).to_owned(),
    };
    let key = entry
        .shortcut
        .map(|shortcut| el("kbd").text(shortcut.shown.get(lang)));
    el("tr")
        .child(el("td").child(key))
        .child(el("th").attr("scope", "row").text(&label))
        .child(el("td").live_text(move || store.say(|words| words.get(help).to_owned())))
}
