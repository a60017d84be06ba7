//! Topic by topic, contiguous partitions to the members in their turn (`RangeAssignor` of the group
//! coordinator). What members have does not matter.

use super::spec::{GroupAssignment, GroupSpec, PartitionAssignorError, partition};
use crate::id::TopicId;
use crate::sorted::{Map, Set};

/// How far a topic is assigned.
struct Topic {
    partitions: u32,
    subscribers: u32,
    /// How many members got their range.
    served: u32,
    next: u32,
}

pub(super) fn assign(spec: &GroupSpec<'_>) -> Result<GroupAssignment, PartitionAssignorError> {
    let mut topics: Map<TopicId, Topic> = Map::new();
    let turns = spec.members_in_turn();
    for member in &turns {
        for topic in spec.members[*member].subscribed_topics.iter() {
            let partitions = spec.count(*topic)?;
            let topic = topics.get_or_insert_with(*topic, || Topic {
                partitions,
                subscribers: 0,
                served: 0,
                next: 0,
            });
            topic.subscribers += 1;
        }
    }
    let mut shares = vec![Set::new(); spec.members.len()];
    for member in turns {
        for id in spec.members[member].subscribed_topics.iter() {
            let Some(topic) = topics.get_mut(id) else {
                continue;
            };
            for index in topic.next_range() {
                shares[member].insert(partition(*id, index));
            }
        }
    }
    Ok(spec.named(shares))
}

impl Topic {
    /// The partitions of the next member: the same number for each, and one more for the first ones if
    /// that leaves some over.
    fn next_range(&mut self) -> core::ops::Range<u32> {
        let is_extra = self.served < self.partitions % self.subscribers;
        let start = self.next;
        self.served += 1;
        self.next = start + self.partitions / self.subscribers + u32::from(is_extra);
        start..self.next
    }
}
