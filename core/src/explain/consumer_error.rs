//! What a consumer's calls throw, in Kafka's words.

use super::error_message::invalid_topics;
use super::{Exception, Names, class_of, message_of};
use crate::client::{CommitObstacle, ConsumerError};
use crate::id::TopicPartition;

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
        ConsumerError::OffsetOutOfRange(_) => "OffsetOutOfRangeException",
        ConsumerError::LogTruncation(_) => "LogTruncationException",
        ConsumerError::CommitFailed(_) => "CommitFailedException",
        ConsumerError::RebalanceInProgress(_) => "RebalanceInProgressException",
        ConsumerError::PositionTimeout { .. }
        | ConsumerError::CommitTimeout { .. }
        | ConsumerError::EndsTimeout { .. } => "TimeoutException",
        ConsumerError::InvalidTopics(_) => "InvalidTopicException",
        ConsumerError::NotAssigned(..)
        | ConsumerError::TwoSubscriptions
        | ConsumerError::NotSubscribed => "IllegalStateException",
        ConsumerError::NegativeOffset => "IllegalArgumentException",
        ConsumerError::NoGroup => "InvalidGroupIdException",
        ConsumerError::Broker(code) => class_of(*code),
    }
}

fn message(error: &ConsumerError, names: &Names<'_>) -> String {
    let list = |partitions: &[TopicPartition]| {
        let named: Vec<String> = partitions.iter().map(|it| names.partition(*it)).collect();
        named.join(", ")
    };
    match error {
        ConsumerError::NoOffsetForPartition(partitions) => format!(
            "Undefined offset with no reset policy for partitions: [{}]",
            list(partitions)
        ),
        ConsumerError::OffsetOutOfRange(offsets) => {
            let offsets: Vec<String> = offsets
                .iter()
                .map(|(partition, offset)| format!("{}={offset}", names.partition(*partition)))
                .collect();
            format!(
                "Offsets out of range with no configured reset policy for partitions: {{{}}}",
                offsets.join(", ")
            )
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
            names.partition(*partition)
        ),
        ConsumerError::CommitTimeout { after_ms, offsets } => {
            let mut named = Vec::new();
            for (partition, offset, epoch) in offsets {
                let partition = names.partition(*partition);
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
        ConsumerError::EndsTimeout { after_ms } => {
            format!("Failed to get offsets by times in {after_ms}ms")
        }
        ConsumerError::InvalidTopics(topics) => invalid_topics(topics),
        ConsumerError::NotAssigned(topic, partition) => {
            format!("No current assignment for partition {topic}-{partition}")
        }
        ConsumerError::NegativeOffset => "seek offset must not be a negative number".to_owned(),
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
        ConsumerError::Broker(code) => message_of(*code).to_owned(),
    }
}

/// `CommitFailedException`.
fn commit_failed(obstacle: CommitObstacle) -> &'static str {
    match obstacle {
        CommitObstacle::NotSent => {
            "Offset commit cannot be completed since the consumer is not part of an active group for auto \
             partition assignment; it is likely that the consumer was kicked out of the group."
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
        CommitObstacle::Refused => {
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
