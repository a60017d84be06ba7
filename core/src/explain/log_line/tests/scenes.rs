//! What happens, scene by scene.

mod broker;
mod classic_group;
mod client;
mod consumer;
mod consumer_group;
mod controller;
mod member;

use crate::id::{
    BrokerEpoch, BrokerId, LeaderEpoch, NodeId, PartitionEpoch, PartitionIndex, TopicId,
    TopicPartition,
};
use crate::metadata::{MetadataImage, MetadataRecord, PartitionRegistration};
use crate::trace::Event;

pub(super) use consumer::world;

const ORDERS: TopicPartition = TopicPartition {
    topic: TopicId(1),
    partition: PartitionIndex(0),
};
const B1: BrokerId = BrokerId(1);
pub(super) const B2: BrokerId = BrokerId(2);
const B3: BrokerId = BrokerId(3);

/// What somebody logs of events that follow each other.
pub(super) struct Scene {
    pub(super) what: &'static str,
    pub(super) actor: NodeId,
    pub(super) events: Vec<Event>,
}

pub(super) fn scene(what: &'static str, actor: impl Into<NodeId>, events: Vec<Event>) -> Scene {
    let actor = actor.into();
    Scene {
        what,
        actor,
        events,
    }
}

fn ids(ids: &[u32]) -> Vec<BrokerId> {
    ids.iter().copied().map(BrokerId).collect()
}

/// `orders` on b1, b2, b3, and b2 as a broker that is fenced.
pub(super) fn metadata() -> MetadataImage {
    let mut metadata = MetadataImage::default();
    metadata.apply(&MetadataRecord::Topic {
        id: TopicId(1),
        name: "orders".into(),
    });
    metadata.apply(&MetadataRecord::RegisterBroker {
        broker: B2,
        broker_epoch: BrokerEpoch(12),
        incarnation: 1,
        rack: None,
    });
    metadata.apply(&MetadataRecord::Partition {
        partition: ORDERS,
        registration: PartitionRegistration {
            replicas: ids(&[3, 4]),
            isr: ids(&[3, 4]),
            leader: Some(B3),
            leader_epoch: LeaderEpoch(1),
            partition_epoch: PartitionEpoch(3),
            ..PartitionRegistration::default()
        },
    });
    metadata
}

fn registration() -> PartitionRegistration {
    PartitionRegistration {
        replicas: ids(&[1, 2, 3]),
        isr: ids(&[1, 2, 3]),
        leader: Some(B1),
        ..PartitionRegistration::default()
    }
}

pub(super) fn scenes() -> Vec<Scene> {
    let mut scenes = broker::of_partitions();
    scenes.extend(broker::of_fetchers());
    scenes.extend(broker::of_lives());
    scenes.extend(controller::of_the_controller());
    scenes.extend(client::of_clients());
    scenes.extend(consumer::of_consumers());
    scenes.extend(member::of_members());
    scenes.extend(classic_group::of_classic_groups());
    scenes.extend(consumer_group::of_consumer_groups());
    scenes
}
