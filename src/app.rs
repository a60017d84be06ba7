//! The app: the header, the page that the address asks for, and what is announced.

use highwater_text::Lang;
use leptos::prelude::*;

use crate::load::Trouble;
use crate::page::{GlossaryPage, HomePage, LegendPage, LessonPage, SandboxPage};
use crate::panel::{BrokenView, Footer, Header, HelpSheet, LiveRegion, TroubleView};
use crate::platform::page;
use crate::route::{BrokenLink, Page, Route};
use crate::session::Session;
use crate::store::{Stand, Store};

/// What is shown; it changes when another page is, not when a lesson moves on.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shown {
    Home,
    Lesson,
    Sandbox,
    Legend,
    Glossary(Option<String>),
    Broken(BrokenLink),
    Opening,
    Failed(Trouble),
}

impl Shown {
    fn of(route: &Route, stand: Stand) -> Self {
        match (&route.page, stand) {
            (Page::Legend, _) => Self::Legend,
            (Page::Glossary(term), _) => Self::Glossary(term.clone()),
            (Page::Broken(link), _) => Self::Broken(link.clone()),
            (_, Stand::Opening) => Self::Opening,
            (_, Stand::Failed(trouble)) => Self::Failed(trouble),
            (Page::Home, Stand::Open) => Self::Home,
            (Page::Lesson(_), Stand::Open) => Self::Lesson,
            (Page::Sandbox(_), Stand::Open) => Self::Sandbox,
        }
    }
}

/// The app.
#[component]
pub fn App() -> impl IntoView {
    let store = Store::new();
    store.theme.get_untracked().choose();
    let lang = Memo::new(move |_| store.lang());
    let shown = Memo::new(move |_| {
        store
            .route
            .with(|route| Shown::of(route, store.stand.get()))
    });
    let title =
        store.memo(|session: &Session| session.lesson().map(|run| run.lesson().title.clone()));
    Effect::new(move |_| {
        let (lang, shown) = (lang.get(), shown.get());
        page::set_title(&page_title(&shown, title.get(), lang), lang.code());
    });
    view! {
        <div class="shell">
            <button type="button" class="skip button" on:click=|_| page::focus("main")>
                {move || lang.get().pick("Skip to the content", "본문으로 건너뛰기")}
            </button>
            <Header store/>
            {move || shown_page(store, lang.get(), shown.get())}
            {move || view! { <HelpSheet store lang=lang.get()/> }}
            <Footer store/>
            <LiveRegion store/>
        </div>
    }
}

fn shown_page(store: Store, lang: Lang, shown: Shown) -> AnyView {
    match shown {
        Shown::Home => view! { <HomePage store lang/> }.into_any(),
        Shown::Lesson => view! { <LessonPage store lang/> }.into_any(),
        Shown::Sandbox => view! { <SandboxPage store lang/> }.into_any(),
        Shown::Legend => view! { <LegendPage lang/> }.into_any(),
        Shown::Glossary(term) => view! { <GlossaryPage lang term/> }.into_any(),
        Shown::Broken(link) => view! { <BrokenView lang link/> }.into_any(),
        Shown::Failed(trouble) => view! { <TroubleView store lang trouble/> }.into_any(),
        Shown::Opening => view! {
            <main id="main" class="page" tabindex="-1" aria-busy="true">
                <p class="muted">{lang.pick("The lesson is on its way.", "학습을 불러오는 중입니다.")}</p>
            </main>
        }
        .into_any(),
    }
}

fn page_title(shown: &Shown, lesson: Option<String>, lang: Lang) -> String {
    let name = match shown {
        Shown::Home | Shown::Opening => None,
        Shown::Lesson => lesson,
        Shown::Sandbox => Some(lang.pick("Sandbox", "샌드박스").to_owned()),
        Shown::Legend => Some(lang.pick("Legend", "범례").to_owned()),
        Shown::Glossary(_) => Some(lang.pick("Glossary", "용어집").to_owned()),
        Shown::Broken(_) | Shown::Failed(_) => Some(lang.pick("A problem", "문제").to_owned()),
    };
    match name {
        Some(name) => format!("{name} · Highwater"),
        None => "Highwater".to_owned(),
    }
}
