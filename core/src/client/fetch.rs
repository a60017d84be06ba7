//! From whom a consumer reads, and what it does with the answers (`AbstractFetch`, `FetchCollector`).

use serde::{Deserialize, Serialize};

use super::consumer::Consumer;
use crate::id::{BrokerId, TopicPartition};
use crate::log::Batch;
use crate::sim::Out;
use crate::time::{Span, Time};
use crate::trace::Event;
use crate::wire::{ErrorCode, FetchPartition, FetchResponse, FetchedPartition};

/// The replica from which a partition is read instead of from its leader (`preferredReadReplica`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ReadReplica {
    pub(super) replica: BrokerId,
    /// Until when the consumer believes in it; then it asks the leader again.
    until: Time,
}

/// What a consumer does after an answer, the more careful the later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Next {
    /// It reads on.
    GoOn,
    /// It waits for a moment (`retry.backoff.ms`).
    Pause,
    /// It asks who leads.
    AskForMetadata,
}

impl Consumer {
    /// From whom a partition is read: from the replica that its leader named, for as long as the
    /// consumer believes what it knows of the cluster and that replica's broker is alive, else from the
    /// leader (`AbstractFetch.selectReadReplica`).
    pub(super) fn where_to_read(
        &mut self,
        partition: TopicPartition,
        leader: BrokerId,
        out: &mut Out<'_>,
    ) -> BrokerId {
        let Some(chosen) = self.read_replicas.get(&partition).copied() else {
            return leader;
        };
        let is_alive = self.cluster.has_broker(chosen.replica);
        if chosen.until > out.now() && is_alive {
            return chosen.replica;
        }
        self.read_replicas.remove(&partition);
        if !is_alive {
            self.ask_later(out);
        }
        leader
    }

    pub(super) fn on_fetch_response(
        &mut self,
        asked: &[FetchPartition],
        response: FetchResponse,
        out: &mut Out<'_>,
    ) {
        let mut next = Next::GoOn;
        for read in response.partitions {
            let Some(fetch) = asked.iter().find(|fetch| fetch.partition == read.partition) else {
                continue;
            };
            match read.error {
                Some(error) => next = next.max(self.on_fetch_error(fetch, error)),
                None => self.take(fetch, &read, out),
            }
        }
        match next {
            Next::GoOn => self.go_on(out),
            Next::Pause => self.pause(out),
            Next::AskForMetadata => self.ask_later(out),
        }
    }

    /// Hands the application what was read, if it still follows on its position, and goes where the
    /// leader sends it.
    fn take(&mut self, fetch: &FetchPartition, read: &FetchedPartition, out: &mut Out<'_>) {
        let partition = fetch.partition;
        if let Some(replica) = read.preferred_read_replica {
            let until = out.now() + Span::from_ms(self.config.metadata_max_age_ms);
            let chosen = ReadReplica { replica, until };
            self.read_replicas.insert(partition, chosen);
        }
        let first_offset = fetch.fetch_offset;
        let next_offset = read.batches.last().map_or(first_offset, Batch::next_offset);
        if next_offset > first_offset && self.position(partition) == Some(first_offset) {
            self.consumed += u64::try_from(next_offset.0 - first_offset.0).unwrap_or(0);
            self.positions.insert(partition, next_offset);
            out.trace(Event::RecordsConsumed {
                partition,
                first_offset,
                next_offset,
            });
        }
    }

    /// Why a partition could not be read decides what comes next (`FetchCollector.handleInitializeErrors`).
    /// An offset that a follower does not have may well be the leader's: only there the position is
    /// lost.
    fn on_fetch_error(&mut self, fetch: &FetchPartition, error: ErrorCode) -> Next {
        let partition = fetch.partition;
        match error {
            ErrorCode::OffsetOutOfRange => {
                let by_leader = self.read_replicas.remove(&partition).is_none();
                if by_leader && self.position(partition) == Some(fetch.fetch_offset) {
                    self.positions.remove(&partition);
                    self.resetting.insert(partition, fetch.fetch_offset);
                }
                Next::GoOn
            }
            ErrorCode::UnknownLeaderEpoch => Next::Pause,
            error if error.is_about_metadata() || error == ErrorCode::OffsetNotAvailable => {
                self.read_replicas.remove(&partition);
                Next::AskForMetadata
            }
            _ => Next::Pause,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{AutoOffsetReset, ConsumerConfig};
    use crate::id::{ClientId, LeaderEpoch, NodeId, Offset, PartitionIndex, TopicId};
    use crate::scenario::{AssignedPartition, ConsumerSpec};
    use crate::sim::turn_of;
    use crate::trace::Trace;
    use crate::wire::{MetadataResponse, MetadataTopic};

    const C1: NodeId = NodeId::Consumer(ClientId(1));
    const LEADER: BrokerId = BrokerId(1);
    const NEAR: BrokerId = BrokerId(2);
    const ORDERS: TopicPartition = TopicPartition {
        topic: TopicId(1),
        partition: PartitionIndex(0),
    };

    /// A consumer at offset 4 of `orders-0`, which b1 leads; b2 is alive, too.
    fn consumer(metadata_max_age_ms: u64) -> Consumer {
        let spec = ConsumerSpec {
            config: ConsumerConfig {
                auto_offset_reset: AutoOffsetReset::Earliest,
                metadata_max_age_ms,
                ..ConsumerConfig::default()
            },
            assign: vec![AssignedPartition {
                topic: "orders".into(),
                partition: PartitionIndex(0),
                from_offset: None,
            }],
        };
        let mut consumer = Consumer::new(C1, &spec, &[LEADER]);
        let metadata = MetadataResponse {
            brokers: vec![LEADER, NEAR],
            topics: vec![MetadataTopic {
                id: ORDERS.topic,
                name: "orders".into(),
                partitions: vec![(Some(LEADER), LeaderEpoch(0))],
            }],
        };
        turn_of(C1, |out| consumer.cluster.learn(metadata, out));
        consumer.positions.insert(ORDERS, Offset(4));
        consumer
    }

    fn fetch() -> FetchPartition {
        FetchPartition {
            partition: ORDERS,
            current_leader_epoch: Some(LeaderEpoch(0)),
            fetch_offset: Offset(4),
            last_fetched_epoch: None,
            log_start_offset: Offset::ZERO,
        }
    }

    /// The consumer is answered so, and goes on.
    fn answered(
        consumer: &mut Consumer,
        error: Option<ErrorCode>,
        preferred_read_replica: Option<BrokerId>,
    ) -> Vec<Trace> {
        let read = FetchedPartition {
            partition: ORDERS,
            error,
            high_watermark: Offset(9),
            log_start_offset: Offset::ZERO,
            diverging_epoch: None,
            preferred_read_replica,
            batches: Vec::new(),
        };
        let response = FetchResponse {
            partitions: vec![read],
        };
        turn_of(C1, |out| {
            consumer.on_fetch_response(&[fetch()], response, out)
        })
    }

    fn reads_from(consumer: &mut Consumer) -> BrokerId {
        let mut from = LEADER;
        turn_of(C1, |out| from = consumer.where_to_read(ORDERS, LEADER, out));
        from
    }

    #[test]
    fn a_consumer_reads_where_the_leader_sends_it_until_its_metadata_is_old() {
        for (metadata_max_age_ms, from) in [(300_000, NEAR), (0, LEADER)] {
            let mut consumer = consumer(metadata_max_age_ms);
            assert_eq!(reads_from(&mut consumer), LEADER);
            answered(&mut consumer, None, Some(NEAR));
            assert_eq!(reads_from(&mut consumer), from, "{metadata_max_age_ms} ms");
        }
    }

    #[test]
    fn a_replica_whose_broker_is_gone_is_left() {
        let mut consumer = consumer(300_000);
        answered(&mut consumer, None, Some(BrokerId(3)));
        assert_eq!(reads_from(&mut consumer), LEADER);
        assert_eq!(consumer.read_replica(ORDERS), None);
    }

    #[test]
    fn an_offset_that_a_follower_does_not_have_is_asked_of_the_leader_first() {
        let mut consumer = consumer(300_000);
        answered(&mut consumer, None, Some(NEAR));
        answered(&mut consumer, Some(ErrorCode::OffsetOutOfRange), None);
        assert_eq!(reads_from(&mut consumer), LEADER);
        assert_eq!(consumer.position(ORDERS), Some(Offset(4)));
        answered(&mut consumer, Some(ErrorCode::OffsetOutOfRange), None);
        assert_eq!(consumer.position(ORDERS), None, "the leader has it neither");
    }

    #[test]
    fn what_is_wrong_with_the_leader_sends_a_consumer_back_to_it() {
        for (error, from) in [
            (ErrorCode::NotLeaderOrFollower, LEADER),
            (ErrorCode::FencedLeaderEpoch, LEADER),
            (ErrorCode::OffsetNotAvailable, LEADER),
            (ErrorCode::UnknownTopicOrPartition, LEADER),
            (ErrorCode::UnknownLeaderEpoch, NEAR),
        ] {
            let mut consumer = consumer(300_000);
            answered(&mut consumer, None, Some(NEAR));
            answered(&mut consumer, Some(error), None);
            assert_eq!(reads_from(&mut consumer), from, "{error}");
        }
    }
}
