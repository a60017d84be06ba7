//! Who may commit and ask for offsets (`ConsumerGroup.validateOffsetCommit`, `validateOffsetFetch`).

use super::ConsumerGroup;
use crate::group::MemberId;
use crate::group::classic::OffsetCommitter;
use crate::id::{GroupEpoch, TopicPartition};
use crate::wire::ErrorCode;

impl ConsumerGroup {
    /// Whether offsets of these partitions may be committed. A member that has not heard of its present
    /// epoch yet may do so for what it has had since before the epoch that it says (KIP-1251); one
    /// partition that it may not refuses them all.
    pub(super) fn validate_offset_commit(
        &self,
        committer: &OffsetCommitter,
        partitions: &[TopicPartition],
    ) -> Result<(), ErrorCode> {
        let says_epoch = committer.generation.is_some_and(|epoch| epoch.0 >= 0);
        if !says_epoch && self.members.is_empty() {
            return Ok(());
        }
        let says_member = committer.member_id.is_some() || committer.instance_id.is_some();
        if committer.is_transactional && !says_epoch && !says_member {
            return Ok(());
        }
        let id = committer.member_id.as_ref();
        let member = id.and_then(|id| self.members.get(id));
        let member = member.ok_or(ErrorCode::UnknownMemberId)?;
        let current = &member.current;
        let epoch = GroupEpoch(committer.generation.map_or(-1, |epoch| epoch.0));
        let has_had = |partition: &TopicPartition| {
            current
                .epoch_of(*partition)
                .is_some_and(|assigned_in| epoch >= assigned_in)
        };
        let is_accepted = epoch == current.member_epoch
            || epoch < current.member_epoch && partitions.iter().all(has_had);
        match (is_accepted, member.uses_classic_protocol()) {
            (true, _) => Ok(()),
            (false, true) => Err(ErrorCode::IllegalGeneration),
            (false, false) => Err(ErrorCode::StaleMemberEpoch),
        }
    }

    /// Whether offsets may be asked for: by whoever says neither a member nor an epoch, and by a member
    /// in its epoch.
    pub(super) fn validate_offset_fetch(
        &self,
        member_id: Option<&MemberId>,
        member_epoch: Option<GroupEpoch>,
    ) -> Result<(), ErrorCode> {
        let epoch = member_epoch.unwrap_or(GroupEpoch(-1));
        let Some(id) = member_id else {
            return if epoch.0 < 0 {
                Ok(())
            } else {
                Err(ErrorCode::UnknownMemberId)
            };
        };
        let member = self.members.get(id).ok_or(ErrorCode::UnknownMemberId)?;
        if member.current.member_epoch == epoch {
            Ok(())
        } else {
            Err(ErrorCode::StaleMemberEpoch)
        }
    }
}
