//! The room under the picture: a button for each view that may stand there, and the one that does.
//!
//! ```text
//!  ▾ Control plane   metadata log end 42   b1 ▬▬▬▬▬ 9 s   b2 ▬▬ 4 s   b3 ⊘ fenced
//!  ‹ 30 │ 40 PartitionChangeRecord    │ 41 BrokerRegistrationChangeRecord │
//! ```

use highwater_text::Lang;
use leptos::prelude::{Get as _, GetUntracked as _, RwSignal, Set as _};

use super::charts::charts;
use super::logs::logs;
use super::{button, when_here_or};
use crate::deferred;
use crate::platform::{page, preference};
use crate::session::{Action, Dock};
use crate::store::Store;
use crate::strip;
use crate::view::{El, Node, el, live, views};

/// The id of what stands there.
const BODY_ID: &str = "dock";

/// From these widths on there is room for the sessions, and for the metadata log, without being asked for.
const ROOM_FOR_SESSIONS: f64 = 560.0;
const ROOM_FOR_LOG: f64 = 760.0;

/// The room. Until the part of the program is there that draws in it, its buttons fetch that.
pub fn dock(store: Store, lang: Lang) -> Node {
    let folded = move || {
        let head = el("div")
            .class("dock__head")
            .child(buttons(store, lang, || None));
        section(lang, || true).child(head).done()
    };
    when_here_or(store, move || deferred::dock(store, lang), folded)
}

/// The room and what stands in it.
pub fn dock_here(store: Store, lang: Lang) -> Node {
    let room = RwSignal::new((false, false));
    let open = store.look(move |session| session.dock(room.get().1));
    let shows_sessions = store.look(move |session| {
        let (for_sessions, for_log) = room.get();
        match session.dock(for_log) {
            Some(dock) => dock == Dock::ControlPlane,
            None => for_sessions && session.is_about_control_plane(),
        }
    });
    let beside = live(move || match open.get() {
        None | Some(Dock::ControlPlane) => strip::control_plane_line(store, lang, shows_sessions),
        Some(Dock::Charts | Dock::Logs) => views(None::<El>),
    });
    let body = live(move || match open.get() {
        Some(Dock::ControlPlane) => strip::metadata_log(store, lang).done(),
        Some(Dock::Charts) => charts(store, lang).done(),
        Some(Dock::Logs) => logs(store, lang).done(),
        None => views(None::<El>),
    });
    let head = el("div")
        .class("dock__head")
        .child(buttons(store, lang, move || open.get()))
        .child(beside);
    section(lang, move || open.get().is_none() && !shows_sessions.get())
        .measured(move |width, _| {
            let for_log = width >= ROOM_FOR_LOG && preference::high_window();
            let now = (width >= ROOM_FOR_SESSIONS, for_log);
            if room.get_untracked() != now {
                room.set(now);
            }
        })
        .child(head)
        .child(el("div").attr("id", BODY_ID).child(body))
        .done()
}

fn section(lang: Lang, is_folded: impl Fn() -> bool + 'static) -> El {
    el("section")
        .live("class", move || {
            let class = match is_folded() {
                true => "panel dock dock--folded",
                false => "panel dock",
            };
            Some(class.to_owned())
        })
        .attr(
            "aria-label",
            lang.pick("Under the cluster", "클러스터 아래"),
        )
}

/// What opens each of the views in place of the one that stands there, and folds it.
fn buttons(store: Store, lang: Lang, open: impl Fn() -> Option<Dock> + Copy + 'static) -> El {
    let mut buttons = el("div").class("dock__buttons");
    for dock in Dock::ALL {
        let is_open = move || open() == Some(dock);
        let turn = move || {
            let opened = Some(dock).filter(|_| !is_open());
            store.dispatch(Action::Dock(opened));
            if opened.is_some() {
                page::bring_into_view_soon(BODY_ID);
            }
        };
        let toggle = button("dock__button", turn)
            .attr("aria-controls", BODY_ID)
            .live("aria-expanded", move || Some(is_open().to_string()))
            .text(dock.name(lang));
        buttons = buttons.child(toggle);
    }
    buttons
}
