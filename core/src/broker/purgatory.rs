//! Requests that wait at the leader (`DelayedProduce`, `DelayedFetch`, `DelayedDeleteRecords`): for
//! replicas, for data, or for their time to run out.

use serde::{Deserialize, Serialize};

use super::Disk;
use super::deferred;
use super::process::Process;
use crate::id::{Offset, TopicPartition};
use crate::sim::{Out, Socket, Timer};
use crate::wire::{
    ErrorCode, FetchRequest, FetchResponse, FetchedPartition, ProduceResponse, ProducedPartition,
    Response,
};

/// A produce request that the leader has worked on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelayedProduce {
    /// Its partitions, in its order.
    pub partitions: Vec<DelayedPartition>,
}

/// One partition of a [`DelayedProduce`] (`ProducePartitionStatus`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelayedPartition {
    /// Which partition.
    pub partition: TopicPartition,
    /// Where the records begin, or why they are not in the log, or count for nothing.
    pub base_offset: Result<Offset, ErrorCode>,
    /// Of records in the log that wait for replicas: the high watermark that ends the wait, the offset
    /// after the last of them.
    pub required_offset: Option<Offset>,
}

impl DelayedPartition {
    /// The wait is over.
    fn end(&mut self, result: Result<(), ErrorCode>) {
        self.required_offset = None;
        if let Err(error) = result {
            self.base_offset = Err(error);
        }
    }
}

impl DelayedProduce {
    /// The partitions that still wait for replicas, and each the high watermark that it waits for.
    pub fn waiting(&self) -> impl Iterator<Item = (TopicPartition, Offset)> + '_ {
        let partitions = self.partitions.iter();
        partitions.filter_map(|one| Some((one.partition, one.required_offset?)))
    }

    /// The answer of a broker, as things stand. Of a partition that it does not lead it says who does
    /// (`KafkaApis.getCurrentLeader`).
    pub(super) fn response(&self, process: &Process) -> Response {
        let mut partitions = Vec::with_capacity(self.partitions.len());
        for one in &self.partitions {
            partitions.push(ProducedPartition {
                partition: one.partition,
                base_offset: one.base_offset,
                current_leader: match one.base_offset {
                    Err(ErrorCode::NotLeaderOrFollower) => process.current_leader(one.partition),
                    _ => None,
                },
            });
        }
        Response::Produce(ProduceResponse { partitions })
    }
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
        if !self.group_coordinator().shards().is_empty() {
            deferred::complete_group_writes(self, partition, disk, out);
        }
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
            let mut waiting = delayed.waiting();
            let required = waiting.find(|(waiting, _)| *waiting == partition);
            if let Some((_, required)) = required
                && let Some(result) = state.check_replicated(required, log)
            {
                done.push((*socket, result));
            }
        }
        for (socket, result) in done {
            self.end_wait(socket, partition, result, out);
        }
    }

    pub(super) fn expire_produce(&mut self, socket: Socket, out: &mut Out<'_>) {
        let Some(delayed) = self.delayed_produces.get_mut(&socket) else {
            return;
        };
        for one in &mut delayed.partitions {
            if one.required_offset.is_some() {
                one.end(Err(ErrorCode::RequestTimedOut));
            }
        }
        self.answer_produce(socket, out);
    }

    /// Ends the wait for a partition whose replica is gone from this broker.
    pub(super) fn refuse_delayed_produces(&mut self, partition: TopicPartition, out: &mut Out<'_>) {
        let mut refused = Vec::new();
        for (socket, delayed) in &self.delayed_produces {
            if delayed.waiting().any(|(waiting, _)| waiting == partition) {
                refused.push(*socket);
            }
        }
        for socket in refused {
            let error = ErrorCode::NotLeaderOrFollower;
            self.end_wait(socket, partition, Err(error), out);
        }
    }

    /// Notes what became of one partition of a request; the last one answers it.
    fn end_wait(
        &mut self,
        socket: Socket,
        partition: TopicPartition,
        result: Result<(), ErrorCode>,
        out: &mut Out<'_>,
    ) {
        let Some(delayed) = self.delayed_produces.get_mut(&socket) else {
            return;
        };
        for one in &mut delayed.partitions {
            if one.partition == partition {
                one.end(result);
            }
        }
        if delayed.waiting().next().is_none() {
            self.answer_produce(socket, out);
        }
    }

    fn answer_produce(&mut self, socket: Socket, out: &mut Out<'_>) {
        if let Some(delayed) = self.delayed_produces.remove(&socket) {
            out.cancel_timer(Timer::DelayedProduce(socket));
            out.respond(socket, delayed.response(self));
        }
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
