//! Which consumer is a member that a coordinator knows.

use crate::client::Consumer;
use crate::group::MemberId;
use crate::group::classic::GroupId;
use crate::id::NodeId;
use crate::sim::{Actor as _, World};

impl World {
    /// The consumer that says it is that member.
    #[must_use]
    pub(crate) fn consumer_that_is(&self, member: &MemberId) -> Option<&Consumer> {
        let mut consumers = self.consumers();
        consumers.find(|it| it.membership().member_id.as_ref() == Some(member))
    }

    /// The consumer that is a member of a group, or was before its process died. Its coordinator knows no more
    /// of it than its `client.id`, which others may bear, too: whoever is a member of its own is not meant,
    /// unless nobody else bears that name.
    #[must_use]
    pub(crate) fn consumer_of_member(
        &self,
        group: &GroupId,
        member: &MemberId,
        client_id: &str,
    ) -> Option<NodeId> {
        if let Some(consumer) = self.consumer_that_is(member) {
            return Some(consumer.id);
        }
        let mut namesakes = Vec::new();
        for consumer in self.consumers() {
            if consumer.group().as_ref() == Some(group) && *consumer.client_id() == *client_id {
                namesakes.push(consumer);
            }
        }
        let is_dead = |it: &&&Consumer| !it.is_running();
        let is_nobody = |it: &&&Consumer| it.membership().member_id.is_none();
        let found = namesakes.iter().find(is_dead);
        let found = found.or_else(|| namesakes.iter().find(is_nobody));
        match (found, namesakes.as_slice()) {
            (Some(consumer), _) | (None, [consumer]) => Some(consumer.id),
            (None, _) => None,
        }
    }
}
