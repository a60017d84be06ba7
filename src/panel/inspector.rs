//! The inspector: what is picked, what can be done to it, the faults in force, and whatever Kafka itself
//! would say of it.

mod describe;
mod describe_group;
mod files;
mod log;
mod order;
mod related;
mod section;
mod state;

use highwater_core::command::Command;
use highwater_text::{Lang, command, say};

use super::commands::offers;
use super::facts::Facts;
use super::{
    action_button, button, fetch_button, link, notice_line, offer_button, when_here, when_here_or,
    words_trouble,
};
use crate::action::UserAction;
use crate::deferred;
use crate::platform::page;
use crate::route::Page;
use crate::session::Room;
use crate::store::{Deferred, INSPECTOR_ID, Look, PICKED_ID, Store, TITLE_ID};
use crate::view::{El, Node, el, keyed, live, views};

/// The part that tells the state.
const STATE: u64 = 0;

/// The part with what can be done.
const OFFERS: u64 = 1;

/// The inspector. What comes and goes while time runs stands below the buttons, or in a room that is kept for it: who
/// is about to press one is not to hit another.
pub fn inspector(store: Store, lang: Lang, facts: Look<Facts>) -> Node {
    let in_sandbox = store.look(|session| session.room() == Room::Sandbox);
    let state_first = store.look(|session| order::state_first(session.selection()));
    let order = move || match state_first.get() {
        true => vec![STATE, OFFERS],
        false => vec![OFFERS, STATE],
    };
    let part = move |part| match part {
        STATE => state(store, lang, facts),
        _ => views(vec![
            offers(store, lang).done(),
            when_here(store, move || deferred::fault_list(store, lang)),
        ]),
    };
    let inspector = el("section")
        .attr("id", INSPECTOR_ID)
        .class("panel inspector")
        .attr("aria-label", lang.pick("Inspector", "살펴보기"))
        .child(live(move || {
            views(in_sandbox.get().then(|| sandbox_head(store, lang)))
        }))
        .child(words_trouble(store, lang))
        .child(picked(store, lang, facts))
        .child(keyed(order, part))
        .child(when_here(store, move || deferred::losses(store, lang)))
        .child(when_here(store, move || {
            deferred::wait_section(store, lang)
        }))
        .child(when_here(store, move || {
            deferred::details(store, lang, facts)
        }));
    el("div")
        .class("inspector-column")
        .child(inspector)
        .child(live(move || {
            views(in_sandbox.get().then(|| notice(store, lang)))
        }))
        .done()
}

/// What there is to say of what is picked, once that part of the program is there.
pub fn facts_of(store: Store, lang: Lang) -> Look<Facts> {
    store.look(move |session| {
        store.peek(|state| match state.deferred {
            Deferred::Here => deferred::facts_of(session, &state.words, lang),
            _ => Facts::default(),
        })
    })
}

/// On a small screen, where the inspector lies far below the picture: the way from there to what is picked.
pub fn way_to_picked(store: Store, lang: Lang, facts: Look<Facts>) -> Node {
    let picked = store.look(|session| session.selection().is_some());
    button("button timebar__picked", || page::focus(PICKED_ID))
        .hidden(move || !picked.get())
        .live_text(move || {
            facts.with(|facts| {
                say!(
                    lang,
                    "{0}: state and actions",
                    "{0}: 상태와 할 수 있는 일",
                    &facts.title
                )
            })
        })
        .done()
}

/// The state, once that part of the program is there, and until then the button that fetches it.
fn state(store: Store, lang: Lang, facts: Look<Facts>) -> Node {
    when_here_or(
        store,
        move || deferred::state(store, lang, facts),
        move || fetch_button(store, lang.pick("Show the state", "상태 보기")).done(),
    )
}

/// The state of what is picked.
pub fn state_here(store: Store, lang: Lang, facts: Look<Facts>) -> Node {
    state::state(store, lang, facts).done()
}

/// What belongs to what is picked, and whatever Kafka itself would say of it.
pub fn details(store: Store, lang: Lang, facts: Look<Facts>) -> Node {
    views(vec![
        related::related(store, lang, facts),
        describe::describe(store, lang),
        describe_group::describe_group(store, lang),
        files::files(store, lang),
        log::log(store, lang),
    ])
}

/// What there is to tell of the sandbox, under the inspector.
fn notice(store: Store, lang: Lang) -> El {
    el("div")
        .class("inspector__notice")
        .child(notice_line(store, lang))
}

/// What is picked, what that is and whether it waits. What can be done to it follows at once.
fn picked(store: Store, lang: Lang, facts: Look<Facts>) -> El {
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
                .live_text(move || facts.with(|facts| kind(lang, facts).to_owned())),
        )
        .child(
            el("h2")
                .attr("id", PICKED_ID)
                .attr("tabindex", "-1")
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
        .child(
            el("div")
                .class("inspector__waits small")
                .child(when_here(store, move || deferred::wait_lead(store, lang))),
        )
        .child(
            action_button(store, lang, UserAction::ShowCluster, "button")
                .hidden(move || !picked.get()),
        )
}

/// What kind of thing is shown: the cluster, while there is nothing to say of it yet.
fn kind(lang: Lang, facts: &Facts) -> &'static str {
    match facts.kind {
        "" => lang.pick("Cluster", "클러스터"),
        kind => kind,
    }
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
                .text(Page::Sandbox(None).name(lang)),
        )
        .child(back)
        .child(
            el("div")
                .class("row")
                .child(action_button(store, lang, UserAction::Reset, "button"))
                .child(stop),
        )
}
