//! The head of every page: where one is, the language, the colours, and help.

use highwater_text::Lang;
use leptos::prelude::*;

use crate::action::UserAction;
use crate::route::{Page, Route};
use crate::session::Session;
use crate::store::Store;

/// The header.
#[component]
pub fn Header(store: Store) -> impl IntoView {
    let lang = Memo::new(move |_| store.lang());
    let home = move || {
        Route {
            lang: lang.get(),
            page: Page::Home,
        }
        .to_string()
    };
    view! {
        <header class="header">
            <a class="brand" href=home>
                <svg viewBox="0 0 28 22" aria-hidden="true">
                    <path class="brand__line" d="M2 5h24"/>
                    <path class="brand__wave" d="M2 14q4-5 8 0t8 0 8 0"/>
                </svg>
                "Highwater"
            </a>
            <Crumbs store/>
            <nav class="header__tools" aria-label=move || lang.get().pick("Site", "사이트")>
                <Reference store lang/>
                <LanguageLink store lang/>
                <ThemeSwitch store lang/>
                <button type="button" class="button button--icon"
                    aria-label=move || UserAction::Help.label(lang.get())
                    title=move || UserAction::Help.label(lang.get())
                    on:click=move |_| store.user(UserAction::Help)>
                    "?"
                </button>
            </nav>
        </header>
    }
}

/// The pages to look things up in.
#[component]
fn Reference(store: Store, lang: Memo<Lang>) -> impl IntoView {
    view! {
        <span class="reference">
            <a class="button button--quiet" href=move || link(lang.get(), Page::Legend)
                aria-current=move || current(store, |page| *page == Page::Legend)>
                {move || lang.get().pick("Legend", "범례")}
            </a>
            <a class="button button--quiet" href=move || link(lang.get(), Page::Glossary(None))
                aria-current=move || current(store, |page| matches!(page, Page::Glossary(_)))>
                {move || lang.get().pick("Glossary", "용어집")}
            </a>
        </span>
    }
}

/// The same links at the foot of the page, where the header has no room for them.
#[component]
pub fn Footer(store: Store) -> impl IntoView {
    let lang = Memo::new(move |_| store.lang());
    view! { <footer class="footer"><Reference store lang/></footer> }
}

fn link(lang: Lang, page: Page) -> String {
    Route { lang, page }.to_string()
}

fn current(store: Store, is: impl Fn(&Page) -> bool) -> Option<&'static str> {
    store.route.with(|route| is(&route.page).then_some("page"))
}

/// The same moment in the other language, named in that language.
#[component]
fn LanguageLink(store: Store, lang: Memo<Lang>) -> impl IntoView {
    let other = move || lang.get().other();
    view! {
        <a class="button" lang=move || other().code() hreflang=move || other().code()
            href=move || store.route.with(|route| route.in_language(route.lang.other()).to_string())>
            {move || other().own_name()}
        </a>
    }
}

#[component]
fn ThemeSwitch(store: Store, lang: Memo<Lang>) -> impl IntoView {
    let name = move || {
        let theme = store.theme.get().label().get(lang.get());
        lang.get()
            .pick(format!("Colours: {theme}"), format!("화면 색: {theme}"))
    };
    let path = move || match store.theme.get() {
        crate::theme::Theme::System => {
            "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 1.5v11a5.5 5.5 0 0 1 0-11z"
        }
        crate::theme::Theme::Light => {
            "M8 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM7.3 0h1.4v2.5H7.3zM7.3 13.5h1.4V16H7.3zM0 7.3h2.5v1.4H0zM13.5 7.3H16v1.4h-2.5z"
        }
        crate::theme::Theme::Dark => "M6 1.2A7 7 0 1 0 14.8 10 6 6 0 0 1 6 1.2z",
    };
    let switch = move |_| {
        let next = store.theme.get_untracked().next();
        next.choose();
        store.theme.set(next);
    };
    view! {
        <button type="button" class="button button--icon" aria-label=name title=name on:click=switch>
            <svg viewBox="0 0 16 16" aria-hidden="true" fill="currentColor"><path d=path/></svg>
        </button>
    }
}

/// The way from the list of lessons to here.
#[component]
fn Crumbs(store: Store) -> impl IntoView {
    let lesson = store.memo(|session: &Session| {
        session.lesson().map(|run| {
            let lesson = run.lesson();
            (lesson.module, lesson.number, lesson.title.clone())
        })
    });
    let crumbs = move || {
        let (lang, in_lesson) = store.route.with(|route| {
            (
                route.lang,
                matches!(route.page, Page::Lesson(_) | Page::Sandbox(Some(_))),
            )
        });
        let (module, number, title) = lesson.get().filter(|_| in_lesson)?;
        let module = store.index.with(|index| {
            let index = index.as_ref()?.as_ref().ok()?;
            let [en, ko] = &index.modules.iter().find(|one| one.number == module)?.title;
            Some(lang.pick(en, ko).clone())
        });
        Some(view! {
            <a href=link(lang, Page::Home)>{lang.pick("Lessons", "학습")}</a>
            {module.map(|module| view! { <span aria-hidden="true">"›"</span> <span>{module}</span> })}
            <span aria-hidden="true">"›"</span>
            <span aria-current="page">{format!("{number} · {title}")}</span>
        })
    };
    view! { <div class="crumbs">{crumbs}</div> }
}
