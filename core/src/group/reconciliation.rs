//! How a member of the consumer protocol gets from what it has to what it is to have, heartbeat by
//! heartbeat (KIP-848; `CurrentAssignmentBuilder`, Apache Kafka 4.3.1).
//!
//! A member first gives up what it is not to have any more, and stays in its epoch until it reports that
//! it did. Then it goes to the epoch of the target assignment and gets what is free; for what somebody
//! else still has it waits. Nobody waits for the group as a whole.

use serde::{Deserialize, Serialize};

use crate::id::{GroupEpoch, TopicId, TopicPartition};
use crate::sorted::{Map, Set};

/// Partitions, each with the epoch in which it was assigned.
pub type AssignedPartitions = Map<TopicPartition, GroupEpoch>;

/// How far a member is (`MemberState`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MemberState {
    /// It has what it is to have, as far as it knows of the target assignment.
    Stable,
    /// It has to give partitions up first.
    UnrevokedPartitions,
    /// It waits for partitions that others have not given up yet.
    UnreleasedPartitions,
    /// It is in a state of a later version of Kafka.
    Unknown,
}

/// What the coordinator keeps of where a member is (`ConsumerGroupMember`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurrentAssignment {
    /// How far it is.
    pub state: MemberState,
    /// The epoch that it was last told.
    pub member_epoch: GroupEpoch,
    /// The one before, which it may still send if the answer was lost.
    pub previous_member_epoch: GroupEpoch,
    /// What it has, or is about to have.
    pub assigned: AssignedPartitions,
    /// What it was told to give up and may still have.
    pub pending_revocation: AssignedPartitions,
}

/// What a member is led to.
#[derive(Clone, Copy)]
pub struct Target<'a> {
    /// The epoch of the target assignment.
    pub epoch: GroupEpoch,
    /// What the member is to have.
    pub partitions: &'a Set<TopicPartition>,
    /// The topics that it subscribes to, those included that match its expression.
    pub subscribed_topics: &'a Set<TopicId>,
    /// Whether it subscribed to other topics with this heartbeat.
    pub has_subscription_changed: bool,
    /// In which epoch whoever has a partition got it; none if nobody has it.
    pub current_epoch: &'a dyn Fn(TopicPartition) -> Option<GroupEpoch>,
}

/// Why a member cannot go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReconciliationError {
    /// Its state is not known, and it has partitions: it has to give them all up and join again
    /// (`FencedMemberEpochException`).
    FencedMemberEpoch,
}

/// What becomes of a member with one heartbeat. `owned` is what it says that it has, if it says so.
///
/// # Errors
/// If it has to join again.
pub fn reconcile(
    member: &CurrentAssignment,
    target: &Target<'_>,
    owned: Option<&Set<TopicPartition>>,
) -> Result<CurrentAssignment, ReconciliationError> {
    let step = Step {
        member,
        target,
        owned,
    };
    match member.state {
        MemberState::Stable if member.member_epoch == target.epoch => Ok(step.keep()),
        MemberState::UnrevokedPartitions if step.owns_any(&member.pending_revocation) => {
            Ok(step.keep())
        }
        MemberState::Unknown if owned.is_none_or(|owned| !owned.is_empty()) => {
            Err(ReconciliationError::FencedMemberEpoch)
        }
        MemberState::Unknown => Ok(step.next(target.epoch)),
        _ => Ok(step.next(member.member_epoch)),
    }
}

impl CurrentAssignment {
    /// Where a member is that has just joined.
    #[must_use]
    pub fn joined() -> Self {
        Self {
            state: MemberState::Stable,
            member_epoch: GroupEpoch(0),
            previous_member_epoch: GroupEpoch(-1),
            assigned: Map::new(),
            pending_revocation: Map::new(),
        }
    }

    /// Whether the member may have a partition: it was given it, and has not given it up.
    #[must_use]
    pub fn holds(&self, partition: TopicPartition) -> bool {
        self.epoch_of(partition).is_some()
    }

    /// What the member may have and gives up before it gets anything: what it was told to, whatever the target is by
    /// now, and what it has besides the target.
    #[must_use]
    pub fn to_give_up(&self, target: &Set<TopicPartition>) -> Vec<TopicPartition> {
        let beyond = self.assigned.keys().filter(|it| !target.contains(it));
        self.pending_revocation
            .keys()
            .chain(beyond)
            .copied()
            .collect()
    }

    /// In which epoch the member got a partition that it may have.
    #[must_use]
    pub fn epoch_of(&self, partition: TopicPartition) -> Option<GroupEpoch> {
        let assigned = self.assigned.get(&partition);
        assigned
            .or_else(|| self.pending_revocation.get(&partition))
            .copied()
    }
}

/// One heartbeat of a member.
struct Step<'a> {
    member: &'a CurrentAssignment,
    target: &'a Target<'a>,
    owned: Option<&'a Set<TopicPartition>>,
}

impl Step<'_> {
    /// The member stays where it is; topics that it has just unsubscribed from are taken from it
    /// (`updateCurrentAssignment`).
    fn keep(&self) -> CurrentAssignment {
        let mut kept = Map::new();
        let mut pending_revocation = self.member.pending_revocation.clone();
        for (partition, epoch) in &self.member.assigned {
            if self.target.subscribed_topics.contains(&partition.topic) {
                kept.insert(*partition, *epoch);
            } else {
                pending_revocation.insert(*partition, *epoch);
            }
        }
        let has_lost_any = kept.len() < self.member.assigned.len();
        if !self.target.has_subscription_changed || !has_lost_any {
            self.member.clone()
        } else if self.owns_any(&pending_revocation) {
            let state = MemberState::UnrevokedPartitions;
            self.at(self.member.member_epoch, state, kept, pending_revocation)
        } else {
            // The member had given them up before it was asked to.
            let pending_revocation = self.member.pending_revocation.clone();
            let state = self.member.state;
            self.at(self.member.member_epoch, state, kept, pending_revocation)
        }
    }

    /// The member's next step to the target (`computeNextAssignment`).
    fn next(&self, member_epoch: GroupEpoch) -> CurrentAssignment {
        let (mut assigned, mut to_revoke) = (Map::new(), Map::new());
        for (partition, epoch) in &self.member.assigned {
            if self.is_target(*partition) {
                assigned.insert(*partition, *epoch);
            } else {
                to_revoke.insert(*partition, *epoch);
            }
        }
        if !to_revoke.is_empty() && self.owns_any(&to_revoke) {
            let state = MemberState::UnrevokedPartitions;
            return self.at(member_epoch, state, assigned, to_revoke);
        }
        let mut state = MemberState::Stable;
        for partition in self.target.partitions.iter() {
            if assigned.contains_key(partition) || !self.is_target(*partition) {
                continue;
            }
            if self.is_released(*partition) {
                assigned.insert(*partition, self.target.epoch);
            } else {
                state = MemberState::UnreleasedPartitions;
            }
        }
        self.at(self.target.epoch, state, assigned, Map::new())
    }

    /// Whether the member is to have a partition; never of a topic that it does not subscribe to.
    fn is_target(&self, partition: TopicPartition) -> bool {
        self.target.partitions.contains(&partition)
            && self.target.subscribed_topics.contains(&partition.topic)
    }

    /// Whether nobody else has it: what the member itself has just given up comes back to it.
    fn is_released(&self, partition: TopicPartition) -> bool {
        (self.target.current_epoch)(partition).is_none()
            || self.member.pending_revocation.contains_key(&partition)
    }

    /// Whether the member may still have any of these: unless it says what it has, it may.
    fn owns_any(&self, partitions: &AssignedPartitions) -> bool {
        self.owned
            .is_none_or(|owned| owned.iter().any(|it| partitions.contains_key(it)))
    }

    fn at(
        &self,
        member_epoch: GroupEpoch,
        state: MemberState,
        assigned: AssignedPartitions,
        pending_revocation: AssignedPartitions,
    ) -> CurrentAssignment {
        CurrentAssignment {
            state,
            member_epoch,
            previous_member_epoch: self.member.member_epoch,
            assigned,
            pending_revocation,
        }
    }
}
