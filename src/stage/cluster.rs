//! What the drawing reads from the engine: the facts of one moment, and nothing about where they
//! stand. Tests write such facts by hand; the app reads them from the world.

use highwater_core::id::{BrokerId, MessageId, NodeId, Offset, TopicPartition};
use highwater_core::log::Log;
use highwater_core::sim::{ConnectionId, Direction, PositionView, ReplicaRole, Standing};
use highwater_core::wire::{Acks, Gist};

use super::badge::Mark;

/// A cluster at a moment.
#[derive(Clone, Debug, Default)]
pub struct Cluster<'a> {
    /// The controllers, with the end of their metadata log.
    pub controllers: Vec<(NodeId, Offset)>,
    /// The brokers.
    pub brokers: Vec<Broker<'a>>,
    /// The partitions with their names, in order.
    pub partitions: Vec<Partition>,
    /// The producers.
    pub producers: Vec<Producer>,
    /// The consumers.
    pub consumers: Vec<Consumer>,
    /// The messages in flight.
    pub messages: Vec<Message<'a>>,
    /// The links that are cut.
    pub cuts: Vec<(NodeId, NodeId)>,
    /// The links that are cut from the first node to the second only.
    pub cuts_one_way: Vec<(NodeId, NodeId)>,
    /// The links that are slow, and by how many milliseconds.
    pub slow_links: Vec<(NodeId, NodeId, u64)>,
    /// Who has a connection for records open to whom: client and server.
    pub links: Vec<(NodeId, NodeId)>,
    /// Requests that wait at a broker.
    pub parked: Vec<Parked>,
    /// Records that were just cut off.
    pub ghosts: Vec<Ghost>,
    /// Messages that were just lost.
    pub lost: Vec<Lost>,
}

/// A partition.
#[derive(Clone, Debug)]
pub struct Partition {
    /// Its id.
    pub id: TopicPartition,
    /// Its name, `orders-0`.
    pub name: String,
    /// Its topic's name.
    pub topic: String,
    /// The brokers that are to hold it, the preferred leader first.
    pub replicas: Vec<BrokerId>,
    /// The in-sync replicas, as the controller has recorded them.
    pub isr: Vec<BrokerId>,
    /// The leader that the controller has recorded.
    pub elected: Option<BrokerId>,
    /// The end of the leader's log, and its high watermark, while somebody leads.
    pub ends: Option<(Offset, Offset)>,
    /// By how many records the slowest replica is behind the leader.
    pub lag: u64,
    /// How many in-sync replicas an acks=all append needs.
    pub min_isr: Option<usize>,
    /// The broker that leads it, as that broker believes.
    pub leader: Option<BrokerId>,
    /// Whether the controller has no leader for it.
    pub offline: bool,
}

/// A broker.
#[derive(Clone, Debug)]
pub struct Broker<'a> {
    /// Its id.
    pub id: BrokerId,
    /// How it stands, if its process does not work.
    pub standing: Option<Standing>,
    /// Whether the controller has fenced it.
    pub fenced: bool,
    /// What else there is to say of it.
    pub marks: Vec<BrokerMark>,
    /// Its replicas, by partition.
    pub replicas: Vec<(TopicPartition, Replica<'a>)>,
}

/// Something that there is to say of a broker.
#[derive(Clone, Debug)]
pub struct BrokerMark {
    /// Its shape.
    pub mark: Mark,
    /// Its words, in full and for where there is less room.
    pub words: [String; 2],
    /// What a screen reader says of it.
    pub name: String,
}

/// A replica.
#[derive(Clone, Debug)]
pub struct Replica<'a> {
    /// How it stands.
    pub standing: Standing,
    /// What the controller has recorded of it, whatever its broker does.
    pub role: ReplicaRole,
    /// Its log.
    pub log: &'a Log,
    /// What its badge says.
    pub badge: String,
    /// What is said beside it, in full and for where there is less room.
    pub marks: Vec<(Mark, [String; 2])>,
    /// What a screen reader says of it.
    pub name: String,
    /// By how many records it is behind its leader.
    pub lag: u64,
    /// Up to where its followers have everything, as it knows, if it leads.
    pub known: Vec<(BrokerId, Option<Offset>)>,
}

/// A producer.
#[derive(Clone, Debug)]
pub struct Producer {
    /// Its id.
    pub id: NodeId,
    /// What it asks to be promised.
    pub acks: Acks,
    /// How many records are in, as it was told; with acks=0, how many it has sent.
    pub acked: u64,
    /// Whether these are only the last ones, and there were more: with acks=0 nothing else is known of them.
    pub acked_more: bool,
    /// How many records were given up.
    pub failed: u64,
    /// Records that were sent and have no answer yet.
    pub in_flight: usize,
    /// Records that were not sent yet, or will be sent again.
    pub waiting: usize,
    /// Records whose `send` has not returned.
    pub blocked: usize,
    /// Why it does not work, if so.
    pub halt: Option<Halt>,
}

/// A consumer.
#[derive(Clone, Debug)]
pub struct Consumer {
    /// Its id.
    pub id: NodeId,
    /// Where it stands.
    pub positions: Vec<PositionView>,
    /// Why it does not work, if so.
    pub halt: Option<Halt>,
}

/// Why a client does not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Halt {
    /// So its process stands.
    Process(Standing),
    /// Its application has closed it.
    Closed,
}

impl Halt {
    /// Of a client with a process that stands so.
    #[must_use]
    pub fn of(standing: Option<Standing>, is_closed: bool) -> Option<Self> {
        let process = standing.map(Self::Process);
        process.or(is_closed.then_some(Self::Closed))
    }

    /// Whether there is no client any more, so that nothing of it goes on.
    #[must_use]
    pub fn is_over(self) -> bool {
        match self {
            Self::Process(standing) => standing.is_down(),
            Self::Closed => true,
        }
    }
}

/// A message in flight.
#[derive(Clone, Debug)]
pub struct Message<'a> {
    /// Its id.
    pub id: MessageId,
    /// The connection.
    pub connection: ConnectionId,
    /// The direction.
    pub direction: Direction,
    /// What matters in it.
    pub gist: &'a Gist,
    /// Whether somebody holds it.
    pub held: bool,
    /// What its capsule says.
    pub words: String,
    /// What it is called in full.
    pub name: String,
}

/// A request that waits at a broker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parked {
    /// Who sent it.
    pub client: NodeId,
    /// Where it waits.
    pub broker: BrokerId,
    /// On which connection.
    pub connection: ConnectionId,
    /// About which partition, of several the first.
    pub partition: Option<TopicPartition>,
    /// A produce request waits for this high watermark; a fetch waits for data.
    pub ack_at: Option<Offset>,
}

/// A message that was just lost.
#[derive(Clone, Debug)]
pub struct Lost {
    /// The connection.
    pub connection: ConnectionId,
    /// The direction.
    pub direction: Direction,
    /// What it was called in full.
    pub name: String,
}

/// Records that a replica had a moment ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ghost {
    /// Whose.
    pub broker: BrokerId,
    /// Of which partition.
    pub partition: TopicPartition,
    /// The first.
    pub from: Offset,
    /// The one after the last.
    pub to: Offset,
}

impl Broker<'_> {
    /// Its replica of a partition.
    #[must_use]
    #[inline(never)]
    pub fn replica(&self, partition: TopicPartition) -> Option<&Replica<'_>> {
        for (one, replica) in &self.replicas {
            if *one == partition {
                return Some(replica);
            }
        }
        None
    }
}

impl Message<'_> {
    /// The partition that it is about; of several, the one that it speaks of.
    #[must_use]
    pub fn partition(&self) -> Option<TopicPartition> {
        match self.gist {
            Gist::Produce { partition, .. }
            | Gist::ProduceAnswer { partition, .. }
            | Gist::AlterPartition { partition, .. }
            | Gist::AlterPartitionAnswer { partition, .. } => Some(*partition),
            Gist::Fetch { partition, .. } | Gist::FetchAnswer { partition, .. } => *partition,
            Gist::BrokerRegistration { .. }
            | Gist::BrokerHeartbeat { .. }
            | Gist::FetchMetadata { .. }
            | Gist::FetchMetadataAnswer { .. }
            | Gist::Plain { .. }
            | Gist::Connect { .. } => None,
        }
    }
}

impl Cluster<'_> {
    /// The partition with that id.
    #[must_use]
    #[inline(never)]
    pub fn partition(&self, id: TopicPartition) -> Option<&Partition> {
        self.partitions.iter().find(|partition| partition.id == id)
    }
}
