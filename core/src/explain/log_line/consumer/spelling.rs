//! How a consumer's lines print what they are about.

use std::sync::Arc;

use super::super::client::coordinator_node_id;
use super::super::part::{ClientPart as Client, MemberPart as Member, ServerPart as Server};
use super::super::phrase::{Phrase, phrase};
use crate::client::{Generation, Position};
use crate::explain::Names;
use crate::explain::consumer_error::named_partition;
use crate::explain::names::address;
use crate::group::assignor::NamedPartition;
use crate::id::{BrokerId, TopicPartition};
use crate::java_hash_map::{DEFAULT_CAPACITY, bucket, bucket_count};
use crate::sorted::sort_by;
use crate::trace::MetadataSnapshot;

/// `AbstractCoordinator.Generation.toString`.
pub(super) fn spelled(generation: &Generation) -> Phrase {
    let member_id = generation.member_id.as_ref().map_or("", |id| &id.0);
    let assignor = generation.protocol.as_deref().unwrap_or("null");
    phrase! {
        "Generation{{";
        Member::Generation: "generationId={}", generation.id.map_or(-1, |id| id.0);
        ", ";
        Member::MemberId: "memberId='{member_id}'";
        ", ";
        Member::AssignorChosen: "protocol='{assignor}'";
        "}}";
    }
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
pub(super) fn fetch_position(position: &Position, names: &Names<'_>) -> Phrase {
    let leader = position.leader.map(|(broker, _)| {
        let registered = names.metadata.brokers.get(&broker);
        let rack = registered.and_then(|it| it.rack.as_deref());
        node(broker.0, broker, rack.unwrap_or("null"))
    });
    let epoch = position.epoch.map_or_else(
        || "Optional.empty".to_owned(),
        |epoch| format!("Optional[{}]", epoch.0),
    );
    let leader_epoch = position
        .leader
        .map_or_else(|| "absent".to_owned(), |(_, epoch)| epoch.0.to_string());
    phrase! {
        Client::FetchPosition: "FetchPosition{{offset={}", position.offset;
        ", ";
        Client::OffsetEpoch: "offsetEpoch={epoch}";
        ", currentLeader=LeaderAndEpoch{{";
        Client::FetchLeader: "leader=";
        ..optional(leader);
        ", ";
        Server::LeaderEpoch: "epoch={leader_epoch}";
        "}}}}";
    }
}

/// What `FetchCollector.handleInitializeErrors` says and throws.
pub(in crate::explain) fn position_out_of_range(
    partition: TopicPartition,
    position: &Position,
    names: &Names<'_>,
) -> Phrase {
    phrase! {
        "Fetch position ";
        ..fetch_position(position, names);
        " ";
        Client::PositionOutOfRange: "is out of range ";
        Server::Partition: "for partition {}", names.partition(partition);
    }
}

/// Java's `Optional`.
pub(super) fn optional(value: Option<Phrase>) -> Phrase {
    match value {
        Some(value) => phrase! { "Optional["; ..value; "]"; },
        None => phrase! { "Optional.empty"; },
    }
}

/// `Node.toString`.
fn node(id: u32, broker: BrokerId, rack: &str) -> Phrase {
    let (host, port) = address(broker);
    phrase! {
        Client::Address: "{host}:{port} ";
        "(";
        Client::NodeId: "id: {id} ";
        Client::Rack: "rack: {rack} ";
        Client::NotFenced: "isFenced: false";
        ")";
    }
}

/// The coordinator as a node of its own.
pub(super) fn coordinator_node(broker: BrokerId) -> Phrase {
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
