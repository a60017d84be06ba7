//! The controller: it keeps the metadata log, watches the brokers, and decides who leads
//! (`QuorumController`). One controller is its own majority; a quorum of several comes later.

mod ahead;
mod assignment;
mod config_change;
mod deferred;
mod elections;
mod heartbeat;
mod isr_change;
mod liveness;
mod log;
mod partition_change;
mod placement;
mod producer_ids;
mod reassignment;
mod reassignment_replicas;
mod refusal;
mod replication;
#[cfg(test)]
mod tests;
mod topics;

pub(crate) use ahead::Return;
pub use log::MetadataLog;
pub use partition_change::{ChangeRules, ElectionKind, PartitionChangeBuilder};
pub use placement::{StripedReplicaPlacer, UsableBroker};

use heartbeat::Heartbeats;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::command::AdminCommand;
use crate::config::BrokerConfig;
use crate::id::{BrokerId, ControllerId, Offset};
use crate::metadata::MetadataImage;
use crate::scenario::PlacedPartition;
use crate::sim::{Actor, Input, Out, Socket, Timer};
use crate::sorted::Map;
use crate::time::{Span, Time};
use crate::wire::{
    Api, ApiError, ErrorCode, FetchMetadataRequest, FetchMetadataResponse, Request, Response,
};

/// How long a broker's fetch of the metadata log may wait (`KafkaRaftClient.MAX_FETCH_WAIT_MS`).
const METADATA_FETCH_WAIT: Span = Span::from_ms(500);

/// A broker's session at the controller: the time for which its last sign of life counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BrokerSession {
    /// When the controller last heard of it.
    pub last_contact: Time,
    /// When the session has run out (`broker.session.timeout.ms`): then it is fenced at the next look.
    pub expires: Time,
    /// The first record of the metadata log that the broker had not applied then.
    pub metadata_offset: Offset,
}

/// A controller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Controller {
    /// Its id.
    pub id: ControllerId,
    config: Arc<BrokerConfig>,
    /// Where partitions of topics that are still to be made are to stand.
    placed: Vec<PlacedPartition>,
    log: MetadataLog,
    heartbeats: Heartbeats,
    /// Brokers that have the whole log and wait for more.
    delayed: Map<Socket, Offset>,
}

impl Controller {
    /// A controller with an empty log.
    #[must_use]
    pub fn new(id: ControllerId, config: Arc<BrokerConfig>) -> Self {
        Self {
            id,
            config,
            placed: Vec::new(),
            log: MetadataLog::default(),
            heartbeats: Heartbeats::default(),
            delayed: Map::new(),
        }
    }

    /// The same controller, for which the places of these partitions are settled.
    #[must_use]
    pub(crate) fn with_placed(self, placed: Vec<PlacedPartition>) -> Self {
        Self { placed, ..self }
    }

    /// The metadata log.
    #[must_use]
    pub fn log(&self) -> &MetadataLog {
        &self.log
    }

    /// What the metadata log adds up to.
    #[must_use]
    pub fn image(&self) -> &MetadataImage {
        self.log.image()
    }

    /// The session of a broker, while it has one: a broker that is fenced has none.
    #[must_use]
    pub fn session_of(&self, broker: BrokerId) -> Option<BrokerSession> {
        let (last_contact, metadata_offset) = self.heartbeats.last_contact(broker)?;
        Some(BrokerSession {
            last_contact,
            expires: last_contact + self.session(),
            metadata_offset,
        })
    }

    fn on_request(&mut self, socket: Socket, request: Request, out: &mut Out<'_>) {
        match request {
            Request::BrokerRegistration(request) => {
                let result = self.register(request, out);
                out.respond(socket, Response::BrokerRegistration(result));
            }
            Request::BrokerHeartbeat(request) => {
                let result = self.heartbeat(request, out);
                out.respond(socket, Response::BrokerHeartbeat(result));
            }
            Request::AlterPartition(request) => {
                let response = self.alter_partition(&request, out);
                out.respond(socket, Response::AlterPartition(response));
            }
            Request::Admin(request) => {
                let result = self.administer(&request.command, out);
                out.respond(socket, Response::Admin(result));
            }
            Request::AllocateProducerIds(request) => {
                let result = deferred::allocate_producer_ids(self, request);
                out.respond(socket, Response::AllocateProducerIds(result));
            }
            Request::FetchMetadata(request) => self.fetch_metadata(socket, request, out),
            Request::Produce(_)
            | Request::Fetch(_)
            | Request::Metadata
            | Request::InitProducerId
            | Request::FindCoordinator(_)
            | Request::DescribeGroup(_)
            | Request::JoinGroup(_)
            | Request::SyncGroup(_)
            | Request::Heartbeat(_)
            | Request::LeaveGroup(_)
            | Request::OffsetCommit(_)
            | Request::OffsetFetch(_)
            | Request::ConsumerGroupHeartbeat(_)
            | Request::OffsetsForLeaderEpoch(_)
            | Request::ListOffsets(_) => {
                out.finish(socket);
            }
        }
        self.complete_delayed_fetches(out);
    }

    /// Does what an administrator asks for; records are their leader's to delete, groups their
    /// coordinator's.
    fn administer(&mut self, command: &AdminCommand, out: &mut Out<'_>) -> Result<(), ApiError> {
        match command {
            AdminCommand::CreateTopic(spec) => self.create_topic(spec, out),
            _ => deferred::administer(self, command, out),
        }
    }

    /// The same of what is asked for by hand alone.
    fn administer_behind_gate(
        &mut self,
        command: &AdminCommand,
        out: &mut Out<'_>,
    ) -> Result<(), ApiError> {
        match command {
            AdminCommand::CreatePartitions {
                topic,
                count,
                assignment,
            } => self.create_partitions(topic, *count, assignment, out),
            AdminCommand::Reassign {
                topic,
                partition,
                replicas,
            } => self.reassign(topic, *partition, replicas.as_ref(), out),
            AdminCommand::ElectLeader {
                election,
                topic,
                partition,
            } => {
                let (partition, _) = self.partition_of(Api::ElectLeaders, topic, *partition)?;
                self.elect_leader(*election, partition, out)
            }
            AdminCommand::AlterConfig { topic, key, value } => {
                self.alter_config(topic.as_ref(), key, value.as_ref(), out)
            }
            AdminCommand::CreateTopic(_)
            | AdminCommand::DeleteRecords { .. }
            | AdminCommand::DescribeGroup(_)
            | AdminCommand::DeleteGroup(_)
            | AdminCommand::ResetOffsets { .. } => Err(ErrorCode::InvalidRequest.into()),
        }
    }

    fn fetch_metadata(&mut self, socket: Socket, request: FetchMetadataRequest, out: &mut Out<'_>) {
        self.delayed.insert(socket, request.fetch_offset);
        out.set_timer(Timer::DelayedFetch(socket), METADATA_FETCH_WAIT);
    }

    /// Answers the brokers for which there is something new.
    fn complete_delayed_fetches(&mut self, out: &mut Out<'_>) {
        let end = self.log.end_offset();
        let behind: Vec<Socket> = self
            .delayed
            .iter()
            .filter(|(_, offset)| **offset < end)
            .map(|(socket, _)| *socket)
            .collect();
        for socket in behind {
            self.answer_metadata_fetch(socket, out);
        }
    }

    fn answer_metadata_fetch(&mut self, socket: Socket, out: &mut Out<'_>) {
        let Some(base_offset) = self.delayed.remove(&socket) else {
            return;
        };
        out.cancel_timer(Timer::DelayedFetch(socket));
        let records = self.log.from(base_offset).to_vec();
        let response = FetchMetadataResponse {
            base_offset,
            records,
        };
        out.respond(socket, Response::FetchMetadata(response));
    }
}

impl Actor for Controller {
    fn on(&mut self, input: Input, out: &mut Out<'_>) {
        match input {
            Input::Start => {
                self.bootstrap();
                out.set_clock(Timer::StaleBrokers, self.stale_check_interval());
                self.watch_leaders(out);
            }
            Input::Request(socket, request) => self.on_request(socket, request, out),
            Input::Timer(Timer::StaleBrokers) => {
                self.fence_one_stale_broker(out);
                self.complete_delayed_fetches(out);
            }
            Input::Timer(Timer::LeaderImbalance) => {
                self.balance_leaders(out);
                self.complete_delayed_fetches(out);
            }
            Input::Timer(Timer::UncleanElection) => {
                self.elect_uncleanly(out);
                let interval = self.config.unclean_leader_election_interval_ms;
                out.set_clock(Timer::UncleanElection, Span::from_ms(interval));
                self.complete_delayed_fetches(out);
            }
            Input::Timer(Timer::DelayedFetch(socket)) => self.answer_metadata_fetch(socket, out),
            Input::Timer(_)
            | Input::Crash
            | Input::PowerLoss
            | Input::Shutdown
            | Input::Admin(_)
            | Input::CallConsumer(_)
            | Input::LoopFault(_)
            | Input::Response(..)
            | Input::Disconnected(..)
            | Input::Send { .. }
            | Input::CallProducer(_)
            | Input::Sent(_) => {}
        }
    }
}
