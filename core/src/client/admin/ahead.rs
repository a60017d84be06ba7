//! What the admin client is about to do, and what it waits for: for whoever explains that.

use super::{Admin, InFlightRequest};
use crate::client::Asked;
use crate::client::cluster::Cluster;
use crate::command::AdminCommand;
use crate::id::{BrokerId, TopicPartition};

impl Admin {
    /// The first call without an answer, and its request.
    #[must_use]
    pub(crate) fn unanswered(&self) -> Option<(Asked, &AdminCommand)> {
        for (connection, requests) in &self.in_flight {
            for (ahead, request) in requests.iter().enumerate() {
                if let InFlightRequest::Call(call) = request {
                    return Some((Asked::on(*connection, ahead), &call.command));
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
