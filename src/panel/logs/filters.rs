//! What the lines are chosen by: the process, how much they matter, and what they say.

use highwater_core::explain::Level;
use highwater_core::id::NodeId;
use highwater_text::{Lang, say};
use leptos::prelude::event_target_value;

use super::reading;
use crate::session::{Action, LogFilter};
use crate::store::{Look, Store};
use crate::view::{El, el, live, views};

/// The value of the choice of all processes.
const ALL: &str = "";

/// The levels from which lines may be wanted.
const LEVELS: [Level; 3] = [Level::Info, Level::Warn, Level::Error];

/// The three of them.
pub fn filters(store: Store, lang: Lang) -> El {
    el("div")
        .class("logs__filters")
        .attr("role", "group")
        .attr("aria-label", lang.pick("Filters", "필터"))
        .child(labelled(
            lang.pick("Process", "프로세스"),
            process(store, lang),
        ))
        .child(labelled(lang.pick("Level", "레벨"), level(store, lang)))
        .child(labelled(lang.pick("Text", "텍스트"), text(store)))
}

/// What is chosen by now: it stays so while another view stands under the picture.
fn chosen(store: Store) -> LogFilter {
    let chosen = store.peek_session(|session| session.log_filter().clone());
    chosen.unwrap_or_default()
}

fn choose(store: Store, change: impl FnOnce(&mut LogFilter)) {
    let mut filter = chosen(store);
    change(&mut filter);
    store.dispatch(Action::FilterLogs(filter));
}

fn labelled(name: &str, control: El) -> El {
    el("label")
        .class("logs__filter")
        .child(el("span").text(name))
        .child(control)
}

fn process(store: Store, lang: Lang) -> El {
    let processes: Look<Vec<NodeId>> = store.look(|session| reading::processes(session.world()));
    let options = live(move || {
        let chosen = chosen(store).of;
        let all = option(ALL, lang.pick("All", "전체"), chosen.is_none());
        let mut options = vec![all];
        for process in processes.get() {
            let (id, is_chosen) = (process.to_string(), chosen == Some(process));
            options.push(option(&id, &name(lang, process), is_chosen));
        }
        views(options)
    });
    let changed = move |event| {
        let of = event_target_value(&event).parse().ok();
        choose(store, |filter| filter.of = of);
    };
    el("select").on_event("change", changed).child(options)
}

fn option(value: &str, name: &str, is_chosen: bool) -> El {
    el("option")
        .attr("value", value)
        .attr_if("selected", is_chosen.then_some(""))
        .text(name)
}

fn name(lang: Lang, process: NodeId) -> String {
    match process {
        NodeId::Controller(_) => say!(lang, "controller {0}", "컨트롤러 {0}", process),
        NodeId::Broker(_) => say!(lang, "broker {0}", "브로커 {0}", process),
        NodeId::Producer(_) => say!(lang, "producer {0}", "프로듀서 {0}", process),
        NodeId::Consumer(_) => say!(lang, "consumer {0}", "컨슈머 {0}", process),
        NodeId::Admin => lang.pick("admin client", "관리 클라이언트").to_owned(),
    }
}

fn level(store: Store, lang: Lang) -> El {
    let changed = move |event| {
        let name = event_target_value(&event);
        let level = LEVELS.into_iter().find(|level| level.name() == name);
        choose(store, |filter| filter.level = level.unwrap_or(Level::Info));
    };
    let chosen = chosen(store).level;
    let mut select = el("select").on_event("change", changed);
    for level in LEVELS {
        let name = match level {
            Level::Error => level.name().to_owned(),
            _ => say!(lang, "{0} and above", "{0} 이상", level.name()),
        };
        select = select.child(option(level.name(), &name, level == chosen));
    }
    select
}

fn text(store: Store) -> El {
    let typed = move |event| {
        let text = event_target_value(&event);
        choose(store, |filter| filter.text = text);
    };
    el("input")
        .attr("type", "search")
        .attr("value", &chosen(store).text)
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .on_event("input", typed)
}
