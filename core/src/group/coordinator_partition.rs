//! Which broker coordinates a group: the leader of one partition of `__consumer_offsets`.

use crate::id::PartitionIndex;
use crate::java_hash_map::hash_code;

/// The partition of `__consumer_offsets` that holds what is known of a group, whose leader is the group's
/// coordinator (`GroupCoordinatorService.partitionFor`). `partition_count` is
/// `offsets.topic.num.partitions`; a topic without partitions has none.
#[must_use]
pub fn coordinator_partition(group_id: &str, partition_count: u32) -> Option<PartitionIndex> {
    absolute(java_hash_code(group_id))
        .checked_rem(partition_count)
        .map(PartitionIndex)
}

/// Java's hash of a text (`String.hashCode`).
#[must_use]
pub fn java_hash_code(text: &str) -> i32 {
    hash_code(text).cast_signed()
}

/// The number without its sign, and 0 for the one that has no positive counterpart (`Utils.abs`).
#[must_use]
pub fn absolute(number: i32) -> u32 {
    number.checked_abs().unwrap_or(0).cast_unsigned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_on_the_partition_that_its_hash_names() {
        for (group_id, count, partition) in [
            ("", 50, Some(0)),
            ("a", 50, Some(47)),
            // Its hash is the number without a positive counterpart.
            ("polygenelubricants", 50, Some(0)),
            ("a", 1, Some(0)),
            ("a", 0, None),
        ] {
            let found = coordinator_partition(group_id, count);
            assert_eq!(
                found,
                partition.map(PartitionIndex),
                "{group_id:?} of {count}"
            );
        }
    }
}
