//! What clients are about to do, and what they wait for: for whoever explains that.

use std::sync::Arc;

use super::admin::{Admin, InFlightRequest};
use super::batch::ProducerBatch;
use super::cluster::Cluster;
use super::consumer::{Choice, Consumer};
use super::producer::{InFlight, Producer};
use crate::command::AdminCommand;
use crate::id::{BrokerId, Offset, PartitionIndex, TopicPartition};
use crate::sim::ConnectionId;
use crate::time::{Span, Time};

impl Producer {
    /// The first batch of a partition that was sent and has no answer, and on which connection.
    #[must_use]
    pub(crate) fn unanswered(
        &self,
        partition: TopicPartition,
    ) -> Option<(ConnectionId, &ProducerBatch)> {
        for (connection, requests) in &self.in_flight {
            for request in requests {
                let InFlight::Produce(batches, _) = request else {
                    continue;
                };
                let mut batches = batches.iter().filter(|batch| !batch.is_done);
                if let Some(batch) = batches.find(|batch| batch.partition == partition) {
                    return Some((*connection, batch));
                }
            }
        }
        None
    }

    /// The next batch of a partition that is to be sent.
    #[must_use]
    pub(crate) fn next_batch(&self, partition: TopicPartition) -> Option<&ProducerBatch> {
        self.accumulator.first(partition)
    }

    /// When a batch has taken too long in all.
    #[must_use]
    pub(crate) fn delivers_until(&self, batch: &ProducerBatch) -> Time {
        batch.created + Span::from_ms(self.config.delivery_timeout_ms())
    }

    /// The first record whose partition the producer has not heard of, and until when its `send` waits.
    #[must_use]
    pub(crate) fn first_unplaced(&self) -> Option<(Arc<str>, Option<PartitionIndex>, Time)> {
        let (topic, partition) = self.unplaced.first()?.destination();
        Some((topic, partition, self.unplaced_until()?))
    }
}

impl Consumer {
    /// The partitions that it is to read.
    pub(crate) fn assignment(&self) -> Vec<(Arc<str>, PartitionIndex)> {
        let mut assigned = Vec::new();
        if let Choice::Assigned(chosen) = &self.subscription.choice {
            for one in chosen {
                assigned.push((Arc::clone(&one.topic), one.index));
            }
            return assigned;
        }
        for partition in self.subscription.partitions.keys() {
            if let Some(topic) = self.cluster.name_of(partition.topic) {
                assigned.push((topic, partition.partition));
            }
        }
        assigned
    }

    /// The connection on which it has asked for records of a partition from its position on, or for a
    /// position; or any on which something is unanswered.
    #[must_use]
    pub(crate) fn reads_on(
        &self,
        partition: TopicPartition,
        from: Option<Offset>,
    ) -> Option<ConnectionId> {
        for (connection, requests) in &self.in_flight {
            if requests.iter().any(|asked| asked.is_about(partition, from)) {
                return Some(*connection);
            }
        }
        None
    }
}

impl Admin {
    /// The first call without an answer, and on which connection it was asked for.
    #[must_use]
    pub(crate) fn unanswered(&self) -> Option<(ConnectionId, &AdminCommand)> {
        for (connection, requests) in &self.in_flight {
            for request in requests {
                if let InFlightRequest::Call(call) = request {
                    return Some((*connection, &call.command));
                }
            }
        }
        None
    }

    /// The first call that is not sent.
    #[must_use]
    pub(crate) fn next_call(&self) -> Option<&AdminCommand> {
        self.waiting.first().map(|call| &call.command)
    }

    /// The partition whose leader a call is for, and that leader, as far as they are known.
    #[must_use]
    pub(crate) fn leader_for(
        &self,
        command: &AdminCommand,
    ) -> Option<(TopicPartition, Option<BrokerId>)> {
        let AdminCommand::DeleteRecords {
            topic, partition, ..
        } = command
        else {
            return None;
        };
        let partition = self.cluster.partition(topic, *partition)?;
        let leader = self.cluster.leader(partition);
        Some((partition, leader.map(|(leader, _)| leader)))
    }

    /// What it knows of the cluster.
    #[must_use]
    pub(crate) fn cluster(&self) -> &Cluster {
        &self.cluster
    }
}
