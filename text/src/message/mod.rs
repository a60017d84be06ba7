//! A message on the network in words: a few on its capsule, one line in the event list, a sentence
//! or two beside the picture.

mod capsule;
mod field;
mod line;
mod meaning;
mod sentence;

pub use field::{Field, fields};
pub use meaning::FieldMeaning;
pub use sentence::MessageSentence;

use highwater_core::id::NodeId;
use highwater_core::metadata::MetadataImage;
use highwater_core::sim::{ConnectionId, Direction};
use highwater_core::trace::Event;
use highwater_core::wire::Gist;

use crate::Lang;
use crate::course::Words;
use crate::{same, say};

/// A message: who sends it to whom, and what matters in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message<'a> {
    /// The connection that it travels on.
    pub connection: ConnectionId,
    /// Which way it travels.
    pub direction: Direction,
    /// What matters in it.
    pub gist: &'a Gist,
}

impl<'a> Message<'a> {
    /// The message that an event is about, if it is about one.
    #[must_use]
    pub fn of(event: &'a Event) -> Option<Self> {
        match event {
            Event::MessageSent {
                connection,
                direction,
                gist,
                ..
            }
            | Event::MessageArrived {
                connection,
                direction,
                gist,
                ..
            }
            | Event::MessageLost {
                connection,
                direction,
                gist,
                ..
            } => Some(Self {
                connection: *connection,
                direction: *direction,
                gist,
            }),
            _ => None,
        }
    }

    /// Who sends it.
    #[must_use]
    pub fn sender(self) -> NodeId {
        self.connection.sender(self.direction)
    }

    /// Who is to receive it.
    #[must_use]
    pub fn receiver(self) -> NodeId {
        self.connection.receiver(self.direction)
    }

    /// The name of the partition that it is about; nothing if it is about none.
    fn partition_name(self, names: &MetadataImage) -> String {
        let partition = match self.gist {
            Gist::Produce { partition, .. }
            | Gist::ProduceAnswer { partition, .. }
            | Gist::AlterPartition { partition, .. }
            | Gist::AlterPartitionAnswer { partition, .. } => Some(*partition),
            Gist::Fetch { partition, .. } | Gist::FetchAnswer { partition, .. } => *partition,
            _ => None,
        };
        partition.map_or_else(String::new, |one| names.name_of(one))
    }

    /// From whom to whom: `b2 → b1`.
    #[must_use]
    pub fn route(self) -> String {
        same!(Lang::En, "{0} → {1}", self.sender(), self.receiver())
    }

    /// What it is called in full: `Fetch request b2 → b1`.
    #[must_use]
    pub fn title(self, lang: Lang) -> String {
        if let Gist::Connect { .. } = self.gist {
            let (from, to) = (self.sender(), self.receiver());
            return say!(
                lang,
                "Attempt to connect {0} → {1}",
                "연결 시도 {0} → {1}",
                from,
                to
            );
        }
        self.title_of_api(lang)
    }

    /// What it is called in full, or what the request is called that waits for its connection.
    pub(crate) fn title_of_api(self, lang: Lang) -> String {
        let kind = match self.direction {
            Direction::Request => lang.pick("request", "요청"),
            Direction::Response => lang.pick("response", "응답"),
        };
        let (api, from, to) = (self.gist.api(), self.sender(), self.receiver());
        same!(lang, "{0} {1} {2} → {3}", api, kind, from, to)
    }

    /// The few words on its capsule.
    #[must_use]
    pub fn capsule(self, lang: Lang) -> String {
        capsule::capsule(lang, self)
    }

    /// One line of the event list.
    #[must_use]
    pub fn line(self, lang: Lang, names: &MetadataImage) -> String {
        line::line(lang, self, names)
    }

    /// What it asks or tells, and what that means. Empty until the words have been fetched.
    #[must_use]
    pub fn sentence(self, lang: Lang, words: &Words, names: &MetadataImage) -> String {
        sentence::sentence(lang, words, self, names)
    }
}
