//! A group with its topics and members by number.

use std::sync::Arc;

use super::{GroupSubscription, Member, MemberAssignment, NamedPartition, TopicMetadata};
use crate::group::member::{Turn, in_turn};
use crate::id::PartitionIndex;
use crate::sorted::sort_by;

/// A partition by the place of its topic in [`Roster::topics`], so that partitions are in the order of
/// their topics' names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Partition {
    pub topic: usize,
    pub index: u32,
}

/// The partitions of one member.
pub(super) type Share = Vec<Partition>;

/// What all assignors begin with.
pub(super) struct Roster<'a> {
    pub members: &'a [Member],
    /// The topics that somebody subscribes to and that have partitions, by name.
    pub topics: Vec<&'a TopicMetadata>,
    /// For each member those of the topics that it subscribes to.
    subscribed: Vec<Vec<usize>>,
    /// As in [`GroupSubscription`].
    pub prefer_rack_aware_logic: bool,
}

impl<'a> Roster<'a> {
    pub fn new(group: &GroupSubscription<'a>) -> Self {
        let mut topics: Vec<&TopicMetadata> = Vec::new();
        for topic in group.topics {
            let mut members = group.members.iter();
            let is_subscribed =
                members.any(|member| member.subscription.topics.contains(&topic.name));
            if is_subscribed && !topic.replica_racks.is_empty() {
                topics.push(topic);
            }
        }
        sort_by(&mut topics, |one, other| one.name < other.name);
        let mut subscribed = Vec::new();
        for member in group.members {
            let mut wanted = Vec::new();
            for (index, topic) in topics.iter().enumerate() {
                if member.subscription.topics.contains(&topic.name) {
                    wanted.push(index);
                }
            }
            subscribed.push(wanted);
        }
        Self {
            members: group.members,
            topics,
            subscribed,
            prefer_rack_aware_logic: group.prefer_rack_aware_logic,
        }
    }

    /// One empty share for each member.
    pub fn empty_shares(&self) -> Vec<Share> {
        vec![Share::new(); self.members.len()]
    }

    /// The topics that a member subscribes to.
    pub fn topics_of(&self, member: usize) -> &[usize] {
        &self.subscribed[member]
    }

    pub fn is_subscribed(&self, member: usize, topic: usize) -> bool {
        self.subscribed[member].contains(&topic)
    }

    /// The members in their turn.
    pub fn members_in_turn(&self) -> Vec<usize> {
        let mut turns = Vec::new();
        for (index, member) in self.members.iter().enumerate() {
            turns.push(Turn {
                index,
                id: &member.id,
                instance_id: member.instance_id.as_deref(),
            });
        }
        in_turn(turns)
    }

    /// How many partitions a topic has.
    pub fn partition_count(&self, topic: usize) -> usize {
        self.topics[topic].replica_racks.len()
    }

    /// The partitions of a topic.
    pub fn partitions_of(&self, topic: usize) -> Vec<Partition> {
        let mut partitions = Vec::new();
        for index in 0..number(self.partition_count(topic)) {
            partitions.push(Partition { topic, index });
        }
        partitions
    }

    /// The partitions of these topics.
    pub fn partitions_of_all(&self, topics: &[usize]) -> Vec<Partition> {
        let mut partitions = Vec::new();
        for topic in topics {
            partitions.append(&mut self.partitions_of(*topic));
        }
        partitions
    }

    /// The racks in which a partition has replicas.
    pub fn racks_of(&self, partition: Partition) -> &[Arc<str>] {
        &self.topics[partition.topic].replica_racks[partition.index as usize]
    }

    /// A partition by its name, if its topic is subscribed to and has it. (Kafka looks at the topic
    /// only: of a topic that was made anew with fewer partitions a member may own more than there are,
    /// and then its sticky assignors fail.)
    pub fn partition_named(&self, name: &NamedPartition) -> Option<Partition> {
        let topic = self.topics.iter().position(|it| it.name == name.topic)?;
        let index = name.partition.0;
        let is_there = (index as usize) < self.partition_count(topic);
        is_there.then_some(Partition { topic, index })
    }

    fn name_of(&self, partition: Partition) -> NamedPartition {
        NamedPartition {
            topic: self.topics[partition.topic].name.clone(),
            partition: PartitionIndex(partition.index),
        }
    }

    /// The members' shares by name.
    pub fn named(&self, shares: &[Share]) -> Vec<MemberAssignment> {
        let mut assignments = Vec::new();
        for (member, share) in self.members.iter().zip(shares) {
            let mut partitions = Vec::new();
            for partition in share {
                partitions.push(self.name_of(*partition));
            }
            assignments.push(MemberAssignment {
                member: member.id.clone(),
                partitions,
            });
        }
        assignments
    }
}

/// A count as the number of a partition.
pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Takes a partition out of a list, as Java's `List.remove` does: the first one only.
pub(super) fn remove(partitions: &mut Vec<Partition>, partition: Partition) {
    if let Some(at) = partitions.iter().position(|one| *one == partition) {
        partitions.remove(at);
    }
}
