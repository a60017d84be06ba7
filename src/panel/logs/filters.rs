//! What the lines are chosen by: the process, how much they matter, and what they say.

use highwater_core::explain::Level;
use highwater_core::id::NodeId;
use highwater_text::{Lang, say};
use leptos::prelude::{RwSignal, Update as _, WithUntracked as _, event_target_value};

use super::reading::{self, Filter};
use crate::store::{Look, Store};
use crate::view::{El, el, live, views};

/// The value of the choice of all processes.
const ALL: &str = "";

/// The levels from which lines may be wanted.
const LEVELS: [Level; 3] = [Level::Info, Level::Warn, Level::Error];

/// The three of them.
pub fn filters(store: Store, lang: Lang, filter: RwSignal<Filter>) -> El {
    el("div")
        .class("logs__filters")
        .attr("role", "group")
        .attr("aria-label", lang.pick("Filters", "필터"))
        .child(labelled(
            lang.pick("Process", "프로세스"),
            process(store, lang, filter),
        ))
        .child(labelled(lang.pick("Level", "레벨"), level(lang, filter)))
        .child(labelled(lang.pick("Text", "텍스트"), text(filter)))
}

fn labelled(name: &str, control: El) -> El {
    el("label")
        .class("logs__filter")
        .child(el("span").text(name))
        .child(control)
}

fn process(store: Store, lang: Lang, filter: RwSignal<Filter>) -> El {
    let processes: Look<Vec<NodeId>> = store.look(|session| reading::processes(session.world()));
    let options = live(move || {
        let chosen = filter.with_untracked(|filter| filter.of);
        let all = option(ALL, lang.pick("All", "전체"), chosen.is_none());
        let mut options = vec![all];
        for process in processes.get() {
            let (id, is_chosen) = (process.to_string(), chosen == Some(process));
            options.push(option(&id, &name(lang, process), is_chosen));
        }
        views(options)
    });
    let choose = move |event| {
        let chosen = event_target_value(&event).parse().ok();
        filter.update(|filter| filter.of = chosen);
    };
    el("select").on_event("change", choose).child(options)
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

fn level(lang: Lang, filter: RwSignal<Filter>) -> El {
    let choose = move |event| {
        let chosen = event_target_value(&event);
        let level = LEVELS.into_iter().find(|level| level.name() == chosen);
        filter.update(|filter| filter.level = level.unwrap_or(Level::Info));
    };
    let mut select = el("select").on_event("change", choose);
    for level in LEVELS {
        let name = match level {
            Level::Error => level.name().to_owned(),
            _ => say!(lang, "{0} and above", "{0} 이상", level.name()),
        };
        let is_chosen = filter.with_untracked(|filter| filter.level == level);
        select = select.child(option(level.name(), &name, is_chosen));
    }
    select
}

fn text(filter: RwSignal<Filter>) -> El {
    let typed = move |event| {
        let text = event_target_value(&event);
        filter.update(|filter| filter.text = text);
    };
    el("input")
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .on_event("input", typed)
}
