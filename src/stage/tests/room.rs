//! What stands has room: it fits the drawing, and keeps clear of the rest.

use std::sync::Arc;

use highwater_core::broker::Broker;
use highwater_core::id::NodeId;
use highwater_core::scenario::Scenario;
use highwater_core::sim::Direction;
use highwater_core::time::Time;
use highwater_core::timeline::Timeline;
use highwater_text::Lang;

use super::super::capsule;
use super::super::geometry::{Point, Rect, Size, TEXT};
use super::super::layout::NODES_MAX;
use super::super::motion::arrange;
use super::super::scene::{Part, Scene, Transform};
use super::runs::{ROOMS, for_each_scene, grid, run, scene_of, small};
use super::{groups, texts, walk, whole};
use crate::session::{Perspective, View};

/// The scene without what is said of brokers on the edges of their boxes.
fn without_marks_of_brokers(scene: &Scene) -> Scene {
    let mut rest = scene.clone();
    for kind in &mut rest.groups {
        kind.parts
            .retain(|part| !matches!(part, Part::Group(mark) if mark.class == "broker-mark"));
    }
    rest
}

/// The rectangles of those classes, wherever their groups are moved.
fn rects(scene: &Scene, classes: &[&str]) -> Vec<(&'static str, Rect)> {
    let mut found = Vec::new();
    for group in &scene.groups {
        walk(group, Point::default(), &mut |part, by| match part {
            Part::Rect(class, rect, _) if classes.contains(class) => {
                let at = Rect::new(rect.x + by.x, rect.y + by.y, rect.width, rect.height);
                found.push((*class, at));
            }
            _ => {}
        });
    }
    found
}

#[test]
fn no_text_touches_another_or_leaves_the_drawing() {
    for_each_scene(|name, _, _, scene| {
        let texts = texts(scene);
        for (index, (text, room)) in texts.iter().enumerate() {
            assert!(
                whole(scene).contains(*room),
                "{name}: {text:?} leaves the drawing: {room:?}"
            );
            for (other, other_room) in texts.iter().skip(index + 1) {
                assert!(
                    !room.inset(0.5).overlaps(*other_room),
                    "{name}: {text:?} {room:?} touches {other:?} {other_room:?}"
                );
            }
        }
    });
}

#[test]
fn what_stands_lies_within_another_or_apart_from_it() {
    let classes = [
        "broker__frame",
        "card__frame",
        "badge__frame",
        "cell__frame",
        "slot",
        "record__frame",
        "ack-waits__frame",
        "handle__area",
    ];
    for_each_scene(|name, _, _, scene| {
        for (_, scissors) in rects(scene, &["cut__ground"]) {
            assert!(whole(scene).contains(scissors), "{name}: {scissors:?}");
        }
        let rects = rects(&without_marks_of_brokers(scene), &classes);
        for (index, (class, rect)) in rects.iter().enumerate() {
            assert!(
                whole(scene).contains(*rect),
                "{name}: {class} leaves the drawing: {rect:?}"
            );
            for (other, other_rect) in rects.iter().skip(index + 1) {
                let apart = !rect.inset(0.25).overlaps(*other_rect);
                let within = rect.contains(*other_rect) || other_rect.contains(*rect);
                assert!(
                    apart || within,
                    "{name}: {class} {rect:?} and {other} {other_rect:?}"
                );
            }
        }
    });
}

#[test]
fn words_keep_to_what_they_stand_in_and_marks_clear_of_words() {
    let frames = [
        "broker__frame",
        "card__frame",
        "badge__frame",
        "ack-waits__frame",
    ];
    for_each_scene(|name, _, _, scene| {
        let frames = rects(&without_marks_of_brokers(scene), &frames);
        let marks = rects(scene, &["cut__ground", "loss__ground", "parked__mark"]);
        for (text, room) in texts(&without_marks_of_brokers(scene)) {
            let room = room.inset(0.5);
            for (class, frame) in &frames {
                let apart = !frame.overlaps(room);
                assert!(
                    apart || frame.contains(room),
                    "{name}: {text} {room:?} crosses {class} {frame:?}"
                );
            }
            let covered = marks.iter().find(|(_, mark)| mark.overlaps(room));
            assert!(covered.is_none(), "{name}: {covered:?} covers {text}");
        }
    });
}

#[test]
fn the_picture_holds_no_more_than_3000_nodes_and_says_what_it_leaves_out() {
    for_each_scene(|name, timeline, _, scene| {
        let count = scene.node_count();
        assert!(count <= NODES_MAX, "{name}: {count}");
        let in_flight: usize = timeline
            .world()
            .network()
            .connections()
            .map(|(_, connection)| {
                let both = Direction::BOTH.map(|way| connection.in_flight(way).len());
                both[0] + both[1]
            })
            .sum();
        assert!(
            scene.messages.len() == in_flight || scene.left_out.is_some(),
            "{name}: {} of {in_flight} messages",
            scene.messages.len()
        );
    });
}

#[test]
fn a_drawing_that_fits_its_room_is_never_higher_than_it() {
    for_each_scene(|name, _, room, scene| {
        let height = scene.size.height * room.width / scene.size.width;
        let fits_by_a_pixel = (height - room.height).abs() < 1.0;
        assert!(
            !fits_by_a_pixel || height <= room.height,
            "{name}: {height}"
        );
    });
}

#[test]
fn text_is_never_drawn_smaller_than_12_pixels() {
    for_each_scene(|name, _, room, scene| {
        assert!(
            scene.size.width <= room.width,
            "{name}: the drawing would be shrunk"
        );
        for group in groups(scene) {
            for part in &group.parts {
                if let Part::Text(_, text) = part {
                    assert!(text.size >= TEXT, "{name}: {:?}", text.text);
                }
            }
        }
    });
}

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

/// The straight pieces of a line, each as a rectangle without an area; its corners are not rounded.
fn pieces(line: &str) -> Vec<Rect> {
    let (mut pieces, mut before) = (Vec::new(), None);
    let spaced = line.replace('M', " M ").replace(['L', 'Q'], " ");
    let mut words = spaced.split_whitespace();
    while let Some(word) = words.next() {
        if word == "M" {
            before = None;
            continue;
        }
        let numbers = [Some(word), words.next()].map(|word| word.unwrap_or_default().parse());
        let [Ok(x), Ok(y)] = numbers else {
            panic!("{line}: {numbers:?}")
        };
        let at: Point = Point { x, y };
        if let Some(from) = before.replace(at) {
            let (from, to): (Point, Point) = (from, at);
            let (left, top) = (from.x.min(to.x), from.y.min(to.y));
            let size = ((from.x - to.x).abs(), (from.y - to.y).abs());
            pieces.push(Rect::new(left, top, size.0, size.1));
        }
    }
    pieces
}

#[test]
fn no_line_runs_through_a_card_or_through_words() {
    for_each_scene(|name, _, room, scene| {
        let mut lines = Vec::new();
        for group in groups(scene) {
            for part in &group.parts {
                if let Part::Path("link__line" | "cut__line", path) = part {
                    lines.extend(pieces(path));
                }
            }
        }
        // What is cut from a small box of a broker leads there as it can.
        if room.perspective == Perspective::ByPartition {
            return;
        }
        assert!(!lines.is_empty() || scene.messages.is_empty(), "{name}");
        let cards = rects(scene, &["card__frame"]);
        let standing = without_marks_of_brokers(scene);
        let words = texts(&standing);
        let notes: Vec<Rect> = rects(scene, &["ack-waits__frame"])
            .into_iter()
            .map(|(_, note)| note)
            .collect();
        for line in lines {
            let card = cards
                .iter()
                .find(|(_, card)| card.inset(1.0).overlaps(line));
            assert!(card.is_none(), "{name}: {line:?} runs through {card:?}");
            // A note is opaque, and lies on its line.
            let text = words.iter().find(|(_, room)| {
                let is_note = notes.iter().any(|note| note.contains(*room));
                !is_note && room.inset(0.5).overlaps(line)
            });
            assert!(text.is_none(), "{name}: {line:?} runs through {text:?}");
        }
    });
}

#[test]
fn acks_that_wait_are_noted_wherever_there_is_room_for_words() {
    let mut noted = 0;
    for_each_scene(|name, timeline, room, scene| {
        let is_by_broker = room.perspective == Perspective::ByBroker;
        if scene.words_in_list || !is_by_broker {
            return;
        }
        let waits = |broker: &&Broker| {
            let process = broker.process();
            process.is_some_and(|process| process.delayed_produces().next().is_some())
        };
        let waiting = timeline.world().brokers().filter(waits).count();
        let notes = groups(scene)
            .iter()
            .filter(|group| group.class == "handle ack-waits")
            .count();
        assert_eq!(notes, waiting, "{name}");
        noted += notes;
    });
    assert!(noted > 0);
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
fn what_the_controller_has_recorded_is_told_in_words() {
    let mut told = 0;
    for_each_scene(|name, _, room, scene| {
        // Narrower than a phone there may be no room.
        if room.width < 320.0 {
            return;
        }
        for badge in groups(scene) {
            if badge.class == "badge badge--recorded" {
                let has_words = badge
                    .parts
                    .iter()
                    .any(|part| matches!(part, Part::Text(..)));
                assert!(has_words, "{name}");
                told += 1;
            }
        }
    });
    assert!(told > 0);
}

#[test]
fn scissors_cover_neither_a_fetch_that_waits_nor_other_scissors() {
    for_each_scene(|name, timeline, room, scene| {
        let is_crowd = timeline.world().brokers().count() > 5;
        if is_crowd || room.perspective == Perspective::ByPartition {
            return;
        }
        let marks = rects(scene, &["cut__ground", "parked__mark"]);
        for (index, (class, mark)) in marks.iter().enumerate() {
            if *class != "cut__ground" {
                continue;
            }
            let others = marks
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != index);
            let covered = others.map(|(_, it)| it).find(|(_, it)| it.overlaps(*mark));
            assert!(covered.is_none(), "{name}: {mark:?} covers {covered:?}");
        }
    });
}

#[test]
fn what_is_said_on_a_box_does_not_reach_into_the_one_above() {
    for_each_scene(|name, _, room, scene| {
        if room.perspective == Perspective::ByPartition {
            return;
        }
        let boxes = rects(scene, &["broker__frame"]);
        for mark in groups(scene) {
            if mark.class != "broker-mark" {
                continue;
            }
            walk(mark, Point::default(), &mut |part, _| {
                let Part::Rect("badge__frame", tag, _) = part else {
                    return;
                };
                let around = Rect::new(tag.x, tag.y - 3.0, tag.width, tag.height);
                let touched = boxes.iter().filter(|(_, it)| it.overlaps(around)).count();
                assert!(touched <= 1, "{name}: {tag:?} touches {touched} boxes");
            });
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
fn no_two_requests_wait_at_the_same_place() {
    for_each_scene(|name, _, _, scene| {
        let parked = rects(scene, &["parked__mark"]);
        for (index, (_, mark)) in parked.iter().enumerate() {
            let other = parked
                .iter()
                .skip(index + 1)
                .find(|(_, it)| it.overlaps(*mark));
            assert!(other.is_none(), "{name}: {mark:?} and {other:?}");
        }
    });
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

/// Whether one of the lines that are drawn runs there, or so near to it.
fn has_line(scene: &Scene, at: Point, near: f64) -> bool {
    let spot = Rect::new(at.x, at.y, 0.0, 0.0).inset(-near);
    groups(scene).iter().any(|group| {
        group.parts.iter().any(|part| match part {
            Part::Path("link__line" | "cut__line", path) => {
                pieces(path).iter().any(|line| line.overlaps(spot))
            }
            _ => false,
        })
    })
}

#[test]
fn the_cross_of_a_lost_message_stands_on_a_line() {
    let mut crosses = 0;
    for_each_scene(|name, _, room, scene| {
        if room.perspective == Perspective::ByPartition {
            return;
        }
        for (_, cross) in rects(scene, &["loss__ground"]) {
            assert!(has_line(scene, cross.centre(), 6.0), "{name}: {cross:?}");
            crosses += 1;
        }
    });
    assert!(crosses > 0);
}

#[test]
fn what_goes_to_the_controller_goes_on_a_line_from_either_side() {
    let mut seen = 0;
    for_each_scene(|name, timeline, _, scene| {
        let network = timeline.world().network();
        for mark in &scene.messages {
            let Some((socket, _, _)) = network.message(mark.id) else {
                continue;
            };
            if socket.connection.server != NodeId::CONTROLLER || !mark.lines.is_empty() {
                continue;
            }
            for permille in (0..=1_000).step_by(125) {
                let at = mark.narrow_route.at(permille);
                assert!(has_line(scene, at, 6.0), "{name}: {}, {at:?}", mark.name);
            }
            seen += 1;
        }
    });
    assert!(seen > 0);
}

#[test]
fn what_is_said_of_a_small_box_keeps_clear_of_all_of_them() {
    let mut tags = 0;
    for_each_scene(|name, _, room, scene| {
        if room.perspective == Perspective::ByBroker {
            return;
        }
        let boxes = rects(scene, &["broker__frame"]);
        for mark in groups(scene) {
            if mark.class != "broker-mark" {
                continue;
            }
            walk(mark, Point::default(), &mut |part, _| {
                let Part::Rect("badge__frame", tag, _) = part else {
                    return;
                };
                let tag = tag.inset(-1.0);
                let touched = boxes.iter().find(|(_, it)| it.overlaps(tag));
                assert!(touched.is_none(), "{name}: {tag:?} touches {touched:?}");
                tags += 1;
            });
        }
    });
    assert!(tags > 0);
}

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
