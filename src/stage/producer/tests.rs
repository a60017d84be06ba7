//! The geometry and the words of the stages, from real runs.

use std::sync::Arc;

use highwater_core::command::{AdminCommand, Command};
use highwater_core::id::{BrokerId, ClientId, NodeId, PartitionIndex};
use highwater_core::metadata::TopicSpec;
use highwater_core::scenario::{ProducerSpec, Scenario};
use highwater_core::time::{Span, Time};
use highwater_core::timeline::Timeline;
use highwater_core::trace::Event;
use highwater_text::Lang;

use crate::session::Selection;
use crate::stage::Camera;
use crate::stage::layout::NODES_MAX;
use crate::stage::scene::Scene;
use crate::stage::tests::cards::{frames_are_apart, words_have_room};
use crate::stage::tests::runs::{ROOMS, broker, run, when};
use crate::stage::tests::{groups, texts};

const P1: NodeId = NodeId::Producer(ClientId(1));
const P2: NodeId = NodeId::Producer(ClientId(2));

/// Three brokers, so many partitions, and two producers whose batches linger for 400 ms; memory for six.
fn scenario(partitions: u32) -> Scenario {
    let mut scenario = (*crate::home::scenario()).clone();
    let replicas = |first: u32| (0..3).map(move |next| BrokerId((first + next) % 3 + 1));
    scenario.opens_at_ms = 4_000;
    scenario.topics = vec![TopicSpec {
        name: Arc::from("payments"),
        assignment: (0..partitions)
            .map(|first| replicas(first).collect())
            .collect(),
        partitions: None,
        replication_factor: None,
        config: Default::default(),
    }];
    let mut producer = ProducerSpec {
        config: Default::default(),
        load: None,
        on_demand: false,
    };
    producer.config.linger_ms = 400;
    producer.config.batch_size = 200;
    producer.config.buffer_memory = 1_300;
    producer.config.max_block_ms = 3_000;
    scenario.producers = vec![producer.clone(), producer];
    scenario.consumers.clear();
    scenario.script.clear();
    scenario
}

fn send(timeline: &mut Timeline, partition: Option<u32>, key: Option<&str>, value: &str) {
    let command = Command::Produce {
        producer: P1,
        topic: "payments".into(),
        partition: partition.map(PartitionIndex),
        key: key.map(Into::into),
        value: Some(value.into()),
    };
    timeline.act(command).expect("p1 takes it");
}

fn on(timeline: &mut Timeline, ms: u64) {
    let now = timeline.position().time;
    timeline.run_to_time(now + Span::from_ms(ms));
}

fn of(partitions: u32) -> Timeline {
    let mut timeline = run(scenario(partitions).into());
    timeline.run_to_time(Time::from_ms(4_005));
    timeline
}

fn seen(timeline: &Timeline, room: Camera, selection: Option<Selection>, lang: Lang) -> Scene {
    let now = timeline.position().time;
    super::scene(timeline.world(), now, room, Some(P1), selection, lang)
}

/// What is seen at a desk, in English: every text.
fn words(timeline: &Timeline) -> Vec<String> {
    let scene = seen(timeline, ROOMS[0], None, Lang::En);
    texts(&scene).into_iter().map(|(text, _)| text).collect()
}

#[track_caller]
fn assert_says(timeline: &Timeline, expected: &[&str]) {
    let words = words(timeline);
    for one in expected {
        assert!(words.iter().any(|word| word == one), "{one}: {words:?}");
    }
}

/// Runs of 1, 3 and 60 partitions: before anything was sent, while batches fill, in flight, after answers, and
/// with brokers that do not answer.
fn moments() -> Vec<(String, Timeline)> {
    let mut moments = Vec::new();
    for partitions in [1, 3, 60] {
        let mut timeline = of(partitions);
        let mut keep = |name: &str, timeline: &Timeline| {
            moments.push((format!("{partitions} partitions, {name}"), timeline.clone()));
        };
        keep("nothing sent", &timeline);
        for number in 0..7 {
            let key = format!("customer-{number}");
            send(&mut timeline, None, Some(&key), "a value of some length");
        }
        send(&mut timeline, None, None, "키 없는 레코드의 값");
        keep("batches fill", &timeline);
        on(&mut timeline, 410);
        keep("in flight", &timeline);
        on(&mut timeline, 1_000);
        keep("answered", &timeline);
        for id in 1..=3 {
            let cut = Command::Cut(P1, broker(id));
            timeline.act(cut).expect("there is a link");
        }
        for number in 0..30 {
            let value = "v".repeat(120);
            send(&mut timeline, Some(number % partitions), None, &value);
        }
        on(&mut timeline, 600);
        keep("memory is full", &timeline);
        on(&mut timeline, 40_000);
        keep("given up", &timeline);
    }
    moments
}

#[test]
fn words_have_room_and_whatever_can_be_picked_has_a_name() {
    for (name, timeline) in moments() {
        for room in ROOMS {
            for lang in Lang::ALL {
                let scene = seen(&timeline, room, None, lang);
                let at = format!("{name}, {}×{}, {}", room.width, room.height, lang.code());
                words_have_room(&at, &scene);
                frames_are_apart(&at, &scene);
                assert!(scene.node_count() <= NODES_MAX, "{at}");
                assert!(scene.size.width <= room.width, "{at}: it would be shrunk");
                for group in groups(&scene) {
                    let is_named = group.name.as_deref().is_some_and(|name| !name.is_empty());
                    assert!(group.target.is_none() || is_named, "{at}: {group:?}");
                }
            }
        }
    }
}

#[test]
fn a_keyed_record_shows_its_bytes_its_hash_and_its_partition() {
    let mut timeline = of(6);
    send(&mut timeline, None, Some("alice"), "tea");
    let positive = highwater_core::client::to_positive(highwater_core::client::murmur2(b"alice"));
    let partition = format!("→ payments-{}", positive % 6);
    let modulo = format!("{positive} % 6");
    assert_says(
        &timeline,
        &["key: alice", "61 6c 69 63 65", "5 B", &modulo, &partition],
    );
}

#[test]
fn a_batch_lingers_goes_out_and_is_answered() {
    let mut timeline = of(3);
    send(&mut timeline, Some(0), Some("green"), "tea");
    assert_says(
        &timeline,
        &["lingers, 400 ms left", "1 record", "set by the application"],
    );
    on(&mut timeline, 100);
    assert_says(&timeline, &["lingers, 300 ms left", "in a batch"]);
    on(&mut timeline, 305);
    assert_says(
        &timeline,
        &["1/5", "→ payments-0", "sent 5 ms ago", "in flight"],
    );
    on(&mut timeline, 500);
    assert_says(
        &timeline,
        &["✓ payments-0@0", "green: tea", "acknowledged, offset 0"],
    );
}

#[test]
fn a_batch_that_is_sent_again_shows_its_backoff_and_how_often() {
    let mut timeline = of(1);
    send(&mut timeline, Some(0), None, "tea");
    on(&mut timeline, 405);
    timeline.act(Command::Crash(broker(2))).expect("it runs");
    timeline.act(Command::Crash(broker(1))).expect("it runs");
    when(&mut timeline, |event| {
        matches!(event, Event::BatchRetried { .. })
    });
    let words = words(&timeline);
    assert!(
        words.iter().any(|it| it.starts_with("backs off, ")),
        "{words:?}"
    );
    assert!(
        words.iter().any(|it| it == "sent once, sequence 0"),
        "{words:?}"
    );
}

/// A producer that hears no broker, and whose buffer has no room for all that is sent.
fn of_full_buffer() -> Timeline {
    let mut timeline = of(3);
    for id in 1..=3 {
        let cut = Command::Cut(P1, broker(id));
        timeline.act(cut).expect("there is a link");
    }
    for _ in 0..8 {
        send(&mut timeline, Some(1), None, &"v".repeat(120));
    }
    timeline
}

#[test]
fn a_full_buffer_shows_who_waits_and_for_how_long() {
    let mut timeline = of_full_buffer();
    let scene = seen(&timeline, ROOMS[0], None, Lang::Ko);
    let names: Vec<_> = groups(&scene)
        .iter()
        .filter_map(|it| it.name.clone())
        .collect();
    let blocked = names.iter().filter(|name| name.contains("send 대기 중"));
    assert!(blocked.count() > 0, "{names:?}");
    assert_says(&timeline, &["waits for memory", "3.0 s left"]);
    on(&mut timeline, 3_010);
    assert_says(&timeline, &["✕ payments-1", "BufferExhaustedException"]);
    let words = words(&timeline);
    assert!(words.iter().any(|it| it.starts_with("vvv")), "{words:?}");
}

#[test]
fn no_record_of_a_send_that_waits_is_cut_for_a_word_that_every_line_has() {
    let mut timeline = of_full_buffer();
    send(&mut timeline, Some(1), None, "w");
    let mut whole = 0;
    for room in ROOMS {
        let scene = seen(&timeline, room, None, Lang::En);
        for (words, _) in texts(&scene) {
            let is_cut = words.starts_with("send ") && words.ends_with('…');
            assert!(!is_cut, "{room:?}: {words}");
            whole += u32::from(words == "send payments-1 w");
        }
    }
    assert!(whole > 0, "where there is room the word stands there");
}

#[test]
fn a_partition_that_is_picked_has_a_row_however_many_there_are() {
    let timeline = of(60);
    let metadata = timeline.world().metadata();
    let last = *metadata.partitions.keys().last().expect("there are sixty");
    let selection = Selection::Partition(last);
    for room in ROOMS {
        let scene = seen(&timeline, room, Some(selection), Lang::En);
        let targets = groups(&scene).into_iter().filter_map(|group| group.target);
        let picked = targets.filter(|target| target.selected);
        assert_eq!(picked.count(), 1, "{room:?}");
        let said = texts(&scene);
        assert!(said.iter().any(|(text, _)| text.ends_with("more, empty")));
    }
}

#[test]
fn partitions_that_are_new_are_not_heard_of_until_metadata_tells_of_them() {
    let mut timeline = of(3);
    let raise = Command::Admin(AdminCommand::CreatePartitions {
        topic: "payments".into(),
        count: 4,
        assignment: Vec::new(),
    });
    timeline.act(raise).expect("there is a controller");
    on(&mut timeline, 1_000);
    assert_says(&timeline, &["payments-2", "1 partition not heard of yet"]);
    on(&mut timeline, 301_000);
    assert_says(&timeline, &["payments-3"]);
    let scene = seen(&timeline, ROOMS[0], None, Lang::En);
    assert!(
        !texts(&scene)
            .iter()
            .any(|(text, _)| text.contains("not heard"))
    );
}

#[test]
fn another_producer_is_chosen_by_its_name() {
    let timeline = of(1);
    let now = timeline.position().time;
    let (world, room) = (timeline.world(), ROOMS[0]);
    let shown = |shown| super::scene(world, now, room, shown, None, Lang::En).name;
    assert_eq!(shown(None), "Producer p1");
    assert_eq!(shown(Some(P2)), "Producer p2");
    assert_eq!(shown(Some(broker(1))), "Producer p1");
    let scene = seen(&timeline, room, None, Lang::En);
    let choices: Vec<_> = groups(&scene)
        .into_iter()
        .filter(|group| group.class.contains("chip"))
        .map(|group| (group.name.as_deref(), group.target.map(|it| it.selection)))
        .collect();
    assert_eq!(
        choices,
        [
            (Some("p1, shown"), Some(Selection::Node(P1))),
            (Some("Show p2"), Some(Selection::Node(P2)))
        ]
    );
}
