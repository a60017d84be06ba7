//! What an onlooker sees of a producer: what is in it, and where the requests are that it waits for.

use crate::client::{BufferLevel, HandedRecord, PartitionQueue, Producer, UnansweredRequest};
use crate::id::{BrokerId, NodeId};
use crate::sim::{ConnectionId, Whereabouts, World};
use crate::sorted::Set;
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
    /// How many partitions the topics that it knows have besides: it hears of them with its next metadata.
    pub unheard: usize,
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
    pub whereabouts: Whereabouts<'a>,
}

impl World {
    /// What is in a producer at the moment `now`.
    #[must_use]
    pub fn producer_view(&self, id: NodeId, now: Time) -> Option<ProducerView<'_>> {
        let producer = self.producer(id)?;
        let mut brokers = Vec::new();
        for unanswered in producer.unanswered_requests(now) {
            let socket = self.network.open_socket(unanswered.connection);
            let connection = socket.and_then(|socket| self.network.connections.get(&socket));
            let mut requests = Vec::new();
            for (ahead, request) in unanswered.requests.into_iter().enumerate() {
                requests.push(SentRequest {
                    request,
                    whereabouts: connection.map_or(Whereabouts::Lost, |connection| {
                        connection.whereabouts(ahead)
                    }),
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
        let queues = producer.queues(now);
        Some(ProducerView {
            producer,
            handed: producer.handed(),
            unheard: self.unheard(&queues),
            queues,
            brokers,
            buffer: producer.buffer_level(),
        })
    }

    fn unheard(&self, queues: &[PartitionQueue<'_>]) -> usize {
        let mut topics = Set::new();
        for queue in queues {
            topics.insert(queue.partition.topic);
        }
        let partitions = self.metadata().partitions.keys();
        let there_are = partitions.filter(|it| topics.contains(&it.topic)).count();
        there_are.saturating_sub(queues.len())
    }
}
