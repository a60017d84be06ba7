//! What happened: one stream of typed traces, each with its cause. The event list, the animation,
//! a lesson's moments and the "why" are all readings of it.

mod consumer_event;
mod event;
mod of_group;
mod reason;
mod subject;
mod weight;

pub use consumer_event::{ConsumerEvent, CoordinatorLoss, MetadataSnapshot, Racks, RejoinReason};
pub use event::Event;
pub use reason::{
    BreakReason, ChangeReason, Election, LogStartReason, LossReason, OutOfSync, PreviousLeader,
    TruncationCause,
};
pub use weight::Weight;

use serde::{Deserialize, Serialize};

use crate::id::{NodeId, StepNumber, TraceId};
use crate::time::Time;

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
