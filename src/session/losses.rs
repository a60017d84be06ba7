//! What was lost on the way, and told.

use std::sync::{Arc, OnceLock};

use highwater_core::explain::{Loss, losses_so_far};
use highwater_core::timeline::Broken;

use super::{Announced, Session};

/// What was lost up to the playhead, put together once for all who read it.
#[derive(Clone, Debug, Default)]
pub(super) struct Losses {
    /// The edition of the run, and how much of it broke up to the playhead.
    until: (u64, usize),
    found: OnceLock<Vec<Arc<[Broken]>>>,
}

impl Session {
    /// What was lost up to the playhead, the latest first; what was lost together stands together.
    #[must_use]
    pub fn losses(&self) -> &[Arc<[Broken]>] {
        let found = &self.losses.found;
        found.get_or_init(|| losses_so_far(self.timeline()))
    }

    /// Forgets what is known of losses once there are others.
    pub(super) fn follow_losses(&mut self) {
        let broken = self.timeline().broken_so_far().len();
        let until = (self.playback.edition(), broken);
        if self.losses.until != until {
            self.losses = Losses {
                until,
                found: OnceLock::new(),
            };
        }
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
        let is_here =
            |together: &&Arc<[Broken]>| together.first().is_some_and(|it| it.step == here);
        let losses = self.losses().iter().rev();
        losses.filter(is_here).cloned().collect()
    }

    /// Announces what was lost while time ran, unless something else is to be said of this moment.
    pub(super) fn announce_losses(&mut self, known: usize) {
        let mut new = self.timeline().broken_so_far().iter().skip(known);
        if new.any(|broken| !broken.goes_on) {
            self.announce(Announced::Loss);
        }
    }
}
