//! What an onlooker sees of a producer: what is in it, and where the requests are that it waits for.

use crate::client::{BufferLevel, HandedRecord, PartitionQueue, Producer, UnansweredRequest};
use crate::id::{BrokerId, MessageId, NodeId};
use crate::sim::{Connection, ConnectionId, ConnectionState, World};
use crate::time::Time;

/// A producer, from `send` to the callback.
#[derive(Clone, Debug)]
pub struct ProducerView<'a> {
    /// The producer, which knows what its application was told (`outcomes`).
    pub producer: &'a Producer,
    /// What its application has handed over last.
    pub handed: Option<HandedRecord<'a>>,
    /// What waits to be sent, of every partition that it knows.
    pub queues: Vec<PartitionQueue<'a>>,
    /// What is under way, to every broker that it knows.
    pub brokers: Vec<BrokerSlots<'a>>,
    /// Its memory.
    pub buffer: BufferLevel<'a>,
}

/// The requests to a broker that have no answer, in the slots that there are for them.
#[derive(Clone, Debug)]
pub struct BrokerSlots<'a> {
    /// Which broker.
    pub broker: BrokerId,
    /// The connection to it.
    pub connection: ConnectionId,
    /// How many slots there are (`max.in.flight.requests.per.connection`).
    pub room: u32,
    /// When the broker is tried again, if the last connection has failed.
    pub reconnects_at: Option<Time>,
    /// What is in the slots, the oldest first.
    pub requests: Vec<SentRequest<'a>>,
}

/// A request without an answer, and where it is.
#[derive(Clone, Copy, Debug)]
pub struct SentRequest<'a> {
    /// The request, as its producer remembers it.
    pub request: UnansweredRequest<'a>,
    /// Where it is, which the producer does not know.
    pub whereabouts: Whereabouts,
}

/// Where a request without an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// On its way, or unread in its broker's socket.
    Request(MessageId),
    /// Its broker works on it, or has it wait.
    AtBroker,
    /// Its answer is on its way, or unread in the producer's socket.
    Answer(MessageId),
    /// Its connection has ended, and the producer has not learned of that yet.
    Lost,
}

impl World {
    /// What is in a producer at the moment `now`.
    #[must_use]
    pub fn producer_view(&self, id: NodeId, now: Time) -> Option<ProducerView<'_>> {
        let producer = self.producer(id)?;
        let mut brokers = Vec::new();
        for unanswered in producer.unanswered_requests(now) {
            let connection = self.newest(unanswered.connection);
            let mut requests = Vec::new();
            for (place, request) in unanswered.requests.into_iter().enumerate() {
                requests.push(SentRequest {
                    request,
                    whereabouts: whereabouts(connection, place, &request),
                });
            }
            brokers.push(BrokerSlots {
                broker: unanswered.broker,
                connection: unanswered.connection,
                room: unanswered.room,
                reconnects_at: unanswered.reconnects_at,
                requests,
            });
        }
        Some(ProducerView {
            producer,
            handed: producer.handed(),
            queues: producer.queues(now),
            brokers,
            buffer: producer.buffer_level(),
        })
    }

    /// Of the connections between two nodes the one that was opened last.
    fn newest(&self, id: ConnectionId) -> Option<&Connection> {
        let connections = self.network.connections();
        let of_both = connections.filter(|(socket, _)| socket.connection == id);
        of_both.last().map(|(_, connection)| connection)
    }
}

/// Where the request is that has so many older ones before it. Answers come in the order of the requests.
fn whereabouts(
    connection: Option<&Connection>,
    place: usize,
    request: &UnansweredRequest<'_>,
) -> Whereabouts {
    use crate::sim::Direction::{Request, Response};
    let Some(connection) = connection else {
        return Whereabouts::Lost;
    };
    let received = connection.unread_responses().iter();
    let mut answers = received.chain(connection.in_flight(Response));
    if let Some(answer) = answers.nth(place) {
        return Whereabouts::Answer(answer.id);
    }
    let unread = connection.unread_requests().iter();
    let mut requests = unread.chain(connection.in_flight(Request));
    if let Some(message) = requests.find(|message| request.is_in(message)) {
        return Whereabouts::Request(message.id);
    }
    match connection.state() {
        ConnectionState::Open | ConnectionState::Connecting => Whereabouts::AtBroker,
        ConnectionState::Broken | ConnectionState::ClosedByClient => Whereabouts::Lost,
    }
}
