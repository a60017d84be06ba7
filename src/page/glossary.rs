//! The glossary: each term once, with the lesson that shows it.

use highwater_text::Lang;
use highwater_text::glossary::{self, Term};

use crate::panel::link;
use crate::platform::page;
use crate::route::{LessonLink, Page};
use crate::view::{El, Node, el};

/// The glossary, with one term singled out where the link names it.
pub fn glossary_page(lang: Lang, wanted: Option<&str>) -> Node {
    let unknown = wanted.filter(|id| !glossary::is_term(id)).map(|id| {
        el("p").class("note note--warn").text(lang.pick(
            &format!("The glossary has no term \"{id}\". These are the terms so far."),
            &format!("용어집에 \"{id}\" 항목이 없습니다. 지금까지의 용어는 다음과 같습니다."),
        ))
    });
    let chapters = glossary::CHAPTERS.iter().map(|chapter| {
        let terms = chapter
            .terms
            .iter()
            .map(|term| entry(lang, term, wanted == Some(term.id)));
        el("section")
            .class("stack")
            .child(el("h2").text(chapter.title.get(lang)))
            .child(el("dl").class("glossary").child(terms.collect::<Vec<_>>()))
    });
    if let Some(term) = wanted.and_then(glossary::term) {
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
        .child(chapters.collect::<Vec<_>>())
        .done()
}

fn term_id(term: &Term) -> String {
    format!("term-{}", term.id)
}

fn entry(lang: Lang, term: &Term, singled_out: bool) -> El {
    let related = term
        .related
        .iter()
        .filter_map(|id| glossary::term(id))
        .map(|other| {
            link(lang, Page::Glossary(Some(other.id.to_owned())))
                .class("chip")
                .text(other.name.get(lang))
        });
    let lesson = term.lesson.map(|id| {
        link(
            lang,
            Page::Lesson(LessonLink {
                id: id.to_owned(),
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
    let definition = el("dd")
        .child(el("p").text(term.definition.get(lang)))
        .child(links);
    el("div")
        .class("term")
        .attr("id", &term_id(term))
        .attr("tabindex", "-1")
        .attr_if("data-current", singled_out.then_some("true"))
        .child(el("dt").text(term.name.get(lang)))
        .child(definition)
}
