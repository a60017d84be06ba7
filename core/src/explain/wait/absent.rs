//! A member for which others wait, and why it does not come.

use super::chain::Chain;
use super::silence::is_silent_member;
use super::{GroupReason, Reason};
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
        let client = self.world.consumer(consumer);
        let has_left = client.is_some_and(Consumer::has_left_for_a_while);
        let standing = self.world.standing_of_client(consumer);
        self.last(Reason::Group(match has_left {
            true => GroupReason::KeepsPlace { broker, consumer },
            false => GroupReason::Gone {
                broker,
                consumer,
                standing,
            },
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
        if self.is_frozen(client.id) {
            return true;
        }
        let is_cut_off = connection.is_some_and(|connection| self.is_cut_off(connection));
        if is_cut_off && is_silent_member(self.world, client) {
            self.session_of(broker, group, id, client.id);
        }
        is_cut_off
    }
}
