//! The prose of a lesson: sections found by their headings, each rendered to HTML.
//!
//! A heading says what its section belongs to: `## step 4: The leader learns`, `### prediction`,
//! `#### option first-follower`. The first word is the kind, the second the id in `scenario.toml`,
//! and what follows the colon a title for people.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use highwater_text::Lang;
use pulldown_cmark::{
    CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeWithOffset, html,
};

use crate::page_lookup::GLOSSARY_FILE;
use crate::problem::Source;

/// A piece of prose and where it stands.
#[derive(Clone, Debug)]
pub struct Section {
    /// Where its heading begins.
    pub at: usize,
    /// What stands after the heading's colon.
    pub title: String,
    /// The text up to the next heading.
    pub body: Range<usize>,
}

/// A file's sections, by their headings from the outermost in: `step 4 > prediction`.
pub type Sections = BTreeMap<String, Section>;

/// The name of the section that the file's first heading, its title, opens.
pub const LESSON: &str = "lesson";

/// Finds the sections of a file; what stands in the wrong place is reported.
pub fn sections(source: &Source) -> Sections {
    let headings = headings(source);
    let first = headings
        .first()
        .map_or(source.text().len(), |heading| heading.at);
    if !source.text()[..first].trim().is_empty() {
        source.report(
            0,
            "there is text before the first heading",
            "begin with `# Title`",
        );
    }
    let mut sections = Sections::new();
    let mut path: Vec<String> = Vec::new();
    for (place, heading) in headings.iter().enumerate() {
        let end = headings
            .get(place + 1)
            .map_or(source.text().len(), |next| next.at);
        let Some((name, title)) = name_of(source, heading, place == 0) else {
            continue;
        };
        path.truncate(heading.level.saturating_sub(2));
        if heading.level > path.len() + 2 {
            let wrong = format!("the heading `{}` is too deep here", heading.text);
            source.report(
                heading.at,
                wrong,
                format!("expected {}", "#".repeat(path.len() + 2)),
            );
        }
        if place > 0 {
            path.push(name.clone());
        }
        let full = if place == 0 { name } else { path.join(" > ") };
        let section = Section {
            at: heading.at,
            title,
            body: heading.end..end,
        };
        if sections.insert(full.clone(), section).is_some() {
            let right = "keep one of them";
            source.report(
                heading.at,
                format!("the section `{full}` is there twice"),
                right,
            );
        }
    }
    sections
}

struct Heading {
    level: usize,
    text: String,
    at: usize,
    end: usize,
}

fn headings(source: &Source) -> Vec<Heading> {
    let mut headings = Vec::new();
    let mut open: Option<Heading> = None;
    for (event, range) in Parser::new_ext(source.text(), Options::empty()).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let (at, end) = (range.start, range.end);
                open = Some(Heading {
                    level: depth(level),
                    text: String::new(),
                    at,
                    end,
                });
            }
            Event::End(TagEnd::Heading(_)) => headings.extend(open.take()),
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut open {
                    heading.text.push_str(&text);
                }
            }
            _ => {}
        }
    }
    headings
}

fn depth(level: HeadingLevel) -> usize {
    level as usize
}

fn name_of(source: &Source, heading: &Heading, first: bool) -> Option<(String, String)> {
    if first != (heading.level == 1) {
        let wrong = format!(
            "the heading `{}` is of level {}",
            heading.text, heading.level
        );
        source.report(
            heading.at,
            wrong,
            "the first heading, and no other, is the title: `# Title`",
        );
        return None;
    }
    if first {
        return Some((LESSON.to_owned(), heading.text.clone()));
    }
    let (name, title) = heading.text.split_once(':').unwrap_or((&heading.text, ""));
    let words: Vec<_> = name.split_whitespace().collect();
    Some((words.join(" "), title.trim().to_owned()))
}

/// Where a text will stand, which decides how its links are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// In the app.
    App(Lang),
    /// On a reading page, two folders below the app.
    Page(Lang),
}

impl Target {
    fn lang(self) -> Lang {
        match self {
            Self::App(lang) | Self::Page(lang) => lang,
        }
    }

    /// The way from there to a route of the app.
    #[must_use]
    pub fn route(self, route: impl fmt::Display) -> String {
        let app = if matches!(self, Self::App(_)) {
            ""
        } else {
            "../../"
        };
        format!("{app}#/{}/{route}", self.lang().code())
    }
}

/// The ids that a lesson may name.
pub struct Known<'a> {
    /// Whether the glossary has this term.
    pub term: &'a dyn Fn(&str) -> bool,
    /// Whether the course has a lesson of this id that can be opened.
    pub lesson: &'a dyn Fn(&str) -> bool,
    /// Whether the course has, or is to have, a lesson of this id.
    pub named: &'a dyn Fn(&str) -> bool,
}

/// Reports everything in a section that has no place in a lesson.
pub fn check(source: &Source, section: &Section, known: &Known<'_>) {
    let body = &source.text()[section.body.clone()];
    let parser = Parser::new_ext(body, Options::empty()).into_offset_iter();
    for (event, range) in TextMergeWithOffset::new(parser) {
        let at = section.body.start + range.start;
        match event {
            Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) => {
                source.report(at, "raw HTML is not allowed", "write it in Markdown");
            }
            Event::Start(Tag::Image { .. }) => {
                let right = "describe it in words: pictures are drawn by the engine";
                source.report(at, "an image is not allowed", right);
            }
            Event::Start(Tag::Link { dest_url, .. }) => check_link(source, at, &dest_url, known),
            // Beside a Korean particle a closing `**` after a bracket closes nothing (CommonMark's
            // rule of flanking), and stars would stand in the text.
            Event::Text(text) if text.contains("**") => {
                let right = "put a letter, not a bracket, beside the stars that close";
                source.report(at, "`**` does not mark anything here", right);
            }
            _ => {}
        }
    }
}

fn check_link(source: &Source, at: usize, to: &str, known: &Known<'_>) {
    if let Some(term) = to.strip_prefix("term:") {
        if !(known.term)(term) {
            let right = "name an entry of the glossary by its id";
            source.report(at, format!("the glossary has no term `{term}`"), right);
        }
    } else if let Some(lesson) = to.strip_prefix("lesson:") {
        if !(known.lesson)(lesson) {
            let right = "name a lesson that exists";
            source.report(at, format!("there is no lesson `{lesson}`"), right);
        }
    } else if !to.starts_with("https://") {
        let right = "expected term:id, lesson:id or https://…";
        source.report(at, format!("the link `{to}` leads nowhere"), right);
    }
}

/// A section's HTML.
#[must_use]
pub fn render(text: &str, target: Target) -> String {
    let events =
        Parser::new_ext(text, Options::empty()).flat_map(|event| breakable(link(event, target)));
    let mut out = String::new();
    html::push_html(&mut out, events);
    out.trim_end().to_owned()
}

fn link(event: Event<'_>, target: Target) -> Event<'_> {
    match event {
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        }) => {
            let dest_url = route(&dest_url, target).map_or(dest_url, CowStr::from);
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            })
        }
        other => other,
    }
}

/// The longest key of Kafka's that has a line to itself in the narrowest column.
const KEY_MAX: usize = 30;

/// A long name, as errors and classes have, breaks after an underscore or a dot rather than within a word; what is
/// short and belongs together does not break. The key of a setting that fits a line has its dots on one.
fn breakable(event: Event<'_>) -> Vec<Event<'_>> {
    let name = match &event {
        Event::Text(text) => return unbroken(&grouped(text)),
        Event::Code(name) => name,
        _ => return vec![event],
    };
    let is_class = name.starts_with(|letter: char| letter.is_ascii_uppercase());
    let breaks_at_dots = is_class || name.len() > KEY_MAX;
    let may_break = |letter: char| letter == '_' || (letter == '.' && breaks_at_dots);
    let mut events = vec![Event::InlineHtml("<code>".into())];
    for part in name.split_inclusive(may_break) {
        if events.len() > 1 {
            events.push(Event::InlineHtml("<wbr>".into()));
        }
        events.push(Event::Text(part.to_owned().into()));
    }
    events.push(Event::InlineHtml("</code>".into()));
    events
}

/// With the names that end in a number, as KIP-848 and orders-0 do, each on one line.
fn unbroken(text: &str) -> Vec<Event<'static>> {
    let mut events = Vec::new();
    let mut rest = text;
    while let Some((start, end)) = numbered_name(rest) {
        events.push(Event::Text(rest[..start].to_owned().into()));
        events.push(Event::InlineHtml("<span class=\"unbroken\">".into()));
        events.push(Event::Text(rest[start..end].to_owned().into()));
        events.push(Event::InlineHtml("</span>".into()));
        rest = &rest[end..];
    }
    events.push(Event::Text(rest.to_owned().into()));
    events
}

/// Where the first name stands that ends in a hyphen and a number.
fn numbered_name(text: &str) -> Option<(usize, usize)> {
    let mut hyphens = text.match_indices('-').map(|(at, _)| at);
    hyphens.find_map(|at| {
        let (before, behind) = (&text[..at], &text[at + 1..]);
        let name =
            before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "-_.".contains(c));
        let number = behind.trim_start_matches(|c: char| c.is_ascii_digit());
        let (start, end) = (name.len(), text.len() - number.len());
        (start < at && end > at + 1).then_some((start, end))
    })
}

/// With thousands kept together by a space that does not break: `41 204`.
fn grouped(text: &str) -> String {
    let mut grouped = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        let (before, behind) = (&text[..at], &text[at + letter.len_utf8()..]);
        let digits = behind.len()
            - behind
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .len();
        let is_within =
            letter == ' ' && before.ends_with(|c: char| c.is_ascii_digit()) && digits == 3;
        grouped.push(if is_within { '\u{202f}' } else { letter });
    }
    grouped
}

fn route(to: &str, target: Target) -> Option<String> {
    if let Some(term) = to.strip_prefix("term:") {
        Some(match target {
            Target::App(_) => target.route(format_args!("glossary?term={term}")),
            Target::Page(_) => format!("{GLOSSARY_FILE}#{term}"),
        })
    } else {
        to.strip_prefix("lesson:")
            .map(|id| target.route(format_args!("lesson/{id}")))
    }
}

/// The first paragraph, and what comes after it: a choice, and what is said of it.
#[must_use]
pub fn split_first(text: &str) -> (&str, &str) {
    let first = Parser::new_ext(text, Options::empty())
        .into_offset_iter()
        .find(|(event, _)| matches!(event, Event::End(TagEnd::Paragraph)));
    first.map_or((text, ""), |(_, range)| text.split_at(range.end))
}

/// The HTML of a single paragraph without its `<p>`, to stand in a label.
#[must_use]
pub fn inline(html: &str) -> &str {
    html.strip_prefix("<p>")
        .and_then(|rest| rest.strip_suffix("</p>"))
        .filter(|inner| !inner.contains("<p>"))
        .unwrap_or(html)
}

/// A text without its marks, to stand where there is no HTML.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut out = String::new();
    for event in Parser::new_ext(text, Options::empty()) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_a_number_keys_and_thousands_stay_on_one_line() {
        for (text, expected) in [
            (
                "KIP-848에서는 orders-0을",
                "<span class=\"unbroken\">KIP-848</span>에서는 <span class=\"unbroken\">orders-0</span>을",
            ),
            (
                "2 022 801 074, and 3 more",
                "2\u{202f}022\u{202f}801\u{202f}074, and 3 more",
            ),
            ("b1–b2, -1 and min-insync", "b1–b2, -1 and min-insync"),
            ("`a.b-1`", "<code>a.b-1</code>"),
            ("`min.insync.replicas`", "<code>min.insync.replicas</code>"),
            ("`NOT_LEADER`", "<code>NOT_<wbr>LEADER</code>"),
            ("`Log.roll`", "<code>Log.<wbr>roll</code>"),
            (
                "`log.cleaner.io.max.bytes.per.second`",
                "<code>log.<wbr>cleaner.<wbr>io.<wbr>max.<wbr>bytes.<wbr>per.<wbr>second</code>",
            ),
        ] {
            let html = render(text, Target::App(Lang::En));
            assert_eq!(inline(&html), expected, "{text}");
        }
    }
}
