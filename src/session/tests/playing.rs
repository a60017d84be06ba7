//! What plays, and what goes along with it.

use highwater_core::command::Command;

use super::super::{Action, Announced, Room, Session, UNATTENDED_US_MAX};
use super::{B1, FRAME_US, here, opened, place, session_tick, user};
use crate::action::UserAction;
use crate::clock::Speed;

/// Plays for a while; whether the text and the picture were ever apart.
fn plays_apart(session: &mut Session, frames: usize) -> bool {
    user(session, UserAction::TogglePlay);
    let mut apart = session.is_elsewhere();
    for _ in 0..frames {
        session_tick(session);
        apart |= session.is_elsewhere();
    }
    apart
}

#[test]
fn while_it_plays_the_text_follows_and_a_question_is_not_passed() {
    let mut asked = opened(None);
    assert!(plays_apart(&mut asked, 600));
    assert_eq!(place(&asked), 1, "the question waits");

    let mut settled = opened(None);
    settled.settle([7]);
    settled.update(Action::SetSpeed(Speed::Quarter));
    let mut seen = Vec::new();
    user(&mut settled, UserAction::TogglePlay);
    while place(&settled) < 2 {
        assert!(!settled.is_elsewhere());
        session_tick(&mut settled);
        seen.push(place(&settled));
    }
    assert!(seen.is_sorted() && seen.contains(&1), "{seen:?}");
    assert_eq!(settled.announcement().what, Announced::Part);
}

#[test]
fn what_plays_before_the_part_that_is_shown_is_another_moment_until_it_is_reached() {
    let mut session = opened(Some(3));
    user(&mut session, UserAction::ToStart);
    user(&mut session, UserAction::TogglePlay);
    session_tick(&mut session);
    assert!(session.is_elsewhere());
    assert_eq!(place(&session), 2);
}

#[test]
fn what_the_lesson_proposes_is_done_and_plays() {
    let mut session = opened(None);
    session.update(Action::Try(Command::Restart(B1)));
    assert!(!session.moves(), "what is refused has no consequences");
    session.update(Action::Try(Command::Crash(B1)));
    assert!(session.moves() && session.is_what_if());
}

#[test]
fn playing_goes_on_until_it_is_stopped_or_nobody_has_been_there_for_long() {
    let mut session = Session::of_cluster(crate::home::scenario(), Room::Home).expect("it runs");
    user(&mut session, UserAction::TogglePlay);
    let before = here(&session);
    for _ in 0..600 {
        session_tick(&mut session);
    }
    assert!(session.moves() && here(&session) > before);
    for _ in 0..UNATTENDED_US_MAX / FRAME_US {
        session_tick(&mut session);
    }
    assert!(!session.moves());
}
