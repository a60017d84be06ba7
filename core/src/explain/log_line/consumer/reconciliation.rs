//! What a member of the consumer protocol logs on its way to what it is to have
//! (`AbstractMembershipManager`).

use super::super::part::MemberPart as Member;
use super::super::phrase::{Phrase, phrase};
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
        let who = phrase! {
            Member::MemberId: "Member {member} ";
            Member::MemberEpoch: "with epoch {epoch} ";
        };
        let said = phrase! {
            ..who;
            "transitioned ";
            Member::StateBefore: "from {} ", from.name();
            Member::StateNow: "to {}", to.name();
            ".";
        };
        self.info(MEMBERSHIP, said);
        if to == ConsumerMemberState::Fatal {
            let said = phrase! {
                ..who;
                Member::FatalState: "transitioned to fatal state";
            };
            self.error(MEMBERSHIP, said);
        }
    }

    pub(super) fn reconciling(&mut self, member: &MemberId, local_epoch: u32, change: &Phrase) {
        let said = phrase! {
            Member::Reconciling: "Reconciling assignment ";
            Member::LocalEpoch: "with local epoch {local_epoch}\n";
            "\t";
            Member::MemberId: "Member:                                    {member}\n";
            ..change;
        };
        self.info(MEMBERSHIP, said);
    }

    pub(super) fn revoking(&mut self, partitions: &[TopicPartition]) {
        let said = phrase! {
            Member::Revoking: "Revoking previously assigned partitions {}", self.list(partitions);
        };
        self.info(MEMBERSHIP, said);
    }
}
