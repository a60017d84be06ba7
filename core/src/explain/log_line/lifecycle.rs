//! What a broker logs of its life: registration, unfencing, stopping in good order
//! (`BrokerLifecycleManager`), and the connections that it loses on the way (`NetworkClient`).

use super::Writer;
use super::client::connection_ended;
use super::fetcher;
use super::part::ServerPart as Server;
use super::phrase::{Phrase, phrase};
use crate::id::BrokerId;
use crate::sim::{Channel, ConnectionId};
use crate::trace::Event;

const LIFECYCLE: &str = "org.apache.kafka.server.BrokerLifecycleManager";

pub(super) fn write(log: &mut Writer, me: BrokerId, event: &Event) {
    let said = match event {
        Event::RegistrationFailed { error } => phrase! {
            Server::NotRegistered: "Unable to register broker {me} ";
            Server::ErrorCode: "because the controller returned error {error}";
        },
        Event::BrokerRunning => phrase! {
            Server::Unfenced: "The broker has been unfenced. ";
            Server::Running: "Transitioning from RECOVERY to RUNNING.";
        },
        Event::ShutdownBegan => phrase! {
            Server::ShutdownBegins: "Beginning controlled shutdown.";
        },
        Event::ShutdownAllowed => phrase! {
            Server::ShutdownAllowed: "The controller has asked us to exit controlled shutdown.";
        },
        Event::Disconnected { connection, reason } => {
            let prefix = connection_prefix(me, *connection);
            return connection_ended(log, &prefix, *connection, *reason);
        }
        _ => return,
    };
    let prefix = phrase! { Server::LifecyclePrefix: "[BrokerLifecycleManager id={me}] "; };
    log.info(LIFECYCLE, phrase! { ..prefix; ..said; });
}

/// Each connection of a broker belongs to somebody in it.
fn connection_prefix(me: BrokerId, connection: ConnectionId) -> Phrase {
    let to_controller = |name: &str| {
        phrase! {
            Server::ChannelPrefix: "[NodeToControllerChannelManager id={me} ";
            Server::ChannelName: "name={name}";
            "] ";
        }
    };
    match connection.channel {
        Channel::Heartbeat => to_controller("heartbeat"),
        Channel::AlterPartition => to_controller("alter-partition"),
        Channel::Forwarding => to_controller("forwarding"),
        Channel::Metadata => phrase! { Server::RaftPrefix: "[RaftManager id={me}] "; },
        Channel::Fetcher | Channel::Client | Channel::Coordinator => {
            fetcher::prefix(me, connection.server.broker().unwrap_or_default())
        }
    }
}
