//! What the browser keeps of sandboxes: a line each, the one that was used last first. A line that cannot
//! be read, or whose run cannot be taken up again, is kept aside as it is, and said.

use highwater_core::command::Refusal;
use highwater_core::scenario::Problem;
use highwater_text::course::{self, FormatError, LessonStep, Sandbox};

use super::base64;

/// All that is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    entries: Vec<Entry>,
}

/// One that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// It can be opened, as far as is known.
    Kept(Sandbox),
    /// It cannot.
    Aside(Aside),
}

/// One that cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// As it was kept.
    pub raw: String,
    /// Why it cannot.
    pub why: WhyAside,
}

/// Why a sandbox cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyAside {
    /// It is no sandbox as they are kept.
    NoSandbox,
    /// It is damaged, or of another version of the site.
    Format(FormatError),
    /// Its cluster cannot be so.
    Scenario(Vec<Problem>),
    /// Something that was done in it makes no sense there any more.
    Refused(Refusal),
    /// The engine computes another run by now.
    AnotherRun,
}

impl Shelf {
    /// Reads what was kept.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.is_empty());
        Self {
            entries: lines.map(Entry::parse).collect(),
        }
    }

    /// As it is kept.
    #[must_use]
    pub fn written(&self) -> String {
        let mut text = String::new();
        for entry in &self.entries {
            match entry {
                Entry::Kept(sandbox) => text.push_str(&line(sandbox)),
                Entry::Aside(aside) => text.push_str(&aside.raw),
            }
            text.push('\n');
        }
        text
    }

    /// All of them, the one that was used last first.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The place of the one that was used last, of those that can be opened. What was taken over from a lesson is
    /// opened there.
    #[must_use]
    pub fn latest(&self) -> Option<usize> {
        self.place_of(None)
    }

    /// The place of what was taken over at that step of a lesson; without one, of the latest of the others.
    fn place_of(&self, step: Option<&LessonStep>) -> Option<usize> {
        let is_it = |entry: &Entry| match entry {
            Entry::Kept(sandbox) => sandbox.taken_over.as_ref() == step,
            Entry::Aside(_) => false,
        };
        self.entries.iter().position(is_it)
    }

    /// What was taken over at that step of a lesson.
    #[must_use]
    pub fn taken_over(&self, step: &LessonStep) -> Option<&Sandbox> {
        self.sandbox(self.place_of(Some(step))?)
    }

    /// Keeps what was taken over from a lesson, in place of what was taken over there before. True when that is news.
    pub fn keep_taken_over(&mut self, sandbox: Sandbox) -> bool {
        match self.place_of(sandbox.taken_over.as_ref()) {
            Some(place) => {
                self.use_now(place);
                self.update(sandbox)
            }
            None => {
                self.add(sandbox);
                true
            }
        }
    }

    /// How many cannot be opened.
    #[must_use]
    pub fn asides(&self) -> usize {
        let is_aside = |entry: &&Entry| matches!(entry, Entry::Aside(_));
        self.entries.iter().filter(is_aside).count()
    }

    /// The sandbox at a place.
    #[must_use]
    pub fn sandbox(&self, place: usize) -> Option<&Sandbox> {
        match self.entries.get(place)? {
            Entry::Kept(sandbox) => Some(sandbox),
            Entry::Aside(_) => None,
        }
    }

    /// Keeps one more, as the one that was used last.
    pub fn add(&mut self, sandbox: Sandbox) {
        self.entries.insert(0, Entry::Kept(sandbox));
    }

    /// Keeps what has become of the one that was used last. True when that is news.
    pub fn update(&mut self, sandbox: Sandbox) -> bool {
        let new = Entry::Kept(sandbox);
        match self.entries.first_mut() {
            Some(first) if *first == new => false,
            Some(first) => {
                *first = new;
                true
            }
            None => {
                self.entries.push(new);
                true
            }
        }
    }

    /// The one at a place is used now.
    pub fn use_now(&mut self, place: usize) {
        if place < self.entries.len() {
            let entry = self.entries.remove(place);
            self.entries.insert(0, entry);
        }
    }

    /// The one at a place is kept aside.
    pub fn set_aside(&mut self, place: usize, why: WhyAside) {
        if let Some(entry) = self.entries.get_mut(place)
            && let Entry::Kept(sandbox) = entry
        {
            let raw = line(sandbox);
            *entry = Entry::Aside(Aside { raw, why });
        }
    }

    /// Forgets the one at a place.
    pub fn forget(&mut self, place: usize) {
        if place < self.entries.len() {
            self.entries.remove(place);
        }
    }
}

impl Entry {
    fn parse(line: &str) -> Self {
        let read = match base64::read(line) {
            Some(bytes) => course::decode(&bytes).map_err(WhyAside::Format),
            None => Err(WhyAside::NoSandbox),
        };
        match read {
            Ok(sandbox) => Self::Kept(sandbox),
            Err(why) => Self::Aside(Aside {
                raw: line.to_owned(),
                why,
            }),
        }
    }
}

fn line(sandbox: &Sandbox) -> String {
    base64::written(&course::encode(sandbox))
}
