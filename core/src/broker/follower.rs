//! A follower's fetch loop: which partitions are replicated from whom, and what is asked next
//! (`AbstractFetcherThread.doWork`).

use super::Disk;
use super::fetcher::{Fetcher, InFlightRequest, Phase};
use super::process::Process;
use super::truncation;
use crate::id::{BrokerId, NodeId, TopicPartition};
use crate::sim::{Channel, ConnectionId, Out, Timer};
use crate::time::{Span, Time};
use crate::wire::{FetchPartition, FetchRequest, Reader, Request};

impl Process {
    pub(super) fn to_leader(&self, leader: BrokerId) -> ConnectionId {
        ConnectionId {
            client: self.me.into(),
            server: leader.into(),
            channel: Channel::Fetcher,
        }
    }

    /// Replicates a partition from this leader and from no other; without a leader, from none.
    pub(super) fn follow(
        &mut self,
        partition: TopicPartition,
        leader: Option<BrokerId>,
        disk: &Disk,
    ) {
        self.stop_fetching(partition);
        let Some((leader, log)) = leader.zip(disk.logs.get(&partition)) else {
            return;
        };
        let phase = truncation::first_phase(log, self.config.semantics.truncation);
        self.fetchers.get_or_default(leader).add(partition, phase);
    }

    pub(super) fn stop_fetching(&mut self, partition: TopicPartition) {
        for fetcher in self.fetchers.values_mut() {
            fetcher.remove(partition);
        }
    }

    /// Fetchers without a partition end, and their connections with them.
    pub(super) fn drop_idle_fetchers(&mut self, out: &mut Out<'_>) {
        let idle: Vec<BrokerId> = self
            .fetchers
            .iter()
            .filter(|(_, fetcher)| fetcher.is_idle())
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

    pub(super) fn run_all_fetchers(&mut self, disk: &mut Disk, out: &mut Out<'_>) {
        let leaders: Vec<BrokerId> = self.fetchers.keys().copied().collect();
        for leader in leaders {
            self.run_fetcher(leader, disk, out);
        }
    }

    /// Asks the next thing, unless an answer is still to come: first where a log is to go on that is
    /// out of range, then where logs are to be cut, and then for records.
    pub(super) fn run_fetcher(&mut self, leader: BrokerId, disk: &mut Disk, out: &mut Out<'_>) {
        let idle = |fetcher: &Fetcher| fetcher.in_flight.is_none();
        if !self.fetchers.get(&leader).is_some_and(idle) {
            return;
        }
        self.truncate_to_high_watermarks(leader, disk, out);
        let Some(fetcher) = self.fetchers.get(&leader) else {
            return;
        };
        let now = out.now();
        let next = self
            .next_log_offset(fetcher, disk, now)
            .or_else(|| self.next_epoch_ends(fetcher, disk, now))
            .or_else(|| self.next_fetch(fetcher, disk, now));
        let Some((asked, request)) = next else {
            if let Some(at) = fetcher.next_ready() {
                out.set_timer_at(Timer::Fetcher(leader), at);
            }
            return;
        };
        let connection = self.to_leader(leader);
        out.send(connection, request);
        let timeout = Span::from_ms(self.config.replica_socket_timeout_ms);
        out.set_timer(Timer::RequestTimeout(connection), timeout);
        if let Some(fetcher) = self.fetchers.get_mut(&leader) {
            fetcher.in_flight = Some(asked);
        }
    }

    /// Everything from the end of each log on. Today's followers say which epoch their last record is
    /// of, so that the leader sees whether the two logs differ.
    fn next_fetch(
        &self,
        fetcher: &Fetcher,
        disk: &Disk,
        now: Time,
    ) -> Option<(InFlightRequest, Request)> {
        let tells_epoch = truncation::happens_on_fetch(self.config.semantics.truncation);
        let mut partitions = Vec::with_capacity(fetcher.partitions.len());
        for partition in fetcher.ready(Phase::Fetch, now) {
            if let Some((state, log)) = self.replica(partition, disk) {
                partitions.push(FetchPartition {
                    partition,
                    current_leader_epoch: Some(state.leader_epoch()),
                    fetch_offset: log.end_offset(),
                    last_fetched_epoch: log.epochs().latest().filter(|_| tells_epoch),
                    log_start_offset: log.start_offset(),
                    max_bytes: u32::MAX,
                });
            }
        }
        if partitions.is_empty() {
            return None;
        }
        let request = FetchRequest {
            reader: Reader::Follower {
                replica: self.me,
                broker_epoch: self.broker_epoch(),
            },
            max_wait_ms: self.config.replica_fetch_wait_max_ms,
            min_bytes: self.config.replica_fetch_min_bytes,
            max_bytes: u32::MAX,
            partitions: partitions.clone(),
        };
        Some((InFlightRequest::Fetch(partitions), Request::Fetch(request)))
    }

    /// The connection to a leader broke: every partition on it pauses.
    pub(super) fn pause_fetcher(&mut self, connection: ConnectionId, out: &mut Out<'_>) {
        let NodeId::Broker(leader) = connection.server else {
            return;
        };
        let at = out.now() + self.fetch_backoff();
        let Some(fetcher) = self.fetchers.get_mut(&leader) else {
            return;
        };
        fetcher.in_flight = None;
        for state in fetcher.partitions.values_mut() {
            state.pause = Some(at);
        }
        out.set_timer_at(Timer::Fetcher(leader), at);
    }

    pub(super) fn fetch_backoff(&self) -> Span {
        Span::from_ms(self.config.replica_fetch_backoff_ms)
    }
}
