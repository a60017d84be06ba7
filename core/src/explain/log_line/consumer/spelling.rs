//! How a consumer's lines print what they are about.

use std::sync::Arc;

use super::super::client::coordinator_node_id;
use crate::client::{Generation, Position};
use crate::explain::Names;
use crate::explain::consumer_error::named_partition;
use crate::explain::names::address;
use crate::group::assignor::NamedPartition;
use crate::id::BrokerId;
use crate::java_hash_map::{DEFAULT_CAPACITY, bucket, bucket_count};
use crate::sorted::sort_by;
use crate::trace::MetadataSnapshot;

/// `AbstractCoordinator.Generation.toString`.
pub(super) fn spelled(generation: &Generation) -> String {
    format!(
        "Generation{{generationId={}, memberId='{}', protocol='{}'}}",
        generation.id.map_or(-1, |id| id.0),
        generation.member_id.as_ref().map_or("", |id| &id.0),
        generation.protocol.as_deref().unwrap_or("null")
    )
}

/// `ConsumerPartitionAssignor.Assignment.toString`.
pub(super) fn assignment(partitions: &[NamedPartition]) -> String {
    let named: Vec<String> = partitions.iter().map(named_partition).collect();
    format!("Assignment(partitions=[{}])", named.join(", "))
}

/// As they come out of the protocol, which has them topic by topic, the topic that comes first in the list
/// first (`ConsumerProtocol.serializeAssignment`).
pub(super) fn by_topic(partitions: &[NamedPartition]) -> Vec<NamedPartition> {
    let mut grouped: Vec<NamedPartition> = Vec::new();
    for first in partitions {
        if grouped.iter().any(|one| one.topic == first.topic) {
            continue;
        }
        for one in partitions {
            if one.topic == first.topic {
                grouped.push(one.clone());
            }
        }
    }
    grouped
}

/// `SubscriptionState.FetchPosition.toString`.
pub(in crate::explain) fn fetch_position(position: &Position, names: &Names<'_>) -> String {
    let epoch = optional(position.epoch.map(|epoch| epoch.0.to_string()));
    let leader = position.leader.map(|(broker, _)| {
        let registered = names.metadata.brokers.get(&broker);
        let rack = registered.and_then(|it| it.rack.as_deref());
        node(broker.0, broker, rack.unwrap_or("null"))
    });
    let leader = optional(leader);
    let leader_epoch = position
        .leader
        .map_or_else(|| "absent".to_owned(), |(_, epoch)| epoch.0.to_string());
    format!(
        "FetchPosition{{offset={}, offsetEpoch={epoch}, currentLeader=LeaderAndEpoch{{leader={leader}, \
         epoch={leader_epoch}}}}}",
        position.offset
    )
}

pub(super) fn optional(value: Option<String>) -> String {
    value.map_or_else(
        || "Optional.empty".to_owned(),
        |value| format!("Optional[{value}]"),
    )
}

/// `Node.toString`.
fn node(id: u32, broker: BrokerId, rack: &str) -> String {
    let (host, port) = address(broker);
    format!("{host}:{port} (id: {id} rack: {rack} isFenced: false)")
}

/// The coordinator as a node of its own.
pub(super) fn coordinator_node(broker: BrokerId) -> String {
    node(coordinator_node_id(broker), broker, "null")
}

/// `ConsumerCoordinator.MetadataSnapshot.toString`.
pub(super) fn metadata_snapshot(snapshot: &MetadataSnapshot) -> String {
    let known: Vec<Arc<str>> = snapshot.topics.iter().map(|it| it.0.clone()).collect();
    let mut topics = Vec::new();
    for topic in in_order_of_java(&known) {
        let mut partitions = Vec::new();
        let found = snapshot.topics.iter().find(|it| it.0 == topic);
        for racks in found.map_or(&[][..], |it| &it.1) {
            partitions.push(match racks.is_empty() {
                true => "NO_RACKS".to_owned(),
                false => format!("racks=[{}]", in_order_of_java(racks).join(", ")),
            });
        }
        topics.push(format!("{topic}=[{}]", partitions.join(", ")));
    }
    format!("(version{}: {{{}}})", snapshot.version, topics.join(", "))
}

/// Each of the texts once, as Java visits a hash set of them.
pub(super) fn in_order_of_java(texts: &[Arc<str>]) -> Vec<Arc<str>> {
    let mut ordered: Vec<Arc<str>> = Vec::new();
    for text in texts {
        if !ordered.contains(text) {
            ordered.push(text.clone());
        }
    }
    let buckets = bucket_count(DEFAULT_CAPACITY, ordered.len());
    sort_by(&mut ordered, |one, other| {
        bucket(one, buckets) < bucket(other, buckets)
    });
    ordered
}
