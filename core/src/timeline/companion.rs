//! What goes along with the frontier of a run, and back with it when somebody acts at an earlier moment.

use core::fmt::Debug;

use super::keyframes::Keyframes;
use super::{Act, advance};
use crate::id::StepNumber;
use crate::sim::World;
use crate::trace::Trace;

/// An onlooker is kept after so many events: that many have to be looked at again, at most, when somebody acts
/// at a moment of late.
const KEYFRAME_STEPS: u64 = 256;

/// So many onlookers are not kept: before that the older ones are thinned out.
const KEYFRAMES_MAX: usize = 16;

/// Whoever goes along with the frontier of a run.
pub(super) trait Companion: Debug + Send + Sync {
    /// The run opens here: what was before cannot be shown.
    fn open(&mut self, world: &World);

    /// Takes note of one step.
    fn observe(&mut self, world: &World, traces: &[Trace]);

    /// Forgets what came after a moment, and goes on from there.
    fn forget_after(&mut self, step: StepNumber, frontier: StepNumber, acts: &[Act]);
}

/// Who remembers something of every step that it has seen.
pub(super) trait Onlooker: Clone {
    /// What it finds in a step.
    type Found;

    /// Looks at one step.
    fn look(&mut self, world: &World, traces: &[Trace]) -> Self::Found;
}

/// An onlooker at the frontier of a run, and what it was earlier, with the worlds of then.
#[derive(Clone, Debug)]
pub(super) struct Along<T> {
    pub(super) now: T,
    keyframes: Keyframes<(World, T)>,
    opening: StepNumber,
}

impl<T: Onlooker> Along<T> {
    /// An onlooker of a run from its first event on.
    pub(super) const fn new(now: T) -> Self {
        Self::from(now, StepNumber(0))
    }

    /// One that goes on from here, and keeps nothing of what was before.
    pub(super) fn ahead(&self) -> Self {
        Self::from(self.now.clone(), self.opening)
    }

    const fn from(now: T, opening: StepNumber) -> Self {
        Self {
            now,
            keyframes: Keyframes::new(KEYFRAMES_MAX),
            opening,
        }
    }

    /// The run opens here: nobody goes back to what was before.
    pub(super) fn open(&mut self, world: &World) {
        self.opening = world.step_number();
        self.keyframes = Keyframes::new(KEYFRAMES_MAX);
        self.keep(world);
    }

    /// Looks at the next step.
    pub(super) fn look(&mut self, world: &World, traces: &[Trace]) -> T::Found {
        let found = self.now.look(world, traces);
        if (world.step_number().0 - self.opening.0).is_multiple_of(KEYFRAME_STEPS) {
            self.keep(world);
        }
        found
    }

    fn keep(&mut self, world: &World) {
        let kept = (world.clone(), self.now.clone());
        self.keyframes.keep(world.step_number(), kept);
    }

    /// Forgets what came after a step. True if that is anything.
    pub(super) fn forget_after(
        &mut self,
        step: StepNumber,
        frontier: StepNumber,
        acts: &[Act],
    ) -> bool {
        self.keyframes.forget_after(step);
        if step == frontier {
            return false;
        }
        if let Some(then) = self.then(step, acts) {
            self.now = then;
        }
        true
    }

    /// The onlooker as it was after a step of before: one that was kept then looks again at what came up to
    /// that.
    pub(super) fn then(&self, step: StepNumber, acts: &[Act]) -> Option<T> {
        let (_, (world, kept)) = self.keyframes.nearest(step)?;
        let (mut world, mut then) = (world.clone(), kept.clone());
        let mut traces = Vec::new();
        while world.step_number() < step && advance(&mut world, acts, &mut traces) {
            then.look(&world, &traces);
            traces.clear();
        }
        Some(then)
    }
}
