//! The glossary: each term once, exactly, in both languages. Ids stand in links and never change.
//!
//! These tables are for the host. The app fetches them in one language, as [`course::Glossary`].

mod client;
mod cluster;
mod epoch;
mod group;
mod log;
mod replication;

use crate::course::{self, GlossaryChapter, GlossaryTerm};
use crate::{Lang, Text};

/// One term.
#[derive(Clone, Copy, Debug)]
pub struct Term {
    /// Its id, as links write it.
    pub id: &'static str,
    /// The term; the Korean name has the English one beside it.
    pub name: Text,
    /// What it is: one to three sentences.
    pub definition: Text,
    /// The ids of terms that it touches.
    pub related: &'static [&'static str],
    /// The id of the lesson that shows it, where there is one.
    pub lesson: Option<&'static str>,
}

impl Term {
    /// A term that no lesson shows yet.
    const fn new(
        id: &'static str,
        name: Text,
        definition: Text,
        related: &'static [&'static str],
    ) -> Self {
        Self {
            id,
            name,
            definition,
            related,
            lesson: None,
        }
    }

    const fn shown_in(self, lesson: &'static str) -> Self {
        Self {
            lesson: Some(lesson),
            ..self
        }
    }

    fn in_language(&self, lang: Lang) -> GlossaryTerm {
        GlossaryTerm {
            id: self.id.to_owned(),
            name: self.name.get(lang).to_owned(),
            definition: self.definition.get(lang).to_owned(),
            related: self.related.iter().map(|id| (*id).to_owned()).collect(),
            lesson: self.lesson.map(str::to_owned),
        }
    }
}

/// Some terms that belong together.
#[derive(Clone, Copy, Debug)]
pub struct Chapter {
    /// The chapter's id.
    pub id: &'static str,
    /// What they are about.
    pub title: Text,
    /// The terms, in an order in which they can be read.
    pub terms: &'static [Term],
}

/// The whole glossary, in an order in which it can be read.
pub static CHAPTERS: [Chapter; 6] = [
    Chapter {
        id: "log",
        title: Text::new("Topics and logs", "토픽과 로그"),
        terms: log::TERMS,
    },
    Chapter {
        id: "client",
        title: Text::new("Producers and consumers", "프로듀서와 컨슈머"),
        terms: client::TERMS,
    },
    Chapter {
        id: "group",
        title: Text::new("Consumer groups", "컨슈머 그룹"),
        terms: group::TERMS,
    },
    Chapter {
        id: "replication",
        title: Text::new("Replication", "복제"),
        terms: replication::TERMS,
    },
    Chapter {
        id: "epoch",
        title: Text::new("Elections and epochs", "선출과 에포크"),
        terms: epoch::TERMS,
    },
    Chapter {
        id: "cluster",
        title: Text::new("Brokers and the controller", "브로커와 컨트롤러"),
        terms: cluster::TERMS,
    },
];

/// Every term, chapter by chapter.
pub fn terms() -> impl Iterator<Item = &'static Term> {
    CHAPTERS.iter().flat_map(|chapter| chapter.terms)
}

/// The term with that id.
#[must_use]
pub fn term(id: &str) -> Option<&'static Term> {
    terms().find(|term| term.id == id)
}

/// Whether there is a term with that id.
#[must_use]
pub fn is_term(id: &str) -> bool {
    term(id).is_some()
}

/// The glossary in one language, as the app fetches it.
#[must_use]
pub fn in_language(lang: Lang) -> course::Glossary {
    let chapter = |chapter: &Chapter| GlossaryChapter {
        title: chapter.title.get(lang).to_owned(),
        terms: chapter
            .terms
            .iter()
            .map(|term| term.in_language(lang))
            .collect(),
    };
    course::Glossary {
        chapters: CHAPTERS.iter().map(chapter).collect(),
    }
}

const KEYS_LESSON: &str = "keys-and-order";
const RETRY_LESSON: &str = "retries-order-duplicates";
const HIGH_WATERMARK_LESSON: &str = "who-moves-the-high-watermark";
const ISR_LESSON: &str = "in-sync-replicas";
const MINIMUM_LESSON: &str = "min-insync-replicas";
const FAILOVER_LESSON: &str = "leader-failover";
const REBALANCE_LESSON: &str = "rebalancing";
const COMMIT_LESSON: &str = "committing";
