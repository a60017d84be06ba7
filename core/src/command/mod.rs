//! What a person, a lesson or a search may do to a cluster, and why it may be refused.

mod admin;
mod call;
mod fault;
mod refusal;

pub use admin::{AdminCommand, ElectionType, OffsetTarget};
pub use call::{ConsumerCall, ProducerCall};
pub use fault::{Fault, LoopFault};
pub use refusal::Refusal;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::id::{MessageId, NodeId, PartitionIndex};
use crate::scenario::{ConsumerSpec, ProducerSpec};

/// Something done to the cluster from outside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// An application hands a record to a producer.
    Produce {
        /// The producer, `p1`.
        producer: NodeId,
        /// The topic's name.
        topic: Arc<str>,
        /// The partition, if whoever sends has chosen one; otherwise the producer's partitioner does.
        #[serde(default)]
        partition: Option<PartitionIndex>,
        /// The key, or none.
        #[serde(default)]
        key: Option<Arc<str>>,
        /// The value, or none.
        #[serde(default)]
        value: Option<Arc<str>>,
    },
    /// An application hands records to a producer at a steady pace from now on, with values that go on
    /// counting: v1, v2, …. It takes the place of what that producer's application sent by itself.
    SendSteadily {
        /// The producer, `p1`.
        producer: NodeId,
        /// The topic's name.
        topic: Arc<str>,
        /// The partitions, in turn; with none the producer's partitioner chooses.
        #[serde(default)]
        partitions: Vec<PartitionIndex>,
        /// The time from one record to the next, at least 1.
        every_ms: u64,
    },
    /// A producer's application makes a call other than `send`.
    CallProducer {
        /// The producer, `p1`.
        producer: NodeId,
        /// Which call.
        call: ProducerCall,
    },
    /// A producer's application sends nothing by itself any more.
    StopSending(NodeId),
    /// The application of a consumer makes a call.
    CallConsumer {
        /// The consumer, `c1`.
        consumer: NodeId,
        /// The call.
        call: ConsumerCall,
    },
    /// Something befalls the loop of a consumer's application.
    DisturbLoop {
        /// The consumer, `c1`.
        consumer: NodeId,
        /// What.
        fault: LoopFault,
    },
    /// One more producer: an application that has it starts now. It is called by the next number.
    StartProducer(Arc<ProducerSpec>),
    /// One more consumer, likewise.
    StartConsumer(Arc<ConsumerSpec>),
    /// A broker's process dies; its machine and its page cache live on. So does a client's, and what its
    /// application had in memory is gone.
    Crash(NodeId),
    /// A broker's machine loses power: its process dies, what was not on its disk yet is gone, and
    /// nobody is told.
    PowerLoss(NodeId),
    /// A broker or a client that does not run is started again.
    Restart(NodeId),
    /// The process of a broker or a client is stopped where it is (SIGSTOP): its sockets stay open, and what
    /// is sent to it waits there.
    Pause(NodeId),
    /// A paused process goes on.
    Resume(NodeId),
    /// A broker is asked to stop in good order (SIGTERM): it gives its leaderships away first.
    Shutdown(NodeId),
    /// A broker takes that much longer over everything that it is sent, and over answering what waited
    /// for a high watermark that has moved; 0 ends it.
    SlowBroker {
        /// The broker.
        broker: NodeId,
        /// How much longer.
        by_ms: u64,
    },
    /// A broker takes that much longer over everything that it has to write to its log; 0 ends it.
    SlowDisk {
        /// The broker.
        broker: NodeId,
        /// How much longer.
        by_ms: u64,
    },
    /// Messages between two nodes travel that much longer, either way; 0 ends it.
    SlowLink {
        /// One of them.
        a: NodeId,
        /// The other.
        b: NodeId,
        /// How much longer.
        by_ms: u64,
    },
    /// Nothing gets through between two nodes any more, either way, and nobody is told.
    Cut(NodeId, NodeId),
    /// Nothing gets through from one node to another any more; the other way it does.
    CutOneWay {
        /// Who is not heard any more.
        from: NodeId,
        /// By whom.
        to: NodeId,
    },
    /// The link carries messages again, either way, and what was sent meanwhile.
    Heal(NodeId, NodeId),
    /// A broker is cut off from the controller and from the other brokers; clients still reach it.
    Isolate(NodeId),
    /// An isolated broker is reached again.
    Rejoin(NodeId),
    /// A message in flight stays where it is, and what is behind it on its connection with it.
    Hold(MessageId),
    /// A held message goes on.
    Release(MessageId),
    /// A message in flight is lost, and its connection breaks with it.
    Lose(MessageId),
    /// The admin client asks for something.
    Admin(AdminCommand),
    /// Every fault in force ends: links heal, held messages go on, dead brokers start.
    HealAll,
    /// What would still happen by itself (the scenario's script, and what producers are sent steadily) is
    /// dropped.
    StopScript,
}

impl Command {
    /// Whether what it does stands behind the engine's gates: see
    /// [`Scenario::needs_gates`](crate::scenario::Scenario::needs_gates).
    #[must_use]
    pub fn needs_gates(&self) -> bool {
        match self {
            Self::Produce { partition, .. } => partition.is_none(),
            Self::Crash(NodeId::Producer(_)) => true,
            Self::Crash(_)
            | Self::Restart(_)
            | Self::Pause(_)
            | Self::Resume(_)
            | Self::Shutdown(_)
            | Self::SlowBroker { .. }
            | Self::SlowLink { .. }
            | Self::Cut(..)
            | Self::Heal(..) => false,
            Self::SendSteadily { .. }
            | Self::CallProducer { .. }
            | Self::StopSending(_)
            | Self::CallConsumer { .. }
            | Self::DisturbLoop { .. }
            | Self::StartProducer(_)
            | Self::StartConsumer(_)
            | Self::PowerLoss(_)
            | Self::SlowDisk { .. }
            | Self::CutOneWay { .. }
            | Self::Isolate(_)
            | Self::Rejoin(_)
            | Self::Hold(_)
            | Self::Release(_)
            | Self::Lose(_)
            | Self::Admin(_)
            | Self::HealAll
            | Self::StopScript => true,
        }
    }
}
