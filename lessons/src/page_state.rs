//! The cluster at a step, drawn for a page: a table of replicas, each with its log, and what the tool tells of
//! groups.

use std::fmt::Write as _;

use std::collections::BTreeSet;

use highwater_core::client::Consumer;
use highwater_core::explain::{self, GroupTable};
use highwater_core::group::classic::GroupId;
use highwater_core::id::{Offset, TopicPartition};
use highwater_core::log::Log;
use highwater_core::sim::{ReplicaView, World};
use highwater_text::course::Focus;
use highwater_text::view::View;
use highwater_text::{Lang, standing};

use crate::labels;
use crate::page::escape;

/// How many records of a log are drawn, from its end.
const CELLS_MAX: usize = 12;
const CELL_WIDTH: usize = 26;
const LANE_HEIGHT: usize = 30;

/// What a step is about: its groups, and its partitions. Kafka's own topics are nobody's subject.
pub fn tables(world: &World, focus: &Focus, lang: Lang) -> String {
    let metadata = world.metadata();
    let focused = focus
        .partition
        .as_ref()
        .and_then(|name| metadata.partition_named(name));
    let groups = groups(world, focus);
    let shown: Vec<_> = match focused {
        Some(one) => vec![one],
        None if groups.is_empty() => metadata.partitions_of_users().map(|(id, _)| id).collect(),
        None => Vec::new(),
    };
    let groups = groups.iter().map(|group| described(world, group));
    let partitions = shown
        .into_iter()
        .map(|partition| table(world, partition, lang));
    groups.chain(partitions).collect()
}

/// The groups of the consumers that a step is about, where it looks at groups.
fn groups(world: &World, focus: &Focus) -> BTreeSet<GroupId> {
    if focus.view != Some(View::ByGroup) {
        return BTreeSet::new();
    }
    let consumers = focus.nodes.iter().filter_map(|node| world.consumer(*node));
    consumers.filter_map(Consumer::group).collect()
}

/// Who has which partition of a group and how far each is, as the tool prints it.
fn described(world: &World, GroupId(group): &GroupId) -> String {
    let command = explain::describe_group_command(group, GroupTable::Offsets, false);
    let printed = explain::describe_group(world, group, GroupTable::Offsets, false);
    format!(
        "<pre><code>$ {}\n{}</code></pre>\n",
        escape(&command),
        escape(&printed.unwrap_or_default().text)
    )
}

fn table(world: &World, partition: TopicPartition, lang: Lang) -> String {
    let metadata = world.metadata();
    let Some(registration) = metadata.partitions.get(&partition) else {
        return String::new();
    };
    let isr: Vec<_> = registration
        .isr
        .iter()
        .map(|broker| format!("b{broker}"))
        .collect();
    let replicas = world.replicas(partition);
    let axis = Axis::of(&replicas);
    let rows: String = replicas
        .iter()
        .map(|replica| row(replica, &axis, lang))
        .collect();
    format!(
        "<div class=\"wide\"><table class=\"state\">\n<caption>{} · {} · {} {} · ISR {}</caption>\n\
         <thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">LEO</th>\
         <th scope=\"col\">HW</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n",
        labels::STATE.get(lang),
        escape(&metadata.name_of(partition)),
        labels::LEADER_EPOCH.get(lang),
        registration.leader_epoch,
        isr.join(", "),
        labels::REPLICA.get(lang),
        labels::LOG.get(lang),
        labels::STANDING.get(lang),
    )
}

fn row(replica: &ReplicaView<'_>, axis: &Axis, lang: Lang) -> String {
    format!(
        "<tr><th scope=\"row\">b{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
        replica.broker,
        axis.draw(replica.log),
        replica.log.end_offset(),
        replica.log.high_watermark(),
        standing::word(lang, replica.standing),
    )
}

/// One offset axis for all replicas, so that a missing record is a hole that one sees.
struct Axis {
    from: Offset,
    cells: usize,
}

impl Axis {
    fn of(replicas: &[ReplicaView<'_>]) -> Self {
        let start = replicas
            .iter()
            .map(|replica| replica.log.start_offset())
            .min();
        let end = replicas
            .iter()
            .map(|replica| replica.log.end_offset())
            .max();
        let (start, end) = (start.unwrap_or_default(), end.unwrap_or_default());
        let length = usize::try_from(end.0.saturating_sub(start.0)).unwrap_or(0);
        let cells = length.min(CELLS_MAX);
        let hidden = length - cells;
        Self {
            from: start.plus(hidden),
            cells,
        }
    }

    fn x(&self, offset: Offset) -> usize {
        let cells = usize::try_from(offset.0.saturating_sub(self.from.0)).unwrap_or(0);
        cells.min(self.cells) * CELL_WIDTH + 1
    }

    /// The records as cells, dashed above the high watermark, and water below it. The numbers
    /// stand in the table beside it, so the drawing is for the eye only.
    fn draw(&self, log: &Log) -> String {
        let width = self.cells * CELL_WIDTH + 2;
        let mut svg = format!(
            "<svg class=\"log\" aria-hidden=\"true\" width=\"{width}\" height=\"{LANE_HEIGHT}\" \
             viewBox=\"0 0 {width} {LANE_HEIGHT}\">"
        );
        let high = log.high_watermark();
        let water = self.x(high) - 1;
        // Writing to a String cannot fail.
        let _ = write!(
            svg,
            "<rect class=\"water\" width=\"{water}\" height=\"{LANE_HEIGHT}\"/>"
        );
        for (offset, ..) in log.records().filter(|(offset, ..)| *offset >= self.from) {
            let class = if offset < high { "cell" } else { "cell above" };
            let (left, middle) = (self.x(offset) + 2, self.x(offset) + CELL_WIDTH / 2);
            let (width, height) = (CELL_WIDTH - 4, LANE_HEIGHT - 8);
            let _ = write!(
                svg,
                "<rect class=\"{class}\" x=\"{left}\" y=\"4\" width=\"{width}\" height=\"{height}\" rx=\"3\"/>\
                 <text x=\"{middle}\" y=\"20\">{offset}</text>"
            );
        }
        svg.push_str("</svg>");
        svg
    }
}
