//! How messages get from one node to another.

use std::sync::Arc;

use super::connection::{Connection, ConnectionId, Direction, MessageInFlight, Payload, Socket};
use super::node::{Actor as _, Input};
use super::queue::Due;
use super::world::{Turn, World};
use crate::id::{MessageId, NodeId, TraceId};
use crate::line::take_first;
use crate::time::{Span, Time};
use crate::trace::{BreakReason, Event, LossReason};
use crate::wire::{Gist, Request, Response};

impl World {
    /// Puts a request on its way; the connection opens if it is not open.
    pub(super) fn send(&mut self, connection: ConnectionId, request: Request, turn: &mut Turn<'_>) {
        let socket = self.network.open_socket(connection).unwrap_or_else(|| {
            let socket = Socket {
                connection,
                incarnation: self.next_incarnation,
            };
            self.next_incarnation += 1;
            let ConnectionId { client, server, .. } = connection;
            let unestablished = self.network.is_cut(client, server);
            let state = Connection {
                unestablished,
                ..Connection::default()
            };
            self.network.connections.insert(socket, state);
            socket
        });
        let gist = self.with_news(connection, request.gist());
        self.put(
            socket,
            Direction::Request,
            gist,
            Payload::Request(request),
            turn,
        );
    }

    /// Puts an answer on its way, if its connection still stands, and frees the server for the next
    /// request. Without a response (acks=0) it only does the latter.
    pub(super) fn respond(
        &mut self,
        socket: Socket,
        response: Option<Response>,
        turn: &mut Turn<'_>,
    ) {
        let now = self.now;
        let Some(connection) = self.network.connections.get_mut(&socket) else {
            return;
        };
        let Some(request) = connection.busy.take() else {
            return;
        };
        if !connection.inbox.is_empty() {
            self.queue.set(now, Due::Read(socket), turn.cause);
        }
        let client_gone = connection.client_gone;
        let listens = !client_gone && connection.closing.is_none();
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
        let sent = Event::MessageSent {
            message,
            connection,
            direction,
            gist,
        };
        let trace = self.trace(connection.sender(direction), sent, turn);
        let latency = self.latency();
        let now = self.now;
        let (from, to) = (connection.sender(direction), connection.receiver(direction));
        let stopped = self.network.is_cut(from, to);
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
            self.trace(connection.sender(direction), lost, &mut turn.because(trace));
            return;
        }
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
            self.queue
                .set(arrives, Due::Arrive(socket, direction), Some(trace));
        }
    }

    /// How long one message travels.
    pub(super) fn latency(&mut self) -> Span {
        let network = self.scenario.network;
        let jitter = Span::from_ms(network.jitter_ms);
        let jitter_us = u32::try_from(jitter.0).unwrap_or(u32::MAX);
        let jitter_us = self.random.below(jitter_us.saturating_add(1));
        let latency = Span::from_ms(network.latency_ms);
        Span(latency.0.saturating_add(jitter_us.into()))
    }

    /// The first message of a line arrives, unless it is held or the link is cut: then the line
    /// waits until somebody sets it going again.
    pub(super) fn arrive(&mut self, socket: Socket, direction: Direction, turn: &mut Turn<'_>) {
        let now = self.now;
        let Some(state) = self.network.connections.get_mut(&socket) else {
            return;
        };
        let (closing, client_gone) = (state.closing, state.client_gone);
        let line = state.in_flight_mut(direction);
        let waits = |first: &MessageInFlight| first.held.is_some() || first.stopped;
        if line.first().is_none_or(waits) {
            return;
        }
        let Some(message) = take_first(line) else {
            return;
        };
        if let Some(next) = line.first() {
            self.queue.set(
                next.arrives.max(now),
                Due::Arrive(socket, direction),
                Some(next.trace),
            );
        } else if let (Direction::Response, Some(closing)) = (direction, closing) {
            self.queue
                .set(closing.at.max(now), Due::Close(socket), closing.cause);
        }
        match direction {
            Direction::Request => self.request_arrives(socket, message, turn),
            Direction::Response => self.hand_over(socket, direction, message, turn),
        }
        if client_gone {
            self.forget_if_spent(socket);
        }
    }

    fn request_arrives(&mut self, socket: Socket, message: MessageInFlight, turn: &mut Turn<'_>) {
        let running = self
            .nodes
            .get(&socket.connection.server)
            .is_some_and(|node| node.listens());
        let Some(state) = self.network.connections.get_mut(&socket) else {
            return;
        };
        if !running {
            self.lose(
                socket,
                Direction::Request,
                &message,
                LossReason::NobodyListens,
                turn,
            );
            self.break_connection(socket, BreakReason::Refused, turn);
        } else if state.busy.is_some() || !state.inbox.is_empty() {
            state.inbox.push(message);
        } else {
            state.busy = Some(message.gist);
            self.hand_over(socket, Direction::Request, message, turn);
        }
    }

    /// The server reads the next request of a connection.
    pub(super) fn read(&mut self, socket: Socket, turn: &mut Turn<'_>) {
        let Some(state) = self.network.connections.get_mut(&socket) else {
            return;
        };
        if state.busy.is_some() {
            return;
        }
        let Some(message) = take_first(&mut state.inbox) else {
            return;
        };
        state.busy = Some(message.gist);
        self.hand_over(socket, Direction::Request, message, turn);
    }

    fn hand_over(
        &mut self,
        socket: Socket,
        direction: Direction,
        message: MessageInFlight,
        turn: &mut Turn<'_>,
    ) {
        let connection = socket.connection;
        let receiver = connection.receiver(direction);
        let arrived = Event::MessageArrived {
            message: message.id,
            connection,
            direction,
            gist: message.gist,
        };
        let trace = self.trace(receiver, arrived, &mut turn.because(message.trace));
        let input = match Arc::unwrap_or_clone(message.payload) {
            Payload::Request(request) => Input::Request(socket, request),
            Payload::Response(response) => Input::Response(connection, response),
        };
        self.tell(receiver, input, &mut turn.because(trace));
    }

    /// Sets every line between two nodes going again, after a cut. What was stopped half-way still
    /// has the other half before it.
    pub(super) fn resume_between(&mut self, a: NodeId, b: NodeId, cause: Option<TraceId>) {
        let between = |connection: &ConnectionId| connection.is_between(a, b);
        for socket in self.network.sockets(between) {
            for direction in Direction::BOTH {
                self.resume(socket, direction);
            }
            let half = Span(self.latency().0 / 2);
            let at = self.now + half;
            let Some(state) = self.network.connections.get(&socket) else {
                continue;
            };
            if state.closing.is_some() && state.responses.is_empty() {
                self.queue.set(at, Due::Close(socket), cause);
            }
        }
    }

    fn resume(&mut self, socket: Socket, direction: Direction) {
        let half = Span(self.latency().0 / 2);
        let now = self.now;
        let Some(state) = self.network.connections.get_mut(&socket) else {
            return;
        };
        state.unestablished = false;
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
                Due::Arrive(socket, direction),
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
