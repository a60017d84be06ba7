//! The inspector: what is picked, what can be done to it, and the faults in force.

use highwater_core::command::Command;
use highwater_text::{Lang, command};

use super::commands::offers;
use super::facts::Facts;
use super::faults::fault_list;
use super::loss::losses;
use super::{action_button, button, link, notice_line, offer_button};
use crate::action::UserAction;
use crate::deferred;
use crate::route::Page;
use crate::session::{Action, Room};
use crate::store::{Deferred, Look, Store, TITLE_ID};
use crate::view::{El, Node, el, live, views};

/// The inspector.
pub fn inspector(store: Store, lang: Lang) -> Node {
    let in_sandbox = store.look(|session| session.room() == Room::Sandbox);
    el("section")
        .class("panel inspector")
        .attr("aria-label", lang.pick("Inspector", "살펴보기"))
        .child(live(move || {
            views(in_sandbox.get().then(|| sandbox_head(store, lang)))
        }))
        .child(losses(store, lang))
        .child(picked(store, lang))
        .child(offers(store, lang))
        .child(live(move || {
            let waits = || deferred::wait_section(store, lang);
            views(store.deferred().then(waits))
        }))
        .child(fault_list(store, lang))
        .child(state(store, lang))
        .done()
}

fn facts_of(store: Store, lang: Lang) -> Look<Facts> {
    store.look(move |session| {
        store.peek(|state| match state.deferred {
            Deferred::Here => deferred::facts_of(session, &state.words, lang),
            _ => Facts::default(),
        })
    })
}

/// What is picked, and what that is. What can be done to it follows at once.
fn picked(store: Store, lang: Lang) -> El {
    let facts = facts_of(store, lang);
    let picked = store.look(|session| session.selection().is_some());
    let hint = lang.pick(
        "Pick anything in the picture to see its state and what can be done to it.",
        "그림에서 무엇이든 선택하면 그 상태와 할 수 있는 일을 볼 수 있습니다.",
    );
    el("div")
        .class("inspector__section")
        .child(
            el("p")
                .class("label")
                .live_text(move || facts.with(|facts| facts.kind.to_owned())),
        )
        .child(
            el("h2")
                .class("inspector__title")
                .live_text(move || facts.with(|facts| facts.title.clone())),
        )
        .child(
            el("p")
                .class("small")
                .hidden(move || facts.with(|facts| facts.about.is_empty()))
                .live_text(move || facts.with(|facts| facts.about.clone())),
        )
        .child(
            el("p")
                .class("small muted")
                .hidden(move || picked.get())
                .text(hint),
        )
}

/// The state of what is picked, and the way back to the whole cluster.
fn state(store: Store, lang: Lang) -> El {
    let facts = facts_of(store, lang);
    let picked = store.look(|session| session.selection().is_some());
    let list = live(move || views(facts.with(lines)));
    el("div")
        .class("inspector__section")
        .child(el("dl").class("facts").child(list))
        .child(
            button("button", move || store.dispatch(Action::Select(None)))
                .hidden(move || !picked.get())
                .text(lang.pick("Show the cluster", "클러스터 보기")),
        )
}

fn lines(facts: &Facts) -> Vec<El> {
    let mut lines = Vec::new();
    for fact in &facts.list {
        let meaning = Some(&*fact.meaning).filter(|meaning| !meaning.is_empty());
        let name = el("dt").attr_if("title", meaning).text(&fact.name);
        lines.push(el("div").child(name).child(el("dd").text(&fact.value)));
    }
    lines
}

/// What the sandbox is, and the way back.
fn sandbox_head(store: Store, lang: Lang) -> El {
    let refusal = store.look(|session| session.refusal(&Command::StopScript));
    let from = store.look(|session| session.lesson().map(|run| run.lesson().title.clone()));
    let back = live(move || match from.get() {
        Some(title) => views(vec![
            el("p").class("small muted").text(&title),
            action_button(store, lang, UserAction::BackToLesson, "button"),
        ]),
        None => link(lang, Page::Home)
            .class("button")
            .text(lang.pick("Back to the home page", "홈으로 돌아가기"))
            .done(),
    });
    let stop = live(move || {
        let command = Command::StopScript;
        let label = command::label(lang, &command);
        let refusal = refusal.get();
        views(Some(
            offer_button(store, "button", command, refusal).text(&label),
        ))
    });
    el("div")
        .class("inspector__section")
        .child(
            el("h1")
                .attr("id", TITLE_ID)
                .attr("tabindex", "-1")
                .class("inspector__title")
                .text(lang.pick("Sandbox", "샌드박스")),
        )
        .child(back)
        .child(
            el("div")
                .class("row")
                .child(action_button(store, lang, UserAction::Reset, "button"))
                .child(stop),
        )
        .child(notice_line(store, lang))
}
