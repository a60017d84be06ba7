//! The consumer (`KafkaConsumer`) with partitions given by hand (`assign`): it reads below the high
//! watermark, from its position on, and its application takes what comes at once. It reads from the
//! leader, or from the replica to which the leader has sent it (KIP-392).

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::cluster::Cluster;
use super::fetch::ReadReplica;
use crate::config::{AutoOffsetReset, ConsumerConfig};
use crate::id::{BrokerId, NodeId, Offset, PartitionIndex, TopicPartition};
use crate::line::take_first;
use crate::scenario::ConsumerSpec;
use crate::sim::{Actor, ConnectionId, Input, Out, Timer};
use crate::sorted::Map;
use crate::time::Span;
use crate::trace::Event;
use crate::wire::{
    FetchPartition, FetchRequest, ListOffsetsRequest, ListOffsetsResponse, OffsetSpec, Reader,
    Request, Response,
};

/// A consumer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consumer {
    /// Its id.
    pub id: NodeId,
    pub(super) config: ConsumerConfig,
    pub(super) cluster: Cluster,
    pub(super) assignment: Vec<(Arc<str>, PartitionIndex, Option<Offset>)>,
    /// The next offset of each partition, once it has one.
    pub(super) positions: Map<TopicPartition, Offset>,
    /// Where a partition's position was that is to be set anew (`AWAIT_RESET`).
    pub(super) resetting: Map<TopicPartition, Offset>,
    pub(super) read_replicas: Map<TopicPartition, ReadReplica>,
    /// Requests without an answer, by connection, the oldest first.
    pub(super) in_flight: Map<ConnectionId, Vec<InFlightRequest>>,
    pub(super) consumed: u64,
}

/// What a consumer has asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum InFlightRequest {
    Metadata,
    Fetch(Vec<FetchPartition>),
    Offset,
}

impl InFlightRequest {
    /// Whether it asks for records of a partition from that offset on; without one, for a position.
    pub(super) fn is_about(&self, partition: TopicPartition, from: Option<Offset>) -> bool {
        let is_it = |fetch: &FetchPartition| {
            fetch.partition == partition && Some(fetch.fetch_offset) == from
        };
        match self {
            Self::Metadata => false,
            Self::Fetch(asked) => asked.iter().any(is_it),
            Self::Offset => from.is_none(),
        }
    }
}

impl Consumer {
    /// A consumer that knows these brokers (`bootstrap.servers`).
    #[must_use]
    pub fn new(id: NodeId, spec: &ConsumerSpec, bootstrap: &[BrokerId]) -> Self {
        Self {
            id,
            config: spec.config.clone(),
            cluster: Cluster::new(id, bootstrap, spec.config.metadata_max_age_ms),
            assignment: spec
                .assign
                .iter()
                .map(|assigned| {
                    (
                        assigned.topic.clone(),
                        assigned.partition,
                        assigned.from_offset,
                    )
                })
                .collect(),
            positions: Map::new(),
            resetting: Map::new(),
            read_replicas: Map::new(),
            in_flight: Map::new(),
            consumed: 0,
        }
    }

    /// What it is configured with.
    #[must_use]
    pub fn config(&self) -> &ConsumerConfig {
        &self.config
    }

    /// What it knows of the cluster.
    #[must_use]
    pub fn cluster(&self) -> &Cluster {
        &self.cluster
    }

    /// The next offset that it will read, of each partition that has one.
    pub fn positions(&self) -> impl Iterator<Item = (TopicPartition, Offset)> + '_ {
        self.positions
            .iter()
            .map(|(partition, offset)| (*partition, *offset))
    }

    /// The next offset that it will read of a partition.
    #[must_use]
    pub fn position(&self, partition: TopicPartition) -> Option<Offset> {
        self.positions.get(&partition).copied()
    }

    /// The replica to which a partition's leader has sent it, if it has.
    #[must_use]
    pub fn read_replica(&self, partition: TopicPartition) -> Option<BrokerId> {
        let chosen = self.read_replicas.get(&partition)?;
        Some(chosen.replica)
    }

    /// How many records its application was handed.
    #[must_use]
    pub fn consumed(&self) -> u64 {
        self.consumed
    }

    /// The assigned partitions that the client has heard of. One that is heard of for the first time
    /// begins where its application sought, if it did.
    fn assigned(&mut self) -> Vec<TopicPartition> {
        let mut assigned = Vec::new();
        for (topic, index, sought) in &mut self.assignment {
            if let Some(partition) = self.cluster.partition(topic, *index) {
                if let Some(offset) = sought.take() {
                    self.positions.insert(partition, offset);
                }
                assigned.push(partition);
            }
        }
        assigned
    }

    /// Does what is to be done next: metadata, positions, fetches.
    pub(super) fn go_on(&mut self, out: &mut Out<'_>) {
        let assigned = self.assigned();
        if assigned.len() < self.assignment.len() {
            return self.ask_later(out);
        }
        let mut fetches: Map<BrokerId, Vec<FetchPartition>> = Map::new();
        for partition in assigned {
            let Some((leader, epoch)) = self.cluster.leader(partition) else {
                self.ask_later(out);
                continue;
            };
            match self.position(partition) {
                Some(fetch_offset) => {
                    let from = self.where_to_read(partition, leader, out);
                    fetches.get_or_default(from).push(FetchPartition {
                        partition,
                        current_leader_epoch: Some(epoch),
                        fetch_offset,
                        last_fetched_epoch: None,
                        log_start_offset: Offset::ZERO,
                    });
                }
                None => self.ask_for_offset(partition, leader, out),
            }
        }
        let rack = &self.config.client_rack;
        let rack = (!rack.is_empty()).then(|| rack.clone());
        for (broker, partitions) in fetches {
            let request = FetchRequest {
                reader: Reader::Consumer { rack: rack.clone() },
                max_wait_ms: self.config.fetch_max_wait_ms,
                min_bytes: self.config.fetch_min_bytes,
                partitions: partitions.clone(),
            };
            self.ask(
                broker,
                Request::Fetch(request),
                InFlightRequest::Fetch(partitions),
                out,
            );
        }
    }

    fn ask_for_offset(&mut self, partition: TopicPartition, leader: BrokerId, out: &mut Out<'_>) {
        let spec = match self.config.auto_offset_reset {
            AutoOffsetReset::Earliest => OffsetSpec::Earliest,
            AutoOffsetReset::Latest => OffsetSpec::Latest,
        };
        let current_leader_epoch = self.cluster.leader(partition).map(|(_, epoch)| epoch);
        let request = ListOffsetsRequest {
            partition,
            current_leader_epoch,
            spec,
        };
        self.ask(
            leader,
            Request::ListOffsets(request),
            InFlightRequest::Offset,
            out,
        );
    }

    fn ask(
        &mut self,
        broker: BrokerId,
        request: Request,
        asked: InFlightRequest,
        out: &mut Out<'_>,
    ) {
        if let Err(until) = self.cluster.may_connect(broker, out.now()) {
            out.set_timer_at(Timer::Fetch, until);
            return;
        }
        let connection = self.cluster.connection(broker);
        let requests = self.in_flight.get_or_default(connection);
        if requests.is_empty() {
            requests.push(asked);
            out.send(connection, request);
            self.watch(connection, out);
        }
    }

    fn watch(&self, connection: ConnectionId, out: &mut Out<'_>) {
        let timeout = Span::from_ms(self.config.request_timeout_ms);
        out.set_timer(Timer::RequestTimeout(connection), timeout);
    }

    fn ask_for_metadata(&mut self, out: &mut Out<'_>) {
        let in_flight = &self.in_flight;
        let me = self.id;
        let busy = |broker: BrokerId| {
            let to_broker = |id: &ConnectionId| id.client == me && id.server == broker.into();
            in_flight
                .iter()
                .filter(|(id, _)| to_broker(id))
                .map(|(_, requests)| requests.len())
                .sum()
        };
        if let Some(connection) = self.cluster.ask(busy, out) {
            self.in_flight
                .get_or_default(connection)
                .push(InFlightRequest::Metadata);
            self.watch(connection, out);
        }
    }

    pub(super) fn ask_later(&self, out: &mut Out<'_>) {
        let backoff = Span::from_ms(self.config.retry_backoff_ms);
        self.cluster.ask_later(backoff, out);
    }

    pub(super) fn pause(&self, out: &mut Out<'_>) {
        out.set_timer(Timer::Fetch, Span::from_ms(self.config.retry_backoff_ms));
    }

    fn on_offset_response(&mut self, response: ListOffsetsResponse, out: &mut Out<'_>) {
        let partition = response.partition;
        match response.offset {
            Ok(to) => {
                let from = self.resetting.remove(&partition).unwrap_or(to);
                self.positions.insert(partition, to);
                out.trace(Event::PositionReset {
                    partition,
                    from,
                    to,
                });
                self.go_on(out);
            }
            Err(error) if error.is_about_metadata() => self.ask_later(out),
            Err(_) => self.pause(out),
        }
    }

    fn on_response(&mut self, connection: ConnectionId, response: Response, out: &mut Out<'_>) {
        self.cluster.connection_works(connection);
        let requests = self.in_flight.get_or_default(connection);
        let answered = take_first(requests);
        if requests.is_empty() {
            out.cancel_timer(Timer::RequestTimeout(connection));
        } else {
            self.watch(connection, out);
        }
        match (answered, response) {
            (Some(InFlightRequest::Fetch(asked)), Response::Fetch(response)) => {
                self.on_fetch_response(&asked, response, out);
            }
            (Some(InFlightRequest::Metadata), Response::Metadata(response)) => {
                self.cluster.learn(response, out);
                self.go_on(out);
            }
            (Some(InFlightRequest::Offset), Response::ListOffsets(response)) => {
                self.on_offset_response(response, out);
            }
            _ => {}
        }
    }

    fn on_disconnected(&mut self, connection: ConnectionId, out: &mut Out<'_>) {
        out.cancel_timer(Timer::RequestTimeout(connection));
        if self.cluster.is_asking(connection) {
            self.cluster.ask_failed();
        }
        self.cluster.connection_failed(connection, out.now());
        for asked in self.in_flight.remove(&connection).unwrap_or_default() {
            if let InFlightRequest::Fetch(partitions) = asked {
                for fetch in partitions {
                    self.read_replicas.remove(&fetch.partition);
                }
            }
        }
        self.ask_later(out);
    }
}

impl Actor for Consumer {
    fn on(&mut self, input: Input, out: &mut Out<'_>) {
        match input {
            Input::Start | Input::Timer(Timer::Metadata) => self.ask_for_metadata(out),
            Input::Timer(Timer::Fetch) => self.go_on(out),
            Input::Response(connection, response) => self.on_response(connection, response, out),
            Input::Disconnected(connection, _) => self.on_disconnected(connection, out),
            Input::Timer(Timer::RequestTimeout(connection)) => {
                out.timed_out(connection);
                self.on_disconnected(connection, out);
            }
            Input::Timer(_)
            | Input::Crash
            | Input::PowerLoss
            | Input::Shutdown
            | Input::Admin(_)
            | Input::Request(..)
            | Input::Send { .. }
            | Input::CallProducer(_) => {}
        }
    }
}
