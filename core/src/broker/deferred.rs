//! The gates of a broker: what it only does once somebody asks about a group.
//!
//! A program may bring what is reached through these functions alone when it is first needed: whoever lets a
//! cluster run of which [`Scenario::needs_groups`](crate::scenario::Scenario::needs_groups) is true has seen to
//! it that it is there.

use super::Disk;
use super::process::Process;
use crate::id::TopicPartition;
use crate::sim::{Out, Socket, Timer};
use crate::wire::Request;

/// A request about a group.
#[inline(never)]
pub fn on_group_request(
    process: &mut Process,
    socket: Socket,
    request: Request,
    disk: &mut Disk,
    out: &mut Out<'_>,
) {
    process.on_group_request(socket, request, disk, out);
}

/// A timer of the coordinator's.
#[inline(never)]
pub fn on_group_timer(process: &mut Process, timer: Timer, disk: &mut Disk, out: &mut Out<'_>) {
    match timer {
        Timer::OffsetsRetention => process.expire_offsets(disk, out),
        _ => process.on_groups_timer(disk, out),
    }
}

/// Partitions have changed, with `__consumer_offsets` in the cluster.
#[inline(never)]
pub fn update_coordinator(
    process: &mut Process,
    changed: &[TopicPartition],
    disk: &mut Disk,
    out: &mut Out<'_>,
) {
    process.update_coordinator(changed.iter(), disk, out);
}

/// The high watermark of a partition has moved, and the broker coordinates groups.
#[inline(never)]
pub fn complete_group_writes(
    process: &mut Process,
    partition: TopicPartition,
    disk: &mut Disk,
    out: &mut Out<'_>,
) {
    process.complete_group_writes(partition, disk, out);
}
