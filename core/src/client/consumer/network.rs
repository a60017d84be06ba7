//! What a consumer has asked for and how connections end (`ConsumerNetworkClient`).

use serde::{Deserialize, Serialize};

use super::application::Step;
use super::commit::PendingCommit;
use super::subscription::Position;
use super::{Consumer, deferred};
use crate::id::{BrokerId, GenerationId, Offset, TopicPartition};
use crate::line::take_first;
use crate::sim::{Channel, ConnectionId, Out, Timer};
use crate::time::Span;
use crate::wire::{FetchPartition, Request, Response};

/// What a consumer has asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum InFlightRequest {
    Metadata,
    Fetch(Vec<FetchPartition>),
    /// A position that is to be set anew.
    Reset(TopicPartition),
    /// An end, which the application asked for.
    End(TopicPartition),
    /// The same of a call that waits no longer.
    WithdrawnEnd,
    /// Where epochs ended, with the positions that are checked by that.
    Validation(Vec<(TopicPartition, Position)>),
    FindCoordinator,
    Join,
    Sync(GenerationId),
    Heartbeat(Option<GenerationId>),
    Leave,
    Commit(PendingCommit),
    /// Positions that the group has committed, of these partitions.
    Committed(Vec<TopicPartition>),
    /// A heartbeat of the consumer protocol.
    ConsumerHeartbeat,
}

impl InFlightRequest {
    /// Whether it asks for records of a partition from that offset on; without one, for a position.
    pub(crate) fn is_about(&self, partition: TopicPartition, from: Option<Offset>) -> bool {
        let is_it = |fetch: &FetchPartition| {
            fetch.partition == partition && Some(fetch.fetch_offset) == from
        };
        match self {
            Self::Fetch(asked) => asked.iter().any(is_it),
            Self::Reset(of) => from.is_none() && *of == partition,
            Self::Validation(of) => of.iter().any(|(of, _)| *of == partition),
            Self::Committed(of) => of.contains(&partition),
            _ => false,
        }
    }

    pub(super) fn is_fetch(&self) -> bool {
        matches!(self, Self::Fetch(_))
    }
}

impl Consumer {
    /// Its connection to the group's coordinator, once it is known.
    #[must_use]
    pub(crate) fn coordinator_connection(&self) -> Option<ConnectionId> {
        Some(ConnectionId {
            client: self.id,
            server: self.coordinator.broker?.into(),
            channel: Channel::Coordinator,
        })
    }

    /// Whether a fetch is under way to a broker (`nodesWithPendingFetchRequests`).
    pub(super) fn is_fetching_from(&self, broker: BrokerId) -> bool {
        let requests = self.in_flight.get(&self.cluster.connection(broker));
        requests.is_some_and(|requests| requests.iter().any(InFlightRequest::is_fetch))
    }

    /// Whether such a request is under way.
    pub(super) fn is_under_way(&self, which: &dyn Fn(&InFlightRequest) -> bool) -> bool {
        self.asked_on(which).is_some()
    }

    /// On which connection such a request is under way.
    pub(super) fn asked_on(
        &self,
        which: &dyn Fn(&InFlightRequest) -> bool,
    ) -> Option<ConnectionId> {
        let mut in_flight = self.in_flight.iter();
        let of_it = in_flight.find(|(_, requests)| requests.iter().any(which));
        of_it.map(|(connection, _)| *connection)
    }

    /// Asks a broker, unless the last connection to it failed just now. Says whether it did.
    pub(super) fn ask(
        &mut self,
        broker: BrokerId,
        request: Request,
        asked: InFlightRequest,
        out: &mut Out<'_>,
    ) -> bool {
        if let Err(until) = self.cluster.may_connect(broker, out.now()) {
            out.set_timer_at(Timer::Fetch, until);
            return false;
        }
        self.ask_on(self.cluster.connection(broker), request, asked, out);
        true
    }

    pub(super) fn ask_on(
        &mut self,
        connection: ConnectionId,
        request: Request,
        asked: InFlightRequest,
        out: &mut Out<'_>,
    ) {
        let requests = self.in_flight.get_or_default(connection);
        let is_first = requests.is_empty();
        requests.push(asked);
        out.send(connection, request);
        if is_first {
            self.watch(connection, out);
        }
    }

    /// Sees to it that an answer is not waited for for ever. A join waits for the others, for as long as
    /// they may take (`AbstractCoordinator.sendJoinGroupRequest`).
    fn watch(&self, connection: ConnectionId, out: &mut Out<'_>) {
        let timeout_ms = match self.awaits_others_on(connection) {
            true => self.join_timeout_ms(),
            false => self.config.request_timeout_ms,
        };
        out.set_timer(Timer::RequestTimeout(connection), Span::from_ms(timeout_ms));
    }

    /// How long a join is waited for.
    fn join_timeout_ms(&self) -> u64 {
        const JOIN_GROUP_TIMEOUT_LAPSE_MS: u64 = 5_000;
        let rebalance_ms = self.config.max_poll_interval_ms;
        rebalance_ms.saturating_add(JOIN_GROUP_TIMEOUT_LAPSE_MS)
    }

    /// Whether the answer that comes next there is to a join, for which it waits longer than for others.
    #[must_use]
    pub(crate) fn awaits_others_on(&self, connection: ConnectionId) -> bool {
        let first = self.in_flight.get(&connection).and_then(|it| it.first());
        matches!(first, Some(InFlightRequest::Join))
            && self.join_timeout_ms() > self.config.request_timeout_ms
    }

    /// How much is under way to a broker, on the connection that is for everything.
    pub(super) fn load_of(&self) -> impl Fn(BrokerId) -> usize + use<> {
        let mut loads = Vec::new();
        for (id, requests) in &self.in_flight {
            if id.channel == Channel::Client {
                loads.push((id.server, requests.len()));
            }
        }
        move |broker| {
            let load = loads.iter().find(|(server, _)| *server == broker.into());
            load.map_or(0, |(_, requests)| *requests)
        }
    }

    /// Metadata is to be asked for: at once where somebody looks after the network, else with the next call.
    pub(super) fn on_metadata_timer(&mut self, out: &mut Out<'_>) {
        self.metadata_is_due = true;
        self.ask_if_due(out);
    }

    /// Asks for metadata if it is time and somebody looks after the network.
    pub(super) fn ask_if_due(&mut self, out: &mut Out<'_>) {
        if self.metadata_is_due && self.looks_after_network() {
            self.ask_for_metadata(out);
        }
    }

    /// Whether anybody works with its connections (`ConsumerNetworkClient.poll`): the application in its calls, the
    /// heartbeat thread of a member of the classic protocol, and by the consumer protocol a thread of its own
    /// (`ConsumerNetworkThread`).
    #[must_use]
    pub(crate) fn looks_after_network(&self) -> bool {
        let has_heartbeats = self.is_in_generation() && self.membership.failed.is_none();
        self.config.is_consumer_protocol()
            || self.application.step.reads_answers()
            || has_heartbeats
    }

    pub(super) fn ask_for_metadata(&mut self, out: &mut Out<'_>) {
        self.metadata_is_due = false;
        let load = self.load_of();
        if let Some(connection) = self.cluster.ask(load, out) {
            let requests = self.in_flight.get_or_default(connection);
            requests.push(InFlightRequest::Metadata);
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

    pub(super) fn on_response(
        &mut self,
        connection: ConnectionId,
        response: Response,
        out: &mut Out<'_>,
    ) {
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
                // Fetches that waited for that wait no longer.
                self.is_pausing = false;
                self.on_metadata();
                if let (Step::Polling, Some(error)) = (self.application.step, self.invalid_topics())
                {
                    self.raise(error, out);
                }
                self.go_on(out);
                if self.config.is_consumer_protocol() {
                    deferred::look_for_coordinator(self, out);
                }
            }
            (Some(InFlightRequest::Reset(_)), Response::ListOffsets(response)) => {
                self.on_reset_response(response, out);
            }
            (Some(InFlightRequest::End(_)), Response::ListOffsets(response)) => {
                deferred::on_end_response(self, response, out);
            }
            (
                Some(InFlightRequest::Validation(asked)),
                Response::OffsetsForLeaderEpoch(response),
            ) => self.on_validation_response(&asked, response, out),
            (Some(asked), response) => {
                deferred::on_group_response(self, asked, response, out);
            }
            (None, _) => {}
        }
    }

    pub(super) fn on_disconnected(&mut self, connection: ConnectionId, out: &mut Out<'_>) {
        out.cancel_timer(Timer::RequestTimeout(connection));
        if self.cluster.is_asking(connection) {
            self.cluster.ask_failed();
        }
        self.cluster.connection_failed(connection, out.now());
        let lost = self.in_flight.remove(&connection).unwrap_or_default();
        if connection.channel == Channel::Coordinator {
            return deferred::on_coordinator_disconnected(self, lost, out);
        }
        for asked in lost {
            match asked {
                InFlightRequest::Fetch(partitions) => {
                    for fetch in partitions {
                        self.read_replicas.remove(&fetch.partition);
                    }
                }
                InFlightRequest::FindCoordinator => self.find_failed(out),
                InFlightRequest::Reset(partition) | InFlightRequest::End(partition) => {
                    self.retry_later(partition, out);
                }
                InFlightRequest::Validation(partitions) => {
                    for (partition, _) in partitions {
                        self.retry_later(partition, out);
                    }
                }
                _ => {}
            }
        }
        self.ask_later(out);
    }

    /// A partition may be asked about again after a pause.
    pub(super) fn retry_later(&mut self, partition: TopicPartition, out: &Out<'_>) {
        let at = out.now() + Span::from_ms(self.config.retry_backoff_ms);
        if let Some(state) = self.subscription.partitions.get_mut(&partition) {
            state.retry_at = Some(at);
        }
    }
}
