//! The legend: every drawing with its name and meaning.

use highwater_text::Lang;
use highwater_text::legend::{self, Group, Item};
use leptos::prelude::*;

use crate::route::{Page, Route};
use crate::stage::Sample;

/// The legend.
#[component]
pub fn LegendPage(lang: Lang) -> impl IntoView {
    let groups = Group::ALL.into_iter().map(|group| {
        let items = legend::ITEMS.iter().filter(|item| item.group == group);
        let items = items.map(|item| line(lang, item));
        view! {
            <section class="stack">
                <h2>{group.title().get(lang)}</h2>
                <ul class="legend">{items.collect_view()}</ul>
            </section>
        }
    });
    view! {
        <main id="main" class="page" tabindex="-1">
            <header class="page__head">
                <h1>{lang.pick("What the drawing means", "그림 읽는 법")}</h1>
                <p class="lede">
                    {lang.pick(
                        "A log is a row of cells, and the high watermark is a water level: what lies below it is what consumers may read.",
                        "로그는 셀이 늘어선 줄이고, 하이 워터마크(HW)는 수위입니다. 물에 잠긴 데까지가 컨슈머가 읽을 수 있는 곳입니다.",
                    )}
                </p>
            </header>
            {groups.collect_view()}
        </main>
    }
}

fn line(lang: Lang, item: &'static Item) -> impl IntoView {
    let name = item.name.get(lang);
    let name = match item.term {
        Some(id) => {
            let page = Page::Glossary(Some(id.to_owned()));
            view! { <a href=Route { lang, page }.to_string()>{name}</a> }.into_any()
        }
        None => name.into_any(),
    };
    view! {
        <li class="legend__item">
            <div class="legend__sample"><Sample drawing=item.drawing lang/></div>
            <h3>{name}</h3>
            <p>{item.meaning.get(lang)}</p>
        </li>
    }
}
