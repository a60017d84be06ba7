//! A follower's fetcher: one for each leader that the broker follows (`ReplicaFetcherThread`). It asks
//! its leader one thing at a time.

use serde::{Deserialize, Serialize};

use crate::id::{LeaderEpoch, Offset, TopicPartition};
use crate::sorted::{Map, Set};
use crate::time::Time;
use crate::wire::{EpochQuestion, FetchPartition};

/// A fetcher: what it replicates, and what it has asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Fetcher {
    pub(super) partitions: Map<TopicPartition, FetchState>,
    /// Partitions whose leader epoch is over: they wait for new metadata.
    pub(super) failed: Set<TopicPartition>,
    pub(super) in_flight: Option<InFlightRequest>,
}

/// How a partition is replicated (`PartitionFetchState`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FetchState {
    pub(super) phase: Phase,
    /// Until when it pauses after an error.
    pub(super) pause: Option<Time>,
}

/// What comes next for a partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// To cut the log to its own high watermark.
    TruncateToHighWatermark,
    /// To ask where the log's last epoch ended on the leader (KIP-101).
    AskForEpochEnd,
    /// To ask where the leader's log ends: the leader does not have the offset that was asked for.
    AskForLogEnd,
    /// To ask where the leader's log starts, which does not end before this one.
    AskForLogStart,
    /// To fetch.
    Fetch,
}

/// What a fetcher has asked its leader and was not told yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum InFlightRequest {
    /// For records.
    Fetch(Vec<FetchPartition>),
    /// Where epochs ended.
    EpochEnds(Vec<EpochQuestion>),
    /// Where a log starts or ends.
    LogOffset {
        leader_epoch: LeaderEpoch,
        /// The offset that was out of range.
        fetch_offset: Offset,
    },
}

impl Fetcher {
    /// Replicates a partition from now on.
    pub(super) fn add(&mut self, partition: TopicPartition, phase: Phase) {
        self.failed.remove(&partition);
        self.partitions
            .insert(partition, FetchState { phase, pause: None });
    }

    pub(super) fn remove(&mut self, partition: TopicPartition) {
        self.partitions.remove(&partition);
        self.failed.remove(&partition);
    }

    /// What comes next for a partition, whatever it waits for.
    pub(super) fn phase(&self, partition: TopicPartition) -> Option<Phase> {
        self.partitions.get(&partition).map(|state| state.phase)
    }

    pub(super) fn set_phase(&mut self, partition: TopicPartition, phase: Phase) {
        if let Some(state) = self.partitions.get_mut(&partition) {
            state.phase = phase;
        }
    }

    /// A partition pauses after an error; one that does already goes on when it was to.
    pub(super) fn delay(&mut self, partition: TopicPartition, now: Time, until: Time) {
        if let Some(state) = self.partitions.get_mut(&partition)
            && state.pause.is_none_or(|pause| pause <= now)
        {
            state.pause = Some(until);
        }
    }

    /// The leader speaks of a later epoch: the partition waits for metadata.
    pub(super) fn fail(&mut self, partition: TopicPartition) {
        self.partitions.remove(&partition);
        self.failed.insert(partition);
    }

    /// The partitions in a phase that do not pause.
    pub(super) fn ready(
        &self,
        phase: Phase,
        now: Time,
    ) -> impl Iterator<Item = TopicPartition> + '_ {
        self.partitions
            .iter()
            .filter(move |(_, state)| {
                state.phase == phase && state.pause.is_none_or(|until| until <= now)
            })
            .map(|(partition, _)| *partition)
    }

    /// When the next pause is over.
    pub(super) fn next_ready(&self) -> Option<Time> {
        self.partitions
            .values()
            .filter_map(|state| state.pause)
            .min()
    }

    /// Whether it has nothing to do, and nothing to wait for.
    pub(super) fn is_idle(&self) -> bool {
        self.partitions.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{PartitionIndex, TopicId};

    const ORDERS: TopicPartition = TopicPartition {
        topic: TopicId(1),
        partition: PartitionIndex(0),
    };

    #[test]
    fn a_partition_pauses_until_its_time_and_a_second_error_does_not_prolong_that() {
        let mut fetcher = Fetcher::default();
        fetcher.add(ORDERS, Phase::Fetch);
        fetcher.delay(ORDERS, Time(0), Time(10));
        fetcher.delay(ORDERS, Time(5), Time(15));
        for (now, ready) in [(9, 0), (10, 1)] {
            assert_eq!(fetcher.ready(Phase::Fetch, Time(now)).count(), ready);
        }
        assert_eq!(fetcher.ready(Phase::AskForEpochEnd, Time(10)).count(), 0);
        fetcher.delay(ORDERS, Time(11), Time(21));
        assert_eq!(fetcher.next_ready(), Some(Time(21)));
    }

    #[test]
    fn a_partition_that_failed_waits_until_it_is_added_again() {
        let mut fetcher = Fetcher::default();
        fetcher.add(ORDERS, Phase::Fetch);
        fetcher.fail(ORDERS);
        assert_eq!(fetcher.phase(ORDERS), None);
        fetcher.add(ORDERS, Phase::Fetch);
        assert_eq!(fetcher.phase(ORDERS), Some(Phase::Fetch));
    }
}
