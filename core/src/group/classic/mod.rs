//! Groups of the classic protocol, at their coordinator (`GroupMetadataManager`, `ClassicGroup`).
//!
//! ```text
//! Empty ─join─► PreparingRebalance ─all joined─► CompletingRebalance ─leader assigned─► Stable
//!                  ▲   │ nobody left                    │                                 │
//!                  │   └─► Empty                        │                                 │
//!                  └──── a member comes, goes or changes ┴─────────────────────────────────┘
//! ```
//!
//! The machine knows no network, clock or log: a host gives it requests, timers that ring and records that
//! were written, and carries the [`Effects`] out.

mod append;
mod config;
mod effects;
mod event;
mod group;
mod groups;
mod join;
mod join_static;
mod leave;
mod member;
mod member_id;
mod protocols;
mod rebalance;
mod request;
mod state;
mod step;
mod sync;

use core::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use append::append_error;
pub use config::ClassicGroupConfig;
pub use effects::{
    AppendId, Effects, GroupMetadata, GroupResponse, GroupTimer, JoinGroupResponse, Joined,
    MemberMetadata, Synced,
};
pub use event::{ClassicGroupEvent, MemberOperation, RebalanceReason};
pub use group::ClassicGroup;
pub use groups::ClassicGroups;
pub use member::ClassicGroupMember;
pub use request::{
    JoinGroupProtocol, JoinGroupRequest, LeaveGroupRequest, LeavingMember, MemberIdentity,
    OffsetCommitter, RequestId, SyncGroupRequest,
};
pub use state::ClassicGroupState;

use super::assignor::NamedPartition;

/// A group's id (`group.id`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GroupId(pub Arc<str>);

impl fmt::Display for GroupId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a member of a group is to read.
pub type Assignment = Vec<NamedPartition>;
