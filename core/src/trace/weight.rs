//! How much of what happened matters.

use serde::{Deserialize, Serialize};

use super::{BreakReason, ConsumerEvent, Event, LossReason};
use crate::wire::{ErrorCode, Gist};

/// How much a trace matters to someone who watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Weight {
    /// It happens all the time: a heartbeat, an empty fetch.
    Routine,
    /// A step of something that is under way.
    Ordinary,
    /// It changes what is true for the cluster.
    Milestone,
}

impl Event {
    /// How much it matters to someone who watches.
    #[must_use]
    pub fn weight(&self) -> Weight {
        use Weight::{Milestone, Ordinary, Routine};
        match self {
            Self::Consumer(event) => event.weight(),
            // What a member had is to be given to others.
            _ if !self.expired().is_empty() => Milestone,
            Self::MessageSent { gist, .. } | Self::MessageArrived { gist, .. } => gist.weight(),
            Self::MetadataApplied { .. }
            | Self::FetchParked { .. }
            | Self::LeaderLearned { .. }
            | Self::ProducerCreated { .. }
            | Self::ClusterIdLearned
            | Self::LogLoaded { .. }
            | Self::Flushed { .. }
            | Self::PartitionsChanged { .. }
            | Self::TruncationDecided { .. }
            | Self::LeaderRecovered { .. }
            | Self::BrokerFenced { again: true, .. }
            | Self::RequestFailed { .. } => Routine,
            // Trying again and again where nobody listens is background.
            Self::MessageLost {
                gist: Gist::Connect { .. },
                ..
            }
            | Self::MessageLost {
                reason: LossReason::NobodyListens,
                ..
            }
            | Self::Disconnected {
                reason: BreakReason::Refused,
                ..
            } => Routine,
            Self::BatchRetried { attempts, .. } if *attempts > 1 => Routine,
            // The leader refuses what it would have taken: the ISR has become too small.
            Self::BatchRetried {
                error: Some(ErrorCode::NotEnoughReplicas),
                ..
            } => Milestone,
            Self::MessageLost { .. }
            | Self::Disconnected { .. }
            | Self::RecordAccepted { .. }
            | Self::BatchRetried { .. }
            | Self::LeaderAppended { .. }
            | Self::FollowerAppended { .. }
            | Self::AppendRefused { .. }
            | Self::DuplicateBatch { .. }
            | Self::ProducerIdSet { .. }
            | Self::ProducerClosing { .. }
            | Self::SendBlocked { .. }
            | Self::BatchSplit { .. }
            | Self::SequencesReset { .. }
            | Self::ProduceParked { .. }
            | Self::FollowerProgressed { .. }
            | Self::FollowerHighWatermarkSet { .. }
            | Self::RecordsConsumed { .. }
            | Self::PositionReset { .. }
            | Self::IsrShrinkProposed { .. }
            | Self::IsrExpandProposed { .. }
            | Self::AlterPartitionRefused { .. }
            | Self::ElrChanged { .. }
            | Self::IsrCommitted { .. }
            | Self::BecameFollower { .. }
            | Self::BrokerStarted
            | Self::BrokerRegistered { .. }
            | Self::RegistrationRefused { .. }
            | Self::RegistrationFailed { .. }
            | Self::AdminAnswered { .. }
            | Self::LogsRecovered { .. }
            | Self::LogStartMoved { .. }
            | Self::ReassignmentStarted { .. }
            | Self::ConfigChanged { .. }
            | Self::PartitionsAdded { .. }
            | Self::FetchersStopped { .. }
            | Self::FetchOffsetReset { .. }
            | Self::FetchFenced { .. }
            | Self::ReplicaDeleted { .. }
            | Self::ShutdownBegan
            | Self::ShutdownAllowed
            | Self::BrokerRunning
            | Self::ControlledShutdown { .. }
            | Self::ShutdownGranted { .. }
            | Self::ClassicGroup { .. }
            | Self::ConsumerGroup { .. }
            | Self::TopicCreated { .. } => Ordinary,
            Self::Commanded(_)
            | Self::RecordAcknowledged { .. }
            | Self::RecordFailed { .. }
            | Self::SendFailed { .. }
            | Self::HighWatermarkAdvanced { .. }
            | Self::IsrChanged { .. }
            | Self::LeaderElected { .. }
            | Self::PartitionWentOffline { .. }
            | Self::BecameLeader { .. }
            | Self::Truncated { .. }
            | Self::BrokerCrashed
            | Self::PowerLost
            | Self::TailLost { .. }
            | Self::ProducerCrashed { .. }
            | Self::ProcessPaused
            | Self::ProcessResumed
            | Self::BrokerStopped
            | Self::ReassignmentCompleted { .. }
            | Self::BrokerFenced { .. }
            | Self::BrokerUnfenced { .. } => Milestone,
        }
    }
}

impl ConsumerEvent {
    /// How much it matters to someone who watches: what an application is told or loses does.
    #[must_use]
    pub fn weight(&self) -> Weight {
        match self {
            Self::PartitionsAssigned(partitions) | Self::PartitionsRevoked(partitions)
                if partitions.is_empty() =>
            {
                Weight::Ordinary
            }
            Self::PartitionsAssigned(_)
            | Self::PartitionsRevoked(_)
            | Self::PartitionsLost(_)
            | Self::InstanceFenced
            | Self::PollTimedOut
            | Self::TruncationDetected { .. }
            | Self::ProcessingFailed { .. }
            | Self::Raised(_)
            | Self::Crashed
            | Self::Closed => Weight::Milestone,
            Self::AssignorNotified(_)
            | Self::AssignmentUpdated { .. }
            | Self::NoCommittedOffset(_)
            | Self::PositionCommitted { .. }
            | Self::HeartbeatUnheard { .. }
            | Self::GenerationReset { .. }
            | Self::Reconciling { .. }
            | Self::Revoking(_)
            | Self::GivenAway => Weight::Routine,
            _ => Weight::Ordinary,
        }
    }
}

impl Gist {
    /// How much a message matters: it does when it carries something, records, an error, a change.
    #[must_use]
    pub fn weight(&self) -> Weight {
        let matters = match self {
            Gist::Produce { .. }
            | Gist::ProduceAnswer { .. }
            | Gist::AlterPartition { .. }
            | Gist::AlterPartitionAnswer { .. }
            | Gist::BrokerRegistration { .. } => true,
            Gist::Fetch { news, .. } | Gist::FetchAnswer { news, .. } => *news,
            Gist::Plain { error, .. } => error.is_some(),
            Gist::BrokerHeartbeat { .. }
            | Gist::FetchMetadata { .. }
            | Gist::FetchMetadataAnswer { .. }
            | Gist::Connect { .. } => false,
        };
        if matters {
            Weight::Ordinary
        } else {
            Weight::Routine
        }
    }
}
