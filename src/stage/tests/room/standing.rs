//! Frames and words have room, and keep clear of each other.

use highwater_core::sim::Direction;

use super::{rects, without_marks_of_brokers};
use crate::session::Perspective;
use crate::stage::geometry::{Point, Rect, TEXT};
use crate::stage::layout::NODES_MAX;
use crate::stage::scene::Part;
use crate::stage::tests::runs::for_each_scene;
use crate::stage::tests::{groups, texts, walk, whole};

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

/// The tags that are said of brokers, each with the boxes of all brokers, where the perspective is not that one.
fn for_each_tag_unless(
    left_out: Perspective,
    mut check: impl FnMut(&str, Rect, &[(&'static str, Rect)]),
) {
    for_each_scene(|name, _, room, scene| {
        if room.perspective == left_out {
            return;
        }
        let boxes = rects(scene, &["broker__frame"]);
        for mark in groups(scene) {
            if mark.class != "broker-mark" {
                continue;
            }
            walk(mark, Point::default(), &mut |part, _| {
                if let Part::Rect("badge__frame", tag, _) = part {
                    check(name, *tag, &boxes);
                }
            });
        }
    });
}

#[test]
fn what_is_said_on_a_box_does_not_reach_into_the_one_above() {
    for_each_tag_unless(Perspective::ByPartition, |name, tag, boxes| {
        let around = Rect::new(tag.x, tag.y - 3.0, tag.width, tag.height);
        let touched = boxes.iter().filter(|(_, it)| it.overlaps(around)).count();
        assert!(touched <= 1, "{name}: {tag:?} touches {touched} boxes");
    });
}

#[test]
fn what_is_said_of_a_small_box_keeps_clear_of_all_of_them() {
    let mut tags = 0;
    for_each_tag_unless(Perspective::ByBroker, |name, tag, boxes| {
        let tag = tag.inset(-1.0);
        let touched = boxes.iter().find(|(_, it)| it.overlaps(tag));
        assert!(touched.is_none(), "{name}: {tag:?} touches {touched:?}");
        tags += 1;
    });
    assert!(tags > 0);
}
