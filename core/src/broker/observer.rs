//! A broker follows the metadata log, and takes up the parts that it is given there
//! (`ReplicaManager.applyDelta`).

use std::sync::Arc;

use super::Disk;
use super::partition::{Change, Context, Partition};
use super::process::Process;
use crate::id::{Offset, TopicPartition};
use crate::log::Log;
use crate::sim::{Channel, Out, Socket, Timer};
use crate::trace::Event;
use crate::wire::{
    FetchMetadataRequest, FetchMetadataResponse, MetadataResponse, MetadataTopic, Request, Response,
};

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
    pub(super) fn metadata_fetched(
        &mut self,
        response: FetchMetadataResponse,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        out.cancel_timer(Timer::RequestTimeout(self.to_controller(Channel::Metadata)));
        if response.base_offset == self.metadata_offset && !response.records.is_empty() {
            let from = self.metadata_offset;
            let metadata = Arc::make_mut(&mut self.metadata);
            for record in &response.records {
                metadata.apply(record);
            }
            self.metadata_offset = from.plus(response.records.len());
            let to = self.metadata_offset;
            out.aside(|out| {
                out.follow(Event::MetadataApplied { from, to });
                self.take_up_partitions(disk, out);
            });
        }
        self.fetch_metadata(out);
    }

    fn take_up_partitions(&mut self, disk: &mut Disk, out: &mut Out<'_>) {
        let metadata = self.metadata.clone();
        for (partition, registration) in &metadata.partitions {
            if !registration.replicas.contains(&self.me) {
                continue;
            }
            let min_insync_replicas = metadata
                .topic_config(partition.topic, &self.config)
                .min_insync_replicas;
            let log = disk.logs.get_or_default(*partition);
            let state = self
                .partitions
                .get_or_insert_with(*partition, || Partition::new(min_insync_replicas));
            let context = Context {
                me: self.me,
                now: out.now(),
                cause: out.cause(),
                config: &self.config,
                metadata: &metadata,
            };
            if let Some(change) = state.update(registration, min_insync_replicas, log, &context) {
                out.aside(|out| self.part_changed(*partition, change, disk, out));
            }
        }
        self.run_all_fetchers(disk, out);
        self.drop_idle_fetchers(out);
    }

    fn part_changed(
        &mut self,
        partition: TopicPartition,
        change: Change,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        if change.leads {
            self.begin_to_lead(partition, change, disk, out);
        } else {
            self.begin_to_follow(partition, change, disk, out);
        }
    }

    fn begin_to_lead(
        &mut self,
        partition: TopicPartition,
        change: Change,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        self.stop_fetching(partition);
        let Some(state) = self.partitions.get(&partition) else {
            return;
        };
        let Some(log) = disk.logs.get(&partition) else {
            return;
        };
        if change.new_epoch {
            out.follow(Event::BecameLeader {
                partition,
                leader_epoch: state.leader_epoch(),
                from_offset: log.end_offset(),
                high_watermark: log.high_watermark(),
                under_min_isr: state.is_under_min_isr(),
                registration: self
                    .metadata
                    .partitions
                    .get(&partition)
                    .cloned()
                    .unwrap_or_default()
                    .into(),
                before: change.before,
            });
        } else if let Some(leadership) = state.leadership() {
            out.follow(Event::IsrCommitted {
                partition,
                isr: leadership.isr().members().to_vec(),
                partition_epoch: state.partition_epoch(),
                by_answer: false,
                under_min_isr: state.is_under_min_isr(),
            });
        }
        self.try_advance(partition, disk, out);
    }

    fn begin_to_follow(
        &mut self,
        partition: TopicPartition,
        change: Change,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let Some(state) = self.partitions.get(&partition) else {
            return;
        };
        let (leader, leader_epoch) = (state.leader(), state.leader_epoch());
        if !change.new_epoch {
            return;
        }
        let from_offset = disk
            .logs
            .get(&partition)
            .map_or(Offset::ZERO, Log::end_offset);
        let high_watermark = disk
            .logs
            .get(&partition)
            .map_or(Offset::ZERO, Log::high_watermark);
        out.follow(Event::BecameFollower {
            partition,
            leader,
            leader_epoch,
            from_offset,
            high_watermark,
            partition_epoch: state.partition_epoch(),
            before: change.before,
        });
        if change.was_leader {
            self.leadership_lost(partition, disk, out);
        }
        self.follow(partition, leader);
    }

    /// Tells a client who leads, as far as this broker knows.
    pub(super) fn answer_metadata(&mut self, socket: Socket, out: &mut Out<'_>) {
        let metadata = &self.metadata;
        let brokers = metadata
            .brokers
            .keys()
            .filter(|id| metadata.is_active(**id))
            .copied()
            .collect();
        let topics = metadata
            .topics
            .iter()
            .map(|(id, topic)| MetadataTopic {
                id: *id,
                name: topic.name.clone(),
                partitions: metadata
                    .partitions
                    .iter()
                    .filter(|(partition, _)| partition.topic == *id)
                    .map(|(_, registration)| (registration.leader, registration.leader_epoch))
                    .collect(),
            })
            .collect();
        out.respond(
            socket,
            Response::Metadata(MetadataResponse { brokers, topics }),
        );
    }
}
