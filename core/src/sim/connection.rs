//! A connection, as TCP is: first in, first out, both ways; it breaks as a whole.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::id::{MessageId, NodeId, TraceId};
use crate::time::{Span, Time};
use crate::trace::BreakReason;
use crate::wire::{Gist, Request, Response};

/// Which connection between two nodes: who opens it, to whom, and for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ConnectionId {
    /// Who opens it and sends requests on it.
    pub client: NodeId,
    /// Who answers.
    pub server: NodeId,
    /// What it is for.
    pub channel: Channel,
}

impl ConnectionId {
    /// Whether these are its two ends.
    #[must_use]
    pub fn is_between(self, a: NodeId, b: NodeId) -> bool {
        (self.client, self.server) == (a, b) || (self.client, self.server) == (b, a)
    }

    /// The sender of a message that travels in that direction.
    #[must_use]
    pub fn sender(self, direction: Direction) -> NodeId {
        match direction {
            Direction::Request => self.client,
            Direction::Response => self.server,
        }
    }

    /// The receiver of a message that travels in that direction.
    #[must_use]
    pub fn receiver(self, direction: Direction) -> NodeId {
        self.sender(direction.opposite())
    }
}

/// What a connection is for. Two nodes may have several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Channel {
    /// A client's connection to a broker or the controller.
    Client,
    /// A follower's replica fetcher to the leader.
    Fetcher,
    /// Registration and heartbeats to the controller.
    Heartbeat,
    /// AlterPartition to the controller.
    AlterPartition,
    /// The fetch of the metadata log from the controller.
    Metadata,
    /// A client's connection to the coordinator of its group, beside the one to the same broker for
    /// everything else: so that a fetch that waits holds no heartbeat up (the node of id
    /// `Integer.MAX_VALUE` − broker id).
    Coordinator,
    /// What a broker asks the controller for on behalf of a client, such as the internal topic that a group
    /// needs.
    Forwarding,
}

/// One connection that was opened: a connection that is opened again is another one, and an answer
/// to a request on the earlier one reaches nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Socket {
    /// Between whom, for what.
    pub connection: ConnectionId,
    /// Counted over the whole run.
    pub incarnation: u64,
}

/// Which way a message travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Direction {
    /// From the client to the server.
    Request,
    /// From the server to the client.
    Response,
}

impl Direction {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::Request, Self::Response];

    /// The other one.
    #[must_use]
    pub(crate) fn opposite(self) -> Self {
        match self {
            Self::Request => Self::Response,
            Self::Response => Self::Request,
        }
    }
}

/// What a message carries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Payload {
    /// A request.
    Request(Request),
    /// An answer.
    Response(Response),
}

/// A message on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageInFlight {
    /// Its number over the whole run.
    pub id: MessageId,
    /// What matters in it.
    pub gist: Gist,
    /// All of it.
    pub payload: Arc<Payload>,
    /// When it left; moved on by the time for which it was held.
    pub sent: Time,
    /// When it arrives, if nothing holds it up.
    pub arrives: Time,
    /// Since when somebody holds it.
    pub held: Option<Time>,
    /// Whether a cut stops it in the middle of its way.
    pub stopped: bool,
    /// The trace of its sending.
    pub(crate) trace: TraceId,
}

/// Where a link is cut, in thousandths of a message's way.
pub(crate) const MIDDLE_PERMILLE: u32 = 500;

impl MessageInFlight {
    /// How much of its way it has come at `now`, in thousandths. A message that is held stays where
    /// it was, one that a cut stops does not pass the middle, and one that waits behind another does
    /// not pass its end.
    #[must_use]
    pub fn travelled_permille(&self, now: Time) -> u32 {
        let now = self.held.unwrap_or(now);
        let whole = self.arrives.since(self.sent).0.max(1);
        let part = now.since(self.sent).0.min(whole);
        let way = u32::try_from(part.saturating_mul(1_000) / whole).unwrap_or(1_000);
        if self.stopped {
            way.min(MIDDLE_PERMILLE)
        } else {
            way
        }
    }

    /// Whether it comes nearer to its end at `now`: nobody holds it, and no cut has stopped it yet.
    #[must_use]
    pub fn is_moving(&self, now: Time) -> bool {
        let reached_the_cut = self.stopped && self.travelled_permille(now) == MIDDLE_PERMILLE;
        self.held.is_none() && !reached_the_cut
    }

    /// The cut that stopped it is healed: if it had come to the middle, it still has the other half
    /// before it, which takes `half`.
    pub(crate) fn go_on(&mut self, now: Time, half: Span) {
        if !self.stopped {
            return;
        }
        let now = self.held.unwrap_or(now);
        let stood = self.travelled_permille(now) == MIDDLE_PERMILLE;
        self.stopped = false;
        if stood {
            self.sent = now - half;
            self.arrives = now + half;
        }
    }

    /// Nobody holds it any more: it goes on from where it was.
    pub(crate) fn let_go(&mut self, now: Time) {
        if let Some(held) = self.held.take() {
            let pause = now.since(held);
            self.sent = self.sent + pause;
            self.arrives = self.arrives + pause;
        }
    }
}

/// The state of a connection while it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    pub(crate) requests: Vec<MessageInFlight>,
    pub(crate) responses: Vec<MessageInFlight>,
    /// Requests that arrived and that the server has not read: it is busy with the one before, slow,
    /// or paused.
    pub(crate) inbox: Vec<MessageInFlight>,
    /// Answers that arrived and that the client has not read.
    pub(crate) received: Vec<MessageInFlight>,
    /// The request that the server works on or has parked.
    pub(crate) busy: Option<Gist>,
    /// The client has closed its end: requests still arrive, answers reach nobody.
    pub(crate) client_gone: bool,
    /// The server could not be reached when the client opened it, or nobody listened there, and that is so
    /// since: nothing but the attempt has left the client.
    pub(crate) unestablished: bool,
    /// The server's machine has lost its power since, and knows nothing of this connection.
    pub(crate) forgotten: bool,
    /// Something arrived there while the power was off: the client's machine sends it again, and is
    /// told that the connection is gone once the server's is back.
    pub(crate) unacknowledged: bool,
    /// The connection is broken; the client learns of it at that time, after what precedes it.
    pub(crate) closing: Option<Closing>,
}

/// What has become of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConnectionState {
    /// It carries messages both ways.
    Open,
    /// The client has opened it, and nothing but the attempt has left it: the server could not be reached, or nobody
    /// listened there.
    Connecting,
    /// It has ended, and the client has not learned of that yet.
    Broken,
    /// The client has closed its end: what it had sent still arrives, answers reach nobody.
    ClosedByClient,
}

/// The end of a connection, on its way to the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Closing {
    pub(crate) at: Time,
    pub(crate) reason: BreakReason,
    pub(crate) cause: Option<TraceId>,
}

impl Connection {
    /// The messages that travel that way, the first to arrive first.
    #[must_use]
    pub fn in_flight(&self, direction: Direction) -> &[MessageInFlight] {
        match direction {
            Direction::Request => &self.requests,
            Direction::Response => &self.responses,
        }
    }

    pub(crate) fn in_flight_mut(&mut self, direction: Direction) -> &mut Vec<MessageInFlight> {
        match direction {
            Direction::Request => &mut self.requests,
            Direction::Response => &mut self.responses,
        }
    }

    /// Requests that arrived and that the server has not read, the oldest first.
    #[must_use]
    pub fn unread_requests(&self) -> &[MessageInFlight] {
        &self.inbox
    }

    /// Answers that arrived and that the client has not read, the oldest first.
    #[must_use]
    pub fn unread_responses(&self) -> &[MessageInFlight] {
        &self.received
    }

    /// The one or the other.
    #[must_use]
    pub fn unread_of(&self, direction: Direction) -> &[MessageInFlight] {
        match direction {
            Direction::Request => &self.inbox,
            Direction::Response => &self.received,
        }
    }

    /// The request that the server works on or has parked.
    #[must_use]
    pub fn request_in_work(&self) -> Option<&Gist> {
        self.busy.as_ref()
    }

    /// What has become of it.
    #[must_use]
    pub fn state(&self) -> ConnectionState {
        if self.client_gone {
            ConnectionState::ClosedByClient
        } else if self.closing.is_some() {
            ConnectionState::Broken
        } else if self.unestablished {
            ConnectionState::Connecting
        } else {
            ConnectionState::Open
        }
    }

    /// How many messages arrived and wait in a socket to be read.
    #[must_use]
    pub(crate) fn unread(&self) -> usize {
        self.inbox.len() + self.received.len()
    }

    /// When the client can learn that the connection has ended: there is nothing to read before.
    #[must_use]
    pub(crate) fn end_to_tell(&self) -> Option<Closing> {
        self.closing
            .filter(|_| self.responses.is_empty() && self.received.is_empty())
    }

    /// Whether nobody will ever hear of this connection again.
    pub(crate) fn is_spent(&self) -> bool {
        self.client_gone && self.requests.is_empty() && self.inbox.is_empty() && self.busy.is_none()
    }
}
