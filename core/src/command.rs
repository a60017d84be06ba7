//! What a person, a lesson or a search may do to a cluster, and why it may be refused.

use core::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::client::ConsumerCall;
use crate::group::classic::GroupId;
use crate::id::{BrokerId, MessageId, NodeId, Offset, PartitionIndex};
use crate::metadata::TopicSpec;
use crate::time::Time;

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
    /// The application of a consumer makes a call, or something happens to its loop.
    Consumer {
        /// The consumer, `c1`.
        consumer: NodeId,
        /// The call.
        call: ConsumerCall,
    },
    /// A broker's process dies; its machine and its page cache live on. So does a consumer's.
    Crash(NodeId),
    /// A broker's machine loses power: its process dies, what was not on its disk yet is gone, and
    /// nobody is told.
    PowerLoss(NodeId),
    /// A broker that does not run is started again.
    Restart(NodeId),
    /// A broker's process is stopped where it is (SIGSTOP): its sockets stay open, and what is sent to
    /// it waits there.
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
            | Self::Consumer { .. }
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

/// A call of a producer's (`KafkaProducer`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ProducerCall {
    /// It is made, where it is not made before something is sent.
    Create,
    /// Nothing lingers until everything that was sent before is answered (`flush`).
    Flush,
    /// It takes no more records, and sends what it has (`close`).
    Close {
        /// How long the application waits for that; what is not answered then has failed.
        timeout_ms: u64,
    },
}

/// What an administrator asks of the cluster (`Admin`, `kafka-topics`, `kafka-leader-election`,
/// `kafka-reassign-partitions`, `kafka-configs`, `kafka-delete-records`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum AdminCommand {
    /// A new topic.
    CreateTopic(TopicSpec),
    /// More partitions for a topic.
    CreatePartitions {
        /// The topic's name.
        topic: Arc<str>,
        /// How many it is to have in all.
        count: u32,
        /// The replicas of each new one; empty: the controller places them.
        #[serde(default)]
        assignment: Vec<Vec<BrokerId>>,
    },
    /// Other replicas for a partition.
    Reassign {
        /// The topic's name.
        topic: Arc<str>,
        /// The partition.
        partition: PartitionIndex,
        /// The replicas, the preferred leader first; without them, a reassignment under way is
        /// cancelled.
        #[serde(default)]
        replicas: Option<Vec<BrokerId>>,
    },
    /// An election.
    ElectLeader {
        /// Of which kind.
        election: ElectionType,
        /// The topic's name.
        topic: Arc<str>,
        /// The partition.
        partition: PartitionIndex,
    },
    /// Another value for a setting, while the cluster runs.
    AlterConfig {
        /// The topic's name; without it, all brokers.
        #[serde(default)]
        topic: Option<Arc<str>>,
        /// Kafka's name of the key.
        key: Arc<str>,
        /// The value; without it, the default.
        #[serde(default)]
        value: Option<Arc<str>>,
    },
    /// The records of a partition below an offset are deleted.
    DeleteRecords {
        /// The topic's name.
        topic: Arc<str>,
        /// The partition.
        partition: PartitionIndex,
        /// The first offset that stays.
        before_offset: Offset,
    },
    /// What a group is doing is asked for (`kafka-consumer-groups --describe`): for that a coordinator has to
    /// be there.
    DescribeGroup(GroupId),
    /// A group without members goes, with everything that it has committed.
    DeleteGroup(GroupId),
    /// What a group without members has committed of a topic becomes something else
    /// (`kafka-consumer-groups --reset-offsets`).
    ResetOffsets {
        /// The group.
        group: GroupId,
        /// The topic's name.
        topic: Arc<str>,
        /// Where each partition is to be read from.
        to: OffsetTarget,
    },
}

impl AdminCommand {
    /// Whether it is about a group, so that the group's coordinator is asked.
    #[must_use]
    pub fn is_about_groups(&self) -> bool {
        matches!(
            self,
            Self::DescribeGroup(_) | Self::DeleteGroup(_) | Self::ResetOffsets { .. }
        )
    }
}

/// Where an administrator has a group read on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum OffsetTarget {
    /// At the first record that is there (`--to-earliest`).
    Earliest,
    /// At the end (`--to-latest`).
    Latest,
    /// At an offset, or at the next one that the log has (`--to-offset`).
    Offset(Offset),
    /// So many records further on, or back, than what was committed (`--shift-by`).
    ShiftBy(i64),
    /// At the first record that was created then or later, or at the end (`--to-datetime`, `--by-duration`).
    Since(Time),
}

/// Which election an administrator asks for (`ElectionType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ElectionType {
    /// The preferred leader, if it is in sync.
    Preferred,
    /// Anybody who is alive, when nobody who is in sync is.
    Unclean,
}

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
    /// A steady load names no partition, or leaves no time between its records.
    EmptyLoad(NodeId),
    /// The consumer is closed, or its application is in another call.
    NotBetweenCalls(NodeId),
    /// The producer is sent nothing by itself.
    NotSending(NodeId),
    /// Nothing would happen by itself.
    NothingToStop,
    /// The broker's process is not running.
    NotRunning(NodeId),
    /// The broker's process is running already.
    AlreadyRunning(NodeId),
    /// The broker's process is paused already.
    AlreadyPaused(NodeId),
    /// The broker's process is not paused.
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

/// A fault that is in force, with the command that ends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// A broker's process is dead.
    Crashed(NodeId),
    /// A broker's machine has no power.
    PoweredOff(NodeId),
    /// A broker has stopped in good order.
    Stopped(NodeId),
    /// A broker's process is paused.
    Paused(NodeId),
    /// A broker takes so many milliseconds longer over everything.
    SlowBroker(NodeId, u64),
    /// A broker takes so many milliseconds longer over what it writes.
    SlowDisk(NodeId, u64),
    /// Messages between two nodes travel so many milliseconds longer.
    SlowLink(NodeId, NodeId, u64),
    /// A link is cut.
    Cut(NodeId, NodeId),
    /// A link is cut from the first to the second.
    CutOneWay(NodeId, NodeId),
    /// A broker is cut off from the controller and the other brokers.
    Isolated(NodeId),
    /// A message is held.
    Held(MessageId),
}

impl Fault {
    /// The command that ends it.
    #[must_use]
    pub fn cure(self) -> Command {
        match self {
            Self::Crashed(node) | Self::PoweredOff(node) | Self::Stopped(node) => {
                Command::Restart(node)
            }
            Self::Paused(node) => Command::Resume(node),
            Self::SlowBroker(broker, _) => Command::SlowBroker { broker, by_ms: 0 },
            Self::SlowDisk(broker, _) => Command::SlowDisk { broker, by_ms: 0 },
            Self::SlowLink(a, b, _) => Command::SlowLink { a, b, by_ms: 0 },
            Self::Cut(a, b) | Self::CutOneWay(a, b) => Command::Heal(a, b),
            Self::Isolated(node) => Command::Rejoin(node),
            Self::Held(message) => Command::Release(message),
        }
    }
}
