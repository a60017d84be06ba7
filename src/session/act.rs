//! What each action does.

use highwater_core::command::Command;
use highwater_core::id::NodeId;
use highwater_core::time::{Span, Time};
use highwater_core::trace::Weight;

use super::dock::DockChoice;
use super::{
    Action, Announced, LessonRun, Motion, Notice, Room, Selection, Session, UNATTENDED_MAX_US,
};
use crate::action::UserAction;

/// What is further ahead than that is said to be: on the way there nothing worth seeing happens for long.
const FAR_AHEAD: Span = Span::from_ms(30_000);

impl Session {
    /// Takes an action.
    pub fn update(&mut self, action: Action) {
        match action {
            Action::Tick { real_us } => self.tick(real_us),
            Action::Select(selection) => self.attended().select(selection),
            Action::See(view) => self.attended().view = Some(view),
            Action::Dock(dock) => self.attended().dock = DockChoice::Chosen(dock),
            Action::ReadLogs => self.attended().reads_logs = true,
            Action::FilterLogs(filter) => self.attended().log_filter = filter,
            Action::SetSpeed(speed) => self.attended().playback.speed = speed,
            Action::ListRoutine(lists) => self.attended().lists_routine = lists,
            Action::ReduceMotion(reduced) => self.attended().reduce_motion(reduced),
            Action::Translate(lesson) => self.attended().of_run(|run| {
                run.translate(lesson);
            }),
            Action::MoveTo(room) => self.anew().room = room,
            Action::User(action) => self.anew().user(action),
            Action::Scrub(passed) => {
                let stop = self.playback.stop_at(passed);
                self.anew().go_to(stop);
            }
            Action::GoTo(position) => self.anew().go_to(position),
            Action::Do(command) => {
                self.anew().act(command);
            }
            Action::Try(command) => self.anew().try_out(command),
            Action::Choose(option) => self.anew().of_run(|run| run.choose(option)),
            Action::Predict => self.anew().predict(),
            Action::SkipPrediction => self.anew().skip_prediction(),
            Action::Check { question, answer } => {
                self.anew().of_run(|run| run.check(question, answer));
            }
            Action::OpenStep(step) => self.anew().open_step(step),
        }
        if let Some(watch) = self.watch {
            self.playback.watch(watch);
        }
        self.sample();
        self.keep_journal();
        self.follow_losses();
    }

    /// Somebody is here; what they were told stays.
    fn attended(&mut self) -> &mut Self {
        self.unattended_us = 0;
        self
    }

    /// Somebody does something new; what they were told before is past.
    fn anew(&mut self) -> &mut Self {
        self.notice = None;
        self.refused = None;
        self.attended()
    }

    fn select(&mut self, selection: Option<Selection>) {
        self.selection = selection;
        match selection {
            Some(Selection::Node(producer @ NodeId::Producer(_))) => {
                self.shown_producer = Some(self.picked_now(producer));
            }
            Some(Selection::Node(consumer @ NodeId::Consumer(_))) => {
                self.shown_consumer = Some(self.picked_now(consumer));
            }
            _ => {}
        }
    }

    fn of_run(&mut self, change: impl FnOnce(&mut LessonRun)) {
        if let Some(run) = &mut self.lesson {
            change(run);
        }
    }

    fn user(&mut self, action: UserAction) {
        match action {
            UserAction::TogglePlay => self.toggle_play(),
            UserAction::Step => self.step(Weight::Ordinary),
            UserAction::NextMilestone => self.step(Weight::Milestone),
            UserAction::StepBack => self.step_back(Weight::Ordinary),
            UserAction::PreviousMilestone => self.step_back(Weight::Milestone),
            UserAction::ToStart => self.go_to(self.timeline().opening()),
            UserAction::ToEnd => self.go_to(self.timeline().frontier()),
            UserAction::Continue => self.go_on(),
            UserAction::BackToLesson => self.back_to_lesson(),
            UserAction::TakeOver => self.take_over(),
            UserAction::Reset => self.reset(),
            UserAction::ShowCluster => self.selection = None,
            UserAction::SwitchView => self.switch_view(),
            // The help sheet is the page's, not the session's.
            UserAction::Help => {}
        }
    }

    fn tick(&mut self, real_us: u64) {
        self.unattended_us = self.unattended_us.saturating_add(real_us);
        if self.unattended_us > UNATTENDED_MAX_US && self.playback.motion() == Motion::Playing {
            self.playback.stand();
        }
        let known = self.timeline().broken_so_far().len();
        if self.playback.tick(real_us) {
            self.arrive();
        } else {
            self.announce_losses(known);
        }
        self.follow();
    }

    /// While it plays, the lesson's text follows: from the part that is shown to the next, when
    /// that one's moment is reached. A question that waits for its answer is not passed, nor is the
    /// last part.
    fn follow(&mut self) {
        let here = self.timeline().position();
        while self.is_followed() {
            let Some(run) = &mut self.lesson else { return };
            if run.next_moment().is_none_or(|next| here < next) {
                return;
            }
            run.advance();
            self.announce(Announced::Part);
        }
        if self.playback.motion() == Motion::Playing && self.ends_play() {
            self.end_play();
        }
    }

    /// Stands at the part's own moment, which a frame may have gone beyond.
    fn end_play(&mut self) {
        let Some(run) = &self.lesson else { return };
        self.notice = run.asks().then_some(Notice::PredictionFirst);
        self.playback.jump(run.moment());
        self.announce(Announced::Part);
    }

    /// The playhead has come to where it was sent.
    fn arrive(&mut self) {
        if self.arriving {
            self.arriving = false;
            if let Some(run) = &mut self.lesson {
                run.advance();
            }
            self.announce(Announced::Part);
        } else {
            self.announce(Announced::Events);
        }
    }

    fn reduce_motion(&mut self, reduced: bool) {
        self.playback.reduced_motion = reduced;
        if let (true, Motion::Travelling { to }) = (reduced, self.playback.motion()) {
            self.playback.jump(to);
            self.arrive();
        }
    }

    fn toggle_play(&mut self) {
        self.arriving = false;
        match self.playback.motion() {
            Motion::Still if self.ends_play() => {
                if self.lesson.as_ref().is_some_and(LessonRun::asks) {
                    self.tell(Notice::PredictionFirst);
                }
            }
            Motion::Still => self.playback.play(),
            Motion::Playing | Motion::Travelling { .. } => self.playback.stand(),
        }
    }

    fn step(&mut self, weight: Weight) {
        self.finish_arriving();
        let before = self.timeline().position().time;
        if !self.playback.step(weight) {
            return self.tell(match weight {
                Weight::Milestone => Notice::NoMilestone,
                Weight::Routine | Weight::Ordinary => Notice::NothingMore,
            });
        }
        let by = self.heading_for().since(before);
        let far = Some(Notice::FarAhead { by }).filter(|_| by >= FAR_AHEAD);
        match (far, self.moves()) {
            (Some(far), true) => self.tell(far),
            (None, true) => {}
            (far, false) => {
                self.notice = far;
                self.announce(Announced::Events);
            }
        }
    }

    /// The moment to which the playhead is on its way, or at which it stands.
    fn heading_for(&self) -> Time {
        match self.playback.motion() {
            Motion::Travelling { to } => to.time,
            Motion::Still | Motion::Playing => self.timeline().position().time,
        }
    }

    fn step_back(&mut self, weight: Weight) {
        self.arriving = false;
        if self.playback.step_back(weight) {
            self.announce(Announced::Events);
        } else {
            self.tell(Notice::NothingBefore);
        }
    }

    fn go_to(&mut self, position: highwater_core::timeline::Position) {
        self.arriving = false;
        self.playback.jump(position);
        self.announce(Announced::Events);
    }

    /// Another wish on the way to the next part: be there at once.
    fn finish_arriving(&mut self) {
        if let (true, Motion::Travelling { to }) = (self.arriving, self.playback.motion()) {
            self.playback.jump(to);
            self.arrive();
        }
    }

    /// To the next part, or to the end after the last; already on the way, at once.
    fn go_on(&mut self) {
        if let Some(next) = self.next_part() {
            self.playback.jump(next);
            self.arriving = true;
            return self.arrive();
        }
        if self.what_if {
            return;
        }
        let Some(run) = &mut self.lesson else { return };
        if run.asks() {
            return self.tell(Notice::PredictionFirst);
        }
        match run.next_moment() {
            Some(next) => {
                self.arriving = true;
                self.playback.travel(next);
                if !self.moves() {
                    self.arrive();
                }
            }
            None => {
                let moment = run.moment();
                run.advance();
                self.playback.jump(moment);
                self.announce(Announced::Part);
            }
        }
    }

    /// Does what the lesson proposes, and lets time run, so that the consequences are seen.
    fn try_out(&mut self, command: Command) {
        if self.has_asked(&command) {
            return self.tell(Notice::AskedAlready);
        }
        if self.act(command) {
            self.playback.play();
        }
    }

    /// True when the cluster took the command.
    fn act(&mut self, command: Command) -> bool {
        self.finish_arriving();
        if let Motion::Travelling { .. } = self.playback.motion() {
            self.playback.stand();
        }
        let at = self.timeline().position().time;
        let stops = command == Command::StopScript;
        let done = self.playback.act(command.clone());
        let taken = done.is_ok();
        match done {
            Err(refusal) => {
                self.refused = Some(command);
                self.tell(Notice::Refused(refusal));
            }
            Ok(_) if self.room == Room::Lesson && !self.what_if => {
                self.what_if = true;
                self.tell(Notice::WhatIfBegan);
            }
            Ok(_) if stops => self.tell(Notice::ScriptStopped),
            Ok(true) => self.tell(Notice::FutureReplaced { at }),
            Ok(false) => self.announce(Announced::Events),
        }
        taken
    }

    fn predict(&mut self) {
        if self.lesson.as_mut().and_then(|run| run.predict()).is_some() {
            self.announce(Announced::Verdict);
        }
    }

    fn skip_prediction(&mut self) {
        if let Some(run) = &mut self.lesson {
            let step = run.step_id();
            run.settle(step);
        }
    }

    fn back_to_lesson(&mut self) {
        let Some(run) = &self.lesson else { return };
        self.playback.show(run.timeline_here());
        self.room = Room::Lesson;
        self.what_if = false;
        self.arriving = false;
        self.selection = None;
        self.tell(Notice::BackInLesson);
    }

    fn open_step(&mut self, step: u32) {
        let Some(run) = &mut self.lesson else { return };
        let Some(place) = run.lesson().place_of(step) else {
            return;
        };
        run.go_to(place);
        self.playback.show(run.timeline_here());
        self.room = Room::Lesson;
        self.what_if = false;
        self.arriving = false;
        self.announce(Announced::Part);
    }

    fn take_over(&mut self) {
        if self.room == Room::Sandbox {
            return;
        }
        // It stands where one sees it, and not where the lesson was about to bring it.
        self.arriving = false;
        self.playback.stand();
        self.room = Room::Sandbox;
        self.what_if = false;
        self.base = self.timeline().clone();
        self.tell(Notice::TakenOver);
    }

    /// A lesson's own run is never changed, so there is nothing to set back.
    fn reset(&mut self) {
        if self.room == Room::Lesson {
            return;
        }
        self.playback.show(self.base.clone());
        self.selection = None;
        self.arriving = false;
        self.tell(Notice::Restarted);
    }

    fn tell(&mut self, notice: Notice) {
        self.notice = Some(notice);
        self.announce(Announced::Notice(notice));
    }

    pub(super) fn announce(&mut self, what: Announced) {
        self.announcement.number += 1;
        self.announcement.what = what;
    }
}
