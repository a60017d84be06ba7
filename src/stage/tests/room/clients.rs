//! Cards of producers and consumers.

use std::sync::Arc;

use highwater_core::scenario::Scenario;
use highwater_core::time::Time;
use highwater_core::timeline::Timeline;
use highwater_text::Lang;

use super::rects;
use crate::stage::scene::Part;
use crate::stage::tests::runs::{ROOMS, grid, run, scene_of};
use crate::stage::tests::{groups, texts};

/// Three producers and two consumers, the first of which reads two partitions.
fn with_clients() -> Timeline {
    let mut scenario: Scenario = grid(3, 2).world().scenario().clone();
    let producer = scenario.producers[0].clone();
    let consumer = scenario.consumers[0].clone();
    scenario.producers = vec![producer; 3];
    scenario.consumers = vec![consumer; 2];
    let mut timeline = run(Arc::new(scenario));
    timeline.run_to_time(Time::from_ms(9_000));
    timeline
}

#[test]
fn three_producers_stand_above_the_boxes_and_all_clients_in_their_order() {
    let timeline = with_clients();
    for room in &ROOMS[..3] {
        let scene = scene_of(&timeline, *room, None, Lang::En);
        let boxes = rects(&scene, &["broker__frame"]);
        let top = boxes.iter().map(|(_, it)| it.y).fold(f64::MAX, f64::min);
        let cards = rects(&scene, &["card__frame"]);
        assert!(cards.iter().all(|(_, it)| it.bottom() < top), "{cards:?}");
        let lefts: Vec<f64> = cards.iter().map(|(_, it)| it.x).collect();
        assert!(lefts.is_sorted(), "{lefts:?}");
    }
}

#[test]
fn every_producer_tells_its_acks_and_all_clients_are_called_in_the_same_form() {
    let mut timeline = with_clients();
    for at_ms in (9_000..12_000).step_by(250) {
        timeline.run_to_time(Time::from_ms(at_ms));
        for (room, lang) in ROOMS
            .iter()
            .flat_map(|room| Lang::ALL.map(|it| (*room, it)))
        {
            let scene = scene_of(&timeline, room, None, lang);
            let at = format!("{at_ms} ms, {room:?}");
            let (mut acks, mut plain, mut titles) = (0, 0, Vec::new());
            for part in groups(&scene).iter().flat_map(|it| &it.parts) {
                match part {
                    Part::Text("card__title", title) => {
                        plain += usize::from(title.text.len() == "p1".len());
                        titles.push(&title.text);
                    }
                    Part::Text("card__line", line) => {
                        acks += usize::from(line.text.starts_with("acks="));
                    }
                    _ => {}
                }
            }
            assert_eq!(acks, 3, "{at}");
            assert!(plain == 0 || plain == titles.len(), "{at}: {titles:?}");
        }
    }
}

#[test]
fn how_many_records_are_acknowledged_does_not_depend_on_the_room() {
    let timeline = with_clients();
    let acked = timeline
        .world()
        .producers()
        .next()
        .map(|it| it.acknowledged_count());
    let acked = acked.expect("there is one").to_string();
    for room in ROOMS {
        let texts = texts(&scene_of(&timeline, room, None, Lang::En));
        let says = texts.iter().any(|(text, _)| *text == acked);
        assert!(says, "{acked} at {}: {texts:?}", room.width);
    }
}
