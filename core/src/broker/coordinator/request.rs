//! Requests of groups' members: each finds its group's shard, or is refused.

use super::shard::{Shard, Then};
use super::{Process, refusal, subscribed_topic};
use crate::broker::Disk;
use crate::command::AdminCommand;
use crate::group::classic::{
    ClassicGroupState, Effects, GroupId, JoinGroupRequest, JoinGroupResponse, SyncGroupRequest,
};
use crate::group::consumer_group::{ConsumerGroupEffects, validate_heartbeat};
use crate::id::PartitionIndex;
use crate::sim::{Out, Socket};
use crate::wire::{AdminRequest, ConsumerGroupHeartbeatRequest, ErrorCode, Request, Response};

impl Process {
    /// A request about a group.
    pub(in crate::broker) fn on_group_request(
        &mut self,
        socket: Socket,
        request: Request,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let Some(group) = refusal::group_of(&request) else {
            return out.finish(socket);
        };
        if let Request::FindCoordinator(_) = request {
            return self.find_coordinator(socket, &group, out);
        }
        match self.coordinating(&group) {
            Ok(index) => self.on_request_of_shard(index, socket, request, disk, out),
            Err(error) => match refusal::of_request(&request, error) {
                Some(response) => out.respond(socket, response),
                None => out.finish(socket),
            },
        }
        self.set_groups_timer(out);
    }

    fn on_request_of_shard(
        &mut self,
        index: PartitionIndex,
        socket: Socket,
        request: Request,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        match request {
            Request::JoinGroup(request) => self.join_group(index, socket, request, disk, out),
            Request::SyncGroup(request) => self.sync_group(index, socket, request, disk, out),
            Request::Heartbeat(_) | Request::LeaveGroup(_) => {
                self.live_or_leave(index, socket, &request, disk, out);
            }
            Request::OffsetCommit(request) => {
                self.commit_offsets(index, socket, &request, disk, out);
            }
            Request::ConsumerGroupHeartbeat(request) => {
                self.consumer_heartbeat(index, socket, &request, disk, out);
            }
            Request::Admin(AdminRequest {
                command: AdminCommand::DeleteGroup(group),
            }) => self.delete_group(index, socket, &group, disk, out),
            request => match self.read_of_shard(index, &request) {
                Some(response) => out.respond(socket, response),
                None => out.finish(socket),
            },
        }
    }

    /// What is answered at once, from what is known.
    fn read_of_shard(&self, index: PartitionIndex, request: &Request) -> Option<Response> {
        let shard = self.groups.shards.get(&index)?;
        match request {
            Request::OffsetFetch(request) => {
                Some(Response::OffsetFetch(shard.fetch_offsets(request)))
            }
            Request::DescribeGroup(group) => {
                Some(Response::DescribeGroup(Ok(shard.state_of(group).into())))
            }
            _ => None,
        }
    }

    /// A member of a classic group joins. A group of the consumer protocol that nobody is in makes room for
    /// it (`maybeDeleteEmptyConsumerGroup`).
    fn join_group(
        &mut self,
        index: PartitionIndex,
        socket: Socket,
        request: JoinGroupRequest,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let id = self.groups.park(socket);
        let Some(shard) = self.groups.shards.get_mut(&index) else {
            return;
        };
        let mut emptied = ConsumerGroupEffects::default();
        let deleted = shard.consumer.delete(&request.group_id, &mut emptied);
        if deleted == Err(ErrorCode::NonEmptyGroup) {
            let response = JoinGroupResponse {
                member_id: request.member_id,
                result: Err(ErrorCode::InconsistentGroupProtocol),
            };
            return self.answer_parked(id, Response::JoinGroup(response), out);
        }
        let mut effects = Effects::default();
        shard.classic.join(request, id, out.random(), &mut effects);
        self.carry_out_consumer(index, emptied, disk, out);
        self.carry_out_classic(index, effects, disk, out);
    }

    fn sync_group(
        &mut self,
        index: PartitionIndex,
        socket: Socket,
        request: SyncGroupRequest,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let id = self.groups.park(socket);
        let mut effects = Effects::default();
        if let Some(shard) = self.groups.shards.get_mut(&index) {
            shard.classic.sync(request, id, &mut effects);
        }
        self.carry_out_classic(index, effects, disk, out);
    }

    /// A member of a classic group lives, or leaves.
    fn live_or_leave(
        &mut self,
        index: PartitionIndex,
        socket: Socket,
        request: &Request,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let Some(shard) = self.groups.shards.get_mut(&index) else {
            return;
        };
        let mut effects = Effects::default();
        let answer = match request {
            Request::Heartbeat(member) => {
                Response::Heartbeat(shard.classic.heartbeat(member, &mut effects))
            }
            Request::LeaveGroup(request) => {
                Response::LeaveGroup(shard.classic.leave(request, &mut effects))
            }
            _ => return,
        };
        self.carry_out_classic(index, effects, disk, out);
        self.answer_after_writes(index, socket, answer, out);
    }

    /// A member of a group of the consumer protocol joins, lives or leaves. A classic group that nobody is
    /// in makes room for it (`maybeDeleteEmptyClassicGroup`).
    fn consumer_heartbeat(
        &mut self,
        index: PartitionIndex,
        socket: Socket,
        request: &ConsumerGroupHeartbeatRequest,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let id = self.groups.park(socket);
        let Some(shard) = self.groups.shards.get_mut(&index) else {
            return;
        };
        // What is wrong in itself is refused whatever the group is.
        if let Err(error) = validate_heartbeat(request) {
            let refused = Response::ConsumerGroupHeartbeat(Err(error));
            return self.answer_parked(id, refused, out);
        }
        let tombstone = shard.delete_classic(&request.group_id);
        if shard.classic.group(&request.group_id).is_some() {
            let refused = Err(ErrorCode::GroupIdNotFound);
            return self.answer_parked(id, Response::ConsumerGroupHeartbeat(refused), out);
        }
        let mut effects = ConsumerGroupEffects::default();
        let metadata = &self.metadata;
        let topic = |name: &str| subscribed_topic(metadata, name);
        (shard.consumer).heartbeat(request, id, out.now(), &topic, &mut effects);
        if let Some(tombstone) = tombstone {
            self.write_records(index, vec![tombstone], Then::Nothing, disk, out);
        }
        self.carry_out_consumer(index, effects, disk, out);
    }
}

impl Shard {
    /// What a group is doing, by Kafka's name (`GroupMetadataManager.describeGroups`).
    #[must_use]
    pub fn state_of(&self, group: &GroupId) -> &'static str {
        if let Some(known) = self.consumer.group(group) {
            return known.state().name();
        }
        match self.classic.group(group) {
            Some(known) => known.state.name(),
            // A group of consumers that chose their partitions themselves.
            None if self.offsets.of_group(group).is_some() => ClassicGroupState::Empty.name(),
            None => ClassicGroupState::Dead.name(),
        }
    }
}
