//! An administrator deletes a group (`GroupCoordinatorShard.deleteGroups`).

use super::Process;
use super::shard::{Shard, Then};
use crate::broker::Disk;
use crate::group::CoordinatorRecord;
use crate::group::classic::{ClassicGroupState, GroupId};
use crate::group::consumer_group::ConsumerGroupEffects;
use crate::id::PartitionIndex;
use crate::sim::{Out, Socket};
use crate::wire::{ApiError, ErrorCode, Response};

impl Process {
    /// An administrator wants a group gone, with everything that it has committed.
    pub(super) fn delete_group(
        &mut self,
        index: PartitionIndex,
        socket: Socket,
        group: &GroupId,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let mut effects = ConsumerGroupEffects::default();
        let tombstones = match self.groups.shards.get_mut(&index) {
            Some(shard) => shard.delete(group, &mut effects),
            None => Err(ErrorCode::NotCoordinator),
        };
        let mut result = Ok(());
        match tombstones {
            Ok(tombstones) if tombstones.is_empty() => {}
            Ok(tombstones) => self.write_records(index, tombstones, Then::Nothing, disk, out),
            Err(error) => result = Err(ApiError::from(error)),
        }
        self.carry_out_consumer(index, effects, disk, out);
        self.answer_after_writes(index, socket, Response::Admin(result), out);
        self.set_groups_timer(out);
    }
}

impl Shard {
    /// Forgets a group without members. What takes back what is written of it, apart from what the machine
    /// of the consumer protocol writes itself, comes back (`GroupMetadataManager.validateDeleteGroup`,
    /// `OffsetMetadataManager.deleteAllOffsets`).
    fn delete(
        &mut self,
        group: &GroupId,
        effects: &mut ConsumerGroupEffects,
    ) -> Result<Vec<CoordinatorRecord>, ErrorCode> {
        let classic = self.classic.group(group).map(|group| group.state);
        let is_consumer = self.consumer.group(group).is_some();
        if classic.is_some_and(|state| state != ClassicGroupState::Empty) {
            return Err(ErrorCode::NonEmptyGroup);
        }
        let partitions = self.partitions_of(group);
        if classic.is_none() && !is_consumer && partitions.is_empty() {
            return Err(ErrorCode::GroupIdNotFound);
        }
        if is_consumer {
            self.consumer.delete(group, effects)?;
        }
        let mut tombstones = Vec::new();
        for partition in partitions {
            tombstones.push(CoordinatorRecord::OffsetCommit {
                group_id: group.clone(),
                partition,
                value: None,
            });
        }
        tombstones.extend(self.delete_classic(group));
        Ok(tombstones)
    }

    /// Forgets a classic group that nobody is in: what takes it back comes back.
    pub(super) fn delete_classic(&mut self, group: &GroupId) -> Option<CoordinatorRecord> {
        if !self.classic.group(group)?.is_idle() {
            return None;
        }
        self.classic.delete(group);
        Some(CoordinatorRecord::GroupMetadata {
            group_id: group.clone(),
            value: None,
        })
    }
}
