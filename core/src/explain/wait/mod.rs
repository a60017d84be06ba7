//! Why something waits: a chain of typed reasons, from what waits back to what everything hangs on, and
//! what ends it, the first to come first.
//!
//! Nothing here decides anything. What a leader, a controller, a client or a connection would do next is
//! asked of them, by the rules by which they do it, and of the queue of future events.

mod absent;
mod admin;
mod answer;
mod application;
mod broker;
mod buffer;
mod chain;
mod client;
mod commit;
mod consumer;
mod coordinator;
mod end;
mod fetch;
mod follower;
mod high_watermark;
mod idle;
mod isr;
mod leaderless;
mod listed;
mod member;
mod message;
mod process;
mod produce;
mod proposal;
mod reason;
mod reassignment;
mod reconciliation;
mod silence;
mod unattended;

pub use crate::client::AfterPollInterval;
pub use end::{Clock, End};
pub use listed::waits;
pub use reason::{
    AfterRefusal, Electable, GroupReason, MessageRef, ProducerReason, Reason, Thing, WaitingCall,
    WhyJoin,
};

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
    /// A record for which there is no room in its producer's buffer.
    Memory {
        /// The producer.
        producer: NodeId,
    },
    /// `flush` or `close` of a producer.
    Call {
        /// The producer.
        producer: NodeId,
    },
    /// A broker that does not serve yet, or does not stop yet.
    Broker(BrokerId),
    /// A process that is frozen.
    Frozen(NodeId),
    /// A high watermark below the end of its leader's log.
    HighWatermark {
        /// The leader.
        leader: BrokerId,
        /// The partition.
        partition: TopicPartition,
    },
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
    /// What a producer has for a partition and nobody has acknowledged: its oldest batch.
    Batch {
        /// The producer.
        producer: NodeId,
        /// The partition.
        partition: TopicPartition,
    },
    /// What comes after that on its partition, and is kept behind it.
    NextBatch {
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
    /// A member that does not have what it is to have.
    Member {
        /// The consumer.
        consumer: NodeId,
    },
    /// A member that has what it is to have, and does not know who coordinates its group.
    Coordinator {
        /// The consumer.
        consumer: NodeId,
    },
    /// A commit that has no answer.
    Commit {
        /// The consumer.
        consumer: NodeId,
    },
    /// A consumer whose application works on records.
    Processing {
        /// The consumer.
        consumer: NodeId,
    },
    /// A member for which no partition is left.
    Idle {
        /// The consumer.
        consumer: NodeId,
    },
    /// A partition that its group leaves to a member whose process has ended.
    Unattended {
        /// The consumer that was this member.
        consumer: NodeId,
        /// The partition.
        partition: TopicPartition,
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
    /// Whether this is how things are when all is well: readers that have read everything, records that are
    /// worked on, members for which there is nothing, batches that linger, and high watermarks that follow.
    #[must_use]
    pub fn is_routine(self, world: &World) -> bool {
        match self {
            Self::Fetch { .. }
            | Self::Consumer { .. }
            | Self::Processing { .. }
            | Self::Idle { .. } => true,
            Self::HighWatermark { .. } => {
                why(world, self).is_none_or(|explained| !explained.needs_help())
            }
            Self::Batch {
                producer,
                partition,
            } => {
                let client = world
                    .producer(producer)
                    .filter(|_| !world.is_paused(producer));
                client.is_some_and(|client| client::lingers(client, partition, world.now()))
            }
            _ => false,
        }
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

impl Explanation {
    /// Whether it takes a person, or more replicas in sync, to end it.
    fn needs_help(&self) -> bool {
        let is_command = |end: &End| matches!(end, End::Command(_));
        let is_too_small = |reason: &Reason| matches!(reason, Reason::UnderMinIsr { .. });
        self.ends.iter().any(is_command) || self.reasons.iter().any(is_too_small)
    }
}

/// Why something waits; none if it does not.
#[must_use]
pub fn why(world: &World, wait: Wait) -> Option<Explanation> {
    let mut chain = Chain::new(world);
    explain(&mut chain, wait);
    chain.explanation()
}

/// Whether something waits at all.
fn is_waiting(world: &World, wait: Wait) -> bool {
    let mut chain = Chain::of_one(world);
    explain(&mut chain, wait);
    chain.has_reason()
}

fn explain(chain: &mut Chain<'_>, wait: Wait) {
    match wait {
        Wait::Leaderless(partition) => chain.leaderless(partition),
        Wait::Produce { leader, socket, .. } => chain.produce(leader, socket),
        Wait::Batch {
            producer,
            partition,
        } => chain.batch(producer, partition),
        Wait::NextBatch {
            producer,
            partition,
        } => chain.next_batch(producer, partition),
        Wait::Send { producer } => chain.send(producer),
        Wait::Memory { producer } => chain.memory(producer),
        Wait::Call { producer } => chain.call(producer),
        Wait::Member { consumer } => chain.member(consumer),
        Wait::Coordinator { consumer } => chain.lost_coordinator(consumer),
        Wait::Commit { consumer } => chain.commit(consumer),
        Wait::Processing { consumer } => chain.processing(consumer),
        Wait::Idle { consumer } => chain.idle(consumer),
        Wait::Unattended {
            consumer,
            partition,
        } => chain.unattended(consumer, partition),
        Wait::Broker(broker) => chain.broker(broker),
        Wait::Frozen(node) => {
            chain.is_frozen(node);
        }
        Wait::HighWatermark { leader, partition } => chain.low_high_watermark(leader, partition),
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
}
