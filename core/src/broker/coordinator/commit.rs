//! OffsetCommit and OffsetFetch (`OffsetMetadataManager`).

use super::Process;
use super::shard::{Shard, Then};
use crate::broker::Disk;
use crate::group::classic::Effects;
use crate::group::{CoordinatorRecord, OffsetAndTime};
use crate::id::PartitionIndex;
use crate::sim::{Out, Socket};
use crate::wire::{
    ErrorCode, OffsetCommitPartition, OffsetCommitRequest, OffsetCommitResponse,
    OffsetFetchRequest, OffsetFetchResponse, Response,
};

impl Process {
    /// A group has read so far: that is written, and answered once it is committed
    /// (`OffsetMetadataManager.commitOffset`).
    pub(super) fn commit_offsets(
        &mut self,
        index: PartitionIndex,
        socket: Socket,
        request: &OffsetCommitRequest,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let mut effects = Effects::default();
        let allowed = match self.groups.shards.get_mut(&index) {
            Some(shard) => shard.take_commit(request, &mut effects),
            None => Err(ErrorCode::NotCoordinator),
        };
        self.carry_out_classic(index, effects, disk, out);
        let (mut records, mut partitions) = (Vec::new(), Vec::new());
        for one in &request.partitions {
            let result = allowed.and_then(|()| self.check_commit(one));
            if result.is_ok() {
                records.push(CoordinatorRecord::OffsetCommit {
                    group_id: request.committer.group_id.clone(),
                    partition: one.partition,
                    value: Some(OffsetAndTime {
                        committed: one.committed.clone(),
                        commit_time: out.now(),
                    }),
                });
            }
            partitions.push((one.partition, result));
        }
        let answer = Response::OffsetCommit(OffsetCommitResponse { partitions });
        if records.is_empty() {
            self.answer_after_writes(index, socket, answer, out);
        } else {
            self.write_records(index, records, Then::Answer(socket, answer), disk, out);
        }
        self.set_groups_timer(out);
    }

    /// How a commit would be refused that were read now.
    #[must_use]
    pub(crate) fn refuses_commit(&self, request: &OffsetCommitRequest) -> Option<ErrorCode> {
        let index = match self.coordinating(&request.committer.group_id) {
            Ok(index) => index,
            Err(error) => return Some(error),
        };
        let shard = self.groups.shards.get(&index)?;
        if let Err(error) = shard.may_commit(request) {
            return Some(error);
        }
        let mut partitions = request.partitions.iter();
        partitions.find_map(|one| self.check_commit(one).err())
    }

    fn check_commit(&self, one: &OffsetCommitPartition) -> Result<(), ErrorCode> {
        if !self.metadata.partitions.contains_key(&one.partition) {
            return Err(ErrorCode::UnknownTopicOrPartition);
        }
        let longest = usize::try_from(self.config.offset_metadata_max_bytes).unwrap_or(usize::MAX);
        if one.committed.metadata.len() > longest {
            return Err(ErrorCode::OffsetMetadataTooLarge);
        }
        Ok(())
    }
}

impl Shard {
    /// Whether offsets may be committed, by the rules of the group's protocol.
    fn may_commit(&self, request: &OffsetCommitRequest) -> Result<(), ErrorCode> {
        let committer = &request.committer;
        if self.consumer.group(&committer.group_id).is_none() {
            return self.classic.may_commit(committer);
        }
        let mut partitions = Vec::new();
        for one in &request.partitions {
            partitions.push(one.partition);
        }
        self.consumer.validate_offset_commit(committer, &partitions)
    }

    /// The same, and what else comes of it in a group of the classic protocol.
    fn take_commit(
        &mut self,
        request: &OffsetCommitRequest,
        effects: &mut Effects,
    ) -> Result<(), ErrorCode> {
        let committer = &request.committer;
        match self.consumer.group(&committer.group_id) {
            None => self.classic.validate_offset_commit(committer, effects),
            Some(_) => self.may_commit(request),
        }
    }

    /// What a group has committed (`OffsetMetadataManager.fetchOffsets`).
    pub(super) fn fetch_offsets(&self, request: &OffsetFetchRequest) -> OffsetFetchResponse {
        let id = &request.group_id;
        if self.consumer.group(id).is_some() {
            let member = request.member_id.as_ref();
            (self.consumer).validate_offset_fetch(id, member, request.member_epoch)?;
        }
        let group = self.offsets.of_group(id);
        let mut offsets = Vec::new();
        match &request.partitions {
            Some(partitions) => {
                for partition in partitions {
                    let kept = group.and_then(|group| group.get(partition));
                    offsets.push((*partition, kept.map(|kept| kept.committed.clone())));
                }
            }
            None => {
                for (partition, kept) in group.into_iter().flatten() {
                    offsets.push((*partition, Some(kept.committed.clone())));
                }
            }
        }
        Ok(offsets)
    }
}
