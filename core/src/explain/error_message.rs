//! Kafka's exceptions: the class that an error becomes in a client, and its message (`Errors`, and what
//! the controller and the clients put in place of the general message).

use super::Names;
use crate::config::{
    CLEANUP_POLICIES, COMPRESSION_TYPES, Expected, TIMESTAMP_TYPES, TopicConfigError,
};
use crate::id::PartitionIndex;
use crate::wire::{Api, ApiError, AssignmentError, ErrorCode, ErrorDetail};

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
        class: class_of(error.code),
        message: message(error, names),
    }
}

/// What an exception says, with the values that it is about where Kafka names them.
fn message(error: &ApiError, names: &Names<'_>) -> String {
    match &error.detail {
        ErrorDetail::None => message_of(error.code).to_owned(),
        ErrorDetail::Replicas { wanted, registered } => format!(
            "Unable to replicate the partition {wanted} time(s): {}",
            replicas(*wanted, *registered)
        ),
        ErrorDetail::AddedReplicas { wanted, registered } => replicas(*wanted, *registered),
        ErrorDetail::NotPositive if error.code == ErrorCode::InvalidPartitions => {
            "Number of partitions was set to an invalid non-positive value.".to_owned()
        }
        ErrorDetail::NotPositive => {
            "Replication factor must be larger than 0, or -1 to use the default value.".to_owned()
        }
        ErrorDetail::Assignment(error) => assignment(error),
        ErrorDetail::Collision { topic, existing } => {
            format!("Topic '{topic}' collides with existing topic: {existing}")
        }
        ErrorDetail::Missing {
            api,
            topic,
            partition,
        } => missing(*api, topic, *partition),
        ErrorDetail::ClusterMinIsr => {
            "Cluster-level min.insync.replicas cannot be removed while ELR is enabled.".to_owned()
        }
        ErrorDetail::Topic(name) if error.code == ErrorCode::TopicAlreadyExists => {
            format!("Topic '{name}' already exists.")
        }
        ErrorDetail::Topic(name) if error.code == ErrorCode::InvalidTopic => invalid_topic(name),
        ErrorDetail::Topic(_) => message_of(error.code).to_owned(),
        ErrorDetail::Config(error) => config(error),
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
        ErrorDetail::Partitions {
            topic,
            there,
            wanted,
        } => partitions(topic, *there, *wanted),
        ErrorDetail::NotInMetadata {
            topic,
            partition,
            partitions,
            after_ms,
        } => match partitions {
            None => format!("Topic {topic} not present in metadata after {after_ms} ms."),
            Some(count) => format!(
                "Partition {partition} of topic {topic} with partition count {count} is not present \
                 in metadata after {after_ms} ms."
            ),
        },
    }
}

/// Why a topic cannot have so many partitions (`ReplicationControlManager.createPartitions`).
fn partitions(topic: &str, there: u32, wanted: u32) -> String {
    if there == wanted {
        format!("Topic already has {there} partition(s).")
    } else {
        format!(
            "The topic {topic} currently has {there} partition(s); {wanted} would not be an increase."
        )
    }
}

/// Why replicas cannot be placed (`StripedReplicaPlacer.place`).
fn replicas(wanted: u32, registered: u32) -> String {
    if wanted == 0 {
        format!("Invalid replication factor {wanted}: the replication factor must be positive.")
    } else if wanted > registered {
        format!(
            "The target replication factor of {wanted} cannot be reached because only {registered} \
             broker(s) are registered or some brokers have all their log directories cordoned."
        )
    } else {
        "All brokers are currently fenced, or have all their log directories cordoned.".to_owned()
    }
}

/// What is wrong with an assignment by hand (`ReplicationControlManager`).
fn assignment(error: &AssignmentError) -> String {
    const INCLUDES: &str = "The manual partition assignment includes";
    match error {
        AssignmentError::Empty => format!("{INCLUDES} an empty replica list."),
        AssignmentError::UnknownBroker(broker) => {
            format!("{INCLUDES} broker {broker}, but no such broker is registered.")
        }
        AssignmentError::BrokerTwice(broker) => {
            format!("{INCLUDES} the broker {broker} more than once.")
        }
        AssignmentError::Uneven { replicas, before } => format!(
            "{INCLUDES} a partition with {replicas} replica(s), but this is not consistent with \
             previous partitions, which have {before} replica(s)."
        ),
        AssignmentError::NobodyActive(partition) => format!(
            "All brokers specified in the manual partition assignment for partition {partition} are \
             fenced or in controlled shutdown."
        ),
        AssignmentError::Count { added, given } => format!(
            "Attempted to add {added} additional partition(s), but only {given} assignment(s) were \
             specified."
        ),
        AssignmentError::UncleanRevert { topic, partition } => format!(
            "Unable to revert partition assignment for {topic}:{partition} because it would require an \
             unclean leader election."
        ),
    }
}

/// What is not there; each request of an administrator has words of its own for it
/// (`ReplicationControlManager`, `ConfigResourceExistenceChecker`).
fn missing(api: Api, topic: &str, partition: Option<PartitionIndex>) -> String {
    match (api, partition) {
        (Api::ElectLeaders, None) => format!("No such topic as {topic}"),
        (Api::ElectLeaders, Some(partition)) => {
            format!("No such partition as {topic}-{partition}")
        }
        (Api::AlterPartitionReassignments, None) => {
            format!("Unable to find a topic named {topic}.")
        }
        (Api::AlterPartitionReassignments, Some(partition)) => {
            format!("Unable to find partition {topic}:{partition}.")
        }
        (Api::IncrementalAlterConfigs, _) => format!("The topic '{topic}' does not exist."),
        _ => message_of(ErrorCode::UnknownTopicOrPartition).to_owned(),
    }
}

/// What is wrong with a topic's name (`Topic.validate`).
fn invalid_topic(name: &str) -> String {
    const LENGTH_MAX: usize = 249;
    let reason = match name {
        "" => "the empty string is not allowed".to_owned(),
        "." | ".." => format!("'{name}' is not allowed"),
        _ if name.len() > LENGTH_MAX => {
            format!("the length of '{name}' is longer than the max allowed length {LENGTH_MAX}")
        }
        _ => format!(
            "'{name}' contains one or more characters other than ASCII alphanumerics, '.', '_' and \
             '-'"
        ),
    };
    format!("Topic name is invalid: {reason}")
}

/// What is wrong with a setting (`LogConfig.validate`, `ConfigException`).
fn config(error: &TopicConfigError) -> String {
    match error {
        TopicConfigError::UnknownKey(key) => format!("Unknown topic config name: {key}"),
        TopicConfigError::InvalidValue {
            key,
            value,
            expected,
        } => {
            let reason = why_invalid(value.trim(), *expected);
            format!("Invalid value {value} for configuration {key}: {reason}")
        }
    }
}

fn why_invalid(value: &str, expected: Expected) -> String {
    let one_of = |values: &[&str]| format!("String must be one of: {}", values.join(", "));
    match expected {
        Expected::Int(least) if value.parse::<i32>().is_ok() => {
            format!("Value must be at least {least}")
        }
        Expected::Int(_) => "Not a number of type INT".to_owned(),
        Expected::Long(least) if value.parse::<i64>().is_ok() => {
            format!("Value must be at least {least}")
        }
        Expected::Long(_) => "Not a number of type LONG".to_owned(),
        Expected::Fraction if value.starts_with(|digit: char| digit.is_ascii_digit()) => {
            "Value must be no more than 1".to_owned()
        }
        Expected::Fraction => "Not a number of type DOUBLE".to_owned(),
        Expected::Boolean => "Expected value to be either true or false".to_owned(),
        Expected::CompressionType => one_of(&COMPRESSION_TYPES),
        Expected::TimestampType => one_of(&TIMESTAMP_TYPES),
        Expected::CleanupPolicy | Expected::List => one_of(&CLEANUP_POLICIES),
    }
}

macro_rules! exceptions {
    ($($code:ident = $class:literal, $message:literal;)*) => {
        /// The class of the exception.
        fn class_of(code: ErrorCode) -> &'static str {
            match code { $(ErrorCode::$code => $class,)* }
        }

        /// The message of the exception where nothing more is known.
        fn message_of(code: ErrorCode) -> &'static str {
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
    IneligibleReplica = "IneligibleReplicaException",
        "The new ISR contains at least one ineligible replica.";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::TopicConfig;
    use crate::id::{BrokerId, PartitionIndex, TopicId, TopicPartition};
    use crate::metadata::{MetadataImage, MetadataRecord};

    fn said(code: ErrorCode, detail: ErrorDetail) -> String {
        let mut metadata = MetadataImage::default();
        metadata.apply(&MetadataRecord::Topic {
            id: TopicId(1),
            name: "orders".into(),
        });
        let names = Names {
            seed: 1,
            eligible_leader_replicas: true,
            metadata: &metadata,
        };
        let Exception { class, message } = exception(&ApiError { code, detail }, &names);
        format!("{class}: {message}")
    }

    fn invalid(key: &str, value: &str) -> ErrorDetail {
        let refused = TopicConfig::validate(&key.into(), &value.into());
        ErrorDetail::Config(refused.expect_err("no topic takes that"))
    }

    /// Seen on clusters of Apache Kafka 4.3.1, or read from its source where no cluster was asked.
    #[test]
    fn an_exception_says_what_kafka_says() {
        let orders = TopicPartition {
            topic: TopicId(1),
            partition: PartitionIndex(0),
        };
        for (code, detail, expected) in [
            (
                ErrorCode::NotEnoughReplicas,
                ErrorDetail::None,
                "NotEnoughReplicasException: Messages are rejected since there are fewer in-sync \
                 replicas than required.",
            ),
            (
                ErrorCode::ElectionNotNeeded,
                ErrorDetail::None,
                "ElectionNotNeededException: Leader election not needed for topic partition.",
            ),
            (
                ErrorCode::PreferredLeaderNotAvailable,
                ErrorDetail::None,
                "PreferredLeaderNotAvailableException: The preferred leader was not available.",
            ),
            (
                ErrorCode::InvalidReplicationFactor,
                ErrorDetail::Replicas {
                    wanted: 4,
                    registered: 3,
                },
                "InvalidReplicationFactorException: Unable to replicate the partition 4 time(s): The \
                 target replication factor of 4 cannot be reached because only 3 broker(s) are \
                 registered or some brokers have all their log directories cordoned.",
            ),
            (
                ErrorCode::InvalidReplicationFactor,
                ErrorDetail::Replicas {
                    wanted: 3,
                    registered: 3,
                },
                "InvalidReplicationFactorException: Unable to replicate the partition 3 time(s): All \
                 brokers are currently fenced, or have all their log directories cordoned.",
            ),
            (
                ErrorCode::InvalidTopic,
                ErrorDetail::Topic("bad name".into()),
                "InvalidTopicException: Topic name is invalid: 'bad name' contains one or more \
                 characters other than ASCII alphanumerics, '.', '_' and '-'",
            ),
            (
                ErrorCode::InvalidTopic,
                ErrorDetail::Topic("..".into()),
                "InvalidTopicException: Topic name is invalid: '..' is not allowed",
            ),
            (
                ErrorCode::TopicAlreadyExists,
                ErrorDetail::Topic("board".into()),
                "TopicExistsException: Topic 'board' already exists.",
            ),
            (
                ErrorCode::InvalidConfig,
                invalid("min.insync.replicas", "many"),
                "InvalidConfigurationException: Invalid value many for configuration \
                 min.insync.replicas: Not a number of type INT",
            ),
            (
                ErrorCode::InvalidConfig,
                invalid("min.insync.replicas", "0"),
                "InvalidConfigurationException: Invalid value 0 for configuration \
                 min.insync.replicas: Value must be at least 1",
            ),
            (
                ErrorCode::InvalidConfig,
                invalid("retention.ms", "soon"),
                "InvalidConfigurationException: Invalid value soon for configuration retention.ms: Not a \
                 number of type LONG",
            ),
            (
                ErrorCode::InvalidConfig,
                invalid("unclean.leader.election.enable", "maybe"),
                "InvalidConfigurationException: Invalid value maybe for configuration \
                 unclean.leader.election.enable: Expected value to be either true or false",
            ),
            (
                ErrorCode::InvalidConfig,
                invalid("cleanup.policy", "keep"),
                "InvalidConfigurationException: Invalid value keep for configuration cleanup.policy: \
                 String must be one of: compact, delete",
            ),
            (
                ErrorCode::InvalidConfig,
                invalid("colour", "red"),
                "InvalidConfigurationException: Unknown topic config name: colour",
            ),
            (
                ErrorCode::RequestTimedOut,
                ErrorDetail::Expired {
                    partition: orders,
                    records: 1,
                    after_ms: 9_000,
                },
                "TimeoutException: Expiring 1 record(s) for orders-0:9000 ms has passed since batch \
                 creation. The request has not been sent, or no server response has been received yet.",
            ),
            (
                ErrorCode::RequestTimedOut,
                ErrorDetail::NotInMetadata {
                    topic: "orders".into(),
                    partition: PartitionIndex(0),
                    partitions: None,
                    after_ms: 8_000,
                },
                "TimeoutException: Topic orders not present in metadata after 8000 ms.",
            ),
            (
                ErrorCode::RequestTimedOut,
                ErrorDetail::NotInMetadata {
                    topic: "orders".into(),
                    partition: PartitionIndex(5),
                    partitions: Some(1),
                    after_ms: 8_000,
                },
                "TimeoutException: Partition 5 of topic orders with partition count 1 is not present \
                 in metadata after 8000 ms.",
            ),
            (
                ErrorCode::NetworkException,
                ErrorDetail::Disconnected {
                    broker: BrokerId(2),
                    timed_out: false,
                },
                "NetworkException: Disconnected from node 2",
            ),
            (
                ErrorCode::RequestTimedOut,
                ErrorDetail::Disconnected {
                    broker: BrokerId(2),
                    timed_out: true,
                },
                "TimeoutException: Disconnected from node 2 due to timeout",
            ),
        ] {
            assert_eq!(said(code, detail), expected);
        }
    }
}
