//! The project's own files, changed in one place.
#![allow(dead_code, reason = "each test file uses what it needs")]

use std::fs;

use highwater_conformance::case::Failure;
use highwater_conformance::file::{FileReport, run_text};
use serde_json::Value;

/// A file of the project's own, below `core/conformance`.
pub fn own(name: &str) -> Value {
    let path = format!("{}/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(&path).expect("the project's own file can be read");
    serde_json::from_str(&text).expect("the project's own file is JSON")
}

/// What becomes of an own file of which one place is another.
pub fn changed(name: &str, pointer: &str, value: Value) -> FileReport {
    let mut file = own(name);
    let place = file.pointer_mut(pointer);
    *place.unwrap_or_else(|| panic!("{name} has {pointer}")) = value;
    run_text(&file.to_string(), name.to_owned())
}

/// What becomes of an own file to which a field was added.
pub fn with_field(name: &str, pointer: &str, field: &str, value: Value) -> FileReport {
    let mut file = own(name);
    let place = file.pointer_mut(pointer).and_then(Value::as_object_mut);
    let fields = place.unwrap_or_else(|| panic!("{name} has {pointer}"));
    fields.insert(field.to_owned(), value);
    run_text(&file.to_string(), name.to_owned())
}

/// The first failure: the case, where it differs, or why it cannot be run.
pub fn first_failure(report: &FileReport) -> Option<(String, String)> {
    let case = report.cases.iter().find(|case| case.failure.is_some())?;
    let why = match case.failure.as_ref()? {
        Failure::Differs(difference) => difference.place.clone(),
        Failure::Unfit(reason) => reason.clone(),
    };
    Some((case.name.clone(), why))
}
