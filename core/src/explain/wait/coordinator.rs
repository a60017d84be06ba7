//! Who coordinates a group, and what a coordinator has not answered.

use super::chain::Chain;
use super::{Clock, GroupReason, Reason};
use crate::broker::{Held, PendingRecords, Process};
use crate::client::Consumer;
use crate::group::MemberId;
use crate::group::classic::{ClassicGroup, GroupId};
use crate::id::{BrokerId, NodeId};
use crate::line::count;
use crate::sim::Timer;
use crate::time::Time;

impl Chain<'_> {
    /// What a consumer waits for that does not know its coordinator.
    pub fn coordinator(&mut self, client: &Consumer) {
        let node = client.id;
        if !self.because(Reason::Group(GroupReason::NoCoordinator(node))) || self.is_frozen(node) {
            return;
        }
        self.call_ends(client);
        if !client.cluster().has_heard() {
            return self.metadata_of_client(node, client.cluster());
        }
        if let Some(group) = client.group() {
            self.nobody_coordinates(&group);
        }
        match client.looks_for_coordinator() {
            Some(asked) => self.answer_to(asked),
            None => {
                if let Some(looks_at) = self.world.timer_at(node, Timer::Coordinator) {
                    let at = client.asks_for_coordinator_at(looks_at);
                    self.at(Clock::AsksForCoordinator(node), at);
                }
            }
        }
    }

    /// Why nobody coordinates a group, if that is so. Whoever knows less of the cluster names one all the same.
    fn nobody_coordinates(&mut self, group: &GroupId) {
        let Some(home) = self.world.offsets_partition_of(group) else {
            return self.last(Reason::Group(GroupReason::NoOffsetsTopic));
        };
        let registration = self.world.metadata().partitions.get(&home);
        let Some(leader) = registration.and_then(|it| it.leader) else {
            return self.leaderless(home);
        };
        if self.is_out_of_order(leader) {
            self.session(leader);
        }
    }

    /// A broker that is to coordinate a group reads its log first.
    pub fn loading(&mut self, group: &GroupId) {
        let leader = self.world.offsets_partition_of(group).and_then(|home| {
            let registration = self.world.metadata().partitions.get(&home)?;
            registration.leader
        });
        let Some((broker, until)) = leader.and_then(|broker| {
            let process = self.world.broker(broker)?.process()?;
            Some((broker, process.loads_until(group)?))
        }) else {
            return;
        };
        self.last(Reason::Group(GroupReason::Loads(broker)));
        self.at_broker(broker, Clock::Loaded(broker), Some(until));
    }

    /// A request of a member that its coordinator has read and not answered.
    pub fn held_request(&mut self, broker: BrokerId, process: &Process, held: Held) {
        match held {
            Held::Members(group) => {
                if let Some(known) = process.classic_group(&group) {
                    self.members(broker, process, known);
                }
            }
            Held::Leader(group) => {
                if let Some(known) = process.classic_group(&group) {
                    self.leader(broker, process, known);
                }
            }
            Held::Records(records) => self.records(broker, records),
        }
    }

    /// A join waits until all members have joined, or, where the group was empty, for a while.
    fn members(&mut self, broker: BrokerId, process: &Process, group: &ClassicGroup) {
        let all = count(group.members.len());
        let until = process
            .shard_of(&group.id)
            .and_then(|shard| shard.waits_until(&group.id));
        if group.is_in_first_wait() {
            let goes_on = group.waits_for_more();
            let first = GroupReason::FirstRebalance {
                broker,
                members: all,
                goes_on,
            };
            if self.because(Reason::Group(first)) && !self.is_frozen(broker.into()) {
                let clock = Clock::FirstRebalanceEnds { broker, goes_on };
                self.at_broker(broker, clock, until);
            }
            return;
        }
        let mut missing: Vec<(&MemberId, &str)> = Vec::new();
        for member in group.missing_members() {
            missing.push((&member.id, &member.client_id));
        }
        let joined = all.saturating_sub(count(missing.len()));
        for id in group.pending_join_members.iter() {
            missing.push((id, id.name()));
        }
        let nodes = missing.iter();
        let mut nodes: Vec<NodeId> = nodes
            .filter_map(|(id, client)| self.world.consumer_of_member(&group.id, id, client))
            .collect();
        nodes.sort();
        let awaits = GroupReason::AwaitsMembers {
            broker,
            missing: nodes,
            joined,
            members: joined + count(missing.len()),
        };
        if !self.because(Reason::Group(awaits)) || self.is_frozen(broker.into()) {
            return;
        }
        self.at_broker(broker, Clock::JoinEnds(broker), until);
        // The others come before, and then it is still this one that is waited for.
        let last = missing.iter().max_by_key(|(id, client)| {
            let mut chain = Chain::new(self.world);
            chain.absent(broker, &group.id, id, client);
            chain.first_end().unwrap_or(Time(u64::MAX))
        });
        if let Some((id, client)) = last {
            self.absent(broker, &group.id, id, client);
        }
    }

    /// The assignment of a group waits for its leader, who assigns.
    fn leader(&mut self, broker: BrokerId, process: &Process, group: &ClassicGroup) {
        let leader = group.leader.as_ref().and_then(|id| group.member(id));
        let Some(leader) = leader else {
            return;
        };
        let found = (self.world).consumer_of_member(&group.id, &leader.id, &leader.client_id);
        let Some(node) = found else {
            return;
        };
        let awaits = GroupReason::AwaitsLeader {
            broker,
            leader: node,
        };
        if !self.because(Reason::Group(awaits)) || self.is_frozen(broker.into()) {
            return;
        }
        let until = process
            .shard_of(&group.id)
            .and_then(|shard| shard.waits_until(&group.id));
        self.at_broker(broker, Clock::SyncEnds(broker), until);
        self.absent(broker, &group.id, &leader.id, &leader.client_id);
    }

    /// What a coordinator has written counts once the high watermark has passed it.
    fn records(&mut self, broker: BrokerId, records: PendingRecords) {
        let PendingRecords {
            partition,
            end_offset,
            until,
        } = records;
        let Some(log) = self.world.broker(broker).and_then(|it| it.log(partition)) else {
            return;
        };
        let needs = GroupReason::RecordsNeedHighWatermark {
            broker,
            partition,
            required: end_offset,
            high_watermark: log.high_watermark(),
        };
        if !self.because(Reason::Group(needs)) || self.is_frozen(broker.into()) {
            return;
        }
        self.at_broker(broker, Clock::WriteExpires(broker), Some(until));
        if !self.superseded(broker, partition) {
            self.high_watermark(broker, partition);
        }
    }

    /// Something that a broker does by its clock, unless it is frozen.
    pub fn at_broker(&mut self, broker: BrokerId, clock: Clock, at: Option<Time>) {
        let works = !self.world.is_paused(NodeId::Broker(broker));
        if let Some(at) = at.filter(|_| works) {
            self.at(clock, at.max(self.now()));
        }
    }
}
