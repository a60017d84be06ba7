//! Error codes by Kafka's names.

use core::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::id::{BrokerId, PartitionIndex};

macro_rules! error_codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, retriable: $retriable:literal;)*) => {
        /// Why a request, or one partition of it, was refused (`Errors`).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum ErrorCode {
            $($(#[$doc])* $variant,)*
        }

        impl ErrorCode {
            /// Kafka's name, as its documentation and logs print it.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Whether the same request may succeed later (`RetriableException`).
            #[must_use]
            pub(crate) fn is_retriable(self) -> bool {
                match self { $(Self::$variant => $retriable,)* }
            }
        }
    };
}

impl ErrorCode {
    /// Whether it says that the client's metadata is old (`InvalidMetadataException`).
    #[must_use]
    pub(crate) fn is_about_metadata(self) -> bool {
        matches!(
            self,
            Self::UnknownTopicOrPartition
                | Self::NotLeaderOrFollower
                | Self::NetworkException
                | Self::FencedLeaderEpoch
                | Self::ElectionNotNeeded
                | Self::PreferredLeaderNotAvailable
                | Self::EligibleLeadersNotAvailable
        )
    }
}

error_codes! {
    /// The offset lies outside the log.
    OffsetOutOfRange = "OFFSET_OUT_OF_RANGE", retriable: false;
    /// The broker knows no such partition.
    UnknownTopicOrPartition = "UNKNOWN_TOPIC_OR_PARTITION", retriable: true;
    /// The broker asked does not lead the partition, or does not hold a replica of it.
    NotLeaderOrFollower = "NOT_LEADER_OR_FOLLOWER", retriable: true;
    /// The request waited longer than its timeout.
    RequestTimedOut = "REQUEST_TIMED_OUT", retriable: true;
    /// The ISR was smaller than `min.insync.replicas`; nothing was written.
    NotEnoughReplicas = "NOT_ENOUGH_REPLICAS", retriable: true;
    /// The ISR became smaller than `min.insync.replicas` after the records were written.
    NotEnoughReplicasAfterAppend = "NOT_ENOUGH_REPLICAS_AFTER_APPEND", retriable: true;
    /// The connection ended before the answer came: nobody knows whether the request was processed.
    NetworkException = "NETWORK_EXCEPTION", retriable: true;
    /// The controller asked is not the active one, or is behind the sender.
    NotController = "NOT_CONTROLLER", retriable: true;
    /// The request is wrong in itself.
    InvalidRequest = "INVALID_REQUEST", retriable: false;
    /// The request speaks of a leader epoch that has ended.
    FencedLeaderEpoch = "FENCED_LEADER_EPOCH", retriable: true;
    /// The request speaks of a leader epoch that the broker has not heard of yet.
    UnknownLeaderEpoch = "UNKNOWN_LEADER_EPOCH", retriable: true;
    /// The new leader has not committed a record of its own epoch yet.
    OffsetNotAvailable = "OFFSET_NOT_AVAILABLE", retriable: true;
    /// The partition was changed by someone else in between.
    InvalidUpdateVersion = "INVALID_UPDATE_VERSION", retriable: false;
    /// A broker of that id is registered and still within its session.
    DuplicateBrokerRegistration = "DUPLICATE_BROKER_REGISTRATION", retriable: false;
    /// The request comes from an earlier registration of the broker.
    StaleBrokerEpoch = "STALE_BROKER_EPOCH", retriable: false;
    /// The broker is not registered.
    BrokerIdNotRegistered = "BROKER_ID_NOT_REGISTERED", retriable: false;
    /// The topic cannot have that many replicas: there are fewer brokers, or none that is unfenced.
    InvalidReplicationFactor = "INVALID_REPLICATION_FACTOR", retriable: false;
    /// The assignment names brokers twice, unknown ones, or none.
    InvalidReplicaAssignment = "INVALID_REPLICA_ASSIGNMENT", retriable: false;
    /// The number of partitions is not larger than before.
    InvalidPartitions = "INVALID_PARTITIONS", retriable: false;
    /// No topic may have that name.
    InvalidTopic = "INVALID_TOPIC_EXCEPTION", retriable: false;
    /// There is no such setting, or it does not take that value.
    InvalidConfig = "INVALID_CONFIG", retriable: false;
    /// There is a topic of that name.
    TopicAlreadyExists = "TOPIC_ALREADY_EXISTS", retriable: false;
    /// The partition already has the leader that was asked for.
    ElectionNotNeeded = "ELECTION_NOT_NEEDED", retriable: true;
    /// The preferred leader may not lead.
    PreferredLeaderNotAvailable = "PREFERRED_LEADER_NOT_AVAILABLE", retriable: true;
    /// Nobody may lead.
    EligibleLeadersNotAvailable = "ELIGIBLE_LEADERS_NOT_AVAILABLE", retriable: true;
    /// There is no reassignment to cancel.
    NoReassignmentInProgress = "NO_REASSIGNMENT_IN_PROGRESS", retriable: false;
    /// The proposal completed a reassignment, which set another leader.
    NewLeaderElected = "NEW_LEADER_ELECTED", retriable: false;
    /// The broker has not tried: another change of the same partition is under way.
    OperationNotAttempted = "OPERATION_NOT_ATTEMPTED", retriable: false;
    /// A replica that may not be in the ISR: fenced, shutting down, or of another registration.
    IneligibleReplica = "INELIGIBLE_REPLICA", retriable: false;
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What is wrong with replicas that somebody chose by hand (`validateManualPartitionAssignment` and its
/// callers in `ReplicationControlManager`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AssignmentError {
    /// A partition without replicas.
    Empty,
    /// No such broker has ever registered.
    UnknownBroker(BrokerId),
    /// The broker is there more than once.
    BrokerTwice(BrokerId),
    /// Partitions of one topic with different numbers of replicas.
    Uneven {
        /// How many this one has.
        replicas: u32,
        /// How many those before have.
        before: u32,
    },
    /// Nobody could lead this partition.
    NobodyActive(PartitionIndex),
    /// As many assignments as partitions are added are wanted.
    Count {
        /// How many partitions are added.
        added: u32,
        /// How many assignments were given.
        given: u32,
    },
    /// A move cannot be cancelled, since nobody is in sync but who was added by it.
    UncleanRevert {
        /// The topic's name.
        topic: Arc<str>,
        /// The partition.
        partition: PartitionIndex,
    },
}
