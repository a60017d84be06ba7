//! What can be seen of a broker's process by whoever looks into it.

use super::lifecycle::BrokerState;
use super::process::Process;
use super::purgatory::DelayedDeleteRecords;
use super::{Phase, Proposal};
use crate::id::{BrokerId, TopicPartition};
use crate::sim::Socket;
use crate::time::Time;

/// How a broker follows a partition (`PartitionFetchState`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Following {
    /// From whom it fetches.
    pub leader: BrokerId,
    /// What comes next; none while it waits for newer metadata, since its leader spoke of a later epoch.
    pub phase: Option<Phase>,
    /// Until when it pauses after an error (`replica.fetch.backoff.ms`).
    pub pause: Option<Time>,
}

/// Another ISR that a leader has proposed and that the controller has not confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PendingProposal<'a> {
    /// What is proposed.
    pub proposal: &'a Proposal,
    /// Whether the controller was asked: one proposal at a time is.
    pub is_asked: bool,
}

impl Process {
    /// How far it has come (`BrokerState`).
    #[must_use]
    pub fn state(&self) -> BrokerState {
        self.lifecycle.state()
    }

    /// Which process of its broker it is, counted from 1: what stands for Kafka's incarnation id.
    #[must_use]
    pub fn incarnation(&self) -> u32 {
        self.lifecycle.incarnation()
    }

    /// The deletions of records that wait here for replicas.
    pub fn delayed_deletes(&self) -> impl Iterator<Item = (Socket, &DelayedDeleteRecords)> {
        let delayed = self.delayed_deletes.iter();
        delayed.map(|(socket, delayed)| (*socket, delayed))
    }

    /// How it follows a partition, where it does.
    #[must_use]
    pub fn following(&self, partition: TopicPartition) -> Option<Following> {
        for (leader, fetcher) in &self.fetchers {
            let state = fetcher.partitions.get(&partition);
            if state.is_none() && !fetcher.failed.contains(&partition) {
                continue;
            }
            return Some(Following {
                leader: *leader,
                phase: state.map(|state| state.phase),
                pause: state.and_then(|state| state.pause),
            });
        }
        None
    }

    /// The ISR of a partition that it leads, as proposed and not confirmed.
    #[must_use]
    pub fn pending_proposal(&self, partition: TopicPartition) -> Option<PendingProposal<'_>> {
        let proposal = self.proposals.unanswered(partition)?;
        Some(PendingProposal {
            proposal,
            is_asked: self.proposals.in_flight() == Some(partition),
        })
    }
}
