//! The course's compiler: it reads the lessons, refuses what is malformed, executes them with the
//! engine, refuses what the engine contradicts, and writes what the site serves.
//!
//! ```text
//!  presets.toml ───────────────────────────────────────► course/presets.*.bin
//!  course.toml ─┐
//!  scenario.toml┼─► plan ──► rehearsal (the engine) ──┐
//!  en.md, ko.md ┴─► prose (held against the plan) ────┴─► draft ─► course/*.bin, read/*/*.html
//! ```

mod config_values;
mod course_file;
mod draft;
mod labels;
mod markdown;
mod page;
mod page_lookup;
mod page_state;
mod plan;
mod preset_file;
mod problem;
mod prose;
mod rehearsal;
mod toml_reader;
mod tool;

pub use problem::Problem;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use highwater_text::course::{self, End, Index, IndexEntry, Lesson, Presets};
use highwater_text::{Lang, config, glossary, legend, meaning};

use course_file::CourseFile;
use draft::{Draft, Sources, Surroundings};
use markdown::{Known, Target};
use preset_file::PresetFile;
use problem::Source;

/// The file of the sandbox's clusters.
const PRESETS: &str = "presets.toml";

/// The compiled course.
#[derive(Clone, Debug)]
pub struct Course {
    /// The list.
    pub index: Index,
    /// The lessons, in English and in Korean, each with its end.
    pub lessons: Vec<[(Lesson, End); 2]>,
    /// The clusters of the sandbox, in English and in Korean.
    pub presets: [Presets; 2],
    /// What each file below the site's root holds, by path: `course/index.bin`, ….
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Course {
    fn add_presets(&mut self, presets: &PresetFile) {
        self.presets = Lang::ALL.map(|lang| presets.in_language(lang));
        for (lang, presets) in Lang::ALL.into_iter().zip(&self.presets) {
            let name = format!("course/presets.{}.bin", lang.code());
            self.files.insert(name, course::encode(presets));
        }
    }
}

/// Compiles the course in a folder.
///
/// # Errors
/// Everything that is wrong with it.
pub fn compile(folder: &Path) -> Result<Course, Vec<Problem>> {
    let source = Source::read(folder, "course.toml").map_err(|problem| vec![problem])?;
    let list = CourseFile::read(&source);
    report_unlisted(folder, &list, &source);
    let mut problems = source.into_problems();
    let presets = read_presets(folder, &mut problems);
    let mut read = Vec::new();
    for listed in &list.lessons {
        match Sources::read(folder, &listed.id.value) {
            Ok(sources) => read.push((listed, sources)),
            Err(found) => problems.extend(found),
        }
    }
    let known = Known {
        term: &glossary::is_term,
        lesson: &|id| list.has(id),
        named: &|id| list.names(id),
    };
    let drafts: Vec<_> = read
        .iter()
        .filter_map(|(listed, sources)| Draft::of(sources, listed, &known))
        .collect();
    let mut course = assemble(&list, &drafts);
    course.add_presets(&presets);
    problems.extend(
        read.into_iter()
            .flat_map(|(_, sources)| sources.into_problems()),
    );
    if problems.is_empty() {
        Ok(course)
    } else {
        Err(problems)
    }
}

/// The clusters of the sandbox; a course may have none.
fn read_presets(folder: &Path, problems: &mut Vec<Problem>) -> PresetFile {
    if !folder.join(PRESETS).exists() {
        return PresetFile::default();
    }
    match Source::read(folder, PRESETS) {
        Ok(source) => {
            let presets = PresetFile::read(&source);
            problems.extend(source.into_problems());
            presets
        }
        Err(problem) => {
            problems.push(problem);
            PresetFile::default()
        }
    }
}

/// A folder with a lesson in it that the course does not list would be forgotten.
fn report_unlisted(folder: &Path, list: &CourseFile, source: &Source) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.path().join("scenario.toml").exists()) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !list.has(&name) {
            let wrong = format!("the lesson in the folder `{name}` is not listed");
            source.report(0, wrong, "add it to [[lessons]]");
        }
    }
}

fn assemble(list: &CourseFile, drafts: &[Draft<'_>]) -> Course {
    let around = Neighbours { list, drafts };
    let index = Index {
        modules: list.modules.clone(),
        lessons: drafts.iter().map(entry).collect(),
    };
    let mut files = BTreeMap::from([("course/index.bin".to_owned(), course::encode(&index))]);
    let mut lessons = Vec::new();
    for draft in drafts {
        let id = &draft.listed.id.value;
        for lang in Lang::ALL {
            let (lesson, end) = draft.compile(lang, Target::Page(lang), &around);
            let html = page::lesson(draft, &lesson, &end, lang);
            files.insert(format!("read/{}/{id}.html", lang.code()), html.into_bytes());
        }
        let both = Lang::ALL.map(|lang| draft.compile(lang, Target::App(lang), &around));
        for (lang, (lesson, end)) in Lang::ALL.into_iter().zip(&both) {
            let code = lang.code();
            files.insert(format!("course/{id}.{code}.bin"), course::encode(lesson));
            files.insert(format!("course/{id}.end.{code}.bin"), course::encode(end));
        }
        lessons.push(both);
    }
    for lang in Lang::ALL {
        let code = lang.code();
        let glossary = course::encode(&glossary::in_language(lang));
        let legend = course::encode(&legend::in_language(lang));
        let words = course::encode(&meaning::in_language(lang));
        let settings = course::encode(&config::in_language(lang));
        let pages = [
            ("index.html", page::list(&index, lang)),
            (page_lookup::GLOSSARY_FILE, page_lookup::glossary(lang)),
            (page_lookup::CONFIG_FILE, page_lookup::config(lang)),
        ];
        for (name, html) in pages {
            files.insert(format!("read/{code}/{name}"), html.into_bytes());
        }
        files.insert(format!("course/glossary.{code}.bin"), glossary);
        files.insert(format!("course/legend.{code}.bin"), legend);
        files.insert(format!("course/words.{code}.bin"), words);
        files.insert(format!("course/settings.{code}.bin"), settings);
    }
    let none = Presets {
        presets: Vec::new(),
    };
    Course {
        index,
        lessons,
        presets: [none.clone(), none],
        files,
    }
}

fn entry(draft: &Draft<'_>) -> IndexEntry {
    IndexEntry {
        id: draft.listed.id.value.clone(),
        number: draft.listed.number,
        module: draft.listed.module,
        title: Lang::ALL.map(|lang| draft.title(lang)),
        question: Lang::ALL.map(|lang| draft.question(lang)),
        minutes: draft.plan.minutes,
        steps: u32::try_from(draft.plan.steps.len()).unwrap_or(u32::MAX),
    }
}

/// What a lesson may name of the rest of the course.
struct Neighbours<'a> {
    list: &'a CourseFile,
    drafts: &'a [Draft<'a>],
}

impl Surroundings for Neighbours<'_> {
    fn lesson(&self, id: &str, lang: Lang) -> Option<(u32, String, bool)> {
        let draft = self.drafts.iter().find(|draft| draft.listed.id.value == id);
        let planned = || {
            let one = self.list.planned.iter().find(|one| one.id == id)?;
            let [en, ko] = one.title.clone();
            Some((one.number, lang.pick(en, ko), false))
        };
        draft
            .map(|draft| (draft.listed.number, draft.title(lang), true))
            .or_else(planned)
    }
}
