//! How the playhead and the frontier move: to a moment, on to a time, into another future.

use std::sync::Arc;

use super::{Act, Position, Timeline};
use crate::command::{Command, Refusal};
use crate::id::StepNumber;
use crate::sim::World;
use crate::time::Time;
use crate::trace::Trace;

/// A world is kept after so many events.
const KEYFRAME_STEPS: u64 = 64;

/// How many events a seek computes beyond what is known: a day of an idle cluster is less.
const STEPS_AHEAD_MAX: u64 = 10_000_000;

impl Timeline {
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
    pub fn act(&mut self, command: Command) -> Result<(), Refusal> {
        self.current.may(&command)?;
        let Position { step, time } = self.position();
        self.forget_after(step);
        self.acts.push(Act {
            after: step,
            at: time,
            command,
        });
        self.extend();
        self.step_current();
        Ok(())
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

    pub(super) fn first_after(&self, step: StepNumber) -> usize {
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
    pub(super) fn extend(&mut self) -> bool {
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
    pub(super) fn nearest(&self, step: StepNumber) -> World {
        if self.frontier.step_number() <= step {
            return self.frontier.clone();
        }
        let keyframe = self.keyframes.nearest(step);
        keyframe.map_or_else(|| self.frontier.clone(), |(_, world)| world.clone())
    }

    /// When a world's next step is, be it an event or an act.
    pub(super) fn next_time_of(&self, world: &World) -> Option<Time> {
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
pub(super) fn advance(world: &mut World, acts: &[Act], traces: &mut Vec<Trace>) -> bool {
    match act_at(acts, world.step_number()) {
        Some(act) => world.apply(act.at, &act.command, traces).is_ok(),
        None => world.step(traces),
    }
}
