//! `kafka-consumer-groups --describe` (`ConsumerGroupCommand`).

mod offsets;
mod table;
#[cfg(test)]
mod tests;

use offsets::{offset_rows, put_offsets};
use table::{Column, put_table};

use super::names::address;
use crate::group::assignor::NamedPartition;
use crate::group::classic::GroupId;
use crate::group::{GroupDescription, GroupState, MemberDescription};
use crate::id::{BrokerId, GroupEpoch};
use crate::sim::World;

/// What is printed of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupTable {
    /// Its offsets and lag, partition by partition (`--offsets`, or nothing).
    Offsets,
    /// Its members (`--members`).
    Members,
    /// Its state (`--state`).
    State,
}

/// What the tool prints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    /// All of it.
    pub text: String,
    /// The columns of its table, by their heads; none where there is no table.
    pub columns: Vec<&'static str>,
}

impl From<String> for Printed {
    fn from(text: String) -> Self {
        let columns = Vec::new();
        Self { text, columns }
    }
}

/// What stands where nothing is known (`MISSING_COLUMN_VALUE`).
const MISSING: &str = "-";

/// Where every client runs.
const CLIENT_HOST: &str = "/127.0.0.1";

/// What is typed for it.
#[must_use]
pub fn describe_group_command(group: &str, table: GroupTable, verbose: bool) -> String {
    let mut command =
        String::from("kafka-consumer-groups.sh --bootstrap-server b1:9092 --describe --group ");
    command.push_str(group);
    command.push_str(match table {
        GroupTable::Offsets => "",
        GroupTable::Members => " --members",
        GroupTable::State => " --state",
    });
    if verbose {
        command.push_str(" --verbose");
    }
    command
}

/// What the tool prints of a group; none while no broker coordinates it, which the tool waits for.
#[must_use]
pub fn describe_group(
    world: &World,
    group: &str,
    table: GroupTable,
    verbose: bool,
) -> Option<Printed> {
    let id = GroupId(group.into());
    let (coordinator, process) = world.coordinator_of(&id)?;
    let known = process.describe_group(&id);
    let Some(known) = known.filter(|known| known.state != GroupState::Dead) else {
        let error = message(
            "Error: Executing consumer group command failed due to \
             org.apache.kafka.common.errors.GroupIdNotFoundException: Group ",
            group,
            " not found.",
        );
        return Some(error.into());
    };
    let mut printed = Printed::from(standing(&known));
    match table {
        GroupTable::Offsets => {
            let rows = offset_rows(world, process, &known);
            put_offsets(&mut printed, group, &rows, verbose);
        }
        GroupTable::Members => put_members(&mut printed, &known, verbose),
        GroupTable::State => put_state(&mut printed, coordinator, &known, verbose),
    }
    Some(printed)
}

/// What is said before the table, unless the group is stable (`shouldPrintMemberState`).
fn standing(group: &GroupDescription) -> String {
    let id = &group.group_id.0;
    match group.state {
        GroupState::Stable => String::new(),
        GroupState::Empty => message("Consumer group '", id, "' has no active members."),
        _ => message("Warning: Consumer group '", id, "' is rebalancing."),
    }
}

/// A line about a group, behind an empty one.
fn message(before: &str, group: &str, behind: &str) -> String {
    let mut text = String::new();
    for piece in ["\n", before, group, behind, "\n"] {
        text.push_str(piece);
    }
    text
}

/// The columns of the table of members; the instance id is there only if a member has one, and what comes
/// behind the number of partitions only if it is asked for.
const MEMBER_COLUMNS: [Column; 11] = [
    ("GROUP", Some(15)),
    ("CONSUMER-ID", Some(15)),
    ("GROUP-INSTANCE-ID", Some(17)),
    ("HOST", Some(15)),
    ("CLIENT-ID", Some(15)),
    ("#PARTITIONS", Some(15)),
    ("CURRENT-EPOCH", Some(15)),
    ("CURRENT-ASSIGNMENT", Some(20)),
    ("TARGET-EPOCH", Some(15)),
    ("TARGET-ASSIGNMENT", Some(20)),
    ("UPGRADED", None),
];

/// Where that column stands.
const INSTANCE_ID: usize = 2;

/// Where it stands who speaks the consumer protocol: only where members of both are in the group.
const UPGRADED: usize = 10;

/// How many columns there are otherwise.
const TERSE: usize = 6;

fn put_members(printed: &mut Printed, group: &GroupDescription, verbose: bool) {
    let (mut columns, mut rows) = (MEMBER_COLUMNS.to_vec(), Vec::new());
    for member in &group.members {
        rows.push(member_cells(group, member));
    }
    let speaks = |consumer: bool| group.members.iter().any(|it| it.upgraded == Some(consumer));
    if !(speaks(true) && speaks(false)) {
        columns.truncate(UPGRADED);
        for cells in &mut rows {
            cells.truncate(UPGRADED);
        }
    }
    if !verbose {
        // The tool ends such a line with a blank.
        columns.truncate(TERSE);
        columns.push(("", None));
        for cells in &mut rows {
            cells.truncate(TERSE);
            cells.push(String::new());
        }
    }
    if group.members.iter().all(|it| it.instance_id.is_none()) {
        columns.remove(INSTANCE_ID);
        for cells in &mut rows {
            cells.remove(INSTANCE_ID);
        }
    }
    put_table(printed, &columns, &rows);
}

fn member_cells(group: &GroupDescription, member: &MemberDescription) -> Vec<String> {
    let instance_id = member.instance_id.as_ref();
    vec![
        group.group_id.0.to_string(),
        member.member_id.to_string(),
        instance_id.map_or_else(String::new, ToString::to_string),
        CLIENT_HOST.to_owned(),
        member.client_id.to_string(),
        member.assigned.len().to_string(),
        epoch(member.member_epoch),
        assignment(&member.assigned),
        epoch(group.target_assignment_epoch),
        assignment(member.target.as_deref().unwrap_or_default()),
        member.upgraded.unwrap_or_default().to_string(),
    ]
}

fn epoch(epoch: Option<GroupEpoch>) -> String {
    epoch.map_or_else(|| MISSING.to_owned(), |epoch| epoch.to_string())
}

/// `catalog:0,1;orders:0,1,2` (`getAssignmentString`); the partitions are in order.
fn assignment(partitions: &[NamedPartition]) -> String {
    let mut text = String::new();
    let mut topic = "";
    for partition in partitions {
        if *partition.topic == *topic {
            text.push(',');
        } else {
            if !text.is_empty() {
                text.push(';');
            }
            topic = &partition.topic;
            text.push_str(topic);
            text.push(':');
        }
        text.push_str(&partition.partition.to_string());
    }
    if text.is_empty() {
        text.push_str(MISSING);
    }
    text
}

/// The columns of the table of a group's state; the epochs are there only if they are asked for.
const STATE_COLUMNS: [Column; 7] = [
    ("GROUP", Some(15)),
    ("COORDINATOR (ID)", Some(25)),
    ("ASSIGNMENT-STRATEGY", Some(20)),
    ("STATE", Some(20)),
    ("GROUP-EPOCH", Some(15)),
    ("TARGET-ASSIGNMENT-EPOCH", Some(25)),
    ("#MEMBERS", None),
];

/// Where the epochs stand.
const EPOCHS: core::ops::Range<usize> = 4..6;

fn put_state(
    printed: &mut Printed,
    coordinator: BrokerId,
    group: &GroupDescription,
    verbose: bool,
) {
    let (host, port) = address(coordinator);
    let mut at = String::from(host);
    for piece in [":", &port.to_string(), "  (", &coordinator.to_string(), ")"] {
        at.push_str(piece);
    }
    let strategy = group.assignor.as_deref().unwrap_or(MISSING);
    let mut cells = vec![
        group.group_id.0.to_string(),
        at,
        strategy.to_owned(),
        group.state.name().to_owned(),
        epoch(group.group_epoch),
        epoch(group.target_assignment_epoch),
        group.members.len().to_string(),
    ];
    let mut columns = STATE_COLUMNS.to_vec();
    if !verbose {
        cells.drain(EPOCHS);
        columns.drain(EPOCHS);
    }
    put_table(printed, &columns, &[cells]);
}
