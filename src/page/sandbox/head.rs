//! The head of the sandbox: what it is called, what to try in it, and the ways to another cluster.

use highwater_text::{Lang, say};
use leptos::prelude::event_target_value;

use crate::panel::link;
use crate::route::Page;
use crate::store::Store;
use crate::view::{El, Node, el, live, views};

/// The head.
pub fn sandbox_head(store: Store, lang: Lang) -> Node {
    let ways = el("nav")
        .class("row")
        .attr("aria-label", lang.pick("Clusters", "클러스터"))
        .child(
            link(lang, Page::Build)
                .class("button")
                .text(lang.pick("Build a changed copy", "바꿔서 새로 만들기")),
        )
        .child(
            link(lang, Page::Presets)
                .class("button")
                .text(Page::Presets.name(lang)),
        );
    el("section")
        .class("panel sandbox-head")
        .attr("aria-label", lang.pick("This sandbox", "지금 샌드박스"))
        .child(live(move || views(name(store, lang))))
        .child(ways)
        .child(live(move || views(not_kept(store, lang))))
        .child(live(move || views(set_aside(store, lang))))
        .child(live(move || views(what_to_try(store, lang))))
        .done()
}

/// The field with its name, where it is somebody's own and not a lesson's.
fn name(store: Store, lang: Lang) -> Option<El> {
    let is_own = store.read(|state| {
        let session = state.session.as_ref()?;
        session.lesson().is_none().then_some(())
    });
    is_own?;
    let given = move |event| store.rename_sandbox(event_target_value(&event));
    let field = el("label")
        .class("field sandbox-head__name")
        .child(el("span").text(lang.pick("Name", "이름")))
        .child(
            el("input")
                .attr("type", "text")
                .attr("maxlength", "60")
                .attr("autocomplete", "off")
                .property("value", move || {
                    store.read(|state| state.sandbox.name.clone())
                })
                .on_event("change", given),
        );
    Some(field)
}

/// That the browser refuses to keep what is done here. It is said once, for as long as that is so.
fn not_kept(store: Store, lang: Lang) -> Option<El> {
    let is_refused = store.read(|state| state.sandbox.is_refused);
    is_refused.then(|| {
        let told = lang.pick(
            "Your browser does not keep this cluster: its storage is full, or closed to this site. Everything works, but what you do here is gone once you close the page.",
            "브라우저가 이 클러스터를 보관하지 못했습니다. 저장 공간이 가득 찼거나 이 사이트의 저장이 막혀 있습니다. 모두 그대로 쓸 수 있지만, 페이지를 닫으면 여기서 한 일은 사라집니다.",
        );
        el("p")
            .class("note note--warn")
            .attr("role", "status")
            .text(told)
    })
}

/// That something that was kept cannot be opened.
fn set_aside(store: Store, lang: Lang) -> Option<El> {
    let asides = store.asides();
    (asides > 0).then(|| {
        let told = say!(
            lang,
            "Kept clusters that cannot be opened any more: {0}. Nothing in them is lost: see \"Clusters to break\".",
            "더는 열 수 없는 보관된 클러스터가 {0}개 있습니다. 내용은 그대로 있으니 \"고장 내 볼 클러스터\"에서 확인하세요.",
            asides
        );
        el("p").class("note note--warn").text(&told)
    })
}

/// What to try in the preset that it began with, or where in a lesson it was taken over.
fn what_to_try(store: Store, lang: Lang) -> Option<El> {
    let line = |title: &str, words: &str| {
        el("p")
            .class("sandbox-head__try")
            .child(el("strong").text(title))
            .text(words)
    };
    store.read(|state| {
        let session = state.session.as_ref()?;
        if let Some(run) = session.lesson() {
            let lesson = run.lesson();
            let part = lesson.steps.get(run.place())?;
            let words = say!(
                lang,
                "“{0}”, at “{1}”. Break here whatever you like: the lesson stays as it is.",
                "‘{0}’의 ‘{1}’ 장면입니다. 여기서는 무엇이든 고장 내도 되고, 레슨은 그대로 남습니다.",
                &lesson.title,
                &part.title
            );
            return Some(line(lang.pick("From a lesson: ", "레슨에서 이어짐: "), &words));
        }
        let preset = state.sandbox.preset()?;
        Some(line(lang.pick("What to try: ", "해 볼 일: "), &preset.tries))
    })
}
