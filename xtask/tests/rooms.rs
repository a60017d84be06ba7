//! What each room may name and say: invariants of ARCHITECTURE.md that no dependency list can keep.

mod source;

use source::sources;

/// The rooms that draw and listen.
const VIEWS: [&str; 6] = [
    "src/stage",
    "src/strip",
    "src/panel",
    "src/page",
    "src/view.rs",
    "src/app.rs",
];

fn lines_with(places: &[&str], names: &[&str]) -> Vec<String> {
    let files = places.iter().flat_map(|place| sources(place));
    files.flat_map(|file| file.lines_with(names)).collect()
}

#[track_caller]
fn assert_none(found: &[String], why: &str) {
    assert!(found.is_empty(), "{why}:\n{}", found.join("\n"));
}

#[test]
fn platform_is_the_only_room_of_the_app_that_names_the_browser() {
    let browser = ["web_sys::", "js_sys::", "wasm_bindgen::", "gloo_timers::"];
    let mut found = lines_with(&["src"], &browser);
    found.retain(|place| !place.starts_with("src/platform/"));
    assert_none(&found, "ask src/platform/ for these");
}

#[test]
fn the_session_knows_neither_a_browser_nor_a_view() {
    let screen = ["leptos", "web_sys", "wasm_bindgen", "platform::"];
    let found = lines_with(&["src/session"], &screen);
    assert_none(&found, "the session is plain Rust");
}

/// Views read what the engine and the session offer, and dispatch actions. What makes a run, moves
/// it or judges it is the session's to call, and what Kafka decides is the engine's alone: most of
/// that is private to it, and the rest is named here.
#[test]
fn views_call_no_rule_of_the_engine() {
    let runs = [
        "World::new",
        "Timeline::new",
        "Session::of_",
        ".update(Action",
        ".step(&",
        ".apply(",
        ".act(",
        ".seek(",
        ".restore(",
        ".run_to_time(",
        ".next_stop(",
        ".previous_stop(",
    ];
    let judgements = [
        "highwater_core::check",
        ".may(",
        ".cure(",
        ".judge(",
        ".holds(",
        ".fits(",
    ];
    let decisions = [
        "highwater_core::config",
        "highwater_core::controller",
        ".end_offset_for(",
    ];
    let changes = [
        ".append(",
        ".begin_epoch(",
        ".set_high_watermark(",
        ".truncate_to(",
    ];
    let rules = [&runs[..], &judgements, &decisions, &changes].concat();
    let found = lines_with(&VIEWS, &rules);
    let who = "let core/src/sim/observe/ or src/session/ offer these";
    assert_none(&found, who);
}

#[test]
fn the_engine_speaks_no_human_language() {
    let is_hangul = |letter: char| matches!(letter, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}');
    let found = strings_of_the_engine(|text| text.contains(is_hangul) || is_sentence(text));
    assert_none(&found, "words for people belong into text/");
}

/// The engine's string literals that fit, with their places. Those that are left out speak to whoever
/// writes a scenario or reads a failure: diagnostics, errors in their `Display`, what an assertion
/// says, reasons of lints. So are Kafka's own words.
fn strings_of_the_engine(fits: impl Fn(&str) -> bool) -> Vec<String> {
    let rooms = ["core/src/explain/", "core/src/scenario/problem.rs"];
    let mut files = sources("core/src");
    files.retain(|file| !rooms.iter().any(|room| file.path.starts_with(room)));
    let mut found = Vec::new();
    for file in &files {
        let speaks_of_failures = [
            "Display for ",
            "#[",
            ".expect(",
            "panic!(",
            "unreachable!(",
            "assert!(",
            "assert_eq!(",
            "assert_ne!(",
        ];
        let left_out: Vec<_> = speaks_of_failures
            .iter()
            .flat_map(|start| file.spans(start))
            .collect();
        for (at, text) in &file.strings {
            if fits(text) && !left_out.iter().any(|range| range.contains(at)) {
                found.push(format!("{}: \"{text}\"", file.place(*at)));
            }
        }
    }
    found
}

/// Three words in a row, what is filled in left out: no key, no name of Kafka's has so many.
fn is_sentence(text: &str) -> bool {
    let mut in_a_row = 0;
    text.split_whitespace().any(|word| {
        let word = word.trim_matches(|letter: char| ".,:;!?()\"'`".contains(letter));
        let is_word = !word.is_empty() && word.chars().all(char::is_alphabetic);
        in_a_row = if is_word { in_a_row + 1 } else { 0 };
        in_a_row == 3
    })
}

#[test]
fn a_sentence_is_told_from_a_key() {
    for (text, sentence) in [
        ("a whole number from 1", true),
        ("the topic has no partition {index}", true),
        ("min.insync.replicas", false),
        ("f {name} g", false),
        ("a map", false),
    ] {
        assert_eq!(is_sentence(text), sentence, "{text}");
    }
}
