//! A follower's fetcher: one for each leader that the broker follows (`ReplicaFetcherThread`).

use serde::{Deserialize, Serialize};

use crate::id::TopicPartition;
use crate::sorted::{Map, Set};
use crate::time::Time;
use crate::wire::FetchPartition;

/// A fetcher: what it replicates, and the fetch that is under way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Fetcher {
    /// The partitions that it replicates, and until when a partition pauses after an error.
    pub(super) partitions: Map<TopicPartition, Option<Time>>,
    /// Partitions whose leader epoch is over: they wait for new metadata.
    pub(super) failed: Set<TopicPartition>,
    /// What the fetch that is under way asked for.
    pub(super) in_flight: Option<Vec<FetchPartition>>,
}

impl Fetcher {
    /// The partitions that may be fetched now.
    pub(super) fn ready(&self, now: Time) -> impl Iterator<Item = TopicPartition> + '_ {
        self.partitions
            .iter()
            .filter(move |(partition, pause)| {
                !self.failed.contains(partition) && pause.is_none_or(|until| until <= now)
            })
            .map(|(partition, _)| *partition)
    }

    /// When the next pause is over.
    pub(super) fn next_ready(&self) -> Option<Time> {
        self.partitions
            .iter()
            .filter(|(partition, _)| !self.failed.contains(partition))
            .filter_map(|(_, pause)| *pause)
            .min()
    }
}
