//! How far somebody is in a lesson: its own timeline with the moment of each part, the part that is
//! shown, and what was answered.

use std::sync::Arc;

use highwater_core::sorted::{Map, Set};
use highwater_core::timeline::{Position, Timeline};
use highwater_text::course::{Lesson, Prediction, Step};

/// A lesson that is under way.
#[derive(Clone, Debug)]
pub struct LessonRun {
    lesson: Arc<Lesson>,
    /// The lesson's own timeline: nobody but the scenario has acted in it.
    own: Timeline,
    /// The moment of each part.
    moments: Vec<Position>,
    place: usize,
    ended: bool,
    /// The option chosen for the question of the part that is shown.
    choice: Option<usize>,
    answers: Map<u32, Graded>,
    /// Predictions that were answered or skipped, now or in an earlier visit, by step id.
    settled: Set<u32>,
    /// Check questions by number, and the answer chosen.
    checked: Map<usize, usize>,
}

/// An answer to a prediction, and what the engine found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Graded {
    /// The option.
    pub option: usize,
    /// Whether its claim is true.
    pub right: bool,
}

/// Why a lesson cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// A part's moment does not come.
    PartNeverComes {
        /// The step's id.
        step: u32,
    },
    /// It has no step with that id.
    NoSuchStep {
        /// The id asked for.
        step: u32,
        /// The ids that there are.
        known: Vec<u32>,
    },
}

impl LessonRun {
    /// The lesson at the step with that id, or at its first.
    ///
    /// # Errors
    /// When there is no such step, or the engine cannot run the lesson.
    pub fn open(lesson: Arc<Lesson>, step: Option<u32>) -> Result<Self, OpenError> {
        let place = match step {
            None => 0,
            Some(step) => lesson.place_of(step).ok_or_else(|| OpenError::NoSuchStep {
                step,
                known: lesson.steps.iter().map(|step| step.id).collect(),
            })?,
        };
        let mut own = Timeline::of_checked(lesson.scenario.clone());
        let mut moments = Vec::with_capacity(lesson.steps.len());
        for step in &lesson.steps {
            let moment = own
                .find(&step.until)
                .ok_or(OpenError::PartNeverComes { step: step.id })?;
            own.seek(moment);
            moments.push(moment);
        }
        own.seek(own.opening());
        Ok(Self {
            lesson,
            own,
            moments,
            place,
            ended: false,
            choice: None,
            answers: Map::new(),
            settled: Set::new(),
            checked: Map::new(),
        })
    }

    /// The same lesson in another language. False when it is another lesson or another edition.
    pub fn translate(&mut self, lesson: Arc<Lesson>) -> bool {
        let (new, old) = (lesson.steps.iter(), self.lesson.steps.iter());
        let same = lesson.id == self.lesson.id
            && lesson.scenario == self.lesson.scenario
            && new.map(|step| step.id).eq(old.map(|step| step.id));
        if same {
            self.lesson = lesson;
        }
        same
    }

    /// The lesson.
    #[must_use]
    pub fn lesson(&self) -> &Arc<Lesson> {
        &self.lesson
    }

    /// The part that is shown, counted from 0.
    #[must_use]
    pub fn place(&self) -> usize {
        self.place
    }

    /// The part that is shown.
    #[must_use]
    pub fn step(&self) -> Option<&Step> {
        self.lesson.steps.get(self.place)
    }

    /// The part's permanent id.
    #[must_use]
    pub fn step_id(&self) -> Option<u32> {
        self.step().map(|step| step.id)
    }

    /// Whether the last part is done and the rule is shown.
    #[must_use]
    pub fn ended(&self) -> bool {
        self.ended
    }

    /// Whether the end is shown or comes next.
    #[must_use]
    pub fn nears_end(&self) -> bool {
        self.next_moment().is_none()
    }

    /// The moment of the part that is shown.
    #[must_use]
    pub fn moment(&self) -> Position {
        self.moments
            .get(self.place)
            .copied()
            .unwrap_or(self.own.opening())
    }

    /// The moment of the part after it.
    #[must_use]
    pub fn next_moment(&self) -> Option<Position> {
        self.moments.get(self.place + 1).copied()
    }

    /// Whether the moment of the part that is shown is reached there, and another may follow: its
    /// question, if it has one, is settled.
    #[must_use]
    pub fn leads_on(&self, here: Position) -> bool {
        !self.asks() && self.moment() <= here && self.next_moment().is_some()
    }

    /// Whether playing ends at the moment of the part that is shown: its question waits for an
    /// answer, or it is the last, and after it the lesson tells of nothing.
    #[must_use]
    pub fn ends_play(&self, here: Position) -> bool {
        self.moment() <= here && (self.asks() || self.next_moment().is_none())
    }

    /// The lesson's own timeline at the moment of the part that is shown.
    #[must_use]
    pub fn timeline_here(&self) -> Timeline {
        let mut timeline = self.own.clone();
        timeline.seek(self.moment());
        timeline
    }

    /// Shows the next part, or the end after the last.
    pub fn advance(&mut self) {
        self.choice = None;
        if self.place + 1 < self.lesson.steps.len() {
            self.place += 1;
        } else {
            self.ended = true;
        }
    }

    /// Shows a part.
    pub fn go_to(&mut self, place: usize) {
        self.choice = None;
        self.place = place.min(self.lesson.steps.len().saturating_sub(1));
        self.ended = false;
    }

    /// The question of the part that is shown.
    #[must_use]
    pub fn prediction(&self) -> Option<&Prediction> {
        self.step().and_then(|step| step.prediction.as_ref())
    }

    /// Whether the lesson waits for an answer.
    #[must_use]
    pub fn asks(&self) -> bool {
        let settled = self
            .step_id()
            .is_some_and(|step| self.settled.contains(&step));
        !self.ended && self.prediction().is_some() && !settled
    }

    /// How the question of the part that is shown was last answered.
    #[must_use]
    pub fn answer(&self) -> Option<Graded> {
        self.answers.get(&self.step_id()?).copied()
    }

    /// The option that is chosen, graded or not.
    #[must_use]
    pub fn choice(&self) -> Option<usize> {
        self.choice.or(self.answer().map(|graded| graded.option))
    }

    /// Chooses an option of the question of the part that is shown.
    pub fn choose(&mut self, option: usize) {
        self.choice = Some(option);
    }

    /// Has the engine grade the option that is chosen, at the lesson's own moment.
    pub fn predict(&mut self) -> Option<Graded> {
        let option = self.choice()?;
        let claim = &self.prediction()?.options.get(option)?.claim;
        // A claim that cannot be judged is not true; the lessons' compiler lets none through.
        let right = self.timeline_here().judge(claim).unwrap_or(false);
        let graded = Graded { option, right };
        let step = self.step_id()?;
        self.answers.insert(step, graded);
        self.settled.insert(step);
        Some(graded)
    }

    /// Goes on without an answer, or remembers that there was one in an earlier visit.
    pub fn settle(&mut self, steps: impl IntoIterator<Item = u32>) {
        self.settled.extend(steps);
    }

    /// The predictions that were answered or skipped, by step id.
    #[must_use]
    pub fn settled(&self) -> &Set<u32> {
        &self.settled
    }

    /// Chooses an answer to a check question.
    pub fn check(&mut self, question: usize, answer: usize) {
        self.checked.insert(question, answer);
    }

    /// The answers chosen to the check questions, by question.
    #[must_use]
    pub fn checked(&self) -> &Map<usize, usize> {
        &self.checked
    }
}
