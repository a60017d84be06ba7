//! What the recordings hold, and what they do not: which of a cluster's lines and records were kept,
//! what in a line is an id, and which settings matter to nothing that the engine models. All of it is
//! data (`comparison/recorder.json`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// How recordings were made.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recorder {
    /// Settings of brokers, with the reason why they matter to nothing here.
    pub settings_without_effect: BTreeMap<String, String>,
    /// Settings of producers, likewise.
    pub producer_settings_without_effect: BTreeMap<String, String>,
    /// Settings of consumers, likewise.
    pub consumer_settings_without_effect: BTreeMap<String, String>,
    /// Metadata records that were left out, with the reason.
    pub unrecorded_metadata_records: BTreeMap<String, String>,
    /// A line was kept if it has one of these words.
    pub recorded_words: Vec<String>,
    /// Ids, epochs of registrations, offsets of the metadata log, addresses and times within lines.
    pub ids: Vec<Between>,
}

/// What stands between two texts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Between {
    /// The text before it.
    pub after: String,
    /// The text behind it.
    pub until: String,
}

/// How recordings were made.
#[must_use]
pub fn recorder() -> &'static Recorder {
    static RECORDER: LazyLock<Recorder> = LazyLock::new(|| {
        serde_json::from_str(include_str!("../../comparison/recorder.json"))
            .expect("the description of the recorder, which is compiled in, is right")
    });
    &RECORDER
}

impl Recorder {
    /// Whether such a line was kept where it was logged.
    #[must_use]
    pub fn keeps(&self, line: &str) -> bool {
        self.recorded_words.iter().any(|word| line.contains(word))
    }
}
