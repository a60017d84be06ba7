//! No number in a file can stop the program: whatever stands in its place, each case passes or fails.

mod common;

use std::collections::BTreeSet;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use common::own;
use highwater_conformance::collection;
use highwater_conformance::file::run_text_with;
use serde_json::{Value, json};

/// What is put in a number's place: what divides, counts down, and overflows each width.
const PUT: [i128; 6] = [
    0,
    -1,
    i32::MAX as i128,
    u32::MAX as i128,
    i64::MAX as i128,
    u64::MAX as i128,
];

/// With how many other draws of ids a recording is tried: another draw is the same program with another
/// seed, so one that is run shows what twenty would.
const DRAWS: u64 = 1;

/// The longest that a case may take. One takes less than a second.
const PATIENCE: Duration = Duration::from_secs(120);

#[test]
fn every_number_of_every_vector_may_be_any_other() {
    for name in names("vectors") {
        let file = own(&name);
        for list in ["vectors", "replica_state"] {
            for case in file[list].as_array().into_iter().flatten() {
                // The case stands alone, in its own list.
                let mut alone = file.clone();
                for other in ["vectors", "replica_state"] {
                    if let Some(cases) = alone.get_mut(other) {
                        *cases = json!([]);
                    }
                }
                alone[list] = json!([case]);
                ends(&name, &alone, &numbers(&alone));
            }
        }
    }
}

/// Of each kind of number its first in each recording is changed, and the recording ends there: what
/// follows would only be replayed again and again.
#[test]
fn every_kind_of_number_in_a_recording_may_be_any_other() {
    let mut seen = BTreeSet::new();
    for name in names("recordings") {
        let file = own(&name);
        for pointer in numbers(&file) {
            if !seen.insert(kind(&pointer)) {
                continue;
            }
            let mut alone = file.clone();
            let steps = alone["steps"]
                .as_array_mut()
                .expect("a recording has steps");
            let step = pointer
                .strip_prefix("/steps/")
                .and_then(|rest| rest.split('/').next());
            let last = step.map_or(0, |step| step.parse().expect("an index is a number"));
            steps.truncate(last + 1);
            ends(&name, &alone, &[pointer]);
        }
    }
}

/// Of what kind a number is, by its place: indexes, partitions and brokers are alike, and so are groups.
fn kind(pointer: &str) -> String {
    let mut kind = String::new();
    let mut is_group = false;
    for part in pointer.split('/') {
        let alike = part.trim_end_matches(|letter: char| letter.is_ascii_digit());
        kind.push('/');
        kind.push_str(if is_group { "" } else { alike });
        is_group = part == "groups";
    }
    kind
}

fn names(folder: &str) -> Vec<String> {
    let files = collection::own().expect("the project's own data can be read");
    let names = files
        .iter()
        .filter_map(|(_, shown)| shown.strip_prefix("core/conformance/"));
    let names = names.filter(|name| name.starts_with(folder));
    names.map(str::to_owned).collect()
}

/// Where numbers stand in a file: as numbers, or, as settings do, as texts.
fn numbers(value: &Value) -> Vec<String> {
    let inner = |key: &str, value: &Value| {
        let key = key.replace('~', "~0").replace('/', "~1");
        let inner = numbers(value).into_iter();
        inner
            .map(move |path| format!("/{key}{path}"))
            .collect::<Vec<_>>()
    };
    match value {
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items
                .flat_map(|(index, item)| inner(&index.to_string(), item))
                .collect()
        }
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(key, value)| inner(key, value))
            .collect(),
        Value::Number(_) => vec![String::new()],
        Value::String(text) if text.parse::<i64>().is_ok() => vec![String::new()],
        _ => Vec::new(),
    }
}

/// Runs the file with each of the numbers changed in turn.
#[expect(
    clippy::disallowed_methods,
    reason = "what does not end is waited for on a thread of its own"
)]
fn ends(name: &str, file: &Value, pointers: &[String]) {
    for pointer in pointers {
        for number in PUT {
            let mut changed = file.clone();
            let place = changed.pointer_mut(pointer).expect("the number is there");
            *place = if place.is_string() {
                json!(number.to_string())
            } else {
                serde_json::from_str(&number.to_string()).expect("a number is JSON")
            };
            let (done, ended) = mpsc::channel();
            let text = changed.to_string();
            thread::spawn(move || {
                done.send(run_text_with(&text, String::new(), DRAWS).cases.len())
            });
            let cases = ended.recv_timeout(PATIENCE);
            assert!(
                cases.as_ref().is_ok_and(|cases| *cases > 0),
                "{name} with {number} at {pointer}: {cases:?}"
            );
        }
    }
}
