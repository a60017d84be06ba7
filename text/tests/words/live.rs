//! A cluster that runs, breaks and is mended says all of it in words: no value of the engine is left
//! without.

use std::sync::Arc;

use highwater_core::command::Command;
use highwater_core::id::{BrokerId, NodeId};
use highwater_core::scenario::Scenario;
use highwater_core::time::Span;
use highwater_core::timeline::Timeline;
use highwater_core::trace::{Trace, Weight};
use highwater_text::message::fields;
use highwater_text::{Lang, Message, event, fault, headline, meaning, standing};

const SCENARIO: &str = r#"{
    "version": 1, "seed": 7, "opens_at_ms": 3000, "brokers": 3,
    "topics": [{ "name": "orders", "assignment": [[1, 2, 3]], "config": { "min.insync.replicas": "2" } }],
    "producers": [{ "load": { "topic": "orders", "partitions": [0], "from_ms": 1500, "every_ms": 700 } }],
    "consumers": [{ "assign": [{ "topic": "orders", "partition": 0, "from_offset": 0 }] }]
}"#;

fn opened() -> Timeline {
    let scenario: Scenario = serde_json::from_str(SCENARIO).expect("the scenario is well formed");
    Timeline::new(Arc::new(scenario)).expect("the scenario is sound")
}

fn run(timeline: &mut Timeline, ms: u64) {
    let until = timeline.position().time + Span::from_ms(ms);
    timeline.run_to_time(until);
}

/// Asserts that everything that is to be seen at the playhead has words.
fn all_has_words(timeline: &Timeline) {
    let world = timeline.world();
    let names = world.metadata();
    for lang in Lang::ALL {
        let meant = meaning::in_language(lang);
        for (socket, direction, message) in world.network().messages() {
            let words = Message {
                connection: socket.connection,
                direction,
                gist: &message.gist,
            };
            assert!(
                !words.capsule(lang).is_empty() && !words.sentence(lang, &meant, names).is_empty()
            );
            assert!(
                !fields(lang, &message.payload, names).is_empty(),
                "{:?}",
                message.payload
            );
        }
        for fault in world.faults() {
            assert!(!fault::describe(lang, fault, world.network()).is_empty());
        }
        for partition in names.partitions.keys() {
            for replica in world.replicas(*partition) {
                assert!(standing::lane(lang, &replica, names).starts_with("orders-0"));
                assert!(!standing::badge(lang, &replica, world.now()).is_empty());
            }
        }
    }
}

#[test]
fn a_run_with_faults_is_told_in_full() {
    let mut timeline = opened();
    let [b1, b3] = [1, 3].map(|id| NodeId::Broker(BrokerId(id)));
    for command in [
        Command::Cut(b1, b3),
        Command::Crash(b1),
        Command::Restart(b1),
        Command::HealAll,
    ] {
        run(&mut timeline, 250);
        all_has_words(&timeline);
        timeline
            .act(command)
            .expect("the command makes sense there");
        for _ in 0..40 {
            run(&mut timeline, 331);
            all_has_words(&timeline);
        }
    }
    let names = timeline.world().metadata();
    let mut kinds = std::collections::BTreeSet::new();
    for trace in timeline.traces() {
        told(trace, names);
        let debug = format!("{:?}", trace.event);
        kinds.insert(
            debug
                .split([' ', '(', '{'])
                .next()
                .unwrap_or_default()
                .to_owned(),
        );
    }
    assert!(
        kinds.len() > 20,
        "the run is to show much of what can happen: {kinds:?}"
    );
}

fn told(trace: &Trace, names: &highwater_core::metadata::MetadataImage) {
    for lang in Lang::ALL {
        let line = event::sentence(lang, &meaning::in_language(lang), &trace.event, names);
        assert!(
            !line.is_empty() && !line.contains("?1-"),
            "{line:?} {trace:?}"
        );
        let headline = headline(lang, trace, names);
        assert_eq!(
            headline.is_some(),
            trace.weight() == Weight::Milestone,
            "{trace:?}"
        );
    }
}

#[test]
fn a_message_that_is_held_is_named_with_its_way() {
    let mut timeline = opened();
    let held = (0..2_000).find_map(|_| {
        run(&mut timeline, 1);
        let (_, _, message) = timeline.world().network().messages().into_iter().next()?;
        Some(message.id)
    });
    let held = held.expect("messages travel in a cluster that works");
    timeline
        .act(Command::Hold(held))
        .expect("a message in flight can be held");
    let world = timeline.world();
    let fault = *world
        .faults()
        .first()
        .expect("a held message is a fault in force");
    let [en, ko] = Lang::ALL.map(|lang| fault::describe(lang, fault, world.network()));
    assert!(en.contains(" → ") && en.ends_with(" is held"), "{en:?}");
    assert!(ko.ends_with("붙잡아 두고 있습니다"), "{ko:?}");
}
