//! The faults in force, each with *heal*, and *heal all*.

use highwater_core::command::{Command, Fault};
use highwater_text::{Lang, fault};
use leptos::prelude::*;

use crate::session::{Action, Session};
use crate::store::Store;

fn faults(session: &Session) -> Vec<Fault> {
    session.world().faults()
}

/// The list; nothing while nothing is broken.
#[component]
pub fn FaultList(store: Store, lang: Lang) -> impl IntoView {
    let faults = store.memo(faults);
    let lines = move || {
        let lines = faults.get().into_iter().enumerate().map(|(index, fault)| {
            let what =
                store.peek(|session| fault::describe(lang, fault, session.world().network()));
            let id = format!("fault-{index}");
            let cure = fault.cure();
            view! {
                <li class="fault">
                    <span id=id.clone()>{what}</span>
                    <button type="button" class="button" aria-describedby=id
                        on:click=move |_| store.dispatch(Action::Do(cure.clone()))>
                        {fault::heal(lang)}
                    </button>
                </li>
            }
        });
        lines.collect_view()
    };
    view! {
        <div class="inspector__section" hidden=move || faults.with(Vec::is_empty)>
            <h3 class="label">{lang.pick("Faults in force", "현재 장애")}</h3>
            <ul class="faults">{lines}</ul>
            <button type="button" class="button"
                on:click=move |_| store.dispatch(Action::Do(Command::HealAll))>
                {fault::heal_all(lang)}
            </button>
        </div>
    }
}
