//! What a follower does: fetch, append, set its high watermark, and cut its log back where it
//! differs from the leader's (`AbstractFetcherThread`).

use super::Disk;
use super::process::Process;
use crate::id::{BrokerId, NodeId, Offset, TopicPartition};
use crate::log::{Log, OffsetForEpoch};
use crate::sim::{Channel, ConnectionId, Out, Timer};
use crate::time::Span;
use crate::trace::Event;
use crate::wire::{
    ErrorCode, FetchPartition, FetchRequest, FetchResponse, FetchedPartition, Reader, Request,
};

impl Process {
    fn to_leader(&self, leader: BrokerId) -> ConnectionId {
        ConnectionId {
            client: self.me.into(),
            server: leader.into(),
            channel: Channel::Fetcher,
        }
    }

    /// Replicates a partition from this leader and from no other; without a leader, from none.
    pub(super) fn follow(&mut self, partition: TopicPartition, leader: Option<BrokerId>) {
        self.stop_fetching(partition);
        if let Some(leader) = leader {
            self.fetchers
                .get_or_default(leader)
                .partitions
                .insert(partition, None);
        }
    }

    pub(super) fn stop_fetching(&mut self, partition: TopicPartition) {
        for fetcher in self.fetchers.values_mut() {
            fetcher.partitions.remove(&partition);
            fetcher.failed.remove(&partition);
        }
    }

    /// Fetchers without a partition end, and their connections with them.
    pub(super) fn drop_idle_fetchers(&mut self, out: &mut Out<'_>) {
        let idle: Vec<BrokerId> = self
            .fetchers
            .iter()
            .filter(|(_, fetcher)| fetcher.partitions.is_empty())
            .map(|(leader, _)| *leader)
            .collect();
        for leader in idle {
            let connection = self.to_leader(leader);
            self.fetchers.remove(&leader);
            out.close(connection);
            out.cancel_timer(Timer::RequestTimeout(connection));
            out.cancel_timer(Timer::Fetcher(leader));
        }
    }

    pub(super) fn run_all_fetchers(&mut self, disk: &Disk, out: &mut Out<'_>) {
        let leaders: Vec<BrokerId> = self.fetchers.keys().copied().collect();
        for leader in leaders {
            self.run_fetcher(leader, disk, out);
        }
    }

    /// Sends the next fetch, unless one is under way: for every partition that does not pause, from
    /// the end of its log.
    pub(super) fn run_fetcher(&mut self, leader: BrokerId, disk: &Disk, out: &mut Out<'_>) {
        let Some(fetcher) = self.fetchers.get(&leader) else {
            return;
        };
        if fetcher.in_flight.is_some() {
            return;
        }
        let partitions: Vec<FetchPartition> = fetcher
            .ready(out.now())
            .filter_map(|partition| self.next_fetch(partition, disk))
            .collect();
        if partitions.is_empty() {
            if let Some(at) = fetcher.next_ready() {
                out.set_timer_at(Timer::Fetcher(leader), at);
            }
            return;
        }
        let request = FetchRequest {
            reader: Reader::Follower {
                replica: self.me,
                broker_epoch: self.broker_epoch(),
            },
            max_wait_ms: self.config.replica_fetch_wait_max_ms,
            min_bytes: self.config.replica_fetch_min_bytes,
            partitions: partitions.clone(),
        };
        let connection = self.to_leader(leader);
        out.send(connection, Request::Fetch(request));
        let timeout = Span::from_ms(self.config.replica_socket_timeout_ms);
        out.set_timer(Timer::RequestTimeout(connection), timeout);
        if let Some(fetcher) = self.fetchers.get_mut(&leader) {
            fetcher.in_flight = Some(partitions);
        }
    }

    fn next_fetch(&self, partition: TopicPartition, disk: &Disk) -> Option<FetchPartition> {
        let state = self.partitions.get(&partition)?;
        let log = disk.logs.get(&partition)?;
        Some(FetchPartition {
            partition,
            current_leader_epoch: Some(state.leader_epoch()),
            fetch_offset: log.end_offset(),
            last_fetched_epoch: log.epochs().latest(),
            log_start_offset: log.start_offset(),
        })
    }

    /// The connection to a leader broke: every partition on it pauses.
    pub(super) fn fetcher_failed(&mut self, connection: ConnectionId, out: &mut Out<'_>) {
        let NodeId::Broker(leader) = connection.server else {
            return;
        };
        let at = out.now() + Span::from_ms(self.config.replica_fetch_backoff_ms);
        let Some(fetcher) = self.fetchers.get_mut(&leader) else {
            return;
        };
        fetcher.in_flight = None;
        for pause in fetcher.partitions.values_mut() {
            *pause = Some(at);
        }
        out.set_timer_at(Timer::Fetcher(leader), at);
    }

    pub(super) fn fetched(
        &mut self,
        connection: ConnectionId,
        response: FetchResponse,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        out.cancel_timer(Timer::RequestTimeout(connection));
        let NodeId::Broker(leader) = connection.server else {
            return;
        };
        let Some(fetcher) = self.fetchers.get_mut(&leader) else {
            return;
        };
        let asked = fetcher.in_flight.take().unwrap_or_default();
        for read in response.partitions {
            if let Some(fetch) = asked.iter().find(|fetch| fetch.partition == read.partition) {
                out.aside(|out| self.take(leader, fetch, read, disk, out));
            }
        }
        self.run_fetcher(leader, disk, out);
    }

    /// Takes one partition's part of an answer, if it still answers what this follower would ask
    /// now (`processFetchRequest`).
    fn take(
        &mut self,
        leader: BrokerId,
        fetch: &FetchPartition,
        read: FetchedPartition,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let partition = fetch.partition;
        let follows = self
            .fetchers
            .get(&leader)
            .is_some_and(|fetcher| fetcher.partitions.contains_key(&partition));
        let same_epoch = self
            .partitions
            .get(&partition)
            .is_some_and(|state| Some(state.leader_epoch()) == fetch.current_leader_epoch);
        let Some(log) = disk.logs.get_mut(&partition) else {
            return;
        };
        if !follows || !same_epoch || log.end_offset() != fetch.fetch_offset {
            return;
        }
        match (read.error, read.diverging_epoch) {
            (Some(error), _) => self.fetch_refused(leader, partition, error, out),
            (None, Some(leader_end)) => truncate(partition, leader_end, log, out),
            (None, None) => append(partition, fetch, read, log, out),
        }
    }

    fn fetch_refused(
        &mut self,
        leader: BrokerId,
        partition: TopicPartition,
        error: ErrorCode,
        out: &mut Out<'_>,
    ) {
        out.trace(Event::RequestFailed {
            api: crate::wire::Api::Fetch,
            error,
        });
        let until = out.now() + Span::from_ms(self.config.replica_fetch_backoff_ms);
        let Some(fetcher) = self.fetchers.get_mut(&leader) else {
            return;
        };
        if error == ErrorCode::FencedLeaderEpoch {
            fetcher.failed.insert(partition);
        }
        fetcher.partitions.insert(partition, Some(until));
    }
}

/// Appends what was fetched, and sets the high watermark to what the leader said, within the log: it
/// is set, not raised, and may go back (`ReplicaFetcherThread.processPartitionData`). Batches of a
/// later epoch than the fetch's are not taken (KAFKA-18723).
fn append(
    partition: TopicPartition,
    fetch: &FetchPartition,
    read: FetchedPartition,
    log: &mut Log,
    out: &mut Out<'_>,
) {
    let base_offset = log.end_offset();
    for batch in read.batches {
        if Some(batch.leader_epoch) <= fetch.current_leader_epoch
            && batch.base_offset == log.end_offset()
        {
            log.append(batch);
        }
    }
    let end_offset = log.end_offset();
    if let Some(leader_epoch) = log.epochs().latest().filter(|_| end_offset > base_offset) {
        out.follow(Event::FollowerAppended {
            partition,
            base_offset,
            end_offset,
            leader_epoch,
        });
    }
    let from = log.set_high_watermark(read.high_watermark);
    let to = log.high_watermark();
    if from != to {
        out.trace(Event::FollowerHighWatermarkSet {
            partition,
            from,
            to,
        });
    }
}

/// Cuts the log back to where it agrees with the leader's, as far as one answer tells
/// (`getOffsetTruncationState`). If the leader's epoch is unknown here, the next fetch asks about an
/// earlier one.
fn truncate(
    partition: TopicPartition,
    leader_end: OffsetForEpoch,
    log: &mut Log,
    out: &mut Out<'_>,
) {
    let from = log.end_offset();
    let high_watermark_before = log.high_watermark();
    let to = truncation_offset(log, leader_end);
    log.truncate_to(to);
    if to < from {
        out.follow(Event::Truncated {
            partition,
            from,
            to,
            high_watermark_before,
        });
    }
}

fn truncation_offset(log: &Log, leader_end: OffsetForEpoch) -> Offset {
    let end = log.end_offset();
    match log.epochs().end_offset_for(leader_end.epoch, end) {
        Some(own) if own.epoch == leader_end.epoch => {
            own.end_offset.min(leader_end.end_offset).min(end)
        }
        Some(own) => own.end_offset.min(end),
        None => leader_end.end_offset.min(end),
    }
}
