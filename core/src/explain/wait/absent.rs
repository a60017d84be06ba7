//! A member for which others wait, and why it does not come.

use super::chain::Chain;
use super::{Clock, GroupReason, Reason};
use crate::client::{Asked, Consumer, MemberAwaits};
use crate::group::MemberId;
use crate::group::classic::GroupId;
use crate::id::{BrokerId, NodeId};

impl Chain<'_> {
    /// Why a member that its coordinator knows does not do what others wait for. Who is silent is put out
    /// when its session ends.
    pub fn absent(&mut self, broker: BrokerId, group: &GroupId, id: &MemberId, client_id: &str) {
        let Some(client) = self.world.consumer_that_is(id) else {
            if let Some(consumer) = self.world.consumer_of_member(group, id, client_id) {
                self.gone(broker, group, id, consumer);
            }
            return;
        };
        if self.is_unheard(broker, group, id, client) {
            return;
        }
        match client.member_awaits() {
            Some(awaits) => self.member_awaits(client, awaits),
            None => self.next_heartbeat(client),
        }
    }

    /// Nobody says that he is that member: its process has ended, or the id that it was given has not reached
    /// it yet.
    pub fn gone(&mut self, broker: BrokerId, group: &GroupId, id: &MemberId, consumer: NodeId) {
        if let Some(join) = self.is_given_id_with(broker, group, id, consumer) {
            return self.answer_to(join);
        }
        self.last(Reason::Group(GroupReason::Gone {
            broker,
            consumer,
            standing: self.world.standing_of_client(consumer),
        }));
        self.session_of(broker, group, id, consumer);
    }

    /// The join of a consumer that is told with the answer by which id it is to do so.
    fn is_given_id_with(
        &self,
        broker: BrokerId,
        group: &GroupId,
        id: &MemberId,
        consumer: NodeId,
    ) -> Option<Asked> {
        let process = self.world.broker(broker)?.process()?;
        let is_pending = process
            .classic_group(group)?
            .pending_join_members
            .contains(id);
        let client = self.world.consumer(consumer)?;
        match client.member_awaits()? {
            MemberAwaits::Join(join) if is_pending && client.membership().member_id.is_none() => {
                Some(join)
            }
            _ => None,
        }
    }

    /// When the coordinator of a consumer's group puts it out if it hears nothing of it.
    pub fn session_of_member(&mut self, client: &Consumer) {
        let (Some(group), Some(id)) = (client.group(), &client.membership().member_id) else {
            return;
        };
        let Some((broker, process)) = self.world.coordinator_of(&group) else {
            return;
        };
        // Whoever waits for its coordinator's answer is not put out for its silence.
        let member = process.classic_group(&group).and_then(|it| it.member(id));
        if !member.is_some_and(|member| member.has_satisfied_heartbeat()) {
            self.session_of(broker, &group, id, client.id);
        }
    }

    /// Whether nothing gets from a member to its coordinator: then the chain goes on with that, and the member is put
    /// out when its session ends.
    pub fn is_unheard(
        &mut self,
        broker: BrokerId,
        group: &GroupId,
        id: &MemberId,
        client: &Consumer,
    ) -> bool {
        let connection = client.coordinator_connection();
        let is_unheard = self.is_frozen(client.id)
            || connection.is_some_and(|connection| self.is_cut_off(connection));
        if is_unheard {
            self.session_of(broker, group, id, client.id);
        }
        is_unheard
    }

    /// When the coordinator puts a member out that it does not hear of.
    pub fn session_of(&mut self, broker: BrokerId, group: &GroupId, id: &MemberId, node: NodeId) {
        let process = self.world.broker(broker).and_then(|it| it.process());
        let Some(process) = process else {
            return;
        };
        let shard = process.shard_of(group);
        let until = shard.and_then(|shard| shard.session_ends_at(group, id));
        let clock = Clock::MemberSessionEnds {
            broker,
            consumer: node,
            is_classic: process.classic_group(group).is_some(),
        };
        self.at_broker(broker, clock, until);
    }
}
