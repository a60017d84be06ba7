//! The glossary: each term once, with the lesson that shows it.

use highwater_text::course::{Glossary, GlossaryTerm};
use highwater_text::{Lang, say};

use crate::panel::{link, link_to_lesson, main_part, page_head};
use crate::platform::page;
use crate::route::Page;
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
        "Kafka's terms, each with what it exactly means.",
        "카프카의 용어와 그 정확한 뜻입니다.",
    );
    let title = Page::Glossary(None).name(lang);
    main_part("page")
        .child(page_head(title, about))
        .child(unknown)
        .child(glossary.map(|glossary| chapters(lang, glossary, wanted)))
        .done()
}

fn chapters(lang: Lang, glossary: &Glossary, wanted: Option<&str>) -> Node {
    let mut chapters = Vec::new();
    for chapter in &glossary.chapters {
        let mut terms = el("dl").class("glossary");
        for term in &chapter.terms {
            terms = terms.child(entry(lang, glossary, term, wanted == Some(&term.id)));
        }
        let section = el("section").class("stack");
        chapters.push(section.child(el("h2").text(&chapter.title)).child(terms));
    }
    views(chapters)
}

fn term_id(term: &GlossaryTerm) -> String {
    ["term-", &term.id].concat()
}

fn entry(lang: Lang, glossary: &Glossary, term: &GlossaryTerm, singled_out: bool) -> El {
    let mut links = el("p").class("row");
    for id in &term.related {
        if let Some(other) = glossary.term(id) {
            let other_page = Page::Glossary(Some(other.id.clone()));
            links = links.child(link(lang, other_page).class("chip").text(&other.name));
        }
    }
    if let Some(id) = &term.lesson {
        let lesson = link_to_lesson(lang, id, None).class("chip chip--accent");
        links = links.child(lesson.text(lang.pick("See it in a lesson", "레슨에서 보기")));
    }
    let definition = el("dd").child(el("p").text(&term.definition)).child(links);
    el("div")
        .class("term")
        .attr("id", &term_id(term))
        .attr("tabindex", "-1")
        .attr_if("data-current", singled_out.then_some("true"))
        .child(el("dt").text(&term.name))
        .child(definition)
}
