//! What is asked of drawings that are made of cards.

use super::super::geometry::TEXT;
use super::super::scene::{Part, Scene};
use super::{groups, texts, whole};

/// Every text is large enough, on the stage, and touches no other.
#[track_caller]
pub fn words_have_room(at: &str, scene: &Scene) {
    let texts = texts(scene);
    for (index, (text, room)) in texts.iter().enumerate() {
        assert!(whole(scene).contains(*room), "{at}: {text:?} {room:?}");
        for (other, other_room) in texts.iter().skip(index + 1) {
            assert!(
                !room.inset(0.5).overlaps(*other_room),
                "{at}: {text:?} {room:?} touches {other:?} {other_room:?}"
            );
        }
    }
    for group in groups(scene) {
        for part in &group.parts {
            if let Part::Text(_, text) = part {
                assert!(text.size >= TEXT, "{at}: {}", text.text);
            }
        }
    }
}

/// Of any two frames one is within the other, or they are apart.
#[track_caller]
pub fn frames_are_apart(at: &str, scene: &Scene) {
    let mut rects = Vec::new();
    for group in groups(scene) {
        for part in &group.parts {
            match part {
                Part::Rect(class, rect, _) if !class.starts_with("gauge") => rects.push(*rect),
                _ => {}
            }
        }
    }
    for (index, rect) in rects.iter().enumerate() {
        assert!(whole(scene).contains(*rect), "{at}: {rect:?}");
        for other in rects.iter().skip(index + 1) {
            let apart = !rect.inset(0.25).overlaps(*other);
            let within = rect.contains(*other) || other.contains(*rect);
            assert!(apart || within, "{at}: {rect:?} and {other:?}");
        }
    }
}
