//! What clients log: the connections that they lose (`NetworkClient`), and what a producer does about an
//! answer that it cannot use (`Sender`).

use super::{LogLine, Writer};
use crate::config::{Idempotence, ProducerConfig};
use crate::explain::names::address;
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
            let prefix = prefix(me, names);
            let text =
                format!("{prefix}Closing the Kafka producer with timeoutMillis = {timeout_ms} ms.");
            log.info(PRODUCER, text);
        }
        // The admin client has a manager of metadata of its own, which says nothing of it.
        Event::ClusterIdLearned if me != NodeId::Admin => {
            let text = format!("{}Cluster ID: {}", prefix(me, names), names.cluster_id());
            log.info(METADATA, text);
        }
        Event::ProducerIdSet {
            producer_id,
            producer_epoch,
        } => {
            let prefix = prefix(me, names);
            let text =
                format!("{prefix}ProducerId set to {producer_id} with epoch {producer_epoch}");
            log.info(TRANSACTION_MANAGER, text);
        }
        Event::SequencesReset {
            partition,
            last_acknowledged,
            next,
        } => {
            let text = format!(
                "{}No inflight batches remaining for {}, last ack'd sequence for partition is \
                 {last_acknowledged}, next sequence is {next}. Going to bump epoch and reset sequence numbers.",
                prefix(me, names),
                names.partition(*partition),
            );
            log.info(TRANSACTION_MANAGER, text);
        }
        Event::BatchSplit {
            partition,
            attempts_left,
            correlation_id,
            ..
        } => {
            let text = format!(
                "{}Got error produce response in correlation id {correlation_id} on topic-partition {}, \
                 splitting and retrying ({attempts_left} attempts left). Error: {}",
                prefix(me, names),
                names.partition(*partition),
                ErrorCode::MessageTooLarge.name(),
            );
            log.warn(SENDER, text);
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
            let text = format!(
                "{prefix}Got error produce response with correlation id {correlation_id} on \
                 topic-partition {}, retrying ({attempts_left} attempts left). Error: {}",
                names.partition(*partition),
                with_message(&error, names),
            );
            log.warn(SENDER, text);
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
        let text = format!("{}Instantiated an idempotent producer.", prefix(me, names));
        log.info(PRODUCER, text);
    }
}

fn configured(log: &mut Writer, idempotence: Idempotence) {
    let disabled = "Idempotence will be disabled because";
    if idempotence.lacks_retries {
        let text = format!("{disabled} retries is set to 0.");
        log.info(PRODUCER_CONFIG, text);
    }
    if let Some(acks) = idempotence.lacks_acks {
        let acks = if acks == Acks::Leader { 1 } else { 0 };
        let text = format!("{disabled} acks is set to {acks}, not set to 'all'.");
        log.info(PRODUCER_CONFIG, text);
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
pub(super) fn consumer_prefix(me: NodeId, names: &Names<'_>) -> String {
    let default = crate::config::ConsumerConfig::default();
    let config = names.consumer_config(me).unwrap_or(&default);
    let mut prefix = "[Consumer ".to_owned();
    if let Some(instance) = config.instance_id() {
        prefix.push_str(&format!("instanceId={instance}, "));
    }
    let client_id = match config.client_id.is_empty() {
        true => me.to_string(),
        false => config.client_id.to_string(),
    };
    let group = match config.has_group() {
        true => &*config.group_id,
        false => "null",
    };
    prefix.push_str(&format!("clientId={client_id}, groupId={group}] "));
    prefix
}

/// A client's prefix: its `client.id`, and of a consumer its group.
fn prefix(me: NodeId, names: &Names<'_>) -> String {
    match me {
        NodeId::Consumer(_) => consumer_prefix(me, names),
        NodeId::Producer(_) => format!("[Producer clientId={me}] "),
        _ => format!("[AdminClient clientId={me}] "),
    }
}

pub(super) fn connection_ended(
    log: &mut Writer,
    prefix: &str,
    connection: ConnectionId,
    reason: BreakReason,
) {
    let (node, (host, port)) = match connection.server {
        NodeId::Broker(id) if connection.channel == Channel::Coordinator => {
            (coordinator_node_id(id), address(id))
        }
        NodeId::Broker(id) => (id.0, address(id)),
        NodeId::Controller(id) => (id.0, address(BrokerId(id.0))),
        _ => return,
    };
    match reason {
        BreakReason::Reset => log.info(NETWORK, format!("{prefix}Node {node} disconnected.")),
        BreakReason::Refused => log.warn(
            NETWORK,
            format!(
                "{prefix}Connection to node {node} (/{host}:{port}) could not be established. Node may \
                 not be available."
            ),
        ),
        BreakReason::RequestTimeout | BreakReason::SetupTimeout => log.info(
            NETWORK,
            format!("{prefix}Disconnecting from node {node} due to request timeout."),
        ),
    }
}

/// An error's name, and what the client knows of it besides (`Sender.formatErrMsg`).
fn with_message(error: &ApiError, names: &Names<'_>) -> String {
    match error.detail {
        ErrorDetail::None => error.code.name().to_owned(),
        _ => format!(
            "{}. Error Message: {}",
            error.code,
            exception(error, names).message
        ),
    }
}

fn metadata_is_old(
    log: &mut Writer,
    prefix: &str,
    partition: TopicPartition,
    error: &ApiError,
    names: &Names<'_>,
) {
    let name = names.partition(partition);
    let text = if error.code == ErrorCode::UnknownTopicOrPartition {
        format!(
            "{prefix}Received unknown topic or partition error in produce request on partition {name}. \
             The topic-partition may not exist or the user may not have Describe access to it"
        )
    } else {
        let Exception { class, message } = exception(error, names);
        format!(
            "{prefix}Received invalid metadata error in produce request on partition {name} due to \
             org.apache.kafka.common.errors.{class}: {message} Going to request metadata update now"
        )
    };
    log.warn(SENDER, text);
}
