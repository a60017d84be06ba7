//! What a tool prints of a lesson's cluster.

use std::sync::Arc;

use highwater_core::explain::{self, LogLine, PartitionFilter};
use highwater_core::id::NodeId;
use highwater_core::sim::World;
use highwater_core::timeline::Timeline;

use crate::plan::{GroupTable, ToolOutput};

/// What is printed where a run stands, in which nobody has done anything.
#[must_use]
pub fn output(output: &ToolOutput, timeline: &Timeline) -> String {
    let world = timeline.world();
    match output {
        ToolOutput::DescribeTopics => explain::describe_topics(world),
        ToolOutput::UnderReplicatedPartitions => {
            explain::describe_partitions(world, PartitionFilter::UnderReplicated)
        }
        ToolOutput::UnderMinIsrPartitions => {
            explain::describe_partitions(world, PartitionFilter::UnderMinIsr)
        }
        ToolOutput::DescribeGroup { group, table } => described(world, group, *table),
        ToolOutput::ConsoleConsumer { partition } => {
            let partition = world.metadata().partition_named(partition);
            let read = |partition| explain::console_consumer(world, partition);
            partition.map(read).unwrap_or_default()
        }
        ToolOutput::LogLines { of, from } => logged(world, *of, from),
    }
}

/// What is told of a group: nothing while no broker coordinates it.
fn described(world: &World, group: &str, table: GroupTable) -> String {
    let (table, verbose) = match table {
        GroupTable::Offsets => (explain::GroupTable::Offsets, false),
        GroupTable::Members => (explain::GroupTable::Members, true),
        GroupTable::State => (explain::GroupTable::State, true),
    };
    let printed = explain::describe_group(world, group, table, verbose);
    printed.unwrap_or_default().text
}

/// The lines of a process's log, each from these words on. A run does not know what came before its
/// opening, so that the cluster is started once more.
fn logged(world: &World, of: NodeId, from: &str) -> String {
    let mut again = World::new(Arc::new(world.scenario().clone()));
    let mut text = String::new();
    let mut traces = Vec::new();
    while again.step_number() < world.step_number() {
        traces.clear();
        again.step(&mut traces);
        let logged = explain::logged_in_step(&again, &traces);
        for logged in logged.iter().filter(|logged| logged.who == of) {
            for line in written(&logged.line).lines() {
                if let Some(at) = line.find(from) {
                    text += &line[at..];
                    text.push('\n');
                }
            }
        }
    }
    text
}

/// A line as it stands in the file: an exception follows the line that reports it.
fn written(line: &LogLine) -> String {
    let (level, logger) = (line.level.name(), line.logger);
    match line.text.split_once('\n') {
        Some((text, exception)) => format!("{level} {text} ({logger})\n{exception}"),
        None => format!("{level} {} ({logger})", line.text),
    }
}
