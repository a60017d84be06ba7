//! Kafka's exceptions: the class that an error becomes in a client, and its message (`Errors`, and what
//! the controller and the clients put in place of the general message).

use std::sync::Arc;

mod heartbeat;
mod refused;
mod setting;

pub(super) use self::refused::refused;
pub(super) use self::setting::setting;
use super::{Names, deferred};
use crate::wire::{ApiError, ErrorCode, ErrorDetail, ProducerClosed, RecordSizeLimit};

/// An exception.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// Its class, without the package, `org.apache.kafka.common.errors`.
    pub class: &'static str,
    /// What it says.
    pub message: String,
}

/// The exception that an error is to the application or the tool that meets it.
#[must_use]
pub fn exception(error: &ApiError, names: &Names<'_>) -> Exception {
    Exception {
        class: exception_class(error.code, &error.detail),
        message: message(error, names),
    }
}

/// The class of an exception. Some of those that a client throws by itself have no code.
#[must_use]
pub fn exception_class(code: ErrorCode, detail: &ErrorDetail) -> &'static str {
    match detail {
        ErrorDetail::Serialization { .. } => "SerializationException",
        ErrorDetail::BufferExhausted { .. } => "BufferExhaustedException",
        ErrorDetail::MemoryLimit { .. } => "IllegalArgumentException",
        ErrorDetail::ProducerClosed(ProducerClosed::Before) => "IllegalStateException",
        ErrorDetail::ProducerClosed(_)
        | ErrorDetail::InvalidBatch {
            is_culprit: false, ..
        } => "KafkaException",
        _ => class_of(code),
    }
}

/// What an exception says, with the values that it is about where Kafka names them.
fn message(error: &ApiError, names: &Names<'_>) -> String {
    match &error.detail {
        ErrorDetail::None => message_of(error.code).to_owned(),
        ErrorDetail::Replicas { .. }
        | ErrorDetail::AddedReplicas(_)
        | ErrorDetail::NotPositive
        | ErrorDetail::Assignment(_)
        | ErrorDetail::Collision { .. }
        | ErrorDetail::Missing { .. }
        | ErrorDetail::ClusterMinIsr
        | ErrorDetail::TopicName { .. }
        | ErrorDetail::TopicExists(_)
        | ErrorDetail::Config(_)
        | ErrorDetail::Partitions { .. }
        | ErrorDetail::GroupActive { .. }
        | ErrorDetail::HeartbeatRefused(_) => deferred::refused(error),
        ErrorDetail::Disconnected { broker, timed_out } => {
            let why = if *timed_out { " due to timeout" } else { "" };
            format!("Disconnected from node {broker}{why}")
        }
        ErrorDetail::Expired {
            partition,
            records,
            after_ms,
        } => format!(
            "Expiring {records} record(s) for {}:{after_ms} ms has passed since batch creation. \
             The request has not been sent, or no server response has been received yet.",
            names.partition(*partition)
        ),
        ErrorDetail::Serialization { is_key, serializer } => {
            let (what, setting) = if *is_key {
                ("key", "key.serializer")
            } else {
                ("value", "value.serializer")
            };
            format!(
                "Can't convert {what} of class java.lang.String to class {} specified in {setting}",
                serializer.class()
            )
        }
        // `LogValidator.validateKey`.
        ErrorDetail::InvalidBatch {
            partition,
            is_culprit: true,
        } => format!(
            "Compacted topic cannot accept message without key in topic partition {}",
            names.partition(*partition)
        ),
        // `Sender.failBatch`, with its slip.
        ErrorDetail::InvalidBatch { .. } => {
            "Failed to append record because it was part of a batch which \
                                             had one more more invalid records"
                .to_owned()
        }
        ErrorDetail::InvalidTopics(topics) => invalid_topics(topics),
        ErrorDetail::RecordTooLarge { bytes, most } => record_too_large(*bytes, *most),
        ErrorDetail::BufferExhausted {
            bytes,
            after_ms,
            total,
            available,
            poolable,
        } => format!(
            "Failed to allocate {bytes} bytes within the configured max blocking time {after_ms} ms. Total \
             memory: {total} bytes. Available memory: {available} bytes. Poolable size: {poolable} bytes"
        ),
        ErrorDetail::MemoryLimit { bytes, total } => format!(
            "Attempt to allocate {bytes} bytes, but there is a hard limit of {total} on memory allocations."
        ),
        ErrorDetail::ProducerClosed(when) => closed(*when).to_owned(),
        ErrorDetail::NotInMetadata {
            topic,
            partition,
            partitions,
            after_ms,
        } => match partition.zip(*partitions) {
            None => format!("Topic {topic} not present in metadata after {after_ms} ms."),
            Some((partition, count)) => format!(
                "Partition {partition} of topic {topic} with partition count {count} is not present \
                 in metadata after {after_ms} ms."
            ),
        },
    }
}

/// `InvalidTopicException`.
pub(super) fn invalid_topics(topics: &[Arc<str>]) -> String {
    ["Invalid topics: [", &topics.join(", "), "]"].concat()
}

/// `KafkaProducer.ensureValidRecordSize`.
fn record_too_large(bytes: u32, most: RecordSizeLimit) -> String {
    let limit = match most {
        RecordSizeLimit::Request(most) => {
            format!("{most}, which is the value of the max.request.size configuration.")
        }
        RecordSizeLimit::Buffer => {
            "the total memory buffer you have configured with the buffer.memory configuration."
                .to_owned()
        }
    };
    format!("The message is {bytes} bytes when serialized which is larger than {limit}")
}

/// `KafkaProducer.throwIfProducerClosed`, `KafkaProducer.doSend`, `BufferPool.allocate`,
/// `RecordAccumulator.abortBatches`.
fn closed(when: ProducerClosed) -> &'static str {
    match when {
        ProducerClosed::Before => "Cannot perform operation after producer has been closed",
        ProducerClosed::WhileSending => "Producer closed while send in progress",
        ProducerClosed::WhileAllocating => "Producer closed while allocating memory",
        ProducerClosed::Forcefully => "Producer is closed forcefully.",
    }
}

macro_rules! exceptions {
    ($($code:ident = $class:literal, $message:literal;)*) => {
        /// The class of the exception.
        pub(crate) fn class_of(code: ErrorCode) -> &'static str {
            match code { $(ErrorCode::$code => $class,)* }
        }

        /// The message of the exception where nothing more is known.
        pub(crate) fn message_of(code: ErrorCode) -> &'static str {
            match code { $(ErrorCode::$code => $message,)* }
        }
    };
}

exceptions! {
    OffsetOutOfRange = "OffsetOutOfRangeException",
        "The requested offset is not within the range of offsets maintained by the server.";
    UnknownTopicOrPartition = "UnknownTopicOrPartitionException",
        "This server does not host this topic-partition.";
    NotLeaderOrFollower = "NotLeaderOrFollowerException",
        "For requests intended only for the leader, this error indicates that the broker is not the \
         current leader. For requests intended for any replica, this error indicates that the broker is \
         not a replica of the topic partition.";
    RequestTimedOut = "TimeoutException", "The request timed out.";
    NetworkException = "NetworkException",
        "The server disconnected before a response was received.";
    NotEnoughReplicas = "NotEnoughReplicasException",
        "Messages are rejected since there are fewer in-sync replicas than required.";
    NotEnoughReplicasAfterAppend = "NotEnoughReplicasAfterAppendException",
        "Messages are written to the log, but to fewer in-sync replicas than required.";
    NotController = "NotControllerException",
        "This is not the correct controller for this cluster.";
    InvalidRequest = "InvalidRequestException",
        "This most likely occurs because of a request being malformed by the client library or the \
         message was sent to an incompatible broker. See the broker logs for more details.";
    FencedLeaderEpoch = "FencedLeaderEpochException",
        "The leader epoch in the request is older than the epoch on the broker.";
    UnknownLeaderEpoch = "UnknownLeaderEpochException",
        "The leader epoch in the request is newer than the epoch on the broker.";
    OffsetNotAvailable = "OffsetNotAvailableException",
        "The leader high watermark has not caught up from a recent leader election so the offsets cannot \
         be guaranteed to be monotonically increasing.";
    InvalidUpdateVersion = "InvalidUpdateVersionException",
        "The given update version was invalid.";
    DuplicateBrokerRegistration = "DuplicateBrokerRegistrationException",
        "This broker ID is already in use.";
    StaleBrokerEpoch = "StaleBrokerEpochException", "Broker epoch has changed.";
    BrokerIdNotRegistered = "BrokerIdNotRegisteredException",
        "The given broker ID was not registered.";
    InvalidReplicationFactor = "InvalidReplicationFactorException",
        "Replication factor is below 1 or larger than the number of available brokers.";
    InvalidReplicaAssignment = "InvalidReplicaAssignmentException",
        "Replica assignment is invalid.";
    InvalidPartitions = "InvalidPartitionsException", "Number of partitions is below 1.";
    InvalidTopic = "InvalidTopicException",
        "The request attempted to perform an operation on an invalid topic.";
    InvalidConfig = "InvalidConfigurationException", "Configuration is invalid.";
    TopicAlreadyExists = "TopicExistsException", "Topic with this name already exists.";
    ElectionNotNeeded = "ElectionNotNeededException",
        "Leader election not needed for topic partition.";
    PreferredLeaderNotAvailable = "PreferredLeaderNotAvailableException",
        "The preferred leader was not available.";
    EligibleLeadersNotAvailable = "EligibleLeadersNotAvailableException",
        "Eligible topic partition leaders are not available.";
    NoReassignmentInProgress = "NoReassignmentInProgressException",
        "No partition reassignment is in progress.";
    NewLeaderElected = "NewLeaderElectedException",
        "The AlterPartition request successfully updated the partition state but the leader has changed.";
    OperationNotAttempted = "OperationNotAttemptedException",
        "The broker did not attempt to execute this operation. This may happen for batched RPCs where \
         some operations in the batch failed, causing the broker to respond without trying the rest.";
    UnknownServerError = "UnknownServerException",
        "The server experienced an unexpected error when processing the request.";
    MessageTooLarge = "RecordTooLargeException",
        "The request included a message larger than the max message size the server will accept.";
    InvalidRecord = "InvalidRecordException",
        "This record has failed the validation on broker and hence will be rejected.";
    OutOfOrderSequenceNumber = "OutOfOrderSequenceException",
        "The broker received an out of order sequence number.";
    InvalidProducerEpoch = "InvalidProducerEpochException",
        "Producer attempted to produce with an old epoch.";
    IneligibleReplica = "IneligibleReplicaException",
        "The new ISR contains at least one ineligible replica.";
    CoordinatorNotAvailable = "CoordinatorNotAvailableException",
        "The coordinator is not available.";
    NotCoordinator = "NotCoordinatorException",
        "This is not the correct coordinator.";
    IllegalGeneration = "IllegalGenerationException",
        "Specified group generation id is not valid.";
    InconsistentGroupProtocol = "InconsistentGroupProtocolException",
        "The group member's supported protocols are incompatible with those of existing members \
         or first group member tried to join with empty protocol type or empty protocol list.";
    InvalidGroupId = "InvalidGroupIdException",
        "The group id is invalid.";
    UnknownMemberId = "UnknownMemberIdException",
        "The coordinator is not aware of this member.";
    InvalidSessionTimeout = "InvalidSessionTimeoutException",
        "The session timeout is not within the range allowed by the broker (as configured by \
         group.min.session.timeout.ms and group.max.session.timeout.ms).";
    RebalanceInProgress = "RebalanceInProgressException",
        "The group is rebalancing, so a rejoin is needed.";
    MemberIdRequired = "MemberIdRequiredException",
        "The group member needs to have a valid member id before actually entering a consumer \
         group.";
    GroupMaxSizeReached = "GroupMaxSizeReachedException",
        "The group has reached its maximum size.";
    FencedInstanceId = "FencedInstanceIdException",
        "The broker rejected this static consumer since another consumer with the same \
         group.instance.id has registered with a different member.id.";
    CoordinatorLoadInProgress = "CoordinatorLoadInProgressException",
        "The coordinator is loading and hence can't process requests.";
    OffsetMetadataTooLarge = "OffsetMetadataTooLarge",
        "The metadata field of the offset request was too large.";
    NonEmptyGroup = "GroupNotEmptyException", "The group is not empty.";
    GroupIdNotFound = "GroupIdNotFoundException", "The group id does not exist.";
    FencedMemberEpoch = "FencedMemberEpochException",
        "The member epoch is fenced by the group coordinator. The member must abandon all its \
         partitions and rejoin.";
    UnreleasedInstanceId = "UnreleasedInstanceIdException",
        "The instance ID is still used by another member in the consumer group. That member must \
         leave first.";
    UnsupportedAssignor = "UnsupportedAssignorException",
        "The assignor or its version range is not supported by the consumer group.";
    StaleMemberEpoch = "StaleMemberEpochException",
        "The member epoch is stale. The member must retry after receiving its updated member epoch \
         via the ConsumerGroupHeartbeat API.";
}

#[cfg(test)]
mod tests;
