//! A member for which others wait, and why it does not come.

use super::chain::Chain;
use super::{Clock, GroupReason, Reason};
use crate::client::{Asked, MemberAwaits};
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
        let node = client.id;
        let is_cut_off = |chain: &mut Self| {
            let connection = client.coordinator_connection();
            connection.is_some_and(|connection| chain.is_cut_off(connection))
        };
        if self.is_frozen(node) || is_cut_off(self) {
            return self.member_session(broker, group, id, node);
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
        self.member_session(broker, group, id, consumer);
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

    /// When the coordinator puts a member out that it does not hear of.
    fn member_session(&mut self, broker: BrokerId, group: &GroupId, id: &MemberId, node: NodeId) {
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
