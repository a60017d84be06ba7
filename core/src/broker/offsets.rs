//! Questions about offsets: where a log begins or ends, and where a leader epoch ended.

use super::Disk;
use super::partition::Partition;
use super::process::Process;
use crate::id::Offset;
use crate::log::{Log, OffsetForEpoch};
use crate::sim::{Out, Socket};
use crate::time::Time;
use crate::wire::{
    EpochQuestion, ErrorCode, ListOffsetsRequest, ListOffsetsResponse, OffsetSpec,
    OffsetsForLeaderEpochRequest, OffsetsForLeaderEpochResponse, Response,
};

impl Process {
    /// Tells the first offset, the one after the last record that the sender may read, or that of the first
    /// record from a time on (`Partition.fetchOffsetForTimestamp`).
    pub(super) fn list_offsets(
        &mut self,
        socket: Socket,
        request: ListOffsetsRequest,
        disk: &Disk,
        out: &mut Out<'_>,
    ) {
        let partition = request.partition;
        let mut leader_epoch = None;
        let offset = match self.replica(partition, disk) {
            Some((state, log)) => {
                let offset = offset_of(state, log, &request);
                let known = offset.ok().flatten();
                leader_epoch = known.and_then(|offset| log.epochs().epoch_for_offset(offset));
                offset
            }
            None => Err(ErrorCode::UnknownTopicOrPartition),
        };
        let response = ListOffsetsResponse {
            partition,
            offset,
            leader_epoch,
        };
        out.respond(socket, Response::ListOffsets(response));
    }

    /// Tells where leader epochs ended (`Partition.lastOffsetForLeaderEpoch`); only the leader does.
    pub(super) fn offsets_for_leader_epoch(
        &mut self,
        socket: Socket,
        request: &OffsetsForLeaderEpochRequest,
        disk: &Disk,
        out: &mut Out<'_>,
    ) {
        let mut partitions = Vec::with_capacity(request.partitions.len());
        for question in &request.partitions {
            let end = match self.replica(question.partition, disk) {
                Some((state, log)) => end_of_epoch(state, log, question),
                None => Err(ErrorCode::UnknownTopicOrPartition),
            };
            partitions.push((question.partition, end));
        }
        let response = OffsetsForLeaderEpochResponse { partitions };
        out.respond(socket, Response::OffsetsForLeaderEpoch(response));
    }
}

fn end_of_epoch(
    state: &Partition,
    log: &Log,
    question: &EpochQuestion,
) -> Result<Option<OffsetForEpoch>, ErrorCode> {
    state.check_leader_epoch(question.current_leader_epoch, true)?;
    Ok(log
        .epochs()
        .end_offset_for(question.leader_epoch, log.end_offset()))
}

/// A new leader cannot say which record is the last committed one before it has committed its
/// epoch's beginning. A follower is told the log's own end.
fn offset_of(
    state: &Partition,
    log: &Log,
    request: &ListOffsetsRequest,
) -> Result<Option<Offset>, ErrorCode> {
    state.check_leader_epoch(request.current_leader_epoch, true)?;
    let epoch_start = state
        .leadership()
        .map(|leadership| leadership.epoch_start_offset());
    let is_unsure = epoch_start.is_some_and(|start| log.high_watermark() < start);
    match request.spec {
        OffsetSpec::Earliest => Ok(Some(log.start_offset())),
        OffsetSpec::LogEnd => Ok(Some(log.end_offset())),
        OffsetSpec::Latest if is_unsure => Err(ErrorCode::OffsetNotAvailable),
        OffsetSpec::Latest => Ok(Some(log.high_watermark())),
        OffsetSpec::Timestamp(from) => match first_created(log, from) {
            Some(offset) if offset < log.high_watermark() => Ok(Some(offset)),
            // What lies above may be committed already, by the leader before.
            _ if is_unsure => Err(ErrorCode::OffsetNotAvailable),
            _ => Ok(None),
        },
    }
}

/// The first record that was created then or later.
fn first_created(log: &Log, from: Time) -> Option<Offset> {
    for (offset, _, record) in log.records() {
        if record.timestamp >= from {
            return Some(offset);
        }
    }
    None
}
