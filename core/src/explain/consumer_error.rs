//! What a consumer's calls throw, in Kafka's words.

use super::error_message::invalid_topics;
use super::log_line::position_out_of_range;
use super::{Exception, Names, class_of, exception};
use crate::client::{CommitObstacle, ConsumerError};
use crate::group::assignor::NamedPartition;
use crate::wire::ErrorCode;

/// The exception that an application meets.
#[must_use]
pub fn consumer_exception(error: &ConsumerError, names: &Names<'_>) -> Exception {
    Exception {
        class: consumer_exception_class(error),
        message: message(error, names),
    }
}

/// The exception's class, without the package.
#[must_use]
pub fn consumer_exception_class(error: &ConsumerError) -> &'static str {
    match error {
        ConsumerError::NoOffsetForPartition(_) => "NoOffsetForPartitionException",
        ConsumerError::OffsetOutOfRange(..) => "OffsetOutOfRangeException",
        ConsumerError::LogTruncation(_) => "LogTruncationException",
        ConsumerError::CommitFailed(_) => "CommitFailedException",
        ConsumerError::RebalanceInProgress(_) => "RebalanceInProgressException",
        ConsumerError::PositionTimeout { .. }
        | ConsumerError::CommitTimeout { .. }
        | ConsumerError::FutureTimeout
        | ConsumerError::EndsTimeout { .. } => "TimeoutException",
        ConsumerError::InvalidTopics(_) => "InvalidTopicException",
        ConsumerError::NotAssigned(..)
        | ConsumerError::TwoSubscriptions
        | ConsumerError::NotSubscribed => "IllegalStateException",
        ConsumerError::NegativeOffset | ConsumerError::NegativeCommit => "IllegalArgumentException",
        ConsumerError::NoGroup => "InvalidGroupIdException",
        ConsumerError::GroupMaxSizeReached(_) => class_of(ErrorCode::GroupMaxSizeReached),
        ConsumerError::Broker(error) => class_of(error.code),
    }
}

fn message(error: &ConsumerError, names: &Names<'_>) -> String {
    match error {
        ConsumerError::NoOffsetForPartition(partitions) => {
            let named: Vec<String> = partitions.iter().map(named_partition).collect();
            let named = named.join(", ");
            format!("Undefined offset with no reset policy for partitions: [{named}]")
        }
        ConsumerError::OffsetOutOfRange(partition, position) => {
            position_out_of_range(*partition, position, names).text
        }
        ConsumerError::LogTruncation(truncated) => {
            let mut known = Vec::new();
            for (partition, diverging) in truncated {
                if let Some((offset, epoch)) = diverging {
                    known.push(format!(
                        "{}=OffsetAndMetadata{{offset={offset}, leaderEpoch={epoch}, metadata=''}}",
                        names.partition(*partition)
                    ));
                }
            }
            format!(
                "Truncated partitions detected with divergent offsets {{{}}}",
                known.join(", ")
            )
        }
        ConsumerError::CommitFailed(obstacle) => commit_failed(*obstacle).to_owned(),
        ConsumerError::RebalanceInProgress(obstacle) => rebalance_in_progress(*obstacle).to_owned(),
        ConsumerError::PositionTimeout {
            after_ms,
            partition,
        } => format!(
            "Timeout of {after_ms}ms expired before the position for partition {} could be determined",
            named_partition(partition)
        ),
        ConsumerError::CommitTimeout { after_ms, offsets } => {
            let mut named = Vec::new();
            for (partition, offset, epoch) in offsets {
                let partition = named_partition(partition);
                let epoch = epoch.map_or_else(|| "null".to_owned(), |epoch| epoch.0.to_string());
                named.push(format!(
                    "{partition}=OffsetAndMetadata{{offset={offset}, leaderEpoch={epoch}, metadata=''}}"
                ));
            }
            let offsets = named.join(", ");
            format!(
                "Timeout of {after_ms}ms expired before successfully committing offsets {{{offsets}}}"
            )
        }
        // The exception's cause, which is all that it says.
        ConsumerError::FutureTimeout => "java.util.concurrent.TimeoutException".to_owned(),
        ConsumerError::EndsTimeout { after_ms } => {
            format!("Failed to get offsets by times in {after_ms}ms")
        }
        ConsumerError::InvalidTopics(topics) => invalid_topics(topics),
        ConsumerError::NotAssigned(topic, partition) => {
            format!("No current assignment for partition {topic}-{partition}")
        }
        ConsumerError::NegativeOffset => "seek offset must not be a negative number".to_owned(),
        ConsumerError::NegativeCommit => "Invalid negative offset".to_owned(),
        ConsumerError::NoGroup => {
            "To use the group management or offset commit APIs, you must provide a valid group.id in the \
             consumer configuration."
                .to_owned()
        }
        ConsumerError::TwoSubscriptions => {
            "Subscription to topics, partitions and pattern are mutually exclusive".to_owned()
        }
        ConsumerError::NotSubscribed => {
            "Consumer is not subscribed to any topics or assigned any partitions".to_owned()
        }
        ConsumerError::GroupMaxSizeReached(group) => group_max_size_reached(group),
        ConsumerError::Broker(error) => exception(error, names).message,
    }
}

/// `TopicPartition.toString`.
pub(super) fn named_partition(partition: &NamedPartition) -> String {
    format!("{}-{}", partition.topic, partition.partition)
}

/// `AbstractCoordinator.JoinGroupResponseHandler`.
pub(super) fn group_max_size_reached(group: &str) -> String {
    format!("Consumer group {group} already has the configured maximum number of members.")
}

/// `CommitFailedException`.
fn commit_failed(obstacle: CommitObstacle) -> &'static str {
    match obstacle {
        CommitObstacle::NotSent => {
            "Offset commit cannot be completed since the consumer is not part of an active group for auto \
             partition assignment; it is likely that the consumer was kicked out of the group."
        }
        CommitObstacle::UnknownMember => {
            "OffsetCommit failed with unknown member ID. The coordinator is not aware of this member."
        }
        // Kafka has no blank between the two sentences.
        CommitObstacle::StaleEpoch => {
            "OffsetCommit failed with stale member epoch.The member epoch is stale. The member must retry after \
             receiving its updated member epoch via the ConsumerGroupHeartbeat API."
        }
        CommitObstacle::Refused | CommitObstacle::Stale => {
            "Commit cannot be completed since the group has already rebalanced and assigned the partitions \
             to another member. This means that the time between subsequent calls to poll() was longer than \
             the configured max.poll.interval.ms, which typically implies that the poll loop is spending too \
             much time message processing. You can address this either by increasing max.poll.interval.ms \
             or by reducing the maximum size of batches returned in poll() with max.poll.records."
        }
    }
}

/// What `ConsumerCoordinator` says while the group rebalances.
fn rebalance_in_progress(obstacle: CommitObstacle) -> &'static str {
    match obstacle {
        CommitObstacle::NotSent => {
            "Offset commit cannot be completed since the consumer is undergoing a rebalance for auto \
             partition assignment. You can try completing the rebalance by calling poll() and then retry \
             the operation."
        }
        CommitObstacle::Refused | CommitObstacle::UnknownMember | CommitObstacle::StaleEpoch => {
            "Offset commit cannot be completed since the consumer group is executing a rebalance at the \
             moment. You can try completing the rebalance by calling poll() and then retry commit again"
        }
        CommitObstacle::Stale => {
            "Offset commit cannot be completed since the consumer member's generation is already stale, \
             meaning it has already participated another rebalance and got a new generation. You can try \
             completing the rebalance by calling poll() and then retry commit again"
        }
    }
}
