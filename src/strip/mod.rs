//! The control plane, for the room under the stage: the metadata log at the controller, how far each
//! broker has applied it, and the sessions that run out.
//!
//! ```text
//!  ▾ Control plane · metadata log end 42   b1 ▬▬▬▬▬ 9 s   b2 ▬▬ 4 s   b3 ⊘ fenced
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

use highwater_text::{Lang, say};

pub use self::log::metadata_log;
use self::reading::Summary;
use self::sessions::{broker_sessions, fenced};
use crate::store::{Look, Store};
use crate::view::{El, Node, el, live, views};

/// What is told of it beside its button, also while it is folded.
pub fn control_plane_line(store: Store, lang: Lang, shows_sessions: Look<bool>) -> Node {
    let sessions = live(move || match shows_sessions.get() {
        true => broker_sessions(store, lang).done(),
        false => views(None::<El>),
    });
    views(vec![summary(store, lang, shows_sessions).done(), sessions])
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

/// Where the log ends; and who is fenced, unless the sessions tell that.
fn summary(store: Store, lang: Lang, shows_sessions: Look<bool>) -> El {
    let summary = store.look(|session| Summary::read(session.world()));
    el("span").class("dock__summary").live_text(move || {
        let summary = summary.get();
        let mut words = say!(
            lang,
            "metadata log end {0}",
            "메타데이터 로그 끝 {0}",
            summary.end
        );
        if !summary.fenced.is_empty() && !shows_sessions.get() {
            words.push_str(" · ");
            words.push_str(&fenced(lang, &summary.fenced));
        }
        words
    })
}
