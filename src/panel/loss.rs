//! What was lost: the latest loss in full, with the events that led to it, and those before it by their
//! titles.

use std::sync::Arc;

use highwater_core::explain::{Link, Loss, LossKind, copies, kind_of};
use highwater_core::id::BrokerId;
use highwater_core::timeline::{Broken, Position};
use highwater_text::{Lang, loss};
use leptos::prelude::{RwSignal, Set as _, With as _};

use super::button;
use super::moment::{moment, to_the_microsecond};
use crate::platform::page;
use crate::session::Action;
use crate::store::{Look, State, Store};
use crate::view::{El, Node, el, live, views};

/// The id of the title in the page.
const LOSSES_ID: &str = "losses";

/// What was lost together.
type Together = Arc<[Broken]>;

/// What was lost in a run, as far as it is to be shown.
#[derive(Clone, Debug, Default, PartialEq)]
struct Losses {
    /// The loss that is told in full.
    told: Option<Together>,
    /// Those before it, the latest first.
    before: Vec<Together>,
    /// Who has a copy of it still.
    copies: Vec<BrokerId>,
    /// Whether the words are there in which it is told.
    can_be_told: bool,
}

/// A loss whose chain is being followed, and the edition of the run in which it happens: it stays in view
/// when the playhead goes back to one of its causes.
type Followed = RwSignal<Option<(u64, Together)>>;

/// What was lost up to the playhead.
pub fn losses(store: Store, lang: Lang) -> Node {
    let followed: Followed = RwSignal::new(None);
    let losses = Look::new(move || {
        followed.with(|followed| store.read(|state| seen(state, followed.as_ref())))
    });
    live(move || {
        views(losses.with(|losses| {
            let told = losses.told.clone().filter(|_| losses.can_be_told)?;
            Some(section(store, lang, followed, &told, &losses.before))
        }))
    })
}

fn seen(state: &State, followed: Option<&(u64, Together)>) -> Losses {
    let Some(session) = &state.session else {
        return Losses::default();
    };
    let mut before = session.losses().to_vec();
    let ahead = followed.filter(|(edition, together)| {
        let here = session.timeline().position().step;
        *edition == session.playback().edition() && together.iter().all(|one| one.step > here)
    });
    let told = match ahead {
        Some((_, together)) => Some(together.clone()),
        None if before.is_empty() => None,
        None => Some(before.remove(0)),
    };
    let first = told.as_ref().and_then(|together| together.first());
    let copies = first.map(|first| copies(session.world(), &first.breach));
    Losses {
        told,
        before,
        copies: copies.unwrap_or_default(),
        can_be_told: state.words.are_there(),
    }
}

/// The losses: one in full, and those before it.
fn section(
    store: Store,
    lang: Lang,
    followed: Followed,
    told: &Together,
    before: &[Together],
) -> El {
    let head = el("h2")
        .attr("id", LOSSES_ID)
        .attr("tabindex", "-1")
        .class("label label--danger")
        .text(heading_of(lang, told.first().map(kind_of)));
    let mut section = el("section")
        .class("inspector__section losses")
        .attr("aria-labelledby", LOSSES_ID)
        .child(head)
        .child(store.peek(|state| in_full(store, state, lang, followed, told)));
    if !before.is_empty() {
        let mut list = el("ul").class("losses__before");
        for together in before {
            let first = together.first();
            let at = store.peek_session(|session| Some(session.timeline().position_of(first?)));
            let what = store.peek(|state| title(state, lang, together));
            let act = move || {
                at.flatten()
                    .into_iter()
                    .for_each(|at| store.dispatch(Action::GoTo(at)))
            };
            list = list.child(el("li").child(button("losses__event", act).text(&what)));
        }
        section = section
            .child(heading(lang.pick("Before that", "그 전에")))
            .child(list);
    }
    section
}

/// What the latest of them is about.
fn heading_of(lang: Lang, kind: Option<LossKind>) -> &'static str {
    match kind {
        Some(LossKind::WrittenTwice) => lang.pick("What was written twice", "두 번 기록된 것"),
        Some(LossKind::OutOfOrder) => lang.pick("What is out of order", "순서가 바뀐 것"),
        Some(LossKind::ProcessedTwice) => lang.pick("What was processed twice", "두 번 처리된 것"),
        Some(LossKind::Skipped) => lang.pick("What was skipped", "건너뛴 것"),
        _ => lang.pick("What was lost", "유실된 것"),
    }
}

fn heading(text: &str) -> El {
    el("h3").class("label").text(text)
}

fn title(state: &State, lang: Lang, together: &Together) -> String {
    let session = state.session.as_ref();
    session.map_or_else(String::new, |session| {
        loss::title_of(lang, &state.words, together, session.world())
    })
}

/// A loss: what, why, what was promised, the events that led to it, what would have kept it.
fn in_full(
    store: Store,
    state: &State,
    lang: Lang,
    followed: Followed,
    together: &Together,
) -> Option<El> {
    let session = state.session.as_ref()?;
    let told = session.loss(together.first()?)?;
    let words = &state.words;
    let edition = session.playback().edition();
    let follow = {
        let together = together.clone();
        move || followed.set(Some((edition, together.clone())))
    };
    let back = {
        let at = told.at;
        move || store.dispatch(Action::GoTo(at))
    };
    let what = button("losses__title", back).text(&title(state, lang, together));
    let mut note = el("div")
        .class("note note--danger stack")
        .child(what)
        .child(el("p").class("small").text(&record(state, lang, &told)));
    if told.returned {
        note = note.child(el("p").class("small").text(words.get(loss::RETURNED)));
    }
    note = note.child(el("p").class("small").text(words.get(loss::why(&told))));
    let mut chain = el("ol").class("losses__chain");
    for link in told.cause.iter().chain(&told.since) {
        let said = loss::link(lang, words, link, session.world().metadata());
        chain = chain.child(el("li").child(event(store, link, &said, follow.clone())));
    }
    for broker in &told.copies {
        let said = loss::copy(lang, words, *broker);
        chain = chain.child(el("li").class("losses__copy small").text(&said));
    }
    let part = |title: &str, content: El| el("div").child(heading(title)).child(content);
    let promise = el("p").class("small").text(words.get(loss::promise(&told)));
    let loss = el("div")
        .class("stack")
        .child(note)
        .child(part(lang.pick("What is promised", "보장"), promise))
        .child(part(
            lang.pick("How it came about", "이렇게 된 과정"),
            chain,
        ))
        .child(part(
            lang.pick("What would have prevented it", "막을 수 있었던 방법"),
            remedies(lang, state, &told),
        ));
    Some(loss)
}

/// Which record it is, and when it was lost.
fn record(state: &State, lang: Lang, told: &Loss) -> String {
    let at = moment(told.at.time);
    let mut said = String::new();
    if let Some(record) = &told.record {
        said = loss::content(lang, &state.words, record) + " · ";
    }
    if let Some(group) = &told.group {
        said = said + &loss::of_group(lang, &state.words, group) + " · ";
    }
    said + &at
}

/// An event of the chain, that one can jump to.
fn event(store: Store, link: &Link, said: &str, follow: impl Fn() + 'static) -> El {
    let at = Position::of(&link.trace);
    let is_here = store.look(move |session| session.timeline().position().step == at.step);
    let jump = move || {
        follow();
        store.dispatch(Action::GoTo(at));
    };
    button("losses__event", jump)
        .live("aria-current", move || {
            is_here.get().then(|| "true".to_owned())
        })
        .child(
            el("span")
                .class("event__time")
                .text(&to_the_microsecond(at.time)),
        )
        .text(" ")
        .child(el("span").text(said))
}

fn remedies(lang: Lang, state: &State, told: &Loss) -> El {
    let mut list = el("ul").class("losses__remedies small");
    for remedy in &told.kept_by {
        let said = loss::remedy(lang, &state.words, *remedy);
        list = list.child(el("li").text(&said));
    }
    if told.kept_by.is_empty() {
        list = list.child(el("li").text(state.words.get(loss::NO_REMEDY)));
    }
    list
}

/// The latest loss in a line, where it cannot be missed, and the way to all that is told of it.
pub fn latest_loss(store: Store, lang: Lang) -> Node {
    let latest = store.look(move |session| {
        let losses = session.losses();
        let title = losses.first().map(|together| {
            store.peek(|state| loss::title_of(lang, &state.words, together, session.world()))
        });
        title.unwrap_or_default()
    });
    let show = move || page::focus(LOSSES_ID);
    el("p")
        .class("timebar__loss")
        .hidden(move || latest.with(String::is_empty))
        .child(el("span").live_text(move || latest.get()))
        .child(button("button button--danger", show).text(lang.pick("Why?", "이유 보기")))
        .done()
}
