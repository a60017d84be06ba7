//! What the admin client is about to do, and what it waits for: for whoever explains that.

use super::{Admin, InFlightRequest};
use crate::client::cluster::Cluster;
use crate::command::AdminCommand;
use crate::id::{BrokerId, TopicPartition};
use crate::sim::ConnectionId;

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
