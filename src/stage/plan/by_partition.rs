//! A box for each partition that is open, with its replicas under each other on one axis of offsets, and a
//! table with a row for each of the others. They stay in their order, so that a partition opens where its
//! row is.

use highwater_core::id::TopicPartition;

use super::{Draft, LanePlan, PADDING, PartitionPlan, Plan};
use crate::stage::cluster::Partition;
use crate::stage::geometry::{Rect, point};
use crate::stage::lane;

/// What is said of the partition as a whole, above its lanes.
const HEADING_HEIGHT: f64 = 24.0;
/// The row of a partition that is folded: as high as a finger needs.
const ROW_HEIGHT: f64 = 26.0;
/// What the columns of those rows are called.
const TABLE_HEAD_HEIGHT: f64 = 20.0;

/// Places the partitions from `top` down, and tells where they end.
pub fn place(draft: &Draft<'_>, plan: &mut Plan, top: f64, gap: f64) -> f64 {
    let (left, right) = plan.sides;
    let mut y = top;
    let mut also_open = draft.also_open;
    // What stands above: nothing, a box, or a row.
    let mut after_box = None;
    for partition in &draft.cluster.partitions {
        let is_looked_at = plan.open == Some(partition.id);
        let is_open = is_looked_at || also_open > 0;
        if is_open && !is_looked_at {
            also_open -= 1;
        }
        if after_box.is_some_and(|after_box| after_box || is_open) {
            y += gap;
        }
        if !is_open && plan.table_head.is_none() {
            plan.table_head = Some(Rect::new(left, y, right - left, TABLE_HEAD_HEIGHT));
            y += TABLE_HEAD_HEIGHT;
        }
        after_box = Some(is_open);
        let height = if is_open {
            place_lanes(draft, plan, partition, y) - y
        } else {
            ROW_HEIGHT
        };
        plan.partitions.push(PartitionPlan {
            id: partition.id,
            rect: Rect::new(left, y, right - left, height),
            is_open,
            leader: partition.leader,
        });
        y += height;
    }
    y
}

/// The lanes of a partition whose box begins at `top`: tells where the box ends.
fn place_lanes(draft: &Draft<'_>, plan: &mut Plan, partition: &Partition, top: f64) -> f64 {
    let (left, right) = plan.sides;
    let id: TopicPartition = partition.id;
    let x = left + PADDING + 2.0;
    let width = right - PADDING - x;
    let axis = draft.axis(id, x, width);
    let mut y = top + PADDING + HEADING_HEIGHT;
    for broker in &partition.replicas {
        let holder = draft.cluster.brokers.iter().find(|one| one.id == *broker);
        let Some(replica) = holder.and_then(|holder| holder.replica(id)) else {
            continue;
        };
        let rect = Rect::new(x, y, width, lane::height(plan.has_low_lanes, replica));
        plan.lanes.push(LanePlan {
            broker: *broker,
            partition: id,
            rect,
            name_at: point(x, y + if plan.has_low_lanes { 10.0 } else { 8.5 }),
            axis,
        });
        y = rect.bottom() + 4.0;
    }
    y + PADDING - 4.0
}
