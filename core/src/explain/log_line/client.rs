//! What clients log: the connections that they lose (`NetworkClient`), and what a producer does about an
//! answer that it cannot use (`Sender`).

use super::Writer;
use crate::explain::names::address;
use crate::explain::{Exception, Names, exception};
use crate::id::{NodeId, TopicPartition};
use crate::sim::ConnectionId;
use crate::trace::{BreakReason, Event};
use crate::wire::{ApiError, ErrorCode, ErrorDetail};

const NETWORK: &str = "org.apache.kafka.clients.NetworkClient";
const TRANSACTION_MANAGER: &str = "org.apache.kafka.clients.producer.internals.TransactionManager";
const SENDER: &str = "org.apache.kafka.clients.producer.internals.Sender";

pub(super) fn write(log: &mut Writer, me: NodeId, event: &Event, names: &Names<'_>) {
    match event {
        Event::Disconnected { connection, reason } => {
            connection_ended(log, &prefix(me), *connection, *reason);
        }
        Event::ProducerIdSet {
            producer_id,
            producer_epoch,
        } => {
            let prefix = prefix(me);
            let text =
                format!("{prefix}ProducerId set to {producer_id} with epoch {producer_epoch}");
            log.info(TRANSACTION_MANAGER, text);
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
            let prefix = prefix(me);
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

/// A client's prefix: its `client.id`, and of a consumer its group, which one with partitions given by
/// hand has not.
fn prefix(me: NodeId) -> String {
    match me {
        NodeId::Producer(_) => format!("[Producer clientId={me}] "),
        NodeId::Consumer(_) => format!("[Consumer clientId={me}, groupId=null] "),
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
        NodeId::Broker(id) => (id.0, address(id)),
        NodeId::Controller(id) => (id.0, address(crate::id::BrokerId(id.0))),
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
        BreakReason::RequestTimeout => log.info(
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
