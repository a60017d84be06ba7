//! What a consumer reads, and what it has asked for: for whoever explains that.

use std::sync::Arc;

use super::network::InFlightRequest;
use super::{Choice, Consumer};
use crate::id::{Offset, PartitionIndex, TopicPartition};
use crate::sim::ConnectionId;

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

    /// Whether a heartbeat of its has no answer yet, in either protocol.
    #[must_use]
    pub(crate) fn heartbeat_is_under_way(&self) -> bool {
        self.is_under_way(&|asked| {
            matches!(
                asked,
                InFlightRequest::Heartbeat(_) | InFlightRequest::ConsumerHeartbeat
            )
        })
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
