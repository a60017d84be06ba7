//! What the controller wrote: broker epochs do not go back (I5), and what brokers have applied is a
//! prefix of it (I15).

use crate::sorted::{Map, Set};

use super::invariant::{Breach, Invariant};
use crate::id::{BrokerEpoch, BrokerId, Offset, TopicPartition};
use crate::metadata::{ConfigResource, MetadataImage, MetadataRecord};
use crate::sim::World;

/// How far the metadata log was read, and what was found there.
#[derive(Clone, Debug, Default)]
pub(super) struct MetadataHistory {
    read_to: Offset,
    broker_epochs: Map<BrokerId, BrokerEpoch>,
    applied: Map<BrokerId, Offset>,
}

impl MetadataHistory {
    /// Reads what the controller has written since, and returns the partitions that it concerns.
    pub(super) fn read(
        &mut self,
        world: &World,
        breaches: &mut Vec<Breach>,
    ) -> Set<TopicPartition> {
        let mut concerned = Set::new();
        let Some(log) = world.controller().map(|controller| controller.log()) else {
            return concerned;
        };
        if log.end_offset() < self.read_to {
            breaches.push(Breach::of(Invariant::Structure).offset(log.end_offset()));
        }
        if log.end_offset() == self.read_to {
            return concerned;
        }
        for record in log.from(self.read_to) {
            self.check_broker_epoch(record, breaches);
            concern(record, log.image(), &mut concerned);
        }
        self.read_to = log.end_offset();
        concerned
    }

    fn check_broker_epoch(&mut self, record: &MetadataRecord, breaches: &mut Vec<Breach>) {
        let MetadataRecord::RegisterBroker {
            broker,
            broker_epoch,
            ..
        } = record
        else {
            return;
        };
        let before = self.broker_epochs.insert(*broker, *broker_epoch);
        if before.is_some_and(|before| before >= *broker_epoch) {
            breaches.push(Breach::of(Invariant::Epochs).broker(*broker));
        }
    }

    /// What a broker has applied adds up to what the controller's log adds up to there. That is looked
    /// at when it has applied something and has all of it.
    pub(super) fn check_applied(
        &mut self,
        world: &World,
        broker: BrokerId,
        breaches: &mut Vec<Breach>,
    ) {
        let process = world.broker(broker).and_then(|broker| broker.process());
        let Some((process, controller)) = process.zip(world.controller()) else {
            self.applied.remove(&broker);
            return;
        };
        let offset = process.metadata_offset();
        if self.applied.insert(broker, offset) == Some(offset) {
            return;
        }
        let end = controller.log().end_offset();
        let differs = offset == end && process.metadata() != controller.image();
        if offset > end || differs {
            let breach = Breach::of(Invariant::Structure).broker(broker);
            breaches.push(breach.offset(offset));
        }
    }
}

/// The partitions of which something other may hold after a record.
fn concern(record: &MetadataRecord, image: &MetadataImage, concerned: &mut Set<TopicPartition>) {
    let all = image.partitions.keys().copied();
    match record {
        MetadataRecord::Partition { partition, .. }
        | MetadataRecord::PartitionChange { partition, .. } => {
            concerned.insert(*partition);
        }
        MetadataRecord::Config {
            resource: ConfigResource::Topic(topic),
            ..
        }
        | MetadataRecord::ClearElr { topic: Some(topic) } => {
            concerned.extend(all.filter(|partition| partition.topic == *topic));
        }
        MetadataRecord::Topic { .. } | MetadataRecord::ProducerIds { .. } => {}
        MetadataRecord::RegisterBroker { .. }
        | MetadataRecord::BrokerRegistrationChange { .. }
        | MetadataRecord::Config { .. }
        | MetadataRecord::ClearElr { .. } => concerned.extend(all),
    }
}
