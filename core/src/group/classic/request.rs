//! What members ask, as of the newest versions of the requests.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Assignment, GroupId};
use crate::group::MemberId;
use crate::group::assignor::Subscription;
use crate::id::GenerationId;

/// By what the host knows a request whose answer is still to come. Each has one of its own.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct RequestId(pub u64);

/// An assignor that a member supports, and what the member tells it
/// (`JoinGroupRequestProtocol`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinGroupProtocol {
    /// The assignor's name.
    pub name: Arc<str>,
    /// What the leader's assignor is to know of the member.
    pub subscription: Subscription,
}

/// A client wants to be a member of the next generation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinGroupRequest {
    /// The group.
    pub group_id: GroupId,
    /// The member's id, once the coordinator has given it one.
    pub member_id: Option<MemberId>,
    /// Its `group.instance.id`, if it is a static member.
    pub instance_id: Option<Arc<str>>,
    /// Its `client.id`, with which the ids of its members begin.
    pub client_id: Arc<str>,
    /// How long it may be silent (`session.timeout.ms`).
    pub session_timeout_ms: u64,
    /// How long the group waits for it to join again (`max.poll.interval.ms`).
    pub rebalance_timeout_ms: u64,
    /// What the group is for: `consumer` for consumers.
    pub protocol_type: Arc<str>,
    /// What it supports, the one that it likes best first.
    pub protocols: Vec<JoinGroupProtocol>,
    /// Why it joins, in words that only logs show.
    pub reason: Option<Arc<str>>,
}

/// A member asks for its assignment; the leader hands everybody's in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncGroupRequest {
    /// Who asks.
    pub member: MemberIdentity,
    /// The type that it believes the group to have, if it says.
    pub protocol_type: Option<Arc<str>>,
    /// The protocol that it believes the group to have chosen, if it says.
    pub protocol_name: Option<Arc<str>>,
    /// What each member is to have: only the leader's is looked at.
    pub assignments: Vec<(MemberId, Assignment)>,
}

/// Who a member says that it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberIdentity {
    /// The group.
    pub group_id: GroupId,
    /// The member.
    pub member_id: MemberId,
    /// Its `group.instance.id`, if it is a static member.
    pub instance_id: Option<Arc<str>>,
    /// The generation that it belongs to.
    pub generation: GenerationId,
}

/// Members leave, or are removed by an administrator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaveGroupRequest {
    /// The group.
    pub group_id: GroupId,
    /// Who leaves.
    pub members: Vec<LeavingMember>,
}

/// One of those who leave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeavingMember {
    /// The member's id; an administrator need not know a static member's.
    pub member_id: Option<MemberId>,
    /// Its `group.instance.id`, if it is a static member.
    pub instance_id: Option<Arc<str>>,
    /// Why it leaves, in words that only logs show.
    pub reason: Option<Arc<str>>,
}

/// Who commits offsets, as far as it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OffsetCommitter {
    /// The group.
    pub group_id: GroupId,
    /// The member; none for tools and for consumers that chose their partitions themselves.
    pub member_id: Option<MemberId>,
    /// Its `group.instance.id`, if it is a static member.
    pub instance_id: Option<Arc<str>>,
    /// The generation that it belongs to (none is −1 in the protocol).
    pub generation: Option<GenerationId>,
    /// Whether the commit is part of a transaction.
    pub is_transactional: bool,
}
