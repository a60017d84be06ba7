//! The gate of the world: what is only done to a cluster at a person's wish, or by a scenario of which
//! [`Scenario::needs_gates`](crate::scenario::Scenario::needs_gates) is true.

use super::world::{Turn, World};
use crate::command::Command;

/// Does what such a command says.
#[inline(never)]
pub(super) fn perform(world: &mut World, command: &Command, turn: &mut Turn<'_>) {
    world.perform_behind_gate(command, turn);
}
