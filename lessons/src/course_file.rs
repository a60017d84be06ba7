//! `course.toml`: the modules, and the lessons in their order.

use std::collections::BTreeSet;

use highwater_text::course::{Both, Module};
use serde::Deserialize;

use crate::problem::Source;
use crate::toml_reader::{At, Table};

/// The names of files that stand beside those of the lessons.
const TAKEN_BY_FILES: [&str; 7] = [
    "index", "glossary", "legend", "words", "config", "presets", "settings",
];

/// What `course.toml` says.
#[derive(Clone, Debug, Default)]
pub struct CourseFile {
    /// The modules, in order.
    pub modules: Vec<Module>,
    /// The lessons that exist, in order.
    pub lessons: Vec<Listed>,
    /// Lessons that others may name and that do not exist yet.
    pub planned: Vec<Planned>,
}

/// A lesson's place in the course.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its id, and the name of its folder.
    pub id: At<String>,
    /// Its number in the course.
    pub number: u32,
    /// The number of its module.
    pub module: u32,
}

/// A lesson that does not exist yet.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Its id.
    pub id: String,
    /// Its number in the course.
    pub number: u32,
    /// Its title.
    pub title: Both,
}

/// A text as it stands in a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InBoth {
    en: String,
    ko: String,
}

impl From<InBoth> for Both {
    fn from(text: InBoth) -> Self {
        [text.en, text.ko]
    }
}

impl CourseFile {
    /// Reads the file; everything wrong with it is reported to the source.
    #[must_use]
    pub fn read(source: &Source) -> Self {
        let mut file = Table::of(source);
        let modules: Vec<_> = file
            .tables("modules")
            .into_iter()
            .filter_map(read_module)
            .collect();
        let lessons: Vec<_> = file
            .tables("lessons")
            .into_iter()
            .filter_map(read_lesson)
            .collect();
        let planned = file
            .tables("planned")
            .into_iter()
            .filter_map(read_planned)
            .collect();
        file.done();
        let course = Self {
            modules,
            lessons,
            planned,
        };
        course.check(source);
        course
    }

    /// Whether there is a lesson of this id.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.lessons.iter().any(|lesson| lesson.id.value == id)
    }

    /// Whether there is, or is to be, a lesson of this id.
    #[must_use]
    pub fn names(&self, id: &str) -> bool {
        self.has(id) || self.planned.iter().any(|planned| planned.id == id)
    }

    fn check(&self, source: &Source) {
        let mut taken: BTreeSet<&str> = self.planned.iter().map(|one| one.id.as_str()).collect();
        for lesson in &self.lessons {
            let At { value: id, at } = &lesson.id;
            let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            if id.is_empty() || !id.chars().all(is_plain) {
                let right = "expected small letters, digits and hyphens: it stands in links";
                source.report(*at, format!("`{id}` cannot be the id of a lesson"), right);
            }
            if TAKEN_BY_FILES.contains(&id.as_str()) {
                let wrong = format!("the site has a file `{id}` of its own");
                source.report(*at, wrong, "call the lesson otherwise");
            }
            if !taken.insert(id) {
                let wrong = format!("the lesson `{id}` is listed twice");
                source.report(*at, wrong, "list it once, as a lesson or as planned");
            }
            if !self
                .modules
                .iter()
                .any(|module| module.number == lesson.module)
            {
                let wrong = format!("there is no module {}", lesson.module);
                source.report(*at, wrong, "name a module of this file");
            }
        }
    }
}

fn read_module(mut table: Table<'_>) -> Option<Module> {
    let number = table.required("number");
    let title = table.required::<InBoth>("title");
    table.done();
    Some(Module {
        number: number?.value,
        title: title?.value.into(),
    })
}

fn read_lesson(mut table: Table<'_>) -> Option<Listed> {
    let id = table.required("id");
    let number = table.required("number");
    let module = table.required("module");
    table.done();
    Some(Listed {
        id: id?,
        number: number?.value,
        module: module?.value,
    })
}

fn read_planned(mut table: Table<'_>) -> Option<Planned> {
    let id = table.required::<String>("id");
    let number = table.required("number");
    let title = table.required::<InBoth>("title");
    table.done();
    Some(Planned {
        id: id?.value,
        number: number?.value,
        title: title?.value.into(),
    })
}
