//! How the controller says no to an administrator.

use std::sync::Arc;

use crate::config::TopicConfigError;
use crate::id::PartitionIndex;
use crate::wire::{Api, ApiError, AssignmentError, ErrorCode, ErrorDetail};

/// There is no such topic, or it has no such partition.
pub(super) fn missing(api: Api, topic: &Arc<str>, partition: Option<PartitionIndex>) -> ApiError {
    let topic = topic.clone();
    let detail = ErrorDetail::Missing {
        api,
        topic,
        partition,
    };
    ApiError::new(ErrorCode::UnknownTopicOrPartition, detail)
}

/// There is no such setting, or it does not take that value.
pub(super) fn invalid_config(error: TopicConfigError) -> ApiError {
    ApiError::new(ErrorCode::InvalidConfig, ErrorDetail::Config(error))
}

/// Replicas chosen by hand are wrong.
pub(super) fn invalid_assignment(error: AssignmentError) -> ApiError {
    let detail = ErrorDetail::Assignment(error);
    ApiError::new(ErrorCode::InvalidReplicaAssignment, detail)
}

/// The replicas of new partitions cannot be placed.
pub(super) fn unplaceable(detail: ErrorDetail) -> ApiError {
    ApiError::new(ErrorCode::InvalidReplicationFactor, detail)
}
