//! One member.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::config::NEW_MEMBER_JOIN_TIMEOUT_MS;
use super::{Assignment, JoinGroupProtocol, JoinGroupRequest, RequestId};
use crate::group::MemberId;

/// A member of a group (`ClassicGroupMember`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassicGroupMember {
    /// Its id.
    pub id: MemberId,
    /// Its `group.instance.id`, if it is a static member.
    pub instance_id: Option<Arc<str>>,
    /// Its `client.id`.
    pub client_id: Arc<str>,
    /// How long the group waits for it to join again.
    pub rebalance_timeout_ms: u64,
    /// How long it may be silent.
    pub session_timeout_ms: u64,
    /// What it supports, the one that it likes best first.
    pub protocols: Vec<JoinGroupProtocol>,
    /// What it was given last.
    pub assignment: Assignment,
    /// Its join that waits for the others.
    pub awaiting_join: Option<RequestId>,
    /// Its request for an assignment that waits for the leader's.
    pub awaiting_sync: Option<RequestId>,
    /// Whether it has never been answered as a member: then its session ends though its join waits.
    pub is_new: bool,
}

impl ClassicGroupMember {
    /// A member that nobody has been told of yet.
    pub(super) fn new(id: MemberId, request: JoinGroupRequest, join: RequestId) -> Self {
        Self {
            id,
            instance_id: request.instance_id,
            client_id: request.client_id,
            rebalance_timeout_ms: request.rebalance_timeout_ms,
            session_timeout_ms: request.session_timeout_ms,
            protocols: request.protocols,
            assignment: Assignment::new(),
            awaiting_join: Some(join),
            awaiting_sync: None,
            is_new: true,
        }
    }

    /// Whether it need not be heard of now, since it waits for an answer itself
    /// (`hasSatisfiedHeartbeat`).
    #[must_use]
    pub fn has_satisfied_heartbeat(&self) -> bool {
        !self.is_new && (self.awaiting_join.is_some() || self.awaiting_sync.is_some())
    }

    /// How long it may be silent; before it is answered as a member, how long it may wait for that.
    #[must_use]
    pub fn silence_max_ms(&self) -> u64 {
        match self.is_new {
            true => NEW_MEMBER_JOIN_TIMEOUT_MS,
            false => self.session_timeout_ms,
        }
    }

    /// Whether it supports that protocol.
    pub(super) fn supports(&self, name: &str) -> bool {
        self.protocols.iter().any(|it| *it.name == *name)
    }
}
