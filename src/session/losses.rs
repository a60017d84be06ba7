//! What was lost on the way, and told.

use std::sync::Arc;

use highwater_core::explain::{Loss, losses_so_far};
use highwater_core::timeline::Broken;

use super::{Announced, Session};

impl Session {
    /// What was lost up to the playhead, the latest first; what was lost together stands together.
    #[must_use]
    pub fn losses(&self) -> Vec<Arc<[Broken]>> {
        losses_so_far(self.timeline())
    }

    /// How a loss came about; nothing where the run has become another in which it did not happen.
    #[must_use]
    pub fn loss(&self, broken: &Broken) -> Option<Loss> {
        let mut known = self.timeline().broken().iter();
        let known = known.find(|one| one.trace == broken.trace && one.breach == broken.breach)?;
        Some(Loss::of(self.timeline(), known))
    }

    /// What was lost by the event at the playhead.
    #[must_use]
    pub fn lost_here(&self) -> Vec<Arc<[Broken]>> {
        let here = self.timeline().position().step;
        let mut losses = self.losses();
        losses.retain(|together| together.first().is_some_and(|one| one.step == here));
        losses.reverse();
        losses
    }

    /// Announces what was lost while time ran, unless something else is to be said of this moment.
    pub(super) fn announce_losses(&mut self, known: usize) {
        let mut new = self.timeline().broken_so_far().iter().skip(known);
        if new.any(|broken| !broken.goes_on) {
            self.announce(Announced::Loss);
        }
    }
}
