//! A list of batches that is cheap to share: worlds are kept by the hundred, and most of a log does
//! not differ between them.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Batch;
use crate::time::Time;

/// How many batches are copied at most when a shared list grows.
const CHUNK: usize = 64;

/// Batches, oldest first, in chunks that are all full but the last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct BatchList {
    chunks: Arc<Vec<Arc<Vec<StoredBatch>>>>,
}

/// A batch, and when this replica wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StoredBatch {
    pub(super) batch: Batch,
    pub(super) at: Time,
}

impl BatchList {
    pub(super) fn len(&self) -> usize {
        let full = self.chunks.len().saturating_sub(1) * CHUNK;
        full + self.chunks.last().map_or(0, |last| last.len())
    }

    pub(super) fn get(&self, index: usize) -> Option<&StoredBatch> {
        self.chunks.get(index / CHUNK)?.get(index % CHUNK)
    }

    /// The batches from an index on.
    pub(super) fn iter_from(&self, index: usize) -> impl DoubleEndedIterator<Item = &Batch> {
        let chunks = self.chunks.get(index / CHUNK..).unwrap_or_default();
        chunks.iter().enumerate().flat_map(move |(number, chunk)| {
            let first = if number == 0 { index % CHUNK } else { 0 };
            let chunk = chunk.get(first..).unwrap_or_default();
            chunk.iter().map(|stored| &stored.batch)
        })
    }

    /// The index of the first batch for which `before` does not hold; it holds for those before it
    /// and for none after.
    pub(super) fn partition_point(&self, before: impl Fn(&StoredBatch) -> bool) -> usize {
        let chunk = self
            .chunks
            .partition_point(|chunk| chunk.last().is_some_and(&before));
        let within = self
            .chunks
            .get(chunk)
            .map_or(0, |chunk| chunk.partition_point(&before));
        (chunk * CHUNK + within).min(self.len())
    }

    pub(super) fn push(&mut self, stored: StoredBatch) {
        let chunks = Arc::make_mut(&mut self.chunks);
        match chunks.last_mut().filter(|last| last.len() < CHUNK) {
            Some(last) => Arc::make_mut(last).push(stored),
            None => chunks.push(Arc::new(vec![stored])),
        }
    }

    pub(super) fn pop(&mut self) -> Option<StoredBatch> {
        let chunks = Arc::make_mut(&mut self.chunks);
        let stored = Arc::make_mut(chunks.last_mut()?).pop();
        if chunks.last().is_some_and(|last| last.is_empty()) {
            chunks.pop();
        }
        stored
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{LeaderEpoch, Offset};
    use crate::log::Record;

    fn list(length: usize) -> BatchList {
        let mut list = BatchList::default();
        for offset in 0..length {
            let record = Record::new(None, Some("v"));
            let batch = Batch::new(Offset::ZERO.plus(offset), LeaderEpoch(0), vec![record]);
            let at = Time::START;
            list.push(StoredBatch { batch, at });
        }
        list
    }

    #[test]
    fn a_list_is_the_same_at_every_length_around_a_chunk() {
        for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK] {
            let mut list = list(length);
            assert_eq!(list.len(), length);
            assert_eq!(list.iter_from(0).count(), length);
            for index in 0..length {
                let offset = Offset::ZERO.plus(index);
                let found = list.get(index).map(|stored| stored.batch.base_offset);
                assert_eq!(found, Some(offset));
                assert_eq!(
                    list.partition_point(|stored| stored.batch.base_offset < offset),
                    index
                );
                assert_eq!(list.partition_point(|_| true), length);
                assert_eq!(list.iter_from(index).count(), length - index);
            }
            let shared = list.clone();
            for left in (0..length).rev() {
                assert_eq!(
                    list.pop().map(|stored| stored.batch.base_offset),
                    Some(Offset::ZERO.plus(left))
                );
                assert_eq!(list.len(), left);
            }
            assert_eq!(list.pop(), None);
            assert_eq!(shared.len(), length, "what is shared stays as it was");
        }
    }
}
