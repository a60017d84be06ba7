//! What a person can rely on, whatever they click.

mod offers;
mod playing;

use std::sync::Arc;

use highwater_core::check::{Claim, Moment, OnReplica, Statement};
use highwater_core::command::{Command, Refusal};
use highwater_core::id::{BrokerId, ClientId, NodeId, Offset};
use highwater_core::timeline::{Position, Timeline};
use highwater_text::course::{
    Fidelity, FidelityKind, Focus, Lesson, Prediction, PredictionOption, Step,
};

use super::{Action, Announced, Dock, Notice, OpenError, Room, Selection, Session, View};
use crate::action::UserAction;
use crate::clock::Speed;
use crate::route::Page;

const FRAME_US: u64 = 16_667;
const B1: NodeId = NodeId::Broker(BrokerId(1));

/// A lesson of three parts about the record at offset `first` of the home page's cluster: appended
/// on the leader; copied by a follower, with a question; committed.
fn lesson(language: &str) -> Arc<Lesson> {
    let partition: Arc<str> = Arc::from("orders-0");
    let offset = Offset(3);
    let on = |id| NodeId::Broker(BrokerId(id));
    let step = |id: u32, until| Step {
        id,
        title: format!("{language} {id}"),
        html: String::new(),
        until,
        focus: Focus::default(),
        fidelity: Fidelity {
            kind: FidelityKind::Exact,
            source: String::new(),
            note_html: String::new(),
        },
        claims: Vec::new(),
        prediction: None,
        tries: Vec::new(),
    };
    let appended = |id| Moment::Appended {
        on: on(id),
        partition: partition.clone(),
        offset,
    };
    let watermark = |is| PredictionOption {
        html: String::new(),
        model_html: String::new(),
        claim: Claim {
            when: None,
            that: Statement::HighWatermark(OnReplica {
                on: B1,
                partition: partition.clone(),
                is,
            }),
        },
    };
    let committed = Moment::HighWatermark {
        on: B1,
        partition: partition.clone(),
        offset: Offset(4),
    };
    let asks = Prediction {
        question_html: String::new(),
        options: vec![watermark(Offset(4)), watermark(Offset(3))],
        after_html: String::new(),
    };
    Arc::new(Lesson {
        id: "a-lesson".into(),
        number: 1,
        module: 1,
        title: language.into(),
        question: String::new(),
        minutes: 1,
        scenario: crate::home::scenario(),
        steps: vec![
            step(1, appended(1)),
            Step {
                prediction: Some(asks),
                ..step(7, appended(2))
            },
            step(3, committed),
        ],
    })
}

fn opened(step: Option<u32>) -> Session {
    Session::of_lesson(lesson("en"), step).expect("the lesson runs")
}

fn user(session: &mut Session, action: UserAction) {
    session.update(Action::User(action));
}

fn predict(session: &mut Session, option: usize) {
    session.update(Action::Choose(option));
    session.update(Action::Predict);
}

/// Lets time pass until the playhead stands.
fn settle(session: &mut Session) {
    for _ in 0..100_000 {
        if !session.moves() {
            return;
        }
        session.update(Action::Tick { real_us: FRAME_US });
    }
    panic!("the playhead never arrives");
}

fn here(session: &Session) -> Position {
    session.timeline().position()
}

fn place(session: &Session) -> usize {
    session.lesson().expect("a lesson is open").place()
}

fn go_on(session: &mut Session) {
    user(session, UserAction::Continue);
    settle(session);
}

#[test]
fn the_end_is_near_from_the_last_part_on() {
    for (step, near) in [(1, false), (7, false), (3, true)] {
        let session = opened(Some(step));
        let run = session.lesson().expect("a lesson is open");
        assert_eq!(run.nears_end(), near, "step {step}");
    }
    let mut session = opened(Some(3));
    go_on(&mut session);
    let run = session.lesson().expect("a lesson is open");
    assert!(run.ended() && run.nears_end());
}

#[test]
fn continue_travels_to_the_moment_that_the_next_part_names() {
    let mut session = opened(None);
    user(&mut session, UserAction::Continue);
    assert!(session.moves() && place(&session) == 0);
    assert_eq!(session.next_part(), Some(here(&opened(Some(7)))));
    settle(&mut session);
    assert_eq!((place(&session), session.next_part()), (1, None));
    assert_eq!(session.announcement().what, Announced::Part);
    assert_eq!(here(&session), here(&opened(Some(7))));
}

#[test]
fn continue_pressed_on_the_way_arrives_at_once() {
    for sets_out in [UserAction::Continue, UserAction::TogglePlay] {
        let mut session = opened(None);
        user(&mut session, sets_out);
        session_tick(&mut session);
        let next = here(&opened(Some(7)));
        assert_eq!(session.next_part(), Some(next), "{sets_out:?}");
        user(&mut session, UserAction::Continue);
        assert!(!session.moves());
        assert_eq!((place(&session), here(&session)), (1, next), "{sets_out:?}");
        assert_eq!(session.announcement().what, Announced::Part);
    }
}

#[test]
fn what_plays_in_a_what_if_or_to_the_next_event_is_not_on_its_way_to_the_next_part() {
    let mut tried = opened(None);
    tried.update(Action::Try(Command::Crash(B1)));
    let mut stepped = opened(None);
    user(&mut stepped, UserAction::Step);
    for session in [tried, stepped] {
        assert!(session.moves());
        assert_eq!(session.next_part(), None);
    }
}

#[test]
fn still_pictures_arrive_without_travelling() {
    let mut session = opened(None);
    session.update(Action::ReduceMotion(true));
    user(&mut session, UserAction::Continue);
    assert!(!session.moves());
    assert_eq!(place(&session), 1);
}

#[test]
fn the_lesson_waits_for_an_answer_or_for_the_question_to_be_skipped() {
    let mut session = opened(Some(7));
    go_on(&mut session);
    assert_eq!(
        (place(&session), session.notice()),
        (1, Some(Notice::PredictionFirst))
    );
    let mut skipped = session.clone();
    skipped.update(Action::SkipPrediction);
    predict(&mut session, 0);
    for mut session in [session, skipped] {
        go_on(&mut session);
        assert_eq!(place(&session), 2);
    }
}

#[test]
fn the_engine_grades_a_prediction_at_the_lessons_own_moment() {
    let mut session = opened(Some(7));
    session.update(Action::Do(Command::Crash(B1)));
    for (option, right) in [(0, false), (1, true)] {
        predict(&mut session, option);
        let graded = session
            .lesson()
            .and_then(super::LessonRun::answer)
            .expect("it was answered");
        assert_eq!((graded.option, graded.right), (option, right));
    }
}

#[test]
fn after_the_last_part_comes_the_end() {
    let mut session = opened(Some(3));
    assert!(!session.lesson().expect("a lesson").ended());
    go_on(&mut session);
    assert!(session.lesson().expect("a lesson").ended());
}

#[test]
fn a_command_of_ones_own_begins_a_what_if_and_the_lesson_waits() {
    let mut session = opened(Some(7));
    let before = here(&session);
    session.update(Action::Do(Command::Crash(B1)));
    assert!(session.is_what_if());
    assert_eq!(session.notice(), Some(Notice::WhatIfBegan));
    go_on(&mut session);
    assert_eq!(place(&session), 1, "the lesson does not go on");
    user(&mut session, UserAction::Step);
    settle(&mut session);
    user(&mut session, UserAction::BackToLesson);
    assert!(!session.is_what_if());
    assert_eq!(here(&session), before);
    assert!(session.world().faults().is_empty());
}

#[test]
fn acting_where_one_has_stepped_back_replaces_what_was_watched_and_says_so() {
    let mut session = Session::of_cluster(crate::home::scenario(), Room::Sandbox);
    session.update(Action::ReduceMotion(true));
    session.update(Action::Do(Command::Crash(B1)));
    assert_eq!(session.notice(), None, "nothing was watched beyond");
    let at = here(&session).time;
    user(&mut session, UserAction::Step);
    user(&mut session, UserAction::StepBack);
    session.update(Action::Do(Command::Restart(B1)));
    assert_eq!(session.notice(), Some(Notice::FutureReplaced { at }));
}

#[test]
fn a_refusal_is_told_and_changes_nothing() {
    let mut session = opened(None);
    let before = session.world().state_hash();
    session.update(Action::Do(Command::Restart(B1)));
    assert_eq!(
        session.notice(),
        Some(Notice::Refused(Refusal::AlreadyRunning(B1)))
    );
    assert!(!session.is_what_if());
    assert_eq!(session.world().state_hash(), before);
}

#[test]
fn a_step_back_undoes_a_step_exactly() {
    let mut session = opened(None);
    let mut visited = vec![here(&session)];
    for _ in 0..12 {
        user(&mut session, UserAction::Step);
        settle(&mut session);
        visited.push(here(&session));
    }
    assert!(visited.is_sorted_by(|a, b| a < b));
    for expected in visited.iter().rev().skip(1) {
        user(&mut session, UserAction::StepBack);
        assert_eq!(here(&session), *expected);
    }
}

#[test]
fn a_second_step_on_the_way_arrives_and_goes_on() {
    let mut patient = opened(None);
    for _ in 0..2 {
        user(&mut patient, UserAction::Step);
        settle(&mut patient);
    }
    let mut hasty = opened(None);
    user(&mut hasty, UserAction::Step);
    session_tick(&mut hasty);
    user(&mut hasty, UserAction::Step);
    settle(&mut hasty);
    assert_eq!(here(&hasty), here(&patient));
}

fn session_tick(session: &mut Session) {
    session.update(Action::Tick { real_us: FRAME_US });
}

#[test]
fn before_the_first_event_there_is_nothing_to_step_back_to() {
    let mut session = opened(None);
    user(&mut session, UserAction::ToStart);
    assert_eq!(here(&session), session.timeline().opening());
    user(&mut session, UserAction::StepBack);
    assert_eq!(session.notice(), Some(Notice::NothingBefore));
}

#[test]
fn the_slider_leads_to_each_stop_and_tells_where_it_is() {
    let mut session = opened(Some(3));
    let stops = session.playback().stops().len();
    for passed in (0..=stops + 1).rev() {
        session.update(Action::Scrub(passed));
        assert_eq!(session.playback().stops_passed(), passed.min(stops));
    }
    assert_eq!(here(&session), session.timeline().opening());
}

#[test]
fn another_language_keeps_the_moment_and_the_answers() {
    let mut session = opened(Some(7));
    predict(&mut session, 0);
    session.update(Action::Select(Some(Selection::Node(B1))));
    session.update(Action::SetSpeed(Speed::Half));
    let before = here(&session);
    session.update(Action::Translate(lesson("ko")));
    let run = session.lesson().expect("a lesson is open");
    assert_eq!(run.lesson().title, "ko");
    assert_eq!(run.answer().map(|graded| graded.option), Some(0));
    assert_eq!(
        (here(&session), session.selection()),
        (before, Some(Selection::Node(B1)))
    );
}

#[test]
fn taking_over_keeps_the_moment_and_reset_returns_to_it() {
    let mut session = opened(Some(7));
    let before = here(&session);
    user(&mut session, UserAction::TakeOver);
    assert_eq!((session.room(), here(&session)), (Room::Sandbox, before));
    assert!(matches!(session.page(), Page::Sandbox(Some(link)) if link.step == Some(7)));
    session.update(Action::Do(Command::Crash(B1)));
    assert!(!session.is_what_if());
    user(&mut session, UserAction::NextMilestone);
    settle(&mut session);
    user(&mut session, UserAction::Reset);
    assert_eq!(here(&session), before);
    assert!(session.world().faults().is_empty());
}

#[test]
fn on_the_way_to_the_next_part_it_is_taken_over_where_it_stands() {
    let mut session = opened(None);
    user(&mut session, UserAction::Continue);
    session.update(Action::Tick { real_us: 20_000 });
    let before = here(&session);
    assert!(session.next_part().is_some_and(|next| before < next));
    user(&mut session, UserAction::TakeOver);
    assert_eq!((session.room(), here(&session)), (Room::Sandbox, before));
    assert!(!session.moves());
    assert!(matches!(session.page(), Page::Sandbox(Some(link)) if link.step == Some(1)));
}

#[test]
fn what_was_done_after_taking_over_is_taken_up_again_and_reset_returns_to_the_step() {
    let mut session = opened(Some(7));
    let step = here(&session);
    user(&mut session, UserAction::TakeOver);
    session.update(Action::Do(Command::Crash(B1)));
    user(&mut session, UserAction::NextMilestone);
    settle(&mut session);
    let kept = session.to_keep("mine", "acks1-loss");
    assert_eq!(kept.taken_over, session.lesson_step());
    assert_eq!(kept.preset, "");
    let mut again = opened(Some(7));
    user(&mut again, UserAction::TakeOver);
    again.take_up(&kept);
    assert_eq!(here(&again), here(&session));
    assert_eq!(again.world().state_hash(), session.world().state_hash());
    user(&mut again, UserAction::Reset);
    assert_eq!((here(&again), again.timeline().acts()), (step, &[][..]));
}

#[test]
fn under_the_picture_stands_what_was_chosen_and_without_that_what_there_is_room_for() {
    let mut session = opened(None);
    let control_plane = Some(Dock::ControlPlane);
    assert_eq!(session.dock(true), None, "the lesson is not about it");
    user(&mut session, UserAction::TakeOver);
    assert_eq!(
        [true, false].map(|has_room| session.dock(has_room)),
        [control_plane, None]
    );
    for chosen in [control_plane, None] {
        session.update(Action::Dock(chosen));
        assert_eq!(
            [true, false].map(|has_room| session.dock(has_room)),
            [chosen; 2]
        );
    }
}

#[test]
fn a_step_that_does_not_exist_is_answered_with_those_there_are() {
    let error = Session::of_lesson(lesson("en"), Some(2)).err();
    assert_eq!(
        error,
        Some(OpenError::NoSuchStep {
            step: 2,
            known: vec![1, 7, 3]
        })
    );
}

#[test]
fn a_loss_is_announced_once_and_is_a_stop_with_a_mark_of_its_own() {
    let mut session = Session::of_cluster(crate::home::scenario(), Room::Sandbox);
    session.watch_by(Timeline::watch);
    for id in 1..=3 {
        assert_eq!(session.losses(), []);
        session.update(Action::Do(Command::PowerLoss(NodeId::Broker(BrokerId(id)))));
    }
    let losses = session.losses().to_vec();
    let [lost] = losses.as_slice() else {
        panic!("{losses:?}");
    };
    assert_eq!(session.lost_here(), losses);
    let loss = session.loss(&lost[0]).expect("it happened in this run");
    assert_eq!(loss.broken_at, lost[0].trace);
    let stop = *session.playback().stops().last().expect("a stop");
    assert!(stop.breaks && stop.weight == highwater_core::trace::Weight::Milestone);
    session.update(Action::User(UserAction::PreviousMilestone));
    assert_eq!(session.losses(), []);
    let before = session.announcement().number;
    session.update(Action::ReduceMotion(true));
    session.update(Action::User(UserAction::NextMilestone));
    assert_eq!(session.losses(), losses);
    assert_eq!(session.announcement().number, before + 1);
    assert_eq!(session.announcement().what, Announced::Events);
}

#[test]
fn every_view_is_come_to_by_the_same_key_and_the_producer_that_was_picked_stays() {
    let mut session = opened(None);
    let producer = NodeId::Producer(ClientId(1));
    assert_eq!(session.shown_producer(), None);
    session.update(Action::Select(Some(Selection::Node(producer))));
    session.update(Action::Select(Some(Selection::Node(B1))));
    assert_eq!(session.shown_producer(), Some(producer));
    let mut seen = vec![session.view()];
    for _ in 0..3 {
        user(&mut session, UserAction::SwitchView);
        seen.push(session.view());
    }
    let [broker, partition, producer] = [View::ByBroker, View::ByPartition, View::ByProducer];
    assert_eq!(seen, [broker, partition, producer, broker]);
    assert_eq!(session.selection(), Some(Selection::Node(B1)));
}

#[test]
fn a_part_shows_the_view_that_it_names_until_a_person_chooses_one() {
    let mut named = (*lesson("en")).clone();
    if let Some(second) = named.steps.get_mut(1) {
        second.focus.view = Some(View::ByPartition);
    }
    let [first, second] = [0, 1].map(|place| named.steps[place].id);
    let mut session = Session::of_lesson(Arc::new(named), Some(first)).expect("it runs");
    assert_eq!(session.view(), View::ByBroker);
    session.update(Action::OpenStep(second));
    assert_eq!(session.view(), View::ByPartition);
    let mut taken_over = session.clone();
    user(&mut taken_over, UserAction::TakeOver);
    assert_eq!(taken_over.view(), View::ByPartition);
    session.update(Action::See(View::ByProducer));
    assert_eq!(session.view(), View::ByProducer);
    session.update(Action::OpenStep(first));
    assert_eq!(session.view(), View::ByProducer);
}
