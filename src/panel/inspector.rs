//! The inspector: what is picked, what can be done to it, and the faults in force.

use highwater_core::command::Command;
use highwater_text::{Lang, command};
use leptos::prelude::*;

use super::facts::{self, Fact};
use super::send::SendRecord;
use super::{FaultList, NoticeLine, Offers, action_button};
use crate::action::UserAction;
use crate::route::{Page, Route};
use crate::session::{Action, Room};
use crate::store::Store;

/// The inspector.
#[component]
pub fn Inspector(store: Store, lang: Lang) -> impl IntoView {
    let in_sandbox = store.memo(|session| session.room() == Room::Sandbox);
    view! {
        <section class="panel inspector" aria-label=lang.pick("Inspector", "살펴보기")>
            {move || in_sandbox.get().then(|| view! { <SandboxHead store lang/> })}
            <Picked store lang/>
            <Offers store lang/>
            <FaultList store lang/>
            <SendRecord store lang/>
        </section>
    }
}

/// The state of what is picked.
#[component]
fn Picked(store: Store, lang: Lang) -> impl IntoView {
    let facts = store.memo(move |session| facts::of(session, lang));
    let picked = store.memo(|session| session.selection().is_some());
    let line = |fact: Fact| {
        let meaning = (!fact.meaning.is_empty()).then_some(fact.meaning);
        view! {
            <div>
                <dt title=meaning>{fact.name}</dt>
                <dd>{fact.value}</dd>
            </div>
        }
    };
    view! {
        <div class="inspector__section">
            <p class="label">{move || facts.with(|facts| facts.kind)}</p>
            <h2 class="inspector__title">{move || facts.with(|facts| facts.title.clone())}</h2>
            <p class="small" hidden=move || facts.with(|facts| facts.about.is_empty())>
                {move || facts.with(|facts| facts.about.clone())}
            </p>
            <dl class="facts">
                {move || facts.with(|facts| facts.list.iter().cloned().map(line).collect_view())}
            </dl>
            <p class="small muted" hidden=move || picked.get()>
                {lang.pick(
                    "Pick anything in the picture to see its state and what can be done to it.",
                    "그림에서 무엇이든 선택하면 그 상태와 할 수 있는 일을 볼 수 있습니다.",
                )}
            </p>
            <button type="button" class="button" hidden=move || !picked.get()
                on:click=move |_| store.dispatch(Action::Select(None))>
                {lang.pick("Show the cluster", "클러스터 보기")}
            </button>
        </div>
    }
}

/// What the sandbox is, and the way back.
#[component]
pub fn SandboxHead(store: Store, lang: Lang) -> impl IntoView {
    let from = store.memo(|session| session.lesson().map(|run| run.lesson().title.clone()));
    let script = store.memo(|session| session.world().script_runs());
    let back = move || match from.get() {
        Some(title) => view! {
            <p class="small muted">{title}</p>
            {action_button(store, lang, UserAction::BackToLesson, "button")}
        }
        .into_any(),
        None => {
            let home = Route {
                lang,
                page: Page::Home,
            }
            .to_string();
            view! { <a class="button" href=home>{lang.pick("Back to the home page", "홈으로 돌아가기")}</a> }.into_any()
        }
    };
    view! {
        <div class="inspector__section">
            <h1 class="inspector__title">{lang.pick("Sandbox", "샌드박스")}</h1>
            {back}
            <div class="row">
                {action_button(store, lang, UserAction::Reset, "button")}
                <button type="button" class="button" hidden=move || !script.get()
                    title=command::effect(lang, &Command::StopScript)
                    on:click=move |_| store.dispatch(Action::Do(Command::StopScript))>
                    {command::label(lang, &Command::StopScript)}
                </button>
            </div>
            <NoticeLine store lang/>
        </div>
    }
}
