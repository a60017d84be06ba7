//! What is printed: a line for each file, its first difference, the totals, the deviations.

use core::fmt::Write as _;

use crate::case::{Case, Failure};
use crate::deviation::{Deviation, Ledger, listed};
use crate::file::FileReport;

/// What became of all files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The files, in the order in which they were run.
    pub files: Vec<FileReport>,
}

impl Report {
    /// How many cases there are.
    #[must_use]
    pub fn cases(&self) -> usize {
        self.files.iter().map(|file| file.cases.len()).sum()
    }

    /// How many of them were run and passed.
    #[must_use]
    pub fn passed(&self) -> usize {
        self.files.iter().map(FileReport::passed).sum()
    }

    /// How many of them were not run, since they are about what the engine does not have.
    #[must_use]
    pub fn not_run(&self) -> usize {
        self.files.iter().map(FileReport::not_run).sum()
    }

    /// Whether every case that was run passed.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.files.iter().all(FileReport::is_clean)
    }

    /// How often each deviation was needed.
    #[must_use]
    pub fn deviations(&self) -> Ledger {
        let mut all = Ledger::default();
        for file in &self.files {
            all.add(&file.deviations);
        }
        all
    }

    /// The report as it is printed.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for file in &self.files {
            write_file(&mut text, file);
        }
        let (files, cases, passed) = (self.files.len(), self.cases(), self.passed());
        let not_run = self.not_run();
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "\n{files} files, {cases} cases, {passed} passed, {not_run} not run"
        );
        let used = self.deviations();
        let _ = writeln!(text, "\nKnown deviations:");
        for deviation in listed() {
            write_deviation(&mut text, deviation, used.count(deviation));
        }
        text
    }
}

fn write_file(text: &mut String, file: &FileReport) {
    let (cases, passed, unit) = (file.cases.len(), file.passed(), file.unit());
    let _ = write!(text, "{}: {cases} {unit}, {passed} passed", file.path);
    if file.not_run() > 0 {
        let _ = write!(text, ", {} not run", file.not_run());
    }
    text.push('\n');
    if let Some((case, failure)) = first_failure(&file.cases) {
        let _ = match failure {
            Failure::Unfit(reason) => writeln!(text, "  {}: {reason}", case.name),
            Failure::Differs(difference) => writeln!(
                text,
                "  {}: {}\n    expected: {}\n    actual:   {}",
                case.name, difference.place, difference.expected, difference.actual
            ),
        };
    }
}

fn first_failure(cases: &[Case]) -> Option<(&Case, &Failure)> {
    let mut failures = cases
        .iter()
        .filter_map(|case| Some((case, case.failure.as_ref()?)));
    failures.next()
}

fn write_deviation(text: &mut String, deviation: &Deviation, count: usize) {
    let _ = writeln!(text, "  {} (needed {count} times)", deviation.title());
    let _ = writeln!(text, "    {}", deviation.reason);
}
