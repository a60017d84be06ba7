//! What can be wrong with a scenario, and what would be right.

use core::fmt;

use super::VERSION;
use crate::config::{TOPIC_NAME_LENGTH_MAX, TopicConfigError};
use crate::id::{NodeId, PartitionIndex};

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where: the path of keys and indexes to the value, `topics[0].assignment[1]`.
    pub path: String,
    /// What, and what would be right.
    pub kind: ProblemKind,
}

/// The kinds of things that are wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The file is of another version of the format.
    Version(u32),
    /// A number is out of its bounds.
    OutOfBounds {
        /// The number.
        value: u64,
        /// The smallest allowed.
        least: u64,
        /// The largest allowed.
        most: u64,
    },
    /// A node that the scenario does not have, or of another kind than is wanted here.
    UnknownNode(NodeId),
    /// A topic that the scenario does not have.
    UnknownTopic(String),
    /// A partition that the topic does not have.
    UnknownPartition(PartitionIndex),
    /// A topic's name that Kafka refuses (`INVALID_TOPIC_EXCEPTION`), or that is there twice.
    TopicName(String),
    /// Something else is expected here.
    Expected(Requirement),
    /// A topic configuration that Kafka refuses (`INVALID_CONFIG`).
    Config(TopicConfigError),
    /// A command that needs the id of a message, which no file can know.
    NotScriptable,
}

/// What keeps a producer from being idempotent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdempotenceConflict {
    /// It sends nothing again (`retries`).
    Retries,
    /// It does not wait for every in-sync replica (`acks`).
    Acks,
    /// It has more requests in flight than a log remembers batches
    /// (`max.in.flight.requests.per.connection`): so many.
    InFlight(u32),
    /// It is to write in transactions, and is not idempotent (`transactional.id`).
    Transactional,
}

impl IdempotenceConflict {
    /// The setting.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Retries => "retries",
            Self::Acks => "acks",
            Self::InFlight(_) => "max.in.flight.requests.per.connection",
            Self::Transactional => "transactional.id",
        }
    }

    fn requirement(self) -> &'static str {
        match self {
            Self::Retries => "retries above 0, since the producer is to be idempotent",
            Self::Acks => "acks=all, since the producer is to be idempotent",
            Self::InFlight(_) => "at most 5, unless enable.idempotence is false",
            Self::Transactional => "none, since the producer is not idempotent",
        }
    }
}

/// What keeps a consumer from being made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsumerConflict {
    /// It is to commit by itself, and belongs to no group (`enable.auto.commit`).
    CommitWithoutGroup,
    /// Its heartbeats are as rare as its session is long (`heartbeat.interval.ms`).
    HeartbeatInterval,
    /// A key of the classic protocol is set in the consumer protocol.
    OnlyClassic(&'static str),
    /// A key of the consumer protocol is set in the classic protocol.
    OnlyConsumer(&'static str),
    /// It subscribes to topics, and belongs to no group (`group.id`).
    SubscribesWithoutGroup,
    /// It subscribes to topics and is given partitions, too (`subscribe`, `assign`).
    TwoSubscriptions,
}

impl ConsumerConflict {
    fn requirement(self) -> &'static str {
        match self {
            Self::CommitWithoutGroup => "false, since the consumer has no group.id",
            Self::HeartbeatInterval => "less than session.timeout.ms",
            Self::OnlyClassic(_) => "its default, since group.protocol is consumer",
            Self::OnlyConsumer(_) => "its default, since group.protocol is classic",
            Self::SubscribesWithoutGroup => "a group.id, since the consumer subscribes to topics",
            Self::TwoSubscriptions => "either topics or partitions",
        }
    }
}

/// What is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Requirement {
    /// Of an idempotent producer, some setting.
    Idempotence(IdempotenceConflict),
    /// Of a consumer, some setting.
    Consumer(ConsumerConflict),
    /// No transactions: the engine does not have them yet.
    NoTransactions,
    /// One or more brokers, each once.
    Replicas,
    /// As many replicas as the topic's first partition has.
    SameReplicas,
    /// Either an assignment, or how many partitions and replicas there are.
    OneOfBoth,
    /// An offset of a record.
    Offset,
    /// An offset of a record, or -1: all that is committed.
    OffsetOrCommitted,
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Idempotence(conflict) => conflict.requirement(),
            Self::Consumer(conflict) => conflict.requirement(),
            Self::NoTransactions => "none: transactions come later",
            Self::Replicas => "one or more brokers, each once",
            Self::SameReplicas => "as many replicas as the first partition has",
            Self::OneOfBoth => {
                "either an assignment, or how many partitions and replicas there are"
            }
            Self::Offset => "an offset from 0",
            Self::OffsetOrCommitted => "an offset from 0, or -1 for all that is committed",
        })
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.kind)
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version(found) => {
                write!(
                    f,
                    "this is version {found} of the format, and this engine reads {VERSION}"
                )
            }
            Self::OutOfBounds { value, least, most } => {
                write!(f, "{value} is out of bounds: expected {least} to {most}")
            }
            Self::UnknownNode(node) => {
                write!(
                    f,
                    "the scenario has no {node}, or it is of the wrong kind for this place"
                )
            }
            Self::UnknownTopic(name) => write!(f, "the scenario has no topic `{name}`"),
            Self::UnknownPartition(index) => write!(f, "the topic has no partition {index}"),
            Self::TopicName(name) => write!(
                f,
                "topic name `{name}` is invalid or not unique: expected 1 to {TOPIC_NAME_LENGTH_MAX} ASCII \
                 letters, digits, '.', '_' and '-', other than '.' and '..'"
            ),
            Self::Expected(wanted) => write!(f, "expected {wanted}"),
            Self::Config(error) => write!(f, "{error}"),
            Self::NotScriptable => {
                f.write_str("a script cannot name a message: expected another command")
            }
        }
    }
}
