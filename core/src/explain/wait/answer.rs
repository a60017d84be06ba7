//! An answer that somebody waits for on a connection.

use super::chain::Chain;
use super::{Clock, Reason};
use crate::client::Asked;
use crate::command::Fault;
use crate::id::NodeId;
use crate::sim::{Connection, ConnectionId, MessageInFlight, Socket, Whereabouts};

impl Chain<'_> {
    /// What the answer to the oldest request on a connection waits for; its client gives up some time.
    pub fn answer(&mut self, connection: ConnectionId) {
        self.answer_to(Asked::on(connection, 0));
    }

    /// The same of a request with so many before it.
    pub fn answer_to(&mut self, asked: Asked) {
        let connection = asked.connection;
        if self.is_frozen(connection.client) {
            return;
        }
        let network = self.world.network();
        let Some(socket) = network.open_socket(connection) else {
            return self.patience_on(connection);
        };
        self.patience(connection);
        let Some(state) = network.connections.get(&socket) else {
            return;
        };
        match state.whereabouts(asked.ahead) {
            Whereabouts::Request(message) | Whereabouts::Answer(message) => {
                self.way_of(message.id);
            }
            Whereabouts::Lost if state.closing.is_some() => self.end_of(socket, state),
            Whereabouts::AtServer => self.parked(socket),
            Whereabouts::Lost => self.silence(connection, state),
        }
    }

    /// The request, while nobody has read it, or its answer.
    pub fn message_of(&self, asked: Asked) -> Option<&MessageInFlight> {
        let network = self.world.network();
        let socket = network.open_socket(asked.connection)?;
        match network.connections.get(&socket)?.whereabouts(asked.ahead) {
            Whereabouts::Request(message) | Whereabouts::Answer(message) => Some(message),
            Whereabouts::AtServer | Whereabouts::Lost => None,
        }
    }

    fn patience_on(&mut self, connection: ConnectionId) {
        self.patience(connection);
        self.last(Reason::Forgotten(connection));
    }

    /// The client of a broken connection has yet to learn of its end, after the answers that came before it.
    fn end_of(&mut self, socket: Socket, state: &Connection) {
        let connection = socket.connection;
        self.last(Reason::Broken(connection));
        if self
            .world
            .network()
            .is_cut(connection.server, connection.client)
        {
            return self.heal(connection.server, connection.client);
        }
        if let Some(at) = self.world.closes_at(socket) {
            self.at(Clock::ConnectionEnds(connection), at);
        } else if let Some(answer) = state.received.first().or(state.responses.first()) {
            self.way_of(answer.id);
        }
    }

    /// Nobody will answer: what had arrived is lost with the power of the machine, and what came since nobody
    /// has acknowledged. Of that its sender is told once the machine is back; who has sent nothing since is not.
    fn silence(&mut self, connection: ConnectionId, state: &Connection) {
        let server = connection.server;
        if state.unacknowledged && self.world.has_no_power(server) {
            self.last(Reason::Unacknowledged(connection));
            self.cure(Fault::PoweredOff(server));
        } else {
            self.last(Reason::Forgotten(connection));
        }
    }

    /// A request that its server has read and not answered.
    pub fn parked(&mut self, socket: Socket) {
        let server = socket.connection.server;
        // The controller answers at once, but for a fetch of the metadata log that finds nothing: nobody waits for that.
        let NodeId::Broker(broker) = server else {
            return;
        };
        let process = self.world.broker(broker).and_then(|it| it.process());
        let Some(process) = process else {
            return self.last(Reason::Forgotten(socket.connection));
        };
        if process.delayed_produce(socket).is_some() {
            self.produce(broker, socket);
        } else if process.delayed_fetch(socket).is_some() {
            self.parked_fetch(broker, socket);
        } else if process.delayed_delete(socket).is_some() {
            self.deletion(broker, socket);
        } else if let Some(held) = process.holds(socket) {
            self.held_request(broker, process, held);
        }
    }
}
