//! Offsets of groups that nobody uses go after a time (`GroupCoordinatorShard.cleanupGroupMetadata`,
//! `OffsetExpirationConditionImpl`).

use super::Process;
use super::shard::{Shard, Then};
use crate::broker::Disk;
use crate::group::CoordinatorRecord;
use crate::group::classic::{ClassicGroup, ClassicGroupState, GroupId};
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
        let minutes = self.config.offsets_retention_minutes;
        let retention = Span::from_ms(minutes.saturating_mul(60_000));
        let metadata = self.metadata.clone();
        let mut expired = Vec::new();
        for (index, shard) in &mut self.groups.shards {
            if !shard.is_loading() {
                let tombstones = shard.expire(out.now(), retention, &metadata);
                if !tombstones.is_empty() {
                    expired.push((*index, tombstones));
                }
            }
        }
        for (index, tombstones) in expired {
            self.write_records(index, tombstones, Then::Nothing, disk, out);
        }
        self.set_retention_clock(out);
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
    ) -> Vec<CoordinatorRecord> {
        let mut tombstones = Vec::new();
        let mut groups: Vec<GroupId> = self.offsets.groups().cloned().collect();
        groups.extend(self.classic.ids().cloned());
        groups.sort_unstable();
        groups.dedup();
        for id in groups {
            let group = self.classic.group(&id);
            let mut is_left = false;
            for (partition, kept) in self.offsets.of_group(&id).into_iter().flatten() {
                let topic = metadata.topics.get(&partition.topic).map(|it| &*it.name);
                let is_read =
                    |group: &ClassicGroup| topic.is_some_and(|it| group.subscribes_to(it));
                let since = match group {
                    Some(group) if is_read(group) => None,
                    Some(group) => self.unused_since(group, kept.commit_time),
                    None => Some(kept.commit_time),
                };
                if since.is_some_and(|since| now.since(since) >= retention) {
                    tombstones.push(CoordinatorRecord::OffsetCommit {
                        group_id: id.clone(),
                        partition: *partition,
                        value: None,
                    });
                } else {
                    is_left = true;
                }
            }
            let is_empty = group.is_some_and(|it| it.state == ClassicGroupState::Empty);
            if is_empty && !is_left && self.classic.group(&id).is_some_and(ClassicGroup::is_idle) {
                self.classic.delete(&id);
                tombstones.push(CoordinatorRecord::GroupMetadata {
                    group_id: id,
                    value: None,
                });
            }
        }
        tombstones
    }

    /// Since when nobody uses an offset that was committed then; none while somebody may.
    fn unused_since(&self, group: &ClassicGroup, committed: Time) -> Option<Time> {
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
