//! What has happened in a run since it was opened, for statements about that.

use std::sync::Arc;

use crate::sim::World;
use crate::trace::Trace;

/// The traces of a run up to a moment.
#[derive(Debug)]
pub(crate) struct SoFar<'a> {
    /// The run as it was opened.
    pub(super) opening: &'a World,
    past: &'a [Arc<Trace>],
    /// Those beyond where the run stands: from there on it went ahead on a copy.
    ahead: Vec<Trace>,
}

impl<'a> SoFar<'a> {
    /// A run that stands at the end of that past.
    pub(crate) fn new(opening: &'a World, past: &'a [Arc<Trace>]) -> Self {
        Self {
            opening,
            past,
            ahead: Vec::new(),
        }
    }

    /// The run goes on with these.
    pub(super) fn goes_on(&mut self, traces: &mut Vec<Trace>) {
        self.ahead.append(traces);
    }

    /// Every trace, in order.
    pub(super) fn traces(&self) -> impl Iterator<Item = &Trace> {
        let past = self.past.iter().map(|trace| &**trace);
        past.chain(&self.ahead)
    }
}
