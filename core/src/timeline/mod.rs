//! Moving through a run. The truth is the scenario and what a person did; worlds kept on the way are
//! only a cache, so that seeking to a moment equals replaying to it.

mod companion;
mod journal;
mod keyframes;
mod position;
mod samples;
mod search;
mod standstill;
mod walk;
mod watch;

pub use position::{Act, Position};
pub use samples::{Point, Samples, Series};
pub use standstill::{Rebalance, Standstill, Standstills};
pub use watch::Broken;

use std::sync::Arc;

use crate::id::{StepNumber, TopicPartition, TraceId};
use crate::scenario::{self, Problem, Scenario};
use crate::sim::World;
use crate::time::Time;
use crate::trace::{Event, Trace, Weight};
use companion::Companion;
use journal::Journal;
use keyframes::Keyframes;
use samples::Sampler;
use walk::advance;
use watch::Watcher;

/// So many worlds are not kept: before that the older ones are thinned out.
const KEYFRAMES_MAX: usize = 512;

/// A run, and a playhead in it.
#[derive(Debug)]
pub struct Timeline {
    opening: Position,
    acts: Vec<Act>,
    keyframes: Keyframes<World>,
    /// Every trace since the opening, by step.
    traces: Arc<Vec<Arc<Trace>>>,
    /// The furthest that was computed.
    frontier: World,
    /// The world at the playhead.
    current: World,
    time: Time,
    /// Who looks for what breaks, if somebody does. It is known by what it does: a program that does not
    /// begin to watch need not have loaded what that takes.
    watcher: Option<Box<dyn Watcher>>,
    /// Who measures, if somebody does, known likewise.
    sampler: Option<Box<dyn Sampler>>,
    /// Who keeps what is logged, if somebody does, known likewise.
    journal: Option<Box<dyn Journal>>,
}

// A derived `clone` would be compiled again in every crate that calls it, with all that is in a world.
impl Clone for Timeline {
    fn clone(&self) -> Self {
        Self {
            opening: self.opening,
            acts: self.acts.clone(),
            keyframes: self.keyframes.clone(),
            traces: self.traces.clone(),
            frontier: self.frontier.clone(),
            current: self.current.clone(),
            time: self.time,
            watcher: self.watcher.as_ref().map(|watcher| watcher.copy()),
            sampler: self.sampler.as_ref().map(|sampler| sampler.copy()),
            journal: self.journal.as_ref().map(|journal| journal.copy()),
        }
    }
}

impl Timeline {
    /// A run at its opening, in which is looked for what breaks.
    ///
    /// # Errors
    /// Everything that is wrong with the scenario.
    pub fn new(scenario: Arc<Scenario>) -> Result<Self, Vec<Problem>> {
        let problems = scenario::check(&scenario);
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut timeline = Self::of_checked(scenario);
        timeline.watch();
        Ok(timeline)
    }

    /// The same for a scenario in which [`scenario::check`] finds nothing, as is known already: the
    /// course's compiler has run it, or a test has. Nobody [watches](Self::watch) it yet.
    #[must_use]
    pub fn of_checked(scenario: Arc<Scenario>) -> Self {
        let opens = Time::from_ms(scenario.opens_at_ms);
        let mut world = World::new(scenario);
        let mut before = Vec::new();
        while world.next_time().is_some_and(|at| at <= opens) {
            before.clear();
            world.step(&mut before);
        }
        let opening = Position {
            step: world.step_number(),
            time: opens,
        };
        let mut keyframes = Keyframes::new(KEYFRAMES_MAX);
        keyframes.keep(opening.step, world.clone());
        Self {
            opening,
            acts: Vec::new(),
            keyframes,
            traces: Arc::default(),
            frontier: world.clone(),
            current: world,
            time: opens,
            watcher: None,
            sampler: None,
            journal: None,
        }
    }

    /// Shows somebody the whole run as far as it is known, from before its first event.
    fn retrace(&self, mut world: World, companion: &mut dyn Companion) {
        let mut traces = Vec::new();
        while world.step_number() < self.frontier.step_number() {
            if world.step_number() == self.opening.step {
                companion.open(&world);
            }
            traces.clear();
            if !advance(&mut world, &self.acts, &mut traces) {
                break;
            }
            companion.observe(&world, &traces);
        }
        if world.step_number() == self.opening.step {
            companion.open(&world);
        }
    }

    /// The world at the playhead.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.current
    }

    /// The playhead.
    #[must_use]
    pub fn position(&self) -> Position {
        Position {
            step: self.current.step_number(),
            time: self.time,
        }
    }

    /// Where the run opens: nothing before it can be reached.
    #[must_use]
    pub fn opening(&self) -> Position {
        self.opening
    }

    /// The world at the opening: what was before has left its marks there only.
    pub(crate) fn opening_world(&self) -> Option<&World> {
        let opening = self.keyframes.nearest(self.opening.step);
        opening.map(|(_, world)| world)
    }

    /// The world at a step that is known.
    pub(crate) fn world_at(&self, step: StepNumber) -> World {
        self.replay(self.nearest(step), step, &mut |_, _| {})
    }

    /// Takes a world of this run on to a step that is known, and shows somebody the way.
    pub(crate) fn replay(
        &self,
        mut world: World,
        to: StepNumber,
        show: &mut dyn FnMut(&World, &[Trace]),
    ) -> World {
        let mut traces = Vec::new();
        while world.step_number() < to && advance(&mut world, &self.acts, &mut traces) {
            show(&world, &traces);
            traces.clear();
        }
        world
    }

    /// The furthest that was computed.
    #[must_use]
    pub fn frontier(&self) -> Position {
        let time = self.frontier.now().max(self.opening.time).max(self.time);
        Position {
            step: self.frontier.step_number(),
            time,
        }
    }

    /// Every trace that is known since the opening, also beyond the playhead.
    #[must_use]
    pub fn traces(&self) -> &[Arc<Trace>] {
        &self.traces
    }

    /// The traces up to the playhead.
    #[must_use]
    pub fn past(&self) -> &[Arc<Trace>] {
        let (past, _) = self
            .traces
            .split_at(self.first_after(self.current.step_number()));
        past
    }

    /// The trace with that number, if it is known: a cause may lie before the opening.
    #[must_use]
    pub fn trace(&self, id: TraceId) -> Option<&Arc<Trace>> {
        let index = self
            .traces
            .binary_search_by_key(&id, |trace| trace.id)
            .ok()?;
        self.traces.get(index)
    }

    /// Whether a trace was brought about by another, itself or through others.
    #[must_use]
    pub fn follows_from(&self, trace: &Trace, from: TraceId) -> bool {
        let causes = std::iter::successors(trace.cause, |id| self.trace(*id)?.cause);
        // Nothing is brought about by what came later.
        let mut causes = causes.take_while(|id| *id >= from);
        causes.any(|id| id == from)
    }

    /// How much a trace matters in this run: something that broke changes what is true for the cluster, and
    /// what happens in Kafka's own topics goes on in the background.
    #[must_use]
    pub fn weight_of(&self, trace: &Trace) -> Weight {
        if self.breaks(trace) {
            return Weight::Milestone;
        }
        weight_in(self.world(), trace)
    }

    /// What the person did, in order.
    #[must_use]
    pub fn acts(&self) -> &[Act] {
        &self.acts
    }

    /// The trace of something that the person did, once the playhead has come there.
    #[must_use]
    pub fn trace_of(&self, act: &Act) -> Option<&Trace> {
        let past = self.past();
        let since = past.partition_point(|trace| trace.step <= act.after);
        let done_in = act.after.0 + 1;
        let mut of_step = past[since..].iter().take_while(|it| it.step.0 == done_in);
        let done = of_step.find(|trace| matches!(trace.event, Event::Commanded(_)));
        done.map(|trace| &**trace)
    }

    /// Where the person did something first.
    #[must_use]
    pub fn branched_at(&self) -> Option<Position> {
        self.acts.first().map(|act| Position {
            step: act.after,
            time: act.at,
        })
    }
}

/// How much a trace matters by itself, where what happens in Kafka's own topics goes on in the background.
fn weight_in(world: &World, trace: &Trace) -> Weight {
    let is_internal = |one: TopicPartition| world.metadata().is_internal(one.topic);
    match &trace.event {
        Event::MessageSent { gist, .. } | Event::MessageArrived { gist, .. } => {
            world.weight_of_message(gist)
        }
        event if event.partition().is_some_and(is_internal) => Weight::Routine,
        event => event.weight(),
    }
}
