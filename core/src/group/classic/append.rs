//! What waits for a record to be in `__consumer_offsets`.

use serde::{Deserialize, Serialize};

use super::step::Step;
use super::{
    AppendId, Assignment, ClassicGroup, ClassicGroupMember, ClassicGroupState, GroupId,
    RebalanceReason,
};
use crate::group::MemberId;
use crate::id::GenerationId;
use crate::sorted::Map;
use crate::wire::ErrorCode;

/// Why a record is written, and what is to be done afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Append {
    /// There is a new group. If that cannot be written there is none.
    NewGroup,
    /// The last member is gone. Should that not be written, then whoever coordinates the group next finds
    /// members whose sessions end.
    BecameEmpty,
    /// The leader has assigned.
    Assignment {
        /// In this generation.
        generation: GenerationId,
        /// What each is to have.
        assignments: Vec<(MemberId, Assignment)>,
    },
    /// A static member came back.
    StaticMember(Replacement),
}

/// A static member's place has gone to another id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Replacement {
    /// Who had it.
    pub replaced: ClassicGroupMember,
    /// Who has it.
    pub new_id: MemberId,
}

/// The records that are on their way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Appends {
    next: AppendId,
    pending: Map<AppendId, (GroupId, Append)>,
}

impl Appends {
    pub fn begin(&mut self, group: GroupId, append: Append) -> AppendId {
        let id = self.next;
        self.next = AppendId(id.0.saturating_add(1));
        self.pending.insert(id, (group, append));
        id
    }

    pub fn end(&mut self, id: AppendId) -> Option<(GroupId, Append)> {
        self.pending.remove(&id)
    }

    /// The last append of a group, if one is on its way.
    pub fn last_of(&self, group: &GroupId) -> Option<AppendId> {
        let mut pending = self.pending.iter();
        let (id, _) = pending.rfind(|(_, (of, _))| of == group)?;
        Some(*id)
    }

    /// Nobody waits for any of them any more.
    pub fn forget(&mut self) {
        self.pending = Map::default();
    }
}

impl ClassicGroup {
    /// A record of the group is written, or is not. What was to be done may have been overtaken since.
    pub(super) fn append_completed(
        &mut self,
        append: Append,
        result: Result<(), ErrorCode>,
        step: &mut Step<'_>,
    ) {
        let result = result.map_err(append_error);
        match (append, result) {
            (Append::BecameEmpty | Append::NewGroup, _) => {}
            (
                Append::Assignment {
                    generation,
                    assignments,
                },
                result,
            ) => {
                if self.state != ClassicGroupState::CompletingRebalance
                    || self.generation != generation
                {
                    return;
                }
                match result {
                    Ok(()) => self.set_assignments(assignments, step),
                    Err(error) => {
                        self.refuse_syncs(error, step);
                        let leader = self.leader.clone().unwrap_or_else(|| MemberId("".into()));
                        let reason = RebalanceReason::AssignmentLost { leader, error };
                        self.prepare_rebalance(reason, step);
                    }
                }
            }
            (Append::StaticMember(Replacement { new_id, .. }), Ok(())) => {
                self.static_member_kept(&new_id, step);
            }
            (Append::StaticMember(replacement), Err(error)) => {
                self.static_member_lost(replacement, error, step);
            }
        }
    }

    /// The new group is not kept after all: whoever joined it is told why.
    pub(super) fn new_group_lost(&mut self, error: ErrorCode, step: &mut Step<'_>) {
        let error = append_error(error);
        for mut member in core::mem::take(&mut self.members) {
            step.stop_heartbeat(self, &member.id);
            step.refuse_all(&mut member, None, error);
        }
        self.close(step);
    }
}

/// What members are told of a failed write (`appendGroupMetadataErrorToResponseError`).
#[must_use]
pub fn append_error(error: ErrorCode) -> ErrorCode {
    match error {
        ErrorCode::UnknownTopicOrPartition
        | ErrorCode::NotEnoughReplicas
        | ErrorCode::RequestTimedOut => ErrorCode::CoordinatorNotAvailable,
        ErrorCode::NotLeaderOrFollower => ErrorCode::NotCoordinator,
        other => other,
    }
}
