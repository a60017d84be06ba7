//! Moving a partition to other replicas (`alterPartitionReassignments`).

use std::sync::Arc;

use super::Controller;
use super::partition_change::ElectionKind;
use super::reassignment_replicas::ReassignmentReplicas;
use super::refusal::{invalid_assignment, missing};
use crate::id::{BrokerId, PartitionIndex, TopicPartition};
use crate::metadata::PartitionRegistration;
use crate::sim::Out;
use crate::trace::Event;
use crate::wire::{Api, ApiError, AssignmentError, ErrorCode};

impl Controller {
    /// Begins a move, changes where one that is under way goes, or cancels it.
    pub(super) fn reassign(
        &mut self,
        topic: &Arc<str>,
        partition: PartitionIndex,
        replicas: Option<&Vec<BrokerId>>,
        out: &mut Out<'_>,
    ) -> Result<(), ApiError> {
        let api = Api::AlterPartitionReassignments;
        let (at, before) = self.partition_of(api, topic, partition)?;
        if let Some(replicas) = replicas {
            return self.change_replicas(at, &before, replicas, out);
        }
        if self.cancel_reassignment(at, &before, out)? {
            return Ok(());
        }
        let topic = topic.clone();
        let unclean = AssignmentError::UncleanRevert { topic, partition };
        Err(invalid_assignment(unclean))
    }

    fn change_replicas(
        &mut self,
        partition: TopicPartition,
        before: &PartitionRegistration,
        replicas: &[BrokerId],
        out: &mut Out<'_>,
    ) -> Result<(), ApiError> {
        self.check_replicas(replicas, None)?;
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
        self.trace_reassignment(partition, before, None, out);
        Ok(())
    }

    /// Takes the replicas back that a move was adding (`PartitionReassignmentRevert`). Where nobody
    /// else is in sync, the first replica is to lead, which is unclean; whether the topic allowed it.
    fn cancel_reassignment(
        &mut self,
        partition: TopicPartition,
        before: &PartitionRegistration,
        out: &mut Out<'_>,
    ) -> Result<bool, ApiError> {
        if before.adding.is_empty() && before.removing.is_empty() {
            return Err(ErrorCode::NoReassignmentInProgress.into());
        }
        let ongoing = ReassignmentReplicas {
            removing: before.removing.clone(),
            adding: before.adding.clone(),
            replicas: before.replicas.clone(),
        };
        let replicas = ongoing.original();
        if !self.may_cancel(partition, before) {
            return Ok(false);
        }
        let kind = self.election_kind(partition.topic);
        let mut isr = in_sync_before(before);
        if isr.is_empty() {
            isr.extend(replicas.first());
        }
        let acceptable = |id: BrokerId| self.image().is_active(id);
        let change = self
            .change_of(partition, before, &acceptable)
            .election(kind)
            .target_isr(isr)
            .target_replicas(replicas, Vec::new(), Vec::new())
            .build();
        self.write_change(partition, before, change, out);
        out.trace(Event::ReassignmentStarted {
            partition,
            adding: Vec::new(),
            removing: Vec::new(),
        });
        Ok(true)
    }

    /// Whether a move can be cancelled: somebody else is in sync, or the topic allows unclean elections.
    pub(super) fn may_cancel(
        &self,
        partition: TopicPartition,
        before: &PartitionRegistration,
    ) -> bool {
        let is_unclean = self.election_kind(partition.topic) == ElectionKind::Unclean;
        is_unclean || !in_sync_before(before).is_empty()
    }

    /// The partition that an administrator names, and how it stands.
    pub(super) fn partition_of(
        &self,
        api: Api,
        topic: &Arc<str>,
        partition: PartitionIndex,
    ) -> Result<(TopicPartition, PartitionRegistration), ApiError> {
        let Some(id) = self.image().topic_named(topic) else {
            return Err(missing(api, topic, None));
        };
        let at = TopicPartition {
            topic: id,
            partition,
        };
        match self.image().partitions.get(&at) {
            Some(registration) => Ok((at, registration.clone())),
            None => Err(missing(api, topic, Some(partition))),
        }
    }
}

/// The in-sync replicas that a move was not adding.
fn in_sync_before(registration: &PartitionRegistration) -> Vec<BrokerId> {
    let mut isr = registration.isr.clone();
    isr.retain(|id| !registration.adding.contains(id));
    isr
}
