//! What a member of the consumer protocol logs on its way to what it is to have
//! (`AbstractMembershipManager`).

use super::{Lines, MEMBERSHIP};
use crate::client::ConsumerMemberState;
use crate::group::MemberId;
use crate::id::{GroupEpoch, TopicPartition};

impl Lines<'_, '_, '_> {
    pub(super) fn transitioned(
        &mut self,
        member: &MemberId,
        epoch: GroupEpoch,
        from: ConsumerMemberState,
        to: ConsumerMemberState,
    ) {
        let text = format!(
            "Member {member} with epoch {epoch} transitioned from {} to {}.",
            from.name(),
            to.name()
        );
        self.info(MEMBERSHIP, &text);
        if to == ConsumerMemberState::Fatal {
            let text = format!("Member {member} with epoch {epoch} transitioned to fatal state");
            self.error(MEMBERSHIP, &text);
        }
    }

    pub(super) fn reconciling(&mut self, member: &MemberId, local_epoch: u32, change: &str) {
        let text = format!(
            "Reconciling assignment with local epoch {local_epoch}\n\tMember:                    \
             \u{20}               {member}\n{change}"
        );
        self.info(MEMBERSHIP, &text);
    }

    pub(super) fn revoking(&mut self, partitions: &[TopicPartition]) {
        let text = format!(
            "Revoking previously assigned partitions {}",
            self.list(partitions)
        );
        self.info(MEMBERSHIP, &text);
    }
}
