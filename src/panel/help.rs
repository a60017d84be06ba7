//! The help sheet: every action with its key, from the table.

use highwater_text::Lang;
use leptos::prelude::*;

use crate::action::TABLE;
use crate::platform::page;
use crate::platform::storage::{self, Kept};
use crate::store::{HELP_ID, Store};

/// The help sheet, closed until it is asked for.
#[component]
pub fn HelpSheet(store: Store, lang: Lang) -> impl IntoView {
    let rows = TABLE.iter().map(|entry| {
        let label = match entry.label_on {
            Some(on) => format!("{} / {}", entry.label.get(lang), on.get(lang)),
            None => entry.label.get(lang).to_owned(),
        };
        let key = entry
            .shortcut
            .map(|shortcut| view! { <kbd>{shortcut.shown.get(lang)}</kbd> });
        view! {
            <tr>
                <td>{key}</td>
                <th scope="row">{label}</th>
                <td>{entry.help.get(lang)}</td>
            </tr>
        }
    });
    let switch = move |event| {
        let on = event_target_checked(&event);
        storage::write(Kept::Shortcuts, if on { "on" } else { "off" });
        store.shortcuts.set(on);
    };
    view! {
        <dialog id=HELP_ID class="dialog" aria-labelledby="help-title">
            <div class="dialog__head">
                <h2 id="help-title">{lang.pick("Keys and actions", "단축키와 동작")}</h2>
                <button type="button" class="button" on:click=|_| page::close_dialog(HELP_ID)>
                    {lang.pick("Close", "닫기")}
                </button>
            </div>
            <table class="table keys">
                <thead class="visually-hidden">
                    <tr>
                        <th scope="col">{lang.pick("Key", "키")}</th>
                        <th scope="col">{lang.pick("Action", "동작")}</th>
                        <th scope="col">{lang.pick("What it does", "하는 일")}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
            <p>
                <label>
                    <input type="checkbox" prop:checked=move || store.shortcuts.get() on:change=switch/>
                    " " {lang.pick("Use these keys", "이 단축키 사용")}
                </label>
            </p>
        </dialog>
    }
}
