//! No message appears or vanishes: on each connection, messages sent = delivered + lost + under way
//! (I15).

use crate::id::MessageId;
use crate::sorted::{Map, Set};

use super::invariant::{Breach, Invariant};
use crate::sim::{ConnectionId, Direction, Socket, World};
use crate::trace::{Event, Trace};
use crate::wire::Gist;

/// How many messages are to be under way, by connection.
#[derive(Clone, Debug, Default)]
pub(super) struct Messages {
    under_way: Map<ConnectionId, usize>,
    /// Those that wait for their connection: they are under way already when they leave.
    attempts: Set<MessageId>,
    /// The connection that was counted last without having been touched.
    last_counted: Option<ConnectionId>,
}

impl Messages {
    /// The ledger begins with what is under way.
    pub(super) fn new(world: &World) -> Self {
        let sockets = world.network().connections();
        let connections = sockets.map(|(socket, _)| socket.connection);
        let count = |connection| (connection, under_way(world, connection));
        Self {
            under_way: connections.map(count).collect(),
            attempts: attempts(world),
            last_counted: None,
        }
    }

    /// Counts what a step sent, delivered and lost, and the connections on which it did so.
    pub(super) fn observe(&mut self, world: &World, traces: &[Trace], breaches: &mut Vec<Breach>) {
        let mut touched: Vec<ConnectionId> = Vec::new();
        for trace in traces {
            let (connection, change) = match &trace.event {
                Event::MessageSent {
                    message,
                    connection,
                    gist,
                    ..
                } => (*connection, self.sent(*message, gist)),
                Event::MessageArrived { connection, .. } => (*connection, -1),
                Event::MessageLost {
                    message,
                    connection,
                    ..
                } => {
                    self.attempts.remove(message);
                    (*connection, -1)
                }
                Event::Disconnected { connection, .. } => (*connection, 0),
                _ => continue,
            };
            let count = self.under_way.get_or_default(connection);
            *count = count.wrapping_add_signed(change);
            if !touched.contains(&connection) {
                touched.push(connection);
            }
        }
        touched.extend(self.next_untouched());
        for connection in touched {
            let counted = self.under_way.get_or_default(connection);
            let there = under_way(world, connection);
            if *counted != there {
                *counted = there;
                let breach = Breach::of(Invariant::Structure);
                breaches.push(Breach {
                    broker: connection.server.broker(),
                    ..breach
                });
            }
        }
    }

    /// How many more messages there are by what was sent.
    fn sent(&mut self, message: MessageId, gist: &Gist) -> isize {
        let is_attempt = matches!(gist, Gist::Connect { .. });
        if is_attempt {
            self.attempts.insert(message);
        }
        match !is_attempt && self.attempts.remove(&message) {
            true => 0,
            false => 1,
        }
    }

    /// With each step one more connection is counted, in turn, so that nothing vanishes from one that
    /// is never touched again.
    fn next_untouched(&mut self) -> Option<ConnectionId> {
        use core::ops::Bound::{Excluded, Unbounded};
        let after = self.last_counted.map_or(Unbounded, Excluded);
        let mut next = self.under_way.range((after, Unbounded));
        self.last_counted = next.next().map(|(connection, _)| *connection);
        self.last_counted
    }
}

/// The messages that wait for their connection.
fn attempts(world: &World) -> Set<MessageId> {
    let under_way = world.network().messages().into_iter();
    let waits = under_way.filter(|(_, _, message)| matches!(message.gist, Gist::Connect { .. }));
    waits.map(|(_, _, message)| message.id).collect()
}

/// How many messages are on a connection, or wait in its server's socket to be read.
fn under_way(world: &World, connection: ConnectionId) -> usize {
    let socket = |incarnation| Socket {
        connection,
        incarnation,
    };
    let mut count = 0;
    for (_, line) in world
        .network()
        .connections
        .range(socket(0)..=socket(u64::MAX))
    {
        for direction in Direction::BOTH {
            count += line.in_flight(direction).len();
        }
        count += line.unread();
    }
    count
}
