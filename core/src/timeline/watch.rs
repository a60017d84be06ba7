//! What breaks on the way: a [`Ghost`] that goes along with the frontier, and what it has found.

use core::fmt::Debug;

use super::keyframes::Keyframes;
use super::{Act, advance};
use crate::check::{Breach, Ghost, Observed};
use crate::id::{StepNumber, TraceId};
use crate::sim::World;
use crate::trace::{Event, Trace};
use crate::wire::Gist;

/// A ghost is kept after so many events: that many have to be watched again, at most, when somebody acts
/// at a moment of late.
const KEYFRAME_STEPS: u64 = 256;

/// So many ghosts are not kept: before that the older ones are thinned out.
const KEYFRAMES_MAX: usize = 16;

/// Something that broke in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The event of the world by which it broke.
    pub step: StepNumber,
    /// What happened that broke it.
    pub trace: TraceId,
    /// What broke.
    pub breach: Breach,
    /// Whether it is an invariant that broke, and not something that nobody promised.
    pub invariant: bool,
    /// When the record was on a leader again, if it came back.
    pub returned: Option<StepNumber>,
}

/// Whoever goes along with the frontier of a run and looks for what breaks.
pub(super) trait Watcher: Debug + Send + Sync {
    /// What broke, in order of time.
    fn broken(&self) -> &[Broken];

    /// Takes note of one step.
    fn observe(&mut self, world: &World, traces: &[Trace]);

    /// Forgets what came after a moment, and goes on from there.
    fn forget_after(&mut self, step: StepNumber, frontier: StepNumber, acts: &[Act]);

    /// One that goes on from here, for somebody who looks ahead: it keeps nothing of what was before, but
    /// for what broke and is told already.
    fn scout(&self) -> Box<dyn Watcher>;

    /// Another one that knows the same.
    fn copy(&self) -> Box<dyn Watcher>;
}

/// A ghost at the frontier of a run, and what broke up to there.
#[derive(Clone, Debug)]
pub(super) struct Watch {
    ghost: Ghost,
    /// Ghosts of earlier, with their worlds.
    keyframes: Keyframes<(World, Ghost)>,
    opening: StepNumber,
    broken: Vec<Broken>,
}

impl Watch {
    /// Begins to watch a run before its first event.
    pub(super) fn new(world: &World) -> Self {
        Self {
            ghost: Ghost::new(world),
            keyframes: Keyframes::new(KEYFRAMES_MAX),
            opening: StepNumber(0),
            broken: Vec::new(),
        }
    }

    /// The run opens here: what broke before cannot be shown.
    pub(super) fn open(&mut self, world: &World) {
        self.opening = world.step_number();
        self.broken.clear();
        self.keyframes = Keyframes::new(KEYFRAMES_MAX);
        self.keep(world);
    }

    fn note(&mut self, step: StepNumber, traces: &[Trace], observed: &Observed) {
        for back in &observed.returned {
            for broken in &mut self.broken {
                if broken.returned.is_none() && broken.is_about_the_same(back) {
                    broken.returned = Some(step);
                }
            }
        }
        for (breaches, invariant) in [(&observed.breaches, true), (&observed.unpromised, false)] {
            for breach in breaches {
                if let Some(trace) = decisive(traces, breach).filter(|_| self.is_news(breach)) {
                    self.broken.push(Broken {
                        step,
                        trace,
                        breach: *breach,
                        invariant,
                        returned: None,
                    });
                }
            }
        }
    }

    /// Whether the same was not found before: what stays broken is found with each step that touches it. Of
    /// a record the ghost itself speaks once.
    fn is_news(&self, breach: &Breach) -> bool {
        breach.record.is_some() || !self.broken.iter().any(|one| one.is_about_the_same(breach))
    }

    fn keep(&mut self, world: &World) {
        let kept = (world.clone(), self.ghost.clone());
        self.keyframes.keep(world.step_number(), kept);
    }
}

impl Watcher for Watch {
    fn broken(&self) -> &[Broken] {
        &self.broken
    }

    fn observe(&mut self, world: &World, traces: &[Trace]) {
        let observed = self.ghost.watch(world, traces);
        self.note(world.step_number(), traces, &observed);
        if (world.step_number().0 - self.opening.0).is_multiple_of(KEYFRAME_STEPS) {
            self.keep(world);
        }
    }

    /// It goes on from a ghost of before, which watches again what led there.
    fn forget_after(&mut self, step: StepNumber, frontier: StepNumber, acts: &[Act]) {
        self.keyframes.forget_after(step);
        if step == frontier {
            return;
        }
        self.broken.retain(|one| one.step <= step);
        for one in &mut self.broken {
            one.returned = one.returned.filter(|at| *at <= step);
        }
        let Some((_, (world, ghost))) = self.keyframes.nearest(step) else {
            return;
        };
        let (mut world, mut ghost) = (world.clone(), ghost.clone());
        let mut traces = Vec::new();
        while world.step_number() < step && advance(&mut world, acts, &mut traces) {
            ghost.watch(&world, &traces);
            traces.clear();
        }
        self.ghost = ghost;
    }

    fn scout(&self) -> Box<dyn Watcher> {
        Box::new(Self {
            ghost: self.ghost.clone(),
            keyframes: Keyframes::new(KEYFRAMES_MAX),
            opening: self.opening,
            broken: self.broken.clone(),
        })
    }

    fn copy(&self) -> Box<dyn Watcher> {
        Box::new(self.clone())
    }
}

impl Broken {
    /// Whether that says once more what this says. Of a record it says which; otherwise the offset may
    /// move on while it stays broken.
    fn is_about_the_same(&self, other: &Breach) -> bool {
        let Breach {
            invariant,
            partition,
            broker,
            record,
            ..
        } = self.breach;
        let same =
            (invariant, partition, record) == (other.invariant, other.partition, other.record);
        same && (record.is_some() || broker == other.broker)
    }
}

/// Which of a step's traces broke something: the one that says most of the partition, or the last.
fn decisive(traces: &[Trace], breach: &Breach) -> Option<TraceId> {
    let never_arrived = breach.record.is_some() && breach.offset.is_none();
    let rank = |trace: &&Trace| match &trace.event {
        Event::RecordAcknowledged { record, .. } if Some(*record) == breach.record => 3,
        Event::LeaderElected { partition, .. }
        | Event::TailLost { partition, .. }
        | Event::Truncated { partition, .. }
            if Some(*partition) == breach.partition =>
        {
            2
        }
        Event::AppendRefused { partition, .. }
            if never_arrived && Some(*partition) == breach.partition =>
        {
            3
        }
        Event::MessageLost {
            gist: Gist::Produce { partition, .. },
            ..
        } if never_arrived && Some(*partition) == breach.partition => 2,
        Event::BecameLeader { partition, .. } | Event::PartitionWentOffline { partition, .. }
            if Some(*partition) == breach.partition =>
        {
            1
        }
        _ => 0,
    };
    traces.iter().max_by_key(rank).map(|trace| trace.id)
}
