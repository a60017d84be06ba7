//! Offsets of groups that nobody uses go after a time (`GroupCoordinatorShard.cleanupGroupMetadata`,
//! `OffsetMetadataManager.cleanupExpiredOffsets`).

use super::Process;
use super::shard::{Shard, Then};
use crate::broker::Disk;
use crate::group::CoordinatorRecord;
use crate::group::classic::{ClassicGroup, ClassicGroupState, GroupId};
use crate::group::consumer_group::ConsumerGroupEffects;
use crate::id::{PartitionIndex, TopicPartition};
use crate::metadata::MetadataImage;
use crate::sim::{Out, Timer};
use crate::time::{Span, Time};

impl Process {
    pub(super) fn set_retention_clock(&self, out: &mut Out<'_>) {
        let interval = Span::from_ms(self.config.offsets_retention_check_interval_ms);
        out.set_clock(Timer::OffsetsRetention, interval);
    }

    /// Takes back what was kept long enough.
    pub(in crate::broker) fn expire_offsets(&mut self, disk: &mut Disk, out: &mut Out<'_>) {
        let mut indexes = Vec::new();
        for (index, shard) in &self.groups.shards {
            if !shard.is_loading() {
                indexes.push(*index);
            }
        }
        for index in indexes {
            out.aside(|out| self.expire_offsets_of(index, disk, out));
        }
        self.set_groups_timer(out);
        self.set_retention_clock(out);
    }

    fn expire_offsets_of(&mut self, index: PartitionIndex, disk: &mut Disk, out: &mut Out<'_>) {
        let minutes = self.config.offsets_retention_minutes;
        let retention = Span::from_ms(minutes.saturating_mul(60_000));
        let metadata = self.metadata.clone();
        let Some(shard) = self.groups.shards.get_mut(&index) else {
            return;
        };
        let mut effects = ConsumerGroupEffects::default();
        let tombstones = shard.expire(out.now(), retention, &metadata, &mut effects);
        if !tombstones.is_empty() {
            self.write_records(index, tombstones, Then::Nothing, disk, out);
        }
        self.carry_out_consumer(index, effects, disk, out);
    }
}

impl Shard {
    /// What takes back the offsets that were kept long enough. A group of which nothing is left, and that
    /// nobody is in, goes with them.
    fn expire(
        &mut self,
        now: Time,
        retention: Span,
        metadata: &MetadataImage,
        effects: &mut ConsumerGroupEffects,
    ) -> Vec<CoordinatorRecord> {
        let mut tombstones = Vec::new();
        for group in self.group_ids() {
            let mut are_all_expired = true;
            for partition in self.partitions_of(&group) {
                let since = self.unused_since(&group, partition, metadata);
                if since.is_some_and(|since| now.since(since) >= retention) {
                    tombstones.push(CoordinatorRecord::OffsetCommit {
                        group_id: group.clone(),
                        partition,
                        value: None,
                    });
                } else {
                    are_all_expired = false;
                }
            }
            if are_all_expired {
                tombstones.extend(self.delete_classic(&group));
                // One that has members stays.
                let _ = self.consumer.delete(&group, effects);
            }
        }
        tombstones
    }

    /// Every group of which anything is known, once.
    #[must_use]
    pub fn group_ids(&self) -> Vec<GroupId> {
        let mut ids: Vec<GroupId> = self.offsets.groups().cloned().collect();
        ids.extend(self.classic.ids().cloned());
        for group in self.consumer.iter() {
            ids.push(group.id.clone());
        }
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    pub(super) fn partitions_of(&self, group: &GroupId) -> Vec<TopicPartition> {
        let mut partitions = Vec::new();
        for (partition, _) in self.offsets.of_group(group).into_iter().flatten() {
            partitions.push(*partition);
        }
        partitions
    }

    /// Since when nobody uses a committed offset (`Group.offsetExpirationCondition`); none while somebody
    /// may.
    fn unused_since(
        &self,
        id: &GroupId,
        partition: TopicPartition,
        metadata: &MetadataImage,
    ) -> Option<Time> {
        let topic = metadata.topics.get(&partition.topic);
        let topic = topic.map(|topic| &topic.name);
        let committed = self.offsets.get(id, partition)?.commit_time;
        if let Some(group) = self.consumer.group(id) {
            let mut members = group.members.values();
            let is_read = members.any(|member| {
                let topics = &member.metadata.subscribed_topic_names;
                topic.is_some_and(|topic| topics.contains(topic))
            });
            return (!is_read).then_some(committed);
        }
        match self.classic.group(id) {
            Some(group) if topic.is_some_and(|topic| group.subscribes_to(topic)) => None,
            Some(group) => self.classic_unused_since(group, committed),
            // Consumers that chose their partitions themselves.
            None => Some(committed),
        }
    }

    fn classic_unused_since(&self, group: &ClassicGroup, committed: Time) -> Option<Time> {
        match group.state {
            ClassicGroupState::Empty => {
                let empty_since = self.empty_since.get(&group.id).copied();
                Some(empty_since.unwrap_or(committed))
            }
            ClassicGroupState::Stable => Some(committed),
            _ => None,
        }
    }
}
