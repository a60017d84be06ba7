//! The legend: every drawing with its name and meaning.

use highwater_text::Lang;
use highwater_text::course::LegendItem;

use crate::panel::{link, main_part, page_head};
use crate::route::Page;
use crate::stage::sample;
use crate::store::Store;
use crate::view::{El, Node, el};

/// The legend.
pub fn legend_page(store: Store, lang: Lang) -> Node {
    let legend = store.peek(|state| state.legend.clone());
    let about = lang.pick(
        "A log is a row of cells, and the high watermark is a water level: what lies below it is what consumers may read.",
        "로그는 칸이 늘어선 줄이고, 하이 워터마크(HW)는 수위입니다. 컨슈머는 물에 잠긴 데까지 읽을 수 있습니다.",
    );
    let mut groups = Vec::new();
    for group in legend.iter().flat_map(|(_, legend)| &legend.groups) {
        let mut items = el("ul").class("legend");
        for item in &group.items {
            items = items.child(line(lang, item));
        }
        let section = el("section").class("stack");
        groups.push(section.child(el("h2").text(&group.title)).child(items));
    }
    let title = Page::Legend.name(lang);
    main_part("page")
        .child(page_head(title, about))
        .child(groups)
        .done()
}

fn line(lang: Lang, item: &LegendItem) -> El {
    let name = &item.name;
    let heading = match &item.term {
        Some(id) => el("h3").child(link(lang, Page::Glossary(Some(id.clone()))).text(name)),
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
        .child(el("p").text(&item.meaning))
}
