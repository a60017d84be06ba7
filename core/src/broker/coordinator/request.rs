//! Requests of groups' members: each finds its group's shard, or is refused.

use super::{Process, refusal, subscribed_topic};
use crate::broker::Disk;
use crate::command::AdminCommand;
use crate::group::GroupState;
use crate::group::MemberId;
use crate::group::classic::{Effects, JoinGroupRequest, SyncGroupRequest};
use crate::group::consumer_group::{
    ConsumerGroupEffects, ConsumerGroupEvent, Conversion, validate_heartbeat,
};
use crate::id::PartitionIndex;
use crate::sim::{Out, Socket};
use crate::uuid::client_member_id;
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
                let known = self.describe_group(group);
                let state = known.map_or(GroupState::Dead, |known| known.state);
                Some(Response::DescribeGroup(Ok(state)))
            }
            _ => None,
        }
    }

    /// A member of the classic protocol joins: a group of the consumer protocol, if there is one with members
    /// (`classicGroupJoinToConsumerGroup`); one that nobody is in makes room for a classic group
    /// (`maybeDeleteEmptyConsumerGroup`).
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
        let group = request.group_id.clone();
        let mut emptied = ConsumerGroupEffects::default();
        match shard.consumer.delete(&group, &mut emptied) {
            Err(ErrorCode::NonEmptyGroup) => {
                let bits = (u128::from(out.random_bits()) << 64) | u128::from(out.random_bits());
                let new_id = MemberId(client_member_id(bits).into());
                let metadata = &self.metadata;
                let topic = |name: &str| subscribed_topic(metadata, name);
                let mut effects = ConsumerGroupEffects::default();
                (shard.consumer).join(&request, (id, new_id), out.now(), &topic, &mut effects);
                return self.carry_out_consumer(index, effects, disk, out);
            }
            Ok(()) => {
                let converted = ConsumerGroupEvent::Converted(Conversion::EmptyConsumer);
                emptied.events.push((group, converted));
            }
            Err(_) => {}
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
        let (mut classic, mut consumer) = (Effects::default(), ConsumerGroupEffects::default());
        if let Some(shard) = self.groups.shards.get_mut(&index) {
            if shard.consumer.group(&request.member.group_id).is_some() {
                let metadata = &self.metadata;
                let topic = |name: &str| subscribed_topic(metadata, name);
                (shard.consumer).sync(&request, id, &topic, &mut consumer);
            } else {
                shard.classic.sync(request, id, &mut classic);
            }
        }
        self.carry_out_classic(index, classic, disk, out);
        self.carry_out_consumer(index, consumer, disk, out);
    }

    /// A member of the classic protocol lives, or leaves.
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
        let (mut classic, mut consumer) = (Effects::default(), ConsumerGroupEffects::default());
        let metadata = &self.metadata;
        let topic = |name: &str| subscribed_topic(metadata, name);
        let answer = match request {
            Request::Heartbeat(member) => {
                Response::Heartbeat(match shard.consumer.group(&member.group_id) {
                    Some(_) => shard.consumer.classic_heartbeat(member, &mut consumer),
                    None => shard.classic.heartbeat(member, &mut classic),
                })
            }
            Request::LeaveGroup(request) => {
                Response::LeaveGroup(match shard.consumer.group(&request.group_id) {
                    Some(_) => {
                        let now = out.now();
                        Ok((shard.consumer).leave(request, now, &topic, &mut consumer))
                    }
                    None => shard.classic.leave(request, &mut classic),
                })
            }
            _ => return,
        };
        self.carry_out_classic(index, classic, disk, out);
        self.carry_out_consumer(index, consumer, disk, out);
        self.answer_after_writes(index, socket, answer, out);
    }

    /// A member of the consumer protocol joins, lives or leaves. A classic group becomes one of the consumer
    /// protocol if one joins that may (`getOrMaybeCreateConsumerGroup`).
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
            let refused = Response::ConsumerGroupHeartbeat(Err(error.into()));
            return self.answer_parked(id, refused, out);
        }
        let group = &request.group_id;
        let (mut classic, mut consumer) = (Effects::default(), ConsumerGroupEffects::default());
        let metadata = &self.metadata;
        let topic = |name: &str| subscribed_topic(metadata, name);
        let before = shard.classic.group(group);
        (shard.consumer).heartbeat(request, id, out.now(), &topic, before, &mut consumer);
        if shard.consumer.group(group).is_some() {
            shard.classic.retire(group, &mut classic);
        }
        self.carry_out_classic(index, classic, disk, out);
        self.carry_out_consumer(index, consumer, disk, out);
    }
}
