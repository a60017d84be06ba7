//! A broker's process: everything it keeps in memory, and who deals with which input.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Disk;
use super::alter_partition::Proposals;
use super::coordinator::GroupCoordinator;
use super::deferred;
use super::fetcher::Fetcher;
use super::lifecycle::Lifecycle;
use super::partition::{Context, Partition};
use super::producer_id::ProducerIds;
use super::purgatory::{DelayedDeleteRecords, DelayedFetch, DelayedProduce};
use crate::config::{BrokerConfig, TopicConfig};
use crate::id::{BrokerEpoch, BrokerId, NodeId, Offset, TopicId, TopicPartition};
use crate::log::Log;
use crate::metadata::MetadataImage;
use crate::shared::Shared;
use crate::sim::{Channel, ConnectionId, Input, Out, Socket, Timer};
use crate::sorted::{Map, Set};
use crate::time::{Span, Time};
use crate::wire::{Request, Response};

/// A broker's process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Process {
    pub(super) me: BrokerId,
    pub(super) config: Arc<BrokerConfig>,
    pub(super) lifecycle: Lifecycle,
    /// The metadata as far as it was applied.
    pub(super) metadata: Arc<MetadataImage>,
    pub(super) metadata_offset: Offset,
    /// What the topics are configured with, their own values before the brokers'.
    pub(super) topic_configs: Map<TopicId, TopicConfig>,
    /// Whether the logs are open: they are from the first metadata on.
    pub(super) logs_loaded: bool,
    pub(super) partitions: Map<TopicPartition, Partition>,
    /// One for each leader that this broker follows.
    pub(super) fetchers: Map<BrokerId, Fetcher>,
    pub(super) delayed_produces: Map<Socket, DelayedProduce>,
    pub(super) delayed_fetches: Map<Socket, DelayedFetch>,
    pub(super) delayed_deletes: Map<Socket, DelayedDeleteRecords>,
    /// Where a high watermark has moved, and what waited for it is still to be looked at.
    pub(super) postponed_completions: Set<TopicPartition>,
    pub(super) proposals: Proposals,
    /// When what was appended is next written to the disk.
    pub(super) next_write_back: Option<Time>,
    pub(super) producer_ids: ProducerIds,
    /// What it keeps as coordinator of groups.
    pub(super) groups: Shared<GroupCoordinator>,
    /// Whether it has ended in good order.
    pub(super) has_stopped: bool,
}

impl Process {
    pub(super) fn new(me: BrokerId, config: Arc<BrokerConfig>, lifecycle: Lifecycle) -> Self {
        Self {
            me,
            config,
            lifecycle,
            metadata: Arc::default(),
            metadata_offset: Offset::ZERO,
            topic_configs: Map::new(),
            logs_loaded: false,
            partitions: Map::new(),
            fetchers: Map::new(),
            delayed_produces: Map::new(),
            delayed_fetches: Map::new(),
            delayed_deletes: Map::new(),
            postponed_completions: Set::new(),
            proposals: Proposals::default(),
            next_write_back: None,
            producer_ids: ProducerIds::default(),
            groups: Shared::default(),
            has_stopped: false,
        }
    }

    pub(super) fn start(&mut self, disk: &Disk, out: &mut Out<'_>) {
        self.speak_to_controller(out);
        self.fetch_metadata(out);
        self.set_clocks(out);
        self.plan_write_back(disk, out);
    }

    pub(super) fn on(&mut self, input: Input, disk: &mut Disk, out: &mut Out<'_>) {
        match input {
            Input::Request(socket, request) => self.on_request(socket, request, disk, out),
            Input::Response(connection, response) => {
                self.on_response(connection, response, disk, out);
            }
            Input::Disconnected(connection, _) => self.on_disconnected(connection, out),
            Input::Timer(timer) => self.on_timer(timer, disk, out),
            Input::Shutdown => self.begin_shutdown(out),
            Input::Start
            | Input::Crash
            | Input::PowerLoss
            | Input::Admin(_)
            | Input::CallConsumer(_)
            | Input::LoopFault(_)
            | Input::Send { .. }
            | Input::CallProducer(_)
            | Input::Sent(_) => {}
        }
    }

    fn on_request(&mut self, socket: Socket, request: Request, disk: &mut Disk, out: &mut Out<'_>) {
        match request {
            Request::Produce(request) => self.produce(socket, request, disk, out),
            Request::Fetch(request) => self.fetch(socket, request, disk, out),
            Request::ListOffsets(request) => self.list_offsets(socket, request, disk, out),
            Request::OffsetsForLeaderEpoch(request) => {
                self.offsets_for_leader_epoch(socket, &request, disk, out);
            }
            Request::Metadata => self.answer_metadata(socket, out),
            Request::InitProducerId => deferred::give_producer_id(self, socket, out),
            Request::FindCoordinator(_)
            | Request::DescribeGroup(_)
            | Request::JoinGroup(_)
            | Request::SyncGroup(_)
            | Request::Heartbeat(_)
            | Request::LeaveGroup(_)
            | Request::OffsetCommit(_)
            | Request::OffsetFetch(_)
            | Request::ConsumerGroupHeartbeat(_) => {
                deferred::on_group_request(self, socket, request, disk, out);
            }
            Request::Admin(request) => {
                deferred::on_admin_request(self, socket, request, disk, out);
            }
            Request::AlterPartition(_)
            | Request::AllocateProducerIds(_)
            | Request::BrokerRegistration(_)
            | Request::BrokerHeartbeat(_)
            | Request::FetchMetadata(_) => out.finish(socket),
        }
    }

    fn on_response(
        &mut self,
        connection: ConnectionId,
        response: Response,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        match response {
            Response::Fetch(_) | Response::ListOffsets(_) | Response::OffsetsForLeaderEpoch(_) => {
                self.on_leader_response(connection, response, disk, out);
            }
            Response::BrokerRegistration(result) => self.on_registration_response(result, out),
            Response::BrokerHeartbeat(result) => self.on_heartbeat_response(result, out),
            Response::FetchMetadata(response) => self.on_metadata_response(response, disk, out),
            Response::AlterPartition(response) => {
                self.handle_alter_partition_response(&response, disk, out)
            }
            Response::AllocateProducerIds(result) => {
                out.cancel_timer(Timer::RequestTimeout(connection));
                deferred::on_producer_ids(self, result);
            }
            Response::Admin(_) => {
                out.cancel_timer(Timer::RequestTimeout(connection));
                deferred::offsets_topic_created(self);
            }
            Response::Produce(_)
            | Response::Metadata(_)
            | Response::InitProducerId(_)
            | Response::FindCoordinator(_)
            | Response::DescribeGroup(_)
            | Response::JoinGroup(_)
            | Response::SyncGroup(_)
            | Response::Heartbeat(_)
            | Response::LeaveGroup(_)
            | Response::OffsetCommit(_)
            | Response::OffsetFetch(_)
            | Response::ConsumerGroupHeartbeat(_) => {}
        }
    }

    fn on_disconnected(&mut self, connection: ConnectionId, out: &mut Out<'_>) {
        out.cancel_timer(Timer::RequestTimeout(connection));
        match connection.channel {
            Channel::Heartbeat => self.retry_controller(out),
            Channel::Metadata => out.set_timer(Timer::FetchMetadata, RECONNECT),
            Channel::AlterPartition => self.retry_proposals(out),
            Channel::Fetcher => self.pause_fetcher(connection, out),
            Channel::Forwarding => deferred::on_forwarding_lost(self),
            Channel::Client | Channel::Coordinator => {}
        }
    }

    fn on_request_timeout(&mut self, connection: ConnectionId, out: &mut Out<'_>) {
        out.timed_out(connection);
        if connection.channel == Channel::Heartbeat {
            self.controller_is_silent(out);
        } else {
            self.on_disconnected(connection, out);
        }
    }

    fn on_timer(&mut self, timer: Timer, disk: &mut Disk, out: &mut Out<'_>) {
        match timer {
            Timer::Lifecycle => self.speak_to_controller(out),
            Timer::Shutdown => self.stop(disk, out),
            Timer::FetchMetadata => self.fetch_metadata(out),
            Timer::IsrExpiration => self.expire_isr(disk, out),
            Timer::HighWatermarkCheckpoint => self.checkpoint_high_watermarks(disk, out),
            Timer::LogCheckpoint => self.checkpoint_logs(disk, out),
            Timer::WriteBack => self.write_back(disk, out),
            Timer::AlterPartition => self.send_proposals(out),
            Timer::Fetcher(leader) => self.run_fetcher(leader, disk, out),
            Timer::DelayedFetch(socket) => self.complete_fetch(socket, disk, out),
            Timer::DelayedProduce(socket) => self.expire_produce(socket, out),
            Timer::Purgatory(partition) => self.complete_postponed(partition, disk, out),
            Timer::RequestTimeout(connection) => self.on_request_timeout(connection, out),
            Timer::Groups | Timer::OffsetsRetention | Timer::DelayedDeleteRecords(_) => {
                deferred::on_timer(self, timer, disk, out);
            }
            Timer::StaleBrokers
            | Timer::LeaderImbalance
            | Timer::UncleanElection
            | Timer::Metadata
            | Timer::Sender(_)
            | Timer::Delivery
            | Timer::Close
            | Timer::Fetch
            | Timer::Admin
            | Timer::ProducerId
            | Timer::Retry
            | Timer::Process
            | Timer::CallEnd
            | Timer::Coordinator
            | Timer::Heartbeat
            | Timer::Session
            | Timer::PollInterval
            | Timer::Join
            | Timer::Commit
            | Timer::AutoCommit => {}
        }
    }

    /// A connection of this broker's to the controller.
    pub(super) fn to_controller(&self, channel: Channel) -> ConnectionId {
        ConnectionId {
            client: self.me.into(),
            server: NodeId::CONTROLLER,
            channel,
        }
    }

    /// Asks the controller for something on a connection of its own, and waits no longer than that
    /// connection's timeout.
    pub(super) fn ask_controller(&self, channel: Channel, request: Request, out: &mut Out<'_>) {
        let connection = self.to_controller(channel);
        out.send(connection, request);
        out.set_timer(
            Timer::RequestTimeout(connection),
            self.patience_with_controller(channel),
        );
    }

    /// How long a broker waits for an answer of the controller: to a heartbeat no longer than until
    /// the next one (KAFKA-14392), to a fetch of the metadata log as long as any follower of that log.
    fn patience_with_controller(&self, channel: Channel) -> Span {
        match channel {
            Channel::Metadata => QUORUM_REQUEST_TIMEOUT,
            Channel::Heartbeat => {
                let interval = Span::from_ms(self.config.broker_heartbeat_interval_ms);
                CONTROLLER_SOCKET_TIMEOUT.min(interval)
            }
            Channel::AlterPartition
            | Channel::Forwarding
            | Channel::Client
            | Channel::Coordinator
            | Channel::Fetcher => CONTROLLER_SOCKET_TIMEOUT,
        }
    }

    /// What a topic is configured with, as far as this broker has heard.
    pub(super) fn topic_config(&self, topic: TopicId) -> TopicConfig {
        match self.topic_configs.get(&topic) {
            Some(config) => *config,
            None => TopicConfig::of_broker(&self.config),
        }
    }

    /// A replica on this broker: how it takes part in its partition, and its log.
    pub(super) fn replica<'a>(
        &'a self,
        partition: TopicPartition,
        disk: &'a Disk,
    ) -> Option<(&'a Partition, &'a Log)> {
        let state = self.partitions.get(&partition)?;
        let log = disk.logs.get(&partition)?;
        Some((state, log))
    }

    /// The same to be changed, and what it needs to know of its surroundings.
    pub(super) fn replica_mut<'a>(
        &'a mut self,
        partition: TopicPartition,
        disk: &'a mut Disk,
        out: &Out<'_>,
    ) -> Option<(&'a mut Partition, &'a mut Log, Context<'a>)> {
        let context = Context {
            me: self.me,
            now: out.now(),
            cause: out.cause(),
            config: &self.config,
            metadata: &self.metadata,
        };
        let state = self.partitions.get_mut(&partition)?;
        let log = disk.logs.get_mut(&partition)?;
        Some((state, log, context))
    }
}

/// How long a broker waits before it speaks again on a connection that broke
/// (`reconnect.backoff.ms`).
pub(super) const RECONNECT: Span = Span::from_ms(50);

/// `controller.socket.timeout.ms`.
pub(super) const CONTROLLER_SOCKET_TIMEOUT: Span = Span::from_ms(30_000);

/// `controller.quorum.request.timeout.ms`.
const QUORUM_REQUEST_TIMEOUT: Span = Span::from_ms(2_000);

/// What can be seen of the process.
impl Process {
    /// Its registration, once it has one.
    #[must_use]
    pub fn broker_epoch(&self) -> Option<BrokerEpoch> {
        self.lifecycle.broker_epoch()
    }

    /// Whether its ports are open: it was unfenced since it started, and does not stop yet.
    #[must_use]
    pub fn serves(&self) -> bool {
        self.lifecycle.serves()
    }

    /// Whether it has been asked to stop in good order.
    #[must_use]
    pub fn is_shutting_down(&self) -> bool {
        self.lifecycle.is_shutting_down()
    }

    /// The first record of the metadata log that it has not applied.
    #[must_use]
    pub fn metadata_offset(&self) -> Offset {
        self.metadata_offset
    }

    /// The metadata as far as it has applied it.
    #[must_use]
    pub fn metadata(&self) -> &MetadataImage {
        &self.metadata
    }

    /// Its part in a partition.
    #[must_use]
    pub fn partition(&self, partition: TopicPartition) -> Option<&Partition> {
        self.partitions.get(&partition)
    }

    /// The fetches that wait here for data.
    pub fn delayed_fetches(&self) -> impl Iterator<Item = (Socket, &DelayedFetch)> {
        self.delayed_fetches
            .iter()
            .map(|(socket, delayed)| (*socket, delayed))
    }

    /// The produce requests that wait here for replicas.
    pub fn delayed_produces(&self) -> impl Iterator<Item = (Socket, &DelayedProduce)> {
        self.delayed_produces
            .iter()
            .map(|(socket, delayed)| (*socket, delayed))
    }
}
