//! From whom a consumer reads, and what becomes of the answers until `poll` looks at them
//! (`AbstractFetch`, `FetchBuffer`).

use serde::{Deserialize, Serialize};

use super::Consumer;
use super::network::InFlightRequest;
use super::subscription::FetchState;
use crate::id::{BrokerId, Offset, TopicPartition};
use crate::log::Batch;
use crate::sim::Out;
use crate::sorted::Map;
use crate::time::{Span, Time};
use crate::wire::{ErrorCode, FetchPartition, FetchRequest, FetchResponse, Reader, Request};

/// The replica from which a partition is read instead of from its leader (`preferredReadReplica`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ReadReplica {
    pub(super) replica: BrokerId,
    /// Until when the consumer believes in it; then it asks the leader again.
    until: Time,
}

/// What was fetched of a partition and waits for `poll` (`CompletedFetch`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompletedFetch {
    /// The partition.
    pub partition: TopicPartition,
    /// The position that it was fetched from.
    pub(super) fetch_offset: Offset,
    /// The first offset that was not handed over yet.
    pub(super) next_offset: Offset,
    pub(super) error: Option<ErrorCode>,
    pub(super) preferred: Option<BrokerId>,
    /// Whether the answer has told of a new leader: nothing else has to be waited for then.
    pub(super) is_led_anew: bool,
    pub(super) high_watermark: Offset,
    pub(super) batches: Vec<Batch>,
}

impl CompletedFetch {
    /// How many records are left in it.
    #[must_use]
    pub fn records_left(&self) -> u64 {
        let end = self
            .batches
            .last()
            .map_or(self.next_offset, Batch::next_offset);
        u64::try_from(end.0 - self.next_offset.0).unwrap_or(0)
    }
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

    /// Asks for more of every partition of which nothing is left in the buffer
    /// (`AbstractFetch.prepareFetchRequests`).
    pub(super) fn send_fetches(&mut self, out: &mut Out<'_>) {
        let mut fetches: Map<BrokerId, Vec<FetchPartition>> = Map::new();
        for partition in self.subscription.assigned() {
            let state = self.subscription.partitions.get(&partition);
            let is_read =
                state.is_some_and(|it| it.state == FetchState::Fetching && it.is_fetchable());
            let is_buffered = self.buffer.iter().any(|it| it.partition == partition);
            let Some(position) = self.subscription.valid_position(partition) else {
                continue;
            };
            if !is_read || is_buffered {
                continue;
            }
            let Some((leader, epoch)) = self.cluster.leader(partition) else {
                self.ask_later(out);
                continue;
            };
            let from = self.where_to_read(partition, leader, out);
            if self.is_fetching_from(from) {
                continue;
            }
            fetches.get_or_default(from).push(FetchPartition {
                partition,
                current_leader_epoch: Some(epoch),
                fetch_offset: position.offset,
                last_fetched_epoch: None,
                log_start_offset: Offset::ZERO,
                max_bytes: self.config.max_partition_fetch_bytes,
            });
        }
        let rack = self.config.rack();
        for (broker, partitions) in fetches {
            let request = FetchRequest {
                reader: Reader::Consumer { rack: rack.clone() },
                max_wait_ms: self.config.fetch_max_wait_ms,
                min_bytes: self.config.fetch_min_bytes,
                max_bytes: self.config.fetch_max_bytes,
                partitions: partitions.clone(),
            };
            let asked = InFlightRequest::Fetch(partitions);
            self.ask(broker, Request::Fetch(request), asked, out);
        }
    }

    /// Keeps what was fetched until `poll` looks at it.
    pub(super) fn on_fetch_response(
        &mut self,
        asked: &[FetchPartition],
        response: FetchResponse,
        out: &mut Out<'_>,
    ) {
        let led_anew = self.learn_leaders(&response, out);
        for read in response.partitions {
            let Some(fetch) = asked.iter().find(|fetch| fetch.partition == read.partition) else {
                continue;
            };
            if !self.subscription.partitions.contains_key(&read.partition) {
                continue;
            }
            self.buffer.push(CompletedFetch {
                partition: read.partition,
                fetch_offset: fetch.fetch_offset,
                next_offset: fetch.fetch_offset,
                error: read.error,
                preferred: read.preferred_read_replica,
                is_led_anew: led_anew.contains(&read.partition),
                high_watermark: read.high_watermark,
                batches: read.batches,
            });
        }
        self.go_on(out);
    }

    /// Takes over who leads where the broker does not, and holds positions against that. Returns of which partitions it
    /// is news.
    fn learn_leaders(
        &mut self,
        response: &FetchResponse,
        out: &mut Out<'_>,
    ) -> Vec<TopicPartition> {
        let mut led_anew = Vec::new();
        for read in &response.partitions {
            if let Some(named) = read.current_leader
                && self.cluster.learn_leader(read.partition, named, out)
            {
                led_anew.push(read.partition);
            }
        }
        if !led_anew.is_empty() {
            self.on_metadata();
        }
        led_anew
    }

    /// Reads a partition from another replica from now on, as its leader said.
    pub(super) fn read_from(
        &mut self,
        partition: TopicPartition,
        replica: BrokerId,
        out: &Out<'_>,
    ) {
        let until = out.now() + Span::from_ms(self.config.metadata_max_age_ms);
        let chosen = ReadReplica { replica, until };
        self.read_replicas.insert(partition, chosen);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::consumer::Position;
    use crate::client::consumer::Step;
    use crate::config::{AutoOffsetReset, ConsumerConfig};
    use crate::id::{ClientId, LeaderEpoch, NodeId, Offset, PartitionIndex, TopicId};
    use crate::scenario::{AssignedPartition, ConsumerSpec};
    use crate::sim::turn_of;
    use crate::trace::Trace;
    use crate::wire::{FetchedPartition, MetadataResponse, MetadataTopic};

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
            ..ConsumerSpec::default()
        };
        let mut consumer = Consumer::new(C1, &spec, &[LEADER]);
        let metadata = MetadataResponse {
            brokers: vec![LEADER, NEAR],
            topics: vec![MetadataTopic {
                id: ORDERS.topic,
                name: "orders".into(),
                partitions: vec![(Some(LEADER), LeaderEpoch(0))],
                racks: Vec::new(),
            }],
        };
        turn_of(C1, |out| consumer.cluster.learn(metadata, out));
        consumer.application.step = Step::Polling;
        consumer.take_chosen();
        let position = Position {
            offset: Offset(4),
            epoch: None,
            leader: Some((LEADER, LeaderEpoch(0))),
        };
        let state = consumer.subscription.partitions.get_or_default(ORDERS);
        state.seek(position);
        consumer
    }

    fn fetch() -> FetchPartition {
        FetchPartition {
            partition: ORDERS,
            current_leader_epoch: Some(LeaderEpoch(0)),
            fetch_offset: Offset(4),
            last_fetched_epoch: None,
            log_start_offset: Offset::ZERO,
            max_bytes: u32::MAX,
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
            current_leader: None,
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
