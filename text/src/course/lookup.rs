//! What people look up: the glossary, the legend and what things mean, in one language.

use super::code::coded;
use crate::Lang;
use crate::fill::{Value, fill};
use crate::legend::Drawing;
use crate::meaning::Meaning;

/// The terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glossary {
    /// Terms that belong together, in an order in which they can be read.
    pub chapters: Vec<GlossaryChapter>,
}

impl Glossary {
    /// The term with that id.
    #[must_use]
    pub fn term(&self, id: &str) -> Option<&GlossaryTerm> {
        self.chapters
            .iter()
            .flat_map(|chapter| &chapter.terms)
            .find(|term| term.id == id)
    }
}

/// Some terms that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlossaryChapter {
    /// What they are about.
    pub title: String,
    /// The terms.
    pub terms: Vec<GlossaryTerm>,
}

/// One term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlossaryTerm {
    /// Its id in links.
    pub id: String,
    /// The term.
    pub name: String,
    /// What it is.
    pub definition: String,
    /// The ids of terms that it touches.
    pub related: Vec<String>,
    /// The id of the lesson that shows it, where there is one.
    pub lesson: Option<String>,
}

/// What each drawing means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Legend {
    /// Drawings that belong together.
    pub groups: Vec<LegendGroup>,
}

/// Some drawings that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegendGroup {
    /// What they are about.
    pub title: String,
    /// The drawings.
    pub items: Vec<LegendItem>,
}

/// One drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegendItem {
    /// What is drawn.
    pub drawing: Drawing,
    /// What it is called.
    pub name: String,
    /// What it looks like and means.
    pub meaning: String,
    /// The id of the glossary's term, where there is one.
    pub term: Option<String>,
}

/// What is said when somebody looks closer. While it is not there, nothing is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    texts: Vec<String>,
}

impl Words {
    /// The texts, by their numbers.
    pub(crate) const fn new(texts: Vec<String>) -> Self {
        Self { texts }
    }

    /// Whether they are there.
    #[must_use]
    pub fn are_there(&self) -> bool {
        !self.texts.is_empty()
    }

    /// The text of that number; nothing while it is not there.
    #[must_use]
    pub fn get(&self, meaning: Meaning) -> &str {
        let text = self.texts.get(usize::from(meaning.0));
        text.map_or("", |text| text)
    }

    /// The sentence of that number with its values in it.
    #[must_use]
    pub fn say(&self, lang: Lang, meaning: Meaning, values: &[Value<'_>]) -> String {
        fill(lang, self.get(meaning), values)
    }
}

coded! { struct Words { texts } }
coded! { struct Glossary { chapters } }
coded! { struct GlossaryChapter { title, terms } }
coded! { struct GlossaryTerm { id, name, definition, related, lesson } }
coded! { struct Legend { groups } }
coded! { struct LegendGroup { title, items } }
coded! { struct LegendItem { drawing, name, meaning, term } }
coded! {
    enum Drawing {
        0: Record,
        1: RecordOfLaterEpoch,
        2: RecordAboveHighWatermark,
        3: Batch,
        4: Truncated,
        5: Water,
        6: HighWatermark,
        7: LogEndOffset,
        8: Position,
        9: Leader,
        10: InSync,
        11: OutOfSync,
        12: Fenced,
        13: Crashed,
        14: Request,
        15: Response,
        16: ErrorResponse,
        17: RoutineMessage,
        18: HeldMessage,
        19: CutLink,
        20: Producer,
        21: Consumer,
        22: Controller,
        23: Dimmed,
        24: KnownEnds,
        25: Eligible,
        26: LastKnownLeader,
        27: Recovering,
        28: Recorded,
        29: Offline,
        30: Frozen,
        31: ControlledShutdown,
        32: Slow,
        33: Unread,
        34: AcksWait,
        35: OneWayCut,
        36: SlowLink,
        37: MetadataRecord,
        38: MetadataApplied,
        39: Session,
        40: Isolated,
        41: Rack,
        42: FetchWaits,
        43: LostMessage,
        44: TimeMarks,
        45: EventMarks,
        46: Coordinator,
        47: CommittedOffset,
        48: Count,
        49: ProducerRecords,
        50: Member,
    }
}
