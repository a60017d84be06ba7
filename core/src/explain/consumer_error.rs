//! What a consumer's calls throw, in Kafka's words.

use super::{Exception, Names, class_of, message_of};
use crate::client::{CommitObstacle, ConsumerError};
use crate::id::TopicPartition;

/// The exception that an application meets.
#[must_use]
pub fn consumer_exception(error: &ConsumerError, names: &Names<'_>) -> Exception {
    let list = |partitions: &[TopicPartition]| {
        let named: Vec<String> = partitions.iter().map(|it| names.partition(*it)).collect();
        named.join(", ")
    };
    let (class, message) = match error {
        ConsumerError::NoOffsetForPartition(partitions) => (
            "NoOffsetForPartitionException",
            format!(
                "Undefined offset with no reset policy for partitions: [{}]",
                list(partitions)
            ),
        ),
        ConsumerError::OffsetOutOfRange(offsets) => {
            let offsets: Vec<String> = offsets
                .iter()
                .map(|(partition, offset)| format!("{}={offset}", names.partition(*partition)))
                .collect();
            let message = format!(
                "Offsets out of range with no configured reset policy for partitions: {{{}}}",
                offsets.join(", ")
            );
            ("OffsetOutOfRangeException", message)
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
            let message = format!(
                "Truncated partitions detected with divergent offsets {{{}}}",
                known.join(", ")
            );
            ("LogTruncationException", message)
        }
        ConsumerError::CommitFailed(obstacle) => {
            ("CommitFailedException", commit_failed(*obstacle).to_owned())
        }
        ConsumerError::RebalanceInProgress(obstacle) => (
            "RebalanceInProgressException",
            rebalance_in_progress(*obstacle).to_owned(),
        ),
        ConsumerError::PositionTimeout {
            after_ms,
            partition,
        } => (
            "TimeoutException",
            format!(
                "Timeout of {after_ms}ms expired before the position for partition {} could be determined",
                names.partition(*partition)
            ),
        ),
        ConsumerError::Timeout { after_ms } => (
            "TimeoutException",
            format!("Timeout of {after_ms}ms expired before successfully committing offsets"),
        ),
        ConsumerError::NotAssigned(topic, partition) => (
            "IllegalStateException",
            format!("No current assignment for partition {topic}-{partition}"),
        ),
        ConsumerError::NegativeOffset => (
            "IllegalArgumentException",
            "seek offset must not be a negative number".to_owned(),
        ),
        ConsumerError::NoGroup => (
            "InvalidGroupIdException",
            "To use the group management or offset commit APIs, you must provide a valid group.id in the \
             consumer configuration."
                .to_owned(),
        ),
        ConsumerError::TwoSubscriptions => (
            "IllegalStateException",
            "Subscription to topics, partitions and pattern are mutually exclusive".to_owned(),
        ),
        ConsumerError::NotSubscribed => (
            "IllegalStateException",
            "Consumer is not subscribed to any topics or assigned any partitions".to_owned(),
        ),
        ConsumerError::Broker(code) => (class_of(*code), message_of(*code).to_owned()),
    };
    Exception { class, message }
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
