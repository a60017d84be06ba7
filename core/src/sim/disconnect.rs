//! How connections end: broken on the way, hung up by a server that died, or closed by their client.

use super::connection::{Closing, ConnectionId, Direction, MessageInFlight, Socket};
use super::node::Input;
use super::queue::Due;
use super::world::{Turn, World};
use crate::id::NodeId;
use crate::trace::{BreakReason, Event, LossReason};

impl World {
    /// Breaks a connection: everything on it is lost, and the client is told after a while.
    pub(super) fn break_connection(
        &mut self,
        socket: Socket,
        reason: BreakReason,
        turn: &mut Turn<'_>,
    ) {
        self.lose_line(socket, Direction::Response, turn);
        self.end(socket, reason, turn);
    }

    /// The server's end of a connection closes: requests are lost, answers that are on their way
    /// still arrive, and the client is told after them.
    pub(super) fn hang_up(&mut self, socket: Socket, turn: &mut Turn<'_>) {
        self.end(socket, BreakReason::Reset, turn);
    }

    fn end(&mut self, socket: Socket, reason: BreakReason, turn: &mut Turn<'_>) {
        self.lose_requests(socket, turn);
        let at = self.now + self.latency();
        let cause = turn.cause;
        let Some(state) = self.network.connections.get_mut(&socket) else {
            return;
        };
        state.busy = None;
        let last = state.responses.last();
        let at = last.map_or(at, |last| last.arrives.max(at));
        state.closing = Some(Closing { at, reason, cause });
        if state.responses.is_empty() {
            self.queue.set(at, Due::Close(socket), cause);
        }
        self.forget_if_spent(socket);
    }

    fn lose_line(&mut self, socket: Socket, direction: Direction, turn: &mut Turn<'_>) {
        let Some(state) = self.network.connections.get_mut(&socket) else {
            return;
        };
        let messages: Vec<_> = state.in_flight_mut(direction).drain(..).collect();
        self.queue.cancel(Due::Arrive(socket, direction));
        for message in messages {
            self.lose(
                socket,
                direction,
                &message,
                LossReason::ConnectionBroken,
                turn,
            );
        }
    }

    pub(super) fn lose(
        &mut self,
        socket: Socket,
        direction: Direction,
        message: &MessageInFlight,
        reason: LossReason,
        turn: &mut Turn<'_>,
    ) {
        let connection = socket.connection;
        let (message, gist) = (message.id, message.gist);
        let lost = Event::MessageLost {
            message,
            connection,
            direction,
            gist,
            reason,
        };
        self.trace(connection.sender(direction), lost, turn);
    }

    /// The client learns that its connection has ended, unless the link is cut or an answer that
    /// was sent before is still on its way.
    pub(super) fn close(&mut self, socket: Socket, turn: &mut Turn<'_>) {
        let ConnectionId { client, server, .. } = socket.connection;
        let Some(state) = self.network.connections.get(&socket) else {
            return;
        };
        let Some(closing) = state.closing else { return };
        if self.network.is_cut(server, client) || !state.responses.is_empty() {
            return;
        }
        let gone = state.client_gone;
        self.network.connections.remove(&socket);
        if !gone {
            let connection = socket.connection;
            let ended = Event::Disconnected {
                connection,
                reason: closing.reason,
            };
            let trace = self.trace(client, ended, turn);
            let input = Input::Disconnected(connection, closing.reason);
            self.tell(client, input, &mut turn.because(trace));
        }
    }

    /// The client closes its end: what it sent is still read, but no answer reaches it. On a
    /// connection that never came about nothing had left the client.
    pub(super) fn abandon(&mut self, connection: ConnectionId, turn: &mut Turn<'_>) {
        let Some(socket) = self.network.open_socket(connection) else {
            return;
        };
        self.lose_line(socket, Direction::Response, turn);
        self.queue.cancel(Due::Close(socket));
        let Some(state) = self.network.connections.get_mut(&socket) else {
            return;
        };
        state.client_gone = true;
        let nothing_left = state.unestablished || state.closing.is_some();
        if nothing_left {
            self.lose_line(socket, Direction::Request, turn);
            self.network.connections.remove(&socket);
        }
        self.forget_if_spent(socket);
    }

    /// A process has died, and its machine resets its connections: what it asked for is lost, what
    /// it had answered still arrives.
    pub(super) fn reset_connections_of(&mut self, node: NodeId, turn: &mut Turn<'_>) {
        for socket in self.network.sockets(|connection| connection.client == node) {
            self.lose_requests(socket, turn);
            self.abandon(socket.connection, turn);
            self.forget_if_spent(socket);
        }
        for socket in self.network.sockets(|connection| connection.server == node) {
            let open = self.network.connections.get(&socket);
            if open.is_some_and(|state| state.closing.is_none()) {
                self.hang_up(socket, turn);
            }
        }
    }

    /// Requests that were not read yet are lost, on their way or in the server's socket.
    fn lose_requests(&mut self, socket: Socket, turn: &mut Turn<'_>) {
        self.lose_line(socket, Direction::Request, turn);
        let Some(state) = self.network.connections.get_mut(&socket) else {
            return;
        };
        let unread: Vec<_> = state.inbox.drain(..).collect();
        self.queue.cancel(Due::Read(socket));
        for message in unread {
            let reason = LossReason::ConnectionBroken;
            self.lose(socket, Direction::Request, &message, reason, turn);
        }
    }
}
