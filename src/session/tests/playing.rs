//! What plays, and what goes along with it.

use std::sync::Arc;

use highwater_core::command::Command;
use highwater_core::scenario::{Scenario, ScriptEntry};

use super::super::{Action, Announced, LessonRun, Notice, Room, Session, UNATTENDED_MAX_US};
use super::{B1, FRAME_US, here, opened, place, session_tick, settle, user};
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
    assert!(!plays_apart(&mut asked, 600));
    assert_eq!(place(&asked), 1, "the question waits");
    assert_eq!(here(&asked), here(&opened(Some(7))), "at its own moment");
    for _ in 0..2 {
        assert!(!asked.moves());
        assert_eq!(asked.notice(), Some(Notice::PredictionFirst));
        user(&mut asked, UserAction::TogglePlay);
    }
    asked.update(Action::SkipPrediction);
    user(&mut asked, UserAction::TogglePlay);
    assert!(asked.moves());

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
fn playing_a_lesson_ends_at_its_last_part_from_which_continue_leads_to_its_end() {
    let mut session = opened(Some(3));
    let last = here(&session);
    user(&mut session, UserAction::ToStart);
    for _ in 0..2 {
        user(&mut session, UserAction::TogglePlay);
        settle(&mut session);
        assert_eq!((here(&session), session.notice()), (last, None));
    }
    user(&mut session, UserAction::Continue);
    assert!(session.lesson().is_some_and(LessonRun::ended));
}

#[test]
fn what_is_tried_at_a_question_or_at_the_last_part_plays_on() {
    for part in [7, 3] {
        let mut session = opened(Some(part));
        session.update(Action::Do(Command::Crash(B1)));
        assert!(!session.moves() && session.is_what_if());
        user(&mut session, UserAction::TogglePlay);
        for _ in 0..600 {
            session_tick(&mut session);
        }
        assert!(session.moves());
    }
}

#[test]
fn which_kind_of_thing_does_not_come_is_told() {
    let scenario = Scenario {
        producers: Vec::new(),
        consumers: Vec::new(),
        ..Scenario::clone(&crate::home::scenario())
    };
    let mut session = Session::of_cluster(Arc::new(scenario), Room::Sandbox);
    session.update(Action::ReduceMotion(true));
    for (action, told) in [
        (UserAction::NextMilestone, Notice::NoMilestone),
        (UserAction::Step, Notice::NothingMore),
    ] {
        for _ in 0..100 {
            user(&mut session, action);
            if session.notice().is_some() {
                break;
            }
        }
        assert_eq!(session.notice(), Some(told));
    }
}

/// A cluster in which nothing happens by itself but that a broker dies, a minute after it opens.
fn quiet_for_a_minute() -> Session {
    let mut scenario = Scenario {
        producers: Vec::new(),
        consumers: Vec::new(),
        ..Scenario::clone(&crate::home::scenario())
    };
    let opens = Session::of_cluster(crate::home::scenario(), Room::Sandbox);
    scenario.script = vec![ScriptEntry {
        at_ms: here(&opens).time.as_ms() + 60_000,
        command: Command::Crash(B1),
    }];
    Session::of_cluster(Arc::new(scenario), Room::Sandbox)
}

#[test]
fn how_far_ahead_the_next_milestone_is_is_told_where_it_is_far() {
    for reduced in [false, true] {
        let mut session = quiet_for_a_minute();
        session.update(Action::ReduceMotion(reduced));
        let mut told = Vec::new();
        for _ in 0..3 {
            user(&mut session, UserAction::NextMilestone);
            told.extend(session.notice());
            settle(&mut session);
        }
        let far =
            |notice: &Notice| matches!(notice, Notice::FarAhead { by } if by.as_ms() > 50_000);
        assert!(told.first().is_some_and(far), "{told:?}");
        assert_eq!(
            told.len(),
            1,
            "what comes soon after needs no word: {told:?}"
        );
    }
}

#[test]
fn what_the_lesson_proposes_is_done_and_plays() {
    let mut session = opened(None);
    session.update(Action::Try(Command::Restart(B1)));
    assert!(!session.moves(), "what is refused has no consequences");
    assert!(session.takes(&Command::Crash(B1)));
    session.update(Action::Try(Command::Crash(B1)));
    assert!(session.moves() && session.is_what_if());
    assert!(!session.takes(&Command::Crash(B1)), "its fault is in force");
    user(&mut session, UserAction::BackToLesson);
    assert!(session.takes(&Command::Crash(B1)));
}

#[test]
fn playing_goes_on_until_it_is_stopped_or_nobody_has_been_there_for_long() {
    let mut session = Session::of_cluster(crate::home::scenario(), Room::Home);
    user(&mut session, UserAction::TogglePlay);
    let before = here(&session);
    for _ in 0..600 {
        session_tick(&mut session);
    }
    assert!(session.moves() && here(&session) > before);
    for _ in 0..UNATTENDED_MAX_US / FRAME_US {
        session_tick(&mut session);
    }
    assert!(!session.moves());
}
