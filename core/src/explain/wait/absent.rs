//! A member for which others wait, and why it does not come.

use super::chain::Chain;
use super::{Clock, GroupReason, Reason};
use crate::client::Consumer;
use crate::group::MemberId;
use crate::group::classic::GroupId;
use crate::id::{BrokerId, NodeId};

impl<'a> Chain<'a> {
    /// Why a member that its coordinator knows does not do what others wait for. Who is silent is put out
    /// when its session ends.
    pub fn absent(&mut self, broker: BrokerId, group: &GroupId, id: &MemberId, client_id: &str) {
        let Some(client) = self.behind(id) else {
            if let Some(consumer) = self.node_of(id, client_id) {
                self.last(Reason::Group(GroupReason::Gone {
                    broker,
                    consumer,
                    standing: self.world.standing_of_client(consumer),
                }));
                self.member_session(broker, group, id, consumer);
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

    /// The consumer that is that member now.
    pub fn behind(&self, id: &MemberId) -> Option<&'a Consumer> {
        let mut consumers = self.world.consumers();
        consumers.find(|it| it.membership().member_id.as_ref() == Some(id))
    }

    /// The consumer that is, or was, that member.
    pub fn node_of(&self, id: &MemberId, client_id: &str) -> Option<NodeId> {
        let now = self.behind(id).map(|client| client.id);
        now.or_else(|| {
            let mut consumers = self.world.consumers();
            let of_name = |it: &&Consumer| *it.client_id() == *client_id;
            consumers.find(of_name).map(|client| client.id)
        })
    }
}
