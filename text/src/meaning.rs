//! Explanations that are shown only on request or after an action: what a field, an error or a standing
//! means, what a command does and why it is refused, and what rarely happens.
//!
//! Together they are as long as a lesson, in each of two languages, and a first visit needs none of them.
//! So the program holds only their numbers, and fetches the texts in one language when they are first
//! needed.

use crate::action::Help;
use crate::answer::Accepted;
use crate::command::Effect;
use crate::course::Words;
use crate::error::ErrorMeaning;
use crate::event::{ClassicGroupLine, ConsumerGroupLine, ConsumerLine, Line};
use crate::fact::{GroupColumn, NetworkFact, NodeFact, PartitionFact, ToolFact};
use crate::log::{ClientMeaning, CoordinatorMeaning, MemberMeaning, ServerMeaning};
use crate::loss::{DeliverySentence, LossLine, LossSentence};
use crate::message::{FieldMeaning, MessageSentence};
use crate::refusal::Why;
use crate::standing::StandingMeaning;
use crate::wait::{Clause, ClockClause, GroupClause, ProducerClause};
use crate::{Lang, Text, config};

/// A text by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning(pub(crate) u16);

/// Some of the texts, by their numbers from the first on.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    pub(crate) first: u16,
    pub(crate) texts: &'static [Text],
}

impl Table {
    /// The texts.
    #[must_use]
    pub const fn texts(&self) -> &'static [Text] {
        self.texts
    }

    /// The number with which the next table begins.
    pub(crate) const fn end(self) -> u16 {
        self.first + self.texts.len() as u16
    }
}

/// Every table, in the order of the numbers.
pub const TABLES: [Table; 29] = [
    ErrorMeaning::TABLE,
    FieldMeaning::TABLE,
    MessageSentence::TABLE,
    StandingMeaning::TABLE,
    Effect::TABLE,
    Help::TABLE,
    Line::TABLE,
    ConsumerGroupLine::TABLE,
    ClassicGroupLine::TABLE,
    ConsumerLine::TABLE,
    Why::TABLE,
    LossLine::TABLE,
    LossSentence::TABLE,
    DeliverySentence::TABLE,
    config::TABLE,
    NodeFact::TABLE,
    PartitionFact::TABLE,
    NetworkFact::TABLE,
    ToolFact::TABLE,
    Accepted::TABLE,
    Clause::TABLE,
    ProducerClause::TABLE,
    GroupClause::TABLE,
    ClockClause::TABLE,
    ServerMeaning::TABLE,
    ClientMeaning::TABLE,
    MemberMeaning::TABLE,
    CoordinatorMeaning::TABLE,
    GroupColumn::TABLE,
];

/// Lists some texts in both languages, each with its name.
macro_rules! meanings {
    ($(#[$doc:meta])* pub enum $name:ident from $first:expr; $($text:ident: $en:literal, $ko:literal;)+) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $(#[doc = $en] $text,)+
        }

        impl $name {
            /// The texts, for the compiler of the course only.
            pub const TABLE: $crate::meaning::Table = $crate::meaning::Table {
                first: $first,
                texts: &[$($crate::Text::new($en, $ko)),+],
            };

            /// The number of the text.
            #[must_use]
            pub const fn meaning(self) -> $crate::meaning::Meaning {
                $crate::meaning::Meaning(Self::TABLE.first + self as u16)
            }
        }
    };
}

pub(crate) use meanings;

/// Every text in one language: the content of the file that the app fetches.
#[must_use]
pub fn in_language(lang: Lang) -> Words {
    let texts = TABLES.iter().flat_map(|table| table.texts);
    Words::new(texts.map(|text| text.get(lang).to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_table_begins_where_the_one_before_ends() {
        let mut next = 0;
        for table in TABLES {
            assert_eq!(table.first, next, "{:?}", table.texts);
            next = table.end();
        }
    }
}
