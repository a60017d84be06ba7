//! What a follower does with its leader's answers (`AbstractFetcherThread.processFetchRequest`,
//! `ReplicaFetcherThread.processPartitionData`).

use super::Disk;
use super::fetcher::{Fetcher, InFlightRequest, Phase};
use super::process::Process;
use super::truncation;
use crate::id::{BrokerId, LeaderEpoch, NodeId, Offset, TopicPartition};
use crate::log::Log;
use crate::sim::{ConnectionId, Out, Timer};
use crate::trace::{Event, LogStartReason};
use crate::wire::{
    Api, ErrorCode, FetchPartition, FetchResponse, FetchedPartition, OffsetsForLeaderEpochResponse,
    Response,
};

impl Process {
    /// A leader has answered what its fetcher asked; then the fetcher asks the next thing.
    pub(super) fn on_leader_response(
        &mut self,
        connection: ConnectionId,
        response: Response,
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
        match (fetcher.in_flight.take(), response) {
            (Some(InFlightRequest::Fetch(asked)), Response::Fetch(response)) => {
                self.on_fetch_response(leader, &asked, response, disk, out);
            }
            (
                Some(InFlightRequest::EpochEnds(asked)),
                Response::OffsetsForLeaderEpoch(response),
            ) => {
                for question in asked {
                    let epoch = question.current_leader_epoch;
                    if self.still_asks(leader, question.partition, epoch, Phase::AskForEpochEnd) {
                        let OffsetsForLeaderEpochResponse { partitions } = &response;
                        let mut answers = partitions.iter();
                        if let Some((_, end)) = answers.find(|(it, _)| *it == question.partition) {
                            let end = *end;
                            out.aside(|out| {
                                self.on_epoch_end(leader, question.partition, end, disk, out);
                            });
                        }
                    }
                }
            }
            (
                Some(InFlightRequest::LogOffset {
                    leader_epoch,
                    fetch_offset,
                    ..
                }),
                Response::ListOffsets(told),
            ) => {
                let asked = (leader_epoch, fetch_offset);
                out.aside(|out| self.on_log_offset(leader, asked, told, disk, out));
            }
            _ => {}
        }
        self.run_fetcher(leader, disk, out);
    }

    /// Whether an answer still answers what this follower would ask now.
    pub(super) fn still_asks(
        &self,
        leader: BrokerId,
        partition: TopicPartition,
        epoch: Option<LeaderEpoch>,
        phase: Phase,
    ) -> bool {
        let asks = |fetcher: &Fetcher| fetcher.phase(partition) == Some(phase);
        let state = self.partitions.get(&partition);
        self.fetchers.get(&leader).is_some_and(asks)
            && state.is_some_and(|state| Some(state.leader_epoch()) == epoch)
    }

    fn on_fetch_response(
        &mut self,
        leader: BrokerId,
        asked: &[FetchPartition],
        response: FetchResponse,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        for read in response.partitions {
            if let Some(fetch) = asked.iter().find(|fetch| fetch.partition == read.partition) {
                out.aside(|out| self.take(leader, fetch, read, disk, out));
            }
        }
    }

    /// Takes one partition's part of an answer.
    fn take(
        &mut self,
        leader: BrokerId,
        fetch: &FetchPartition,
        read: FetchedPartition,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let partition = fetch.partition;
        let current = self.still_asks(leader, partition, fetch.current_leader_epoch, Phase::Fetch);
        let Some(log) = disk.logs.get_mut(&partition) else {
            return;
        };
        if !current || log.end_offset() != fetch.fetch_offset {
            return;
        }
        match (read.error, read.diverging_epoch) {
            (Some(ErrorCode::OffsetOutOfRange), _) => {
                if let Some(fetcher) = self.fetchers.get_mut(&leader) {
                    fetcher.set_phase(partition, Phase::AskForLogEnd);
                }
            }
            (Some(error), _) => self.on_fetcher_error(leader, partition, Api::Fetch, error, out),
            (None, Some(end)) => {
                truncation::on_fetch(partition, leader, end, log, out);
                disk.checkpoint_log_start(partition);
            }
            (None, None) => self.take_records(fetch, read, disk, out),
        }
    }

    /// Appends what was fetched, and goes by what the leader says of the high watermark and the log
    /// start.
    fn take_records(
        &mut self,
        fetch: &FetchPartition,
        read: FetchedPartition,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let partition = fetch.partition;
        let Some(log) = disk.logs.get_mut(&partition) else {
            return;
        };
        let (high_watermark, start) = (read.high_watermark, read.log_start_offset);
        let appended = append(fetch, read, log, out);
        let moved = set_high_watermark(partition, high_watermark, log, out);
        if raise_start(partition, start, log, out) {
            disk.checkpoint_log_start(partition);
        }
        if appended {
            self.plan_flush(partition, disk, out);
        }
        if moved {
            self.complete_fetches(partition, disk, out);
        }
    }

    /// The leader refused: the partition pauses, or waits for metadata if its epoch is over.
    pub(super) fn on_fetcher_error(
        &mut self,
        leader: BrokerId,
        partition: TopicPartition,
        api: Api,
        error: ErrorCode,
        out: &mut Out<'_>,
    ) {
        let (now, until) = (out.now(), out.now() + self.fetch_backoff());
        let state = self.partitions.get(&partition);
        let leader_epoch = state.map(|state| state.leader_epoch());
        let Some(fetcher) = self.fetchers.get_mut(&leader) else {
            return;
        };
        if error == ErrorCode::FencedLeaderEpoch {
            fetcher.fail(partition);
            out.trace(Event::FetchFenced {
                partition,
                leader,
                leader_epoch: leader_epoch.unwrap_or_default(),
            });
        } else {
            fetcher.delay(partition, now, until);
            out.trace(Event::RequestFailed { api, error });
        }
    }
}

/// Appends the batches that follow on the log's end. Those of a later epoch than the fetch's are not
/// taken (KAFKA-18723). A log that has nothing yet, and is to begin within a batch, begins with it.
fn append(
    fetch: &FetchPartition,
    read: FetchedPartition,
    log: &mut Log,
    out: &mut Out<'_>,
) -> bool {
    if let Some(first) = read.batches.first()
        && log.start_offset() == log.end_offset()
        && first.base_offset < log.end_offset()
        && first.next_offset() > log.end_offset()
    {
        log.start_over_at(first.base_offset);
    }
    let base_offset = log.end_offset();
    for batch in read.batches {
        if Some(batch.leader_epoch) <= fetch.current_leader_epoch
            && batch.base_offset == log.end_offset()
        {
            log.append(batch, out.now());
        }
    }
    let end_offset = log.end_offset();
    let appended = end_offset > base_offset;
    if let Some(leader_epoch) = log.epochs().latest().filter(|_| appended) {
        out.follow(Event::FollowerAppended {
            partition: fetch.partition,
            base_offset,
            end_offset,
            leader_epoch,
        });
    }
    appended
}

/// Sets the high watermark to what the leader said, within the log: it is set, not raised, and may go
/// back.
fn set_high_watermark(
    partition: TopicPartition,
    high_watermark: Offset,
    log: &mut Log,
    out: &mut Out<'_>,
) -> bool {
    let from = log.set_high_watermark(high_watermark);
    let to = log.high_watermark();
    if from != to {
        out.trace(Event::FollowerHighWatermarkSet {
            partition,
            from,
            to,
        });
    }
    from != to
}

/// A follower's log starts no earlier than its leader's.
fn raise_start(partition: TopicPartition, to: Offset, log: &mut Log, out: &mut Out<'_>) -> bool {
    let Ok(Some(from)) = log.raise_start(to) else {
        return false;
    };
    out.trace(Event::LogStartMoved {
        partition,
        from,
        to,
        reason: LogStartReason::LeaderOffsetIncremented,
    });
    true
}

#[cfg(test)]
mod tests;
