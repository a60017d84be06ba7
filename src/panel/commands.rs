//! Buttons that do something to the cluster, in the words of `highwater_text`.

use highwater_core::command::Command;
use highwater_text::{Lang, command};
use leptos::prelude::*;

use crate::session::{Action, Session};
use crate::store::Store;

/// A button in a lesson's text that does what the text proposes. Its name says so, and differs from
/// that of the same command in the inspector.
pub fn do_button(store: Store, lang: Lang, command: Command) -> impl IntoView {
    let label = command::label(lang, &command);
    let label = lang.pick(format!("Try it: {label}"), format!("해 보기: {label}"));
    view! {
        <button type="button" class="button button--danger"
            on:click=move |_| store.dispatch(Action::Do(command.clone()))>
            {label}
        </button>
    }
}

/// What can be done now to what is picked.
#[component]
pub fn Offers(store: Store, lang: Lang) -> impl IntoView {
    let offers = store.memo(Session::offers);
    let buttons = move || {
        let buttons = offers.get().into_iter().map(|offer| {
            let mends = mends(&offer);
            let label = command::label(lang, &offer);
            view! {
                <button type="button" class=if mends { "button" } else { "button button--danger" }
                    title=command::effect(lang, &offer)
                    on:click=move |_| store.dispatch(Action::Do(offer.clone()))>
                    {label}
                </button>
            }
        });
        buttons.collect_view()
    };
    view! {
        <div class="inspector__section" hidden=move || offers.with(Vec::is_empty)>
            <h3 class="label label--danger">{lang.pick("Break it", "고장 내 보기")}</h3>
            <div class="grid-2">{buttons}</div>
        </div>
    }
}

fn mends(command: &Command) -> bool {
    matches!(
        command,
        Command::Restart(_) | Command::Heal(..) | Command::Release(_) | Command::HealAll
    )
}
