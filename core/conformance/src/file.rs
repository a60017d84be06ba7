//! One file of cases: read, told by its kind, run.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value};

use crate::case::{Case, Failure};
use crate::deviation::{Deviation, Ledger, Rule, listed};
use crate::{recording, vectors};

/// The kind of a recording; every other kind is one of vectors.
const RECORDING: &str = "recording";

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileReport {
    /// The file, as it was named.
    pub path: String,
    /// Its kind, if it says one.
    pub kind: Option<String>,
    /// The Kafka that it comes from, if it says so.
    pub kafka_version: Option<String>,
    /// Its cases; of a file that cannot be run, one, that failed.
    pub cases: Vec<Case>,
    /// The deviations that were needed.
    pub deviations: Ledger,
}

impl FileReport {
    /// How many cases were run and passed.
    #[must_use]
    pub fn passed(&self) -> usize {
        let passed = self.cases.iter().filter(|case| case.failure.is_none());
        passed.count().saturating_sub(self.not_run())
    }

    /// How many cases were not run, since they are about what the engine does not have.
    #[must_use]
    pub fn not_run(&self) -> usize {
        let about_transactions = |it: &&Deviation| it.rule == Rule::Transactions;
        let lacking = listed().iter().filter(about_transactions);
        lacking.map(|it| self.deviations.count(it)).sum()
    }

    /// Whether every case that was run passed.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.passed() + self.not_run() == self.cases.len()
    }

    /// What a case of this file is called.
    #[must_use]
    pub fn unit(&self) -> &'static str {
        if self.kind.as_deref() == Some(RECORDING) {
            "steps"
        } else {
            "cases"
        }
    }
}

/// Reads and runs a file.
#[must_use]
pub fn run(path: &Path, shown: String) -> FileReport {
    match fs::read_to_string(path) {
        Ok(text) => run_text(&text, shown),
        Err(error) => unfit(FileReport::named(shown), &error.to_string()),
    }
}

/// Runs the content of a file.
#[must_use]
pub fn run_text(text: &str, shown: String) -> FileReport {
    run_text_with(text, shown, recording::DRAWS)
}

/// Runs the content of a file; a recording with groups that is not reproduced is tried with so many other
/// draws of ids.
#[must_use]
pub fn run_text_with(text: &str, shown: String, draws: u64) -> FileReport {
    let mut report = FileReport::named(shown);
    let file: Map<String, Value> = match serde_json::from_str(text) {
        Ok(file) => file,
        Err(error) => return unfit(report, &error.to_string()),
    };
    let said = |key| file.get(key).and_then(Value::as_str).map(str::to_owned);
    report.kind = said("kind");
    report.kafka_version = said("kafka_version").or_else(|| said("kafka"));
    let cases = match report.kind.as_deref() {
        Some(RECORDING) => recording::run(&file, draws, &mut report.deviations),
        Some(kind) => vectors::run(kind, &file, &mut report.deviations),
        None => Err("`kind` is missing: it says what the cases are".to_owned()),
    };
    match cases {
        Ok(cases) if cases.is_empty() => unfit(report, "the file has no cases"),
        Ok(cases) => {
            report.cases = cases;
            report
        }
        Err(reason) => unfit(report, &reason),
    }
}

impl FileReport {
    fn named(path: String) -> Self {
        Self {
            path,
            kind: None,
            kafka_version: None,
            cases: Vec::new(),
            deviations: Ledger::default(),
        }
    }
}

/// A file that cannot be run is one case that failed.
fn unfit(mut report: FileReport, reason: &str) -> FileReport {
    report.cases = vec![Case {
        name: "the file".to_owned(),
        failure: Some(Failure::unfit(reason)),
    }];
    report
}
