//! Which partition a record goes to (`KafkaProducer.partition`, `BuiltInPartitioner`, KIP-794): by its
//! key, or, without one, the same as the record before until a batch's worth of bytes has gone there.

use serde::{Deserialize, Serialize};

use crate::id::PartitionIndex;

/// The hash of a key (`Utils.murmur2`).
#[must_use]
pub fn murmur2(data: &[u8]) -> i32 {
    const M: u32 = 0x5bd1_e995;
    const SEED: u32 = 0x9747_b28c;
    // Kafka's length is a Java int; longer keys than that do not exist there.
    let length = u32::try_from(data.len()).unwrap_or(u32::MAX);
    let mut hash = SEED ^ length;
    let (words, tail) = data.as_chunks::<4>();
    for word in words {
        let mut mixed = u32::from_le_bytes(*word).wrapping_mul(M);
        mixed ^= mixed >> 24;
        hash = hash.wrapping_mul(M) ^ mixed.wrapping_mul(M);
    }
    if !tail.is_empty() {
        for (index, byte) in tail.iter().enumerate() {
            hash ^= u32::from(*byte) << (8 * index);
        }
        hash = hash.wrapping_mul(M);
    }
    hash ^= hash >> 13;
    hash = hash.wrapping_mul(M);
    hash ^= hash >> 15;
    hash.cast_signed()
}

/// A hash without its sign bit (`Utils.toPositive`), which is not its absolute value.
#[must_use]
pub fn to_positive(hash: i32) -> u32 {
    hash.cast_unsigned() & 0x7fff_ffff
}

/// The partition of a key among all partitions of a topic, also those without a leader
/// (`BuiltInPartitioner.partitionForKey`); none of a topic without partitions.
#[must_use]
pub fn partition_for_key(key: &[u8], partitions: u32) -> Option<PartitionIndex> {
    let index = to_positive(murmur2(key)).checked_rem(partitions)?;
    Some(PartitionIndex(index))
}

/// The partitioner of records without a key, of one topic (`BuiltInPartitioner`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuiltInPartitioner {
    sticky: Option<StickyPartition>,
    load: Option<PartitionLoad>,
}

/// The partition that records without a key go to now (`StickyPartitionInfo`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct StickyPartition {
    partition: PartitionIndex,
    produced_bytes: u32,
}

impl BuiltInPartitioner {
    /// The partition that records without a key go to; the first time it is drawn among `partitions`.
    pub(super) fn current(
        &mut self,
        partitions: &Choice<'_>,
        random_below: impl FnOnce(u32) -> u32,
    ) -> PartitionIndex {
        match self.sticky {
            Some(sticky) => sticky.partition,
            None => self.switch(partitions, random_below),
        }
    }

    /// Notes what was appended to the current partition. Once a batch's worth has gone there, another
    /// one is drawn: at a batch's end if that can be, at twice the size in any case
    /// (`BuiltInPartitioner.updatePartitionInfo`). Returns whether another one was drawn.
    pub(super) fn note_appended(
        &mut self,
        appended: Appended,
        partitions: &Choice<'_>,
        random_below: impl FnOnce(u32) -> u32,
    ) -> bool {
        let Some(sticky) = &mut self.sticky else {
            return false;
        };
        sticky.produced_bytes = sticky.produced_bytes.saturating_add(appended.bytes);
        let produced = sticky.produced_bytes;
        let enough = produced >= appended.batch_size && appended.batches_are_full;
        if enough || produced >= appended.batch_size.saturating_mul(2) {
            self.switch(partitions, random_below);
            return true;
        }
        false
    }

    /// The partition that records without a key go to now, and how many bytes have gone there since it was
    /// drawn.
    pub(super) fn sticky(&self) -> Option<(PartitionIndex, u32)> {
        let sticky = self.sticky?;
        Some((sticky.partition, sticky.produced_bytes))
    }

    fn switch(
        &mut self,
        partitions: &Choice<'_>,
        random_below: impl FnOnce(u32) -> u32,
    ) -> PartitionIndex {
        let partition = match &self.load {
            Some(load) => load.partition_at(random_below(load.total())),
            None => partitions.partition_at(random_below(partitions.count())),
        };
        self.sticky = Some(StickyPartition {
            partition,
            produced_bytes: 0,
        });
        partition
    }

    /// Takes over how long the queues are now (`updatePartitionLoadStats`).
    pub(super) fn set_load(&mut self, load: Option<PartitionLoad>) {
        self.load = load;
    }
}

/// What was appended to the sticky partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Appended {
    /// How many bytes the record has added to its batch.
    pub(super) bytes: u32,
    /// `batch.size`.
    pub(super) batch_size: u32,
    /// Whether the partition's last batch is full, or there is none: then going elsewhere tears no
    /// batch apart.
    pub(super) batches_are_full: bool,
}

/// The partitions among which one is drawn as long as nothing is known of their load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Choice<'a> {
    /// Those that have a leader.
    pub(super) available: &'a [PartitionIndex],
    /// How many there are in all.
    pub(super) partitions: u32,
}

impl Choice<'_> {
    /// Where nobody leads anything, every partition may be drawn.
    fn count(&self) -> u32 {
        match u32::try_from(self.available.len()).unwrap_or(u32::MAX) {
            0 => self.partitions,
            available => available,
        }
    }

    fn partition_at(&self, number: u32) -> PartitionIndex {
        let index = usize::try_from(number).unwrap_or(usize::MAX);
        let available = self.available.get(index).copied();
        available.unwrap_or(PartitionIndex(number))
    }
}

/// How often each partition is to be drawn: the more, the fewer batches wait for it
/// (`PartitionLoadStats`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartitionLoad {
    /// By place: the running sum of the weights (`cumulativeFrequencyTable`).
    cumulative_weights: Vec<u32>,
    /// By place: the partition.
    partitions: Vec<PartitionIndex>,
}

impl PartitionLoad {
    /// What follows from the queues of the partitions that have a leader. `available` of them count:
    /// behind these stand places of partitions whose leader has not taken anything for too long
    /// (`partitioner.availability.timeout.ms`). None where a uniform draw does as well: of fewer than two
    /// partitions, or of queues that are all equally long.
    #[must_use]
    pub fn of(
        queue_lengths: &[u32],
        partitions: &[PartitionIndex],
        available: usize,
    ) -> Option<Self> {
        let counted = queue_lengths.get(..available)?;
        let partitions = partitions.get(..available)?;
        let longest = counted.iter().copied().max()?;
        let all_count = available == queue_lengths.len();
        let is_even = counted.iter().all(|length| *length == longest);
        if queue_lengths.len() < 2 || (all_count && is_even) {
            return None;
        }
        let mut sum = 0_u32;
        let mut cumulative_weights = Vec::with_capacity(available);
        for length in counted {
            sum = sum.saturating_add(longest - length).saturating_add(1);
            cumulative_weights.push(sum);
        }
        Some(Self {
            cumulative_weights,
            partitions: partitions.to_vec(),
        })
    }

    /// By place: the running sum of the weights (`cumulativeFrequencyTable`).
    #[must_use]
    pub fn cumulative_weights(&self) -> &[u32] {
        &self.cumulative_weights
    }

    /// By place: the partition.
    #[must_use]
    pub fn partitions(&self) -> &[PartitionIndex] {
        &self.partitions
    }

    fn total(&self) -> u32 {
        self.cumulative_weights.last().copied().unwrap_or(0)
    }

    /// The partition at the first place whose sum is greater.
    fn partition_at(&self, number: u32) -> PartitionIndex {
        let sums = self.cumulative_weights.iter();
        let mut places = sums.zip(&self.partitions);
        let found = places.find(|(sum, _)| **sum > number);
        found.map_or_else(PartitionIndex::default, |(_, partition)| *partition)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const P: [PartitionIndex; 3] = [PartitionIndex(0), PartitionIndex(1), PartitionIndex(2)];

    fn appended(bytes: u32, batches_are_full: bool) -> Appended {
        Appended {
            bytes,
            batch_size: 100,
            batches_are_full,
        }
    }

    #[test]
    fn records_without_a_key_go_elsewhere_at_a_batchs_end_and_at_twice_its_size_in_any_case() {
        let all = Choice {
            available: &P,
            partitions: 3,
        };
        let mut partitioner = BuiltInPartitioner::default();
        assert_eq!(partitioner.current(&all, |below| below - 1), P[2]);
        for (bytes, full, switches) in [
            (60, true, false),
            (60, false, false),
            (60, false, false),
            (20, false, true),
            (99, true, false),
            (1, true, true),
        ] {
            let switched = partitioner.note_appended(appended(bytes, full), &all, |_| 1);
            assert_eq!(switched, switches, "{bytes} bytes, full: {full}");
        }
        assert_eq!(partitioner.current(&all, |_| 0), P[1]);
    }

    #[test]
    fn only_partitions_with_a_leader_are_drawn_unless_there_is_none() {
        for (available, number, drawn) in [
            (&P[1..], 0, 1),
            (&P[1..], 1, 2),
            (&P[..0], 0, 0),
            (&P[..0], 2, 2),
        ] {
            let choice = Choice {
                available,
                partitions: 3,
            };
            let partition = BuiltInPartitioner::default().current(&choice, |_| number);
            assert_eq!(partition, PartitionIndex(drawn));
        }
    }

    #[test]
    fn a_partition_is_drawn_the_more_often_the_shorter_its_queue_is() {
        let load = PartitionLoad::of(&[0, 3, 1], &P, 3).expect("the queues differ");
        let drawn: Vec<_> = (0..load.total())
            .map(|number| load.partition_at(number).0)
            .collect();
        assert_eq!(drawn, [0, 0, 0, 0, 1, 2, 2, 2]);
    }

    #[test]
    fn equal_queues_are_drawn_evenly_unless_a_partition_does_not_count() {
        assert_eq!(PartitionLoad::of(&[2, 2, 2], &P, 3), None);
        assert_eq!(PartitionLoad::of(&[2], &P[..1], 1), None);
        assert_eq!(PartitionLoad::of(&[2, 0], &P[..2], 0), None);
        let one = PartitionLoad::of(&[2, 2, 2], &P, 2).expect("one does not count");
        assert_eq!(one.cumulative_weights(), [1, 2]);
    }

    #[test]
    fn a_key_of_a_topic_without_partitions_has_none() {
        assert_eq!(partition_for_key(b"key", 0), None);
    }
}
