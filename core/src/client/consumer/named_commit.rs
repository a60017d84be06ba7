//! `commitSync` of an offset that the application names (`ClassicKafkaConsumer.commitSync(Map)`). The partition need not
//! be assigned: only the coordinator looks who may commit. Here partitions are told by their topic's id, so that one
//! of which the client has not heard waits until it has; Kafka sends the topic's name instead.

use serde::{Deserialize, Serialize};

use super::Consumer;
use super::commit::CommitMode;
use super::error::ConsumerError;
use super::subscription::Position;
use crate::group::assignor::NamedPartition;
use crate::id::Offset;
use crate::sim::Out;

/// A commit of a partition of which the client has not heard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NamedCommit {
    pub(crate) partition: NamedPartition,
    pub(super) offset: Offset,
}

impl Consumer {
    /// The application commits an offset and waits for that.
    ///
    /// # Errors
    /// If it is in no group, or there is no such offset.
    pub(super) fn commit_offset(
        &mut self,
        partition: NamedPartition,
        offset: Offset,
        out: &mut Out<'_>,
    ) -> Result<(), ConsumerError> {
        if offset < Offset::ZERO {
            return Err(ConsumerError::NegativeCommit);
        }
        self.needs_group()?;
        self.begin_commit(self.application.after_call(), out);
        self.named_commit = Some(NamedCommit { partition, offset });
        self.commit_named(out);
        Ok(())
    }

    /// Commits it once the client has heard of the partition.
    pub(super) fn commit_named(&mut self, out: &mut Out<'_>) {
        let Some(NamedCommit { partition, offset }) = &self.named_commit else {
            return;
        };
        let Some(partition) = self
            .cluster
            .partition(&partition.topic, partition.partition)
        else {
            self.ask_later(out);
            return self.check_committer(out);
        };
        let position = Position {
            offset: *offset,
            epoch: None,
            leader: None,
        };
        self.named_commit = None;
        self.commit(CommitMode::Sync, vec![(partition, position)], out);
    }

    /// Who may not commit is told so as soon as the coordinator is known.
    fn check_committer(&mut self, out: &mut Out<'_>) {
        if self.coordinator.broker.is_none() {
            self.find_coordinator(out);
        } else if let Some(error) = self.obstacle_to_commit() {
            self.raise(error, out);
        }
    }
}
