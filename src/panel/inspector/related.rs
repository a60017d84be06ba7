//! What belongs to what is picked, and what it belongs to: buttons that pick that instead.

use highwater_text::{Lang, say};
use leptos::prelude::{Get as _, RwSignal, Update as _};

use crate::panel::button;
use crate::panel::facts::{Facts, Related};
use crate::session::Selection;
use crate::store::{Look, Store};
use crate::view::{El, el, live, views};

/// So many things of a kind are listed until all are asked for.
const LISTED_MAX: usize = 12;

/// The lists, by kind.
pub fn related(store: Store, lang: Lang, facts: Look<Facts>) -> El {
    let in_full = RwSignal::new(false);
    let kinds = live(move || {
        let in_full_now = in_full.get();
        let mut kinds = Vec::new();
        facts.with(|facts| {
            for one in &facts.related {
                kinds.push(kind(store, one, in_full_now));
            }
        });
        views(kinds)
    });
    let left_out = move || {
        facts.with(|facts| {
            let left_out = |kind: &Related| kind.things.len().saturating_sub(LISTED_MAX);
            facts.related.iter().map(left_out).sum::<usize>()
        })
    };
    let more = button("button", move || in_full.update(|full| *full = !*full))
        .hidden(move || left_out() == 0)
        .live("aria-expanded", move || Some(in_full.get().to_string()))
        .live_text(move || say!(lang, "Show {0} more", "나머지 {0}개 보기", left_out()));
    el("div")
        .class("inspector__section")
        .hidden(move || facts.with(|facts| facts.related.is_empty()))
        .child(
            el("h3")
                .class("label")
                .text(lang.pick("Related", "관련 항목")),
        )
        .child(kinds)
        .child(more)
}

fn kind(store: Store, kind: &Related, in_full: bool) -> El {
    let listed = match in_full {
        true => kind.things.len(),
        false => LISTED_MAX,
    };
    let mut list = el("ul")
        .class("related__list")
        .attr("aria-label", kind.title);
    for (name, selection) in kind.things.iter().take(listed) {
        list = list.child(el("li").child(thing(store, name, *selection)));
    }
    el("div")
        .class("related")
        .child(el("h4").class("facts__title").text(kind.title))
        .child(list)
}

fn thing(store: Store, name: &str, selection: Selection) -> El {
    button("button button--small", move || store.go_to_thing(selection)).text(name)
}
