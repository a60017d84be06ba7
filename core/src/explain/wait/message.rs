//! A message on its way, or in a socket where nobody has read it.

use super::chain::Chain;
use super::{Clock, End, MessageRef, Reason};
use crate::client::Consumer;
use crate::command::Fault;
use crate::id::{MessageId, NodeId};
use crate::sim::{ConnectionId, Direction, MessageInFlight, Socket, Timer};

/// Where a message is.
struct Place<'a> {
    socket: Socket,
    direction: Direction,
    /// The line in which it stands: on its way, or in the socket of its reader.
    line: &'a [MessageInFlight],
    is_unread: bool,
    index: usize,
}

impl<'a> Chain<'a> {
    /// A message that comes no further, or that nobody reads.
    pub fn waiting_message(&mut self, id: MessageId) {
        if self.way_of(id) {
            self.patience_for(id);
        }
    }

    /// What becomes of a message. False if there is none.
    pub fn way_of(&mut self, id: MessageId) -> bool {
        let Some(place) = self.place_of(id) else {
            return false;
        };
        if place.is_unread {
            self.in_socket(&place);
        } else {
            self.on_its_way(&place);
        }
        true
    }

    fn on_its_way(&mut self, place: &Place<'_>) {
        let message = &place.line[place.index];
        let stands = |it: &&MessageInFlight| it.held.is_some() || it.stopped;
        let line = &place.line[..=place.index];
        let Some(ahead) = line.iter().find(stands) else {
            self.ends(End::Arrival {
                message: message.id,
                at: message.arrives.max(self.now()),
            });
            if self.because(Reason::InFlight(named(place, message))) {
                // A frozen reader leaves it in its socket.
                let connection = place.socket.connection;
                self.is_frozen(connection.receiver(place.direction));
            }
            return;
        };
        let first = named(place, ahead);
        if ahead.id != message.id {
            self.last(Reason::Behind {
                message: named(place, message),
                ahead: first,
            });
        }
        if ahead.held.is_some() {
            self.last(Reason::Held(first));
            self.cure(Fault::Held(ahead.id));
        }
        if ahead.stopped {
            self.stopped(place, first);
        }
    }

    /// A message that a cut stops, or that has not left because no connection comes about.
    fn stopped(&mut self, place: &Place<'_>, message: MessageRef) {
        let connection = place.socket.connection;
        let (client, server) = (connection.client, connection.server);
        let state = self.world.network().connections.get(&place.socket);
        let unestablished = state.is_some_and(|state| state.unestablished);
        if !unestablished || place.direction == Direction::Response {
            self.last(Reason::Stopped(message));
            let (from, to) = (
                connection.sender(place.direction),
                connection.receiver(place.direction),
            );
            return self.heal(from, to);
        }
        self.last(Reason::NotConnected(message));
        self.heal(client, server);
        self.heal(server, client);
        if self.world.has_no_power(server) {
            self.cure(Fault::PoweredOff(server));
        }
        if self.world.is_paused(server) {
            self.cure(Fault::Paused(server));
        }
    }

    /// A message that has arrived and was not read.
    fn in_socket(&mut self, place: &Place<'_>) {
        let first = named(place, &place.line[0]);
        let (socket, direction) = (place.socket, place.direction);
        let reader = socket.connection.receiver(direction);
        if place.index > 0 {
            self.last(Reason::Behind {
                message: named(place, &place.line[place.index]),
                ahead: first,
            });
        }
        if !self.because(Reason::Unread(first)) || self.is_frozen(reader) {
            return;
        }
        match self.world.reads_at(socket, direction) {
            Some(at) => {
                // Whoever was frozen reads at once, and is not slow.
                if at > self.now() {
                    self.last(Reason::ReadsLate(reader));
                }
                self.at(Clock::Reads(reader), at);
            }
            None if direction == Direction::Request => self.parked(socket),
            None => {}
        }
    }

    /// The client of a message's connection may give it up first. What has left the client is read all
    /// the same; an answer, and what has not left, is lost then.
    fn patience_for(&mut self, id: MessageId) {
        let Some(place) = self.place_of(id) else {
            return;
        };
        let (socket, direction) = (place.socket, place.direction);
        let network = self.world.network();
        let state = network.connections.get(&socket);
        let has_left = state.is_none_or(|state| !state.unestablished);
        let is_open = network.open_socket(socket.connection) == Some(socket);
        if is_open && (direction == Direction::Response || !has_left) {
            self.patience(socket.connection);
        }
    }

    /// The client of a connection gives it up some time.
    pub fn patience(&mut self, connection: ConnectionId) {
        let client = self.world.consumer(connection.client);
        let joins = client.is_some_and(|client| client.awaits_others_on(connection));
        let clock = match joins {
            true => Clock::JoinTimesOut(connection),
            false => Clock::AnswerTimesOut(connection),
        };
        // One that was frozen looks at what has arrived before it looks whose time is up (`NetworkClient.poll`).
        let timer = Timer::RequestTimeout(connection);
        let at = self.world.timer_at(connection.client, timer);
        if at.is_some_and(|at| at > self.now()) {
            self.timer(connection.client, timer, clock);
        }
        // Heartbeats are answered on the same connection, and in order: it may give its coordinator up before.
        let session = self.world.timer_at(connection.client, Timer::Session);
        let coordinator = client.and_then(Consumer::heartbeats_on);
        if coordinator == Some(connection) && session.zip(at).is_some_and(|(it, at)| it < at) {
            self.loses_coordinator(connection.client);
        }
    }

    /// When a classic member gives up a coordinator that does not answer its heartbeats.
    pub fn loses_coordinator(&mut self, consumer: NodeId) {
        self.timer(consumer, Timer::Session, Clock::LosesCoordinator(consumer));
    }

    fn place_of(&self, id: MessageId) -> Option<Place<'a>> {
        for (socket, connection) in self.world.network().connections() {
            for direction in Direction::BOTH {
                for (line, is_unread) in [
                    (connection.in_flight(direction), false),
                    (connection.unread_of(direction), true),
                ] {
                    if let Some(index) = line.iter().position(|message| message.id == id) {
                        return Some(Place {
                            socket,
                            direction,
                            line,
                            is_unread,
                            index,
                        });
                    }
                }
            }
        }
        None
    }
}

fn named(place: &Place<'_>, message: &MessageInFlight) -> MessageRef {
    MessageRef {
        id: message.id,
        connection: place.socket.connection,
        direction: place.direction,
        gist: message.gist,
    }
}
