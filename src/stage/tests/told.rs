//! What is told whatever the room: what the title counts, and how far consumers are behind.

use highwater_core::id::{BrokerId, PartitionIndex};
use highwater_core::metadata::TopicSpec;
use highwater_core::time::Time;
use highwater_text::Lang;

use super::runs::{ROOMS, grid, run, scene_of};
use super::texts;
use crate::session::Perspective;
use crate::stage::Camera;

#[test]
fn by_broker_the_title_counts_the_partitions_of_all_topics() {
    for (further, perspective, expected) in [
        (
            &[][..],
            Perspective::ByBroker,
            "orders · 1 partition · RF 3 · min ISR 2",
        ),
        (
            &["payments"],
            Perspective::ByBroker,
            "orders, payments · 3 partitions",
        ),
        (
            &["payments", "returns"],
            Perspective::ByBroker,
            "3 topics · 5 partitions",
        ),
        (
            &["payments"],
            Perspective::ByPartition,
            "orders · 1 partition · RF 3 · min ISR 2",
        ),
    ] {
        let mut scenario = (*crate::home::scenario()).clone();
        for name in further {
            scenario.topics.push(TopicSpec {
                name: (*name).into(),
                assignment: vec![vec![BrokerId(1), BrokerId(2)]; 2],
                partitions: None,
                replication_factor: None,
                config: Default::default(),
            });
        }
        let mut timeline = run(scenario.into());
        timeline.run_to_time(Time::from_ms(8_005));
        let room = Camera {
            perspective,
            ..ROOMS[0]
        };
        let title = scene_of(&timeline, room, None, Lang::En).title;
        assert_eq!(title.replace('\u{a0}', " "), expected, "{further:?}");
    }
}

#[test]
fn a_consumer_of_several_partitions_tells_its_lag_in_every_room() {
    let mut scenario = grid(9, 30).world().scenario().clone();
    for consumer in &mut scenario.consumers {
        let first = consumer.assign.clone();
        for index in 1..3 {
            let mut further = first.clone();
            for one in &mut further {
                one.partition = PartitionIndex(index);
            }
            consumer.assign.extend(further);
        }
    }
    let mut timeline = run(scenario.into());
    timeline.run_to_time(Time::from_ms(8_005));
    for room in ROOMS {
        for lang in Lang::ALL {
            let texts = texts(&scene_of(&timeline, room, None, lang));
            let words = ["lag ", "to read: ", "안 읽음 ", "읽을 레코드 "];
            let is_told = |text: &str| words.iter().any(|word| text.contains(word));
            let told = texts.iter().filter(|(text, _)| is_told(text));
            let told = told.filter(|(text, _)| text.contains('2')).count();
            assert!(told >= 2, "{room:?} {lang:?}: {texts:?}");
        }
    }
}
