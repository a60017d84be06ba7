//! Questions about offsets: where a log begins or ends, and where a leader epoch ended.

use super::Disk;
use super::partition::Partition;
use super::process::Process;
use crate::id::Offset;
use crate::log::{Log, OffsetForEpoch};
use crate::sim::{Out, Socket};
use crate::wire::{
    EpochQuestion, ErrorCode, ListOffsetsRequest, ListOffsetsResponse, OffsetSpec,
    OffsetsForLeaderEpochRequest, OffsetsForLeaderEpochResponse, Response,
};

impl Process {
    /// Tells the first offset, or the one after the last record that the sender may read
    /// (`Partition.fetchOffsetForTimestamp`).
    pub(super) fn list_offsets(
        &mut self,
        socket: Socket,
        request: ListOffsetsRequest,
        disk: &Disk,
        out: &mut Out<'_>,
    ) {
        let partition = request.partition;
        let offset = match self.replica(partition, disk) {
            Some((state, log)) => offset_of(state, log, &request),
            None => Err(ErrorCode::UnknownTopicOrPartition),
        };
        out.respond(
            socket,
            Response::ListOffsets(ListOffsetsResponse { partition, offset }),
        );
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
) -> Result<Offset, ErrorCode> {
    state.check_leader_epoch(request.current_leader_epoch, true)?;
    let epoch_start = state
        .leadership()
        .map(|leadership| leadership.epoch_start_offset());
    match request.spec {
        OffsetSpec::Earliest => Ok(log.start_offset()),
        OffsetSpec::LogEnd => Ok(log.end_offset()),
        OffsetSpec::Latest if epoch_start.is_some_and(|start| log.high_watermark() < start) => {
            Err(ErrorCode::OffsetNotAvailable)
        }
        OffsetSpec::Latest => Ok(log.high_watermark()),
    }
}
