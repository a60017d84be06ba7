//! `CONFORMANCE.md`: what was run, what passed, and every known deviation with its reason.

use core::fmt::Write as _;

use crate::deviation::listed;
use crate::report::Report;

/// Its name, in the project's root.
pub const NAME: &str = "CONFORMANCE.md";

/// The document about a run of the project's own cases.
#[must_use]
pub fn text(report: &Report) -> String {
    let mut text = String::from(
        "# Conformance\n\n\
         The engine against Apache Kafka: Kafka's own cases, fed to the code that the simulation runs, and recordings \
         of a real cluster, replayed in the simulation step by step. `cargo xtask conform` runs them, or any other \
         file or folder of the same kinds; `cargo xtask conform --write` writes this page, and a test holds it \
         against what there is.\n\n\
         | file | Kafka | cases | passed | not run |\n|---|---|---|---|---|\n",
    );
    for file in &report.files {
        let kafka = file.kafka_version.as_deref().unwrap_or("?");
        let (cases, passed, unit) = (file.cases.len(), file.passed(), file.unit());
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "| `{}` | {kafka} | {cases} {unit} | {passed} | {} |",
            file.path,
            file.not_run()
        );
    }
    let (cases, passed, not_run) = (report.cases(), report.passed(), report.not_run());
    let _ = writeln!(text, "| all | | {cases} | {passed} | {not_run} |");
    text.push_str(
        "\n## Known deviations\n\n\
         The engine need not do what was recorded where that hangs on the order of one of Java's hash tables, on a \
         random draw or on a race, and it may lack the lines of a log that it does not print yet. `needed` counts the \
         cases, steps and lines of the files above that pass only so.\n\n\
         | deviation | needed | reason |\n|---|---|---|\n",
    );
    let used = report.deviations();
    for deviation in listed() {
        let (title, count) = (deviation.title(), used.count(deviation));
        let _ = writeln!(text, "| {title} | {count} | {} |", deviation.reason);
    }
    text
}
