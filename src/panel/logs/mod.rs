//! What all processes have logged up to the playhead, for the room under the stage: Kafka's own lines, the
//! newest last.
//!
//! ```text
//!  Process [All ▾]  Level [INFO and above ▾]  Text [            ]
//!  ‹ Older lines
//!  00:02.310000  k1  INFO  [ReplicationControlManager id=1] Fencing broker 2 …     Explain
//!  00:02.312000  b3  WARN  [ReplicaFetcher replicaId=3, leaderId=2, fetcherId=0] … Explain
//! ```
//!
//! [`reading`] says which lines there are to show.

mod filters;
mod line;
mod reading;
#[cfg(test)]
mod tests;

use line::line;
pub use reading::{Reading, Shown};

use std::sync::{Mutex, PoisonError};

use highwater_text::Lang;
use leptos::prelude::{
    Get as _, GetUntracked as _, RwSignal, Set as _, Update as _, WithUntracked as _,
};

use super::button;
use crate::platform::page;
use crate::session::Session;
use crate::store::{Look, Store};
use crate::view::{El, Node, RowKey, el, versioned, views};

/// So many of the last lines are shown, and so many more whenever older ones are asked for.
const WINDOW: usize = 200;

/// The id of what scrolls.
const ROOM_ID: &str = "logs-lines";

/// A row's key holds the line's place in the journal, and above it the edition of the run.
const EDITION_SHIFT: u32 = 40;

/// The panel.
pub fn logs(store: Store, lang: Lang) -> El {
    let most = RwSignal::new(WINDOW);
    let open = RwSignal::new(None);
    let at_end = RwSignal::new(true);
    let reading = Mutex::<Reading>::default();
    let shown = Look::new(move || {
        let most = most.get();
        let mut reading = reading.lock().unwrap_or_else(PoisonError::into_inner);
        let shown = |session: &Session| reading.shown(session, session.log_filter(), most);
        // Whoever reads what a line means is not taken away from it.
        if at_end.get_untracked() && open.with_untracked(Option::is_none) {
            page::show_end_soon(ROOM_ID);
        }
        store
            .read(|state| state.session.as_ref().map(shown))
            .unwrap_or_default()
    });
    el("div")
        .class("logs")
        .attr("role", "group")
        .attr("aria-label", lang.pick("Logs", "로그"))
        .child(filters::filters(store, lang))
        .child(nothing(lang, shown))
        .child(
            el("div")
                .class("logs__room")
                .attr("id", ROOM_ID)
                .on("scroll", move || at_end.set(page::shows_end(ROOM_ID)))
                .child(older(lang, shown, most))
                .child(lines(store, lang, shown, open)),
        )
}

fn lines(store: Store, lang: Lang, shown: Look<Shown>, open: RwSignal<Option<u64>>) -> El {
    el("ol")
        .class("log-lines")
        .attr(
            "aria-label",
            lang.pick("Lines, the newest last", "로그 줄, 최신이 마지막"),
        )
        .hidden(move || shown.with(|shown| shown.lines.is_empty()))
        .child(rows(store, lang, shown, open))
}

/// The lines that are shown, in that order, each known by its place in the journal. `open` holds which is explained.
pub fn rows(store: Store, lang: Lang, shown: Look<Shown>, open: RwSignal<Option<u64>>) -> Node {
    let keys = move || {
        let edition = store.peek_session(|session| session.playback().edition());
        let edition = edition.unwrap_or_default() << EDITION_SHIFT;
        let row = |&(place, is_here): &(usize, bool)| RowKey {
            key: edition | place as u64,
            version: u64::from(is_here),
        };
        shown.with(|shown| shown.lines.iter().map(row).collect())
    };
    let row = move |key: u64| {
        let line = store.peek_session(|session| {
            let place = usize::try_from(key & ((1 << EDITION_SHIFT) - 1)).ok()?;
            let logged = session.timeline().logged().get(place)?;
            let is_here = logged.at.step == session.timeline().position().step;
            Some(line(store, lang, logged, is_here, key, open))
        });
        views(line.flatten())
    };
    versioned(keys, row)
}

fn older(lang: Lang, shown: Look<Shown>, most: RwSignal<usize>) -> El {
    let more = move || most.update(|most| *most += WINDOW);
    button("button button--small", more)
        .hidden(move || !shown.with(|shown| shown.has_older))
        .text(lang.pick("Older lines", "이전 로그 더 보기"))
}

/// Why no line is shown.
fn nothing(lang: Lang, shown: Look<Shown>) -> El {
    el("p")
        .class("muted")
        .hidden(move || shown.with(|shown| !shown.lines.is_empty()))
        .live_text(move || {
            let why = match shown.with(|shown| shown.has_any) {
                true => lang.pick("No line fits the filters.", "필터에 맞는 로그가 없습니다."),
                false => lang.pick(
                    "Nothing has been logged since the cluster opened.",
                    "클러스터가 열린 뒤로 남은 로그가 없습니다.",
                ),
            };
            why.to_owned()
        })
}
