//! Which partitions were moved so far (`AbstractStickyAssignor.PartitionMovements`).

use crate::group::assignor::roster::{Partition, Roster};
use crate::java_hash_map::{bucket_count, bucket_of_hash, hash_code};

/// `HashMap.DEFAULT_INITIAL_CAPACITY`.
const HASH_MAP_CAPACITY: usize = 16;

/// A partition that another member has now.
#[derive(Clone, Copy)]
struct Movement {
    partition: Partition,
    /// Who had it at first.
    from: usize,
    to: usize,
}

/// The movements, in their order.
#[derive(Default)]
pub(super) struct Movements(Vec<Movement>);

impl Movements {
    /// Notes that a partition goes from one member to another. One that comes back did not move.
    pub fn add(&mut self, partition: Partition, from: usize, to: usize) {
        let mut first = from;
        if let Some(at) = self.place(partition) {
            first = self.0.remove(at).from;
        }
        if first != to {
            self.0.push(Movement {
                partition,
                from: first,
                to,
            });
        }
    }

    /// Which partition is to move in place of this one: of the same topic one that had moved the other
    /// way, if there is one, so that no two members swap (`getTheActualPartitionToBeMoved`).
    pub fn instead_of(
        &self,
        roster: &Roster<'_>,
        partition: Partition,
        from: usize,
        to: usize,
    ) -> Partition {
        let first = match self.place(partition) {
            Some(at) => self.0[at].from,
            None => from,
        };
        let mut reverse = Vec::new();
        for movement in &self.0 {
            let is_reverse = movement.from == to && movement.to == first;
            if is_reverse && movement.partition.topic == partition.topic {
                reverse.push(movement.partition);
            }
        }
        first_in_hash_order(roster, &reverse).unwrap_or(partition)
    }

    fn place(&self, partition: Partition) -> Option<usize> {
        self.0.iter().position(|it| it.partition == partition)
    }
}

/// The partition that Java's `HashSet` visits first (`TopicPartition.hashCode`).
fn first_in_hash_order(roster: &Roster<'_>, partitions: &[Partition]) -> Option<Partition> {
    let buckets = bucket_count(HASH_MAP_CAPACITY, partitions.len());
    let place = |partition: &&Partition| {
        let topic = hash_code(&roster.topics[partition.topic].name);
        let hash = partition.index.wrapping_add(31).wrapping_mul(31);
        bucket_of_hash(hash.wrapping_add(topic), buckets)
    };
    partitions.iter().min_by_key(place).copied()
}
