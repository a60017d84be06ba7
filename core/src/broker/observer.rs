//! A broker follows the metadata log, and tells clients what it knows from it.

use std::sync::Arc;

use super::Disk;
use super::process::Process;
use crate::id::{TopicId, TopicPartition};
use crate::metadata::{MetadataImage, MetadataRecord};
use crate::sim::{Channel, Out, Socket, Timer};
use crate::sorted::Set;
use crate::trace::Event;
use crate::wire::{
    FetchMetadataRequest, FetchMetadataResponse, MetadataResponse, MetadataTopic, ReplicaRacks,
    Request, Response,
};

/// What a number of records of the metadata log changed for a broker (`MetadataDelta`).
#[derive(Debug, Default)]
pub(super) struct Delta {
    /// The partitions that are new or others.
    pub partitions: Set<TopicPartition>,
    /// Whether there are other topics, or any configuration changed.
    pub configs: bool,
}

impl Delta {
    /// Takes note of a record that is about to be applied to `metadata`.
    fn note(&mut self, record: &MetadataRecord, metadata: &MetadataImage) {
        match record {
            MetadataRecord::Partition { partition, .. }
            | MetadataRecord::PartitionChange { partition, .. } => {
                self.partitions.insert(*partition);
            }
            MetadataRecord::ClearElr { topic } => {
                for (partition, registration) in &metadata.partitions {
                    if registration.loses_elr(*partition, *topic) {
                        self.partitions.insert(*partition);
                    }
                }
            }
            MetadataRecord::Topic { .. } | MetadataRecord::Config { .. } => self.configs = true,
            MetadataRecord::ProducerIds { .. }
            | MetadataRecord::RegisterBroker { .. }
            | MetadataRecord::BrokerRegistrationChange { .. } => {}
        }
    }
}

impl Process {
    /// Asks for the metadata log from where it ends here. The request waits at the controller until
    /// there is something new.
    pub(super) fn fetch_metadata(&mut self, out: &mut Out<'_>) {
        let request = FetchMetadataRequest {
            broker: self.me,
            fetch_offset: self.metadata_offset,
        };
        self.ask_controller(Channel::Metadata, Request::FetchMetadata(request), out);
    }

    /// Applies what the controller wrote, all of it at once: parts that were given and taken back in
    /// between are never played.
    pub(super) fn on_metadata_response(
        &mut self,
        response: FetchMetadataResponse,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        out.cancel_timer(Timer::RequestTimeout(self.to_controller(Channel::Metadata)));
        if response.base_offset == self.metadata_offset && !response.records.is_empty() {
            let from = self.metadata_offset;
            let metadata = Arc::make_mut(&mut self.metadata);
            let mut delta = Delta::default();
            for record in &response.records {
                delta.note(record, metadata);
                metadata.apply(record);
            }
            self.metadata_offset = from.plus(response.records.len());
            let to = self.metadata_offset;
            out.aside(|out| {
                out.follow(Event::MetadataApplied { from, to });
                self.apply(&delta, disk, out);
            });
        }
        self.fetch_metadata(out);
    }

    /// Tells a client who leads, as far as this broker knows. (Kafka's clients ask for the topics that they
    /// use; none of them uses an internal one.)
    pub(super) fn answer_metadata(&mut self, socket: Socket, out: &mut Out<'_>) {
        let metadata = &self.metadata;
        let brokers = metadata
            .brokers
            .keys()
            .filter(|id| metadata.is_active(**id))
            .copied()
            .collect();
        let topics = metadata
            .topics_of_users()
            .map(|(id, topic)| MetadataTopic {
                id,
                name: topic.name.clone(),
                partitions: metadata
                    .partitions
                    .iter()
                    .filter(|(partition, _)| partition.topic == id)
                    .map(|(_, registration)| (registration.leader, registration.leader_epoch))
                    .collect(),
                racks: replica_racks(metadata, id),
            })
            .collect();
        out.respond(
            socket,
            Response::Metadata(MetadataResponse { brokers, topics }),
        );
    }
}

/// The racks of a topic's replicas, if any broker has one.
fn replica_racks(metadata: &MetadataImage, topic: TopicId) -> Vec<ReplicaRacks> {
    let mut racks = Vec::new();
    if metadata
        .brokers
        .values()
        .all(|broker| broker.rack.is_none())
    {
        return racks;
    }
    for (partition, registration) in &metadata.partitions {
        if partition.topic != topic {
            continue;
        }
        let mut of_partition = ReplicaRacks::new();
        for replica in &registration.replicas {
            let broker = metadata.brokers.get(replica);
            let is_alive = metadata.is_active(*replica);
            let rack = broker.filter(|_| is_alive).and_then(|it| it.rack.clone());
            of_partition.push(rack);
        }
        racks.push(of_partition);
    }
    racks
}
