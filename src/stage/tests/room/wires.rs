//! Lines, and what stands on them: scissors, crosses, and requests that wait.

use highwater_core::broker::Broker;
use highwater_core::id::NodeId;

use super::{pieces, rects, without_marks_of_brokers};
use crate::session::Perspective;
use crate::stage::geometry::{Point, Rect};
use crate::stage::scene::{Part, Scene};
use crate::stage::tests::runs::for_each_scene;
use crate::stage::tests::{groups, texts};

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
fn crosses_are_told_apart_from_each_other_and_from_scissors() {
    let mut crosses = 0;
    for_each_scene(|name, timeline, room, scene| {
        let is_crowd = timeline.world().brokers().count() > 3;
        if is_crowd || room.perspective == Perspective::ByPartition {
            return;
        }
        let marks = rects(scene, &["loss__ground", "cut__ground"]);
        for (index, (class, cross)) in marks.iter().enumerate() {
            if *class != "loss__ground" {
                continue;
            }
            let mut others = marks
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != index);
            let near = others.find(|(_, (class, it))| {
                // Many crosses may have to share one line.
                let gap = if *class == "loss__ground" { 2.0 } else { 4.0 };
                let touching = (it.width + cross.width) / 2.0;
                it.centre().distance(cross.centre()) < touching + gap
            });
            assert!(near.is_none(), "{name}: {cross:?} is near {near:?}");
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
