//! OffsetCommit, and the deletion of a group (`OffsetMetadataManager.commitOffset`,
//! `GroupCoordinatorShard.deleteGroups`).

use super::Process;
use super::shard::{Shard, Then};
use crate::broker::Disk;
use crate::group::classic::{ClassicGroupState, Effects, GroupId};
use crate::group::{CoordinatorRecord, OffsetAndTime};
use crate::id::PartitionIndex;
use crate::sim::{Out, Socket};
use crate::wire::{
    ErrorCode, OffsetCommitPartition, OffsetCommitRequest, OffsetCommitResponse, Response,
};

impl Process {
    /// A group has read so far: that is written, and answered once it is committed.
    pub(super) fn commit_offsets(
        &mut self,
        index: PartitionIndex,
        socket: Socket,
        request: &OffsetCommitRequest,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let committer = &request.committer;
        let mut effects = Effects::default();
        let allowed = match self.groups.shards.get_mut(&index) {
            Some(shard) => shard
                .classic
                .validate_offset_commit(committer, &mut effects),
            None => Err(ErrorCode::NotCoordinator),
        };
        self.carry_out_group_effects(index, effects, disk, out);
        let (mut records, mut partitions) = (Vec::new(), Vec::new());
        for one in &request.partitions {
            let result = allowed.and_then(|()| self.check_commit(one));
            if result.is_ok() {
                records.push(CoordinatorRecord::OffsetCommit {
                    group_id: committer.group_id.clone(),
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

    /// An administrator wants a group gone, with everything that it has committed.
    pub(super) fn delete_group(
        &mut self,
        index: PartitionIndex,
        socket: Socket,
        group: &GroupId,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let shard = self.groups.shards.get_mut(&index);
        let tombstones = match shard {
            Some(shard) => shard.tombstones_of(group),
            None => Err(ErrorCode::NotCoordinator),
        };
        match tombstones {
            Err(error) => out.respond(socket, Response::Admin(Err(error.into()))),
            Ok(tombstones) => {
                if let Some(shard) = self.groups.shards.get_mut(&index) {
                    shard.classic.delete(group);
                }
                let answer = Then::Answer(socket, Response::Admin(Ok(())));
                self.write_records(index, tombstones, answer, disk, out);
            }
        }
        self.set_groups_timer(out);
    }
}

impl Shard {
    /// What takes back everything that is written of a group without members
    /// (`GroupMetadataManager.validateDeleteGroup`, `OffsetMetadataManager.deleteAllOffsets`).
    fn tombstones_of(&self, group: &GroupId) -> Result<Vec<CoordinatorRecord>, ErrorCode> {
        let known = self.classic.group(group);
        let is_empty = |state| matches!(state, ClassicGroupState::Empty | ClassicGroupState::Dead);
        if known.is_some_and(|known| !is_empty(known.state)) {
            return Err(ErrorCode::NonEmptyGroup);
        }
        let offsets = self.offsets.of_group(group);
        if known.is_none() && offsets.is_none() {
            return Err(ErrorCode::GroupIdNotFound);
        }
        let mut tombstones = Vec::new();
        for partition in offsets.into_iter().flat_map(|offsets| offsets.keys()) {
            tombstones.push(CoordinatorRecord::OffsetCommit {
                group_id: group.clone(),
                partition: *partition,
                value: None,
            });
        }
        if known.is_some() {
            tombstones.push(CoordinatorRecord::GroupMetadata {
                group_id: group.clone(),
                value: None,
            });
        }
        Ok(tombstones)
    }
}
