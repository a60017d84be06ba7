//! What a group knows of the topics that its members subscribe to.

use std::sync::Arc;

use serde::Serialize;

use crate::hash;
use crate::id::TopicId;
use crate::sorted::{Map, Set};

/// A topic that exists, as the broker's metadata has it (`CoordinatorMetadataImage.TopicMetadata`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SubscribedTopic {
    /// Its id.
    pub id: TopicId,
    /// For each partition the racks of its replicas, in order; as many as it has partitions.
    pub partition_racks: Vec<Set<Arc<str>>>,
}

/// A topic by its name, if there is one.
pub type TopicLookup<'a> = &'a dyn Fn(&str) -> Option<SubscribedTopic>;

/// The topics of a group's members that exist, by their names.
pub(in crate::group) type SubscribedTopics = Map<Arc<str>, SubscribedTopic>;

/// What differs when a group has to be assigned anew: another topic exists, or has other partitions or
/// racks (`ModernGroup.computeMetadataHash`; the value is not Kafka's). Nothing is 0.
pub(in crate::group) fn metadata_hash(topics: &SubscribedTopics) -> i64 {
    if topics.is_empty() {
        0
    } else {
        hash::of(topics).cast_signed()
    }
}

/// How many partitions the topic of an id has.
pub(super) fn partition_count(topics: &SubscribedTopics, id: TopicId) -> Option<u32> {
    for topic in topics.values() {
        if topic.id == id {
            return u32::try_from(topic.partition_racks.len()).ok();
        }
    }
    None
}
