//! What a controller refuses an administrator, and a coordinator a group.

use super::heartbeat::refused_heartbeat;
use super::message_of;
use super::setting::config;
use crate::config::{TOPIC_NAME_LENGTH_MAX, TopicNameError};
use crate::id::PartitionIndex;
use crate::wire::{Api, ApiError, AssignmentError, ErrorCode, ErrorDetail, PlacementError};

/// What the exception says.
pub(in crate::explain) fn refused(error: &ApiError) -> String {
    match &error.detail {
        ErrorDetail::Replicas {
            replication_factor,
            error,
        } => format!(
            "Unable to replicate the partition {replication_factor} time(s): {}",
            placement(*error)
        ),
        ErrorDetail::AddedReplicas(error) => placement(*error),
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
        ErrorDetail::TopicName { topic, error } => topic_name(topic, *error),
        ErrorDetail::TopicExists(topic) => format!("Topic '{topic}' already exists."),
        ErrorDetail::Config(error) => config(error),
        ErrorDetail::GroupActive { group, state } => format!(
            "Assignments can only be reset if the group '{group}' is inactive, but the current state is \
             {}.",
            state.name()
        ),
        ErrorDetail::HeartbeatRefused(refusal) => refused_heartbeat(refusal),
        ErrorDetail::Partitions {
            topic,
            there,
            wanted,
        } => partitions(topic, *there, *wanted),
        // Nobody was refused anything but by a code: the others are a client's own.
        ErrorDetail::None
        | ErrorDetail::Disconnected { .. }
        | ErrorDetail::Expired { .. }
        | ErrorDetail::Serialization { .. }
        | ErrorDetail::InvalidBatch { .. }
        | ErrorDetail::InvalidTopics(_)
        | ErrorDetail::RecordTooLarge { .. }
        | ErrorDetail::BufferExhausted { .. }
        | ErrorDetail::MemoryLimit { .. }
        | ErrorDetail::ProducerClosed(_)
        | ErrorDetail::NotInMetadata { .. } => message_of(error.code).to_owned(),
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
fn placement(error: PlacementError) -> String {
    match error {
        PlacementError::NotPositive => {
            "Invalid replication factor 0: the replication factor must be positive.".to_owned()
        }
        PlacementError::TooFewBrokers {
            replication_factor,
            usable,
        } => format!(
            "The target replication factor of {replication_factor} cannot be reached because only \
             {usable} broker(s) are registered or some brokers have all their log directories cordoned."
        ),
        PlacementError::AllFenced => {
            "All brokers are currently fenced, or have all their log directories cordoned."
                .to_owned()
        }
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
fn topic_name(name: &str, error: TopicNameError) -> String {
    let reason = match error {
        TopicNameError::Empty => "the empty string is not allowed".to_owned(),
        TopicNameError::Dots => format!("'{name}' is not allowed"),
        TopicNameError::TooLong => format!(
            "the length of '{name}' is longer than the max allowed length {TOPIC_NAME_LENGTH_MAX}"
        ),
        TopicNameError::IllegalCharacter => format!(
            "'{name}' contains one or more characters other than ASCII alphanumerics, '.', '_' and \
             '-'"
        ),
    };
    format!("Topic name is invalid: {reason}")
}
