//! What comes of a request or a timer: the host carries it out.

use serde::{Deserialize, Serialize};

use super::ConsumerGroupEvent;
use crate::group::classic::{AppendId, GroupId, GroupResponse, RequestId};
use crate::group::migration::Downgrade;
use crate::group::{CoordinatorRecord, MemberId};
use crate::wire::{ApiError, ConsumerGroupHeartbeatResponse};

/// The answer to a heartbeat: what the member is and has now, or why it is no member.
pub type ConsumerGroupHeartbeatResult = Result<ConsumerGroupHeartbeatResponse, ApiError>;

/// An answer to a member, by the protocol that it speaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConsumerGroupResponse {
    /// To a heartbeat.
    Heartbeat(ConsumerGroupHeartbeatResult),
    /// To a request of the classic protocol.
    Classic(GroupResponse),
}

/// What the host is to do, in this order within each list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConsumerGroupEffects {
    /// Answers to members, of now or of before.
    pub answers: Vec<(RequestId, ConsumerGroupResponse)>,
    /// Timers to set anew, with the milliseconds until they ring, or to stop.
    pub timers: Vec<(ConsumerGroupTimer, Option<u64>)>,
    /// Records to append to the groups' partition of `__consumer_offsets`, those of one append in one
    /// batch. The host says when all in-sync replicas have them, or why they could not be written.
    pub records: Vec<(AppendId, Vec<CoordinatorRecord>)>,
    /// Groups that go on in the classic protocol: they are no groups here any more.
    pub downgrades: Vec<Downgrade>,
    /// What the coordinator logs.
    pub events: Vec<(GroupId, ConsumerGroupEvent)>,
}

/// A timer of a member. One of each stands at a time: setting it again moves it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ConsumerGroupTimer {
    /// The member has been silent for too long.
    Session(GroupId, MemberId),
    /// The member has not given up in time what it was told to.
    Rebalance(GroupId, MemberId),
    /// The member, which speaks the classic protocol, has not joined again in time.
    Join(GroupId, MemberId),
    /// The member, which speaks the classic protocol, has not asked for its assignment in time.
    Sync(GroupId, MemberId),
}
