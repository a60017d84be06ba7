//! How connections end: broken on the way, hung up by a server that died, or closed by their client.

use core::mem;

use super::connection::{Closing, Connection, ConnectionId, Direction, MessageInFlight, Socket};
use super::node::Input;
use super::queue::ScheduledEvent;
use super::world::{Turn, World};
use crate::id::NodeId;
use crate::time::Time;
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
        let at = self.now + self.latency(socket.connection);
        let cause = turn.cause;
        let Some(state) = self.network.connections.get_mut(&socket) else {
            return;
        };
        state.busy = None;
        // What never left the client was not lost, either.
        let reason = if state.unestablished && reason == BreakReason::Reset {
            BreakReason::Refused
        } else {
            reason
        };
        let last = state.responses.last();
        let at = last.map_or(at, |last| last.arrives.max(at));
        state.closing = Some(Closing { at, reason, cause });
        self.tell_of_end(socket, at);
        self.forget_if_spent(socket);
    }

    /// Schedules that the client learns of a connection's end, unless it has answers to read before.
    pub(super) fn tell_of_end(&mut self, socket: Socket, at: Time) {
        let state = self.network.connections.get(&socket);
        if let Some(closing) = state.and_then(Connection::end_to_tell) {
            self.queue
                .set(at, ScheduledEvent::Close(socket), closing.cause);
        }
    }

    fn lose_line(&mut self, socket: Socket, direction: Direction, turn: &mut Turn<'_>) {
        let Some(state) = self.network.connections.get_mut(&socket) else {
            return;
        };
        let messages = mem::take(state.in_flight_mut(direction));
        self.queue.cancel(ScheduledEvent::Arrive(socket, direction));
        self.lose_all(socket, direction, messages, turn);
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
        let Some(closing) = state.end_to_tell() else {
            return;
        };
        if self.network.is_cut(server, client) {
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
        self.lose_unread(socket, Direction::Response, turn);
        self.queue.cancel(ScheduledEvent::Close(socket));
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
        self.hang_up_all(node, turn);
    }

    fn hang_up_all(&mut self, server: NodeId, turn: &mut Turn<'_>) {
        for socket in self
            .network
            .sockets(|connection| connection.server == server)
        {
            let open = self.network.connections.get(&socket);
            if open.is_some_and(|state| state.closing.is_none() && !state.forgotten) {
                self.hang_up(socket, turn);
            }
        }
    }

    /// A process has ended in good order and closes its connections: what it asked for and what it
    /// answered still arrives.
    pub(super) fn close_connections_of(&mut self, node: NodeId, turn: &mut Turn<'_>) {
        for socket in self.network.sockets(|connection| connection.client == node) {
            self.abandon(socket.connection, turn);
        }
        self.hang_up_all(node, turn);
    }

    /// A machine has lost its power. What it sent still arrives, but for what a cut has stopped: nobody
    /// sends it again. What arrived there is lost, and nobody is told.
    pub(super) fn drop_connections_of(&mut self, node: NodeId, turn: &mut Turn<'_>) {
        for socket in self.network.sockets(|connection| connection.client == node) {
            self.abandon(socket.connection, turn);
            self.lose_stopped(socket, turn);
            self.forget_if_spent(socket);
        }
        for socket in self.network.sockets(|connection| connection.server == node) {
            self.lose_unread(socket, Direction::Request, turn);
            if let Some(state) = self.network.connections.get_mut(&socket) {
                state.busy = None;
                state.forgotten |= !state.unestablished;
            }
            self.forget_if_spent(socket);
        }
    }

    /// Requests that were not read yet are lost, on their way or in the server's socket.
    fn lose_requests(&mut self, socket: Socket, turn: &mut Turn<'_>) {
        self.lose_line(socket, Direction::Request, turn);
        self.lose_unread(socket, Direction::Request, turn);
    }

    /// What waits in a socket to be read is lost.
    fn lose_unread(&mut self, socket: Socket, direction: Direction, turn: &mut Turn<'_>) {
        let Some(state) = self.network.connections.get_mut(&socket) else {
            return;
        };
        let (line, event) = match direction {
            Direction::Request => (&mut state.inbox, ScheduledEvent::Read(socket)),
            Direction::Response => (&mut state.received, ScheduledEvent::Receive(socket)),
        };
        let unread = mem::take(line);
        self.queue.cancel(event);
        self.lose_all(socket, direction, unread, turn);
    }

    /// Requests that a cut has stopped are lost.
    fn lose_stopped(&mut self, socket: Socket, turn: &mut Turn<'_>) {
        let Some(state) = self.network.connections.get_mut(&socket) else {
            return;
        };
        let stopped = state.requests.iter().position(|message| message.stopped);
        let kept = stopped.unwrap_or(state.requests.len());
        let lost = state.requests.split_off(kept);
        self.lose_all(socket, Direction::Request, lost, turn);
    }

    fn lose_all(
        &mut self,
        socket: Socket,
        direction: Direction,
        messages: Vec<MessageInFlight>,
        turn: &mut Turn<'_>,
    ) {
        for message in messages {
            let reason = LossReason::ConnectionBroken;
            self.lose(socket, direction, &message, reason, turn);
        }
    }
}
