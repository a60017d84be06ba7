//! The project's own cases: all pass, and CONFORMANCE.md says so.

use std::fs;
use std::sync::LazyLock;

use highwater_conformance::deviation::listed;
use highwater_conformance::report::Report;
use highwater_conformance::{collection, document, file};

static REPORT: LazyLock<Report> = LazyLock::new(|| {
    let files = collection::own().expect("the project's own data can be read");
    Report {
        files: files
            .into_iter()
            .map(|(path, shown)| file::run(&path, shown))
            .collect(),
    }
});

#[test]
fn the_engine_does_what_kafka_did_in_every_case() {
    assert!(REPORT.files.len() >= 15, "{} files", REPORT.files.len());
    assert!(REPORT.is_clean(), "{}", REPORT.text());
}

#[test]
fn each_known_deviation_is_needed_somewhere() {
    let needed = REPORT.deviations();
    for deviation in listed() {
        assert!(needed.count(deviation) > 0, "{}", deviation.id);
    }
}

#[test]
fn conformance_md_says_what_there_is() {
    let path = collection::root().join(document::NAME);
    let written = fs::read_to_string(path).expect("CONFORMANCE.md can be read");
    assert!(
        written == document::text(&REPORT),
        "CONFORMANCE.md is old: `cargo xtask conform --write` writes it"
    );
}
