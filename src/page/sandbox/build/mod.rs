//! The form that builds a cluster. While it is filled in, nothing of the cluster that runs changes.

mod add;
mod client;
mod cluster;
mod entry;
mod label;
mod parts;
mod refused;
mod settings;

use highwater_text::Lang;
use leptos::prelude::event_target_value;

pub use self::add::add_client;
use self::cluster::cluster;
use self::parts::{consumers, producers, topics};
use self::refused::refusals;
use crate::panel::{link, main_part, page_head};
use crate::route::Page;
use crate::sandbox::Part;
use crate::store::{Building, State, Store};
use crate::view::{El, Node, el};

/// The form.
pub fn build_page(store: Store, lang: Lang) -> Node {
    let about = lang.pick(
        "The cluster that you have stays as it is. Building opens a new one beside it.",
        "여기서 무엇을 바꾸든 지금 있는 클러스터는 그대로입니다. 만들기를 누르면 새 클러스터가 따로 열립니다.",
    );
    let head = page_head(Page::Build.name(lang), about);
    let build = move |event: leptos::ev::Event| {
        event.prevent_default();
        store.build();
    };
    let form = el("form")
        .class("build")
        .attr("novalidate", "")
        .on_event("submit", build)
        .child(search(store, lang, None))
        .child(cluster(store, lang))
        .child(topics(store, lang))
        .child(producers(store, lang))
        .child(consumers(store, lang))
        .child(foot(store, lang));
    main_part("page").child(head).child(form).done()
}

/// Something of what is being built.
fn of_building<T>(state: &State, look: impl FnOnce(&Building) -> T) -> Option<T> {
    state.sandbox.drafted().map(look)
}

/// The field that looks for settings, and how many it finds: of one part's, or of all.
fn search(store: Store, lang: Lang, part: Option<Part>) -> El {
    let typed = move |event| store.search_settings(event_target_value(&event));
    let found = move || store.read(|state| settings::found(state, lang, part));
    el("div")
        .class("build__search")
        .attr("role", "search")
        .child(
            el("label")
                .class("field")
                .child(el("span").text(lang.pick(
                    "Find a setting by its Kafka name",
                    "카프카 설정 이름으로 찾기",
                )))
                .child(
                    el("input")
                        .attr("type", "search")
                        .attr("autocomplete", "off")
                        .attr("spellcheck", "false")
                        .attr("placeholder", "min.insync.replicas")
                        .on_event("input", typed),
                ),
        )
        .child(
            el("p")
                .class("small muted")
                .attr("role", "status")
                .live_text(found),
        )
}

fn foot(store: Store, lang: Lang) -> El {
    el("div")
        .class("build__foot")
        .child(refusals(store, lang))
        .child(
            el("div")
                .class("row")
                .child(
                    el("button")
                        .attr("type", "submit")
                        .class("button button--primary")
                        .text(lang.pick("Build", "만들기")),
                )
                .child(
                    link(lang, Page::Sandbox(None))
                        .class("button")
                        .text(lang.pick("Cancel", "취소")),
                ),
        )
}
