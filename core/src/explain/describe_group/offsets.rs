//! The table of a group's offsets.

use super::table::{Column, put_table};
use super::{CLIENT_HOST, MISSING, Printed};
use crate::broker::Process;
use crate::group::assignor::NamedPartition;
use crate::group::{GroupDescription, MemberDescription};
use crate::id::{Offset, TopicPartition};
use crate::metadata::MetadataImage;
use crate::sim::World;
use crate::sorted::{Set, sort_by};
use crate::wire::CommittedOffset;

/// One row (`PartitionAssignmentState`).
pub(super) struct OffsetRow<'a> {
    pub partition: NamedPartition,
    pub committed: Option<&'a CommittedOffset>,
    pub log_end: Option<Offset>,
    pub lag: Option<i64>,
    pub member: Option<&'a MemberDescription>,
}

/// The columns; `LEADER-EPOCH` is there only if that is asked for.
const COLUMNS: [Column; 10] = [
    ("GROUP", Some(15)),
    ("TOPIC", Some(15)),
    ("PARTITION", Some(10)),
    ("LEADER-EPOCH", Some(15)),
    ("CURRENT-OFFSET", Some(15)),
    ("LOG-END-OFFSET", Some(15)),
    ("LAG", Some(15)),
    ("CONSUMER-ID", Some(15)),
    ("HOST", Some(15)),
    ("CLIENT-ID", None),
];

/// Where that column stands.
const LEADER_EPOCH: usize = 3;

pub(super) fn put_offsets(
    printed: &mut Printed,
    group: &str,
    rows: &[OffsetRow<'_>],
    verbose: bool,
) {
    if rows.is_empty() {
        return;
    }
    let (mut columns, mut table) = (COLUMNS.to_vec(), Vec::new());
    for row in rows {
        table.push(row.cells(group));
    }
    if !verbose {
        columns.remove(LEADER_EPOCH);
        for cells in &mut table {
            cells.remove(LEADER_EPOCH);
        }
    }
    put_table(printed, &columns, &table);
}

impl OffsetRow<'_> {
    fn cells(&self, group: &str) -> Vec<String> {
        let committed = self.committed.map(|it| it.offset.0);
        let leader_epoch = self.committed.and_then(|it| it.leader_epoch);
        let log_end = self.log_end.map(|it| it.0);
        let missing = || MISSING.to_owned();
        let member = self.member;
        vec![
            group.to_owned(),
            self.partition.topic.to_string(),
            self.partition.partition.to_string(),
            number(leader_epoch.map(|it| i64::from(it.0))),
            number(committed),
            number(log_end),
            number(self.lag),
            member.map_or_else(missing, |it| it.member_id.to_string()),
            member.map_or_else(missing, |_| CLIENT_HOST.to_owned()),
            member.map_or_else(missing, |it| it.client_id.to_string()),
        ]
    }
}

fn number(number: Option<i64>) -> String {
    number.map_or_else(|| MISSING.to_owned(), |number| number.to_string())
}

/// The members with the most partitions first, each with its partitions, then what nobody has
/// (`collectGroupsOffsets`).
pub(super) fn offset_rows<'a>(
    world: &World,
    process: &'a Process,
    group: &'a GroupDescription,
) -> Vec<OffsetRow<'a>> {
    let metadata = world.metadata();
    let offsets = process.shard_of(&group.group_id);
    let offsets = offsets.and_then(|shard| shard.offsets().of_group(&group.group_id));
    let row = |partition: NamedPartition, member: Option<&'a MemberDescription>| {
        let id = id_of(metadata, &partition);
        let kept = offsets.zip(id).and_then(|(offsets, id)| offsets.get(&id));
        OffsetRow {
            partition,
            committed: kept.map(|kept| &kept.committed),
            log_end: id.and_then(|id| world.readable_end(id)),
            lag: id
                .zip(kept)
                .and_then(|(id, kept)| world.lag_from(id, kept.committed.offset)),
            member,
        }
    };
    let mut members: Vec<&MemberDescription> = group.members.iter().collect();
    sort_by(&mut members, |one, other| {
        one.assigned.len() > other.assigned.len()
    });
    let (mut rows, mut assigned) = (Vec::new(), Set::new());
    for member in members {
        for partition in &member.assigned {
            assigned.insert(partition.clone());
            rows.push(row(partition.clone(), Some(member)));
        }
    }
    let mut unassigned = Set::new();
    for (partition, _) in offsets.into_iter().flatten() {
        if let Some(topic) = metadata.topics.get(&partition.topic) {
            let topic = topic.name.clone();
            let partition = partition.partition;
            unassigned.insert(NamedPartition { topic, partition });
        }
    }
    unassigned.retain(|partition| !assigned.contains(partition));
    for partition in unassigned.iter() {
        rows.push(row(partition.clone(), None));
    }
    rows
}

fn id_of(metadata: &MetadataImage, partition: &NamedPartition) -> Option<TopicPartition> {
    let topic = metadata.topic_named(&partition.topic)?;
    let partition = partition.partition;
    Some(TopicPartition { topic, partition })
}
