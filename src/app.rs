//! The app: the header, the page that the address asks for, and what is announced.

use highwater_text::Lang;
use leptos::prelude::*;

use crate::deferred;
use crate::load::Failure;
use crate::page::{home_page, lesson_page, sandbox_page};
use crate::panel::{
    MAIN_ID, broken_link, button, header, help_sheet, live_region, main_part, trouble_page,
};
use crate::platform::page;
use crate::route::{BrokenLink, Page};
use crate::store::{Deferred, Look, Stand, State, Store};
use crate::view::{Node, el, live};

/// What is shown; it changes when another page is, not when a lesson moves on.
#[derive(Clone, Debug, Default, PartialEq)]
enum Shown {
    #[default]
    Opening,
    Home,
    Lesson,
    Sandbox,
    Presets,
    Build,
    Legend,
    Glossary(Option<String>),
    Broken(BrokenLink),
    Failed(Failure),
}

impl Shown {
    fn of(state: &State) -> Self {
        let waits = state.route.page.is_deferred() && state.deferred != Deferred::Here;
        match (&state.route.page, &state.stand) {
            (Page::Broken(link), _) => Self::Broken(link.clone()),
            (_, Stand::Open) if waits => Self::Opening,
            (_, Stand::Opening) => Self::Opening,
            (_, Stand::Failed(failure)) => Self::Failed(failure.clone()),
            (Page::Home, Stand::Open) => Self::Home,
            (Page::Lesson(_), Stand::Open) => Self::Lesson,
            (Page::Sandbox(_) | Page::Preset(_), Stand::Open) => Self::Sandbox,
            (Page::Presets, Stand::Open) => Self::Presets,
            (Page::Build, Stand::Open) => Self::Build,
            (Page::Legend, Stand::Open) => Self::Legend,
            (Page::Glossary(term), Stand::Open) => Self::Glossary(term.clone()),
        }
    }
}

/// The app.
pub fn app() -> Node {
    let store = Store::new();
    store.peek(|state| state.theme).choose();
    let lang = Look::new(move || store.lang());
    let shown = Look::new(move || store.read(Shown::of));
    let title = store.look(|session| session.lesson().map(|run| run.lesson().title.clone()));
    Effect::new(move |_| {
        let (lang, shown) = (lang.get(), shown.get());
        page::set_title(&page_title(&shown, title.get(), lang), lang.code());
    });
    let skip = button("skip button", || page::focus(MAIN_ID)).live_text(move || {
        lang.get()
            .pick("Skip to the content", "본문으로 건너뛰기")
            .to_owned()
    });
    el("div")
        .class("shell")
        .child(skip)
        .child(live(move || header(store, lang.get())))
        .child(live(move || page_of(store, lang.get(), &shown.get())))
        .child(live(move || help_sheet(store, lang.get())))
        .child(live_region(store))
        .done()
}

fn page_of(store: Store, lang: Lang, shown: &Shown) -> Node {
    match shown {
        Shown::Home => home_page(store, lang),
        Shown::Lesson => lesson_page(store, lang),
        Shown::Sandbox => sandbox_page(store, lang),
        Shown::Presets => deferred::presets_page(store, lang),
        Shown::Build => deferred::build_page(store, lang),
        Shown::Legend => deferred::legend_page(store, lang),
        Shown::Glossary(term) => deferred::glossary_page(store, lang, term.as_deref()),
        Shown::Broken(link) => broken_link(lang, link),
        Shown::Failed(failure) => trouble_page(store, lang, failure.trouble()),
        Shown::Opening => opening(lang),
    }
}

fn opening(lang: Lang) -> Node {
    let text = lang.pick("This page is on its way.", "페이지를 불러오는 중입니다.");
    main_part("page")
        .attr("aria-busy", "true")
        .child(el("p").class("muted").text(text))
        .done()
}

fn page_title(shown: &Shown, lesson: Option<String>, lang: Lang) -> String {
    let name = match shown {
        Shown::Home | Shown::Opening => None,
        Shown::Lesson => lesson.as_deref(),
        Shown::Sandbox => Some(Page::Sandbox(None).name(lang)),
        Shown::Presets => Some(Page::Presets.name(lang)),
        Shown::Build => Some(Page::Build.name(lang)),
        Shown::Legend => Some(Page::Legend.name(lang)),
        Shown::Glossary(_) => Some(Page::Glossary(None).name(lang)),
        Shown::Broken(_) | Shown::Failed(_) => Some(lang.pick("A problem", "오류")),
    };
    match name {
        Some(name) => [name, " · Highwater"].concat(),
        None => "Highwater".to_owned(),
    }
}
