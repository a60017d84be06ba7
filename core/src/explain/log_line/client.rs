//! What clients log: the connections that they lose (`NetworkClient`), and what a producer does about an
//! answer that it cannot use (`Sender`).

use super::part::{ClientPart as Client, ServerPart as Server};
use super::phrase::{Phrase, phrase, put};
use super::{LogLine, Writer};
use crate::config::{Idempotence, ProducerConfig};
use crate::explain::names::{address, address_of_node};
use crate::explain::{Exception, Names, exception};
use crate::id::{BrokerId, NodeId, TopicPartition};
use crate::sim::{Channel, ConnectionId};
use crate::trace::{BreakReason, Event};
use crate::wire::{Acks, ApiError, ErrorCode, ErrorDetail};

const NETWORK: &str = "org.apache.kafka.clients.NetworkClient";
const TRANSACTION_MANAGER: &str = "org.apache.kafka.clients.producer.internals.TransactionManager";
const PRODUCER: &str = "org.apache.kafka.clients.producer.KafkaProducer";
const PRODUCER_CONFIG: &str = "org.apache.kafka.clients.producer.ProducerConfig";
const METADATA: &str = "org.apache.kafka.clients.Metadata";
const SENDER: &str = "org.apache.kafka.clients.producer.internals.Sender";

pub(super) fn write(log: &mut Writer, me: NodeId, event: &Event, names: &Names<'_>) {
    match event {
        Event::Disconnected { connection, reason } => {
            connection_ended(log, &prefix(me, names), *connection, *reason);
        }
        Event::ProducerCreated { idempotence } => created(log, me, *idempotence, names),
        Event::ProducerClosing { timeout_ms } => {
            let said = phrase! {
                ..prefix(me, names);
                Client::ProducerCloses: "Closing the Kafka producer ";
                Client::CloseTimeout: "with timeoutMillis = {timeout_ms} ms.";
            };
            log.info(PRODUCER, said);
        }
        // The admin client has a manager of metadata of its own, which says nothing of it.
        Event::ClusterIdLearned if me != NodeId::Admin => {
            let said = phrase! {
                ..prefix(me, names);
                Client::ClusterId: "Cluster ID: {}", names.cluster_id();
            };
            log.info(METADATA, said);
        }
        Event::ProducerIdSet {
            producer_id,
            producer_epoch,
        } => {
            let said = phrase! {
                ..prefix(me, names);
                Client::ProducerId: "ProducerId set to {producer_id} ";
                Client::ProducerEpoch: "with epoch {producer_epoch}";
            };
            log.info(TRANSACTION_MANAGER, said);
        }
        Event::SequencesReset {
            partition,
            last_acknowledged,
            next,
        } => {
            let said = phrase! {
                ..prefix(me, names);
                Client::NothingInFlight: "No inflight batches remaining for {}", names.partition(*partition);
                ", ";
                Client::LastSequence: "last ack'd sequence for partition is {last_acknowledged}";
                ", ";
                Client::NextSequence: "next sequence is {next}";
                ". ";
                Client::BumpsEpoch: "Going to bump epoch and reset sequence numbers.";
            };
            log.info(TRANSACTION_MANAGER, said);
        }
        Event::BatchSplit {
            partition,
            attempts_left,
            correlation_id,
            ..
        } => {
            let said = phrase! {
                ..prefix(me, names);
                Client::ProduceFailed: "Got error produce response ";
                Client::CorrelationId: "in correlation id {correlation_id} ";
                Server::Partition: "on topic-partition {}", names.partition(*partition);
                ", ";
                Client::Splitting: "splitting and retrying ";
                Client::AttemptsLeft: "({attempts_left} attempts left)";
                ". ";
                Server::ErrorCode: "Error: {}", ErrorCode::MessageTooLarge.name();
            };
            log.warn(SENDER, said);
        }
        Event::BatchRetried {
            partition,
            attempts_left,
            correlation_id,
            error,
            detail,
            ..
        } => {
            let error = ApiError {
                code: error.unwrap_or(ErrorCode::NetworkException),
                detail: detail.clone(),
            };
            let prefix = prefix(me, names);
            let said = phrase! {
                ..prefix;
                Client::ProduceFailed: "Got error produce response ";
                Client::CorrelationId: "with correlation id {correlation_id} ";
                Server::Partition: "on topic-partition {}", names.partition(*partition);
                ", ";
                Server::Retrying: "retrying ";
                Client::AttemptsLeft: "({attempts_left} attempts left)";
                ". ";
                ..with_message(&error, names);
            };
            log.warn(SENDER, said);
            if error.code.is_about_metadata() {
                metadata_is_old(log, &prefix, *partition, &error, names);
            }
        }
        _ => {}
    }
}

/// What is said of a new producer: first what its configuration makes of it, which bears no prefix
/// (`ProducerConfig.postProcessAndValidateIdempotenceConfigs`), then what it is
/// (`KafkaProducer.configureTransactionState`).
fn created(log: &mut Writer, me: NodeId, idempotence: Idempotence, names: &Names<'_>) {
    configured(log, idempotence);
    if idempotence.is_on {
        let said = phrase! {
            ..prefix(me, names);
            Client::Idempotent: "Instantiated an idempotent producer.";
        };
        log.info(PRODUCER, said);
    }
}

fn configured(log: &mut Writer, idempotence: Idempotence) {
    let disabled = phrase! { Client::IdempotenceOff: "Idempotence will be disabled "; };
    if idempotence.lacks_retries {
        let said = phrase! {
            ..disabled;
            Client::NoRetries: "because retries is set to 0.";
        };
        log.info(PRODUCER_CONFIG, said);
    }
    if let Some(acks) = idempotence.lacks_acks {
        let acks = if acks == Acks::Leader { 1 } else { 0 };
        let said = phrase! {
            ..disabled;
            Client::Acks: "because acks is set to {acks}";
            ", ";
            Client::AcksAll: "not set to 'all'.";
        };
        log.info(PRODUCER_CONFIG, said);
    }
}

/// What is logged of a producer's configuration, be it refused in the end or not.
#[must_use]
pub fn producer_config_lines(config: &ProducerConfig) -> Vec<LogLine> {
    let mut log = Writer::default();
    configured(&mut log, config.idempotence());
    log.lines
}

/// The node that a group's coordinator is to its members, so that they have a connection to it alone.
pub(super) fn coordinator_node_id(broker: BrokerId) -> u32 {
    i32::MAX.unsigned_abs().saturating_sub(broker.0)
}

/// A consumer's prefix: its instance id, if it is a static member, its `client.id`, and its group.
pub(super) fn consumer_prefix(me: NodeId, names: &Names<'_>) -> Phrase {
    let default = crate::config::ConsumerConfig::default();
    let config = names.consumer_config(me).unwrap_or(&default);
    let mut prefix = phrase! { "[Consumer "; };
    if let Some(instance) = config.instance_id() {
        put!(prefix; Client::InstanceId: "instanceId={instance}"; ", ";);
    }
    let client_id = config.client_id_of(me);
    let group = match config.has_group() {
        true => &*config.group_id,
        false => "null",
    };
    put! {
        prefix;
        Client::ClientId: "clientId={client_id}";
        ", ";
        Client::GroupId: "groupId={group}";
        "] ";
    }
    prefix
}

/// A client's prefix: its `client.id`, and of a consumer its group.
fn prefix(me: NodeId, names: &Names<'_>) -> Phrase {
    let kind = match me {
        NodeId::Consumer(_) => return consumer_prefix(me, names),
        NodeId::Producer(_) => "Producer",
        _ => "AdminClient",
    };
    phrase! { "[{kind} "; Client::ClientId: "clientId={me}"; "] "; }
}

pub(super) fn connection_ended(
    log: &mut Writer,
    prefix: &Phrase,
    connection: ConnectionId,
    reason: BreakReason,
) {
    let (node, (host, port)) = match connection.server {
        NodeId::Broker(id) if connection.channel == Channel::Coordinator => {
            (coordinator_node_id(id), address(id))
        }
        NodeId::Broker(id) => (id.0, address(id)),
        NodeId::Controller(id) => (id.node_id(), address_of_node(id.node_id())),
        _ => return,
    };
    match reason {
        BreakReason::Reset => {
            let said = phrase! {
                ..prefix;
                Client::NodeId: "Node {node} ";
                Client::Disconnected: "disconnected.";
            };
            log.info(NETWORK, said);
        }
        BreakReason::Refused => {
            let said = phrase! {
                ..prefix;
                Client::NodeId: "Connection to node {node} ";
                Client::Address: "(/{host}:{port}) ";
                Client::NoConnection: "could not be established. ";
                Client::MaybeDown: "Node may not be available.";
            };
            log.warn(NETWORK, said);
        }
        BreakReason::RequestTimeout | BreakReason::SetupTimeout => {
            let said = phrase! {
                ..prefix;
                Client::NodeId: "Disconnecting from node {node} ";
                Client::RequestTimeout: "due to request timeout.";
            };
            log.info(NETWORK, said);
        }
    }
}

/// An error's name, and what the client knows of it besides (`Sender.formatErrMsg`).
fn with_message(error: &ApiError, names: &Names<'_>) -> Phrase {
    let mut said = phrase! { Server::ErrorCode: "Error: {}", error.code; };
    if error.detail != ErrorDetail::None {
        let message = exception(error, names).message;
        put!(said; ". "; Client::ErrorMessage: "Error Message: {message}";);
    }
    said
}

fn metadata_is_old(
    log: &mut Writer,
    prefix: &Phrase,
    partition: TopicPartition,
    error: &ApiError,
    names: &Names<'_>,
) {
    let name = names.partition(partition);
    let said = if error.code == ErrorCode::UnknownTopicOrPartition {
        phrase! {
            ..prefix;
            Client::TopicUnknown: "Received unknown topic or partition error in produce request ";
            Server::Partition: "on partition {name}";
            ". ";
            Client::MayNotExist: "The topic-partition may not exist or the user may not have Describe access \
                to it";
        }
    } else {
        let Exception { class, message } = exception(error, names);
        phrase! {
            ..prefix;
            Client::MetadataStale: "Received invalid metadata error in produce request ";
            Server::Partition: "on partition {name} ";
            Client::Exception: "due to org.apache.kafka.common.errors.{class}: ";
            Client::ErrorMessage: "{message} ";
            Client::AsksForMetadata: "Going to request metadata update now";
        }
    };
    log.warn(SENDER, said);
}
