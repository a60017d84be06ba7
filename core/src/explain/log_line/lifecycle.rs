//! What a broker logs of its life: registration, unfencing, stopping in good order
//! (`BrokerLifecycleManager`), and the connections that it loses on the way (`NetworkClient`).

use super::Writer;
use super::client::connection_ended;
use crate::id::BrokerId;
use crate::sim::{Channel, ConnectionId};
use crate::trace::Event;

const LIFECYCLE: &str = "org.apache.kafka.server.BrokerLifecycleManager";

pub(super) fn write(log: &mut Writer, me: BrokerId, event: &Event) {
    let text = match event {
        Event::RegistrationFailed { error } => {
            format!("Unable to register broker {me} because the controller returned error {error}")
        }
        Event::BrokerRunning => {
            "The broker has been unfenced. Transitioning from RECOVERY to RUNNING.".to_owned()
        }
        Event::ShutdownBegan => "Beginning controlled shutdown.".to_owned(),
        Event::ShutdownAllowed => {
            "The controller has asked us to exit controlled shutdown.".to_owned()
        }
        Event::Disconnected { connection, reason } => {
            return connection_ended(
                log,
                &connection_prefix(me, *connection),
                *connection,
                *reason,
            );
        }
        _ => return,
    };
    log.info(
        LIFECYCLE,
        format!("[BrokerLifecycleManager id={me}] {text}"),
    );
}

/// Each connection of a broker belongs to somebody in it.
fn connection_prefix(me: BrokerId, connection: ConnectionId) -> String {
    let to_controller =
        |name: &str| format!("[NodeToControllerChannelManager id={me} name={name}] ");
    match connection.channel {
        Channel::Heartbeat => to_controller("heartbeat"),
        Channel::AlterPartition => to_controller("alter-partition"),
        Channel::Forwarding => to_controller("forwarding"),
        Channel::Metadata => format!("[RaftManager id={me}] "),
        Channel::Fetcher | Channel::Client | Channel::Coordinator => {
            let leader = connection.server.broker().unwrap_or_default();
            format!("[ReplicaFetcher replicaId={me}, leaderId={leader}, fetcherId=0] ")
        }
    }
}
