//! From whom a consumer reads, and what it does with the answers (`AbstractFetch`, `FetchCollector`).

use serde::{Deserialize, Serialize};

use super::consumer::Consumer;
use crate::id::{BrokerId, TopicPartition};
use crate::sim::Out;
use crate::time::{Span, Time};
use crate::trace::Event;
use crate::wire::{ErrorCode, FetchPartition, FetchResponse, FetchedPartition};

/// The replica from which a partition is read instead of from its leader (`preferredReadReplica`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ReadReplica {
    pub(super) replica: BrokerId,
    /// Until when the consumer believes in it; then it asks the leader again.
    until: Time,
}

/// What a consumer does after an answer, the more careful the later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Next {
    /// It reads on.
    GoOn,
    /// It waits for a moment (`retry.backoff.ms`).
    Pause,
    /// It asks who leads.
    AskForMetadata,
}

impl Consumer {
    /// From whom a partition is read: from the replica that its leader named, for as long as the
    /// consumer believes what it knows of the cluster and that replica's broker is alive, else from the
    /// leader (`AbstractFetch.selectReadReplica`).
    pub(super) fn where_to_read(
        &mut self,
        partition: TopicPartition,
        leader: BrokerId,
        out: &mut Out<'_>,
    ) -> BrokerId {
        let Some(chosen) = self.read_replicas.get(&partition).copied() else {
            return leader;
        };
        let is_alive = self.cluster.has_broker(chosen.replica);
        if chosen.until > out.now() && is_alive {
            return chosen.replica;
        }
        self.read_replicas.remove(&partition);
        if !is_alive {
            self.ask_later(out);
        }
        leader
    }

    pub(super) fn fetched(
        &mut self,
        asked: &[FetchPartition],
        response: FetchResponse,
        out: &mut Out<'_>,
    ) {
        let mut next = Next::GoOn;
        for read in response.partitions {
            let Some(fetch) = asked.iter().find(|fetch| fetch.partition == read.partition) else {
                continue;
            };
            match read.error {
                Some(error) => next = next.max(self.fetch_refused(fetch, error)),
                None => self.take(fetch, &read, out),
            }
        }
        match next {
            Next::GoOn => self.go_on(out),
            Next::Pause => self.pause(out),
            Next::AskForMetadata => self.ask_later(out),
        }
    }

    /// Hands the application what was read, if it still follows on its position, and goes where the
    /// leader sends it.
    fn take(&mut self, fetch: &FetchPartition, read: &FetchedPartition, out: &mut Out<'_>) {
        let partition = fetch.partition;
        if let Some(replica) = read.preferred_read_replica {
            let until = out.now() + Span::from_ms(self.config.metadata_max_age_ms);
            let chosen = ReadReplica { replica, until };
            self.read_replicas.insert(partition, chosen);
        }
        let first_offset = fetch.fetch_offset;
        let next_offset = read
            .batches
            .last()
            .map_or(first_offset, crate::log::Batch::next_offset);
        if next_offset > first_offset && self.position(partition) == Some(first_offset) {
            self.consumed += u64::try_from(next_offset.0 - first_offset.0).unwrap_or(0);
            self.positions.insert(partition, next_offset);
            out.trace(Event::RecordsConsumed {
                partition,
                first_offset,
                next_offset,
            });
        }
    }

    /// Why a partition could not be read decides what comes next (`FetchCollector.handleInitializeErrors`).
    /// An offset that a follower does not have may well be the leader's: only there the position is
    /// lost.
    fn fetch_refused(&mut self, fetch: &FetchPartition, error: ErrorCode) -> Next {
        let partition = fetch.partition;
        match error {
            ErrorCode::OffsetOutOfRange => {
                let by_leader = self.read_replicas.remove(&partition).is_none();
                if by_leader && self.position(partition) == Some(fetch.fetch_offset) {
                    self.positions.remove(&partition);
                    self.resetting.insert(partition, fetch.fetch_offset);
                }
                Next::GoOn
            }
            ErrorCode::UnknownLeaderEpoch => Next::Pause,
            error if error.is_about_metadata() || error == ErrorCode::OffsetNotAvailable => {
                self.read_replicas.remove(&partition);
                Next::AskForMetadata
            }
            _ => Next::Pause,
        }
    }
}
