//! The prose of a lesson in one language, held against its plan: what is missing, what is too much.

use highwater_text::course::FidelityKind;

use crate::markdown::{self, Known, LESSON, Section, Sections};
use crate::plan::Plan;
use crate::problem::Source;

/// A section that a plan asks for.
struct Wanted {
    path: String,
    titled: bool,
    parts: Parts,
}

/// What a section's text is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parts {
    /// Any text.
    Text,
    /// One paragraph, which may stand in a list of lessons.
    OneParagraph,
    /// A paragraph, and more after it: a choice, and what is said of it.
    ChoiceAndReason,
}

/// The sections of a lesson's text in one language.
#[derive(Debug)]
pub struct Prose<'s> {
    source: &'s Source,
    sections: Sections,
}

impl<'s> Prose<'s> {
    /// Reads the text; everything wrong with it is reported to the source.
    pub fn read(source: &'s Source, plan: Option<&Plan>, known: &Known<'_>) -> Self {
        let sections = markdown::sections(source);
        for section in sections.values() {
            markdown::check(source, section, known);
        }
        let prose = Self { source, sections };
        if let Some(plan) = plan {
            prose.compare(&wanted(plan));
        }
        prose
    }

    /// The title of a section; empty if there is none.
    #[must_use]
    pub fn title(&self, path: &str) -> String {
        self.sections
            .get(path)
            .map(|section| section.title.clone())
            .unwrap_or_default()
    }

    /// The Markdown of a section; empty if there is none.
    #[must_use]
    pub fn text(&self, path: &str) -> &'s str {
        self.sections
            .get(path)
            .map_or("", |section| self.text_of(section))
    }

    fn text_of(&self, section: &Section) -> &'s str {
        self.source.text()[section.body.clone()].trim()
    }

    fn compare(&self, wanted: &[Wanted]) {
        for one in wanted {
            match self.sections.get(&one.path) {
                Some(section) => self.check_section(section, one),
                None => self.report_missing(&one.path),
            }
        }
        for (path, section) in &self.sections {
            if !wanted.iter().any(|one| one.path == *path) {
                let wrong = format!("scenario.toml knows nothing of the section `{path}`");
                let right = "remove it here, or add it there and to the other language";
                self.source.report(section.at, wrong, right);
            }
        }
    }

    fn check_section(&self, section: &Section, wanted: &Wanted) {
        let path = &wanted.path;
        if wanted.titled && section.title.is_empty() {
            let right = format!("add it after a colon: `{path}: …`");
            self.source.report(
                section.at,
                format!("the section `{path}` has no title"),
                right,
            );
        }
        let text = self.text_of(section);
        if text.is_empty() {
            let wrong = format!("the section `{path}` has no text");
            self.source
                .report(section.at, wrong, "add a paragraph below the heading");
            return;
        }
        let (_, rest) = markdown::split_first(text);
        match wanted.parts {
            Parts::OneParagraph if !rest.trim().is_empty() => {
                let wrong = format!("the section `{path}` has more than one paragraph");
                self.source.report(section.at, wrong, "put it into one");
            }
            Parts::ChoiceAndReason if rest.trim().is_empty() => {
                let wrong = format!("the section `{path}` has a choice and no reason");
                let right = "say in a second paragraph why it is right, or which model is wrong";
                self.source.report(section.at, wrong, right);
            }
            _ => {}
        }
    }

    /// A missing section is reported where it belongs: at the heading around it, or at the end.
    fn report_missing(&self, path: &str) {
        let end = self.source.text().trim_end().len();
        let at = match path.rsplit_once(" > ") {
            None => end,
            Some((around, _)) => match self.sections.get(around) {
                Some(section) => section.at,
                // The section around it is missing too, and is reported for itself.
                None => return,
            },
        };
        let name = path.rsplit(" > ").next().unwrap_or(path);
        let marks = "#".repeat(path.matches(" > ").count() + 2);
        let right = format!("add `{marks} {name}`, which scenario.toml asks for");
        self.source
            .report(at, format!("the section `{path}` is missing"), right);
    }
}

/// The sections that a plan asks for.
fn wanted(plan: &Plan) -> Vec<Wanted> {
    let mut wanted = Vec::new();
    let mut add = |path: String, titled, parts| {
        wanted.push(Wanted {
            path,
            titled,
            parts,
        })
    };
    add(LESSON.to_owned(), true, Parts::OneParagraph);
    for step in &plan.steps {
        let at = path::step(step.id.value);
        add(at.clone(), true, Parts::Text);
        if step.fidelity.kind == FidelityKind::Simplified {
            add(path::note(&at), false, Parts::Text);
        }
        if let Some(prediction) = &step.prediction {
            add(path::prediction(&at), false, Parts::Text);
            add(path::after(&at), false, Parts::Text);
            for option in &prediction.options {
                add(
                    path::option(&at, &option.id.value),
                    false,
                    Parts::ChoiceAndReason,
                );
            }
        }
        for one in &step.tries {
            add(path::one_try(&at, &one.id.value), false, Parts::Text);
        }
    }
    add(path::RULE.to_owned(), false, Parts::Text);
    for config in &plan.end.config {
        add(path::config(&config.key.value), false, Parts::Text);
    }
    for tool in &plan.end.tools {
        add(path::tool(&tool.id.value), false, Parts::Text);
    }
    for question in &plan.end.questions {
        let at = path::question(&question.id.value);
        for answer in &question.answers {
            add(
                path::answer(&at, &answer.id.value),
                false,
                Parts::ChoiceAndReason,
            );
        }
        add(at, false, Parts::Text);
    }
    for next in &plan.end.next {
        add(path::next(&next.value), false, Parts::Text);
    }
    for reading in &plan.end.reading {
        add(path::read(&reading.value), false, Parts::Text);
    }
    wanted
}

/// The names of sections.
pub mod path {
    /// The section of the rule.
    pub const RULE: &str = "rule";

    /// A step.
    #[must_use]
    pub fn step(id: u32) -> String {
        format!("step {id}")
    }

    /// How a step is simplified.
    #[must_use]
    pub fn note(step: &str) -> String {
        format!("{step} > note")
    }

    /// A step's prediction.
    #[must_use]
    pub fn prediction(step: &str) -> String {
        format!("{step} > prediction")
    }

    /// What is said after a prediction was answered.
    #[must_use]
    pub fn after(step: &str) -> String {
        format!("{step} > prediction > after")
    }

    /// A prediction's option.
    #[must_use]
    pub fn option(step: &str, id: &str) -> String {
        format!("{step} > prediction > option {id}")
    }

    /// Something to try at a step.
    #[must_use]
    pub fn one_try(step: &str, id: &str) -> String {
        format!("{step} > try {id}")
    }

    /// A configuration key.
    #[must_use]
    pub fn config(key: &str) -> String {
        format!("config {key}")
    }

    /// A tool.
    #[must_use]
    pub fn tool(id: &str) -> String {
        format!("tool {id}")
    }

    /// A question.
    #[must_use]
    pub fn question(id: &str) -> String {
        format!("question {id}")
    }

    /// An answer to a question.
    #[must_use]
    pub fn answer(question: &str, id: &str) -> String {
        format!("{question} > answer {id}")
    }

    /// A lesson that goes on from here.
    #[must_use]
    pub fn next(id: &str) -> String {
        format!("next {id}")
    }

    /// Something to read.
    #[must_use]
    pub fn read(id: &str) -> String {
        format!("read {id}")
    }
}
