//! What is under way: capsules and balls.

use highwater_core::id::BrokerId;
use highwater_core::time::Time;
use highwater_text::Lang;

use super::{pieces, rects};
use crate::session::{Perspective, View};
use crate::stage::capsule;
use crate::stage::geometry::{Rect, Size};
use crate::stage::motion::arrange;
use crate::stage::scene::{MessageMark, Part};
use crate::stage::tests::runs::{ROOMS, for_each_scene, small};
use crate::stage::tests::{groups, texts, whole};
use crate::stage::{Focus, scene};

#[test]
fn capsules_cover_neither_each_other_nor_what_stands_there() {
    for_each_scene(|name, _, _, scene| {
        let texts = texts(scene);
        for permille in (0..=1_000).step_by(125) {
            let marks = scene.messages.iter().enumerate();
            // Messages that are under way at the same time are in different places of their ways.
            let spread =
                marks.map(|(index, mark)| (&**mark, (permille + 211 * index as u32) % 1_001));
            let places = arrange(scene, spread.collect());
            let mut capsules: Vec<Rect> = Vec::new();
            for place in places {
                let inside = whole(scene).inset(-8.0);
                assert!(
                    inside.contains(Rect::new(place.at.x, place.at.y, 0.0, 0.0)),
                    "{name}: {place:?}"
                );
                if !place.in_words {
                    continue;
                }
                let mark = scene.messages.iter().find(|mark| mark.id == place.id);
                let room = Rect::around(place.at, mark.expect("it has a mark").capsule);
                assert!(whole(scene).contains(room), "{name}: {room:?}");
                assert!(
                    !scene.taken.iter().any(|taken| taken.overlaps(room)),
                    "{name}: {room:?}"
                );
                assert!(
                    !capsules.iter().any(|other| other.overlaps(room)),
                    "{name}: {room:?}"
                );
                let covered = texts
                    .iter()
                    .find(|(_, text)| text.inset(1.0).overlaps(room));
                assert!(covered.is_none(), "{name}: {room:?} covers {covered:?}");
                capsules.push(room);
            }
        }
    });
}

#[test]
fn on_a_tablet_no_capsule_lies_on_a_line_that_runs_up_or_down() {
    for_each_scene(|name, _, room, scene| {
        let is_tablet = (430.0..690.0).contains(&room.width);
        if !is_tablet || room.perspective == Perspective::ByPartition {
            return;
        }
        let mut upright = Vec::new();
        for group in groups(scene) {
            for part in &group.parts {
                if let Part::Path("link__line" | "cut__line", path) = part {
                    upright.extend(pieces(path).into_iter().filter(|line| line.width == 0.0));
                }
            }
        }
        for permille in (0..=1_000).step_by(125) {
            for mark in &scene.messages {
                let room = Rect::around(mark.route.at(permille), mark.capsule);
                let crossed = upright.iter().find(|line| line.overlaps(room));
                assert!(
                    mark.lines.is_empty() || crossed.is_none(),
                    "{name}: {crossed:?} under {room:?}"
                );
            }
        }
    });
}

#[test]
fn a_capsule_is_never_too_wide_for_its_column() {
    // The columns are 112 wide, and what stands there is 5 apart.
    let column = 112.0 - 5.0;
    for_each_scene(|name, _, _, scene| {
        for mark in &scene.messages {
            assert!(mark.capsule.width <= column, "{name}: {:?}", mark.lines);
        }
    });
    // The longest word there is.
    assert!(capsule::size_of(&["AlterPartition,".to_owned()]).width <= column);
}

#[test]
fn a_dot_lies_neither_under_a_capsule_nor_on_a_mark_or_the_controller() {
    for_each_scene(|name, timeline, room, scene| {
        // In a crowd there may be no place that is free.
        if timeline.world().metadata().partitions.len() > 1
            || room.perspective == Perspective::ByPartition
        {
            return;
        }
        let texts = texts(scene);
        let marks = ["ack-waits__frame", "cut__ground", "loss__ground"];
        let notes = rects(scene, &marks);
        let words = ["k1", "controller", "컨트롤러", "log end", "로그 끝"];
        let hexagon = texts.iter().find(|(text, _)| text == "k1");
        let hexagon = hexagon.map(|(_, room)| {
            let size = Size {
                width: 30.0,
                height: 24.0,
            };
            Rect::around(room.centre(), size).inset(1.0)
        });
        for permille in (0..=1_000).step_by(125) {
            let marks: Vec<_> = scene.messages.iter().map(|it| (&**it, permille)).collect();
            let places = arrange(scene, marks);
            let mut capsules: Vec<Rect> = notes.iter().map(|(_, note)| *note).collect();
            for (place, mark) in places.iter().filter_map(|place| {
                let mark = scene.messages.iter().find(|mark| mark.id == place.id)?;
                place.in_words.then_some((place, mark))
            }) {
                capsules.push(Rect::around(place.at, mark.capsule));
            }
            for place in places.iter().filter(|place| !place.in_words) {
                let spot = Rect::new(place.at.x, place.at.y, 0.0, 0.0).inset(-5.5);
                let capsule = capsules.iter().find(|capsule| capsule.overlaps(spot));
                assert!(capsule.is_none(), "{name}: {place:?} is under {capsule:?}");
                let is_said = |text: &str| words.iter().any(|word| text.starts_with(word));
                let covered = texts
                    .iter()
                    .find(|(text, room)| is_said(text) && room.overlaps(spot));
                assert!(covered.is_none(), "{name}: {place:?} is on {covered:?}");
                let is_on_mark = hexagon.is_some_and(|hexagon| hexagon.overlaps(spot));
                assert!(!is_on_mark, "{name}: {place:?} is on the controller");
            }
        }
    });
}

#[test]
fn on_a_tablet_every_capsule_is_tied_to_its_own_line() {
    let mut tied = 0;
    for_each_scene(|name, _, room, scene| {
        let is_tablet = (430.0..690.0).contains(&room.width);
        if !is_tablet || room.perspective == Perspective::ByPartition {
            return;
        }
        for mark in &scene.messages {
            let Some(aside) = mark.stem else {
                assert!(mark.lines.is_empty(), "{name}: {}", mark.name);
                continue;
            };
            for permille in (0..=1_000).step_by(125) {
                let at = mark.route.at(permille);
                let on_line = Rect::new(at.x + aside, at.y, 0.0, 0.0).inset(-1.0);
                let points = mark.narrow_route.points().windows(2);
                let lies_there = points.into_iter().any(|pair| {
                    let [from, to] = [pair[0], pair[1]];
                    let (x, y) = (from.x.min(to.x), from.y.min(to.y));
                    let size = [(from.x - to.x).abs(), (from.y - to.y).abs()];
                    Rect::new(x, y, size[0], size[1]).overlaps(on_line)
                });
                assert!(lies_there, "{name}: {} at {at:?}", mark.name);
            }
            tied += 1;
        }
    });
    assert!(tied > 0);
}

#[test]
fn no_ball_is_cut_off_at_the_edge_of_the_drawing() {
    for_each_scene(|name, _, _, scene| {
        for permille in (0..=1_000).step_by(125) {
            let marks: Vec<_> = scene.messages.iter().map(|it| (&**it, permille)).collect();
            for place in arrange(scene, marks) {
                let ball = Rect::new(place.at.x, place.at.y, 0.0, 0.0).inset(-6.25);
                assert!(
                    place.in_words || whole(scene).contains(ball),
                    "{name}: {place:?}"
                );
            }
        }
    });
}

#[test]
fn on_a_phone_no_ball_lies_on_the_side_of_a_box_or_a_card() {
    let mut balls = 0;
    for_each_scene(|name, _, _, scene| {
        if !scene.words_in_list || scene.frame.view != View::ByBroker {
            return;
        }
        let frames = rects(scene, &["broker__frame", "card__frame"]);
        for permille in (0..=1_000).step_by(125) {
            let marks: Vec<_> = scene.messages.iter().map(|it| (&**it, permille)).collect();
            for place in arrange(scene, marks) {
                for (class, frame) in &frames {
                    let inside = place.at.y > frame.y && place.at.y < frame.bottom();
                    let off = |side: f64| (place.at.x - side).abs() >= 5.5;
                    let is_clear = !inside || off(frame.x) && off(frame.right());
                    assert!(is_clear, "{name}: {place:?} on {class} {frame:?}");
                }
                balls += 1;
            }
        }
    });
    assert!(balls > 0);
}

#[test]
fn what_goes_between_nodes_in_focus_has_its_words_before_anything_else() {
    let focus = Focus {
        nodes: vec![BrokerId(1).into(), BrokerId(3).into()],
        ..Focus::default()
    };
    let is_in_focus = |mark: &MessageMark| {
        let ways = ["b1 → b3", "b3 → b1"];
        !mark.lines.is_empty() && ways.iter().any(|way| mark.name.contains(way))
    };
    let mut timeline = small();
    let mut seen = 0;
    for ms in (8_000..8_400).step_by(3) {
        timeline.run_to_time(Time::from_ms(ms));
        let (world, past, now) = (timeline.world(), timeline.past(), timeline.position().time);
        let scene = scene(world, past, now, ROOMS[4], &focus, None, Lang::En);
        for permille in (0..=1_000).step_by(100) {
            let all = || scene.messages.iter().map(|mark| (&**mark, permille));
            let alone = arrange(
                &scene,
                all().filter(|(mark, _)| is_in_focus(mark)).collect(),
            );
            let places = arrange(&scene, all().collect());
            for place in alone.iter().filter(|place| place.in_words) {
                let kept = places.iter().find(|it| it.id == place.id);
                assert!(kept.is_some_and(|it| it.in_words), "{ms}: {place:?}");
                seen += usize::from(places.len() > alone.len());
            }
        }
    }
    assert!(seen > 0, "others are under way, too");
}
