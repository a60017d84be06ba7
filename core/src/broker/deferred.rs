//! The gates of a broker: what it only does once somebody asks about a group, an administrator about records or
//! replicas, or a producer for an id.
//!
//! A program may bring what is reached through these functions alone when it is first needed: whoever lets a
//! cluster run of which [`Scenario::needs_gates`](crate::scenario::Scenario::needs_gates) is true has seen to it
//! that it is there, and so has whoever does to any other what
//! [`Command::needs_gates`](crate::command::Command::needs_gates) is true of.

use super::Disk;
use super::process::Process;
use crate::command::AdminCommand;
use crate::id::TopicPartition;
use crate::sim::{Out, Socket, Timer};
use crate::wire::{AdminRequest, ErrorCode, ProducerIdsBlock, Request};

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

/// A request of an administrator's.
#[inline(never)]
pub fn on_admin_request(
    process: &mut Process,
    socket: Socket,
    request: AdminRequest,
    disk: &mut Disk,
    out: &mut Out<'_>,
) {
    match request.command {
        AdminCommand::DeleteGroup(_) => {
            process.on_group_request(socket, Request::Admin(request), disk, out);
        }
        _ => process.admin(socket, &request, disk, out),
    }
}

/// A producer asks for an id.
#[inline(never)]
pub fn give_producer_id(process: &mut Process, socket: Socket, out: &mut Out<'_>) {
    process.give_producer_id(socket, out);
}

/// The controller has answered about such ids.
#[inline(never)]
pub fn on_producer_ids(process: &mut Process, result: Result<ProducerIdsBlock, ErrorCode>) {
    process.on_producer_ids(result);
}

/// The controller has answered about the topic of the groups' offsets.
#[inline(never)]
pub fn offsets_topic_created(process: &mut Process) {
    process.offsets_topic_created();
}

/// The connection is gone on which the controller is asked for that topic and for such ids.
#[inline(never)]
pub fn on_forwarding_lost(process: &mut Process) {
    process.offsets_topic_created();
    process.on_producer_ids(Err(ErrorCode::NetworkException));
}

/// A replica is assigned to others by now.
#[inline(never)]
pub fn delete_replica(
    process: &mut Process,
    partition: TopicPartition,
    disk: &mut Disk,
    out: &mut Out<'_>,
) {
    process.delete_replica(partition, disk, out);
}

/// Deletions of records wait, and what they wait for may have come.
#[inline(never)]
pub fn complete_deletes(
    process: &mut Process,
    partition: TopicPartition,
    disk: &mut Disk,
    out: &mut Out<'_>,
) {
    process.complete_delayed_deletes(partition, disk, out);
}

/// A timer of the coordinator's, or of a deletion.
#[inline(never)]
pub fn on_timer(process: &mut Process, timer: Timer, disk: &mut Disk, out: &mut Out<'_>) {
    match timer {
        Timer::OffsetsRetention => process.expire_offsets(disk, out),
        Timer::DelayedDeleteRecords(socket) => process.expire_delete(socket, out),
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
