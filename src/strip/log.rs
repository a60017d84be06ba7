//! The metadata log: a window of its last records, a cell each, and under them how far each broker has
//! applied it. To the keyboard it is a list of options: the arrows go along it.

use highwater_core::id::{BrokerId, NodeId, Offset};
use highwater_text::{Lang, control_plane, say};
use leptos::prelude::*;

use super::named;
use super::reading::{self, Tick};
use crate::platform::{keyboard, page};
use crate::session::{Action, Selection, Session};
use crate::store::{Look, Store};
use crate::view::{El, Node, el, keyed, live, views};

/// A cell's key holds the record's offset, and above it the edition of the run, within which the record
/// at an offset is always the same.
const EDITION_SHIFT: u32 = 40;

/// What scrolls. Whoever sees the newest record goes on seeing the newest.
const ROOM_ID: &str = "metadata-log";

/// The window onto the log.
pub fn metadata_log(store: Store, lang: Lang) -> El {
    let row = Row {
        store,
        lang,
        keys: store.look(keys),
        ticks: store.look(|session| reading::ticks(session.world())),
        selection: store.look(Session::selection),
    };
    let cells = keyed(
        move || row.keys.get(),
        move |key| row.column(offset_of(key)),
    );
    let options = el("div")
        .class("metadata-log__row")
        .attr("role", "listbox")
        .attr("aria-orientation", "horizontal")
        .attr("aria-label", lang.pick("Metadata log", "메타데이터 로그"))
        .child(row.earlier())
        .child(cells);
    let at_end = RwSignal::new(true);
    Effect::new(move |_| {
        row.keys.with(|_| ());
        if at_end.get_untracked() {
            page::show_right_end_soon(ROOM_ID);
        }
    });
    el("div")
        .class("metadata-log")
        .attr("id", ROOM_ID)
        .on("scroll", move || at_end.set(page::shows_right_end(ROOM_ID)))
        .child(options)
}

/// The keys of the records in the window.
fn keys(session: &Session) -> Vec<u64> {
    let (first, end) = reading::window(session.world());
    let edition = session.playback().edition() << EDITION_SHIFT;
    let mut keys = Vec::new();
    for offset in first.0..end.0 {
        keys.push(edition | offset.cast_unsigned());
    }
    keys
}

fn offset_of(key: u64) -> Offset {
    let offset = key & ((1 << EDITION_SHIFT) - 1);
    Offset(offset.cast_signed())
}

/// What the cells have in common.
#[derive(Clone, Copy)]
struct Row {
    store: Store,
    lang: Lang,
    keys: Look<Vec<u64>>,
    ticks: Look<Vec<Tick>>,
    selection: Look<Option<Selection>>,
}

impl Row {
    /// The first offset of the window.
    fn first(self) -> Offset {
        let key = self.keys.with(|keys| keys.first().copied());
        key.map_or(Offset::ZERO, offset_of)
    }

    /// How many records come before the window, and who has applied no more than those.
    fn earlier(self) -> El {
        let count = move || match self.first() {
            Offset::ZERO => String::new(),
            count => say!(self.lang, "‹ {0} earlier", "‹ 앞에 {0}개", count),
        };
        el("div")
            .class("metadata-log__column")
            .attr("role", "none")
            .child(
                el("span")
                    .class("metadata-log__earlier muted")
                    .live_text(count),
            )
            .child(self.ticks_behind(None))
    }

    /// A record, and who has applied it and no more.
    fn column(self, offset: Offset) -> Node {
        let cell = self
            .store
            .peek_session(|session| reading::cell(session.world(), offset, self.lang));
        let Some(cell) = cell.flatten() else {
            return views(None::<El>);
        };
        let option = self
            .option(Selection::Metadata(offset), cell_id(offset))
            .class("metadata-cell")
            .attr("title", &cell.name);
        let kind = el("span")
            .class("metadata-cell__kind")
            .child(
                el("span")
                    .class("metadata-cell__offset")
                    .text(&offset.to_string()),
            )
            .text(cell.kind);
        let brief = el("span").class("metadata-cell__brief").text(&cell.brief);
        let option = named(option, &cell.name, vec![kind, brief]);
        el("div")
            .class("metadata-log__column")
            .attr("role", "none")
            .child(option)
            .child(self.ticks_behind(Some(offset)))
            .done()
    }

    /// The ticks behind a record; behind those before the window, without one.
    fn ticks_behind(self, record: Option<Offset>) -> El {
        let ticks = live(move || {
            let first = self.first();
            let here = record.unwrap_or(Offset(first.0 - 1));
            let mut list = Vec::new();
            for tick in self.ticks.get() {
                if tick.behind(first) == here {
                    list.push(self.tick(tick));
                }
            }
            views(list)
        });
        el("div")
            .class("metadata-log__ticks")
            .attr("role", "none")
            .child(ticks)
    }

    fn tick(self, tick: Tick) -> El {
        let node = NodeId::Broker(tick.broker);
        let name = control_plane::applied(self.lang, tick.broker, tick.end);
        let option = self
            .option(Selection::Node(node), tick_id(tick.broker))
            .class("metadata-tick")
            .attr("title", &name);
        let mark = el("span").text("▲ ").text(&node.to_string());
        named(option, &name, vec![mark])
    }

    /// Something in the row that can be picked. The Tab key stops at the last record, or at what is
    /// picked; from there the arrows go on.
    fn option(self, selection: Selection, id: String) -> El {
        let is_picked = move || self.selection.get() == Some(selection);
        let stops = move || is_picked() || self.is_stop(selection);
        let (store, own) = (self.store, id.clone());
        let pick = move || store.dispatch(Action::Select(Some(selection)));
        el("div")
            .attr("id", &id)
            .attr("role", "option")
            .live("aria-selected", move || Some(is_picked().to_string()))
            .live("tabindex", move || {
                Some(if stops() { "0" } else { "-1" }.to_owned())
            })
            .on("click", pick)
            .on_event("keydown", move |event| {
                if keyboard::is_press(&event) {
                    event.prevent_default();
                    pick();
                } else if let Some(way) = keyboard::way_along(&event) {
                    event.prevent_default();
                    self.go(&own, way);
                }
            })
    }

    fn is_stop(self, selection: Selection) -> bool {
        let last = self.keys.with(|keys| keys.last().copied());
        last.is_some_and(|key| selection == Selection::Metadata(offset_of(key)))
    }

    /// Moves the focus along the row.
    fn go(self, from: &str, way: keyboard::Way) {
        let ids = self.ids();
        let here = ids.iter().position(|id| id == from).unwrap_or_default();
        let there = match way {
            keyboard::Way::Back => here.checked_sub(1),
            keyboard::Way::On => Some(here + 1),
            keyboard::Way::First => Some(0),
            keyboard::Way::Last => ids.len().checked_sub(1),
        };
        if let Some(id) = there.and_then(|there| ids.get(there)) {
            page::focus_in_place(id);
        }
    }

    /// What the arrows go along: each record, and the ticks behind it.
    fn ids(self) -> Vec<String> {
        let (first, ticks) = (self.first(), self.ticks.get());
        let mut ids = Vec::new();
        let behind = |record: Offset, ids: &mut Vec<String>| {
            for tick in &ticks {
                if tick.behind(first) == record {
                    ids.push(tick_id(tick.broker));
                }
            }
        };
        behind(Offset(first.0 - 1), &mut ids);
        for key in self.keys.get() {
            ids.push(cell_id(offset_of(key)));
            behind(offset_of(key), &mut ids);
        }
        ids
    }
}

fn cell_id(offset: Offset) -> String {
    ["metadata-", &offset.to_string()].concat()
}

fn tick_id(broker: BrokerId) -> String {
    ["applied-", &NodeId::Broker(broker).to_string()].concat()
}
