//! Topics and partitions as the cases of the consumer protocol write them: `{"T1": [0, 1]}`.

use std::collections::{BTreeMap, BTreeSet};

use highwater_core::id::{PartitionIndex, TopicId, TopicPartition};
use highwater_core::sorted::Set;

use crate::case::Failure;

/// Partitions by topic.
pub type Partitions = BTreeMap<String, BTreeSet<u32>>;

/// The topics of a case, in the order of their ids in the engine.
pub struct Topics(Vec<String>);

impl Topics {
    /// These topics, in the order of their names.
    pub fn new<'a>(names: impl Iterator<Item = &'a String>) -> Self {
        let names: BTreeSet<String> = names.cloned().collect();
        Self(names.into_iter().collect())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The next of all the orders in which they may be, in the order of a dictionary; false if this was
    /// the last.
    pub fn next_order(&mut self) -> bool {
        let names = &mut self.0;
        let Some(at) = names.windows(2).rposition(|two| two[0] < two[1]) else {
            return false;
        };
        let other = names.iter().rposition(|name| *name > names[at]);
        names.swap(at, other.unwrap_or(at));
        names[at + 1..].reverse();
        true
    }

    /// The id of a topic.
    pub fn id(&self, name: &str) -> Result<TopicId, Failure> {
        let place = self.0.iter().position(|one| one == name);
        let place = place.and_then(|place| u32::try_from(place).ok());
        place
            .map(TopicId)
            .ok_or_else(|| Failure::unfit(format!("`{name}` is no topic of the case")))
    }

    /// A partition of a topic.
    pub fn partition(&self, topic: &str, index: u32) -> Result<TopicPartition, Failure> {
        Ok(TopicPartition {
            topic: self.id(topic)?,
            partition: PartitionIndex(index),
        })
    }

    /// The engine's form of partitions.
    pub fn in_engine(&self, partitions: &Partitions) -> Result<Set<TopicPartition>, Failure> {
        let mut set = Set::new();
        for (topic, indexes) in partitions {
            for index in indexes {
                set.insert(self.partition(topic, *index)?);
            }
        }
        Ok(set)
    }

    /// The case's form of partitions.
    pub fn shown(&self, set: &Set<TopicPartition>) -> Partitions {
        let mut partitions = Partitions::new();
        for it in set.iter() {
            let indexes = partitions.entry(self.name(it.topic)).or_default();
            indexes.insert(it.partition.0);
        }
        partitions
    }

    /// The name of a topic of the case.
    pub fn name(&self, id: TopicId) -> String {
        self.0[id.0 as usize].clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_of_topics_comes_once() {
        let names = ["T1".to_owned(), "T2".to_owned(), "T3".to_owned()];
        let mut topics = Topics::new(names.iter());
        let mut orders = BTreeSet::from([topics.0.clone()]);
        while topics.next_order() {
            assert!(orders.insert(topics.0.clone()), "{:?}", topics.0);
        }
        assert_eq!(orders.len(), 6);
    }
}
