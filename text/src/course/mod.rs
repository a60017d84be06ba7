//! The compiled course: what the host-side compiler in `lessons/` writes and the app fetches.
//!
//! `course/index.bin` holds an [`Index`], `course/{id}.{lang}.bin` a [`Lesson`] in one language,
//! `course/{id}.end.{lang}.bin` its [`End`], `course/glossary.{lang}.bin`, `course/legend.{lang}.bin` and
//! `course/words.{lang}.bin` a [`Glossary`], a [`Legend`] and [`Words`], `course/presets.{lang}.bin` and
//! `course/settings.{lang}.bin` what the sandbox begins with: [`Presets`] and a [`ConfigTable`]. All HTML in them was rendered from checked Markdown and may
//! be put into the page as it is. Links in it are hash routes of the app.

mod code;
mod end;
mod engine;
mod index;
mod lesson;
mod lookup;
mod sandbox;

pub use code::{Coded, Reader};
pub use end::{Answer, ConfigEntry, ConfigScope, End, NextLesson, Question, Tool};
pub use index::{Both, Index, IndexEntry, Module};
pub use lesson::{
    CellWord, Fidelity, FidelityKind, Focus, Lesson, Prediction, PredictionOption, Step, Try,
};
pub use lookup::{Glossary, GlossaryChapter, GlossaryTerm, Legend, LegendGroup, LegendItem, Words};
pub use sandbox::{ConfigKey, ConfigTable, LessonStep, Preset, Presets, Sandbox};

use core::fmt;

/// The first byte of every compiled file; it changes with the format (or with the engine's types in it).
pub const FORMAT_VERSION: u8 = 18;

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

/// The bytes of a compiled file: the version, a CRC-32 of the rest, and the rest.
#[must_use]
pub fn encode(value: &impl Coded) -> Vec<u8> {
    let mut payload = Vec::new();
    value.write(&mut payload);
    let mut bytes = vec![FORMAT_VERSION];
    bytes.extend(checksum(&payload).to_le_bytes());
    bytes.extend(payload);
    bytes
}

/// Reads a compiled file back.
///
/// # Errors
/// When the bytes are not a whole file of this version, every byte as it was written.
pub fn decode<T: Coded>(bytes: &[u8]) -> Result<T, FormatError> {
    let mut reader = Reader::new(payload(bytes)?);
    let value = T::read(&mut reader);
    if reader.is_done() {
        Ok(value)
    } else {
        Err(FormatError::Damaged)
    }
}

/// What is in the file, its version and its checksum proven.
fn payload(bytes: &[u8]) -> Result<&[u8], FormatError> {
    let rest = match bytes.split_first() {
        None => return Err(FormatError::Empty),
        Some((&FORMAT_VERSION, rest)) => rest,
        Some((&found, _)) => return Err(FormatError::Version { found }),
    };
    let (written, payload) = rest.split_first_chunk().ok_or(FormatError::Damaged)?;
    if u32::from_le_bytes(*written) == checksum(payload) {
        Ok(payload)
    } else {
        Err(FormatError::Damaged)
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
