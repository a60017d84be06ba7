//! The reducer: everything that can change while somebody is here, and the one way to change it.
//! It knows no browser; time comes in as [`Action::Tick`].

mod act;
mod dock;
mod lesson;
mod log_filter;
mod losses;
mod notice;
mod offer;
mod perspective;
mod playback;
mod selection;
#[cfg(test)]
mod tests;
mod view;

pub use dock::Dock;
pub use lesson::{Graded, LessonRun, OpenError};
pub use log_filter::LogFilter;
pub use notice::{Announced, Announcement, Notice};
pub use offer::{CallForm, Form, GroupKind, Offer, OfferGroup, Place, Reply};
pub use perspective::Perspective;
pub use playback::{Motion, Playback, Stop};
pub use selection::Selection;
use view::Picked;
pub use view::{View, group_shown, perspective_of};

use std::sync::Arc;

use highwater_core::command::Command;
use highwater_core::scenario::Scenario;
use highwater_core::sim::World;
use highwater_core::time::Time;
use highwater_core::timeline::{Position, Timeline};
use highwater_text::course::{Lesson, LessonStep, Sandbox};

use self::dock::DockChoice;
use self::losses::Losses;
use crate::action::UserAction;
use crate::clock::Speed;
use crate::route::{LessonLink, Page};
use crate::sandbox::WhyAside;

/// A cluster that plays and that nobody has touched for so long stops: a tab that is left open is
/// not to eat the processor.
const UNATTENDED_MAX_US: u64 = 300_000_000;

/// Something that happened to the session.
#[derive(Clone, Debug)]
pub enum Action {
    /// A person did something that has a name.
    User(UserAction),
    /// So much of a person's time has passed.
    Tick {
        /// In microseconds.
        real_us: u64,
    },
    /// The slider was moved: so many stops are passed.
    Scrub(usize),
    /// An event of the list was chosen.
    GoTo(Position),
    /// Another speed was chosen.
    SetSpeed(Speed),
    /// Something is to be done to the cluster.
    Do(Command),
    /// What the lesson proposes is to be done to the cluster, and its consequences watched.
    Try(Command),
    /// Something in the picture was picked, or nothing any more.
    Select(Option<Selection>),
    /// The picture is to be put together in another way.
    See(View),
    /// That is to stand under the picture, or nothing.
    Dock(Option<Dock>),
    /// Somebody reads what a process has logged, elsewhere than under the picture.
    ReadLogs,
    /// Other lines are to be shown of the logs under the picture.
    FilterLogs(LogFilter),
    /// An option of the prediction was chosen, from 0.
    Choose(usize),
    /// The option chosen is given as the answer.
    Predict,
    /// The prediction is passed over.
    SkipPrediction,
    /// An answer to a check question was chosen.
    Check {
        /// The question, from 0.
        question: usize,
        /// The answer, from 0.
        answer: usize,
    },
    /// A part of the lesson was asked for by the permanent id of its step.
    OpenStep(u32),
    /// The lesson has come in another language.
    Translate(Arc<Lesson>),
    /// The person wants still pictures, or no longer.
    ReduceMotion(bool),
    /// Routine events are to be listed too, or no longer.
    ListRoutine(bool),
    /// The page goes from home to the sandbox with the same cluster, or back.
    MoveTo(Room),
}

impl Action {
    /// Whether it does to the cluster what stands behind a gate of the engine, or shows what stands behind one
    /// of the picture's or the app's.
    #[must_use]
    pub fn needs_gates(&self) -> bool {
        match self {
            Self::Do(command) | Self::Try(command) => command.needs_gates(),
            Self::See(view) => *view != View::ByBroker,
            Self::Dock(dock) => dock.is_some(),
            Self::User(action) => *action == UserAction::SwitchView,
            _ => false,
        }
    }
}

/// Where the cluster is being watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// On the home page.
    Home,
    /// In a lesson.
    Lesson,
    /// In the sandbox.
    Sandbox,
}

/// Everything that can change while somebody is here.
#[derive(Clone, Debug)]
pub struct Session {
    room: Room,
    playback: Playback,
    lesson: Option<LessonRun>,
    /// Whether the lesson waits while the person tries something.
    what_if: bool,
    /// What [`UserAction::Reset`] goes back to.
    base: Timeline,
    selection: Option<Selection>,
    /// The view that a person chose.
    view: Option<View>,
    /// The producer that was picked last: whoever looks at one from the inside looks at that.
    shown_producer: Option<Picked>,
    /// The consumer that was picked last: whoever looks at a group looks at its group.
    shown_consumer: Option<Picked>,
    dock: DockChoice,
    notice: Option<Notice>,
    /// What was refused, while that is told.
    refused: Option<Command>,
    announcement: Announcement,
    /// The part of the lesson that the playhead is on its way to.
    arriving: bool,
    lists_routine: bool,
    /// How long it has played since somebody did something.
    unattended_us: u64,
    /// How a run is watched for what breaks, once the part of the program is there that can.
    watch: Option<fn(&mut Timeline)>,
    /// How a run is measured, likewise.
    sample: Option<fn(&mut Timeline)>,
    /// How it is kept what is logged, likewise.
    journal: Option<fn(&mut Timeline)>,
    /// Whether somebody reads that in the inspector.
    reads_logs: bool,
    log_filter: LogFilter,
    losses: Losses,
}

/// The run that is kept, computed anew from its beginning.
fn restored(mut timeline: Timeline, kept: &Sandbox) -> Result<Timeline, WhyAside> {
    let restored = timeline.restore(&kept.acts, kept.playhead);
    restored.map_err(WhyAside::Refused)?;
    if timeline.position() != kept.playhead || timeline.acts() != kept.acts {
        return Err(WhyAside::AnotherRun);
    }
    Ok(timeline)
}

impl Session {
    /// A cluster without a lesson, whose scenario is right.
    #[must_use]
    pub fn of_cluster(scenario: Arc<Scenario>, room: Room) -> Self {
        Self::new(room, Timeline::of_checked(scenario), None)
    }

    /// A sandbox as it was kept: its run is computed anew and stands where it stood.
    ///
    /// # Errors
    /// When the engine cannot take the run up again.
    pub fn of_kept(kept: &Sandbox) -> Result<Self, WhyAside> {
        let base = Timeline::new(kept.scenario.clone()).map_err(WhyAside::Scenario)?;
        let timeline = restored(base.clone(), kept)?;
        let mut session = Self::new(Room::Sandbox, timeline, None);
        session.base = base;
        Ok(session)
    }

    /// The sandbox as it is kept under a name, with the id of its preset. What was taken over from a lesson is called as
    /// that is.
    #[must_use]
    pub fn to_keep(&self, name: &str, preset: &str) -> Sandbox {
        let run = self.lesson.as_ref();
        let lesson = run.map(|run| &run.lesson().title);
        Sandbox {
            name: lesson.map_or(name, |title| title).to_owned(),
            preset: lesson.map_or(preset, |_| "").to_owned(),
            taken_over: self.lesson_step(),
            scenario: Arc::new(self.world().scenario().clone()),
            acts: self.timeline().acts().to_vec(),
            playhead: self.timeline().position(),
        }
    }

    /// The lesson's step that is shown, or at which its cluster was taken over.
    #[must_use]
    pub fn lesson_step(&self) -> Option<LessonStep> {
        let run = self.lesson.as_ref()?;
        Some(LessonStep {
            lesson: run.lesson().id.clone(),
            step: run.step_id()?,
        })
    }

    /// Goes on with what was done after the cluster had been taken over there before. If the engine cannot take
    /// that up again, nothing changes.
    pub fn take_up(&mut self, kept: &Sandbox) {
        if kept.scenario.as_ref() == self.world().scenario()
            && let Ok(timeline) = restored(self.base.clone(), kept)
        {
            self.playback.show(timeline);
        }
    }

    /// A lesson at the step with that id, or at its first.
    ///
    /// # Errors
    /// When there is no such step, or the engine cannot run the lesson.
    pub fn of_lesson(lesson: Arc<Lesson>, step: Option<u32>) -> Result<Self, OpenError> {
        let run = LessonRun::open(lesson, step)?;
        Ok(Self::new(Room::Lesson, run.timeline_here(), Some(run)))
    }

    fn new(room: Room, timeline: Timeline, lesson: Option<LessonRun>) -> Self {
        Self {
            room,
            base: timeline.clone(),
            playback: Playback::new(timeline),
            lesson,
            what_if: false,
            selection: None,
            view: None,
            shown_producer: None,
            shown_consumer: None,
            dock: DockChoice::default(),
            notice: None,
            refused: None,
            announcement: Announcement::default(),
            arriving: false,
            lists_routine: false,
            unattended_us: 0,
            watch: None,
            sample: None,
            journal: None,
            reads_logs: false,
            log_filter: LogFilter::default(),
            losses: Losses::default(),
        }
    }

    /// From now on whatever run is shown is watched for what breaks.
    pub fn watch_by(&mut self, watch: fn(&mut Timeline)) {
        self.watch = Some(watch);
        self.playback.watch(watch);
        self.follow_losses();
    }

    /// Remembers which predictions were answered or skipped in an earlier visit, by step id.
    pub fn settle(&mut self, steps: impl IntoIterator<Item = u32>) {
        if let Some(run) = &mut self.lesson {
            run.settle(steps);
        }
    }

    /// Where the cluster is being watched.
    #[must_use]
    pub fn room(&self) -> Room {
        self.room
    }

    /// The page of the site that shows this.
    #[must_use]
    pub fn page(&self) -> Page {
        let link = self.lesson.as_ref().map(|run| LessonLink {
            id: run.lesson().id.clone(),
            step: run.step_id(),
        });
        match (self.room, link) {
            (Room::Lesson, Some(link)) => Page::Lesson(link),
            (Room::Sandbox, link) => Page::Sandbox(link),
            (Room::Home | Room::Lesson, _) => Page::Home,
        }
    }

    /// The playhead and its run.
    #[must_use]
    pub fn playback(&self) -> &Playback {
        &self.playback
    }

    /// The run.
    #[must_use]
    pub fn timeline(&self) -> &Timeline {
        &self.playback.timeline
    }

    /// The cluster at the playhead.
    #[must_use]
    pub fn world(&self) -> &World {
        self.timeline().world()
    }

    /// The lesson, if there is one.
    #[must_use]
    pub fn lesson(&self) -> Option<&LessonRun> {
        self.lesson.as_ref()
    }

    /// Whether the lesson waits while the person tries something.
    #[must_use]
    pub fn is_what_if(&self) -> bool {
        self.what_if
    }

    /// Whether the playhead is elsewhere than at the moment of the lesson's part, and nothing brings
    /// the two together.
    #[must_use]
    pub fn is_elsewhere(&self) -> bool {
        let part = self.lesson.as_ref().map(LessonRun::moment);
        let here = self.timeline().position();
        !self.arriving && !self.is_followed() && part.is_some_and(|part| part != here)
    }

    /// Whether the lesson's own run plays between the moment of the part that is shown and that of
    /// the next, or has just reached it: then the text goes along.
    fn is_followed(&self) -> bool {
        let plays = self.playback.motion() == Motion::Playing;
        let here = self.timeline().position();
        plays && self.own_run().is_some_and(|run| run.leads_on(here))
    }

    /// Whether the lesson's own run is played no further than here.
    fn ends_play(&self) -> bool {
        let here = self.timeline().position();
        self.own_run().is_some_and(|run| run.ends_play(here))
    }

    /// The lesson, while its own run is what is watched.
    fn own_run(&self) -> Option<&LessonRun> {
        let own = self.room == Room::Lesson && !self.what_if;
        self.lesson.as_ref().filter(|_| own)
    }

    /// Where the lesson's next part is, while the playhead is on its way there.
    #[must_use]
    pub fn next_part(&self) -> Option<Position> {
        let is_on_its_way = self.arriving || self.is_followed();
        let run = self.own_run().filter(|_| is_on_its_way && self.moves());
        run.and_then(LessonRun::next_moment)
    }

    /// What is picked.
    #[must_use]
    pub fn selection(&self) -> Option<Selection> {
        self.selection
    }

    /// What there is to tell.
    #[must_use]
    pub fn notice(&self) -> Option<Notice> {
        self.notice
    }

    /// What is announced.
    #[must_use]
    pub fn announcement(&self) -> Announcement {
        self.announcement
    }

    /// Whether somebody looks closer: has picked something, did something, opened something, or reads everything.
    #[must_use]
    pub fn looks_closer(&self) -> bool {
        self.selection.is_some()
            || self.lists_routine
            || matches!(self.dock, DockChoice::Chosen(Some(_)))
            || matches!(self.notice, Some(Notice::Refused(_)))
            || !self.timeline().acts().is_empty()
    }

    /// Whether what happens is told in words that are rarely needed: there are groups, say, or the scenario has broken
    /// something by itself by now.
    #[must_use]
    pub fn says_what_is_rare(&self) -> bool {
        let now = self.timeline().position().time;
        let scenario = self.world().scenario();
        let mut script = scenario.script.iter();
        scenario.needs_gates()
            || script.any(|one| {
                Time::from_ms(one.at_ms) <= now && !matches!(one.command, Command::Produce { .. })
            })
    }

    /// Which lines are shown of the logs under the picture.
    #[must_use]
    pub fn log_filter(&self) -> &LogFilter {
        &self.log_filter
    }

    /// Whether routine events are listed.
    #[must_use]
    pub fn lists_routine(&self) -> bool {
        self.lists_routine
    }

    /// Whether the playhead moves by itself: then frames are wanted.
    #[must_use]
    pub fn moves(&self) -> bool {
        self.playback.motion() != Motion::Still
    }
}
