//! Errors: their codes by Kafka's names, and what their messages are about.

use core::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Api;
use crate::config::{Serializer, TopicConfigError, TopicNameError};
use crate::group::GroupState;
use crate::group::classic::GroupId;
use crate::group::consumer_group::HeartbeatRefusal;
use crate::id::{BrokerId, PartitionIndex, TopicPartition};

macro_rules! error_codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, retriable: $retriable:literal;)*) => {
        /// Why a request, or one partition of it, was refused (`Errors`).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum ErrorCode {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)*
        }

        impl ErrorCode {
            /// Every code, in the order in which they are declared.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

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
    /// Something that has no code of its own.
    UnknownServerError = "UNKNOWN_SERVER_ERROR", retriable: false;
    /// The batch takes more bytes than the topic lets one take.
    MessageTooLarge = "MESSAGE_TOO_LARGE", retriable: false;
    /// A record is none that the topic takes, such as one without a key where the log is compacted.
    InvalidRecord = "INVALID_RECORD", retriable: false;
    /// Records of the producer are missing before the batch, or it was appended long ago.
    OutOfOrderSequenceNumber = "OUT_OF_ORDER_SEQUENCE_NUMBER", retriable: false;
    /// The producer's epoch has ended.
    InvalidProducerEpoch = "INVALID_PRODUCER_EPOCH", retriable: false;
    /// A replica that may not be in the ISR: fenced, shutting down, or of another registration.
    IneligibleReplica = "INELIGIBLE_REPLICA", retriable: false;
    /// The group's coordinator cannot take requests now, or could not write what it was told.
    CoordinatorNotAvailable = "COORDINATOR_NOT_AVAILABLE", retriable: true;
    /// The broker asked does not coordinate the group: it does not lead the group's partition of `__consumer_offsets`.
    NotCoordinator = "NOT_COORDINATOR", retriable: true;
    /// The request speaks of another generation of the group than the current one.
    IllegalGeneration = "ILLEGAL_GENERATION", retriable: false;
    /// The member supports no protocol that all others do.
    InconsistentGroupProtocol = "INCONSISTENT_GROUP_PROTOCOL", retriable: false;
    /// No group may have that id.
    InvalidGroupId = "INVALID_GROUP_ID", retriable: false;
    /// The group has no such member, or not any more.
    UnknownMemberId = "UNKNOWN_MEMBER_ID", retriable: false;
    /// The member's session timeout lies outside the bounds that the broker sets.
    InvalidSessionTimeout = "INVALID_SESSION_TIMEOUT", retriable: false;
    /// The group is being put together anew; the member has to join again.
    RebalanceInProgress = "REBALANCE_IN_PROGRESS", retriable: false;
    /// The member is to join again with the id that it was given (KIP-394).
    MemberIdRequired = "MEMBER_ID_REQUIRED", retriable: false;
    /// The group has as many members as it may have.
    GroupMaxSizeReached = "GROUP_MAX_SIZE_REACHED", retriable: false;
    /// Another member has taken over the static member's instance id.
    FencedInstanceId = "FENCED_INSTANCE_ID", retriable: false;
    /// The broker has just become the group's coordinator and still reads what the one before wrote.
    CoordinatorLoadInProgress = "COORDINATOR_LOAD_IN_PROGRESS", retriable: true;
    /// What is written beside a committed offset is longer than `offset.metadata.max.bytes`.
    OffsetMetadataTooLarge = "OFFSET_METADATA_TOO_LARGE", retriable: false;
    /// The group cannot be deleted: it has members.
    NonEmptyGroup = "NON_EMPTY_GROUP", retriable: false;
    /// There is no such group.
    GroupIdNotFound = "GROUP_ID_NOT_FOUND", retriable: false;
    /// The coordinator has gone on without the member of the consumer protocol, which has to join again.
    FencedMemberEpoch = "FENCED_MEMBER_EPOCH", retriable: false;
    /// A static member of that instance id is still there.
    UnreleasedInstanceId = "UNRELEASED_INSTANCE_ID", retriable: false;
    /// The coordinator has no such assignor.
    UnsupportedAssignor = "UNSUPPORTED_ASSIGNOR", retriable: false;
    /// The request speaks of an epoch that the member has left, and may be sent again with the current one.
    StaleMemberEpoch = "STALE_MEMBER_EPOCH", retriable: false;
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why an admin request was refused: the code, and what Kafka says besides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiError {
    /// The code.
    pub code: ErrorCode,
    /// What it is about, where its message names that.
    pub detail: ErrorDetail,
}

impl ApiError {
    /// An error that names what it is about.
    #[must_use]
    pub(crate) fn new(code: ErrorCode, detail: ErrorDetail) -> Self {
        Self { code, detail }
    }
}

impl From<ErrorCode> for ApiError {
    fn from(code: ErrorCode) -> Self {
        Self {
            code,
            detail: ErrorDetail::None,
        }
    }
}

/// The values in the message of an [`ApiError`]; `explain` puts them into Kafka's words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ErrorDetail {
    /// The code says it all.
    #[default]
    None,
    /// The replicas of a new topic cannot be placed.
    Replicas {
        /// `replicationFactor`.
        replication_factor: u32,
        /// Why not.
        error: PlacementError,
    },
    /// The replicas of partitions that are added to a topic cannot be placed.
    AddedReplicas(PlacementError),
    /// A number of partitions or replicas that is not positive.
    NotPositive,
    /// What is wrong with an assignment.
    Assignment(AssignmentError),
    /// No topic may have that name.
    TopicName {
        /// The name.
        topic: Arc<str>,
        /// Which rule it breaks.
        error: TopicNameError,
    },
    /// There is a topic of that name.
    TopicExists(Arc<str>),
    /// A topic whose name differs from an existing one's in `.` and `_` only.
    Collision {
        /// The name that was wanted.
        topic: Arc<str>,
        /// The name that is there.
        existing: Arc<str>,
    },
    /// There is no such topic, or it has no such partition.
    Missing {
        /// What was asked for: each API has words of its own.
        api: Api,
        /// The topic's name.
        topic: Arc<str>,
        /// The partition, where the topic is there.
        partition: Option<PartitionIndex>,
    },
    /// The cluster's minimum ISR cannot be taken back while eligible leader replicas are kept.
    ClusterMinIsr,
    /// How many partitions a topic has, and how many were wanted.
    Partitions {
        /// The topic.
        topic: Arc<str>,
        /// How many it has.
        there: u32,
        /// How many were wanted.
        wanted: u32,
    },
    /// A configuration that was refused.
    Config(TopicConfigError),
    /// A group has members, so that its offsets are not for an administrator to set.
    GroupActive {
        /// The group.
        group: GroupId,
        /// What it is doing.
        state: GroupState,
    },
    /// A coordinator does not take a heartbeat of the consumer protocol, for that reason.
    HeartbeatRefused(Arc<HeartbeatRefusal>),
    /// The client's connection to a broker ended before the answer came.
    Disconnected {
        /// The broker.
        broker: BrokerId,
        /// Whether the client ended it, since it had waited for as long as `request.timeout.ms`.
        timed_out: bool,
    },
    /// A batch took longer than `delivery.timeout.ms` in all.
    Expired {
        /// Where it was to go.
        partition: TopicPartition,
        /// How many records it holds.
        records: u32,
        /// How long ago it was begun.
        after_ms: u64,
    },
    /// A serializer cannot take what the application handed over.
    Serialization {
        /// Whether the key is what it cannot take, or the value.
        is_key: bool,
        /// The serializer.
        serializer: Serializer,
    },
    /// A record is larger than a request may be, or than the whole buffer.
    RecordTooLarge {
        /// How many bytes a batch with it alone may take.
        bytes: u32,
        /// `max.request.size`, or `buffer.memory`.
        most: RecordSizeLimit,
    },
    /// A batch was refused, since a record in it is none that the topic takes.
    InvalidBatch {
        /// Where it was to go.
        partition: TopicPartition,
        /// Whether this record is to blame, or another one of its batch.
        is_culprit: bool,
    },
    /// No topic may have that name, as a broker has said.
    InvalidTopics(Vec<Arc<str>>),
    /// There was no room in the buffer within `max.block.ms`.
    BufferExhausted {
        /// How many bytes were needed.
        bytes: u32,
        /// How long the application waited at most.
        after_ms: u64,
        /// `buffer.memory`.
        total: u64,
        /// How many bytes were free.
        available: u64,
        /// `batch.size`.
        poolable: u32,
    },
    /// A batch takes more memory than the whole buffer has.
    MemoryLimit {
        /// How many bytes were needed.
        bytes: u32,
        /// `buffer.memory`.
        total: u64,
    },
    /// The application has closed its producer.
    ProducerClosed(ProducerClosed),
    /// A client did not hear of a partition within `max.block.ms`.
    NotInMetadata {
        /// The topic's name.
        topic: Arc<str>,
        /// The partition, if the application chose one.
        partition: Option<PartitionIndex>,
        /// How many partitions the topic has, if the client has heard of the topic.
        partitions: Option<u32>,
        /// How long it waited.
        after_ms: u64,
    },
}

/// What bounds a record's size (`KafkaProducer.ensureValidRecordSize`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RecordSizeLimit {
    /// `max.request.size`.
    Request(u32),
    /// `buffer.memory`.
    Buffer,
}

/// What becomes of a record whose producer is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProducerClosed {
    /// It was handed over after that.
    Before,
    /// It waited for the metadata of its topic.
    WhileSending,
    /// It waited for room in the buffer.
    WhileAllocating,
    /// It was not answered when the application would not wait any longer.
    Forcefully,
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
    /// A reassignment cannot be cancelled: the only replicas in sync are those that it was adding.
    UncleanRevert {
        /// The topic's name.
        topic: Arc<str>,
        /// The partition.
        partition: PartitionIndex,
    },
}

/// Why replicas cannot be placed on brokers (`StripedReplicaPlacer`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlacementError {
    /// No replicas are wanted.
    NotPositive,
    /// Each replica of a partition is to be on a broker of its own.
    TooFewBrokers {
        /// How many replicas each partition is to have.
        replication_factor: u32,
        /// How many brokers may hold replicas.
        usable: u32,
    },
    /// No broker could lead.
    AllFenced,
}
