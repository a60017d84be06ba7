//! Why and how things happen: what events say beside themselves.

use serde::{Deserialize, Serialize};

use crate::id::{BrokerId, LeaderEpoch, Offset};
use crate::log::OffsetForEpoch;
use crate::time::Time;

/// Why a message will never arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LossReason {
    /// Somebody lost it on purpose.
    Lost,
    /// It was on a connection that broke.
    ConnectionBroken,
    /// Nobody listens at the other end.
    NobodyListens,
}

/// Why a connection ended, as far as the one who notices can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BreakReason {
    /// The other side closed or reset it.
    Reset,
    /// Nobody listens at the other side, so that it never came about.
    Refused,
    /// No answer came within the request timeout.
    RequestTimeout,
    /// It did not come about within the request timeout: nothing has left the client.
    SetupTimeout,
}

/// How a leader was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Election {
    /// From the ISR, in assignment order; nothing committed is lost.
    Clean,
    /// The preferred leader, the first of the assignment, which is in the ISR; nothing committed is lost.
    Preferred,
    /// From the eligible leader replicas; nothing committed is lost.
    EligibleLeaderReplica,
    /// The last known leader, when nobody else is left to be trusted (KIP-966): it counts as unclean.
    LastKnownLeader,
    /// From outside all of these: committed records may be lost.
    Unclean,
}

impl Election {
    /// Whether committed records may be lost by it.
    #[must_use]
    pub fn is_unclean(self) -> bool {
        matches!(self, Self::Unclean | Self::LastKnownLeader)
    }
}

/// A follower that has fallen behind, as its leader knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutOfSync {
    /// The follower.
    pub broker: BrokerId,
    /// Up to where it has everything; none if it has not fetched since the epoch began.
    pub end_offset: Option<Offset>,
    /// When it last had everything, if it had.
    pub last_caught_up: Option<Time>,
}

/// What a broker believed of a partition before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviousLeader {
    /// The leader: none if it had not heard of the partition, `Some(None)` if nobody led.
    pub leader: Option<Option<BrokerId>>,
    /// The leader epoch, -1 if it had not heard of one.
    pub leader_epoch: LeaderEpoch,
}

/// Why a log is cut where it is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TruncationCause {
    /// The leader said where the follower's last epoch ended.
    LeaderEpoch(OffsetForEpoch),
    /// The follower's own high watermark (before KIP-101, and where a log knows no epoch).
    HighWatermark(Offset),
}

/// Why the controller looks at the partitions of a broker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChangeReason {
    /// It was fenced (`handleBrokerFenced`).
    Fenced,
    /// It was unfenced (`handleBrokerUnfenced`).
    Unfenced,
    /// It stops in good order (`enterControlledShutdown`).
    ControlledShutdown,
    /// It had not stopped in good order (`handleBrokerUncleanShutdown`).
    UncleanShutdown,
}

/// Why a log's first offset moves up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LogStartReason {
    /// A client deleted records (`ClientRecordDeletion`).
    RecordDeletion,
    /// The leader's log starts there (`LeaderOffsetIncremented`).
    LeaderOffsetIncremented,
}
