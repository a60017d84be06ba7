//! Events in, lines out: `golden.txt` beside holds the lines that each scene's events leave, and `parts.txt` of
//! what they are made. Their wording is that of Apache Kafka 4.3.1, as clusters of it have logged them.

mod scenes;

use std::path::Path;

use super::*;
use crate::id::{NodeId, StepNumber, TraceId};
use crate::time::Time;
use crate::trace::{ChangeReason, Event};
use scenes::{B2, Scene, metadata, scene, scenes, world};

fn lines_of(scene: &Scene, names: &Names<'_>) -> Vec<LogLine> {
    let trace = |event: &Event| Trace {
        id: TraceId(1),
        step: StepNumber(1),
        at: Time::START,
        actor: scene.actor,
        cause: None,
        event: event.clone(),
    };
    let events = scene.events.iter();
    events
        .flat_map(|event| log_lines(&trace(event), names))
        .collect()
}

/// Every scene with its lines.
fn played() -> Vec<(Scene, Vec<LogLine>)> {
    let (metadata, world) = (metadata(), world());
    let names = Names {
        world: Some(&world),
        seed: 1,
        eligible_leader_replicas: true,
        metadata: &metadata,
    };
    let mut played = Vec::new();
    for scene in scenes() {
        let lines = lines_of(&scene, &names);
        played.push((scene, lines));
    }
    played
}

/// Holds a text against a file beside, which begins with a paragraph about itself; with `HIGHWATER_BLESS`
/// the rest of the file is written anew first.
#[track_caller]
fn same_as_golden(file: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src/explain/log_line")
        .join(file);
    let read = || std::fs::read_to_string(&path).expect("the file is there");
    let mut golden = read();
    let (about, _) = golden.split_once("\n\n").expect("it tells of itself");
    let text = format!("{about}\n\n{}\n", text.trim_end());
    if std::env::var_os("HIGHWATER_BLESS").is_some() {
        std::fs::write(&path, &text).expect("it can be written when blessing");
        golden = read();
    }
    let mut lines = text.lines().zip(golden.lines());
    let differs = lines.find(|(now, then)| now != then);
    assert!(
        text == golden,
        "{} differs, first at {differs:#?}",
        path.display()
    );
}

#[test]
fn what_happens_is_logged_in_kafkas_words() {
    let mut actual = String::new();
    for (scene, lines) in played() {
        actual.push_str(&format!("# {}\n", scene.what));
        for line in lines {
            actual.push_str(&format!("{} | {line}\n", scene.actor));
        }
        actual.push('\n');
    }
    same_as_golden("golden.txt", &actual);
}

#[test]
fn each_line_is_made_of_the_parts_that_are_written_down() {
    let mut seen: Vec<Vec<LogPart>> = Vec::new();
    let mut actual = String::new();
    for (_, lines) in played() {
        for line in lines {
            let kinds: Vec<LogPart> = line.parts().filter_map(|(is, _)| is).collect();
            if seen.contains(&kinds) {
                continue;
            }
            seen.push(kinds);
            for (is, words) in line.parts() {
                let Some(is) = is else { continue };
                let words = words.replace('\n', "\\n").replace('\t', "\\t");
                actual.push_str(&format!("{is:?}: {words}\n"));
            }
            actual.push('\n');
        }
    }
    same_as_golden("parts.txt", &actual);
}

#[test]
fn the_parts_of_a_line_make_up_the_line_and_have_no_blanks_around_them() {
    for (_, lines) in played() {
        for line in lines {
            let joined: String = line.parts().map(|(_, words)| words).collect();
            assert_eq!(joined, line.text);
            for (is, words) in line.parts() {
                assert!(is.is_none() || words == words.trim(), "{is:?}: {words:?}");
                assert!(!words.is_empty(), "{is:?} in {}", line.text);
            }
        }
    }
}

#[test]
fn every_part_comes_in_some_line() {
    let lines: Vec<LogLine> = played().into_iter().flat_map(|(_, lines)| lines).collect();
    let come = |part| {
        let mut parts = lines.iter().flat_map(LogLine::parts);
        parts.any(|(is, _)| is == Some(part))
    };
    let missing: Vec<LogPart> = LogPart::all().filter(|part| !come(*part)).collect();
    assert_eq!(missing, []);
}

#[test]
fn without_eligible_leader_replicas_an_unclean_stop_is_a_stop_as_any_other() {
    let metadata = metadata();
    let names = Names {
        world: None,
        seed: 1,
        eligible_leader_replicas: false,
        metadata: &metadata,
    };
    let changed = Event::PartitionsChanged {
        broker: B2,
        reason: ChangeReason::UncleanShutdown,
        partitions: 2,
    };
    let lines = lines_of(&scene("", NodeId::CONTROLLER, vec![changed]), &names);
    assert_eq!(
        lines[0].text,
        "[QuorumController id=100] handleBrokerShutdown: changing 2 partition(s)"
    );
}
