//! What waits, and why, in words: a title for what waits, a clause for each reason, one for what ends it.
//!
//! Titles are in the program; the clauses are fetched with the other words that a first visit does not
//! need.

mod clause;
mod clock;
mod end;
mod reason;
mod title;

pub use clause::{Clause, GroupClause, ProducerClause};
pub use clock::ClockClause;
pub use end::{end, left};
pub use reason::reason;
pub use title::{question, title};

use highwater_core::metadata::MetadataImage;

use crate::Lang;
use crate::course::Words;
use crate::fill::Value;
use crate::meaning::Meaning;

/// What a clause is said with.
#[derive(Clone, Copy, Debug)]
pub struct Teller<'a> {
    /// In which language.
    pub lang: Lang,
    /// The words, once they are there; nothing is said before.
    pub words: &'a Words,
    /// What partitions are called.
    pub names: &'a MetadataImage,
}

impl Teller<'_> {
    fn say(self, clause: Meaning, values: &[Value<'_>]) -> String {
        self.words.say(self.lang, clause, values)
    }
}
