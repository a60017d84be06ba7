//! A lesson, and the sandbox.

use highwater_text::Lang;

use crate::panel::{event_list, inspector, lesson_panel, stage_room, time_bar};
use crate::store::Store;
use crate::strip::control_plane;
use crate::view::{Node, el};

/// A lesson.
pub fn lesson_page(store: Store, lang: Lang) -> Node {
    player("player", store, lang, Some(lesson_panel(store, lang)))
}

/// The sandbox.
pub fn sandbox_page(store: Store, lang: Lang) -> Node {
    player("player player--sandbox", store, lang, None)
}

fn player(class: &str, store: Store, lang: Lang, lesson: Option<Node>) -> Node {
    let stage = el("div")
        .class("stage-column")
        .child(stage_room(store, lang))
        .child(control_plane(store, lang));
    el("main")
        .attr("id", "main")
        .class(class)
        .attr("tabindex", "-1")
        .child(lesson)
        .child(stage)
        .child(inspector(store, lang))
        .child(time_bar(store, lang))
        .child(event_list(store, lang))
        .done()
}
