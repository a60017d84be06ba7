//! The control plane as a strip under the stage: the metadata log at the controller, how far each
//! broker has applied it, and the sessions that run out.
//!
//! ```text
//!  ▾ Control plane · log end 42   b1 ▬▬▬▬▬ 9 s   b2 ▬▬ 4 s   b3 ⊘ fenced
//!  ‹ 30 │ 40 PartitionChangeRecord    │ 41 BrokerRegistrationChangeRecord │
//!       │    orders-0: leader b2, …   │    b3: fenced                     │
//!       │                        ▲ b1 │                              ▲ b2 │
//! ```
//!
//! [`reading`] is what there is to show, plain data that is tested natively; the views decide nothing.

mod log;
mod reading;
mod sessions;
#[cfg(test)]
mod tests;

use highwater_core::id::NodeId;
use highwater_text::{Lang, say};
use leptos::prelude::{Get as _, GetUntracked as _, RwSignal, Set as _};

use self::log::metadata_log;
use self::reading::Summary;
use self::sessions::{broker_sessions, fenced};
use crate::platform::preference;
use crate::session::{Room, Session};
use crate::store::Store;
use crate::view::{El, Node, el, live, views};

/// The id of what is folded.
const BODY_ID: &str = "control-plane";

/// From these widths on there is room for the sessions, and for the log, without being asked for.
const ROOM_FOR_SESSIONS: f64 = 560.0;
const ROOM_FOR_LOG: f64 = 760.0;

/// The strip. It opens by itself where there is room and somebody may look for it; whoever folds or
/// opens it is obeyed from then on, and `chosen` is what they chose before it was there.
pub fn control_plane(store: Store, lang: Lang, chosen: Option<bool>) -> Node {
    let room = RwSignal::new((false, false));
    let chosen = RwSignal::new(chosen);
    let wanted = store.look(is_wanted);
    let open = move || chosen.get().unwrap_or(room.get().1 && wanted.get());
    let shows_sessions = move || open() || (room.get().0 && wanted.get());
    let head = el("div")
        .class("strip__head")
        .child(toggle(lang, open, move || chosen.set(Some(!open()))))
        .child(summary(store, lang, shows_sessions))
        .child(live(move || match shows_sessions() {
            true => broker_sessions(store, lang).done(),
            false => views(None::<El>),
        }));
    let body = live(move || match open() {
        true => metadata_log(store, lang).done(),
        false => views(None::<El>),
    });
    el("section")
        .live("class", move || {
            let class = match shows_sessions() {
                true => "panel strip",
                false => "panel strip strip--folded",
            };
            Some(class.to_owned())
        })
        .attr("aria-label", title(lang))
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

/// The strip while the part of the program that has it is not there: what fetches it.
pub fn folded(lang: Lang, fetch: impl Fn() + 'static) -> Node {
    let toggle = toggle(lang, || false, fetch);
    el("section")
        .class("panel strip strip--folded")
        .attr("aria-label", title(lang))
        .child(el("div").class("strip__head").child(toggle))
        .done()
}

/// Something that shows little and whose name says it all: the name stands in it unseen, and what is
/// seen is not read out.
fn named(element: El, name: &str, shown: Vec<El>) -> El {
    let mut face = el("span").class("face").attr("aria-hidden", "true");
    for part in shown {
        face = face.child(part);
    }
    element
        .child(el("span").class("visually-hidden").text(name))
        .child(face)
}

fn title(lang: Lang) -> &'static str {
    lang.pick("Control plane", "컨트롤 플레인")
}

/// Whether it is shown without being asked for: in the sandbox, and where a lesson is about the
/// controller.
fn is_wanted(session: &Session) -> bool {
    let step = session.lesson().and_then(|run| run.step());
    let about = step.is_some_and(|step| step.focus.nodes.contains(&NodeId::CONTROLLER));
    session.room() == Room::Sandbox || about
}

/// What folds it and opens it.
fn toggle(lang: Lang, open: impl Fn() -> bool + 'static, turn: impl Fn() + 'static) -> El {
    el("button")
        .attr("type", "button")
        .class("strip__toggle")
        .attr("aria-controls", BODY_ID)
        .live("aria-expanded", move || Some(open().to_string()))
        .on("click", turn)
        .text(title(lang))
}

/// What is told beside its title, also while it is folded; who is fenced, unless the sessions tell that.
fn summary(store: Store, lang: Lang, shows_sessions: impl Fn() -> bool + 'static) -> El {
    let summary = store.look(|session| Summary::read(session.world()));
    el("span").class("strip__summary").live_text(move || {
        let summary = summary.get();
        let mut words = say!(lang, "log end {0}", "로그 끝 {0}", summary.end);
        if !summary.fenced.is_empty() && !shows_sessions() {
            words.push_str(" · ");
            words.push_str(&fenced(lang, &summary.fenced));
        }
        words
    })
}
