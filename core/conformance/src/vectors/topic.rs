//! Topics and partitions as the cases of the consumer protocol write them: `{"T1": [0, 1]}`.

use std::collections::{BTreeMap, BTreeSet};

use highwater_core::id::{PartitionIndex, TopicId, TopicPartition};
use highwater_core::sorted::Set;

use crate::case::Failure;

/// Partitions by topic.
pub type Partitions = BTreeMap<String, BTreeSet<u32>>;

/// The topic of a name, `T1`.
pub fn id(name: &str) -> Result<TopicId, Failure> {
    let number = name.strip_prefix('T').and_then(|it| it.parse().ok());
    let number = number.ok_or_else(|| Failure::unfit(format!("`{name}` is no topic")))?;
    Ok(TopicId(number))
}

/// A partition of a topic.
pub fn partition(topic: &str, index: u32) -> Result<TopicPartition, Failure> {
    Ok(TopicPartition {
        topic: id(topic)?,
        partition: PartitionIndex(index),
    })
}

/// The engine's form of partitions.
pub fn in_engine(partitions: &Partitions) -> Result<Set<TopicPartition>, Failure> {
    let mut set = Set::new();
    for (topic, indexes) in partitions {
        for index in indexes {
            set.insert(partition(topic, *index)?);
        }
    }
    Ok(set)
}

/// The cases' form of partitions.
pub fn partitions<'a>(set: impl Iterator<Item = &'a TopicPartition>) -> Partitions {
    let mut partitions = Partitions::new();
    for it in set {
        let indexes = partitions.entry(format!("T{}", it.topic)).or_default();
        indexes.insert(it.partition.0);
    }
    partitions
}
