//! The player: what a lesson and the sandbox have in common.

use highwater_text::Lang;
use leptos::prelude::{GetUntracked as _, RwSignal, Set as _};

use crate::deferred;
use crate::panel::{event_list, inspector, lesson_panel, stage_room, time_bar, when_here};
use crate::store::{Look, Store};
use crate::strip;
use crate::view::{Node, el, live};

/// A lesson.
pub fn lesson_page(store: Store, lang: Lang) -> Node {
    player("player", store, lang, lesson_panel(store, lang))
}

/// The sandbox. What belongs to it alone comes once it is there.
pub fn sandbox_page(store: Store, lang: Lang) -> Node {
    let head = when_here(store, move || deferred::sandbox_head(store, lang));
    player("player player--sandbox", store, lang, head)
}

/// The cluster with everything around it, behind something of the page's own.
fn player(class: &str, store: Store, lang: Lang, first: Node) -> Node {
    let stage = el("div")
        .class("stage-column")
        .child(stage_room(store, lang))
        .child(control_plane(store, lang));
    el("main")
        .attr("id", "main")
        .class(class)
        .attr("tabindex", "-1")
        .child(first)
        .child(stage)
        .child(inspector(store, lang))
        .child(time_bar(store, lang))
        .child(event_list(store, lang))
        .done()
}

/// The control plane under the picture, and until it is there what fetches it.
fn control_plane(store: Store, lang: Lang) -> Node {
    let is_here = Look::new(move || store.deferred());
    let chosen = RwSignal::new(None);
    live(move || match is_here.get() {
        true => deferred::control_plane(store, lang, chosen.get_untracked()),
        false => strip::folded(lang, move || {
            chosen.set(Some(true));
            store.want_words();
        }),
    })
}
