//! The player: what a lesson and the sandbox have in common.

use highwater_text::Lang;

use crate::deferred;
use crate::panel::{event_list, inspector, lesson_panel, stage_room, time_bar};
use crate::store::Store;
use crate::strip::control_plane;
use crate::view::{Node, el, live, views};

/// A lesson.
pub fn lesson_page(store: Store, lang: Lang) -> Node {
    player("player", store, lang, lesson_panel(store, lang))
}

/// The sandbox. What belongs to it alone comes once it is there.
pub fn sandbox_page(store: Store, lang: Lang) -> Node {
    let head = live(move || match store.deferred() {
        true => deferred::sandbox_head(store, lang),
        false => views(Vec::<Node>::new()),
    });
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
