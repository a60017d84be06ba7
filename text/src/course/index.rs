//! The list of lessons.

use super::code::coded;

/// A text in English and in Korean, in this order.
pub type Both = [String; 2];

/// The list of lessons, as the home page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// The modules, in the course's order.
    pub modules: Vec<Module>,
    /// The lessons that exist, in the course's order.
    pub lessons: Vec<IndexEntry>,
}

/// A group of lessons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    /// Its number in the course.
    pub number: u32,
    /// What it is about.
    pub title: Both,
}

/// What the list says of a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexEntry {
    /// Its id in links: `who-moves-the-high-watermark`.
    pub id: String,
    /// Its number in the course.
    pub number: u32,
    /// The number of its module.
    pub module: u32,
    /// Its title.
    pub title: Both,
    /// The one question that it answers.
    pub question: Both,
    /// How long it takes, about.
    pub minutes: u32,
    /// How many steps it has.
    pub steps: u32,
}

coded! { struct Index { modules, lessons } }
coded! { struct Module { number, title } }
coded! { struct IndexEntry { id, number, module, title, question, minutes, steps } }
