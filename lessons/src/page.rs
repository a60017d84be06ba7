//! The reading pages: a lesson as plain HTML, to find, to read without scripts, and to print.

use std::fmt::Write as _;

use highwater_text::course::{
    ConfigEntry, End, FidelityKind, Index, IndexEntry, Lesson, NextLesson, Prediction, Question,
    Step, Tool,
};
use highwater_text::{Lang, Text, config, lesson as words};

use crate::draft::Draft;
use crate::labels;
use crate::markdown::Target;
use crate::page_lookup::{CONFIG_FILE, GLOSSARY_FILE, key_id};
use crate::page_state;

const STYLE: &str = include_str!("page.css");

/// A lesson's page; the lesson was compiled for pages.
pub fn lesson(draft: &Draft<'_>, lesson: &Lesson, end: &End, lang: Lang) -> String {
    let live = Target::Page(lang).route(format_args!("lesson/{}", lesson.id));
    let [en, ko] = labels::minutes(lesson.minutes);
    let mut body = format!(
        "<h1><span class=\"number\">{}</span> {}</h1>\n<p class=\"question\">{}</p>\n\
         <p><a class=\"live\" href=\"{live}\">{}</a> <span class=\"quiet\">{}</span></p>\n",
        lesson.number,
        escape(&lesson.title),
        escape(&lesson.question),
        labels::OPEN_LIVE.get(lang),
        lang.pick(en, ko),
    );
    for (place, one) in lesson.steps.iter().enumerate() {
        body.push_str(&step(draft, lesson, place, one, lang));
    }
    body.push_str(&self::end(end, lang));
    document(
        &lesson.title,
        &lesson.question,
        &format!("{}.html", lesson.id),
        lang,
        &body,
    )
}

/// The list of all lessons.
pub fn list(index: &Index, lang: Lang) -> String {
    let pick = |[en, ko]: &[String; 2]| escape(lang.pick(en, ko));
    let title = labels::ALL_LESSONS.get(lang);
    let introduction = labels::INTRODUCTION.get(lang);
    let mut body = format!("<h1>{title}</h1>\n<p>{introduction}</p>\n");
    for module in &index.modules {
        let of_module = |entry: &&IndexEntry| entry.module == module.number;
        let entries = index.lessons.iter().filter(of_module).map(|entry| {
            let (number, id) = (entry.number, &entry.id);
            let (title, question) = (pick(&entry.title), pick(&entry.question));
            format!("<li value=\"{number}\"><a href=\"{id}.html\">{title}</a><br>{question}</li>\n")
        });
        let entries: String = entries.collect();
        if !entries.is_empty() {
            let heading = format!("{} {}", module.number, pick(&module.title));
            body.push_str(&section(&heading, &format!("<ol>\n{entries}</ol>\n")));
        }
    }
    let [glossary, config] = [
        (GLOSSARY_FILE, labels::GLOSSARY),
        (CONFIG_FILE, labels::CONFIGURATION),
    ]
    .map(|(file, label)| format!("<a href=\"{file}\">{}</a>", label.get(lang)));
    let _ = writeln!(body, "<p>{glossary} · {config}</p>");
    document(title, introduction, "index.html", lang, &body)
}

/// A whole page.
pub fn document(title: &str, description: &str, file: &str, lang: Lang, body: &str) -> String {
    let code = lang.code();
    let other = lang.other();
    let other_code = other.code();
    let (title, description) = (escape(title), escape(description));
    let up = if file == "index.html" {
        format!(
            "<a href=\"{}\">{}</a>",
            Target::Page(lang).route(""),
            labels::SITE
        )
    } else {
        format!(
            "<a href=\"index.html\">{}</a>",
            labels::ALL_LESSONS.get(lang)
        )
    };
    format!(
        "<!doctype html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <link rel=\"icon\" href=\"data:,\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"description\" content=\"{description}\">\n\
         <title>{title} · {site}</title>\n\
         <link rel=\"alternate\" hreflang=\"en\" href=\"../en/{file}\">\n\
         <link rel=\"alternate\" hreflang=\"ko\" href=\"../ko/{file}\">\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n\
         <nav>{up} <a href=\"../{other_code}/{file}\" lang=\"{other_code}\" hreflang=\"{other_code}\">{name}</a></nav>\n\
         <main>\n{body}</main>\n</body>\n</html>\n",
        site = labels::SITE,
        name = other.own_name(),
    )
}

fn step(draft: &Draft<'_>, lesson: &Lesson, place: usize, step: &Step, lang: Lang) -> String {
    let part = words::part(lang, place + 1, lesson.steps.len());
    let link = format!("lesson/{}?step={}", lesson.id, step.id);
    let mut html = format!(
        "<section id=\"step-{}\">\n<h2><span class=\"part\">{}</span> {}</h2>\n{}\n",
        step.id,
        part,
        escape(&step.title),
        step.html,
    );
    if let Some(timeline) = draft.rehearsal.steps.get(place) {
        html.push_str(&page_state::tables(timeline.world(), &step.focus, lang));
    }
    if let (Some(prediction), Some(plan)) = (&step.prediction, draft.plan.steps.get(place)) {
        let right = plan.prediction.as_ref().and_then(|plan| {
            plan.options
                .iter()
                .position(|option| option.id.value == plan.right.value)
        });
        html.push_str(&self::prediction(prediction, right, lang));
    }
    for one in &step.tries {
        html.push_str(&aside(labels::TRY, &one.html, lang));
    }
    let fidelity = &step.fidelity;
    let note = if fidelity.kind == FidelityKind::Simplified {
        &*fidelity.note_html
    } else {
        ""
    };
    let _ = write!(
        html,
        "<div class=\"fidelity quiet\"><p>{}: {} (<code>{}</code>) · <a href=\"{}\">{}</a></p>{note}</div>\n</section>\n",
        labels::FIDELITY.get(lang),
        words::fidelity(fidelity.kind).get(lang),
        escape(&fidelity.source),
        Target::Page(lang).route(link),
        labels::OPEN_STEP.get(lang),
    );
    html
}

fn prediction(prediction: &Prediction, right: Option<usize>, lang: Lang) -> String {
    let options = prediction.options.iter().enumerate();
    let choices: String = options
        .clone()
        .map(|(_, option)| format!("<li>{}</li>\n", option.html))
        .collect();
    let reasons: String = options
        .map(|(place, option)| reason(&option.model_html, right == Some(place), lang))
        .collect();
    let html = format!(
        "{}\n<ol type=\"A\">\n{choices}</ol>\n<p><strong>{}</strong></p>\n<ol type=\"A\">\n{reasons}</ol>\n{}\n",
        prediction.question_html,
        labels::ANSWER.get(lang),
        prediction.after_html,
    );
    aside(labels::PREDICTION, &html, lang)
}

fn reason(html: &str, right: bool, lang: Lang) -> String {
    let (class, label) = if right {
        ("right", labels::RIGHT)
    } else {
        ("wrong", labels::WRONG)
    };
    format!(
        "<li><span class=\"{class}\">{}</span>\n{html}</li>\n",
        label.get(lang)
    )
}

fn aside(label: Text, html: &str, lang: Lang) -> String {
    format!(
        "<div class=\"aside\">\n<p class=\"label\">{}</p>\n{html}\n</div>\n",
        label.get(lang)
    )
}

fn end(end: &End, lang: Lang) -> String {
    let tools: String = end.tools.iter().map(tool).collect();
    let questions: String = end
        .questions
        .iter()
        .map(|one| question(one, lang))
        .collect();
    let next: String = end.next.iter().map(|one| self::next(one, lang)).collect();
    let reading: String = end
        .reading
        .iter()
        .map(|html| format!("<li>{html}</li>\n"))
        .collect();
    [
        section(labels::RULE.get(lang), &end.rule_html),
        section(labels::CONFIG.get(lang), &configuration(&end.config, lang)),
        section(labels::TOOLS.get(lang), &tools),
        section(
            labels::QUESTIONS.get(lang),
            &format!("<ol>\n{questions}</ol>\n"),
        ),
        section(labels::NEXT.get(lang), &format!("<ul>\n{next}</ul>\n")),
        section(
            labels::READING.get(lang),
            &format!("<ul>\n{reading}</ul>\n"),
        ),
    ]
    .concat()
}

pub fn section(title: &str, html: &str) -> String {
    format!("<section>\n<h2>{title}</h2>\n{html}\n</section>\n")
}

fn configuration(entries: &[ConfigEntry], lang: Lang) -> String {
    let rows: String = entries
        .iter()
        .map(|entry| {
            format!(
                "<tr><th scope=\"row\">{} <span class=\"quiet\">{}</span></th>\
                 <td>{}</td><td>{}</td><td>{}</td></tr>\n",
                key(entry),
                labels::scope(entry.scope).get(lang),
                escape(&entry.default),
                escape(entry.here.as_ref().unwrap_or(&entry.default)),
                entry.html,
            )
        })
        .collect();
    let heads = [labels::KEY, labels::DEFAULT, labels::HERE, labels::MEANING];
    let heads = heads
        .map(|label| format!("<th scope=\"col\">{}</th>", label.get(lang)))
        .concat();
    format!(
        "<div class=\"wide\"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n"
    )
}

/// The key's name, which leads to what it means in general.
fn key(entry: &ConfigEntry) -> String {
    let name = format!("<code>{}</code>", escape(&entry.key));
    match config::key(entry.scope, &entry.key) {
        Some(key) => format!("<a href=\"{CONFIG_FILE}#{}\">{name}</a>", key_id(key)),
        None => name,
    }
}

fn tool(tool: &Tool) -> String {
    let (command, output) = (escape(&tool.command), escape(&tool.output));
    format!(
        "<pre><code>$ {command}\n{output}</code></pre>\n{}\n",
        tool.html
    )
}

fn question(question: &Question, lang: Lang) -> String {
    let choices: String = question
        .answers
        .iter()
        .map(|answer| format!("<li>{}</li>\n", answer.html))
        .collect();
    let reasons: String = question
        .answers
        .iter()
        .map(|answer| reason(&answer.why_html, answer.right, lang))
        .collect();
    format!(
        "<li>\n{}\n<ol type=\"A\">\n{choices}</ol>\n<p><strong>{}</strong></p>\n<ol type=\"A\">\n{reasons}</ol>\n</li>\n",
        question.html,
        labels::ANSWER.get(lang),
    )
}

fn next(next: &NextLesson, lang: Lang) -> String {
    let name = format!("{} {}", next.number, escape(&next.title));
    let name = if next.exists {
        format!("<a href=\"{}.html\">{name}</a>", next.id)
    } else {
        format!(
            "{name} <span class=\"quiet\">({})</span>",
            labels::NOT_YET.get(lang)
        )
    };
    format!("<li>{name}\n{}</li>\n", next.html)
}

/// A text as HTML shows it.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
