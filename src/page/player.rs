//! The player: what a lesson and the sandbox have in common.

use highwater_text::Lang;
use leptos::prelude::{GetUntracked as _, RwSignal, Set as _};

use crate::deferred;
use crate::panel::{
    event_list, facts_of, inspector, lesson_panel, main_part, stage_room, time_bar, when_here,
    when_here_or,
};
use crate::store::Store;
use crate::strip;
use crate::view::{Node, el};

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
    let facts = facts_of(store, lang);
    let way_down = when_here(store, move || deferred::way_to_picked(store, lang, facts));
    main_part(class)
        .child(first)
        .child(stage)
        .child(inspector(store, lang, facts))
        .child(time_bar(store, lang, way_down))
        .child(event_list(store, lang))
        .done()
}

/// The control plane under the picture, and until it is there what fetches it.
fn control_plane(store: Store, lang: Lang) -> Node {
    let chosen = RwSignal::new(None);
    let fetch = move || {
        chosen.set(Some(true));
        store.want_words();
    };
    when_here_or(
        store,
        move || deferred::control_plane(store, lang, chosen.get_untracked()),
        move || strip::folded(lang, fetch),
    )
}
