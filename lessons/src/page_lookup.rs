//! The reading pages of what people look up: the glossary, and the configuration that the engine knows.

use highwater_text::config::{self, Key};
use highwater_text::course::{ConfigScope, Glossary, GlossaryTerm};
use highwater_text::{Lang, glossary};

use crate::labels;
use crate::page::{document, escape, section};

/// The file of the glossary, where each term has its id.
pub const GLOSSARY_FILE: &str = "glossary.html";
/// The file of the configuration, where each key has its [`key_id`].
pub const CONFIG_FILE: &str = "config.html";

/// The id of a key: its name alone may be a producer's and a consumer's.
pub fn key_id(key: &Key) -> String {
    format!("{}-{}", labels::scope(key.scope).en, key.name)
}

/// The glossary.
pub fn glossary(lang: Lang) -> String {
    let title = labels::GLOSSARY.get(lang);
    let about = labels::GLOSSARY_ABOUT.get(lang);
    let glossary = glossary::in_language(lang);
    let chapters = glossary.chapters.iter().map(|chapter| {
        let terms = chapter.terms.iter().map(|one| term(&glossary, one, lang));
        let terms: String = terms.collect();
        section(&escape(&chapter.title), &format!("<dl>\n{terms}</dl>"))
    });
    let chapters: String = chapters.collect();
    let body = format!("<h1>{title}</h1>\n<p>{about}</p>\n{chapters}");
    document(title, about, GLOSSARY_FILE, lang, &body)
}

fn term(glossary: &Glossary, term: &GlossaryTerm, lang: Lang) -> String {
    let related = term.related.iter().filter_map(|id| glossary.term(id));
    let related = related.map(|other| {
        let name = escape(&other.name);
        format!("<a href=\"#{}\">{name}</a>", other.id)
    });
    let lesson = term.lesson.iter().map(|id| {
        let see = labels::SEE_LESSON.get(lang);
        format!("<a href=\"{id}.html\">{see}</a>")
    });
    let links: Vec<String> = related.chain(lesson).collect();
    format!(
        "<dt id=\"{}\">{}</dt>\n<dd><p>{}</p><p class=\"quiet\">{}</p></dd>\n",
        term.id,
        escape(&term.name),
        escape(&term.definition),
        links.join(" · "),
    )
}

/// The configuration.
pub fn config(lang: Lang) -> String {
    let title = labels::CONFIGURATION.get(lang);
    let about = labels::CONFIGURATION_ABOUT.get(lang);
    let scopes = [
        ConfigScope::Broker,
        ConfigScope::Topic,
        ConfigScope::Producer,
        ConfigScope::Consumer,
    ];
    let lists = scopes.map(|scope| {
        let keys = config::KEYS.iter().filter(|key| key.scope == scope);
        let keys: String = keys.map(|one| key(one, lang)).collect();
        section(
            labels::scope(scope).get(lang),
            &format!("<dl>\n{keys}</dl>"),
        )
    });
    let body = format!("<h1>{title}</h1>\n<p>{about}</p>\n{}", lists.concat());
    document(title, about, CONFIG_FILE, lang, &body)
}

fn key(key: &Key, lang: Lang) -> String {
    let mut values = vec![(labels::DEFAULT, key.default_value())];
    let unit = key.unit.text().get(lang);
    if !unit.is_empty() {
        values.push((labels::UNIT, unit.to_owned()));
    }
    let values = values
        .iter()
        .map(|(label, value)| format!("{}: {}", label.get(lang), escape(value)));
    let values: Vec<String> = values.collect();
    format!(
        "<dt id=\"{}\"><code>{}</code></dt>\n<dd><p>{}</p><p class=\"quiet\">{}</p></dd>\n",
        key_id(key),
        key.name,
        escape(key.meaning.get(lang)),
        values.join(" · "),
    )
}
