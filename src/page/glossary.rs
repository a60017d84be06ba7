//! The glossary: each term once, with the lesson that shows it.

use highwater_text::Lang;
use highwater_text::glossary::{self, Term};
use leptos::prelude::*;

use crate::platform::page;
use crate::route::{LessonLink, Page, Route};

/// The glossary, with one term singled out where the link names it.
#[component]
pub fn GlossaryPage(lang: Lang, term: Option<String>) -> impl IntoView {
    let unknown = term.clone().filter(|id| !glossary::is_term(id)).map(|id| {
        let text = lang.pick(
            format!("The glossary has no term \"{id}\". These are the terms so far."),
            format!("용어집에 \"{id}\" 항목이 없습니다. 지금까지의 용어는 다음과 같습니다."),
        );
        view! { <p class="note note--warn">{text}</p> }
    });
    let singled_out = term.clone();
    let chapters = glossary::CHAPTERS.iter().map(|chapter| {
        let terms = chapter.terms.iter();
        let terms = terms.map(|one| entry(lang, one, singled_out.as_deref() == Some(one.id)));
        view! {
            <section class="stack">
                <h2>{chapter.title.get(lang)}</h2>
                <dl class="glossary">{terms.collect_view()}</dl>
            </section>
        }
    });
    if let Some(id) = term {
        Effect::new(move |_| page::focus(&term_id(&id)));
    }
    view! {
        <main id="main" class="page" tabindex="-1">
            <header class="page__head">
                <h1>{lang.pick("Glossary", "용어집")}</h1>
                <p class="lede">
                    {lang.pick("The terms used so far, each with what it exactly means.", "지금까지 나온 용어와 그 정확한 뜻입니다.")}
                </p>
            </header>
            {unknown}
            {chapters.collect_view()}
        </main>
    }
}

fn term_id(id: &str) -> String {
    format!("term-{id}")
}

fn entry(lang: Lang, term: &'static Term, singled_out: bool) -> impl IntoView {
    let related = term.related.iter().filter_map(|id| glossary::term(id)).map(|other| {
        let page = Page::Glossary(Some(other.id.to_owned()));
        view! { <a class="chip" href=Route { lang, page }.to_string()>{other.name.get(lang)}</a> }
    });
    let lesson = term.lesson.map(|id| {
        let page = Page::Lesson(LessonLink { id: id.to_owned(), step: None });
        let href = Route { lang, page }.to_string();
        view! { <a class="chip chip--accent" href=href>{lang.pick("See it in a lesson", "학습에서 보기")}</a> }
    });
    view! {
        <div class="term" id=term_id(term.id) tabindex="-1" data-current=singled_out.then_some("true")>
            <dt>{term.name.get(lang)}</dt>
            <dd>
                <p>{term.definition.get(lang)}</p>
                <p class="row">{related.collect_view()} {lesson}</p>
            </dd>
        </div>
    }
}
