//! The player: what a lesson and the sandbox have in common.

use highwater_text::Lang;

use crate::deferred;
use crate::panel::{
    dock, event_list, facts_of, inspector, lesson_panel, main_part, stage_room, time_bar, when_here,
};
use crate::store::Store;
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
        .child(dock(store, lang));
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
