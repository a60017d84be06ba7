//! What a coordinator keeps requests for, and until when: for whoever explains that.

use super::shard::{PendingWrite, Shard, ShardTimer, Then};
use super::{GroupCoordinator, Process};
use crate::group::MemberId;
use crate::group::classic::{ClassicGroup, ClassicGroupState, GroupId, RequestId};
use crate::group::consumer_group::ConsumerGroupTimer;
use crate::id::{Offset, PartitionIndex, TopicPartition};
use crate::sim::Socket;
use crate::time::Time;

/// For what a coordinator has not answered a request of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Held {
    /// It is a join: for the members that have not joined again, or for more that may come.
    Members(GroupId),
    /// For the assignment, which the leader has not sent.
    Leader(GroupId),
    /// For records that are not committed.
    Records(PendingRecords),
}

/// Records of a coordinator's that are not committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PendingRecords {
    /// Where they are written.
    pub partition: TopicPartition,
    /// The high watermark that passes them.
    pub end_offset: Offset,
    /// Until when whoever waits for them waits.
    pub until: Time,
}

impl Process {
    /// For what a request of a member has no answer yet.
    #[must_use]
    pub(crate) fn holds(&self, socket: Socket) -> Option<Held> {
        let request = self.groups.request_on(socket);
        for (index, shard) in &self.groups.shards {
            let held = match request {
                Some(request) => self.holds_request(*index, shard, request),
                None => self.records(
                    *index,
                    shard,
                    |write| matches!(&write.then, Then::Answer(to, _) if *to == socket),
                ),
            };
            if held.is_some() {
                return held;
            }
        }
        None
    }

    fn holds_request(
        &self,
        index: PartitionIndex,
        shard: &Shard,
        request: RequestId,
    ) -> Option<Held> {
        if let Some(append) = shard.consumer.answers_after(request) {
            return self.records(index, shard, |write| write.then == Then::Consumer(append));
        }
        let mut groups = shard.classic.iter();
        let group = groups.find(|group| asks(group, request))?;
        let id = &group.id;
        let append = shard.classic.is_writing(id);
        let written = append.and_then(|append| {
            self.records(index, shard, |write| write.then == Then::Classic(append))
        });
        match group.state {
            ClassicGroupState::PreparingRebalance => Some(Held::Members(id.clone())),
            ClassicGroupState::CompletingRebalance if written.is_none() => {
                Some(Held::Leader(id.clone()))
            }
            _ => written,
        }
    }

    fn records(
        &self,
        index: PartitionIndex,
        shard: &Shard,
        is_it: impl Fn(&PendingWrite) -> bool,
    ) -> Option<Held> {
        let write = shard.writes.iter().find(|write| is_it(write))?;
        Some(Held::Records(PendingRecords {
            partition: self.offsets_partition(index)?,
            end_offset: write.end_offset,
            until: write.deadline,
        }))
    }

    /// Until when it reads the log that a group is in, if it does.
    #[must_use]
    pub(crate) fn loads_until(&self, group: &GroupId) -> Option<Time> {
        let index = self.partition_of_group(group)?;
        self.groups.shards.get(&index)?.loaded_at
    }
}

impl GroupCoordinator {
    fn request_on(&self, socket: Socket) -> Option<RequestId> {
        let mut parked = self.parked.iter();
        let (request, _) = parked.find(|(_, on)| **on == socket)?;
        Some(*request)
    }
}

impl Shard {
    /// Until when a member of the consumer protocol may take to give up what it is to give up.
    #[must_use]
    pub(crate) fn revokes_until(&self, group: &GroupId, member: &MemberId) -> Option<Time> {
        let timer = ConsumerGroupTimer::Rebalance(group.clone(), member.clone());
        self.timers.get(&ShardTimer::Consumer(timer)).copied()
    }
}

/// Whether a member's request waits in a group.
fn asks(group: &ClassicGroup, request: RequestId) -> bool {
    group
        .members
        .iter()
        .any(|it| [it.awaiting_join, it.awaiting_sync].contains(&Some(request)))
}
