//! The gate of statements: those about what stands behind a gate itself, such as a partitioner's choice, an
//! idempotent producer's sequences or a group's commits. Lessons make them only of clusters of which
//! [`Scenario::needs_gates`](crate::scenario::Scenario::needs_gates) is true.

use super::{Statement, grouping, sending};
use crate::check::ClaimError;
use crate::check::so_far::SoFar;
use crate::sim::World;

/// Whether such a statement is true of the world as it is, and of what has happened so far.
#[inline(never)]
pub(super) fn holds(
    statement: &Statement,
    world: &World,
    so_far: &SoFar<'_>,
) -> Result<bool, ClaimError> {
    match sending::holds(statement, world)? {
        Some(holds) => Ok(holds),
        None => grouping::holds(statement, world, so_far),
    }
}
