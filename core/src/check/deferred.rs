//! The gate of statements: those about what stands behind a gate itself, such as a partitioner's choice or an
//! idempotent producer's sequences. Lessons make them only of clusters of which
//! [`Scenario::needs_gates`](crate::scenario::Scenario::needs_gates) is true.

use super::{ClaimError, Statement};
use crate::sim::World;

/// Whether such a statement is true of the world as it is.
#[inline(never)]
pub(super) fn holds(statement: &Statement, world: &World) -> Result<bool, ClaimError> {
    statement.holds_behind_gate(world)
}
