//! All members subscribe to the same topics (`UniformHomogeneousAssignmentBuilder`).
//!
//! Each member keeps what it has up to its quota, and what is left over goes to those that have room.
//! (Kafka visits topics in the order of a hash set of their ids, here they are in the order of the ids.)

use crate::group::server_assignor::spec::{
    GroupAssignment, GroupSpec, PartitionAssignorError, partition,
};
use crate::id::TopicPartition;
use crate::sorted::Set;

pub(super) fn assign(spec: &GroupSpec<'_>) -> Result<GroupAssignment, PartitionAssignorError> {
    let (all, mut unassigned) = partitions(spec)?;
    if spec.members[0].subscribed_topics.is_empty() {
        return Ok(GroupAssignment::new());
    }
    let (quota, mut extra_left) = (all / spec.members.len(), all % spec.members.len());
    let (mut shares, mut rooms) = (Vec::new(), Vec::new());
    for member in spec.members {
        let is_extra = extra_left > 0;
        extra_left -= usize::from(is_extra);
        let most = quota + usize::from(is_extra);
        let mut share = member.assigned.clone();
        share.retain(|it| spec.members[0].subscribed_topics.contains(&it.topic));
        let kept = keep_first(share, most, &mut unassigned);
        rooms.push(most.saturating_sub(kept.len()));
        shares.push(kept);
    }
    let mut left = unassigned.into_iter();
    for (share, room) in shares.iter_mut().zip(rooms) {
        share.extend(left.by_ref().take(room));
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
    for partition in share.iter() {
        if kept.len() < most {
            kept.insert(*partition);
        } else {
            given_up.push(*partition);
        }
    }
    kept
}
