//! The player: what a lesson and the sandbox have in common.

use highwater_text::Lang;

use crate::panel::{event_list, inspector, lesson_panel, stage_room, time_bar};
use crate::store::Store;
use crate::view::{Node, el};

/// A lesson.
pub fn lesson_page(store: Store, lang: Lang) -> Node {
    player("player", store, lang, lesson_panel(store, lang))
}

/// The cluster with everything around it, behind something of the page's own.
pub(super) fn player(class: &str, store: Store, lang: Lang, first: Node) -> Node {
    el("main")
        .attr("id", "main")
        .class(class)
        .attr("tabindex", "-1")
        .child(first)
        .child(stage_room(store, lang))
        .child(inspector(store, lang))
        .child(time_bar(store, lang))
        .child(event_list(store, lang))
        .done()
}
