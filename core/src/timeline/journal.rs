//! What processes have logged on the way, kept as it was written: what has another name by now, or is gone, is
//! called there what it was called then.

use std::sync::Arc;

use super::companion::Companion;
use super::{Act, Timeline};
use crate::explain::{Logged, logged_in_step};
use crate::id::StepNumber;
use crate::sim::World;
use crate::trace::Trace;

/// Whoever goes along with the frontier of a run and keeps what is logged.
pub(super) trait Journal: Companion {
    /// The lines of all processes, in the order in which they were written.
    fn lines(&self) -> &[Arc<Logged>];

    /// Another one that knows the same.
    fn copy(&self) -> Box<dyn Journal>;
}

impl Timeline {
    /// From now on it is kept what processes log, also in what is known already.
    pub fn keep_journal(&mut self) {
        if self.journal.is_some() {
            return;
        }
        let mut lines = Lines::default();
        if let Some(opening) = self.opening_world() {
            self.retrace(opening.clone(), &mut lines);
        }
        self.journal = Some(Box::new(lines));
    }

    /// What processes have logged from the opening up to the playhead, in the order in which they did; nothing
    /// if nobody [keeps](Self::keep_journal) that.
    #[must_use]
    pub fn logged(&self) -> &[Arc<Logged>] {
        let here = self.current.step_number();
        let lines = self.journal.as_ref().map_or(&[][..], |it| it.lines());
        let (past, _) = lines.split_at(first_after(lines, here));
        past
    }
}

fn first_after(lines: &[Arc<Logged>], step: StepNumber) -> usize {
    lines.partition_point(|logged| logged.at.step <= step)
}

/// Lines in the order in which they were written, shared by copies of a run until one of them goes on.
#[derive(Clone, Debug, Default)]
struct Lines(Arc<Vec<Arc<Logged>>>);

impl Companion for Lines {
    fn open(&mut self, _world: &World) {
        self.0 = Arc::default();
    }

    fn observe(&mut self, world: &World, traces: &[Trace]) {
        let logged = logged_in_step(world, traces);
        if !logged.is_empty() {
            Arc::make_mut(&mut self.0).extend(logged.into_iter().map(Arc::new));
        }
    }

    fn forget_after(&mut self, step: StepNumber, _frontier: StepNumber, _acts: &[Act]) {
        let kept = first_after(&self.0, step);
        if kept < self.0.len() {
            Arc::make_mut(&mut self.0).truncate(kept);
        }
    }
}

impl Journal for Lines {
    fn lines(&self) -> &[Arc<Logged>] {
        &self.0
    }

    fn copy(&self) -> Box<dyn Journal> {
        Box::new(self.clone())
    }
}
