//! What every page has: the part that it is about, its head, and links to other pages.

use highwater_text::Lang;

use crate::route::{LessonLink, Page, Route};
use crate::view::{El, el};

/// The id in the page of what it is about: where one comes to who skips the header.
pub const MAIN_ID: &str = "main";

/// What a page is about.
pub fn main_part(class: &str) -> El {
    el("main")
        .attr("id", MAIN_ID)
        .class(class)
        .attr("tabindex", "-1")
}

/// The head of a page: its title, and what there is to find.
pub fn page_head(title: &str, about: &str) -> El {
    el("header")
        .class("page__head")
        .child(el("h1").text(title))
        .child(el("p").class("lede").text(about))
}

/// A link to a page of the site.
pub fn link(lang: Lang, page: Page) -> El {
    el("a").attr("href", &Route { lang, page }.to_string())
}

/// A link to a lesson: to the step with that permanent id, or to where it begins.
pub fn link_to_lesson(lang: Lang, id: &str, step: Option<u32>) -> El {
    let id = id.to_owned();
    link(lang, Page::Lesson(LessonLink { id, step }))
}
