//! What groups want done: answers, timers, records. A record that cannot be written is reported to its group
//! at once, which may want more done.

use super::Process;
use super::shard::{ShardTimer, Then};
use crate::broker::Disk;
use crate::group::CoordinatorRecord;
use crate::group::classic::{Effects, GroupResponse, RequestId};
use crate::group::consumer_group::{ConsumerGroupEffects, ConsumerGroupResponse};
use crate::id::PartitionIndex;
use crate::sim::Out;
use crate::trace::Event;
use crate::wire::Response;

impl Process {
    /// Does what classic groups want done.
    pub(super) fn carry_out_classic(
        &mut self,
        index: PartitionIndex,
        effects: Effects,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        for (group_id, event) in effects.events {
            out.trace(Event::ClassicGroup {
                offsets_partition: index,
                group_id,
                event,
            });
        }
        for (request, response) in effects.answers {
            self.answer_parked(request, of_classic(response), out);
        }
        for (timer, after_ms) in effects.timers {
            self.set_group_timer(index, ShardTimer::Classic(timer), after_ms, out);
        }
        for (append, group) in effects.records {
            let record = CoordinatorRecord::GroupMetadata {
                group_id: group.group_id.clone(),
                value: Some(group),
            };
            self.write_records(index, vec![record], Then::Classic(append), disk, out);
        }
    }

    /// Does what groups of the consumer protocol want done.
    pub(super) fn carry_out_consumer(
        &mut self,
        index: PartitionIndex,
        effects: ConsumerGroupEffects,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        for (group_id, event) in effects.events {
            out.trace(Event::ConsumerGroup {
                offsets_partition: index,
                group_id,
                event,
            });
        }
        for (request, response) in effects.answers {
            let response = match response {
                ConsumerGroupResponse::Heartbeat(result) => {
                    Response::ConsumerGroupHeartbeat(result)
                }
                ConsumerGroupResponse::Classic(response) => of_classic(response),
            };
            self.answer_parked(request, response, out);
        }
        for (timer, after_ms) in effects.timers {
            self.set_group_timer(index, ShardTimer::Consumer(timer), after_ms, out);
        }
        for (append, records) in effects.records {
            self.write_records(index, records, Then::Consumer(append), disk, out);
        }
        for downgrade in effects.downgrades {
            let mut effects = Effects::default();
            if let Some(shard) = self.groups.shards.get_mut(&index) {
                shard.classic.adopt(downgrade, &mut effects);
            }
            self.carry_out_classic(index, effects, disk, out);
        }
    }

    pub(super) fn answer_parked(
        &mut self,
        request: RequestId,
        response: Response,
        out: &mut Out<'_>,
    ) {
        if let Some(socket) = self.groups.parked.remove(&request) {
            out.respond(socket, response);
        }
    }

    fn set_group_timer(
        &mut self,
        index: PartitionIndex,
        timer: ShardTimer,
        after_ms: Option<u64>,
        out: &Out<'_>,
    ) {
        if let Some(shard) = self.groups.shards.get_mut(&index) {
            shard.set_timer(timer, after_ms, out.now());
        }
    }
}

fn of_classic(response: GroupResponse) -> Response {
    match response {
        GroupResponse::JoinGroup(response) => Response::JoinGroup(response),
        GroupResponse::SyncGroup(result) => Response::SyncGroup(result),
    }
}
