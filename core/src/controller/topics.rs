//! New topics and new partitions (`ReplicationControlManager.createTopics`, `createPartitions`).

use std::sync::Arc;

use super::Controller;
use super::deferred;
use super::refusal::{invalid_assignment, invalid_config, missing, unplaceable};
use crate::config::{
    MIN_INSYNC_REPLICAS, TopicConfig, is_internal_topic, topic_names_collide, validate_topic_name,
};
use crate::id::{BrokerId, PartitionIndex, TopicId, TopicPartition};
use crate::line::count;
use crate::metadata::{ConfigResource, MetadataRecord, PartitionRegistration, TopicSpec};
use crate::sim::Out;
use crate::trace::Event;
use crate::wire::{Api, ApiError, AssignmentError, ErrorCode, ErrorDetail};

impl Controller {
    /// Makes a topic. Its name is checked first, then its settings, then its replicas: of several errors
    /// the administrator is told the first.
    pub(super) fn create_topic(
        &mut self,
        spec: &TopicSpec,
        out: &mut Out<'_>,
    ) -> Result<(), ApiError> {
        self.check_name(&spec.name)?;
        for (key, value) in &spec.config {
            TopicConfig::validate(key, value).map_err(invalid_config)?;
        }
        let assignment = self.replicas_of_topic(spec, out)?;
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
        if spec.config.contains_key(MIN_INSYNC_REPLICAS) {
            self.clear_elr(Some(topic));
        }
        self.write_partitions(topic, 0, &assignment);
        out.follow(Event::TopicCreated {
            name: spec.name.clone(),
            partitions: count(assignment.len()),
        });
        Ok(())
    }

    /// Adds partitions to a topic, so that it has `wanted`.
    pub(super) fn create_partitions(
        &mut self,
        name: &Arc<str>,
        wanted: u32,
        assignment: &[Vec<BrokerId>],
        out: &mut Out<'_>,
    ) -> Result<(), ApiError> {
        let topic = self.image().topic_named(name);
        let topic = topic.ok_or_else(|| missing(Api::CreatePartitions, name, None))?;
        let (there, replicas) = self.partitions_of(topic);
        let Some(added) = wanted.checked_sub(there).filter(|added| *added > 0) else {
            let detail = ErrorDetail::Partitions {
                topic: name.clone(),
                there,
                wanted,
            };
            return Err(ApiError::new(ErrorCode::InvalidPartitions, detail));
        };
        let assignment = if assignment.is_empty() {
            self.place_replicas(added, replicas, out)
                .map_err(|error| unplaceable(ErrorDetail::AddedReplicas(error)))?
        } else {
            let given = count(assignment.len());
            if given != added {
                return Err(invalid_assignment(AssignmentError::Count { added, given }));
            }
            self.check_assignment(assignment, there, Some(replicas))?;
            assignment.to_vec()
        };
        self.write_partitions(topic, there, &assignment);
        out.follow(Event::PartitionsAdded {
            name: name.clone(),
            partitions: wanted,
        });
        Ok(())
    }

    /// Checks that a topic may have this name, and that no other has it or one that would give it the same
    /// metrics.
    fn check_name(&self, name: &Arc<str>) -> Result<(), ApiError> {
        let topic = name.clone();
        if let Err(error) = validate_topic_name(name) {
            let detail = ErrorDetail::TopicName { topic, error };
            return Err(ApiError::new(ErrorCode::InvalidTopic, detail));
        }
        if self.image().topic_named(name).is_some() {
            let detail = ErrorDetail::TopicExists(topic);
            return Err(ApiError::new(ErrorCode::TopicAlreadyExists, detail));
        }
        let mut topics = self.image().topics.values();
        match topics.find(|other| topic_names_collide(&other.name, name)) {
            None => Ok(()),
            Some(other) => {
                let existing = other.name.clone();
                let detail = ErrorDetail::Collision { topic, existing };
                Err(ApiError::new(ErrorCode::InvalidTopic, detail))
            }
        }
    }

    fn replicas_of_topic(
        &self,
        spec: &TopicSpec,
        out: &mut Out<'_>,
    ) -> Result<Vec<Vec<BrokerId>>, ApiError> {
        if !spec.assignment.is_empty() {
            if spec.partitions.is_some() || spec.replication_factor.is_some() {
                return Err(ErrorCode::InvalidRequest.into());
            }
            self.check_assignment(&spec.assignment, 0, None)?;
            return Ok(spec.assignment.clone());
        }
        deferred::place_topic(self, spec, out)
    }

    /// Places the replicas of a topic that does not say where they are to stand.
    pub(super) fn place_topic(
        &self,
        spec: &TopicSpec,
        out: &mut Out<'_>,
    ) -> Result<Vec<Vec<BrokerId>>, ApiError> {
        let factor = spec.replication_factor;
        let factor = factor.unwrap_or(self.config.default_replication_factor);
        let partitions = spec.partitions.unwrap_or(self.config.num_partitions);
        for (number, code) in [
            (factor, ErrorCode::InvalidReplicationFactor),
            (partitions, ErrorCode::InvalidPartitions),
        ] {
            if number == 0 {
                return Err(ApiError::new(code, ErrorDetail::NotPositive));
            }
        }
        let mut assignment = self
            .place_replicas(partitions, factor, out)
            .map_err(|error| {
                unplaceable(ErrorDetail::Replicas {
                    replication_factor: factor,
                    error,
                })
            })?;
        self.settle_places(&spec.name, &mut assignment);
        Ok(assignment)
    }

    /// Partitions of an internal topic stand where the scenario says, if it says so.
    fn settle_places(&self, topic: &str, assignment: &mut [Vec<BrokerId>]) {
        if !is_internal_topic(topic) {
            return;
        }
        for placed in &self.placed {
            let index = usize::try_from(placed.partition.0).unwrap_or(usize::MAX);
            if let Some(replicas) = assignment.get_mut(index)
                && *placed.topic == *topic
            {
                replicas.clone_from(&placed.replicas);
            }
        }
    }

    /// How many partitions a topic has, and how many replicas the first of them.
    fn partitions_of(&self, topic: TopicId) -> (u32, u32) {
        let (mut partitions, mut replicas) = (0, 0);
        for (partition, registration) in &self.image().partitions {
            if partition.topic == topic {
                if partitions == 0 {
                    replicas = count(registration.replicas.len());
                }
                partitions += 1;
            }
        }
        (partitions, replicas)
    }

    fn next_topic(&self) -> TopicId {
        let last = self.image().topics.last_key_value();
        TopicId(last.map_or(0, |(id, _)| id.0) + 1)
    }

    /// The replicas that are active are the first ISR, and the first of them leads.
    fn write_partitions(&mut self, topic: TopicId, first: u32, assignment: &[Vec<BrokerId>]) {
        for (index, replicas) in (first..).zip(assignment) {
            let mut isr = replicas.clone();
            isr.retain(|id| self.image().is_active(*id));
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
