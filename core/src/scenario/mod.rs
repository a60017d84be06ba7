//! A scenario: the cluster, and what happens to it by itself. With a seed and commands it is the
//! whole truth of a run. Strict and versioned: an unknown key is an error.

mod check;
mod path;
mod problem;

pub use check::{check, check_consumer, check_producer};
pub use problem::{ConsumerConflict, IdempotenceConflict, Problem, ProblemKind, Requirement};

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::command::Command;
use crate::config::{AutoOffsetReset, BrokerConfig, ConsumerConfig, ProducerConfig};
use crate::id::{BrokerId, ClientId, NodeId, Offset, PartitionIndex};
use crate::metadata::TopicSpec;

/// The version of the format that this engine reads.
pub const VERSION: u32 = 1;

/// When topics are made: by then every broker has registered.
pub const TOPICS_AT_MS: u64 = 1_000;

/// The most partitions that a cluster may have: those of its scenario, and those that its script or an
/// administrator adds. Kafka knows no such limit.
pub const PARTITIONS_MAX: u32 = 60;
/// How many partitions `__consumer_offsets` may have, beside those of the user's topics. Kafka makes 50.
pub const OFFSETS_PARTITIONS_MAX: u32 = 200;

/// How many producers there may be, and how many consumers, once some were added while the cluster runs: more are
/// not seen beside each other. Kafka knows no such limit.
pub const CLIENTS_MAX: u32 = 12;

/// A cluster and its script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// [`VERSION`].
    pub version: u32,
    /// Where the random numbers begin.
    pub seed: u64,
    /// When the person comes in. Brokers start at 0 and topics are made at [`TOPICS_AT_MS`].
    pub opens_at_ms: u64,
    /// The network.
    #[serde(default)]
    pub network: NetworkSpec,
    /// How many brokers, b1, b2, …; one controller, k1, is there besides.
    pub brokers: u32,
    /// The racks of b1, b2, … (`broker.rack`); an empty name, or no entry, is none.
    #[serde(default)]
    pub racks: Vec<Arc<str>>,
    /// What brokers and the controller are configured with, beyond the defaults.
    #[serde(default)]
    pub broker_config: BrokerConfig,
    /// The topics.
    #[serde(default)]
    pub topics: Vec<TopicSpec>,
    /// Where partitions of internal topics are to stand, which brokers have made when they are first needed;
    /// the controller places the others.
    #[serde(default)]
    pub internal_partitions: Vec<PlacedPartition>,
    /// The producers, p1, p2, ….
    #[serde(default)]
    pub producers: Vec<ProducerSpec>,
    /// The consumers, c1, c2, ….
    #[serde(default)]
    pub consumers: Vec<ConsumerSpec>,
    /// What happens by itself, in order of time.
    #[serde(default)]
    pub script: Vec<ScriptEntry>,
}

/// A partition whose place is given, once its topic is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlacedPartition {
    /// The topic's name.
    pub topic: Arc<str>,
    /// The partition.
    pub partition: PartitionIndex,
    /// Its replicas, the preferred leader first.
    pub replicas: Vec<BrokerId>,
}

/// How long messages travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NetworkSpec {
    /// One way, at least.
    pub latency_ms: u64,
    /// One way, up to so much more, drawn for each message.
    pub jitter_ms: u64,
}

impl Default for NetworkSpec {
    fn default() -> Self {
        Self {
            latency_ms: 10,
            jitter_ms: 4,
        }
    }
}

/// A producer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProducerSpec {
    /// Its configuration beyond the defaults.
    #[serde(default)]
    pub config: ProducerConfig,
    /// What its application sends by itself.
    #[serde(default)]
    pub load: Option<Load>,
    /// Whether it is made only when its application first sends something.
    #[serde(default)]
    pub on_demand: bool,
}

/// Records that an application sends at a steady pace, with values v1, v2, ….
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Load {
    /// The topic.
    pub topic: Arc<str>,
    /// The partitions, in turn; with none the producer's partitioner chooses.
    #[serde(default)]
    pub partitions: Vec<PartitionIndex>,
    /// The first record's time.
    pub from_ms: u64,
    /// The time from one record to the next.
    pub every_ms: u64,
}

/// A consumer, with its topics (`subscribe`) or its partitions (`assign`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsumerSpec {
    /// Its configuration beyond the defaults.
    #[serde(default)]
    pub config: ConsumerConfig,
    /// The topics that it subscribes to, as a member of its group.
    #[serde(default)]
    pub subscribe: Vec<Arc<str>>,
    /// What it reads, if its application chooses that.
    #[serde(default)]
    pub assign: Vec<AssignedPartition>,
    /// What its application does with records.
    #[serde(default)]
    pub application: ApplicationSpec,
}

/// What the application of a consumer does: it polls, works on what it gets, commits, and polls again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ApplicationSpec {
    /// Whether it does nothing by itself: its calls are made by commands.
    pub by_hand: bool,
    /// How long it works on a record.
    pub process_ms: u64,
    /// How many of a hundred records it cannot process, drawn for each.
    pub fail_percent: u32,
    /// What it does then.
    pub on_failure: OnFailure,
    /// How it commits, besides what its consumer commits by itself.
    pub commit: CommitCall,
    /// Whether it commits before it works on what it got: then nothing is processed twice, and something
    /// may be skipped.
    pub commit_first: bool,
}

/// What an application does that could not process a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnFailure {
    /// It leaves its loop and closes the consumer, which commits what was not processed if it commits by
    /// itself.
    #[default]
    Close,
    /// It goes back to that record and tries again.
    SeekBack,
    /// It goes on with the next record.
    PassOver,
}

/// How an application commits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommitCall {
    /// Not at all.
    #[default]
    None,
    /// `commitSync`.
    Sync,
    /// `commitAsync`.
    Async,
}

/// A point of an application's loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoopPoint {
    /// `poll` has returned records.
    AfterPoll,
    /// They are processed.
    AfterProcess,
    /// They are committed.
    AfterCommit,
}

/// A partition that a consumer reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssignedPartition {
    /// The topic's name.
    pub topic: Arc<str>,
    /// The partition.
    pub partition: PartitionIndex,
    /// Where it begins (`seek`); without it, where `auto.offset.reset` says.
    #[serde(default)]
    pub from_offset: Option<Offset>,
}

/// Something that the scenario does at a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScriptEntry {
    /// When.
    pub at_ms: u64,
    /// What.
    #[serde(rename = "do")]
    pub command: Command,
}

impl Scenario {
    /// A broker's rack, if it has one.
    #[must_use]
    pub fn rack(&self, broker: BrokerId) -> Option<Arc<str>> {
        let index = usize::try_from(broker.0).ok()?.checked_sub(1)?;
        let rack = self.racks.get(index)?;
        (!rack.is_empty()).then(|| Arc::clone(rack))
    }

    /// Whether its run may come to one of the engine's gates (the functions of the modules `deferred`): a program
    /// may bring what stands behind them when it is first asked for. The run of any other scenario does without,
    /// as long as nobody does to it what [`Command::needs_gates`] is true of.
    #[must_use]
    pub fn needs_gates(&self) -> bool {
        let is_more_than_a_reader = |consumer: &ConsumerSpec| {
            let resets = matches!(
                consumer.config.auto_offset_reset,
                AutoOffsetReset::Earliest | AutoOffsetReset::Latest
            );
            let is_left_alone = consumer.application == ApplicationSpec::default();
            !resets
                || !is_left_alone
                || !consumer.subscribe.is_empty()
                || consumer.config.has_group()
        };
        // Its partitioner has nothing to choose, and no broker has to tell it from others.
        let is_more_than_a_sender = |producer: &ProducerSpec| {
            let chooses = producer
                .load
                .as_ref()
                .is_some_and(|it| it.partitions.is_empty());
            chooses || producer.on_demand || producer.config.is_idempotent()
        };
        let is_to_be_placed = |topic: &TopicSpec| topic.assignment.is_empty();
        self.consumers.iter().any(is_more_than_a_reader)
            || self.producers.iter().any(is_more_than_a_sender)
            || self.topics.iter().any(is_to_be_placed)
            || self.script.iter().any(|entry| entry.command.needs_gates())
    }

    /// Every node of the cluster, also those that its script starts, controllers and brokers first.
    #[must_use]
    pub fn nodes(&self) -> Vec<NodeId> {
        let mut nodes = vec![NodeId::CONTROLLER];
        nodes.extend((1..=self.brokers).map(|id| NodeId::Broker(BrokerId(id))));
        let mut started = [self.producers.len(), self.consumers.len()];
        for entry in &self.script {
            match entry.command {
                Command::StartProducer(_) => started[0] += 1,
                Command::StartConsumer(_) => started[1] += 1,
                _ => {}
            }
        }
        let [producers, consumers] = started;
        nodes.extend(
            (1..)
                .take(producers)
                .map(|id| NodeId::Producer(ClientId(id))),
        );
        nodes.extend(
            (1..)
                .take(consumers)
                .map(|id| NodeId::Consumer(ClientId(id))),
        );
        nodes
    }
}
