//! A broker becomes the coordinator of a partition's groups, and ceases to be
//! (`GroupCoordinatorService.onElection`, `onResignation`, `CoordinatorLoaderImpl`).

use std::sync::Arc;

use super::Process;
use super::shard::{PendingWrite, Shard, Then, written};
use crate::broker::Disk;
use crate::config::GROUP_METADATA_TOPIC;
use crate::group::CoordinatorRecord;
use crate::group::classic::{Effects, GroupId, GroupMetadata};
use crate::group::consumer_group::{ConsumerGroupEffects, ConsumerGroupRecord};
use crate::id::{LeaderEpoch, PartitionIndex, TopicPartition};
use crate::log::Log;
use crate::sim::{Out, Timer};
use crate::sorted::Map;
use crate::time::{Span, Time};
use crate::wire::ErrorCode;

/// How long it takes to read the log: a thread of its own does it, so that others are refused meanwhile.
/// No setting of Kafka's.
const LOAD_TIME: Span = Span::from_ms(5);

impl Process {
    /// Takes up the partitions of `__consumer_offsets` that this broker leads by now, and lays down those
    /// that it does not (`BrokerMetadataPublisher.updateCoordinator`).
    pub(in crate::broker) fn update_coordinator<'a>(
        &mut self,
        changed: impl Iterator<Item = &'a TopicPartition>,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let Some(topic) = self.metadata.topic_named(GROUP_METADATA_TOPIC) else {
            return;
        };
        for partition in changed {
            if partition.topic != topic {
                continue;
            }
            let state = self.partitions.get(partition);
            let leads = state.filter(|state| state.leadership().is_some());
            match leads.map(|state| state.leader_epoch()) {
                Some(epoch) => self.elected(partition.partition, epoch, out),
                None => self.resign(partition.partition, disk, out),
            }
        }
        self.set_groups_timer(out);
    }

    /// A coordinator that is elected again goes on; another one reads the log first.
    fn elected(&mut self, index: PartitionIndex, leader_epoch: LeaderEpoch, out: &mut Out<'_>) {
        if let Some(shard) = self.groups.shards.get_mut(&index) {
            shard.leader_epoch = leader_epoch;
            return;
        }
        if self.groups.shards.is_empty() {
            self.set_retention_clock(out);
        }
        let loaded_at = out.now() + LOAD_TIME + out.slowness();
        let shard = Shard::new(leader_epoch, loaded_at, &self.config);
        self.groups.shards.insert(index, shard);
    }

    /// Whoever waits here is to look for the coordinator that comes next.
    fn resign(&mut self, index: PartitionIndex, disk: &mut Disk, out: &mut Out<'_>) {
        let Some(shard) = self.groups.shards.get_mut(&index) else {
            return;
        };
        let (mut classic, mut consumer) = (Effects::default(), ConsumerGroupEffects::default());
        shard.classic.unload(&mut classic);
        shard.consumer.unload(&mut consumer);
        let writes = core::mem::take(&mut shard.writes);
        self.carry_out_classic(index, classic, disk, out);
        self.carry_out_consumer(index, consumer, disk, out);
        self.groups.shards.remove(&index);
        for write in writes {
            let result = Err(ErrorCode::NotLeaderOrFollower);
            self.finish_write(index, write.then, result, disk, out);
        }
        if self.groups.shards.is_empty() {
            out.cancel_timer(Timer::OffsetsRetention);
        }
    }

    /// The log is read, to its end: groups go on from what was written of them last.
    pub(super) fn load_shard(&mut self, index: PartitionIndex, disk: &mut Disk, out: &mut Out<'_>) {
        let log = self.offsets_partition(index);
        let log = log.and_then(|partition| disk.logs.get(&partition));
        let Some((shard, log)) = self.groups.shards.get_mut(&index).zip(log) else {
            return;
        };
        shard.loaded_at = None;
        let written = shard.replay(log, out.now());
        let (mut classic, mut consumer) = (Effects::default(), ConsumerGroupEffects::default());
        let mut groups = Vec::new();
        for (_, group) in written.classic {
            groups.push(group);
        }
        shard.classic.load(groups, &mut classic);
        for (group, records) in written.consumer {
            shard.consumer.load(group, records, &mut consumer);
        }
        self.carry_out_classic(index, classic, disk, out);
        self.carry_out_consumer(index, consumer, disk, out);
    }
}

/// What a log says of groups: of a classic one its last record, of one of the consumer protocol all.
#[derive(Default)]
struct WrittenGroups {
    classic: Map<GroupId, GroupMetadata>,
    consumer: Map<GroupId, Vec<ConsumerGroupRecord>>,
}

impl WrittenGroups {
    fn note(&mut self, record: &CoordinatorRecord) {
        match record {
            CoordinatorRecord::GroupMetadata { group_id, value } => match value {
                Some(value) => {
                    self.classic.insert(group_id.clone(), value.clone());
                }
                None => {
                    self.classic.remove(group_id);
                }
            },
            CoordinatorRecord::ConsumerGroup { group_id, record } => {
                let records = self.consumer.get_or_default(group_id.clone());
                records.push(record.clone());
            }
            CoordinatorRecord::OffsetCommit { .. } => {}
        }
    }
}

impl Shard {
    /// Takes the records of a log in. Of an offset that is not committed there nobody is told before it is.
    fn replay(&mut self, log: &Log, now: Time) -> WrittenGroups {
        let mut groups = WrittenGroups::default();
        for (offset, _, record) in log.records() {
            let Some(record_of) = written(record) else {
                continue;
            };
            self.note_group(record_of, record.timestamp);
            groups.note(record_of);
            if log.is_committed(offset) {
                self.offsets.apply(record_of);
            } else {
                self.writes.push(PendingWrite {
                    end_offset: offset.plus(1),
                    records: vec![Arc::clone(record_of)],
                    then: Then::Nothing,
                    deadline: now,
                });
            }
        }
        groups
    }
}
