//! The head of every page: where one is, the language, the colours, and help.

use highwater_text::{Lang, same, say};

use super::{button, icon, link};
use crate::action::UserAction;
use crate::route::{Page, Route};
use crate::store::{HELP_BUTTON_ID, Look, Store};
use crate::theme::Theme;
use crate::view::{El, Node, el, live, views};

const MARK: &str = "<svg viewBox=\"0 0 28 22\" aria-hidden=\"true\"><path class=\"brand__line\" d=\"M2 5h24\"/>\
                    <path class=\"brand__wave\" d=\"M2 14q4-5 8 0t8 0 8 0\"/></svg>";

/// The header.
pub fn header(store: Store, lang: Lang) -> Node {
    let route = Look::new(move || store.read(|state| state.route.clone()));
    let brand = link(lang, Page::Home)
        .class("brand")
        .child(el("span").class("brand__mark").html(MARK))
        .text("Highwater");
    let help = UserAction::Help.label(lang);
    let help = button("button button--icon", move || store.user(UserAction::Help))
        .attr("id", HELP_BUTTON_ID)
        .attr("aria-label", help)
        .attr("title", help)
        .text("?");
    let tools = el("nav")
        .class("header__tools")
        .attr("aria-label", lang.pick("Site", "사이트"))
        .child(reference(route, lang))
        .child(language_link(route, lang.other()))
        .child(theme_switch(store, lang))
        .child(help);
    el("header")
        .class("header")
        .child(brand)
        .child(crumbs(store, route, lang))
        .child(tools)
        .done()
}

/// The pages to look things up in.
fn reference(route: Look<Route>, lang: Lang) -> El {
    let to = |page: Page, is_here: fn(&Page) -> bool| {
        let name = page.name(lang);
        link(lang, page)
            .class("button button--quiet")
            .live("aria-current", move || {
                let is_here = route.with(|route| is_here(&route.page));
                is_here.then(|| "page".to_owned())
            })
            .text(name)
    };
    el("span")
        .class("reference")
        .child(to(Page::Legend, |page| matches!(page, Page::Legend)))
        .child(to(Page::Glossary(None), |page| {
            matches!(page, Page::Glossary(_))
        }))
}

/// The same moment in the other language, named in that language.
fn language_link(route: Look<Route>, other: Lang) -> El {
    let there = move || route.with(|route| route.in_language(other).to_string());
    el("a")
        .class("button")
        .attr("lang", other.code())
        .attr("hreflang", other.code())
        .live("href", move || Some(there()))
        .text(other.own_name())
}

fn theme_switch(store: Store, lang: Lang) -> El {
    let theme = Look::new(move || store.read(|state| state.theme));
    let name = move || {
        let theme = theme.get().label().get(lang);
        Some(say!(lang, "Colours: {0}", "화면 색: {0}", theme))
    };
    let path = move || match theme.get() {
        Theme::System => "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 1.5v11a5.5 5.5 0 0 1 0-11z",
        Theme::Light => {
            "M8 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM7.3 0h1.4v2.5H7.3zM7.3 13.5h1.4V16H7.3zM0 7.3h2.5v1.4H0zM13.5 7.3H16v1.4h-2.5z"
        }
        Theme::Dark => "M6 1.2A7 7 0 1 0 14.8 10 6 6 0 0 1 6 1.2z",
    };
    let switch = move || {
        let next = theme.get().next();
        next.choose();
        store.change(|state| state.theme = next);
    };
    button("button button--icon", switch)
        .live("aria-label", name)
        .live("title", name)
        .live_html(move || icon(path()))
}

/// The way from the list of lessons to here.
fn crumbs(store: Store, route: Look<Route>, lang: Lang) -> El {
    let lesson = store.look(|session| {
        session.lesson().map(|run| {
            let lesson = run.lesson();
            (lesson.module, lesson.number, lesson.title.clone())
        })
    });
    let way = live(move || {
        let in_lesson =
            route.with(|route| matches!(route.page, Page::Lesson(_) | Page::Sandbox(Some(_))));
        let Some((module, number, title)) = lesson.get().filter(|_| in_lesson) else {
            return views(Vec::<El>::new());
        };
        let between = || el("span").attr("aria-hidden", "true").text("›");
        let mut way = vec![
            link(lang, Page::Home).text(lang.pick("Lessons", "레슨")),
            between(),
        ];
        if let Some(title) = module_title(store, module, lang) {
            way.push(el("span").text(&title));
            way.push(between());
        }
        let here = el("span").attr("aria-current", "page");
        way.push(here.text(&same!(lang, "{0} · {1}", number, &title)));
        views(way)
    });
    el("div").class("crumbs").child(way)
}

fn module_title(store: Store, number: u32, lang: Lang) -> Option<String> {
    store.read(|state| {
        let index = state.index.as_ref()?.as_ref().ok()?;
        let [en, ko] = &index
            .modules
            .iter()
            .find(|module| module.number == number)?
            .title;
        Some(lang.pick(en, ko).clone())
    })
}
