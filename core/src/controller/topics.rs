//! New topics and new partitions (`ReplicationControlManager.createTopics`, `createPartitions`).

use std::sync::Arc;

use super::Controller;
use super::placement::{StripedReplicaPlacer, UsableBroker};
use crate::config::{TopicConfig, is_topic_name};
use crate::id::{BrokerId, PartitionIndex, TopicId, TopicPartition};
use crate::metadata::{ConfigResource, MetadataRecord, PartitionRegistration, TopicSpec};
use crate::sim::Out;
use crate::sorted::{Map, Set};
use crate::trace::Event;
use crate::wire::{ApiError, ErrorCode, ErrorDetail};

/// The key whose change makes eligible leader replicas doubtful.
pub(super) const MIN_ISR: &str = "min.insync.replicas";

impl Controller {
    /// Makes a topic. The replicas that are active are the first ISR, and the first of them leads.
    pub(super) fn create_topic(
        &mut self,
        spec: &TopicSpec,
        out: &mut Out<'_>,
    ) -> Result<(), ApiError> {
        let named = || ErrorDetail::Topic(spec.name.clone());
        if !is_topic_name(&spec.name) {
            return Err(refused(ErrorCode::InvalidTopic, named()));
        }
        if self.image().topic_named(&spec.name).is_some() {
            return Err(refused(ErrorCode::TopicAlreadyExists, named()));
        }
        check_config(&spec.config)?;
        let assignment = self.assignment_of(spec, out)?;
        self.check_leaders(&assignment)?;
        let topic = self.next_topic();
        self.log.write(MetadataRecord::Topic {
            id: topic,
            name: spec.name.clone(),
        });
        for (key, value) in &spec.config {
            self.log.write(MetadataRecord::Config {
                resource: ConfigResource::Topic(topic),
                key: key.clone(),
                value: Some(value.clone()),
            });
        }
        if spec.config.contains_key(MIN_ISR) {
            self.clear_elr(Some(topic));
        }
        self.write_partitions(topic, 0, &assignment);
        let partitions = u32::try_from(assignment.len()).unwrap_or(u32::MAX);
        out.follow(Event::TopicCreated {
            name: spec.name.clone(),
            partitions,
        });
        Ok(())
    }

    /// Adds partitions to a topic, so that it has `count`.
    pub(super) fn create_partitions(
        &mut self,
        name: &Arc<str>,
        count: u32,
        assignment: &[Vec<BrokerId>],
        out: &mut Out<'_>,
    ) -> Result<(), ApiError> {
        let topic = self.image().topic_named(name);
        let topic = topic.ok_or(ErrorCode::UnknownTopicOrPartition)?;
        let (there, replicas) = self.partitions_of(topic);
        let added = count.checked_sub(there).filter(|added| *added > 0);
        let Some(added) = added else {
            let detail = ErrorDetail::Partitions {
                topic: name.clone(),
                there,
                wanted: count,
            };
            return Err(refused(ErrorCode::InvalidPartitions, detail));
        };
        let assignment = if assignment.is_empty() {
            self.placed(added, replicas, out)?
        } else {
            if assignment.len() as u64 != u64::from(added) {
                return Err(ErrorCode::InvalidReplicaAssignment.into());
            }
            self.check_assignment(assignment, Some(replicas as usize))?;
            assignment.to_vec()
        };
        self.check_leaders(&assignment)?;
        self.write_partitions(topic, there, &assignment);
        out.follow(Event::PartitionsAdded {
            name: name.clone(),
            partitions: count,
        });
        Ok(())
    }

    /// How many partitions a topic has, and how many replicas the first of them.
    fn partitions_of(&self, topic: TopicId) -> (u32, u32) {
        let (mut count, mut replicas) = (0, 0);
        for (partition, registration) in &self.image().partitions {
            if partition.topic == topic {
                if count == 0 {
                    replicas = u32::try_from(registration.replicas.len()).unwrap_or(u32::MAX);
                }
                count += 1;
            }
        }
        (count, replicas)
    }

    fn next_topic(&self) -> TopicId {
        let last = self.image().topics.last_key_value();
        TopicId(last.map_or(0, |(id, _)| id.0) + 1)
    }

    fn assignment_of(
        &self,
        spec: &TopicSpec,
        out: &mut Out<'_>,
    ) -> Result<Vec<Vec<BrokerId>>, ApiError> {
        if spec.assignment.is_empty() {
            let partitions = spec.partitions.unwrap_or(self.config.num_partitions);
            let factor = spec.replication_factor;
            let factor = factor.unwrap_or(self.config.default_replication_factor);
            if partitions == 0 {
                return Err(ErrorCode::InvalidPartitions.into());
            }
            return self.placed(partitions, factor, out);
        }
        if spec.partitions.is_some() || spec.replication_factor.is_some() {
            return Err(ErrorCode::InvalidRequest.into());
        }
        self.check_assignment(&spec.assignment, None)?;
        Ok(spec.assignment.clone())
    }

    /// Lets the placer place so many partitions.
    fn placed(
        &self,
        partitions: u32,
        replication_factor: u32,
        out: &mut Out<'_>,
    ) -> Result<Vec<Vec<BrokerId>>, ApiError> {
        let brokers: Vec<UsableBroker> = self
            .image()
            .brokers
            .iter()
            .filter(|(_, broker)| !broker.in_controlled_shutdown)
            .map(|(id, broker)| UsableBroker {
                id: *id,
                rack: broker.rack.clone(),
                fenced: broker.fenced,
            })
            .collect();
        let mut draw = |bound| out.random_below(bound);
        let mut placer = StripedReplicaPlacer::new(&brokers, &mut draw);
        let mut assignment = Vec::new();
        for _ in 0..partitions {
            assignment.push(placer.place(replication_factor, &mut draw)?);
        }
        Ok(assignment)
    }

    /// Every list names registered brokers, each once, and as many as the others
    /// (`validateManualPartitionAssignment`).
    pub(super) fn check_assignment(
        &self,
        assignment: &[Vec<BrokerId>],
        replication_factor: Option<usize>,
    ) -> Result<(), ApiError> {
        let mut factor = replication_factor;
        for replicas in assignment {
            let mut distinct = Set::new();
            distinct.extend(replicas.iter().copied());
            let registered = |id: &BrokerId| self.image().brokers.contains_key(id);
            let same = *factor.get_or_insert(replicas.len()) == replicas.len();
            if replicas.is_empty()
                || distinct.len() < replicas.len()
                || !replicas.iter().all(registered)
                || !same
            {
                return Err(ErrorCode::InvalidReplicaAssignment.into());
            }
        }
        Ok(())
    }

    /// Every partition has somebody who may lead it.
    fn check_leaders(&self, assignment: &[Vec<BrokerId>]) -> Result<(), ApiError> {
        let led = |replicas: &Vec<BrokerId>| !self.active(replicas).is_empty();
        if assignment.iter().all(led) {
            Ok(())
        } else {
            Err(ErrorCode::InvalidReplicaAssignment.into())
        }
    }

    fn active(&self, replicas: &[BrokerId]) -> Vec<BrokerId> {
        let mut active = replicas.to_vec();
        active.retain(|id| self.image().is_active(*id));
        active
    }

    fn write_partitions(&mut self, topic: TopicId, first: u32, assignment: &[Vec<BrokerId>]) {
        for (index, replicas) in (first..).zip(assignment) {
            let isr = self.active(replicas);
            let registration = PartitionRegistration {
                replicas: replicas.clone(),
                leader: isr.first().copied(),
                isr,
                ..PartitionRegistration::default()
            };
            let partition = TopicPartition {
                topic,
                partition: PartitionIndex(index),
            };
            self.log.write(MetadataRecord::Partition {
                partition,
                registration,
            });
        }
    }
}

fn check_config(config: &Map<Arc<str>, Arc<str>>) -> Result<(), ApiError> {
    for (key, value) in config {
        TopicConfig::validate(key, value)
            .map_err(|error| refused(ErrorCode::InvalidConfig, ErrorDetail::Config(error)))?;
    }
    Ok(())
}

pub(super) fn refused(code: ErrorCode, detail: ErrorDetail) -> ApiError {
    ApiError { code, detail }
}
