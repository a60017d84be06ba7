//! `conform [--write] [PATH…]`: runs the project's own cases, or the files and folders named.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use highwater_conformance::report::Report;
use highwater_conformance::{collection, document, file};

fn main() -> ExitCode {
    let mut words: Vec<String> = std::env::args().skip(1).collect();
    let write = words.iter().any(|word| word == "--write");
    words.retain(|word| word != "--write");
    match run(write, &words) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(write: bool, paths: &[String]) -> Result<bool, String> {
    if write && !paths.is_empty() {
        return Err("--write speaks of the project's own cases: name no path with it".to_owned());
    }
    let mut report = Report::default();
    for (path, shown) in files(paths)? {
        report.files.push(file::run(&path, shown));
    }
    print!("{}", report.text());
    if write {
        let path = collection::root().join(document::NAME);
        fs::write(&path, document::text(&report))
            .map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(report.is_clean())
}

fn files(paths: &[String]) -> Result<Vec<(std::path::PathBuf, String)>, String> {
    if paths.is_empty() {
        return collection::own().map_err(|error| error.to_string());
    }
    let mut files = Vec::new();
    for path in paths {
        let named = collection::named(Path::new(path));
        files.extend(named.map_err(|error| format!("{path}: {error}"))?);
    }
    Ok(files)
}
