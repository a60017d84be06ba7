//! The glossary: each term once, with the lesson that shows it.

use highwater_text::course::{Glossary, GlossaryTerm};
use highwater_text::{Lang, say};

use crate::panel::link;
use crate::platform::page;
use crate::route::{LessonLink, Page};
use crate::store::Store;
use crate::view::{El, Node, el, views};

/// The glossary, with one term singled out where the link names it.
pub fn glossary_page(store: Store, lang: Lang, wanted: Option<&str>) -> Node {
    let glossary = store.peek(|state| state.glossary.clone());
    let glossary = glossary.as_ref().map(|(_, glossary)| &**glossary);
    let known = wanted.and_then(|id| glossary?.term(id));
    let unknown = wanted.filter(|_| known.is_none()).map(|id| {
        el("p").class("note note--warn").text(&say!(
            lang,
            "The glossary has no term \"{0}\". These are the terms so far.",
            "용어집에 \"{0}\" 항목이 없습니다. 지금까지의 용어는 다음과 같습니다.",
            id
        ))
    });
    if let Some(term) = known {
        page::focus_soon(term_id(term));
    }
    let about = lang.pick(
        "The terms used so far, each with what it exactly means.",
        "지금까지 나온 용어와 그 정확한 뜻입니다.",
    );
    let head = el("header")
        .class("page__head")
        .child(el("h1").text(lang.pick("Glossary", "용어집")))
        .child(el("p").class("lede").text(about));
    el("main")
        .attr("id", "main")
        .class("page")
        .attr("tabindex", "-1")
        .child(head)
        .child(unknown)
        .child(glossary.map(|glossary| chapters(lang, glossary, wanted)))
        .done()
}

fn chapters(lang: Lang, glossary: &Glossary, wanted: Option<&str>) -> Node {
    let chapters = glossary.chapters.iter().map(|chapter| {
        let terms = chapter
            .terms
            .iter()
            .map(|term| entry(lang, glossary, term, wanted == Some(&term.id)));
        el("section")
            .class("stack")
            .child(el("h2").text(&chapter.title))
            .child(el("dl").class("glossary").child(terms.collect::<Vec<_>>()))
    });
    views(chapters.collect::<Vec<_>>())
}

fn term_id(term: &GlossaryTerm) -> String {
    format!("term-{}", term.id)
}

fn entry(lang: Lang, glossary: &Glossary, term: &GlossaryTerm, singled_out: bool) -> El {
    let related = term
        .related
        .iter()
        .filter_map(|id| glossary.term(id))
        .map(|other| {
            link(lang, Page::Glossary(Some(other.id.clone())))
                .class("chip")
                .text(&other.name)
        });
    let lesson = term.lesson.as_ref().map(|id| {
        link(
            lang,
            Page::Lesson(LessonLink {
                id: id.clone(),
                step: None,
            }),
        )
        .class("chip chip--accent")
        .text(lang.pick("See it in a lesson", "학습에서 보기"))
    });
    let links = el("p")
        .class("row")
        .child(related.collect::<Vec<_>>())
        .child(lesson);
    let definition = el("dd").child(el("p").text(&term.definition)).child(links);
    el("div")
        .class("term")
        .attr("id", &term_id(term))
        .attr("tabindex", "-1")
        .attr_if("data-current", singled_out.then_some("true"))
        .child(el("dt").text(&term.name))
        .child(definition)
}
