//! Java's `HashMap`: Kafka draws numbers, and prints, in the order in which it visits one, bucket by
//! bucket.

use std::sync::Arc;

use crate::group::assignor::NamedPartition;
use crate::sorted::sort_by;

/// How many buckets a map or a set has that was made without a capacity.
pub(crate) const DEFAULT_CAPACITY: usize = 16;

/// How many buckets a map has that was made with a capacity and never held more entries than these: a
/// power of two, doubled whenever more than three quarters would be taken.
pub(crate) fn bucket_count(capacity: usize, entries: usize) -> usize {
    let mut buckets = capacity.max(1).next_power_of_two();
    while entries * 4 > buckets * 3 {
        buckets *= 2;
    }
    buckets
}

/// In which of so many buckets a text is. An `Optional` is where its text is, an empty one where the
/// empty text is.
pub(crate) fn bucket(text: &str, buckets: usize) -> usize {
    bucket_of_hash(hash_code(text), buckets)
}

/// The hash code of a partition (`TopicPartition.hashCode`).
pub(crate) fn partition_hash_code(topic: &str, partition: u32) -> u32 {
    let prefix = partition.wrapping_add(31).wrapping_mul(31);
    prefix.wrapping_add(hash_code(topic))
}

/// In which of so many buckets something with that `hashCode` is (`HashMap.hash`).
pub(crate) fn bucket_of_hash(hash_code: u32, buckets: usize) -> usize {
    (hash_code ^ (hash_code >> 16)) as usize & (buckets - 1)
}

/// The hash code of a text (`String.hashCode`).
pub(crate) fn hash_code(text: &str) -> u32 {
    let mut hash = 0_u32;
    for unit in text.encode_utf16() {
        hash = hash.wrapping_mul(31).wrapping_add(u32::from(unit));
    }
    hash
}

/// Puts partitions into the order in which Kafka visits them topic by topic: the topics of a map that was
/// made without a capacity, and of each its partitions in the order of a map or set of all of them with
/// that capacity (`TopicPartition.hashCode`). What they are in the caller's list goes along.
pub(crate) fn order_by_topic(partitions: &mut [(NamedPartition, usize)], capacity: usize) {
    let buckets = bucket_count(capacity, partitions.len());
    let mut topics: Vec<&Arc<str>> = Vec::new();
    for (partition, _) in &*partitions {
        if !topics.contains(&&partition.topic) {
            topics.push(&partition.topic);
        }
    }
    let topic_buckets = bucket_count(DEFAULT_CAPACITY, topics.len());
    let place = |it: &NamedPartition| {
        let topic = hash_code(&it.topic);
        let hash = partition_hash_code(&it.topic, it.partition.0);
        (
            bucket_of_hash(topic, topic_buckets),
            bucket_of_hash(hash, buckets),
        )
    };
    sort_by(partitions, |(one, _), (other, _)| {
        let ((topic, at), (other_topic, other_at)) = (place(one), place(other));
        (topic, &one.topic, at) < (other_topic, &other.topic, other_at)
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_grows_when_more_than_three_quarters_are_taken() {
        for (capacity, entries, buckets) in [
            (0, 0, 1),
            (1, 1, 2),
            (2, 2, 4),
            (3, 3, 4),
            (4, 4, 8),
            (6, 6, 8),
            (7, 7, 16),
            (16, 0, 16),
            (16, 12, 16),
            (16, 13, 32),
            (16, 25, 64),
        ] {
            let counted = bucket_count(capacity, entries);
            assert_eq!(counted, buckets, "{entries} entries in {capacity}");
        }
    }
}
