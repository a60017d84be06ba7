//! The ticks of a lane, and what is said of them.

use highwater_core::command::Command;
use highwater_core::time::Time;
use highwater_text::Lang;

use super::rects;
use crate::session::Perspective;
use crate::stage::Camera;
use crate::stage::geometry::Rect;
use crate::stage::scene::{Part, Transform};
use crate::stage::tests::runs::{ROOMS, broker, for_each_scene, scene_of, small, spread};
use crate::stage::tests::{groups, texts};

#[test]
fn the_mark_of_a_position_keeps_clear_of_badges() {
    let mut positions = 0;
    for_each_scene(|name, _, _, scene| {
        let badges = rects(scene, &["badge__frame"]);
        for tick in groups(scene) {
            let Transform::Move(to) = tick.transform else {
                continue;
            };
            for part in &tick.parts {
                let Part::Path("tick__mark", mark) = part else {
                    continue;
                };
                if !tick.class.ends_with("position") {
                    continue;
                }
                // A triangle that stands on its point.
                let mut numbers = mark.split(|it: char| !it.is_ascii_digit() && it != '.');
                let mut next = || numbers.by_ref().find(|it| !it.is_empty())?.parse().ok();
                let parts: [Option<f64>; 4] = [next(), next(), next(), next()];
                let [Some(_), Some(point), Some(half), Some(up)] = parts else {
                    panic!("{name}: {mark}")
                };
                let triangle = Rect::new(to.x - half, to.y + point - up, 2.0 * half, up);
                let cut = badges
                    .iter()
                    .find(|(_, it)| it.overlaps(triangle.inset(-1.5)));
                assert!(cut.is_none(), "{name}: {triangle:?} and {cut:?}");
                positions += 1;
            }
        }
    });
    assert!(positions > 0);
}

#[test]
fn every_log_end_is_marked_with_its_number_within_the_window_or_at_its_edge() {
    for_each_scene(|name, _, room, scene| {
        if room.perspective == Perspective::ByPartition {
            return;
        }
        let (mut lanes, mut marks) = (0, 0);
        for group in groups(scene) {
            lanes += usize::from(group.class == "handle lane__handle");
            if group.class == "tick tick--leo" {
                let shape = |part: &Part| matches!(part, Part::Path("tick__mark", _));
                marks += usize::from(group.parts.iter().any(shape));
            }
        }
        assert_eq!(marks, lanes, "{name}");
        // Where lanes are low badges may leave no room for words.
        let is_tall = groups(scene).iter().any(|group| {
            let words = |part: &Part| matches!(part, Part::Text("tick__text tick__text--leo", _));
            group.parts.iter().any(words)
        });
        let ends = texts(scene);
        let ends = ends.iter().filter(|(text, _)| text.contains("LEO "));
        assert!(!is_tall || ends.count() >= lanes, "{name}");
    });
}

#[test]
fn a_low_lane_tells_where_its_consumer_stands_and_where_its_log_ends() {
    let mut timeline = small();
    timeline.run_to_time(Time::from_ms(9_000));
    let phone = ROOMS[6];
    let texts = texts(&scene_of(&timeline, phone, None, Lang::En));
    let is_told = |text: &String| text.starts_with("c1 → ") && text.contains("LEO ");
    assert!(texts.iter().any(|(text, _)| is_told(text)), "{texts:?}");
}

#[test]
fn what_a_leader_knows_of_its_followers_is_told_in_every_room() {
    let mut timeline = small();
    for at_ms in (8_000..16_000).step_by(500) {
        timeline.run_to_time(Time::from_ms(at_ms));
        for (room, lang) in ROOMS
            .iter()
            .flat_map(|room| Lang::ALL.map(|it| (*room, it)))
        {
            let texts = texts(&scene_of(&timeline, room, None, lang));
            let is_told = |text: &String| {
                text.contains("LEO ") && text.contains("b2=") && text.contains("b3=")
            };
            let told = texts.iter().any(|(text, _)| is_told(text));
            assert!(told, "{at_ms} ms, {room:?}: {texts:?}");
        }
    }
}

#[test]
fn every_lane_tells_its_high_watermark_whatever_else_gives_way() {
    let mut timeline = small();
    timeline.run_to_time(Time::from_ms(8_500));
    let link = Command::Cut(broker(1), broker(3));
    timeline.act(link).expect("nothing is cut");
    for at_ms in (9_000..45_000).step_by(1_500) {
        timeline.run_to_time(Time::from_ms(at_ms));
        for (room, lang) in ROOMS
            .iter()
            .flat_map(|room| Lang::ALL.map(|it| (*room, it)))
        {
            let texts = texts(&scene_of(&timeline, room, None, lang));
            let marks = texts.iter().filter(|(text, _)| text.contains("HW "));
            assert!(marks.count() >= 3, "{at_ms} ms, {room:?}: {texts:?}");
        }
    }
}

#[test]
fn where_each_partition_has_one_replica_the_logs_of_all_are_drawn_on_a_tablet_too() {
    let mut timeline = spread(3, 3, 1);
    timeline.run_to_time(Time::from_ms(8_025));
    // As high as a tablet across leaves the drawing beside a lesson.
    let room = Camera {
        width: 628.0,
        height: 466.0,
        perspective: Perspective::ByBroker,
    };
    let scene = scene_of(&timeline, room, None, Lang::En);
    let lanes = groups(&scene);
    let lanes = lanes.iter().filter(|it| it.class == "handle lane__handle");
    assert_eq!(lanes.count(), 3);
    assert!(!scene.scrolls);
}
