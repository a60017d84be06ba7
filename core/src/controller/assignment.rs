//! Moving a partition to other replicas (`alterPartitionReassignments`).

use std::sync::Arc;

use super::Controller;
use super::partition_change::ElectionKind;
use super::reassignment::ReassignmentReplicas;
use crate::id::{BrokerId, TopicPartition};
use crate::metadata::PartitionRegistration;
use crate::sim::Out;
use crate::wire::{ApiError, ErrorCode};

impl Controller {
    /// Begins a move, changes where one that is under way goes, or cancels it.
    pub(super) fn reassign(
        &mut self,
        partition: TopicPartition,
        replicas: Option<&Vec<BrokerId>>,
        out: &mut Out<'_>,
    ) -> Result<(), ApiError> {
        let before = self.image().partitions.get(&partition).cloned();
        let before = before.ok_or(ErrorCode::UnknownTopicOrPartition)?;
        match replicas {
            Some(replicas) => self.change_replicas(partition, &before, replicas, out),
            None => self.cancel_reassignment(partition, &before, out),
        }
    }

    fn change_replicas(
        &mut self,
        partition: TopicPartition,
        before: &PartitionRegistration,
        replicas: &[BrokerId],
        out: &mut Out<'_>,
    ) -> Result<(), ApiError> {
        self.check_assignment(&[replicas.to_vec()], None)?;
        let ReassignmentReplicas {
            removing,
            adding,
            replicas,
        } = ReassignmentReplicas::between(&before.replicas, replicas);
        // As in Kafka, a list that would be empty leaves the one of a move under way as it is.
        let or = |list: Vec<BrokerId>, known: &Vec<BrokerId>| {
            if list.is_empty() { known.clone() } else { list }
        };
        let (adding, removing) = (or(adding, &before.adding), or(removing, &before.removing));
        let acceptable = |id: BrokerId| self.image().is_active(id);
        let change = self
            .change_of(partition, before, &acceptable)
            .target_replicas(replicas, adding, removing)
            .build();
        self.write_change(partition, before, change, out);
        Ok(())
    }

    /// Takes the replicas back that a move was adding (`PartitionReassignmentRevert`). Where nobody
    /// else is in sync, that needs an unclean election.
    fn cancel_reassignment(
        &mut self,
        partition: TopicPartition,
        before: &PartitionRegistration,
        out: &mut Out<'_>,
    ) -> Result<(), ApiError> {
        if before.adding.is_empty() && before.removing.is_empty() {
            return Err(ErrorCode::NoReassignmentInProgress.into());
        }
        let ongoing = ReassignmentReplicas {
            removing: before.removing.clone(),
            adding: before.adding.clone(),
            replicas: before.replicas.clone(),
        };
        let replicas = ongoing.original();
        let mut isr = before.isr.clone();
        isr.retain(|id| replicas.contains(id));
        let mut kind = ElectionKind::Online;
        if isr.is_empty() {
            if self.election_kind(partition.topic) != ElectionKind::Unclean {
                return Err(ErrorCode::InvalidReplicaAssignment.into());
            }
            isr.extend(replicas.first());
            kind = ElectionKind::Unclean;
        }
        let acceptable = |id: BrokerId| self.image().is_active(id);
        let change = self
            .change_of(partition, before, &acceptable)
            .election(kind)
            .target_isr(isr)
            .target_replicas(replicas, Vec::new(), Vec::new())
            .build();
        self.write_change(partition, before, change, out);
        Ok(())
    }

    /// The partition of that topic, by its name and index.
    pub(super) fn partition_of(
        &self,
        topic: &Arc<str>,
        partition: crate::id::PartitionIndex,
    ) -> Result<TopicPartition, ApiError> {
        let topic = self.image().topic_named(topic);
        let topic = topic.ok_or(ErrorCode::UnknownTopicOrPartition)?;
        Ok(TopicPartition { topic, partition })
    }
}
