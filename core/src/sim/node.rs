//! The actors, and the one way in which anything reaches them.

use serde::{Deserialize, Serialize};

use super::{ConnectionId, Out, Socket, Timer};
use crate::broker::Broker;
use crate::client::{Admin, Consumer, Producer};
use crate::controller::Controller;
use crate::log::Record;
use crate::trace::BreakReason;
use crate::wire::{Request, Response};

/// What an actor is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// Its process starts.
    Start,
    /// Its process dies at once: what was only in its memory is gone.
    Crash,
    /// Its machine loses power: what was not on its disk is gone, too.
    PowerLoss,
    /// It is asked to stop in good order.
    Shutdown,
    /// An administrator asks for something.
    Admin(crate::command::AdminCommand),
    /// A request was read; whom to answer comes with it.
    Request(Socket, Request),
    /// A request that gets no answer (acks=0) has left on that connection
    /// (`NetworkClient.handleCompletedSends`).
    Sent(ConnectionId),
    /// An answer arrived. Answers come in the order of the requests.
    Response(ConnectionId, Response),
    /// A connection of its own has ended: nobody knows which of the unanswered requests were
    /// processed.
    Disconnected(ConnectionId, BreakReason),
    /// An application calls its consumer.
    CallConsumer(crate::command::ConsumerCall),
    /// Something befalls a consumer's loop.
    LoopFault(crate::command::LoopFault),
    /// A timer of its own.
    Timer(Timer),
    /// An application sends a record (`KafkaProducer.send`).
    Send {
        /// The topic's name, as the application knows it.
        topic: std::sync::Arc<str>,
        /// The partition, if the application chose one.
        partition: Option<crate::id::PartitionIndex>,
        /// The record.
        record: Record,
    },
    /// An application makes another call of its producer's.
    CallProducer(crate::command::ProducerCall),
}

/// Whoever can be told something.
pub(crate) trait Actor {
    /// Takes one input; what it wants done goes to `out`.
    fn on(&mut self, input: Input, out: &mut Out<'_>);

    /// Whether its process runs.
    fn is_running(&self) -> bool {
        true
    }

    /// Whether its process takes requests; a connection to one that does not is refused.
    fn listens(&self) -> bool {
        self.is_running()
    }
}

/// One of the actors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Node {
    /// A controller.
    Controller(Controller),
    /// A broker.
    Broker(Broker),
    /// A producer.
    Producer(Producer),
    /// A consumer.
    Consumer(Consumer),
    /// The admin client.
    Admin(Admin),
}

impl Node {
    fn actor(&self) -> &dyn Actor {
        match self {
            Self::Controller(actor) => actor,
            Self::Broker(actor) => actor,
            Self::Producer(actor) => actor,
            Self::Consumer(actor) => actor,
            Self::Admin(actor) => actor,
        }
    }
}

impl Actor for Node {
    fn on(&mut self, input: Input, out: &mut Out<'_>) {
        match self {
            Self::Controller(actor) => actor.on(input, out),
            Self::Broker(actor) => actor.on(input, out),
            Self::Producer(actor) => actor.on(input, out),
            Self::Consumer(actor) => actor.on(input, out),
            Self::Admin(actor) => actor.on(input, out),
        }
    }

    fn is_running(&self) -> bool {
        self.actor().is_running()
    }

    fn listens(&self) -> bool {
        self.actor().listens()
    }
}
