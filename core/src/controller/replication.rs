//! Topics and partitions: who leads when brokers come and go (`ReplicationControlManager`).

use super::Controller;
use super::partition_change::{ElectionKind, PartitionChangeBuilder};
use crate::id::{BrokerId, PartitionIndex, TopicId, TopicPartition};
use crate::metadata::{ConfigResource, MetadataRecord, PartitionRegistration, TopicSpec};
use crate::sim::Out;
use crate::trace::{Election, Event};
use crate::wire::ErrorCode;

impl Controller {
    /// Makes topics. The replicas that are alive are the first ISR, and the first of them leads.
    pub(super) fn create_topics(
        &mut self,
        topics: &[TopicSpec],
        out: &mut Out<'_>,
    ) -> Result<(), ErrorCode> {
        let leads =
            |replicas: &Vec<BrokerId>| replicas.iter().any(|id| self.image().is_active(*id));
        if !topics
            .iter()
            .all(|topic| topic.assignment.iter().all(leads))
        {
            return Err(ErrorCode::UnknownTopicOrPartition);
        }
        for topic in topics {
            if self.image().topic_named(&topic.name).is_none() {
                out.aside(|out| self.create_topic(topic, out));
            }
        }
        Ok(())
    }

    fn create_topic(&mut self, spec: &TopicSpec, out: &mut Out<'_>) {
        let last = self
            .image()
            .topics
            .last_key_value()
            .map_or(0, |(id, _)| id.0);
        let topic = TopicId(last + 1);
        self.log.write(MetadataRecord::Topic {
            id: topic,
            name: spec.name.clone(),
        });
        for (key, value) in &spec.config {
            let (key, value) = (key.clone(), value.clone());
            self.log.write(MetadataRecord::Config {
                resource: ConfigResource::Topic(topic),
                key,
                value: Some(value),
            });
        }
        let mut partitions = 0;
        for replicas in &spec.assignment {
            let isr: Vec<BrokerId> = replicas
                .iter()
                .filter(|id| self.image().is_active(**id))
                .copied()
                .collect();
            let partition = TopicPartition {
                topic,
                partition: PartitionIndex(partitions),
            };
            let registration = PartitionRegistration {
                replicas: replicas.clone(),
                leader: isr.first().copied(),
                isr,
                ..PartitionRegistration::default()
            };
            self.log.write(MetadataRecord::Partition {
                partition,
                registration,
            });
            partitions += 1;
        }
        out.follow(Event::TopicCreated {
            name: spec.name.clone(),
            partitions,
        });
    }

    /// A broker is about to be fenced: no ISR has it any more, and it leads nothing.
    pub(super) fn handle_fenced(&mut self, broker: BrokerId, out: &mut Out<'_>) {
        for partition in self.partitions_with(broker) {
            self.take_out(partition, broker, Vec::new(), out);
        }
    }

    /// A broker that did not stop cleanly comes back: what it may have lost, it is not trusted with.
    /// With ELR off this is the same as fencing.
    pub(super) fn handle_unclean_shutdown(&mut self, broker: BrokerId, out: &mut Out<'_>) {
        let unclean = if self.elr_enabled() {
            vec![broker]
        } else {
            Vec::new()
        };
        for partition in self.partitions_with(broker) {
            self.take_out(partition, broker, unclean.clone(), out);
        }
    }

    /// A broker was unfenced: partitions that nobody leads may have a leader again.
    pub(super) fn handle_unfenced(&mut self, out: &mut Out<'_>) {
        let leaderless: Vec<TopicPartition> = self
            .image()
            .partitions
            .iter()
            .filter(|(_, registration)| registration.leader.is_none())
            .map(|(partition, _)| *partition)
            .collect();
        for partition in leaderless {
            let Some(registration) = self.image().partitions.get(&partition).cloned() else {
                continue;
            };
            let acceptable = |id: BrokerId| self.image().is_active(id);
            let change = self
                .change_of(partition, &registration, &acceptable)
                .election(self.election_kind(partition))
                .build();
            self.write_change(partition, &registration, change, out);
        }
    }

    /// The partitions that have a broker in their ISR or ELR.
    fn partitions_with(&self, broker: BrokerId) -> Vec<TopicPartition> {
        self.image()
            .partitions
            .iter()
            .filter(|(_, registration)| {
                registration.isr.contains(&broker) || registration.elr.contains(&broker)
            })
            .map(|(partition, _)| *partition)
            .collect()
    }

    fn take_out(
        &mut self,
        partition: TopicPartition,
        broker: BrokerId,
        unclean: Vec<BrokerId>,
        out: &mut Out<'_>,
    ) {
        let Some(registration) = self.image().partitions.get(&partition).cloned() else {
            return;
        };
        if unclean.is_empty() && !registration.isr.contains(&broker) {
            return;
        }
        let acceptable = |id: BrokerId| id != broker && self.image().is_active(id);
        let isr = registration
            .isr
            .iter()
            .filter(|id| **id != broker)
            .copied()
            .collect();
        let change = self
            .change_of(partition, &registration, &acceptable)
            .election(self.election_kind(partition))
            .target_isr(isr)
            .unclean_shutdown(unclean)
            .build();
        self.write_change(partition, &registration, change, out);
    }

    fn elr_enabled(&self) -> bool {
        self.config.eligible_leader_replicas_version > 0
    }

    fn election_kind(&self, partition: TopicPartition) -> ElectionKind {
        let config = self.image().topic_config(partition.topic, &self.config);
        if config.unclean_leader_election_enable {
            ElectionKind::Unclean
        } else {
            ElectionKind::Online
        }
    }

    pub(super) fn change_of<'a>(
        &self,
        partition: TopicPartition,
        registration: &'a PartitionRegistration,
        acceptable: &'a dyn Fn(BrokerId) -> bool,
    ) -> PartitionChangeBuilder<'a> {
        let config = self.image().topic_config(partition.topic, &self.config);
        let min_isr = config.min_insync_replicas;
        PartitionChangeBuilder::new(registration, acceptable, min_isr, self.elr_enabled())
    }

    /// Writes a change, and says what it means.
    pub(super) fn write_change(
        &mut self,
        partition: TopicPartition,
        before: &PartitionRegistration,
        change: Option<(crate::metadata::PartitionChange, Election)>,
        out: &mut Out<'_>,
    ) {
        let Some((change, election)) = change else {
            return;
        };
        self.log.write(MetadataRecord::PartitionChange {
            partition,
            change: change.clone(),
        });
        let Some(after) = self.image().partitions.get(&partition) else {
            return;
        };
        if after.isr != before.isr {
            out.trace(Event::IsrChanged {
                partition,
                from: before.isr.clone(),
                to: after.isr.clone(),
                partition_epoch: after.partition_epoch,
            });
        }
        let leader_epoch = after.leader_epoch;
        match change.leader {
            Some(Some(leader)) => {
                out.trace(Event::LeaderElected {
                    partition,
                    leader,
                    leader_epoch,
                    election,
                    before: before.clone().into(),
                });
            }
            Some(None) => {
                out.trace(Event::PartitionWentOffline {
                    partition,
                    leader_epoch,
                });
            }
            None => {}
        }
    }
}
