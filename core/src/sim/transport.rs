//! How messages get from one node to another.

use core::mem;
use std::sync::Arc;

use super::connection::{
    Channel, Connection, ConnectionId, Direction, MessageInFlight, Payload, Socket,
};
use super::node::{Actor as _, Input};
use super::queue::ScheduledEvent;
use super::world::{Turn, World};
use crate::id::{MessageId, NodeId};
use crate::line::take_first;
use crate::time::{Span, Time};
use crate::trace::{BreakReason, Event, LossReason};
use crate::wire::{Acks, Gist, Request, Response};

impl World {
    /// Puts a request on its way; the connection opens if it is not open.
    pub(super) fn send(&mut self, connection: ConnectionId, request: Request, turn: &mut Turn<'_>) {
        let socket = self.network.open_socket(connection);
        let socket = socket.unwrap_or_else(|| self.open(connection));
        let gist = self.with_news(connection, request.gist());
        self.put(
            socket,
            Direction::Request,
            gist,
            Payload::Request(request),
            turn,
        );
    }

    /// Opens a connection. Simplified: where somebody listens it stands at once, and nobody sees its handshake.
    fn open(&mut self, connection: ConnectionId) -> Socket {
        let socket = Socket {
            connection,
            incarnation: self.next_incarnation,
        };
        self.next_incarnation += 1;
        let stands = self.listens(connection.server) && self.can_connect(connection);
        let state = Connection {
            unestablished: !stands,
            ..Connection::default()
        };
        self.network.connections.insert(socket, state);
        socket
    }

    /// Puts an answer on its way, if its connection still stands, and frees the server for the next
    /// request. Without a response (acks=0) it only does the latter.
    pub(super) fn respond(
        &mut self,
        socket: Socket,
        response: Option<Response>,
        turn: &mut Turn<'_>,
    ) {
        let Some(connection) = self.network.connections.get_mut(&socket) else {
            return;
        };
        let Some(request) = connection.busy.take() else {
            return;
        };
        let client_gone = connection.client_gone;
        let listens = !client_gone && connection.closing.is_none();
        if !connection.inbox.is_empty() {
            self.read_later(socket, Direction::Request, turn.cause);
        }
        if let Some(response) = response.filter(|_| listens) {
            let gist = self.with_news(socket.connection, response.gist(&request));
            self.put(
                socket,
                Direction::Response,
                gist,
                Payload::Response(response),
                turn,
            );
        }
        if client_gone {
            self.forget_if_spent(socket);
        }
    }

    fn put(
        &mut self,
        socket: Socket,
        direction: Direction,
        gist: Gist,
        payload: Payload,
        turn: &mut Turn<'_>,
    ) {
        let message = self.next_message;
        self.next_message = MessageId(message.0 + 1);
        let connection = socket.connection;
        let (from, to) = (connection.sender(direction), connection.receiver(direction));
        let attempt = direction == Direction::Request && self.network.is_unestablished(socket);
        let gist = match attempt {
            true => Gist::Connect { api: gist.api() },
            false => gist,
        };
        let sent = Event::MessageSent {
            message,
            connection,
            direction,
            gist,
        };
        let trace = self.trace(from, sent, turn);
        let latency = self.latency(connection);
        let now = self.now;
        let stopped = self.network.is_cut(from, to) || (attempt && !self.can_connect(connection));
        let unanswered = !attempt && is_unanswered(&payload);
        let Some(state) = self.network.connections.get_mut(&socket) else {
            return;
        };
        if state.closing.is_some() {
            let lost = Event::MessageLost {
                message,
                connection,
                direction,
                gist,
                reason: LossReason::ConnectionBroken,
            };
            self.trace(from, lost, &mut turn.because(trace));
        } else {
            let line = state.in_flight_mut(direction);
            let arrives = line
                .last()
                .map_or(now, |before| before.arrives)
                .max(now + latency);
            line.push(MessageInFlight {
                id: message,
                gist,
                payload: Arc::new(payload),
                sent: now,
                arrives,
                held: None,
                stopped,
                trace,
            });
            if line.len() == 1 {
                self.queue.set(
                    arrives,
                    ScheduledEvent::Arrive(socket, direction),
                    Some(trace),
                );
            }
        }
        if unanswered {
            self.tell(from, Input::Sent(connection), &mut turn.because(trace));
        }
    }

    /// How long one message travels on a connection.
    pub(super) fn latency(&mut self, connection: ConnectionId) -> Span {
        let network = self.scenario.network;
        let jitter = Span::from_ms(network.jitter_ms);
        let jitter_us = u32::try_from(jitter.0).unwrap_or(u32::MAX);
        let jitter_us = self.random.below(jitter_us.saturating_add(1));
        let latency = Span::from_ms(network.latency_ms);
        let slowness = self.network.slowness(connection.client, connection.server);
        let latency = latency.0.saturating_add(slowness.0);
        Span(latency.saturating_add(jitter_us.into()))
    }

    /// The first message of a line arrives, unless it is held or the link is cut: then the line
    /// waits until somebody sets it going again.
    pub(super) fn arrive(&mut self, socket: Socket, direction: Direction, turn: &mut Turn<'_>) {
        let now = self.now;
        let Some(state) = self.network.connections.get_mut(&socket) else {
            return;
        };
        let waits = |first: &MessageInFlight| first.held.is_some() || first.stopped;
        if state.in_flight(direction).first().is_none_or(waits) {
            return;
        }
        if direction == Direction::Request {
            self.come_about(socket, turn);
        }
        let Some(state) = self.network.connections.get_mut(&socket) else {
            return;
        };
        let (closing, client_gone) = (state.closing, state.client_gone);
        let line = state.in_flight_mut(direction);
        let Some(message) = take_first(line) else {
            return;
        };
        if let Some(next) = line.first() {
            self.queue.set(
                next.arrives.max(now),
                ScheduledEvent::Arrive(socket, direction),
                Some(next.trace),
            );
        } else if let (Direction::Response, Some(closing)) = (direction, closing) {
            self.queue.set(
                closing.at.max(now),
                ScheduledEvent::Close(socket),
                closing.cause,
            );
        }
        match direction {
            Direction::Request => self.request_arrives(socket, message, turn),
            Direction::Response => self.response_arrives(socket, message, turn),
        }
        if client_gone {
            self.forget_if_spent(socket);
        }
    }

    /// The attempt to connect reaches the server's machine: if somebody listens there by now, the connection stands, and
    /// only then the requests leave that wait for it.
    fn come_about(&mut self, socket: Socket, turn: &mut Turn<'_>) {
        let connection = socket.connection;
        let takes = self.listens(connection.server) && !self.has_no_power(connection.server);
        let Some(state) = self.network.connections.get_mut(&socket) else {
            return;
        };
        if !state.unestablished || !takes {
            return;
        }
        state.unestablished = false;
        let mut requests = mem::take(&mut state.requests);
        let mut unanswered = Vec::new();
        for message in &mut requests {
            if let Payload::Request(request) = &*message.payload {
                message.gist = self.with_news(connection, request.gist());
            }
            let sent = Event::MessageSent {
                message: message.id,
                connection,
                direction: Direction::Request,
                gist: message.gist,
            };
            let attempt = message.trace;
            message.trace = self.trace(connection.client, sent, &mut turn.because(attempt));
            if is_unanswered(&message.payload) {
                unanswered.push(message.trace);
            }
        }
        if let Some(state) = self.network.connections.get_mut(&socket) {
            state.requests = requests;
        }
        for sent in unanswered {
            let input = Input::Sent(connection);
            self.tell(connection.client, input, &mut turn.because(sent));
        }
    }

    /// Whether a node's process takes requests.
    pub(super) fn listens(&self, node: NodeId) -> bool {
        self.nodes.get(&node).is_some_and(|node| node.listens())
    }

    /// Whether a connection comes about: both ends hear each other, and there is power at the server. A
    /// client also waits for the server's process to say what it understands (`ApiVersions`) before it
    /// sends anything.
    fn can_connect(&self, connection: ConnectionId) -> bool {
        let ConnectionId {
            client,
            server,
            channel,
        } = connection;
        let is_cut = self.network.is_cut(client, server) || self.network.is_cut(server, client);
        let is_silent = channel == Channel::Client && self.is_paused(server);
        !is_cut && !self.has_no_power(server) && !is_silent
    }

    /// Sets lines going again, as far as nothing else stops them. What was stopped half-way still has
    /// the other half before it.
    pub(super) fn resume_lines(
        &mut self,
        which: impl Fn(&ConnectionId) -> bool,
        turn: &mut Turn<'_>,
    ) {
        for socket in self.network.sockets(which) {
            let connection = socket.connection;
            let ConnectionId { client, server, .. } = connection;
            let reaches = self.can_connect(connection);
            let Some(state) = self.network.connections.get_mut(&socket) else {
                continue;
            };
            let cannot_connect = state.unestablished && !reaches;
            let is_told = state.unacknowledged && reaches;
            if !self.network.is_cut(client, server) && !cannot_connect {
                self.resume(socket, Direction::Request);
            }
            if !self.network.is_cut(server, client) {
                self.resume(socket, Direction::Response);
            }
            let half = Span(self.latency(connection).0 / 2);
            if is_told {
                self.break_connection(socket, BreakReason::Reset, turn);
            } else {
                self.tell_of_end(socket, self.now + half);
            }
        }
    }

    fn resume(&mut self, socket: Socket, direction: Direction) {
        let half = Span(self.latency(socket.connection).0 / 2);
        let now = self.now;
        let Some(state) = self.network.connections.get_mut(&socket) else {
            return;
        };
        let mut earliest = Time::START;
        for message in state.in_flight_mut(direction) {
            message.go_on(now, half);
            message.arrives = message.arrives.max(earliest);
            earliest = message.arrives;
        }
        self.set_going(socket, direction);
    }

    /// Schedules the arrival of the first message of a line, if nobody holds it.
    pub(super) fn set_going(&mut self, socket: Socket, direction: Direction) {
        let now = self.now;
        let Some(state) = self.network.connections.get(&socket) else {
            return;
        };
        if let Some(first) = state
            .in_flight(direction)
            .first()
            .filter(|first| first.held.is_none())
        {
            self.queue.set(
                first.arrives.max(now),
                ScheduledEvent::Arrive(socket, direction),
                Some(first.trace),
            );
        }
    }

    pub(super) fn forget_if_spent(&mut self, socket: Socket) {
        if self
            .network
            .connections
            .get(&socket)
            .is_some_and(Connection::is_spent)
        {
            self.network.connections.remove(&socket);
        }
    }
}

/// Whether nobody will answer it.
fn is_unanswered(payload: &Payload) -> bool {
    matches!(payload, Payload::Request(Request::Produce(request)) if request.acks == Acks::None)
}
