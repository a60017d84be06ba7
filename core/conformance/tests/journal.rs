//! What the product shows of logs is what is held against the recordings: the journal of a run has the very
//! lines that the replay compares.

use std::fs;

use highwater_conformance::collection;
use highwater_conformance::recording::journal::journals;
use serde_json::{Map, Value};

/// Each recording of the project's own, by its name.
fn recordings() -> Vec<(String, Map<String, Value>)> {
    let mut recordings = Vec::new();
    for (path, shown) in collection::own().expect("the project's own data can be read") {
        if !shown.contains("recordings/") {
            continue;
        }
        let text = fs::read_to_string(path).expect("it can be read");
        recordings.push((shown, serde_json::from_str(&text).expect("it is JSON")));
    }
    recordings
}

#[test]
fn the_journal_of_each_recording_has_the_lines_that_are_held_against_it() {
    let recordings = recordings();
    assert!(recordings.len() >= 60, "{} recordings", recordings.len());
    for (name, file) in recordings {
        let journals = journals(&file).unwrap_or_else(|why| panic!("{name}: {why}"));
        assert!(!journals.compared.is_empty(), "{name} logs something");
        assert!(journals.kept == journals.compared, "{name}");
        assert!(journals.begun_later == journals.compared, "{name}");
    }
}
