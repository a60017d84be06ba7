//! The state of what is picked: a compact list of fields, each of which says on request what it means.

use highwater_text::Lang;
use highwater_text::meaning::Meaning;
use leptos::prelude::{Get as _, RwSignal, Update as _, With as _};

use crate::panel::button;
use crate::panel::facts::{Fact, Facts, Group};
use crate::store::{Look, Store};
use crate::view::{El, el, live, views};

/// Which fields are explained: all or none, but for these.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Explained {
    all: bool,
    but_for: Vec<Meaning>,
}

impl Explained {
    fn is(&self, meaning: Meaning) -> bool {
        self.all != self.but_for.contains(&meaning)
    }

    fn toggle(&mut self, meaning: Meaning) {
        match self.but_for.iter().position(|one| *one == meaning) {
            Some(place) => drop(self.but_for.remove(place)),
            None => self.but_for.push(meaning),
        }
    }

    fn toggle_all(&mut self) {
        self.all = !self.all;
        self.but_for.clear();
    }
}

/// The list, and the button that explains all of it.
pub fn state(store: Store, lang: Lang, facts: Look<Facts>) -> El {
    let explained = RwSignal::new(Explained::default());
    let groups = live(move || {
        let explained_now = explained.get();
        let mut groups = Vec::new();
        facts.with(|facts| {
            for one in &facts.groups {
                groups.push(group(store, one, &explained_now, explained));
            }
        });
        views(groups)
    });
    let explain_all = button("button", move || {
        store.want_words();
        explained.update(Explained::toggle_all);
    })
    .live("aria-pressed", move || {
        Some(explained.with(|explained| explained.all).to_string())
    })
    .text(lang.pick("Explain every field", "모든 항목 설명 보기"));
    el("div")
        .class("inspector__section")
        .hidden(move || facts.with(|facts| facts.groups.is_empty()))
        .child(
            el("div")
                .class("inspector__head")
                .child(el("h3").class("label").text(lang.pick("State", "상태")))
                .child(explain_all),
        )
        .child(groups)
}

fn group(store: Store, group: &Group, now: &Explained, explained: RwSignal<Explained>) -> El {
    let mut list = el("dl").class("facts");
    for one in &group.facts {
        list = list.child(fact(store, one, now.is(one.meaning), explained));
    }
    let title = (!group.title.is_empty()).then(|| el("h4").class("facts__title").text(group.title));
    el("div").child(title).child(list)
}

/// A field. Its name is what one presses to be told what it means.
fn fact(store: Store, fact: &Fact, is_explained: bool, explained: RwSignal<Explained>) -> El {
    let meaning = fact.meaning;
    let words = move || store.say(|words| words.get(meaning).to_owned());
    let toggle = button("fact__name", move || {
        store.want_words();
        explained.update(|explained| explained.toggle(meaning));
    })
    .attr("aria-expanded", if is_explained { "true" } else { "false" })
    .live("title", move || {
        Some(words()).filter(|words| !is_explained && !words.is_empty())
    })
    .on("pointerenter", move || store.want_words())
    .on("focus", move || store.want_words())
    .text(&fact.name);
    let told = is_explained.then(|| el("dd").class("fact__meaning").live_text(words));
    el("div")
        .class("fact")
        .child(el("dt").child(toggle))
        .child(el("dd").class("fact__value").text(&fact.value))
        .child(told)
}
