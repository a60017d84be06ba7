//! What an event is about.

use super::Event;
use crate::id::TopicPartition;

impl Event {
    /// The partition that it is about, where it is about one. Messages are about connections.
    #[must_use]
    pub fn partition(&self) -> Option<TopicPartition> {
        match self {
            Self::RecordAccepted { partition, .. }
            | Self::RecordAcknowledged { partition, .. }
            | Self::RecordFailed { partition, .. }
            | Self::BatchRetried { partition, .. }
            | Self::SendBlocked { partition, .. }
            | Self::BatchSplit { partition, .. }
            | Self::SequencesReset { partition, .. }
            | Self::LeaderLearned { partition, .. }
            | Self::LogLoaded { partition, .. }
            | Self::Flushed { partition, .. }
            | Self::TailLost { partition, .. }
            | Self::LogStartMoved { partition, .. }
            | Self::LeaderAppended { partition, .. }
            | Self::FollowerAppended { partition, .. }
            | Self::AppendRefused { partition, .. }
            | Self::DuplicateBatch { partition, .. }
            | Self::ProduceParked { partition, .. }
            | Self::FollowerProgressed { partition, .. }
            | Self::HighWatermarkAdvanced { partition, .. }
            | Self::FollowerHighWatermarkSet { partition, .. }
            | Self::RecordsConsumed { partition, .. }
            | Self::PositionReset { partition, .. }
            | Self::IsrShrinkProposed { partition, .. }
            | Self::IsrExpandProposed { partition, .. }
            | Self::AlterPartitionRefused { partition, .. }
            | Self::IsrChanged { partition, .. }
            | Self::ElrChanged { partition, .. }
            | Self::IsrCommitted { partition, .. }
            | Self::LeaderRecovered { partition }
            | Self::LeaderElected { partition, .. }
            | Self::ReassignmentStarted { partition, .. }
            | Self::ReassignmentCompleted { partition, .. }
            | Self::PartitionWentOffline { partition, .. }
            | Self::BecameLeader { partition, .. }
            | Self::BecameFollower { partition, .. }
            | Self::TruncationDecided { partition, .. }
            | Self::FetchOffsetReset { partition, .. }
            | Self::FetchFenced { partition, .. }
            | Self::ReplicaDeleted { partition }
            | Self::Truncated { partition, .. } => Some(*partition),
            Self::FetchParked { partition, .. } => *partition,
            _ => None,
        }
    }
}
