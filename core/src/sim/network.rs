//! What lies between the nodes: connections, and links that are cut.

use serde::{Deserialize, Serialize};

use super::connection::{
    Connection, ConnectionId, Direction, MIDDLE_PERMILLE, MessageInFlight, Socket,
};
use crate::id::{MessageId, NodeId};
use crate::sorted::{Map, Set};
use crate::time::Time;

/// The network.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Network {
    pub(crate) connections: Map<Socket, Connection>,
    /// Links that carry nothing, by sender and receiver.
    cuts: Set<(NodeId, NodeId)>,
}

impl Network {
    /// The connections that stand, or on which something is still under way.
    pub fn connections(&self) -> impl Iterator<Item = (Socket, &Connection)> {
        self.connections
            .iter()
            .map(|(socket, connection)| (*socket, connection))
    }

    /// Every message on its way, by connection, the first to arrive first.
    #[must_use]
    pub fn messages(&self) -> Vec<(Socket, Direction, &MessageInFlight)> {
        let mut messages = Vec::new();
        for (socket, connection) in &self.connections {
            for direction in Direction::BOTH {
                for message in connection.in_flight(direction) {
                    messages.push((*socket, direction, message));
                }
            }
        }
        messages
    }

    /// The message with that id, if it is on its way.
    #[must_use]
    pub fn message(&self, id: MessageId) -> Option<(Socket, Direction, &MessageInFlight)> {
        let mut messages = self.messages().into_iter();
        messages.find(|(_, _, message)| message.id == id)
    }

    /// Whether nothing gets through from one node to the other.
    #[must_use]
    pub fn is_cut(&self, from: NodeId, to: NodeId) -> bool {
        self.cuts.contains(&(from, to))
    }

    /// The links that are cut, each pair once, the smaller node first.
    pub fn cut_links(&self) -> impl Iterator<Item = (NodeId, NodeId)> {
        self.cuts.iter().copied().filter(|(a, b)| a < b)
    }

    /// Cuts a link both ways, in its middle: what is past it arrives, what is not stops there.
    /// False if it was cut already.
    pub(crate) fn cut(&mut self, a: NodeId, b: NodeId, now: Time) -> bool {
        if self.is_cut(a, b) {
            return false;
        }
        self.cuts.extend([(a, b), (b, a)]);
        for (socket, connection) in &mut self.connections {
            if socket.connection.is_between(a, b) {
                for direction in Direction::BOTH {
                    for message in connection.in_flight_mut(direction) {
                        message.stopped = message.travelled_permille(now) <= MIDDLE_PERMILLE;
                    }
                }
            }
        }
        true
    }

    /// Heals a link both ways; false if it was not cut. Messages that the cut stopped still stand:
    /// see [`MessageInFlight::go_on`].
    pub(crate) fn heal(&mut self, a: NodeId, b: NodeId) -> bool {
        let was_cut = self.cuts.remove(&(a, b));
        self.cuts.remove(&(b, a));
        was_cut
    }

    /// The connection that the client now uses, if one is open.
    pub(crate) fn open_socket(&self, connection: ConnectionId) -> Option<Socket> {
        let last = Socket {
            connection,
            incarnation: u64::MAX,
        };
        let (socket, newest) = self.connections.range(..=last).next_back()?;
        (socket.connection == connection && !newest.client_gone).then_some(*socket)
    }

    /// The sockets for which `which` holds.
    pub(crate) fn sockets(&self, which: impl Fn(&ConnectionId) -> bool) -> Vec<Socket> {
        self.connections
            .keys()
            .filter(|socket| which(&socket.connection))
            .copied()
            .collect()
    }
}
