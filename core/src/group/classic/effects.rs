//! What comes of a request or a timer: the host carries it out.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Assignment, ClassicGroupEvent, GroupId, RequestId};
use crate::group::MemberId;
use crate::group::assignor::{Member, Subscription};
use crate::id::GenerationId;
use crate::wire::ErrorCode;

/// What the host is to do, in this order within each list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// Answers to requests, of now or of before.
    pub answers: Vec<(RequestId, GroupResponse)>,
    /// Timers to set anew, with the milliseconds until they ring, or to stop.
    pub timers: Vec<(GroupTimer, Option<u64>)>,
    /// Records to append to the group's partition of `__consumer_offsets`. The host says when all in-sync
    /// replicas have one, or why it could not be written.
    pub records: Vec<(AppendId, GroupMetadata)>,
    /// What the coordinator logs.
    pub events: Vec<(GroupId, ClassicGroupEvent)>,
}

/// A timer of a group. One of each stands at a time: setting it again moves it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum GroupTimer {
    /// A member has been silent for too long.
    Heartbeat(GroupId, MemberId),
    /// The group has waited long enough for members to join.
    Join(GroupId),
    /// The group has waited long enough for members to ask for their assignment.
    Sync(GroupId),
}

/// One append of a record, counted per coordinator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AppendId(pub u64);

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GroupResponse {
    /// To a [`JoinGroupRequest`](super::JoinGroupRequest).
    JoinGroup(JoinGroupResponse),
    /// To a [`SyncGroupRequest`](super::SyncGroupRequest).
    SyncGroup(Result<Synced, ErrorCode>),
}

/// The answer to a join.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinGroupResponse {
    /// The member's id, where it has one.
    pub member_id: Option<MemberId>,
    /// What it is a member of, or why it is not.
    pub result: Result<Joined, ErrorCode>,
}

/// The generation that a member has joined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    /// The generation.
    pub generation: GenerationId,
    /// The assignor that was chosen.
    pub protocol_name: Option<Arc<str>>,
    /// Who is to assign.
    pub leader: Option<MemberId>,
    /// All members, for the leader; none for the others.
    pub members: Vec<Member>,
    /// Whether the leader need not assign, since a member came back to what it had (KIP-814).
    pub skip_assignment: bool,
}

/// A member's assignment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Synced {
    /// The assignor that was chosen.
    pub protocol_name: Option<Arc<str>>,
    /// What the member is to have.
    pub assignment: Assignment,
}

/// What is kept of a group in `__consumer_offsets` (`GroupMetadataValue`, with its key).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupMetadata {
    /// The group.
    pub group_id: GroupId,
    /// What it is for; none before anybody joined.
    pub protocol_type: Option<Arc<str>>,
    /// Its generation.
    pub generation: GenerationId,
    /// The assignor that was chosen; none in an empty group.
    pub protocol_name: Option<Arc<str>>,
    /// Who assigned; none in an empty group.
    pub leader: Option<MemberId>,
    /// Its members.
    pub members: Vec<MemberMetadata>,
}

/// What is kept of a member (`GroupMetadataValue.MemberMetadata`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberMetadata {
    /// The member.
    pub member_id: MemberId,
    /// Its `group.instance.id`, if it is a static member.
    pub instance_id: Option<Arc<str>>,
    /// Its `client.id`.
    pub client_id: Arc<str>,
    /// How long the group waits for it to join again.
    pub rebalance_timeout_ms: u64,
    /// How long it may be silent.
    pub session_timeout_ms: u64,
    /// What it said for the protocol that was chosen.
    pub subscription: Subscription,
    /// What it was given.
    pub assignment: Assignment,
}
