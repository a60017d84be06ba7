//! What can be done once more is told: how slow, which replicas, what name.

use highwater_core::command::{AdminCommand, Command};
use highwater_core::id::{NodeId, Offset, TopicId, TopicPartition};
use highwater_core::sim::World;

use super::kind::FormKind;

/// A node's number among all of them.
fn number_of(node: NodeId) -> u64 {
    let (kind, id) = match node {
        NodeId::Controller(id) => (0, id.0),
        NodeId::Broker(id) => (1, id.0),
        NodeId::Producer(id) => (2, id.0),
        NodeId::Consumer(id) => (3, id.0),
        NodeId::Admin => (4, 0),
    };
    (kind << 16) | u64::from(id)
}

/// A command that lacks its values still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A record through a producer.
    Send(NodeId),
    /// Records through a producer at a steady pace.
    SendSteadily(NodeId),
    /// How much longer a broker takes over everything.
    SlowBroker(NodeId),
    /// How much longer a broker takes over what it writes.
    SlowDisk(NodeId),
    /// How much longer messages travel between two nodes.
    SlowLink(NodeId, NodeId),
    /// Other replicas for a partition.
    Reassign(TopicPartition),
    /// A setting of a topic.
    AlterTopic(TopicId),
    /// A setting of all brokers.
    AlterBrokers,
    /// More partitions for a topic.
    AddPartitions(TopicId),
    /// The end of the older records of a partition, from an offset that one has picked, or from none.
    DeleteRecords(TopicPartition, Option<Offset>),
    /// A new topic.
    CreateTopic,
    /// One more producer.
    StartProducer,
    /// One more consumer.
    StartConsumer,
    /// A call of a consumer's that is told something.
    Call(NodeId, CallForm),
    /// How much longer a consumer's application takes over each record.
    SlowProcessing(NodeId),
    /// How many of the next records it cannot process.
    FailNext(NodeId),
    /// Where the group of a consumer is read on.
    ResetOffsets(NodeId),
}

/// A call of a consumer's (`KafkaConsumer`) with what it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallForm {
    /// `subscribe`, with topics.
    Subscribe,
    /// `assign`, with partitions.
    Assign,
    /// `poll`, for so long.
    Poll,
    /// `seek`, in a partition to an offset.
    Seek,
    /// `pause`, of a partition.
    Pause,
    /// `resume`, of a partition.
    Resume,
    /// `commitSync`, in a partition of an offset.
    CommitOffset,
}

impl CallForm {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::Subscribe,
        Self::Assign,
        Self::Poll,
        Self::Seek,
        Self::Pause,
        Self::Resume,
        Self::CommitOffset,
    ];

    /// What Kafka calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Subscribe => "subscribe",
            Self::Assign => "assign",
            Self::Poll => "poll",
            Self::Seek => "seek",
            Self::Pause => "pause",
            Self::Resume => "resume",
            Self::CommitOffset => "commitSync",
        }
    }
}

impl Form {
    /// A number that tells it from the forms that stand beside it.
    #[must_use]
    pub fn key(&self) -> u64 {
        let partition = |id: &TopicPartition| [id.topic.0.into(), id.partition.0.into()];
        let (kind, [a, b]) = match self {
            Self::Send(node) => (0, [number_of(*node), 0]),
            Self::SendSteadily(node) => (1, [number_of(*node), 0]),
            Self::SlowBroker(node) => (2, [number_of(*node), 0]),
            Self::SlowDisk(node) => (3, [number_of(*node), 0]),
            Self::SlowLink(a, b) => (4, [number_of(*a), number_of(*b)]),
            Self::Reassign(id) => (5, partition(id)),
            Self::AlterTopic(topic) => (6, [topic.0.into(), 0]),
            Self::AlterBrokers => (7, [0, 0]),
            Self::AddPartitions(topic) => (8, [topic.0.into(), 0]),
            Self::DeleteRecords(id, None) => (9, partition(id)),
            Self::CreateTopic => (10, [0, 0]),
            Self::StartProducer => (11, [0, 0]),
            Self::StartConsumer => (12, [0, 0]),
            Self::Call(node, call) => (13, [number_of(*node), *call as u64]),
            Self::SlowProcessing(node) => (14, [number_of(*node), 0]),
            Self::FailNext(node) => (15, [number_of(*node), 0]),
            Self::ResetOffsets(node) => (16, [number_of(*node), 0]),
            // Last, since every offset has a number of its own.
            Self::DeleteRecords(id, Some(offset)) => {
                let [topic, index] = partition(id);
                (17 + offset.0.unsigned_abs(), [topic, index])
            }
        };
        (kind << 40) ^ (a << 20) ^ b
    }

    /// Whether that is what the form asks for.
    #[must_use]
    pub fn makes(&self, command: &Command, world: &World) -> bool {
        FormKind::of(command) == Some(self.kind()) && self.is_about(command, world)
    }

    /// Of a command that such a form asks for, whether it is this one.
    fn is_about(&self, command: &Command, world: &World) -> bool {
        use AdminCommand::{AlterConfig, CreatePartitions, DeleteRecords, Reassign, ResetOffsets};
        let is_called = |topic: TopicId, name: &str| {
            let topic = world.metadata().topics.get(&topic);
            topic.is_some_and(|topic| *topic.name == *name)
        };
        match (self, command) {
            (
                Self::Send(node) | Self::SendSteadily(node),
                Command::Produce { producer: of, .. } | Command::SendSteadily { producer: of, .. },
            )
            | (
                Self::SlowBroker(node) | Self::SlowDisk(node),
                Command::SlowBroker { broker: of, .. } | Command::SlowDisk { broker: of, .. },
            )
            | (
                Self::Call(node, _) | Self::SlowProcessing(node) | Self::FailNext(node),
                Command::CallConsumer { consumer: of, .. }
                | Command::DisturbLoop { consumer: of, .. },
            ) => node == of,
            (Self::SlowLink(a, b), Command::SlowLink { a: c, b: d, .. }) => (a, b) == (c, d),
            (Self::ResetOffsets(node), Command::Admin(ResetOffsets { group, .. })) => {
                let consumer = world.consumer(*node);
                consumer.is_some_and(|consumer| consumer.is_of(group))
            }
            (Self::AlterTopic(id), Command::Admin(AlterConfig { topic, .. })) => {
                topic.as_ref().is_some_and(|topic| is_called(*id, topic))
            }
            (Self::AddPartitions(id), Command::Admin(CreatePartitions { topic, .. })) => {
                is_called(*id, topic)
            }
            (
                Self::Reassign(id) | Self::DeleteRecords(id, _),
                Command::Admin(
                    Reassign {
                        topic, partition, ..
                    }
                    | DeleteRecords {
                        topic, partition, ..
                    },
                ),
            ) => id.partition == *partition && is_called(id.topic, topic),
            (
                Self::AlterBrokers | Self::CreateTopic | Self::StartProducer | Self::StartConsumer,
                _,
            ) => true,
            _ => false,
        }
    }
}
