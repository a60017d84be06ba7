//! Telling whether a run is right: what must always hold, and what a lesson says of a moment.
//!
//! ```text
//! observe() ─► what the controller wrote ─► what came to pass (traces) ─► the replicas of whoever acted
//!                                                                              │
//!              breaches ◄── what must hold of each partition that this touched ◄
//! ```
//!
//! [`Ghost`] remembers what no protocol reads: what was committed, acknowledged and read, and of each
//! replica up to where it agrees with that. What a step costs is what the step changed, however long
//! the logs are.

mod acknowledged;
mod agreement;
mod claim;
mod consumed;
mod ghost;
mod groups;
mod history;
mod invariant;
mod leader_log;
mod membership;
mod messages;
mod metadata;
mod moment;
mod ownership;
mod processed;
mod ranges;
mod replica;
mod sent;
mod skipped;
mod so_far;
mod stale_commit;
mod statement;
mod travel;
mod written;

pub use claim::{Claim, ClaimError};
pub use ghost::{Ghost, Observed};
pub use invariant::{Breach, Invariant};
pub use moment::Moment;
pub(crate) use so_far::SoFar;
pub use statement::{LoopStep, OnReplica, Statement};
pub use travel::Travel;
