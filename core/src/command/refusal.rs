//! Why a command is refused.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::id::{MessageId, NodeId};

/// Why a command was not carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// There is no such node, or it is of another kind than the command is for.
    NoSuchNode(NodeId),
    /// The cluster would have more partitions than a simulation can hold.
    TooManyPartitions {
        /// How many it may have in all.
        most: u32,
    },
    /// The cluster would have more producers, or more consumers, than a simulation shows.
    TooManyClients {
        /// How many of a kind it may have.
        most: u32,
    },
    /// No producer is made with that configuration: [`check_producer`](crate::scenario::check_producer) says why.
    ImpossibleProducer,
    /// No consumer is made with that configuration, or for what its application is to do:
    /// [`check_consumer`](crate::scenario::check_consumer) says why.
    ImpossibleConsumer,
    /// A steady load names no partition, or leaves no time between its records.
    EmptyLoad(NodeId),
    /// The application of the consumer is in another call.
    NotBetweenCalls(NodeId),
    /// The consumer is closed: it takes no call any more.
    ConsumerClosed(NodeId),
    /// The application of the consumer polls in a loop already.
    AlreadyPolling(NodeId),
    /// The producer is sent nothing by itself.
    NotSending(NodeId),
    /// Nothing would happen by itself.
    NothingToStop,
    /// The process is not running.
    NotRunning(NodeId),
    /// The process is running already.
    AlreadyRunning(NodeId),
    /// The process is paused already.
    AlreadyPaused(NodeId),
    /// The process is paused, so that its application calls nothing.
    Frozen(NodeId),
    /// The process is not paused.
    NotPaused(NodeId),
    /// The broker is on its way out already.
    AlreadyShuttingDown(NodeId),
    /// The broker is isolated already.
    AlreadyIsolated(NodeId),
    /// The broker is not isolated.
    NotIsolated(NodeId),
    /// It is as slow, or as quick, as that already.
    NothingChanges,
    /// No such message is in flight.
    NotInFlight(MessageId),
    /// The message is held already.
    AlreadyHeld(MessageId),
    /// The message is not held.
    NotHeld(MessageId),
    /// Both ends of the link are the same node.
    LinkToItself(NodeId),
    /// The link is cut already.
    AlreadyCut(NodeId, NodeId),
    /// The link is not cut.
    NotCut(NodeId, NodeId),
    /// Nothing is broken.
    NothingToHeal,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl core::error::Error for Refusal {}
