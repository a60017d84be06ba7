//! Lines about where a consumer reads: sought, committed, out of range, truncated.

use super::words::fetch_position;
use super::{COLLECTOR, CONSUMER, COORDINATOR, Lines, SUBSCRIPTION, UTILS};
use crate::client::{CommitMode, Position};
use crate::explain::consumer_error::consumer_exception;
use crate::explain::message_of;
use crate::id::{LeaderEpoch, Offset, TopicPartition};
use crate::trace::ConsumerEvent;

impl Lines<'_, '_, '_> {
    pub(super) fn positions(&mut self, event: &ConsumerEvent) {
        match event {
            ConsumerEvent::Sought {
                topic,
                partition,
                offset,
            } => {
                let text = format!("Seeking to offset {offset} for partition {topic}-{partition}");
                self.info(CONSUMER, &text);
            }
            ConsumerEvent::SoughtEnd {
                topic,
                partition,
                end,
            } => {
                let end = end.written();
                let text = format!(
                    "Seeking to AutoOffsetResetStrategy{{type={end}}} offset of partition {topic}-{partition}"
                );
                self.info(SUBSCRIPTION, &text);
            }
            ConsumerEvent::NoCommittedOffset(partition) => {
                let partition = self.names.partition(*partition);
                let text = format!("Found no committed offset for partition {partition}");
                self.info(COORDINATOR, &text);
            }
            ConsumerEvent::PositionCommitted {
                partition,
                position,
            } => {
                // This one is logged without the consumer's prefix.
                let text = format!(
                    "Setting offset for partition {} to the committed offset {}",
                    self.names.partition(*partition),
                    fetch_position(position)
                );
                self.log.info(UTILS, text);
            }
            ConsumerEvent::PositionOutOfRange {
                partition,
                position,
            } => {
                let text = format!(
                    "Fetch position {} is out of range for partition {}, resetting offset",
                    fetch_position(position),
                    self.names.partition(*partition)
                );
                self.info(COLLECTOR, &text);
            }
            ConsumerEvent::TruncationDetected {
                partition,
                position,
                diverging,
                is_reset,
            } => self.truncation(*partition, position, *diverging, *is_reset),
            ConsumerEvent::CommitFailed {
                partition,
                offset,
                error,
            } => {
                let text = format!(
                    "Offset commit failed on partition {} at offset {offset}: {}",
                    self.names.partition(*partition),
                    message_of(*error)
                );
                if error.is_retriable() {
                    self.warn(COORDINATOR, &text);
                } else {
                    self.error(COORDINATOR, &text);
                }
            }
            ConsumerEvent::CommitGivenUp { mode, error } if *mode != CommitMode::Async => {
                let message = consumer_exception(error, self.names).message;
                let text = format!("Asynchronous auto-commit of offsets failed: {message}");
                self.warn(COORDINATOR, &text);
            }
            _ => {}
        }
    }

    fn truncation(
        &mut self,
        partition: TopicPartition,
        position: &Position,
        diverging: Option<(Offset, LeaderEpoch)>,
        is_reset: bool,
    ) {
        let mut text = format!(
            "Truncation detected for partition {} at offset {}",
            self.names.partition(partition),
            fetch_position(position)
        );
        if is_reset {
            text.push_str(", resetting offset");
            if let Some((offset, epoch)) = diverging {
                let first = Position {
                    offset,
                    epoch: Some(epoch),
                    leader: position.leader,
                };
                text.push_str(" to the first offset known to diverge ");
                text.push_str(&fetch_position(&first));
            }
            return self.info(SUBSCRIPTION, &text);
        }
        if let Some((offset, epoch)) = diverging {
            text.push_str(&format!(
                " (the end offset from the broker is OffsetAndMetadata{{offset={offset}, \
                 leaderEpoch={epoch}, metadata=''}})"
            ));
        }
        text.push_str(", but no reset policy is set");
        self.warn(SUBSCRIPTION, &text);
    }
}
