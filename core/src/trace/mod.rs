//! What happened: one stream of typed traces, each with its cause. The event list, the animation,
//! a lesson's moments and the "why" are all readings of it.

mod event;

pub use event::{
    BreakReason, ChangeReason, Election, Event, LogStartReason, LossReason, OutOfSync,
    PreviousLeader, TruncationCause,
};

use serde::{Deserialize, Serialize};

use crate::id::{NodeId, StepNumber, TraceId};
use crate::time::Time;

/// How much a trace matters to someone who watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Weight {
    /// It happens all the time: a heartbeat, an empty fetch.
    Routine,
    /// A step of something that is under way.
    Ordinary,
    /// It changes what is true for the cluster.
    Milestone,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// Its number over the whole run.
    pub id: TraceId,
    /// The event of the world that it belongs to: 1 for the first.
    pub step: StepNumber,
    /// When.
    pub at: Time,
    /// To whom.
    pub actor: NodeId,
    /// The trace that brought it about; none for what comes from outside or at the start.
    pub cause: Option<TraceId>,
    /// What.
    pub event: Event,
}

impl Trace {
    /// How much it matters.
    #[must_use]
    pub fn weight(&self) -> Weight {
        self.event.weight()
    }
}
