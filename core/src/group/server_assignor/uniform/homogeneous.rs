//! All members subscribe to the same topics (`UniformHomogeneousAssignmentBuilder`).
//!
//! Each member keeps what it has up to its quota, and what is left over goes to those that have room.
//! (Kafka visits topics in the order of a hash set of their ids, here they are in the order of the ids.)

use crate::group::server_assignor::spec::{
    GroupAssignment, GroupSpec, PartitionAssignorError, partition,
};
use crate::id::{TopicId, TopicPartition};
use crate::java_hash_map::{DEFAULT_CAPACITY, bucket_count, bucket_of_hash};
use crate::sorted::{Set, sort_by};

pub(super) fn assign(spec: &GroupSpec<'_>) -> Result<GroupAssignment, PartitionAssignorError> {
    let (all, mut unassigned) = partitions(spec)?;
    let subscribed = &spec.members[0].subscribed_topics;
    if subscribed.is_empty() {
        return Ok(GroupAssignment::new());
    }
    let (quota, mut extra_left) = (all / spec.members.len(), all % spec.members.len());
    let (mut shares, mut unfilled) = (Vec::new(), Vec::new());
    for (index, member) in spec.members.iter().enumerate() {
        let mut share = member.assigned.clone();
        share.retain(|it| subscribed.contains(&it.topic));
        let most = quota + usize::from(extra_left > 0);
        let kept = keep_first(share, most, &mut unassigned);
        let is_over = kept.len() > quota;
        extra_left -= usize::from(is_over);
        if kept.len() < quota || (extra_left > 0 && !is_over) {
            unfilled.push((index, quota - kept.len()));
        }
        shares.push(kept);
    }
    // Whoever has not kept more than its quota leaves the extra partition to a later one, so that in the
    // end the last ones take those that are left.
    for (_, room) in unfilled.iter_mut().rev().take(extra_left) {
        *room += 1;
    }
    let mut left = unassigned.into_iter();
    for (index, room) in unfilled {
        shares[index].extend(left.by_ref().take(room));
    }
    Ok(spec.named(shares))
}

/// How many partitions there are, and those that no member has.
fn partitions(
    spec: &GroupSpec<'_>,
) -> Result<(usize, Vec<TopicPartition>), PartitionAssignorError> {
    let (mut count, mut unassigned) = (0, Vec::new());
    for topic in spec.members[0].subscribed_topics.iter() {
        for index in 0..spec.count(*topic)? {
            let partition = partition(*topic, index);
            let mut members = spec.members.iter();
            if !members.any(|member| member.assigned.contains(&partition)) {
                unassigned.push(partition);
            }
            count += 1;
        }
    }
    Ok((count, unassigned))
}

/// Keeps as many as there may be; the others are given up.
fn keep_first(
    share: Set<TopicPartition>,
    most: usize,
    given_up: &mut Vec<TopicPartition>,
) -> Set<TopicPartition> {
    let mut kept = Set::new();
    for partition in in_order_of_java(&share) {
        if kept.len() < most {
            kept.insert(partition);
        } else {
            given_up.push(partition);
        }
    }
    kept
}

/// Topic by topic, and of each the partitions as Kafka visits a hash set of their numbers that was copied from
/// a list: those beyond the number of buckets stand among the first ones.
fn in_order_of_java(share: &Set<TopicPartition>) -> Vec<TopicPartition> {
    let mut ordered: Vec<TopicPartition> = share.iter().copied().collect();
    let count_of = |topic: TopicId| share.iter().filter(|it| it.topic == topic).count();
    let place = |it: &TopicPartition| {
        let count = count_of(it.topic);
        let buckets = bucket_count((count * 4 / 3 + 1).max(DEFAULT_CAPACITY), count);
        bucket_of_hash(it.partition.0, buckets)
    };
    sort_by(&mut ordered, |one, other| {
        one.topic == other.topic && place(one) < place(other)
    });
    ordered
}
