//! Requests that wait at the leader (`DelayedProduce`, `DelayedFetch`): for replicas, for data, or
//! for their time to run out.

use serde::{Deserialize, Serialize};

use super::Disk;
use super::process::Process;
use crate::id::{Offset, TopicPartition};
use crate::sim::{Out, Socket, Timer};
use crate::wire::{
    ErrorCode, FetchRequest, FetchResponse, FetchedPartition, ProduceResponse, Response,
};

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
            self.answer_parked_fetch(socket, false, disk, out);
        }
    }

    pub(super) fn fetch_waited(&mut self, socket: Socket, disk: &Disk, out: &mut Out<'_>) {
        self.answer_parked_fetch(socket, true, disk, out);
    }

    /// Reads again for a parked fetch, and answers if its wait is over or there is enough by now:
    /// the high watermark in the answer is that of now (`DelayedFetch.onComplete`). What the fetch
    /// said of the follower counts no second time.
    fn answer_parked_fetch(
        &mut self,
        socket: Socket,
        waited: bool,
        disk: &Disk,
        out: &mut Out<'_>,
    ) {
        let Some(ParkedFetch { request }) = self.parked_fetches.get(&socket) else {
            return;
        };
        let response = self.read_all(request, disk);
        if waited || is_enough(&response, request.min_bytes) {
            self.parked_fetches.remove(&socket);
            out.cancel_timer(Timer::ParkedFetch(socket));
            out.respond(socket, Response::Fetch(response));
        }
    }
}

/// Whether a fetch need wait no longer, be it new or parked: there is enough to read, or something
/// to tell. A batch counts whole, as it is sent.
pub(super) fn is_enough(response: &FetchResponse, min_bytes: u32) -> bool {
    let tells = |read: &FetchedPartition| read.error.is_some() || read.diverging_epoch.is_some();
    let batches = response.partitions.iter().flat_map(|read| &read.batches);
    let records: usize = batches.map(|batch| batch.records.len()).sum();
    let wanted = usize::try_from(min_bytes.max(1)).unwrap_or(usize::MAX);
    response.partitions.is_empty() || response.partitions.iter().any(tells) || records >= wanted
}
