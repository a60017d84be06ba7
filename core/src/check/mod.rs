//! Telling whether a run is right: what must always hold, and what a lesson says of a moment.

mod claim;
mod ghost;
mod invariant;
mod moment;
mod replicas;

pub use claim::{Claim, ClaimError, OnReplica, Statement};
pub use ghost::Ghost;
pub use invariant::{Breach, Invariant};
pub use moment::{Moment, Travel};
