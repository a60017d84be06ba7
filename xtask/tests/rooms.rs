//! What each room may name: invariants of ARCHITECTURE.md that no dependency list can keep.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files = Vec::new();
    for path in entries.map(|entry| entry.expect("a folder can be listed").path()) {
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files
}

/// The lines of code below a folder that fit, with their places. Comments may say anything, and so
/// may unit tests, which stand last in a file.
fn lines_that(folder: &str, fits: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for file in rust_files(&root().join(folder)) {
        let text =
            fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let below = file.strip_prefix(root()).unwrap_or(&file).to_owned();
        for (number, line) in text
            .lines()
            .take_while(|line| line.trim() != "#[cfg(test)]")
            .enumerate()
        {
            if !line.trim_start().starts_with("//") && fits(line) {
                found.push(format!(
                    "{}:{}: {}",
                    below.display(),
                    number + 1,
                    line.trim()
                ));
            }
        }
    }
    found
}

fn names_any(line: &str, names: &[&str]) -> bool {
    names.iter().any(|name| line.contains(name))
}

#[test]
fn platform_is_the_only_room_of_the_app_that_names_the_browser() {
    let browser = ["web_sys::", "js_sys::", "wasm_bindgen::", "gloo_timers::"];
    let mut found = lines_that("src", |line| names_any(line, &browser));
    found.retain(|place| !place.starts_with("src/platform/"));
    assert!(
        found.is_empty(),
        "ask src/platform/ for these:\n{}",
        found.join("\n")
    );
}

#[test]
fn the_session_knows_neither_a_browser_nor_a_view() {
    let screen = ["leptos", "web_sys", "wasm_bindgen", "platform::"];
    let found = lines_that("src/session", |line| names_any(line, &screen));
    assert!(
        found.is_empty(),
        "the session is plain Rust:\n{}",
        found.join("\n")
    );
}

#[test]
fn the_engine_speaks_no_human_language() {
    let is_hangul = |letter: char| matches!(letter, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}');
    let found = lines_that("core/src", |line| line.contains(is_hangul));
    assert!(
        found.is_empty(),
        "words for people belong into text/:\n{}",
        found.join("\n")
    );
}
