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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::broker::{Context, Partition};
    use crate::config::BrokerConfig;
    use crate::id::{LeaderEpoch, PartitionEpoch, PartitionIndex, TopicId};
    use crate::log::{Batch, Record};
    use crate::metadata::{MetadataImage, PartitionRegistration};
    use crate::sim::turn_of;
    use crate::time::Time;

    const ME: BrokerId = BrokerId(1);
    const ORDERS: TopicPartition = TopicPartition {
        topic: TopicId(1),
        partition: PartitionIndex(0),
    };

    /// b1, which follows b2 in epoch 3 and has one record.
    fn follower() -> (Process, Disk) {
        let config = BrokerConfig::default();
        let mut log = Log::default();
        let record = Record::new(None, Some("v1"));
        log.append(Batch::new(Offset::ZERO, LeaderEpoch(1), vec![record]));
        let registration = PartitionRegistration {
            replicas: vec![ME, BrokerId(2)],
            leader: Some(BrokerId(2)),
            leader_epoch: LeaderEpoch(3),
            partition_epoch: PartitionEpoch(3),
            ..PartitionRegistration::default()
        };
        let context = Context {
            me: ME,
            now: Time::START,
            cause: None,
            config: &config,
            metadata: &MetadataImage::EMPTY,
        };
        let mut partition = Partition::new(1);
        partition.update(&registration, 1, &mut log, &context);
        let mut process = Process::new(ME, config.into(), 1);
        process.partitions.insert(ORDERS, partition);
        process.follow(ORDERS, Some(BrokerId(2)));
        let mut disk = Disk::default();
        disk.logs.insert(ORDERS, log);
        (process, disk)
    }

    #[test]
    fn a_follower_takes_only_what_answers_the_question_that_it_would_ask_now() {
        for (leader, asked_in, asked_from, written_in, end, why) in [
            (2, 3, 1, 3, 2, "it is what it asked for"),
            (2, 3, 1, 1, 2, "an earlier leader may have written it"),
            (2, 2, 1, 2, 1, "it asked in an epoch that is over"),
            (2, 3, 0, 3, 1, "its log ends elsewhere by now"),
            (2, 3, 1, 4, 1, "no leader of its epoch wrote that"),
            (3, 3, 1, 3, 1, "it does not follow that broker"),
        ] {
            let (mut process, mut disk) = follower();
            let asked = FetchPartition {
                partition: ORDERS,
                current_leader_epoch: Some(LeaderEpoch(asked_in)),
                fetch_offset: Offset(asked_from),
                last_fetched_epoch: Some(LeaderEpoch(1)),
                log_start_offset: Offset::ZERO,
            };
            if let Some(fetcher) = process.fetchers.get_mut(&BrokerId(leader)) {
                fetcher.in_flight = Some(vec![asked]);
            }
            let record = Record::new(None, Some("v2"));
            let batch = Batch::new(Offset(1), LeaderEpoch(written_in), vec![record]);
            let response = FetchResponse {
                partitions: vec![FetchedPartition {
                    partition: ORDERS,
                    error: None,
                    high_watermark: Offset::ZERO,
                    log_start_offset: Offset::ZERO,
                    diverging_epoch: None,
                    preferred_read_replica: None,
                    batches: vec![batch],
                }],
            };
            let connection = process.to_leader(BrokerId(leader));
            turn_of(ME.into(), |out| {
                process.fetched(connection, response, &mut disk, out);
            });
            let log = disk.logs.get(&ORDERS).expect("it has the log");
            assert_eq!(log.end_offset(), Offset(end), "{why}");
        }
    }
}
