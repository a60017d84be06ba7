//! The lines of logs word by word, written down: `tests/golden/log_parts.txt` reads as documentation. The
//! lines and their parts are those that the engine's own tests have written down.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::golden_file::same_as_golden;
use highwater_core::explain::LogPart;
use highwater_text::{Lang, log, meaning};

/// Each kind of line as a paragraph, each part with its words on a line of its own.
const LINES: &str = include_str!("../../../core/src/explain/log_line/parts.txt");

#[test]
fn each_part_of_a_line_means_what_is_written_down() {
    let words = Lang::ALL.map(meaning::in_language);
    let mut not_told: BTreeMap<String, LogPart> = BTreeMap::new();
    for part in LogPart::all() {
        not_told.insert(format!("{part:?}"), part);
    }
    let mut text = String::from(
        "The lines of logs word by word: each part of a line, and what it means where it comes first.\n",
    );
    for line in LINES.split("\n\n").skip(1) {
        text.push('\n');
        for part in line.lines() {
            let (id, part_words) = part.split_once(": ").expect("an id and its words");
            let _ = writeln!(text, "{part_words}");
            if let Some(part) = not_told.remove(id) {
                for words in &words {
                    let _ = writeln!(text, "  {}", words.get(log::meaning(part)));
                }
            }
        }
    }
    assert!(not_told.is_empty(), "no line has {not_told:?}");
    same_as_golden("log_parts.txt", &text);
}
