//! Requests that wait at the leader (`DelayedProduce`, `DelayedFetch`, `DelayedDeleteRecords`): for
//! replicas, for data, or for their time to run out.

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
pub struct DelayedProduce {
    /// Which partition.
    pub partition: TopicPartition,
    /// Where the records begin.
    pub base_offset: Offset,
    /// The high watermark that ends the wait: the offset after the last record.
    pub required_offset: Offset,
}

/// A fetch that found nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelayedFetch {
    /// What it asked for.
    pub request: FetchRequest,
}

/// A deletion of records that the leader has carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelayedDeleteRecords {
    /// Which partition.
    pub partition: TopicPartition,
    /// The log start that every live replica is to have.
    pub required_offset: Offset,
}

impl Process {
    /// Answers whatever waits for a partition and need wait no longer
    /// (`Partition.tryCompleteDelayedRequests`).
    pub(super) fn complete_delayed_requests(
        &mut self,
        partition: TopicPartition,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        self.complete_produces(partition, disk, out);
        self.complete_fetches(partition, disk, out);
        self.complete_deletes(partition, disk, out);
        self.complete_group_writes(partition, disk, out);
    }

    /// On a slow broker, other threads get in between the move of a high watermark and the look at what
    /// waited for it. If the ISR shrinks or the minimum grows meanwhile, that look finds too few
    /// replicas after the append.
    pub(super) fn postpone_completion(&mut self, partition: TopicPartition, out: &mut Out<'_>) {
        if self.postponed_completions.insert(partition) {
            out.set_timer(Timer::Purgatory(partition), out.slowness());
        }
    }

    /// Looks, late, at what waited for a high watermark that has moved.
    pub(super) fn complete_postponed(
        &mut self,
        partition: TopicPartition,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        self.postponed_completions.remove(&partition);
        self.complete_delayed_requests(partition, disk, out);
    }

    /// Answers what waits for the replicas of a partition and has waited long enough.
    pub(super) fn complete_produces(
        &mut self,
        partition: TopicPartition,
        disk: &Disk,
        out: &mut Out<'_>,
    ) {
        if self.delayed_produces.is_empty() {
            return;
        }
        let Some((state, log)) = self.replica(partition, disk) else {
            return;
        };
        let mut done = Vec::new();
        for (socket, delayed) in &self.delayed_produces {
            if delayed.partition == partition
                && let Some(result) = state.check_replicated(delayed.required_offset, log)
            {
                done.push((*socket, *delayed, result));
            }
        }
        for (socket, delayed, result) in done {
            self.answer_produce(socket, delayed, result, out);
        }
    }

    pub(super) fn expire_produce(&mut self, socket: Socket, out: &mut Out<'_>) {
        if let Some(delayed) = self.delayed_produces.get(&socket).copied() {
            self.answer_produce(socket, delayed, Err(ErrorCode::RequestTimedOut), out);
        }
    }

    /// Answers what waits for a partition whose replica is gone from this broker.
    pub(super) fn refuse_delayed_produces(&mut self, partition: TopicPartition, out: &mut Out<'_>) {
        let mut refused = Vec::new();
        for (socket, delayed) in &self.delayed_produces {
            if delayed.partition == partition {
                refused.push((*socket, *delayed));
            }
        }
        for (socket, delayed) in refused {
            let error = ErrorCode::NotLeaderOrFollower;
            self.answer_produce(socket, delayed, Err(error), out);
        }
    }

    fn answer_produce(
        &mut self,
        socket: Socket,
        delayed: DelayedProduce,
        result: Result<(), ErrorCode>,
        out: &mut Out<'_>,
    ) {
        self.delayed_produces.remove(&socket);
        out.cancel_timer(Timer::DelayedProduce(socket));
        let base_offset = result.map(|()| delayed.base_offset);
        let response = ProduceResponse {
            partition: delayed.partition,
            base_offset,
        };
        out.respond(socket, Response::Produce(response));
    }

    /// Answers the fetches that wait for a partition and need wait no longer: there is enough data,
    /// or this broker may not serve them any more. A high watermark that moved is no data for a
    /// follower.
    pub(super) fn complete_fetches(
        &mut self,
        partition: TopicPartition,
        disk: &Disk,
        out: &mut Out<'_>,
    ) {
        let mut done = Vec::new();
        for (socket, delayed) in &self.delayed_fetches {
            let mut asked = delayed.request.partitions.iter();
            if asked.any(|fetch| fetch.partition == partition)
                && self.need_not_wait(&delayed.request, disk)
            {
                done.push(*socket);
            }
        }
        for socket in done {
            self.complete_fetch(socket, disk, out);
        }
    }

    /// Reads again for a delayed fetch, and answers: the high watermark in the answer is that of now
    /// (`DelayedFetch.onComplete`). What the fetch said of the follower counts no second time.
    pub(super) fn complete_fetch(&mut self, socket: Socket, disk: &Disk, out: &mut Out<'_>) {
        if let Some(DelayedFetch { request }) = self.delayed_fetches.remove(&socket) {
            let response = self.read_all(&request, disk, out);
            out.cancel_timer(Timer::DelayedFetch(socket));
            out.respond(socket, Response::Fetch(response));
        }
    }

    /// Whether a delayed fetch has something to be told: enough records in all, or anything else
    /// (`DelayedFetch.tryComplete`). It looks at offsets only, and reads nothing.
    pub(super) fn need_not_wait(&self, request: &FetchRequest, disk: &Disk) -> bool {
        let mut records = 0;
        for fetch in &request.partitions {
            let found = self
                .replica(fetch.partition, disk)
                .and_then(|(state, log)| state.records_for(&request.reader, fetch, log));
            match found {
                Some(found) => records += found,
                None => return true,
            }
        }
        records >= u64::from(request.min_bytes.max(1))
    }
}

/// Whether a new fetch need not wait: there is enough to read, or something to tell. A batch counts
/// whole, as it is sent.
pub(super) fn is_enough(response: &FetchResponse, min_bytes: u32) -> bool {
    let tells = |read: &FetchedPartition| {
        read.error.is_some()
            || read.diverging_epoch.is_some()
            || read.preferred_read_replica.is_some()
    };
    let batches = response.partitions.iter().flat_map(|read| &read.batches);
    let records: usize = batches.map(|batch| batch.records.len()).sum();
    let wanted = usize::try_from(min_bytes.max(1)).unwrap_or(usize::MAX);
    response.partitions.is_empty() || response.partitions.iter().any(tells) || records >= wanted
}
