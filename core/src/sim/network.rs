//! What lies between the nodes: connections, and links that are cut or slow.

use serde::{Deserialize, Serialize};

use super::connection::{
    Connection, ConnectionId, Direction, MIDDLE_PERMILLE, MessageInFlight, Socket,
};
use crate::id::{MessageId, NodeId};
use crate::sorted::{Map, Set};
use crate::time::{Span, Time};

/// The network.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Network {
    pub(crate) connections: Map<Socket, Connection>,
    /// Links that carry nothing, by sender and receiver.
    cuts: Set<(NodeId, NodeId)>,
    /// Brokers that neither reach the controller and the other brokers nor are reached by them.
    isolated: Set<NodeId>,
    /// How much longer messages travel between two nodes, the smaller node first.
    slow: Map<(NodeId, NodeId), Span>,
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
        self.find(id, Connection::in_flight)
    }

    /// The message with that id, if it has arrived in a socket and nobody has read it.
    #[must_use]
    pub fn unread_message(&self, id: MessageId) -> Option<(Socket, Direction, &MessageInFlight)> {
        self.find(id, Connection::unread_of)
    }

    fn find(
        &self,
        id: MessageId,
        line: impl Fn(&Connection, Direction) -> &[MessageInFlight],
    ) -> Option<(Socket, Direction, &MessageInFlight)> {
        for (socket, connection) in &self.connections {
            for direction in Direction::BOTH {
                let mut messages = line(connection, direction).iter();
                if let Some(message) = messages.find(|message| message.id == id) {
                    return Some((*socket, direction, message));
                }
            }
        }
        None
    }

    /// Whether nothing gets through from one node to the other.
    #[must_use]
    pub fn is_cut(&self, from: NodeId, to: NodeId) -> bool {
        self.cuts.contains(&(from, to)) || self.is_isolated_from(from, to)
    }

    fn is_isolated_from(&self, a: NodeId, b: NodeId) -> bool {
        (self.is_isolated(a) && is_server(b)) || (self.is_isolated(b) && is_server(a))
    }

    /// Whether a broker is cut off from the controller and from the other brokers.
    #[must_use]
    pub fn is_isolated(&self, broker: NodeId) -> bool {
        self.isolated.contains(&broker)
    }

    /// The links that are cut both ways, each pair once, the smaller node first.
    pub fn cut_links(&self) -> impl Iterator<Item = (NodeId, NodeId)> {
        let both_ways = |(a, b): &(NodeId, NodeId)| a < b && self.cuts.contains(&(*b, *a));
        self.cuts.iter().copied().filter(both_ways)
    }

    /// The links that are cut from the first node to the second, and not the other way.
    pub fn links_cut_one_way(&self) -> impl Iterator<Item = (NodeId, NodeId)> {
        let one_way = |(from, to): &(NodeId, NodeId)| !self.cuts.contains(&(*to, *from));
        self.cuts.iter().copied().filter(one_way)
    }

    /// The links on which messages travel longer, with how much longer that is.
    pub fn slow_links(&self) -> impl Iterator<Item = (NodeId, NodeId, Span)> {
        let slow = self.slow.iter();
        slow.map(|((a, b), span)| (*a, *b, *span))
    }

    /// How much longer messages travel between two nodes.
    #[must_use]
    pub(crate) fn slowness(&self, a: NodeId, b: NodeId) -> Span {
        let slow = self.slow.get(&(a.min(b), a.max(b)));
        slow.copied().unwrap_or(Span::ZERO)
    }

    /// From now on messages between two nodes travel that much longer.
    pub(crate) fn slow_down(&mut self, a: NodeId, b: NodeId, by: Span) {
        let link = (a.min(b), a.max(b));
        if by == Span::ZERO {
            self.slow.remove(&link);
        } else {
            self.slow.insert(link, by);
        }
    }

    /// Whether somebody has cut the link, that way.
    #[must_use]
    pub(crate) fn has_cut(&self, from: NodeId, to: NodeId) -> bool {
        self.cuts.contains(&(from, to))
    }

    /// Cuts a link one way, in its middle: what is past it arrives, what is not stops there.
    pub(crate) fn cut(&mut self, from: NodeId, to: NodeId, now: Time) {
        self.cuts.insert((from, to));
        self.stop_messages(now);
    }

    /// Heals a link both ways. Messages that the cut stopped still stand: see
    /// [`MessageInFlight::go_on`].
    pub(crate) fn heal(&mut self, a: NodeId, b: NodeId) {
        self.cuts.remove(&(a, b));
        self.cuts.remove(&(b, a));
    }

    /// Cuts a broker off from the controller and from the other brokers, as by cutting their links.
    pub(crate) fn isolate(&mut self, broker: NodeId, now: Time) {
        self.isolated.insert(broker);
        self.stop_messages(now);
    }

    /// An isolated broker is reached again; what was stopped still stands.
    pub(crate) fn rejoin(&mut self, broker: NodeId) {
        self.isolated.remove(&broker);
    }

    fn stop_messages(&mut self, now: Time) {
        for socket in self.sockets(|_| true) {
            let ConnectionId { client, server, .. } = socket.connection;
            for (direction, from, to) in [
                (Direction::Request, client, server),
                (Direction::Response, server, client),
            ] {
                let is_cut = self.is_cut(from, to);
                let Some(connection) = self.connections.get_mut(&socket).filter(|_| is_cut) else {
                    continue;
                };
                for message in connection.in_flight_mut(direction) {
                    message.stopped |= message.travelled_permille(now) <= MIDDLE_PERMILLE;
                }
            }
        }
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

    /// Whether a connection that its client has opened has not come about yet.
    pub(crate) fn is_connecting(&self, connection: ConnectionId) -> bool {
        let socket = self.open_socket(connection);
        socket.is_some_and(|socket| self.is_unestablished(socket))
    }

    /// Whether that one has not come about yet.
    pub(crate) fn is_unestablished(&self, socket: Socket) -> bool {
        let state = self.connections.get(&socket);
        state.is_some_and(|state| state.unestablished)
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

/// Whether a node is of the cluster, and no client of it.
pub(super) fn is_server(node: NodeId) -> bool {
    matches!(node, NodeId::Controller(_) | NodeId::Broker(_))
}
