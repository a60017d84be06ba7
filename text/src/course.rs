//! The compiled course: what the host-side compiler in `lessons/` writes and the app fetches.
//!
//! `course/index.bin` holds an [`Index`], `course/{id}.{lang}.bin` a [`Lesson`] in one language. All
//! HTML in them was rendered from checked Markdown and may be put into the page as it is. Links in it
//! are hash routes of the app.

use core::fmt;
use std::sync::Arc;

use highwater_core::check::{Claim, Moment};
use highwater_core::command::Command;
use highwater_core::id::NodeId;
use highwater_core::scenario::Scenario;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The first byte of every compiled file; it changes with the format (or with the engine's types in it).
pub const FORMAT_VERSION: u8 = 2;

/// A text in English and in Korean, in this order.
pub type Both = [String; 2];

/// The list of lessons, as the home page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    /// The modules, in the course's order.
    pub modules: Vec<Module>,
    /// The lessons that exist, in the course's order.
    pub lessons: Vec<IndexEntry>,
}

/// A group of lessons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Module {
    /// Its number in the course.
    pub number: u32,
    /// What it is about.
    pub title: Both,
}

/// What the list says of a lesson.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// A lesson in one language.
///
/// The step at place k is reached by looking for its `until` from the moment of the step before (the
/// first step's from the opening of the scenario). A prediction is asked while one stands at its step,
/// about what comes after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lesson {
    /// Its id in links.
    pub id: String,
    /// Its number in the course.
    pub number: u32,
    /// The number of its module.
    pub module: u32,
    /// Its title.
    pub title: String,
    /// The one question that it answers.
    pub question: String,
    /// How long it takes, about.
    pub minutes: u32,
    /// The cluster, and what happens to it by itself.
    pub scenario: Scenario,
    /// The steps, in order. There is at least one.
    pub steps: Vec<Step>,
    /// What stands after the last step.
    pub end: End,
}

impl Lesson {
    /// The place of the step with this permanent id.
    #[must_use]
    pub fn place_of(&self, step_id: u32) -> Option<usize> {
        self.steps.iter().position(|step| step.id == step_id)
    }
}

/// One causal event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Permanent: the `step=` of links. Not the place: a step added later takes a new number.
    pub id: u32,
    /// What happens, in a few words.
    pub title: String,
    /// One or two sentences.
    pub html: String,
    /// The moment at which the step stands.
    pub until: Moment,
    /// What it is about; the rest may be dimmed.
    pub focus: Focus,
    /// How true to Kafka it is.
    pub fidelity: Fidelity,
    /// What it says of the cluster at its moment; the compiler has shown it to be true.
    pub claims: Vec<Claim>,
    /// What the person is asked before the next step.
    pub prediction: Option<Prediction>,
    /// What the person may break here.
    pub tries: Vec<Try>,
}

/// What a step is about. Empty means everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Focus {
    /// The nodes.
    pub nodes: Vec<NodeId>,
    /// The partition, by name: `orders-0`.
    pub partition: Option<Arc<str>>,
}

/// How true to Kafka a step is, and where that is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fidelity {
    /// Exact, or simplified.
    pub kind: FidelityKind,
    /// The Kafka class or KIP that the step follows: `Partition.maybeIncrementLeaderHW`, `KIP-101`.
    pub source: String,
    /// How it is simplified; empty if it is exact.
    pub note_html: String,
}

/// How true to Kafka a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FidelityKind {
    /// What is shown happens so in Kafka.
    Exact,
    /// Something is left out, and the note says what.
    Simplified,
}

/// A question about what comes next, graded by the engine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prediction {
    /// What is asked.
    pub question_html: String,
    /// The choices; the engine finds exactly one of their claims true.
    pub options: Vec<PredictionOption>,
    /// Said after any answer, before going on.
    pub after_html: String,
}

/// A choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PredictionOption {
    /// The choice, without a paragraph of its own: it stands in a label.
    pub html: String,
    /// For a wrong one: the model behind it by name, and what it would have to show. For the right
    /// one: why.
    pub model_html: String,
    /// What the choice comes to: right if, and only if, `Timeline::judge` finds it true at the step.
    pub claim: Claim,
}

/// Something to break.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Try {
    /// What to do and what to watch.
    pub html: String,
    /// A button that does it.
    pub command: Option<Command>,
}

/// What stands after the last step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    /// The rule, in one sentence, with its caveats after it.
    pub rule_html: String,
    /// The configuration that it depends on.
    pub config: Vec<ConfigEntry>,
    /// How to see it on a real cluster.
    pub tools: Vec<Tool>,
    /// Check questions.
    pub questions: Vec<Question>,
    /// The lessons that go on from here.
    pub next: Vec<NextLesson>,
    /// What to read, one entry each.
    pub reading: Vec<String>,
}

/// A configuration key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfigEntry {
    /// Kafka's name.
    pub key: String,
    /// Whose configuration it is.
    pub scope: ConfigScope,
    /// Kafka's default.
    pub default: String,
    /// The value in this lesson's cluster, where it is another.
    pub here: Option<String>,
    /// What it has to do with the lesson.
    pub html: String,
}

/// Whose configuration a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConfigScope {
    /// The brokers'.
    Broker,
    /// The topic's, before the brokers'.
    Topic,
    /// The producer's.
    Producer,
    /// The consumer's.
    Consumer,
}

/// A command line, and what it prints in this lesson's cluster at the last step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tool {
    /// The command line.
    pub command: String,
    /// What it prints; computed by the engine.
    pub output: String,
    /// How to read it.
    pub html: String,
}

/// A check question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What is asked.
    pub html: String,
    /// The answers; exactly one is right.
    pub answers: Vec<Answer>,
}

/// An answer to a check question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The answer, without a paragraph of its own: it stands in a label.
    pub html: String,
    /// Why it is right, or why it is wrong.
    pub why_html: String,
    /// Whether it is right; the compiler has had the engine confirm it.
    pub right: bool,
}

/// A lesson that goes on from here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextLesson {
    /// Its id in links.
    pub id: String,
    /// Its number in the course.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// What it adds, in a sentence.
    pub html: String,
    /// Whether it exists yet; else it is named and not linked.
    pub exists: bool,
}

/// Why a compiled file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormatError {
    /// There is nothing in it.
    Empty,
    /// It was written for another version of the app (or is another kind of file altogether).
    Version {
        /// The file's first byte.
        found: u8,
    },
    /// It does not hold what it should, or ends too early or too late.
    Damaged,
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "the file is empty"),
            Self::Version { found } => {
                write!(
                    f,
                    "the file is of format {found}, expected {FORMAT_VERSION}"
                )
            }
            Self::Damaged => write!(f, "the file is damaged: its contents do not fit the format"),
        }
    }
}

impl core::error::Error for FormatError {}

/// The bytes of an [`Index`] or a [`Lesson`]: the version, a CRC-32 of the rest, and the rest.
///
/// # Panics
/// When a value of the type cannot be written down, as a map of unknown length: a mistake in this file.
#[must_use]
pub fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    let payload = postcard::to_allocvec(value)
        .expect("every type here is of known shape and length, and a vector takes any bytes");
    let mut bytes = vec![FORMAT_VERSION];
    bytes.extend(checksum(&payload).to_le_bytes());
    bytes.extend(payload);
    bytes
}

/// Reads an [`Index`] or a [`Lesson`] back.
///
/// # Errors
/// When the bytes are not a whole file of this version, every byte as it was written.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, FormatError> {
    let payload = match bytes.split_first() {
        None => return Err(FormatError::Empty),
        Some((&FORMAT_VERSION, rest)) => rest,
        Some((&found, _)) => return Err(FormatError::Version { found }),
    };
    let (written, payload) = payload.split_first_chunk().ok_or(FormatError::Damaged)?;
    if u32::from_le_bytes(*written) != checksum(payload) {
        return Err(FormatError::Damaged);
    }
    match postcard::take_from_bytes(payload) {
        Ok((value, [])) => Ok(value),
        _ => Err(FormatError::Damaged),
    }
}

/// CRC-32 (IEEE 802.3), bit by bit: the tables that make it fast are 16 KB of download, and a lesson
/// is read once.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), step)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_one_that_its_name_promises() {
        assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
    }

    fn index() -> Index {
        Index {
            modules: vec![Module {
                number: 3,
                title: ["Replication".into(), "복제".into()],
            }],
            lessons: Vec::new(),
        }
    }

    #[test]
    fn what_is_encoded_is_decoded() {
        let bytes = encode(&index());
        assert_eq!(decode::<Index>(&bytes), Ok(index()));
    }

    #[test]
    fn what_is_no_file_of_this_version_is_refused() {
        let whole = encode(&index());
        let mut longer = whole.clone();
        longer.push(0);
        let cases: [(&[u8], FormatError); 4] = [
            (b"", FormatError::Empty),
            (b"<!doctype html>", FormatError::Version { found: b'<' }),
            (&whole[..whole.len() - 1], FormatError::Damaged),
            (&longer, FormatError::Damaged),
        ];
        for (bytes, expected) in cases {
            assert_eq!(decode::<Index>(bytes), Err(expected));
        }
    }

    #[test]
    fn any_byte_that_changed_is_noticed() {
        let whole = encode(&index());
        for place in 0..whole.len() {
            let mut changed = whole.clone();
            changed[place] ^= 1;
            assert!(decode::<Index>(&changed).is_err(), "byte {place}");
        }
    }
}
