//! Requests that wait at the leader (`DelayedProduce`, `DelayedFetch`): for replicas, for data, or
//! for their time to run out.

use serde::{Deserialize, Serialize};

use super::Disk;
use super::process::Process;
use crate::id::{Offset, TopicPartition};
use crate::sim::{Out, Socket, Timer};
use crate::wire::{ErrorCode, FetchRequest, ProduceResponse, Response};

/// An acks=all request whose records are in the leader's log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParkedProduce {
    /// Which partition.
    pub partition: TopicPartition,
    /// Where the records begin.
    pub base_offset: Offset,
    /// The high watermark that ends the wait: the offset after the last record.
    pub required_offset: Offset,
}

/// A fetch that found nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParkedFetch {
    /// What it asked for.
    pub request: FetchRequest,
}

impl Process {
    /// Answers what waits for the replicas of a partition and has waited long enough.
    pub(super) fn complete_produces(
        &mut self,
        partition: TopicPartition,
        disk: &Disk,
        out: &mut Out<'_>,
    ) {
        let Some(state) = self.partitions.get(&partition) else {
            return;
        };
        let Some(log) = disk.logs.get(&partition) else {
            return;
        };
        let done: Vec<_> = self
            .parked_produces
            .iter()
            .filter(|(_, parked)| parked.partition == partition)
            .filter_map(|(socket, parked)| {
                Some((
                    *socket,
                    *parked,
                    state.check_replicated(parked.required_offset, log)?,
                ))
            })
            .collect();
        for (socket, parked, result) in done {
            self.answer_produce(socket, parked, result, out);
        }
    }

    pub(super) fn produce_timed_out(&mut self, socket: Socket, out: &mut Out<'_>) {
        if let Some(parked) = self.parked_produces.get(&socket).copied() {
            self.answer_produce(socket, parked, Err(ErrorCode::RequestTimedOut), out);
        }
    }

    fn answer_produce(
        &mut self,
        socket: Socket,
        parked: ParkedProduce,
        result: Result<(), ErrorCode>,
        out: &mut Out<'_>,
    ) {
        self.parked_produces.remove(&socket);
        out.cancel_timer(Timer::ParkedProduce(socket));
        let base_offset = result.map(|()| parked.base_offset);
        let response = ProduceResponse {
            partition: parked.partition,
            base_offset,
        };
        out.respond(socket, Response::Produce(response));
    }

    /// Answers the fetches that wait for a partition and need wait no longer: there is enough data,
    /// or this broker no longer leads. A high watermark that moved is no data for a follower.
    pub(super) fn complete_fetches(
        &mut self,
        partition: TopicPartition,
        disk: &Disk,
        out: &mut Out<'_>,
    ) {
        let waiting: Vec<Socket> = self
            .parked_fetches
            .iter()
            .filter(|(_, parked)| {
                parked
                    .request
                    .partitions
                    .iter()
                    .any(|fetch| fetch.partition == partition)
            })
            .map(|(socket, _)| *socket)
            .collect();
        for socket in waiting {
            let ends = self
                .parked_fetches
                .get(&socket)
                .is_some_and(|parked| self.fetch_is_done(&parked.request, disk));
            if ends {
                self.answer_parked_fetch(socket, disk, out);
            }
        }
    }

    fn fetch_is_done(&self, request: &FetchRequest, disk: &Disk) -> bool {
        let mut available = 0;
        for fetch in &request.partitions {
            let state = self.partitions.get(&fetch.partition);
            let log = disk.logs.get(&fetch.partition);
            let Some((state, log)) = state.zip(log) else {
                return true;
            };
            let Ok(read) = state.read(request.reader, fetch, log) else {
                return true;
            };
            if read.diverging_epoch.is_some() {
                return true;
            }
            let bound = request.reader.bound(log);
            available += (bound.0 - fetch.fetch_offset.0).max(0);
        }
        available >= i64::from(request.min_bytes.max(1))
    }

    pub(super) fn fetch_waited(&mut self, socket: Socket, disk: &Disk, out: &mut Out<'_>) {
        self.answer_parked_fetch(socket, disk, out);
    }

    /// Reads again for a fetch whose wait is over: the high watermark in the answer is that of now
    /// (`DelayedFetch.onComplete`). What the fetch said of the follower counts no second time.
    fn answer_parked_fetch(&mut self, socket: Socket, disk: &Disk, out: &mut Out<'_>) {
        let Some(parked) = self.parked_fetches.remove(&socket) else {
            return;
        };
        out.cancel_timer(Timer::ParkedFetch(socket));
        let response = self.read_all(&parked.request, disk);
        out.respond(socket, Response::Fetch(response));
    }
}
