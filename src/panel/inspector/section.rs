//! A part of the inspector that is closed until somebody opens it, and costs nothing while it is.

use leptos::prelude::{Get as _, GetUntracked as _, RwSignal, Set as _};

use crate::panel::button;
use crate::platform::page;
use crate::session::Session;
use crate::store::{Look, Store};
use crate::view::{El, Node, el, live, views};

/// The class of a part.
const SECTION: &str = "inspector__section";

/// What follows from the session, while the part is open.
pub fn look_while_open<T>(
    store: Store,
    open: RwSignal<bool>,
    look: impl Fn(&Session) -> T + Send + Sync + 'static,
) -> Look<T>
where
    T: PartialEq + Clone + Default + Send + Sync + 'static,
{
    Look::new(move || match open.get() {
        true => store
            .read(|state| state.session.as_ref().map(&look))
            .unwrap_or_default(),
        false => T::default(),
    })
}

/// A heading that opens and closes what is below it.
pub fn section(
    store: Store,
    open: RwSignal<bool>,
    title: impl Fn() -> String + 'static,
    content: impl Fn() -> Node + 'static,
) -> El {
    section_that_asks(store, open, || {}, title, content)
}

/// The same for a part that asks for something when it is opened.
pub fn section_that_asks(
    store: Store,
    open: RwSignal<bool>,
    ask: impl Fn() + 'static,
    title: impl Fn() -> String + 'static,
    content: impl Fn() -> Node + 'static,
) -> El {
    let toggle = button("disclosure", move || {
        let opens = !open.get_untracked();
        if opens {
            store.want_words();
            ask();
        }
        open.set(opens);
        if opens {
            page::show_opened_soon(SECTION);
        }
    })
    .live("aria-expanded", move || Some(open.get().to_string()))
    .live_text(title);
    let content = live(move || match open.get() {
        true => content(),
        false => views(Vec::<El>::new()),
    });
    el("div")
        .class(SECTION)
        .child(el("h3").class("disclosure__heading").child(toggle))
        .child(content)
}
