//! Members subscribe to different topics (`UniformHeterogeneousAssignmentBuilder`).

use super::balancer::Balancer;
use crate::group::server_assignor::spec::{
    GroupAssignment, GroupSpec, PartitionAssignorError, partition,
};
use crate::id::TopicId;
use crate::sorted::{Map, Set, sort_by};

/// How often all topics are gone through in the end. Where subscriptions overlap each round makes the
/// assignment more even, and most are done after the first (`MAX_ITERATION_COUNT`).
const ITERATIONS_MAX: usize = 16;

pub(super) fn assign(spec: &GroupSpec<'_>) -> Result<GroupAssignment, PartitionAssignorError> {
    let mut builder = Builder::new(spec)?;
    if builder.topics.is_empty() {
        return Ok(GroupAssignment::new());
    }
    builder.keep_subscribed(spec);
    for topic in 0..builder.topics.len() {
        builder.assign_remaining(topic);
    }
    builder.balance();
    Ok(builder.assignment(spec))
}

struct Topic {
    id: TopicId,
    /// Who subscribes to it.
    subscribers: Vec<usize>,
    /// Who has each of its partitions.
    owners: Vec<Option<usize>>,
}

struct Builder {
    /// In the order in which they are dealt with.
    topics: Vec<Topic>,
    /// How many partitions each member has.
    counts: Vec<i64>,
}

impl Builder {
    fn new(spec: &GroupSpec<'_>) -> Result<Self, PartitionAssignorError> {
        let mut topics: Map<TopicId, Topic> = Map::new();
        for (index, member) in spec.members.iter().enumerate() {
            for id in member.subscribed_topics.iter() {
                let count = spec.count(*id)?;
                let topic = topics.get_or_insert_with(*id, || Topic {
                    id: *id,
                    subscribers: Vec::new(),
                    owners: vec![None; count as usize],
                });
                topic.subscribers.push(index);
            }
        }
        let mut in_turn = Vec::new();
        for (_, topic) in topics {
            in_turn.push(topic);
        }
        sort_by(&mut in_turn, Topic::comes_first);
        Ok(Self {
            topics: in_turn,
            counts: vec![0; spec.members.len()],
        })
    }

    /// Leaves members with what they have of the topics that they subscribe to.
    fn keep_subscribed(&mut self, spec: &GroupSpec<'_>) {
        for topic in &mut self.topics {
            for member in &topic.subscribers {
                for held in spec.members[*member].assigned.iter() {
                    let is_of_topic = held.topic == topic.id;
                    let owner = topic.owners.get_mut(held.partition.0 as usize);
                    if let (true, Some(owner)) = (is_of_topic, owner) {
                        *owner = Some(*member);
                        self.counts[*member] += 1;
                    }
                }
            }
        }
    }

    /// Gives the partitions of a topic that nobody has to who has the fewest.
    fn assign_remaining(&mut self, topic: usize) {
        let topic = &mut self.topics[topic];
        let mut balancer = Balancer::new(&topic.subscribers, &self.counts);
        for owner in &mut topic.owners {
            if owner.is_none() {
                *owner = balancer.next_least_loaded(&self.counts);
                if let Some(member) = *owner {
                    self.counts[member] += 1;
                }
            }
        }
    }

    /// Goes through the topics until a whole round moved nothing (`balanceTopics`).
    fn balance(&mut self) {
        let mut last_moved = None;
        for _ in 0..ITERATIONS_MAX {
            for topic in 0..self.topics.len() {
                if self.topics[topic].subscribers.len() < 2 {
                    continue;
                }
                if last_moved == Some(topic) {
                    return;
                }
                if self.balance_topic(topic) || last_moved.is_none() {
                    last_moved = Some(topic);
                }
            }
        }
    }

    /// Moves partitions of a topic from those that have the most to those that have the fewest, until
    /// these differ by no more than one. Says whether any was moved.
    fn balance_topic(&mut self, topic: usize) -> bool {
        let topic = &mut self.topics[topic];
        let mut balancer = Balancer::new(&topic.subscribers, &self.counts);
        let mut left = topic.partitions_by_owner(self.counts.len());
        let mut has_moved = false;
        loop {
            let Some(from) = balancer.next_most_loaded(&self.counts) else {
                return has_moved;
            };
            let Some(index) = left[from].pop() else {
                balancer.exclude_most_loaded();
                continue;
            };
            let to = balancer.next_least_loaded(&self.counts);
            let (Some(to), false) = (to, balancer.is_balanced()) else {
                return has_moved;
            };
            topic.owners[index] = Some(to);
            self.counts[from] -= 1;
            self.counts[to] += 1;
            has_moved = true;
        }
    }

    fn assignment(self, spec: &GroupSpec<'_>) -> GroupAssignment {
        let mut shares = vec![Set::new(); spec.members.len()];
        for topic in self.topics {
            for (index, owner) in (0..).zip(topic.owners) {
                if let Some(member) = owner {
                    shares[member].insert(partition(topic.id, index));
                }
            }
        }
        spec.named(shares)
    }
}

impl Topic {
    /// Topics with the most partitions for each subscriber come first, of these the ones with the fewest
    /// subscribers, then the ones with smaller ids.
    fn comes_first(&self, other: &Self) -> bool {
        let (own, others) = (self.subscribers.len(), other.subscribers.len());
        let (load, other_load) = (self.owners.len() * others, other.owners.len() * own);
        (other_load, own, self.id) < (load, others, other.id)
    }

    /// The topic's partitions of each of so many members; the last is the first to go.
    fn partitions_by_owner(&self, members: usize) -> Vec<Vec<usize>> {
        let mut partitions = vec![Vec::new(); members];
        for (index, owner) in self.owners.iter().enumerate() {
            if let Some(member) = owner {
                partitions[*member].push(index);
            }
        }
        partitions
    }
}
