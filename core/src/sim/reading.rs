//! How messages that have arrived are read: at once, or from their socket when the process comes to it.

use std::sync::Arc;

use super::connection::{Direction, MessageInFlight, Payload, Socket};
use super::node::Input;
use super::queue::ScheduledEvent;
use super::world::{Turn, World};
use crate::id::TraceId;
use crate::line::take_first;
use crate::time::Span;
use crate::trace::{BreakReason, Event, LossReason};
use crate::wire::{Request, Response};

impl World {
    /// A request arrives at its server's machine, which answers for a process that takes none.
    pub(super) fn request_arrives(
        &mut self,
        socket: Socket,
        message: MessageInFlight,
        turn: &mut Turn<'_>,
    ) {
        let server = socket.connection.server;
        let has_power = !self.has_no_power(server);
        let listens = self.listens(server);
        let Some(state) = self.network.connections.get_mut(&socket) else {
            return;
        };
        let forgotten = state.forgotten;
        if has_power && listens && !forgotten {
            return self.take_request(socket, message, turn);
        }
        state.unacknowledged = !has_power;
        let (lost, broken) = if forgotten {
            (LossReason::ConnectionBroken, BreakReason::Reset)
        } else {
            (LossReason::NobodyListens, BreakReason::Refused)
        };
        self.lose(socket, Direction::Request, &message, lost, turn);
        if has_power {
            self.break_connection(socket, broken, turn);
        }
    }

    fn take_request(&mut self, socket: Socket, message: MessageInFlight, turn: &mut Turn<'_>) {
        let waits = self.reads_later(socket, Direction::Request, &message);
        let Some(state) = self.network.connections.get_mut(&socket) else {
            return;
        };
        let is_next = state.busy.is_none() && state.inbox.is_empty();
        if is_next && !waits {
            state.busy = Some(message.gist);
            return self.hand_over(socket, Direction::Request, message, turn);
        }
        let cause = Some(message.trace);
        state.inbox.push(message);
        if is_next {
            self.read_later(socket, Direction::Request, cause);
        }
    }

    pub(super) fn response_arrives(
        &mut self,
        socket: Socket,
        message: MessageInFlight,
        turn: &mut Turn<'_>,
    ) {
        let waits = self.reads_later(socket, Direction::Response, &message);
        let Some(state) = self.network.connections.get_mut(&socket) else {
            return;
        };
        let is_next = state.received.is_empty();
        if is_next && !waits {
            return self.hand_over(socket, Direction::Response, message, turn);
        }
        let cause = Some(message.trace);
        state.received.push(message);
        if is_next {
            self.read_later(socket, Direction::Response, cause);
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

    /// The client reads the next answer of a connection.
    pub(super) fn receive(&mut self, socket: Socket, turn: &mut Turn<'_>) {
        let Some(state) = self.network.connections.get_mut(&socket) else {
            return;
        };
        let Some(message) = take_first(&mut state.received) else {
            return;
        };
        if let Some(next) = state.received.first() {
            let cause = Some(next.trace);
            self.read_later(socket, Direction::Response, cause);
        } else {
            self.tell_of_end(socket, self.now);
        }
        self.hand_over(socket, Direction::Response, message, turn);
    }

    /// Whether a message that arrives stays in its socket for a while.
    fn reads_later(&self, socket: Socket, direction: Direction, message: &MessageInFlight) -> bool {
        let reader = socket.connection.receiver(direction);
        self.is_paused(reader) || self.delay(reader, &message.payload) > Span::ZERO
    }

    /// Schedules the reading of the first message that waits in a socket: at once, unless its reader is
    /// slow.
    pub(super) fn read_later(
        &mut self,
        socket: Socket,
        direction: Direction,
        cause: Option<TraceId>,
    ) {
        let Some(state) = self.network.connections.get(&socket) else {
            return;
        };
        let (line, event) = match direction {
            Direction::Request => (&state.inbox, ScheduledEvent::Read(socket)),
            Direction::Response => (&state.received, ScheduledEvent::Receive(socket)),
        };
        if let Some(first) = line.first() {
            let delay = self.delay(socket.connection.receiver(direction), &first.payload);
            self.queue.set(self.now + delay, event, cause);
        }
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
}

/// Whether its reader writes to a log for it.
pub(super) fn is_written(payload: &Payload) -> bool {
    match payload {
        Payload::Request(Request::Produce(_)) => true,
        Payload::Response(Response::Fetch(response)) => {
            let mut partitions = response.partitions.iter();
            partitions.any(|read| !read.batches.is_empty())
        }
        _ => false,
    }
}
