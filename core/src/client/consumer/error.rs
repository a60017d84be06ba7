//! What a consumer's calls throw.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::subscription::Position;
use crate::group::assignor::NamedPartition;
use crate::id::{LeaderEpoch, Offset, PartitionIndex, TopicPartition};
use crate::wire::{ApiError, ErrorCode};

/// Why a call of a consumer failed (`KafkaException` and what extends it).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConsumerError {
    /// There is no position and no policy for that (`NoOffsetForPartitionException`).
    NoOffsetForPartition(Vec<NamedPartition>),
    /// The position lies outside the log, and there is no policy for that (`OffsetOutOfRangeException`).
    OffsetOutOfRange(TopicPartition, Position),
    /// What was read is gone, from these offsets and epochs on as far as they are known, and there is no
    /// policy for that (`LogTruncationException`).
    LogTruncation(Vec<(TopicPartition, Option<(Offset, LeaderEpoch)>)>),
    /// The member cannot commit: its group has gone on without it (`CommitFailedException`).
    CommitFailed(CommitObstacle),
    /// The member cannot commit just now: its group rebalances (`RebalanceInProgressException`).
    RebalanceInProgress(CommitObstacle),
    /// The position was not known in time (`TimeoutException`).
    PositionTimeout {
        /// How long it was waited for.
        after_ms: u64,
        /// Of which partition.
        partition: NamedPartition,
    },
    /// The partition is none of the consumer's (`IllegalStateException`).
    NotAssigned(Arc<str>, PartitionIndex),
    /// Offsets begin at 0 (`IllegalArgumentException`).
    NegativeOffset,
    /// No offset to commit is negative (`IllegalArgumentException`).
    NegativeCommit,
    /// A group is needed for that (`InvalidGroupIdException`).
    NoGroup,
    /// Topics and partitions cannot both be chosen (`IllegalStateException`).
    TwoSubscriptions,
    /// Nothing is subscribed to (`IllegalStateException`).
    NotSubscribed,
    /// A commit took too long (`TimeoutException`).
    CommitTimeout {
        /// How long.
        after_ms: u64,
        /// What was to be committed, with the epoch of the record before as far as it is known.
        offsets: Vec<(NamedPartition, Offset, Option<LeaderEpoch>)>,
    },
    /// A commit of the consumer protocol took too long: the application has stopped waiting for its future
    /// (`ConsumerUtils.getResult`, `TimeoutException`).
    FutureTimeout,
    /// The group of that id has as many members as it may have (`GroupMaxSizeReachedException`).
    GroupMaxSizeReached(Arc<str>),
    /// The ends of partitions were not known in time (`TimeoutException`).
    EndsTimeout {
        /// How long it was waited for.
        after_ms: u64,
    },
    /// No topics may have these names (`InvalidTopicException`).
    InvalidTopics(Vec<Arc<str>>),
    /// What a broker said.
    Broker(ApiError),
}

impl From<ErrorCode> for ConsumerError {
    fn from(code: ErrorCode) -> Self {
        Self::Broker(code.into())
    }
}

/// When a commit failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CommitObstacle {
    /// Before it was sent: the member is in no generation.
    NotSent,
    /// The coordinator knows the member no more.
    Refused,
    /// The member is in another generation by now.
    Stale,
    /// The coordinator does not know the member, in the consumer protocol.
    UnknownMember,
    /// The member's epoch is another by now, in the consumer protocol.
    StaleEpoch,
}
