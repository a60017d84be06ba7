//! Lines about where a consumer reads: sought, committed, out of range, truncated.

use super::spelling::fetch_position;
use super::{
    ASYNC_CONSUMER, COLLECTOR, COMMITS, CONSUMER, COORDINATOR, Lines, SUBSCRIPTION, UTILS,
};
use crate::client::Position;
use crate::config::AutoOffsetReset;
use crate::explain::consumer_error::{named_partition, out_of_range};
use crate::group::assignor::NamedPartition;
use crate::id::{LeaderEpoch, Offset, PartitionIndex, TopicPartition};

impl Lines<'_, '_, '_> {
    pub(super) fn sought(&mut self, topic: &str, partition: PartitionIndex, offset: Offset) {
        let text = format!("Seeking to offset {offset} for partition {topic}-{partition}");
        self.info(self.class(CONSUMER, ASYNC_CONSUMER), &text);
    }

    pub(super) fn sought_end(
        &mut self,
        topic: &str,
        partition: PartitionIndex,
        end: AutoOffsetReset,
    ) {
        let end = end.written();
        let text = format!(
            "Seeking to AutoOffsetResetStrategy{{type={end}}} offset of partition {topic}-{partition}"
        );
        self.info(SUBSCRIPTION, &text);
    }

    pub(super) fn no_committed_offset(&mut self, partition: &NamedPartition) {
        let partition = named_partition(partition);
        let text = format!("Found no committed offset for partition {partition}");
        self.info(self.class(COORDINATOR, COMMITS), &text);
    }

    /// It is logged without the consumer's prefix.
    pub(super) fn position_committed(&mut self, partition: TopicPartition, position: &Position) {
        let text = format!(
            "Setting offset for partition {} to the committed offset {}",
            self.names.partition(partition),
            fetch_position(position, self.names)
        );
        self.log.info(UTILS, text);
    }

    pub(super) fn position_out_of_range(&mut self, partition: TopicPartition, position: &Position) {
        let mut text = out_of_range(partition, position, self.names);
        let reset = self.config().map(|config| config.auto_offset_reset);
        text.push_str(match reset {
            Some(AutoOffsetReset::None) => {
                ", raising error to the application since no reset policy is configured"
            }
            _ => ", resetting offset",
        });
        self.info(COLLECTOR, &text);
    }

    pub(super) fn truncation(
        &mut self,
        partition: TopicPartition,
        position: &Position,
        diverging: Option<(Offset, LeaderEpoch)>,
        is_reset: bool,
    ) {
        let mut text = format!(
            "Truncation detected for partition {} at offset {}",
            self.names.partition(partition),
            fetch_position(position, self.names)
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
                text.push_str(&fetch_position(&first, self.names));
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
