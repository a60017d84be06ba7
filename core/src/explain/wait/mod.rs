//! Why something waits: a chain of typed reasons, from what waits back to what everything hangs on, and
//! what ends it, the first to come first.
//!
//! Nothing here decides anything. What a leader, a controller, a client or a connection would do next is
//! asked of them, by the rules by which they do it, and of the queue of future events.

mod admin;
mod answer;
mod broker;
mod chain;
mod client;
mod consumer;
mod end;
mod fetch;
mod follower;
mod high_watermark;
mod isr;
mod leaderless;
mod listed;
mod message;
mod process;
mod produce;
mod proposal;
mod reason;
mod reassignment;

pub use end::{Clock, End};
pub use listed::waits;
pub use reason::{Electable, MessageRef, Reason, Thing};

use chain::Chain;

use crate::id::{BrokerId, MessageId, NodeId, TopicPartition};
use crate::sim::{Socket, World};

/// Something that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wait {
    /// A partition that nobody leads.
    Leaderless(TopicPartition),
    /// A produce request with acks=all that is parked at its leader.
    Produce {
        /// Where it is parked.
        leader: BrokerId,
        /// On which connection it came.
        socket: Socket,
        /// The partition.
        partition: TopicPartition,
    },
    /// What a producer has for a partition and nobody has acknowledged: its oldest batch.
    Batch {
        /// The producer.
        producer: NodeId,
        /// The partition.
        partition: TopicPartition,
    },
    /// A record whose partition its producer has not heard of.
    Send {
        /// The producer.
        producer: NodeId,
    },
    /// A broker that does not serve yet, or does not stop yet.
    Broker(BrokerId),
    /// A replica outside the ISR.
    Follower {
        /// Its broker.
        broker: BrokerId,
        /// The partition.
        partition: TopicPartition,
    },
    /// A leader's proposal of another ISR.
    Proposal {
        /// The leader.
        leader: BrokerId,
        /// The partition.
        partition: TopicPartition,
    },
    /// A partition that is being moved.
    Reassignment(TopicPartition),
    /// A message that comes no further, or that nobody reads.
    Message(MessageId),
    /// What an administrator has asked for.
    Admin,
    /// A deletion of records that is parked at the leader.
    Deletion {
        /// Where it is parked.
        leader: BrokerId,
        /// On which connection it came.
        socket: Socket,
    },
    /// A consumer that has nothing to read, or has not read it yet.
    Consumer {
        /// The consumer.
        consumer: NodeId,
        /// The partition.
        partition: TopicPartition,
    },
    /// A fetch that is parked for want of data.
    Fetch {
        /// Where it is parked.
        broker: BrokerId,
        /// On which connection it came.
        socket: Socket,
    },
}

impl Wait {
    /// Whether this is how things are when all is well: readers that have read everything.
    #[must_use]
    pub fn is_routine(self) -> bool {
        matches!(self, Self::Fetch { .. } | Self::Consumer { .. })
    }
}

/// Why something waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The reasons, each the reason of the one before.
    pub reasons: Vec<Reason>,
    /// What ends it, what comes by itself first, in the order of its time. The first need not end the
    /// whole wait: it is the next that changes anything about it.
    pub ends: Vec<End>,
}

/// Why something waits; none if it does not.
#[must_use]
pub fn why(world: &World, wait: Wait) -> Option<Explanation> {
    let mut chain = Chain::new(world);
    match wait {
        Wait::Leaderless(partition) => chain.leaderless(partition),
        Wait::Produce { leader, socket, .. } => chain.produce(leader, socket),
        Wait::Batch {
            producer,
            partition,
        } => chain.batch(producer, partition),
        Wait::Send { producer } => chain.send(producer),
        Wait::Broker(broker) => chain.broker(broker),
        Wait::Follower { broker, partition } => chain.outside_isr(broker, partition),
        Wait::Proposal { leader, partition } => chain.proposal(leader, partition),
        Wait::Reassignment(partition) => chain.reassignment(partition),
        Wait::Message(message) => chain.waiting_message(message),
        Wait::Admin => chain.admin(),
        Wait::Deletion { leader, socket } => chain.deletion(leader, socket),
        Wait::Consumer {
            consumer,
            partition,
        } => chain.consumer(consumer, partition),
        Wait::Fetch { broker, socket } => chain.parked_fetch(broker, socket),
    }
    chain.explanation()
}
