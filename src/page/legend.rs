//! The legend: every drawing with its name and meaning.

use highwater_text::Lang;
use highwater_text::legend::{self, Group, Item};

use crate::panel::link;
use crate::route::Page;
use crate::stage::sample;
use crate::view::{El, Node, el};

/// The legend.
pub fn legend_page(lang: Lang) -> Node {
    let about = lang.pick(
        "A log is a row of cells, and the high watermark is a water level: what lies below it is what consumers may read.",
        "로그는 칸이 늘어선 줄이고, 하이 워터마크(HW)는 수위입니다. 물에 잠긴 데까지가 컨슈머가 읽을 수 있는 곳입니다.",
    );
    let groups = Group::ALL.into_iter().map(|group| {
        let items = legend::ITEMS.iter().filter(|item| item.group == group);
        let items = items.map(|item| line(lang, item));
        el("section")
            .class("stack")
            .child(el("h2").text(group.title().get(lang)))
            .child(el("ul").class("legend").child(items.collect::<Vec<_>>()))
    });
    let head = el("header")
        .class("page__head")
        .child(el("h1").text(lang.pick("What the drawing means", "그림 읽는 법")))
        .child(el("p").class("lede").text(about));
    el("main")
        .attr("id", "main")
        .class("page")
        .attr("tabindex", "-1")
        .child(head)
        .child(groups.collect::<Vec<_>>())
        .done()
}

fn line(lang: Lang, item: &Item) -> El {
    let name = item.name.get(lang);
    let heading = match item.term {
        Some(id) => el("h3").child(link(lang, Page::Glossary(Some(id.to_owned()))).text(name)),
        None => el("h3").text(name),
    };
    el("li")
        .class("legend__item")
        .child(
            el("div")
                .class("legend__sample")
                .child(sample(item.drawing, lang)),
        )
        .child(heading)
        .child(el("p").text(item.meaning.get(lang)))
}
