//! Events in, lines out: `golden.txt` beside holds the lines that each scene's events leave. Their wording
//! is that of Apache Kafka 4.3.1, as clusters of it have logged them.

mod scenes;

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

#[test]
fn what_happens_is_logged_in_kafkas_words() {
    let (metadata, world) = (metadata(), world());
    let names = Names {
        world: Some(&world),
        seed: 1,
        eligible_leader_replicas: true,
        metadata: &metadata,
    };
    let mut actual = String::new();
    for scene in scenes() {
        actual.push_str(&format!("# {}\n", scene.what));
        for line in lines_of(&scene, &names) {
            actual.push_str(&format!("{} | {line}\n", scene.actor));
        }
        actual.push('\n');
    }
    let (_, expected) = include_str!("golden.txt")
        .split_once("\n\n")
        .expect("the file begins with a paragraph about itself");
    assert_eq!(
        actual.trim_end(),
        expected.trim_end(),
        "if the words were meant to change, copy the left side"
    );
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
        "[QuorumController id=1] handleBrokerShutdown: changing 2 partition(s)"
    );
}
