//! Groups of the consumer protocol, at their coordinator (KIP-848; `GroupMetadataManager`,
//! `ConsumerGroup`, Apache Kafka 4.3.1).
//!
//! Members say everything by one request, the heartbeat, and each answer leads one member one step on:
//!
//! ```text
//! member: joins, leaves, subscribes to other topics, or topics change ─► group epoch + 1     (Assigning)
//!         group epoch > target's, a second after the last one         ─► new target          (Reconciling)
//!         the member's next heartbeats                                ─► member epoch        (Stable)
//! ```
//!
//! Whatever changes is a record of the group first: the group is what its records say
//! ([`ConsumerGroup`]), so that the next coordinator reads the same group from the log. An answer goes
//! out when its records are written.
//!
//! As the classic group's, the machine knows no network, clock or log: a host gives it requests, timers
//! that ring and records that were written, and carries the [`ConsumerGroupEffects`] out. One machine has
//! the groups of one partition of `__consumer_offsets`. Members that speak the classic protocol may be in
//! such a group, too ([`classic_member`]), while its members go from one to the other
//! ([`migration`](crate::group::migration)). Subscriptions by expression are not there.

mod append;
mod classic_member;
mod config;
mod effects;
mod event;
mod group;
mod groups;
mod heartbeat;
mod join;
mod leave;
mod member;
mod offsets;
mod record;
mod refusal;
mod state;
mod step;
mod subscribe;
mod target;
mod topic;
mod validate;

pub use config::ConsumerGroupConfig;
pub use effects::{
    ConsumerGroupEffects, ConsumerGroupHeartbeatResult, ConsumerGroupResponse, ConsumerGroupTimer,
};
pub use event::{
    ClassicMemberChange, ConsumerGroupEvent, Conversion, FencingReason, MigrationObstacle,
};
pub use group::ConsumerGroup;
pub use groups::ConsumerGroups;
pub use member::ConsumerGroupMember;
pub use record::{
    ClassicMemberMetadata, ConsumerGroupMemberMetadata, ConsumerGroupMetadata, ConsumerGroupRecord,
    ConsumerGroupRecordKey, TargetAssignmentMetadata,
};
pub use refusal::{HeartbeatRefusal, InstanceIdOwned, InvalidHeartbeat};
pub use state::ConsumerGroupState;
pub use topic::{SubscribedTopic, TopicLookup};
pub use validate::validate_heartbeat;

pub(super) use classic_member::{PROTOCOL_TYPE, named};
pub(super) use topic::metadata_hash;

use crate::id::GroupEpoch;

/// The epoch with which a member joins (`ConsumerGroupHeartbeatRequest.JOIN_GROUP_MEMBER_EPOCH`).
pub const JOIN_GROUP_MEMBER_EPOCH: GroupEpoch = GroupEpoch(0);

/// The epoch with which a member leaves (`ConsumerGroupHeartbeatRequest.LEAVE_GROUP_MEMBER_EPOCH`).
pub const LEAVE_GROUP_MEMBER_EPOCH: GroupEpoch = GroupEpoch(-1);

/// The epoch with which a static member leaves that means to come back: it keeps what it has until its
/// session ends (`ConsumerGroupHeartbeatRequest.LEAVE_GROUP_STATIC_MEMBER_EPOCH`).
pub const LEAVE_GROUP_STATIC_MEMBER_EPOCH: GroupEpoch = GroupEpoch(-2);
