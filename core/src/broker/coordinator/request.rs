//! Requests of groups' members: each finds its group's shard, or is refused.

use super::{Process, refusal};
use crate::broker::Disk;
use crate::command::AdminCommand;
use crate::group::classic::{ClassicGroupState, Effects, GroupId, GroupResponse};
use crate::id::PartitionIndex;
use crate::sim::{Out, Socket};
use crate::wire::{AdminRequest, OffsetFetchRequest, OffsetFetchResponse, Request, Response};

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
    }

    fn on_request_of_shard(
        &mut self,
        index: PartitionIndex,
        socket: Socket,
        request: Request,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let mut effects = Effects::default();
        let Some(shard) = self.groups.shards.get_mut(&index) else {
            return out.finish(socket);
        };
        let answer = match request {
            Request::JoinGroup(request) => {
                let id = self.groups.park(socket);
                if let Some(shard) = self.groups.shards.get_mut(&index) {
                    shard.classic.join(request, id, out.random(), &mut effects);
                }
                None
            }
            Request::SyncGroup(request) => {
                let id = self.groups.park(socket);
                if let Some(shard) = self.groups.shards.get_mut(&index) {
                    shard.classic.sync(request, id, &mut effects);
                }
                None
            }
            Request::Heartbeat(member) => {
                let result = shard.classic.heartbeat(&member, &mut effects);
                Some(Response::Heartbeat(result))
            }
            Request::LeaveGroup(request) => {
                let result = shard.classic.leave(&request, &mut effects);
                Some(Response::LeaveGroup(result))
            }
            Request::OffsetFetch(request) => {
                let response = shard.fetch_offsets(&request);
                return out.respond(socket, Response::OffsetFetch(response));
            }
            Request::DescribeGroup(group) => {
                let state = shard.state_of(&group);
                return out.respond(socket, Response::DescribeGroup(Ok(state.into())));
            }
            Request::OffsetCommit(request) => {
                return self.commit_offsets(index, socket, &request, disk, out);
            }
            Request::Admin(AdminRequest {
                command: AdminCommand::DeleteGroup(group),
            }) => return self.delete_group(index, socket, &group, disk, out),
            _ => return out.finish(socket),
        };
        self.carry_out_group_effects(index, effects, disk, out);
        if let Some(answer) = answer {
            self.answer_after_writes(index, socket, answer, out);
        }
        self.set_groups_timer(out);
    }

    /// Does what groups want done: answers, timers, records. A record that cannot be written is reported at
    /// once, which may lead to more.
    pub(super) fn carry_out_group_effects(
        &mut self,
        index: PartitionIndex,
        effects: Effects,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        for (request, response) in effects.answers {
            if let Some(socket) = self.groups.parked.remove(&request) {
                out.respond(
                    socket,
                    match response {
                        GroupResponse::JoinGroup(response) => Response::JoinGroup(response),
                        GroupResponse::SyncGroup(result) => Response::SyncGroup(result),
                    },
                );
            }
        }
        if let Some(shard) = self.groups.shards.get_mut(&index) {
            let now = out.now();
            for (timer, after_ms) in effects.timers {
                shard.set_timer(timer, after_ms, now);
            }
        }
        for (append, record) in effects.records {
            self.write_group(index, append, record, disk, out);
        }
    }
}

impl super::Shard {
    /// What a group is doing, by Kafka's name (`GroupMetadataManager.describeGroups`).
    #[must_use]
    pub fn state_of(&self, group: &GroupId) -> &'static str {
        match self.classic.group(group) {
            Some(known) => known.state.name(),
            // A group of consumers that chose their partitions themselves.
            None if self.offsets.of_group(group).is_some() => ClassicGroupState::Empty.name(),
            None => ClassicGroupState::Dead.name(),
        }
    }

    /// What a group has committed (`OffsetMetadataManager.fetchOffsets`).
    fn fetch_offsets(&self, request: &OffsetFetchRequest) -> OffsetFetchResponse {
        let group = self.offsets.of_group(&request.group_id);
        let mut offsets = Vec::new();
        match &request.partitions {
            Some(partitions) => {
                for partition in partitions {
                    let kept = group.and_then(|group| group.get(partition));
                    offsets.push((*partition, kept.map(|kept| kept.committed.clone())));
                }
            }
            None => {
                for (partition, kept) in group.into_iter().flatten() {
                    offsets.push((*partition, Some(kept.committed.clone())));
                }
            }
        }
        Ok(offsets)
    }
}
