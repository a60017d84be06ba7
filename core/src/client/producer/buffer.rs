//! The memory of a producer's batches (`BufferPool`), and the sends that wait for it, in their order.

use serde::{Deserialize, Serialize};

use super::send::PlacedRecord;
use crate::time::Time;

/// `buffer.memory`. Simplified: buffers of `batch.size` that are free are not kept apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct BufferPool {
    pub(super) total: u64,
    pub(super) available: u64,
    /// The sends that wait, the first come first. Only the first one takes what comes free, piece by
    /// piece, until it has enough.
    pub(super) waiting: Vec<WaitingForMemory>,
}

/// A `send` that waits for memory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct WaitingForMemory {
    pub(super) record: PlacedRecord,
    /// How many bytes it needs.
    pub(super) bytes: u32,
    /// How many of them it has.
    pub(super) has: u32,
    /// How long it waits at most, as it said when it began.
    pub(super) most_ms: u64,
    /// Until when it waits.
    pub(super) until: Time,
}

impl BufferPool {
    pub(super) fn new(total: u64) -> Self {
        Self {
            total,
            available: total,
            waiting: Vec::new(),
        }
    }

    /// Takes memory, if there is enough (`BufferPool.allocate`).
    pub(super) fn take(&mut self, bytes: u32) -> bool {
        let is_enough = self.available >= u64::from(bytes);
        if is_enough {
            self.available -= u64::from(bytes);
        }
        is_enough
    }

    /// Gives memory back.
    pub(super) fn give_back(&mut self, bytes: u32) {
        let available = self.available.saturating_add(bytes.into());
        self.available = available.min(self.total);
    }

    /// Gives the first that waits what there is. Once it has enough it waits no longer.
    pub(super) fn serve(&mut self) -> Option<WaitingForMemory> {
        let first = self.waiting.first_mut()?;
        let lacks = first.bytes - first.has;
        let given = u32::try_from(self.available).map_or(lacks, |free| free.min(lacks));
        self.available -= u64::from(given);
        first.has += given;
        (first.has == first.bytes).then(|| self.waiting.remove(0))
    }

    /// Ends the wait of whoever has waited for too long; what they had is free again.
    pub(super) fn give_up(
        &mut self,
        is_over: impl Fn(&WaitingForMemory) -> bool,
    ) -> Vec<WaitingForMemory> {
        let mut over = Vec::new();
        let mut index = 0;
        while let Some(waiting) = self.waiting.get(index) {
            if is_over(waiting) {
                let waiting = self.waiting.remove(index);
                self.give_back(waiting.has);
                over.push(waiting);
            } else {
                index += 1;
            }
        }
        over
    }

    /// When the next of those who wait has waited for too long.
    pub(super) fn next_until(&self) -> Option<Time> {
        let mut next: Option<Time> = None;
        for waiting in &self.waiting {
            next = Some(next.map_or(waiting.until, |next| next.min(waiting.until)));
        }
        next
    }
}
