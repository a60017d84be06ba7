//! A line of a log: a button that goes to its event, and beside it what each of its parts means.

use highwater_core::explain::Logged;
use highwater_text::meaning::Meaning;
use highwater_text::{Lang, log};
use leptos::prelude::{Get as _, RwSignal, Update as _};

use crate::panel::button;
use crate::panel::moment::to_the_microsecond;
use crate::session::Action;
use crate::store::Store;
use crate::view::{El, el, live, views};

/// The line. `open` holds the key of the one that is explained.
pub fn line(
    store: Store,
    lang: Lang,
    logged: &Logged,
    is_here: bool,
    key: u64,
    open: RwSignal<Option<u64>>,
) -> El {
    let (at, level) = (logged.at, logged.line.level.name());
    let part = |class, text: &str| el("span").class(class).text(text);
    let chosen = button("log-line", move || store.dispatch(Action::GoTo(at)))
        .attr_if("aria-current", is_here.then_some("true"))
        .child(part("log-line__time", &to_the_microsecond(at.time)))
        .child(part("log-line__who", &logged.who.to_string()))
        .child(part("log-line__level", level).attr("data-level", level))
        .child(part("log-line__text", &logged.line.text));
    let is_open = move || open.get() == Some(key);
    let turn = move || {
        store.want_words();
        open.update(|open| *open = Some(key).filter(|key| *open != Some(*key)));
    };
    let explain = lang.pick("Explain", "풀이");
    let toggle = button("log-line__explain", turn)
        .attr("aria-label", &[explain, ": ", &logged.line.text].concat())
        .live("aria-expanded", move || Some(is_open().to_string()))
        .text(explain);
    let parts = parts_of(logged);
    let meanings = live(move || views(is_open().then(|| meanings(store, &parts))));
    el("li")
        .class("log-lines__row")
        .child(chosen)
        .child(toggle)
        .child(meanings)
}

/// A part that is to be explained: its words, and its meaning.
type Part = (String, Meaning);

/// The parts of a line, each that means something once.
fn parts_of(logged: &Logged) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for (part, words) in logged.line.parts() {
        let Some(part) = part else { continue };
        let one = (words.trim().to_owned(), log::meaning(part));
        if !parts.contains(&one) {
            parts.push(one);
        }
    }
    parts
}

fn meanings(store: Store, parts: &[Part]) -> El {
    let mut list = el("dl").class("log-parts");
    for (words, meaning) in parts {
        let meaning = *meaning;
        let text = move || store.say(|words| words.get(meaning).to_owned());
        list = list
            .child(el("dt").text(words))
            .child(el("dd").live_text(text));
    }
    list
}
