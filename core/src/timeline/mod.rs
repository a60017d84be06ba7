//! Moving through a run. The truth is the scenario and what a person did; worlds kept on the way are
//! only a cache, so that seeking to a moment equals replaying to it.

mod companion;
mod journal;
mod keyframes;
mod position;
mod samples;
mod search;
mod standstill;
mod watch;

pub use position::{Act, ActOutcome, Position};
pub use samples::{Point, Samples, Series};
pub use standstill::{Rebalance, Standstill, Standstills};
pub use watch::Broken;

use std::sync::Arc;

use crate::command::{Command, Refusal};
use crate::id::{StepNumber, TopicPartition, TraceId};
use crate::scenario::{self, Problem, Scenario};
use crate::sim::World;
use crate::time::Time;
use crate::trace::{Event, Trace, Weight};
use companion::Companion;
use journal::Journal;
use keyframes::Keyframes;
use samples::Sampler;
use watch::{Watch, Watcher};

/// A world is kept after so many events.
const KEYFRAME_STEPS: u64 = 64;

/// How many events a seek computes beyond what is known: a day of an idle cluster is less.
const STEPS_AHEAD_MAX: u64 = 10_000_000;

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

    /// Whether it is looked for what breaks.
    #[must_use]
    pub fn is_watched(&self) -> bool {
        self.watcher.is_some()
    }

    /// From now on it is looked for what breaks, also in what is known already.
    pub fn watch(&mut self) {
        if self.is_watched() {
            return;
        }
        let world = World::new(self.frontier.shared_scenario());
        let mut watch = Watch::new(&world);
        self.retrace(world, &mut watch);
        self.watcher = Some(Box::new(watch));
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
        let mut world = self.nearest(step);
        while world.step_number() < step && advance(&mut world, &self.acts, &mut Vec::new()) {}
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
    pub fn trace(&self, id: TraceId) -> Option<&Trace> {
        let index = self
            .traces
            .binary_search_by_key(&id, |trace| trace.id)
            .ok()?;
        self.traces.get(index).map(|trace| &**trace)
    }

    /// What broke, as far as is known, also beyond the playhead, in order of time.
    #[must_use]
    pub fn broken(&self) -> &[Broken] {
        self.watcher
            .as_ref()
            .map_or(&[], |watcher| watcher.broken())
    }

    /// What broke up to the playhead.
    #[must_use]
    pub fn broken_so_far(&self) -> &[Broken] {
        let here = self.current.step_number();
        let broken = self.broken();
        let (so_far, _) = broken.split_at(broken.partition_point(|one| one.step <= here));
        so_far
    }

    /// Whether something broke by what a trace says, and not only went on.
    #[must_use]
    pub fn breaks(&self, trace: &Trace) -> bool {
        let broken = self.broken();
        let first = broken.partition_point(|one| one.step < trace.step);
        let mut here = broken.iter().skip(first);
        here.any(|one| one.trace == trace.id && !one.goes_on)
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

    /// Where the person did something first.
    #[must_use]
    pub fn branched_at(&self) -> Option<Position> {
        self.acts.first().map(|act| Position {
            step: act.after,
            time: act.at,
        })
    }

    /// Moves the playhead, forwards or back; beyond what is known the run goes on.
    pub fn seek(&mut self, to: Position) {
        let furthest = self
            .frontier
            .step_number()
            .0
            .saturating_add(STEPS_AHEAD_MAX);
        let step = to.step.clamp(self.opening.step, StepNumber(furthest));
        while self.frontier.step_number() < step && self.extend() {}
        if step < self.current.step_number() || self.is_keyframe_nearer(step) {
            self.current = self.nearest(step);
        }
        while self.current.step_number() < step && self.step_current() {}
        let latest = self.next_time_of(&self.current).unwrap_or(to.time);
        self.time = to
            .time
            .min(latest)
            .max(self.current.now())
            .max(self.opening.time);
    }

    /// Lets the clock run on to `time`.
    pub fn run_to_time(&mut self, time: Time) {
        while self
            .next_time_of(&self.frontier)
            .is_some_and(|at| at <= time)
            && self.extend()
        {}
        while self
            .next_time_of(&self.current)
            .is_some_and(|at| at <= time)
            && self.step_current()
        {}
        self.time = self.time.max(time);
    }

    /// Does something at the playhead, in place of what was known to come.
    ///
    /// # Errors
    /// When it makes no sense at this moment; nothing has changed then.
    pub fn act(&mut self, command: Command) -> Result<ActOutcome, Refusal> {
        self.current.may(&command)?;
        let Position { step, time } = self.position();
        let dropped_steps = self.frontier.step_number().0 - step.0;
        self.forget_after(step);
        self.acts.push(Act {
            after: step,
            at: time,
            command,
        });
        self.extend();
        self.step_current();
        Ok(ActOutcome { dropped_steps })
    }

    /// Does again what was done in a run of the same scenario, and goes to a position in it.
    ///
    /// # Errors
    /// When one of the acts makes no sense in this run; the run is at that moment then.
    pub fn restore(&mut self, acts: &[Act], to: Position) -> Result<(), Refusal> {
        self.seek(self.opening);
        self.forget_after(self.opening.step);
        for act in acts {
            self.seek(Position {
                step: act.after,
                time: act.at,
            });
            self.act(act.command.clone())?;
        }
        self.seek(to);
        Ok(())
    }

    fn first_after(&self, step: StepNumber) -> usize {
        self.traces.partition_point(|trace| trace.step <= step)
    }

    fn forget_after(&mut self, step: StepNumber) {
        let kept = self.first_after(step);
        Arc::make_mut(&mut self.traces).truncate(kept);
        let frontier = self.frontier.step_number();
        self.keyframes.forget_after(step);
        self.acts.retain(|act| act.after < step);
        if let Some(watcher) = &mut self.watcher {
            watcher.forget_after(step, frontier, &self.acts);
        }
        if let Some(sampler) = &mut self.sampler {
            sampler.forget_after(step, frontier, &self.acts);
        }
        if let Some(journal) = &mut self.journal {
            journal.forget_after(step, frontier, &self.acts);
        }
        self.frontier = self.current.clone();
    }

    /// Computes one step more.
    fn extend(&mut self) -> bool {
        let mut traces = Vec::new();
        if !advance(&mut self.frontier, &self.acts, &mut traces) {
            return false;
        }
        if let Some(watcher) = &mut self.watcher {
            watcher.observe(&self.frontier, &traces);
        }
        if let Some(sampler) = &mut self.sampler {
            sampler.observe(&self.frontier, &traces);
        }
        if let Some(journal) = &mut self.journal {
            journal.observe(&self.frontier, &traces);
        }
        Arc::make_mut(&mut self.traces).extend(traces.into_iter().map(Arc::new));
        let step = self.frontier.step_number();
        if (step.0 - self.opening.step.0).is_multiple_of(KEYFRAME_STEPS) {
            self.keyframes.keep(step, self.frontier.clone());
        }
        true
    }

    fn step_current(&mut self) -> bool {
        if self.current.step_number().0 + 1 == self.frontier.step_number().0 {
            self.current = self.frontier.clone();
            return true;
        }
        advance(&mut self.current, &self.acts, &mut Vec::new())
    }

    fn is_keyframe_nearer(&self, step: StepNumber) -> bool {
        let keyframe = self.keyframes.nearest(step);
        keyframe.is_some_and(|(kept, _)| kept > self.current.step_number())
    }

    /// The last world that was kept at or before a step.
    fn nearest(&self, step: StepNumber) -> World {
        if self.frontier.step_number() <= step {
            return self.frontier.clone();
        }
        let keyframe = self.keyframes.nearest(step);
        keyframe.map_or_else(|| self.frontier.clone(), |(_, world)| world.clone())
    }

    /// When a world's next step is, be it an event or an act.
    fn next_time_of(&self, world: &World) -> Option<Time> {
        match act_at(&self.acts, world.step_number()) {
            Some(act) => Some(act.at),
            None => world.next_time(),
        }
    }
}

fn act_at(acts: &[Act], step: StepNumber) -> Option<&Act> {
    acts.binary_search_by_key(&step, |act| act.after)
        .ok()
        .and_then(|index| acts.get(index))
}

/// Takes a world's next step: what a person did there, or the next event.
fn advance(world: &mut World, acts: &[Act], traces: &mut Vec<Trace>) -> bool {
    match act_at(acts, world.step_number()) {
        Some(act) => world.apply(act.at, &act.command, traces).is_ok(),
        None => world.step(traces),
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
