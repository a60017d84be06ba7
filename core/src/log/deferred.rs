//! The gates of a log: what it knows of idempotent producers. See
//! [`Scenario::needs_gates`](crate::scenario::Scenario::needs_gates) for who sees to it that they may be called.

use super::producer_state::{BatchMetadata, ProducerStateManager};
use super::{Batch, BatchSequence};
use crate::time::Time;
use crate::wire::ErrorCode;

/// Looks at a batch with a sequence before it is appended.
#[inline(never)]
pub(super) fn validate(
    producers: &ProducerStateManager,
    batch: &Batch,
    sequence: &BatchSequence,
    forgotten: Option<Time>,
) -> Result<Option<BatchMetadata>, ErrorCode> {
    producers.validate_sequence(batch, sequence, forgotten)
}

/// Notes a batch with a sequence that was appended.
#[inline(never)]
pub(super) fn note(producers: &mut ProducerStateManager, batch: &Batch, sequence: &BatchSequence) {
    producers.note_sequence(batch, sequence);
}
