//! The lesson panel: the part, its text, its question, and the way on.

use std::sync::Arc;

use highwater_text::Lang;
use highwater_text::course::{Fidelity, FidelityKind, Step};
use leptos::prelude::*;

use super::commands::do_button;
use super::ending::Ending;
use super::prediction::Predict;
use super::{NoticeLine, action_button};
use crate::action::UserAction;
use crate::route::{LessonLink, Page, Route};
use crate::session::Session;
use crate::store::Store;

/// What tells one part's text from another's: where the lesson stands, and which copy of it is
/// open, which is another after a change of language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Shown {
    place: usize,
    ended: bool,
    copy: usize,
}

impl Shown {
    fn of(session: &Session) -> Self {
        session.lesson().map_or_else(Self::default, |run| Self {
            place: run.place(),
            ended: run.ended(),
            copy: Arc::as_ptr(run.lesson()).addr(),
        })
    }
}

/// The lesson panel.
#[component]
pub fn LessonPanel(store: Store, lang: Lang) -> impl IntoView {
    let shown = store.memo(Shown::of);
    let body = move || {
        let shown = shown.get();
        if shown.ended {
            view! { <Ending store lang/> }.into_any()
        } else {
            now_shown(store, shown)
                .map(|step| view! { <Part store lang step/> })
                .into_any()
        }
    };
    view! {
        <section id="lesson" class="panel lesson" aria-labelledby="lesson-title">
            <Parts store lang/>
            {body}
            <div class="lesson__foot">
                <WhatIf store lang/>
                <NoticeLine store lang/>
                <Actions store lang/>
            </div>
            {move || {
                let step = now_shown(store, shown.get());
                step.map(|step| (tries(store, lang, &step), fidelity(lang, step.fidelity)))
            }}
        </section>
    }
}

fn now_shown(store: Store, shown: Shown) -> Option<Step> {
    let step = store.peek(|session| session.lesson().and_then(|run| run.step().cloned()));
    step.flatten().filter(|_| !shown.ended)
}

/// Where in the lesson one is, with a link to each part.
#[component]
fn Parts(store: Store, lang: Lang) -> impl IntoView {
    let shown = store.memo(Shown::of);
    let parts = move || {
        let Shown { place, ended, .. } = shown.get();
        store.peek(|session| {
            let run = session.lesson()?;
            let id = run.lesson().id.clone();
            let count = run.lesson().steps.len();
            let bars = run.lesson().steps.iter().enumerate().map(|(index, step)| {
                let link = LessonLink { id: id.clone(), step: Some(step.id) };
                let href = Route { lang, page: Page::Lesson(link) }.to_string();
                let done = match index.cmp(&place) {
                    core::cmp::Ordering::Less => Some(""),
                    core::cmp::Ordering::Equal => Some(if ended { "" } else { "now" }),
                    core::cmp::Ordering::Greater => None,
                };
                let name = format!("{}: {}", part_of(lang, index, count), step.title);
                let current = (index == place && !ended).then_some("step");
                view! {
                    <li class="progress__bar" data-done=done>
                        <a href=href aria-label=name.clone() title=name aria-current=current></a>
                    </li>
                }
            });
            let label = if ended { lang.pick("The end", "마무리").to_owned() } else { part_of(lang, place, count) };
            Some(view! {
                <p class="lesson__part">{label}</p>
                <ol class="progress" aria-label=lang.pick("Parts", "장면")>{bars.collect_view()}</ol>
            })
        })
    };
    view! { <div class="stack">{parts}</div> }
}

fn part_of(lang: Lang, place: usize, count: usize) -> String {
    let number = place + 1;
    lang.pick(
        format!("Part {number} of {count}"),
        format!("장면 {number}/{count}"),
    )
}

/// A part: what happens, and the question about what comes next.
#[component]
fn Part(store: Store, lang: Lang, step: Step) -> impl IntoView {
    let asks = step
        .prediction
        .map(|prediction| view! { <Predict store lang prediction/> });
    view! {
        <h1 id="lesson-title" class="lesson__title" tabindex="-1">{step.title}</h1>
        <div class="prose" inner_html=step.html></div>
        {asks}
    }
}

/// What to break here.
fn tries(store: Store, lang: Lang, step: &Step) -> Option<impl IntoView + use<>> {
    let tries: Vec<_> = step
        .tries
        .iter()
        .map(|one| {
            let button = one
                .command
                .clone()
                .map(|command| do_button(store, lang, command));
            view! {
                <div class="prose" inner_html=one.html.clone()></div>
                {button}
            }
        })
        .collect();
    (!tries.is_empty()).then(|| view! {
        <div class="tries">
            <h2 class="label label--danger">{lang.pick("Something to break", "고장 내 볼 것")}</h2>
            {tries}
        </div>
    })
}

/// That the lesson waits, or that another moment is looked at.
#[component]
fn WhatIf(store: Store, lang: Lang) -> impl IntoView {
    let state = store.memo(|session| {
        (
            session.is_what_if(),
            session.is_elsewhere() && !session.moves(),
        )
    });
    move || match state.get() {
        (true, _) => Some(view! {
            <p class="note note--what-if">
                <strong>{lang.pick("What if", "가정해 보기")}</strong> " · "
                {lang.pick(
                    "You have changed the cluster. The lesson waits at its own moment.",
                    "클러스터를 직접 바꾸었습니다. 학습은 원래 순간에서 기다립니다.",
                )}
            </p>
        }),
        (false, true) => Some(view! {
            <p class="note">
                <strong>{lang.pick("Another moment", "다른 순간")}</strong> " · "
                {lang.pick(
                    "You are not looking at the moment of this part.",
                    "지금 보이는 것은 이 장면의 순간이 아닙니다.",
                )}
            </p>
        }),
        (false, false) => None,
    }
}

/// The way on, the way back, and the way out. The buttons stay the same ones, so that the focus does.
#[component]
fn Actions(store: Store, lang: Lang) -> impl IntoView {
    let waits = store.memo(|session| session.lesson().is_some_and(|run| run.asks()));
    let ended = store.memo(|session| session.lesson().is_some_and(|run| run.ended()));
    let what_if = store.memo(Session::is_what_if);
    let away =
        store.memo(|session| session.is_what_if() || (session.is_elsewhere() && !session.moves()));
    view! {
        <div class="lesson__actions">
            <button type="button" class="button button--primary"
                aria-disabled=move || waits.get().then_some("true")
                hidden=move || what_if.get() || ended.get()
                on:click=move |_| store.user(UserAction::Continue)>
                {UserAction::Continue.label(lang)}
            </button>
            <button type="button" class="button" class:button--primary=move || what_if.get()
                hidden=move || !away.get()
                on:click=move |_| store.user(UserAction::BackToLesson)>
                {UserAction::BackToLesson.label(lang)}
            </button>
            {action_button(store, lang, UserAction::TakeOver, "button")}
        </div>
    }
}

fn fidelity(lang: Lang, fidelity: Fidelity) -> impl IntoView {
    let (class, word) = match fidelity.kind {
        FidelityKind::Exact => ("fidelity", lang.pick("✓ exact", "✓ 실제와 같음")),
        FidelityKind::Simplified => (
            "fidelity fidelity--simplified",
            lang.pick("≈ simplified", "≈ 단순화함"),
        ),
    };
    let note = (!fidelity.note_html.is_empty())
        .then(|| view! { <div class="prose small" inner_html=fidelity.note_html></div> });
    view! {
        <div class=class>
            <p><strong>{word}</strong> " · " <span class="code">{fidelity.source}</span></p>
            {note}
            <p>{lang.pick("Follows Apache Kafka 4.3.1", "Apache Kafka 4.3.1을 따릅니다")}</p>
        </div>
    }
}
