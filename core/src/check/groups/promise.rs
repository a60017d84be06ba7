//! What a group's configuration promises of its work, and by what it is none of its loops' any more.

use crate::command::ConsumerCall;
use crate::group::classic::GroupId;
use crate::scenario::{CommitCall, OnFailure};
use crate::sim::World;

/// Whether a group commits nothing before it is worked on: its applications commit afterwards, or leave that
/// to `poll`, nothing that fails is passed over, and nobody commits beside them. (A consumer that commits by
/// itself does so when it is closed, too, whatever its application has in hand.)
pub(super) fn promises_no_skip(world: &World, group: &GroupId) -> bool {
    world.consumers_of(group).all(|member| {
        let spec = member.application().spec();
        let commits_at_close = member.config().commits_by_itself();
        !spec.by_hand
            && !spec.commit_first
            && match spec.on_failure {
                OnFailure::Close => !commits_at_close,
                OnFailure::SeekBack => true,
                OnFailure::PassOver => false,
            }
    })
}

/// Whether a group works on nothing that it has not committed.
pub(super) fn promises_at_most_once(world: &World, group: &GroupId) -> bool {
    world.consumers_of(group).all(|member| {
        let spec = member.application().spec();
        !spec.by_hand
            && spec.commit_first
            && spec.commit == CommitCall::Sync
            && !member.config().commits_by_itself()
    })
}

/// Whether a call is one of those that a loop makes, or moves it: made beside it, it commits or drops what the
/// loop has not worked on yet, or comes before a commit that is under way.
pub(super) fn is_of_loop(call: &ConsumerCall) -> bool {
    matches!(
        call,
        ConsumerCall::Poll { .. }
            | ConsumerCall::PollOn
            | ConsumerCall::Commit
            | ConsumerCall::CommitWithin { .. }
            | ConsumerCall::CommitAsync
            | ConsumerCall::CommitOffset { .. }
            | ConsumerCall::Close
            | ConsumerCall::Seek { .. }
            | ConsumerCall::SeekToBeginning
            | ConsumerCall::SeekToEnd
    )
}
