//! Where one is in a run, and what one did there.

use serde::{Deserialize, Serialize};

use crate::command::Command;
use crate::id::StepNumber;
use crate::time::Time;
use crate::trace::Trace;

/// A moment of a run: the world after `step` events, with the clock at `time`, which is not before
/// the last of them and not after the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    /// How many events were taken.
    pub step: StepNumber,
    /// What the clock shows.
    pub time: Time,
}

impl Position {
    /// Right after the event of a trace.
    #[must_use]
    pub const fn of(trace: &Trace) -> Self {
        Self {
            step: trace.step,
            time: trace.at,
        }
    }
}

/// Something that a person did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// After this event.
    pub after: StepNumber,
    /// When.
    pub at: Time,
    /// What.
    pub command: Command,
}
