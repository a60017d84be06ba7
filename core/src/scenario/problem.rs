//! What is wrong with a scenario, all of it, each with its place.

use core::fmt;

use super::path::Path;
use super::{Assigned, Load, NetworkSpec, Scenario, TOPICS_AT_MS, VERSION};
use crate::command::Command;
use crate::config::{
    BrokerConfig, ConsumerConfig, ProducerConfig, TopicConfig, TopicConfigError, is_topic_name,
};
use crate::id::{BrokerId, NodeId, Offset, PartitionIndex};
use crate::metadata::TopicSpec;
use crate::sorted::Set;

/// The most brokers that a scenario may have.
const BROKERS_MAX: u32 = 9;

/// The most partitions that a scenario may have.
const PARTITIONS_MAX: usize = 60;

/// The longest time that any setting may name: an hour.
const LONGEST_MS: u64 = 3_600_000;

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
    /// A list that must not be empty, or that names the same thing twice.
    List(&'static str),
    /// A topic configuration that Kafka refuses (`INVALID_CONFIG`).
    Config(TopicConfigError),
    /// A command that needs the id of a message, which no file can know.
    NotScriptable,
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
                "topic name `{name}` is invalid or not unique: expected 1 to 249 ASCII letters, \
                 digits, '.', '_' and '-', other than '.' and '..'"
            ),
            Self::List(wanted) => write!(f, "expected {wanted}"),
            Self::Config(error) => write!(f, "{error}"),
            Self::NotScriptable => {
                f.write_str("a script cannot name a message: expected another command")
            }
        }
    }
}

/// Everything that is wrong with a scenario; nothing if it can run.
#[must_use]
pub fn check(scenario: &Scenario) -> Vec<Problem> {
    let mut checker = Checker {
        scenario,
        problems: Vec::new(),
    };
    checker.check();
    checker.problems
}

struct Checker<'a> {
    scenario: &'a Scenario,
    problems: Vec<Problem>,
}

impl Checker<'_> {
    fn wrong(&mut self, at: Path<'_>, kind: ProblemKind) {
        let mut path = String::new();
        at.write(&mut path);
        self.problems.push(Problem { path, kind });
    }

    fn bounds(&mut self, at: Path<'_>, value: u64, least: u64, most: u64) {
        if !(least..=most).contains(&value) {
            self.wrong(at, ProblemKind::OutOfBounds { value, least, most });
        }
    }

    fn times(&mut self, at: Path<'_>, times_ms: &[(&str, u64, u64)]) {
        for (key, value, least) in times_ms {
            self.bounds(at.key(key), *value, *least, LONGEST_MS);
        }
    }

    fn check(&mut self) {
        let scenario = self.scenario;
        if scenario.version != VERSION {
            let found = ProblemKind::Version(scenario.version);
            self.wrong(Path::top("version"), found);
        }
        let brokers = scenario.brokers.into();
        self.bounds(Path::top("brokers"), brokers, 1, BROKERS_MAX.into());
        let opens_at_ms = Path::top("opens_at_ms");
        self.bounds(opens_at_ms, scenario.opens_at_ms, TOPICS_AT_MS, LONGEST_MS);
        let network = Path::top("network");
        let NetworkSpec {
            latency_ms,
            jitter_ms,
        } = scenario.network;
        self.bounds(network.field("latency_ms"), latency_ms, 1, 1_000);
        self.bounds(network.field("jitter_ms"), jitter_ms, 0, 1_000);
        self.broker_config(&scenario.broker_config);
        self.topics(&scenario.topics);
        self.clients();
        for (index, entry) in scenario.script.iter().enumerate() {
            let script = Path::top("script");
            let at = script.index(index);
            self.bounds(at.field("at_ms"), entry.at_ms, TOPICS_AT_MS, LONGEST_MS);
            self.command(at.field("do"), &entry.command);
        }
    }

    fn broker_config(&mut self, config: &BrokerConfig) {
        let at = Path::top("broker_config");
        let times_ms = [
            ("replica.lag.time.max.ms", config.replica_lag_time_max_ms, 1),
            (
                "replica.fetch.backoff.ms",
                config.replica_fetch_backoff_ms,
                1,
            ),
            (
                "replica.socket.timeout.ms",
                config.replica_socket_timeout_ms,
                1,
            ),
            (
                "replica.high.watermark.checkpoint.interval.ms",
                config.replica_high_watermark_checkpoint_interval_ms,
                1,
            ),
            (
                "broker.heartbeat.interval.ms",
                config.broker_heartbeat_interval_ms,
                1,
            ),
            (
                "broker.session.timeout.ms",
                config.broker_session_timeout_ms,
                1,
            ),
        ];
        self.times(at, &times_ms);
        // `KafkaConfig.validateValues`: a fetch must not wait for longer than its connection, nor
        // for longer than a follower may lag.
        let longest_wait = config
            .replica_socket_timeout_ms
            .min(config.replica_lag_time_max_ms);
        let wait = at.key("replica.fetch.wait.max.ms");
        self.bounds(wait, config.replica_fetch_wait_max_ms, 1, longest_wait);
        let min_isr = config.min_insync_replicas.into();
        self.bounds(at.key("min.insync.replicas"), min_isr, 1, u32::MAX.into());
        let elr = config.eligible_leader_replicas_version.into();
        self.bounds(at.key("eligible.leader.replicas.version"), elr, 0, 1);
    }

    fn topics(&mut self, topics: &[TopicSpec]) {
        let at = Path::top("topics");
        let mut partitions = 0;
        for (index, topic) in topics.iter().enumerate() {
            partitions += topic.assignment.len();
            let before = topics.get(..index).unwrap_or_default();
            self.topic(at.index(index), topic, before);
        }
        self.bounds(at, partitions as u64, 0, PARTITIONS_MAX as u64);
    }

    fn topic(&mut self, at: Path<'_>, topic: &TopicSpec, before: &[TopicSpec]) {
        let is_taken = before.iter().any(|other| other.name == topic.name);
        if is_taken || !is_topic_name(&topic.name) {
            let name = ProblemKind::TopicName(topic.name.to_string());
            self.wrong(at.field("name"), name);
        }
        let assignment = at.field("assignment");
        if topic.assignment.is_empty() {
            let wanted = ProblemKind::List("at least one partition, each a list of brokers");
            self.wrong(assignment, wanted);
        }
        for (partition, replicas) in topic.assignment.iter().enumerate() {
            self.replicas(assignment.index(partition), replicas);
        }
        for (key, value) in &topic.config {
            if let Err(error) = TopicConfig::validate(key, value) {
                self.wrong(at.field("config").key(key), ProblemKind::Config(error));
            }
        }
    }

    fn replicas(&mut self, at: Path<'_>, replicas: &[BrokerId]) {
        let mut distinct = Set::new();
        distinct.extend(replicas.iter().copied());
        if replicas.is_empty() || distinct.len() < replicas.len() {
            self.wrong(at, ProblemKind::List("one or more brokers, each once"));
        }
        for broker in replicas {
            self.node(at, NodeId::Broker(*broker), true);
        }
    }

    fn clients(&mut self) {
        let scenario = self.scenario;
        let producers = Path::top("producers");
        for (index, producer) in scenario.producers.iter().enumerate() {
            let at = producers.index(index);
            self.producer_config(at.field("config"), &producer.config);
            if let Some(load) = &producer.load {
                self.load(at.field("load"), load);
            }
        }
        let consumers = Path::top("consumers");
        for (index, consumer) in scenario.consumers.iter().enumerate() {
            let at = consumers.index(index);
            self.consumer_config(at.field("config"), &consumer.config);
            for assigned in &consumer.assign {
                self.assigned(at.field("assign"), assigned);
            }
        }
    }

    fn assigned(&mut self, at: Path<'_>, assigned: &Assigned) {
        self.partition(at, &assigned.topic, assigned.partition);
        if assigned
            .from_offset
            .is_some_and(|offset| offset < Offset::ZERO)
        {
            let wanted = ProblemKind::List("an offset from 0");
            self.wrong(at.field("from_offset"), wanted);
        }
    }

    fn load(&mut self, at: Path<'_>, load: &Load) {
        self.bounds(at.field("every_ms"), load.every_ms, 1, LONGEST_MS);
        self.bounds(at.field("from_ms"), load.from_ms, TOPICS_AT_MS, LONGEST_MS);
        if load.partitions.is_empty() {
            let wanted = ProblemKind::List("at least one partition");
            self.wrong(at.field("partitions"), wanted);
        }
        for partition in &load.partitions {
            self.partition(at, &load.topic, *partition);
        }
    }

    fn producer_config(&mut self, at: Path<'_>, config: &ProducerConfig) {
        // `KafkaProducer.configureDeliveryTimeout`: a delivery may take as long as its batch lingers
        // and one request is waited for.
        let delivery = config.linger_ms.saturating_add(config.request_timeout_ms);
        let times_ms = [
            ("linger.ms", config.linger_ms, 0),
            ("request.timeout.ms", config.request_timeout_ms, 1),
            (
                "delivery.timeout.ms",
                config.delivery_timeout_ms,
                delivery.clamp(1, LONGEST_MS),
            ),
            ("retry.backoff.ms", config.retry_backoff_ms, 1),
            ("retry.backoff.max.ms", config.retry_backoff_max_ms, 1),
        ];
        self.times(at, &times_ms);
        let in_flight = config.max_in_flight_requests_per_connection.into();
        let key = "max.in.flight.requests.per.connection";
        self.bounds(at.key(key), in_flight, 1, 1_000);
    }

    fn consumer_config(&mut self, at: Path<'_>, config: &ConsumerConfig) {
        let times_ms = [
            ("fetch.max.wait.ms", config.fetch_max_wait_ms, 1),
            ("request.timeout.ms", config.request_timeout_ms, 1),
            ("retry.backoff.ms", config.retry_backoff_ms, 1),
        ];
        self.times(at, &times_ms);
    }

    fn partition(&mut self, at: Path<'_>, topic: &str, partition: PartitionIndex) {
        let mut topics = self.scenario.topics.iter();
        let Some(known) = topics.find(|known| *known.name == *topic) else {
            return self.wrong(at, ProblemKind::UnknownTopic(topic.to_owned()));
        };
        let index = usize::try_from(partition.0).unwrap_or(usize::MAX);
        if index >= known.assignment.len() {
            self.wrong(at, ProblemKind::UnknownPartition(partition));
        }
    }

    fn node(&mut self, at: Path<'_>, node: NodeId, fits: bool) {
        if !fits || !self.scenario.nodes().contains(&node) {
            self.wrong(at, ProblemKind::UnknownNode(node));
        }
    }

    fn command(&mut self, at: Path<'_>, command: &Command) {
        match command {
            Command::Produce {
                producer,
                topic,
                partition,
                ..
            } => {
                self.node(at, *producer, matches!(producer, NodeId::Producer(_)));
                self.partition(at, topic, *partition);
            }
            Command::Crash(node)
            | Command::PowerLoss(node)
            | Command::Restart(node)
            | Command::Pause(node)
            | Command::Resume(node)
            | Command::Shutdown(node)
            | Command::Isolate(node)
            | Command::Rejoin(node)
            | Command::SlowBroker { broker: node, .. }
            | Command::SlowDisk { broker: node, .. } => {
                self.node(at, *node, node.broker().is_some());
            }
            Command::Cut(a, b)
            | Command::CutOneWay { from: a, to: b }
            | Command::SlowLink { a, b, .. }
            | Command::Heal(a, b) => {
                self.node(at, *a, true);
                self.node(at, *b, b != a);
            }
            Command::Hold(_) | Command::Release(_) | Command::Lose(_) => {
                self.wrong(at, ProblemKind::NotScriptable);
            }
            Command::Admin(_) | Command::HealAll | Command::StopScript => {}
        }
    }
}
