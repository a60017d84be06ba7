//! What is kept on the way through a run, so that going back to a moment replays only what came since.

use crate::id::StepNumber;
use crate::sorted::Map;

/// What is kept, by the step after which it was so.
#[derive(Clone, Debug)]
pub(super) struct Keyframes<T> {
    kept: Map<StepNumber, T>,
    /// When so many are kept, every other one of the older half is given up.
    most: usize,
}

impl<T> Keyframes<T> {
    /// Keeps nothing yet, and never so many.
    pub(super) const fn new(most: usize) -> Self {
        Self {
            kept: Map::new(),
            most,
        }
    }

    /// Keeps one more. The longer ago, the fewer are kept: going back there replays a little more. The first
    /// one stays.
    pub(super) fn keep(&mut self, step: StepNumber, kept: T) {
        self.kept.insert(step, kept);
        if self.kept.len() < self.most {
            return;
        }
        let (mut index, older) = (0, self.most / 2);
        self.kept.retain(|_, _| {
            index += 1;
            index == 1 || index > older || index % 2 == 0
        });
    }

    /// Forgets what is kept of later.
    pub(super) fn forget_after(&mut self, step: StepNumber) {
        self.kept.retain(|kept, _| *kept <= step);
    }

    /// The last one at or before a step, and its own step.
    pub(super) fn nearest(&self, step: StepNumber) -> Option<(StepNumber, &T)> {
        let (step, kept) = self.kept.range(..=step).next_back()?;
        Some((*step, kept))
    }
}
