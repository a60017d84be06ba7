//! Lines about where a consumer reads: sought, committed, out of range, truncated.

use super::super::part::{ClientPart as Client, ServerPart as Server};
use super::super::phrase::{phrase, put};
use super::spelling::{fetch_position, position_out_of_range};
use super::{
    ASYNC_CONSUMER, COLLECTOR, COMMITS, CONSUMER, COORDINATOR, Lines, SUBSCRIPTION, UTILS,
};
use crate::client::Position;
use crate::config::AutoOffsetReset;
use crate::explain::consumer_error::named_partition;
use crate::group::assignor::NamedPartition;
use crate::id::{LeaderEpoch, Offset, PartitionIndex, TopicPartition};

impl Lines<'_, '_, '_> {
    pub(super) fn sought(&mut self, topic: &str, partition: PartitionIndex, offset: Offset) {
        let said = phrase! {
            Client::Sought: "Seeking to offset {offset} ";
            Server::Partition: "for partition {topic}-{partition}";
        };
        self.info(self.class(CONSUMER, ASYNC_CONSUMER), said);
    }

    pub(super) fn sought_end(
        &mut self,
        topic: &str,
        partition: PartitionIndex,
        end: AutoOffsetReset,
    ) {
        let said = phrase! {
            Client::SoughtEnd: "Seeking to AutoOffsetResetStrategy{{type={}}} offset ", end.written();
            Server::Partition: "of partition {topic}-{partition}";
        };
        self.info(SUBSCRIPTION, said);
    }

    pub(super) fn no_committed_offset(&mut self, partition: &NamedPartition) {
        let said = phrase! {
            Client::NoCommittedOffset: "Found no committed offset ";
            Server::Partition: "for partition {}", named_partition(partition);
        };
        self.info(self.class(COORDINATOR, COMMITS), said);
    }

    /// It is logged without the consumer's prefix.
    pub(super) fn position_committed(&mut self, partition: TopicPartition, position: &Position) {
        let said = phrase! {
            "Setting offset ";
            Server::Partition: "for partition {} ", self.names.partition(partition);
            Client::CommittedOffset: "to the committed offset ";
            ..fetch_position(position, self.names);
        };
        self.log.info(UTILS, said);
    }

    pub(super) fn position_out_of_range(&mut self, partition: TopicPartition, position: &Position) {
        let mut said = position_out_of_range(partition, position, self.names);
        match self.config().map(|config| config.auto_offset_reset) {
            Some(AutoOffsetReset::None) => put! {
                said;
                ", ";
                Client::RaisesError: "raising error to the application since no reset policy is configured";
            },
            _ => put! { said; ", "; Client::ResetsByPolicy: "resetting offset"; },
        }
        self.info(COLLECTOR, said);
    }

    pub(super) fn truncation(
        &mut self,
        partition: TopicPartition,
        position: &Position,
        diverging: Option<(Offset, LeaderEpoch)>,
        is_reset: bool,
    ) {
        let mut said = phrase! {
            Client::TruncationDetected: "Truncation detected ";
            Server::Partition: "for partition {} ", self.names.partition(partition);
            "at offset ";
            ..fetch_position(position, self.names);
        };
        match (is_reset, diverging) {
            (true, None) => put! { said; ", "; Client::ResetsByPolicy: "resetting offset"; },
            (true, Some((offset, epoch))) => {
                let first = Position {
                    offset,
                    epoch: Some(epoch),
                    leader: position.leader,
                };
                put! {
                    said;
                    ", ";
                    Client::ResetsToDiverging: "resetting offset to the first offset known to diverge ";
                    ..fetch_position(&first, self.names);
                }
            }
            (false, None) => {}
            (false, Some((offset, epoch))) => put! {
                said;
                " (";
                Client::FirstDiverging: "the end offset from the broker is \
                    OffsetAndMetadata{{offset={offset}, leaderEpoch={epoch}, metadata=''}}";
                ")";
            },
        }
        if is_reset {
            return self.info(SUBSCRIPTION, said);
        }
        put! { said; ", "; Client::RaisesError: "but no reset policy is set"; }
        self.warn(SUBSCRIPTION, said);
    }
}
