//! The list of clusters: those that the browser keeps, and the presets.

use highwater_text::course::{FormatError, Preset, Sandbox};
use highwater_text::{Lang, refusal, say};

use crate::panel::{button, link, main_part, page_head};
use crate::route::Page;
use crate::sandbox::{Aside, Entry, Shelf, WhyAside};
use crate::store::{State, Store};
use crate::view::{El, Node, el, live, views};

/// The list.
pub fn presets_page(store: Store, lang: Lang) -> Node {
    let about = lang.pick(
        "Each of these shows something that Kafka does, or once did. In some a producer sends by itself, and in hardly any does something go wrong by itself: you break it.",
        "하나하나가 카프카의 동작, 또는 예전 카프카의 동작을 보여 줍니다. 프로듀서가 스스로 레코드를 보내는 클러스터도 있지만, 저절로 문제가 생기는 것은 거의 없으니 직접 고장 내 보세요.",
    );
    let build = link(lang, Page::Build)
        .class("button button--primary")
        .text(Page::Build.name(lang));
    let head = page_head(Page::Presets.name(lang), about).child(el("p").child(build));
    main_part("page")
        .child(head)
        .child(live(move || views(kept(store, lang))))
        .child(live(move || store.read(|state| presets(state, lang))))
        .done()
}

fn section(id: &str, title: &str) -> El {
    el("section")
        .class("stack")
        .attr("aria-labelledby", id)
        .child(el("h2").attr("id", id).text(title))
}

fn presets(state: &State, lang: Lang) -> Node {
    let mut cards = el("ul").class("lessons");
    if let Some(presets) = state.sandbox.presets() {
        for preset in &presets.presets {
            cards = cards.child(card(lang, preset));
        }
    }
    section("presets-title", lang.pick("Presets", "프리셋"))
        .child(cards)
        .done()
}

fn card(lang: Lang, preset: &Preset) -> El {
    let card = link(lang, Page::Preset(preset.id.clone()))
        .class("lesson-card preset-card")
        .child(el("h3").text(&preset.title))
        .child(el("p").text(&preset.shows));
    el("li").child(card)
}

/// What the browser keeps; nothing where it keeps nothing.
fn kept(store: Store, lang: Lang) -> Option<El> {
    store.read(|state| {
        let entries = state.sandbox.kept().map_or(&[][..], Shelf::entries);
        if entries.is_empty() {
            return None;
        }
        let mut list = el("ul").class("shelf");
        for (place, entry) in entries.iter().enumerate() {
            list = list.child(match entry {
                Entry::Kept(sandbox) => kept_one(store, lang, place, sandbox),
                Entry::Aside(aside) => aside_one(store, state, lang, place, aside),
            });
        }
        let title = lang.pick("Kept in this browser", "이 브라우저에 보관된 클러스터");
        Some(section("kept-title", title).child(list))
    })
}

fn kept_one(store: Store, lang: Lang, place: usize, sandbox: &Sandbox) -> El {
    let name = &sandbox.name;
    let mut partitions = 0;
    for topic in &sandbox.scenario.topics {
        let counted = topic.partitions.unwrap_or(1) as usize;
        partitions += match topic.assignment.len() {
            0 => counted,
            placed => placed,
        };
    }
    let about = say!(
        lang,
        "Brokers: {0} · partitions: {1} · actions: {2}",
        "브로커 {0}대 · 파티션 {1}개 · 조작 {2}번",
        sandbox.scenario.brokers,
        partitions,
        sandbox.acts.len()
    );
    let open = say!(lang, "Open {0}", "{0} 열기", name);
    let forget = say!(lang, "Forget {0}", "{0} 지우기", name);
    el("li")
        .class("panel shelf__entry")
        .child(el("h3").text(name))
        .child(el("p").class("small muted").text(&about))
        .child(
            el("div")
                .class("row")
                .child(button("button", move || store.go_to_kept(place)).text(&open))
                .child(
                    button("button button--quiet", move || store.forget_kept(place)).text(&forget),
                ),
        )
}

fn aside_one(store: Store, state: &State, lang: Lang, place: usize, aside: &Aside) -> El {
    let title = lang.pick(
        "A kept cluster cannot be opened",
        "보관된 클러스터를 열 수 없습니다",
    );
    let file = ["data:text/plain,", &aside.raw].concat();
    let raw = el("textarea")
        .attr("readonly", "")
        .attr("rows", "3")
        .attr("class", "input code")
        .attr(
            "aria-label",
            lang.pick("What was kept, as it is", "보관된 내용 그대로"),
        )
        .text(&aside.raw);
    let download = el("a")
        .class("button")
        .attr("href", &file)
        .attr("download", "highwater-sandbox.txt")
        .text(lang.pick("Download it", "내려받기"));
    let discard = button("button button--danger", move || store.forget_kept(place))
        .text(lang.pick("Discard it", "버리기"));
    el("li")
        .class("note note--warn shelf__entry")
        .child(el("h3").text(title))
        .child(el("p").text(&why(state, lang, &aside.why)))
        .child(raw)
        .child(el("div").class("row").child(download).child(discard))
}

/// Why a sandbox cannot be opened.
fn why(state: &State, lang: Lang, why: &WhyAside) -> String {
    match why {
        WhyAside::NoSandbox => lang
            .pick(
                "It is not in the form in which this site keeps clusters: it contains characters that do not belong there.",
                "이 사이트가 보관하는 형식이 아닙니다. 있을 수 없는 글자가 들어 있습니다.",
            )
            .to_owned(),
        WhyAside::Format(FormatError::Version { found }) => say!(
            lang,
            "It was kept by another version of this site, in format {0}.",
            "이 사이트의 다른 버전이 형식 {0으로} 보관한 것입니다.",
            *found
        ),
        WhyAside::Format(FormatError::Empty | FormatError::Damaged) => lang
            .pick(
                "It is damaged: something in it was changed or is missing.",
                "손상되었습니다. 내용이 바뀌었거나 빠져 있습니다.",
            )
            .to_owned(),
        WhyAside::Scenario(problems) => {
            let first = problems.first();
            let path = first.map_or("", |problem| &problem.path);
            say!(
                lang,
                "The engine does not take its cluster any more, because of {0}.",
                "{0} 때문에 엔진이 이 클러스터를 더는 받아들이지 않습니다.",
                path
            )
        }
        WhyAside::Refused(refused) => {
            let why = refusal::sentence(lang, &state.words, *refused);
            say!(
                lang,
                "Something that was done in it cannot be done there any more. {0}",
                "그 안에서 했던 일 가운데 이제는 할 수 없는 것이 있습니다. {0}",
                &why
            )
        }
        WhyAside::AnotherRun => lang
            .pick(
                "The engine has changed since, and the same actions lead to another run.",
                "그 뒤로 엔진이 바뀌어, 같은 조작을 해도 결과가 달라집니다.",
            )
            .to_owned(),
    }
}
