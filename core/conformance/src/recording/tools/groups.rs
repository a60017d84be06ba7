//! `kafka-consumer-groups`: what the engine prints, and its tables made comparable.

use highwater_core::explain::{GroupTable, describe_group, reset_offsets_output};
use highwater_core::group::classic::GroupId;
use highwater_core::sim::World;

/// The tool, as recordings spell its call.
const TOOL: &str = "kafka-consumer-groups.sh --bootstrap-server <b> ";

/// Whether that is a call of the tool.
#[must_use]
pub fn is_call(command: &str) -> bool {
    command.starts_with(TOOL)
}

/// What the engine prints for a call.
///
/// # Errors
/// If the engine has no such tool, or no broker coordinates the group now.
pub fn printed(command: &str, world: &World) -> Result<String, String> {
    let unknown = || format!("the engine has no tool `{command}`");
    let rest = command.strip_prefix(TOOL).ok_or_else(unknown)?;
    let (mut table, mut verbose, mut describes, mut group) =
        (GroupTable::Offsets, false, false, None);
    let (mut resets, mut topic) = (false, None);
    let mut words = rest.split_whitespace();
    while let Some(word) = words.next() {
        match word {
            "--describe" => describes = true,
            "--offsets" => table = GroupTable::Offsets,
            "--members" => table = GroupTable::Members,
            "--state" => table = GroupTable::State,
            "--verbose" => verbose = true,
            "--group" => group = words.next(),
            "--reset-offsets" => resets = true,
            "--topic" => topic = words.next(),
            "--execute" | "--dry-run" | "--to-earliest" | "--to-latest" | "--to-current" => {}
            "--to-offset" | "--shift-by" | "--to-datetime" | "--by-duration" => {
                words.next().ok_or_else(unknown)?;
            }
            _ => return Err(unknown()),
        }
    }
    if let (true, Some(group), Some(topic)) = (resets, group, topic) {
        // What changes what is committed is an action of a step; a tool's call only looks.
        return match is_active(world, group) {
            true => Ok(reset_offsets_output(world, group, topic)),
            false => Err(format!(
                "`{command}` changes what an inactive group has committed"
            )),
        };
    }
    let group = group.filter(|_| describes).ok_or_else(unknown)?;
    let printed = describe_group(world, group, table, verbose);
    let text = printed.map(|printed| printed.text);
    text.ok_or_else(|| format!("no broker coordinates the group {group} now"))
}

fn is_active(world: &World, group: &str) -> bool {
    let id = GroupId(group.into());
    let mut processes = world.brokers().filter_map(|broker| broker.process());
    let described = processes.find_map(|process| process.describe_group(&id));
    described.is_some_and(|described| !described.state.is_inactive())
}

/// The lines, without the ids of members, hosts, ports and padding, and members in the order of their
/// clients.
#[must_use]
pub fn comparable(output: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut columns: Vec<(usize, &str)> = Vec::new();
    for line in output.lines() {
        if lines
            .last()
            .is_some_and(|last: &String| last.starts_with("Error: "))
        {
            // What follows is where in Kafka's own program that happened.
            break;
        }
        if line.starts_with("GROUP ") {
            columns = columns_of(line);
            let heads: Vec<&str> = columns.iter().map(|(_, head)| *head).collect();
            lines.push(heads.join(" | "));
        } else if columns.is_empty() {
            lines.push(line.trim_end().to_owned());
        } else {
            rows.push(cells(line, &columns));
        }
    }
    let client = columns.iter().position(|(_, head)| *head == "CLIENT-ID");
    rows.retain(|cells| cells.iter().any(|cell| !cell.is_empty()));
    rows.sort_by_key(|cells| client.map(|at| cells[at].clone()));
    lines.extend(rows.iter().map(|cells| cells.join(" | ")));
    lines
}

/// Where each column begins, and what stands above it.
fn columns_of(head: &str) -> Vec<(usize, &str)> {
    let mut columns: Vec<(usize, &str)> = Vec::new();
    for word in head.split_whitespace() {
        let start = word.as_ptr() as usize - head.as_ptr() as usize;
        match columns.last_mut() {
            Some((first, before)) if word == "(ID)" => *before = &head[*first..start + word.len()],
            _ => columns.push((start, word)),
        }
    }
    columns
}

fn cells(line: &str, columns: &[(usize, &str)]) -> Vec<String> {
    let mut cells = Vec::new();
    for (at, (start, head)) in columns.iter().enumerate() {
        let end = columns.get(at + 1).map_or(line.len(), |(next, _)| *next);
        let end = end.min(line.len());
        let cell = line.get(*start..end).unwrap_or_default().trim();
        let is_masked = cell != "-" && matches!(*head, "CONSUMER-ID" | "HOST");
        cells.push(match cell.split_once("  (") {
            _ if is_masked => "<masked>".to_owned(),
            Some((_, id)) if *head == "COORDINATOR (ID)" => format!("({id}"),
            _ => cell.to_owned(),
        });
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEMBERS: &str = "\nGROUP CONSUMER-ID GROUP-INSTANCE-ID HOST  CLIENT-ID #PARTITIONS\n\
        g     one         i1                /here c2        1\n\
        g     two                           /here c1        2\n";

    #[test]
    fn ids_hosts_padding_and_the_order_of_members_are_left_out_and_nothing_else() {
        let other = "\nGROUP CONSUMER-ID GROUP-INSTANCE-ID   HOST   CLIENT-ID #PARTITIONS \n\
            g     2                               /there c1        2   \n\
            g     1           i1                  /there c2        1\n";
        assert_eq!(comparable(MEMBERS), comparable(other));
        for (before, behind) in [("c2        1", "c2        3"), ("i1 ", "i2 "), ("g ", "h ")] {
            let changed = MEMBERS.replace(before, behind);
            assert_ne!(comparable(MEMBERS), comparable(&changed), "{behind}");
        }
        let state = |broker: u32, port: u32| {
            let at = format!("127.0.0.1:{port}  ({broker})");
            comparable(&format!(
                "\nGROUP COORDINATOR (ID)     STATE\ng     {at}  Empty\n"
            ))
        };
        assert_eq!(state(1, 19001), state(1, 9092));
        assert_ne!(state(1, 19001), state(2, 19001));
    }

    #[test]
    fn messages_before_the_table_are_compared() {
        let empty = "\nConsumer group 'g' has no active members.\n";
        let rebalances = "\nWarning: Consumer group 'g' is rebalancing.\n";
        let with = |message: &str| comparable(&format!("{message}{MEMBERS}"));
        assert_ne!(with(empty), with(rebalances));
        assert_ne!(with(empty), comparable(MEMBERS));
    }
}
