//! What is wrong with a scenario, all of it, each with its place.

use core::fmt;

use super::{Load, Scenario, TOPICS_AT_MS, VERSION};
use crate::command::Command;
use crate::config::{BrokerConfig, ConsumerConfig, ProducerConfig, TopicConfig, TopicConfigError};
use crate::id::{NodeId, Offset, PartitionIndex};
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
    fn wrong(&mut self, path: impl Into<String>, kind: ProblemKind) {
        self.problems.push(Problem {
            path: path.into(),
            kind,
        });
    }

    fn bounds(&mut self, path: &str, value: u64, least: u64, most: u64) {
        if !(least..=most).contains(&value) {
            self.wrong(path, ProblemKind::OutOfBounds { value, least, most });
        }
    }

    fn check(&mut self) {
        let scenario = self.scenario;
        if scenario.version != VERSION {
            self.wrong("version", ProblemKind::Version(scenario.version));
        }
        self.bounds("brokers", scenario.brokers.into(), 1, BROKERS_MAX.into());
        self.bounds(
            "opens_at_ms",
            scenario.opens_at_ms,
            TOPICS_AT_MS,
            LONGEST_MS,
        );
        self.bounds("network.latency_ms", scenario.network.latency_ms, 1, 1_000);
        self.bounds("network.jitter_ms", scenario.network.jitter_ms, 0, 1_000);
        self.broker_config(&scenario.broker_config);
        for (index, topic) in scenario.topics.iter().enumerate() {
            self.topic(index, topic);
        }
        let partitions = scenario
            .topics
            .iter()
            .map(|topic| topic.assignment.len())
            .sum::<usize>();
        self.bounds("topics", partitions as u64, 0, PARTITIONS_MAX as u64);
        self.clients();
        for (index, entry) in scenario.script.iter().enumerate() {
            self.bounds(
                &format!("script[{index}].at_ms"),
                entry.at_ms,
                TOPICS_AT_MS,
                LONGEST_MS,
            );
            self.command(&format!("script[{index}].do"), &entry.command);
        }
    }

    fn broker_config(&mut self, config: &BrokerConfig) {
        for (key, value) in [
            ("replica.lag.time.max.ms", config.replica_lag_time_max_ms),
            ("replica.fetch.backoff.ms", config.replica_fetch_backoff_ms),
            (
                "replica.socket.timeout.ms",
                config.replica_socket_timeout_ms,
            ),
            (
                "replica.high.watermark.checkpoint.interval.ms",
                config.replica_high_watermark_checkpoint_interval_ms,
            ),
            (
                "broker.heartbeat.interval.ms",
                config.broker_heartbeat_interval_ms,
            ),
            (
                "broker.session.timeout.ms",
                config.broker_session_timeout_ms,
            ),
        ] {
            self.bounds(&format!("broker_config.\"{key}\""), value, 1, LONGEST_MS);
        }
        // `KafkaConfig.validateValues`: a fetch must not wait for longer than its connection, nor
        // for longer than a follower may lag.
        let longest_wait = config
            .replica_socket_timeout_ms
            .min(config.replica_lag_time_max_ms);
        let key = "broker_config.\"replica.fetch.wait.max.ms\"";
        self.bounds(key, config.replica_fetch_wait_max_ms, 1, longest_wait);
        let min_isr = u64::from(config.min_insync_replicas);
        self.bounds(
            "broker_config.\"min.insync.replicas\"",
            min_isr,
            1,
            u32::MAX.into(),
        );
        let elr = u64::from(config.eligible_leader_replicas_version);
        self.bounds(
            "broker_config.\"eligible.leader.replicas.version\"",
            elr,
            0,
            1,
        );
    }

    fn topic(&mut self, index: usize, topic: &TopicSpec) {
        let named_before = self
            .scenario
            .topics
            .iter()
            .take(index)
            .any(|other| other.name == topic.name);
        if named_before || !is_topic_name(&topic.name) {
            self.wrong(
                format!("topics[{index}].name"),
                ProblemKind::TopicName(topic.name.to_string()),
            );
        }
        if topic.assignment.is_empty() {
            self.wrong(
                format!("topics[{index}].assignment"),
                ProblemKind::List("at least one partition, each a list of brokers"),
            );
        }
        for (partition, replicas) in topic.assignment.iter().enumerate() {
            let path = format!("topics[{index}].assignment[{partition}]");
            let mut distinct = Set::new();
            distinct.extend(replicas.iter().copied());
            if replicas.is_empty() || distinct.len() < replicas.len() {
                self.wrong(&*path, ProblemKind::List("one or more brokers, each once"));
            }
            for broker in replicas {
                self.node(&path, NodeId::Broker(*broker), |node| {
                    node.broker().is_some()
                });
            }
        }
        for (key, value) in &topic.config {
            let mut config = TopicConfig::of_broker(&self.scenario.broker_config);
            if let Err(error) = config.set(key, value) {
                self.wrong(
                    format!("topics[{index}].config.\"{key}\""),
                    ProblemKind::Config(error),
                );
            }
        }
    }

    fn clients(&mut self) {
        let scenario = self.scenario;
        for (index, producer) in scenario.producers.iter().enumerate() {
            self.producer_config(&format!("producers[{index}].config"), &producer.config);
            if let Some(load) = &producer.load {
                self.load(&format!("producers[{index}].load"), load);
            }
        }
        for (index, consumer) in scenario.consumers.iter().enumerate() {
            self.consumer_config(&format!("consumers[{index}].config"), &consumer.config);
            for assigned in &consumer.assign {
                let path = format!("consumers[{index}].assign");
                self.partition(&path, &assigned.topic, assigned.partition);
                if assigned
                    .from_offset
                    .is_some_and(|offset| offset < Offset::ZERO)
                {
                    let wanted = ProblemKind::List("an offset from 0");
                    self.wrong(format!("{path}.from_offset"), wanted);
                }
            }
        }
    }

    fn load(&mut self, path: &str, load: &Load) {
        self.bounds(&format!("{path}.every_ms"), load.every_ms, 1, LONGEST_MS);
        self.bounds(
            &format!("{path}.from_ms"),
            load.from_ms,
            TOPICS_AT_MS,
            LONGEST_MS,
        );
        if load.partitions.is_empty() {
            let wanted = ProblemKind::List("at least one partition");
            self.wrong(format!("{path}.partitions"), wanted);
        }
        for partition in &load.partitions {
            self.partition(path, &load.topic, *partition);
        }
    }

    fn producer_config(&mut self, path: &str, config: &ProducerConfig) {
        for (key, value, least) in [
            ("linger.ms", config.linger_ms, 0),
            ("request.timeout.ms", config.request_timeout_ms, 1),
            ("delivery.timeout.ms", config.delivery_timeout_ms, 1),
            ("retry.backoff.ms", config.retry_backoff_ms, 1),
            ("retry.backoff.max.ms", config.retry_backoff_max_ms, 1),
        ] {
            self.bounds(&format!("{path}.\"{key}\""), value, least, LONGEST_MS);
        }
        let in_flight = u64::from(config.max_in_flight_requests_per_connection);
        let key = "max.in.flight.requests.per.connection";
        self.bounds(&format!("{path}.\"{key}\""), in_flight, 1, 1_000);
        let least = config.linger_ms.saturating_add(config.request_timeout_ms);
        self.bounds(
            &format!("{path}.\"delivery.timeout.ms\""),
            config.delivery_timeout_ms,
            least.min(LONGEST_MS),
            LONGEST_MS,
        );
    }

    fn consumer_config(&mut self, path: &str, config: &ConsumerConfig) {
        for (key, value, least) in [
            ("fetch.max.wait.ms", config.fetch_max_wait_ms, 1),
            ("request.timeout.ms", config.request_timeout_ms, 1),
            ("retry.backoff.ms", config.retry_backoff_ms, 1),
        ] {
            self.bounds(&format!("{path}.\"{key}\""), value, least, LONGEST_MS);
        }
    }

    fn partition(&mut self, path: &str, topic: &str, partition: PartitionIndex) {
        let known = self
            .scenario
            .topics
            .iter()
            .find(|known| *known.name == *topic);
        let Some(known) = known else {
            return self.wrong(path, ProblemKind::UnknownTopic(topic.to_owned()));
        };
        let index = usize::try_from(partition.0).unwrap_or(usize::MAX);
        if index >= known.assignment.len() {
            self.wrong(path, ProblemKind::UnknownPartition(partition));
        }
    }

    fn node(&mut self, path: &str, node: NodeId, wanted: impl Fn(NodeId) -> bool) {
        if !wanted(node) || !self.scenario.nodes().any(|known| known == node) {
            self.wrong(path, ProblemKind::UnknownNode(node));
        }
    }

    fn command(&mut self, path: &str, command: &Command) {
        match command {
            Command::Produce {
                producer,
                topic,
                partition,
                ..
            } => {
                self.node(path, *producer, |node| matches!(node, NodeId::Producer(_)));
                self.partition(path, topic, *partition);
            }
            Command::Crash(node) | Command::Restart(node) => {
                self.node(path, *node, |node| node.broker().is_some());
            }
            Command::Cut(a, b) | Command::Heal(a, b) => {
                self.node(path, *a, |_| true);
                self.node(path, *b, |node| node != *a);
            }
            Command::Hold(_) | Command::Release(_) | Command::Lose(_) => {
                self.wrong(path, ProblemKind::NotScriptable);
            }
            Command::HealAll | Command::StopScript => {}
        }
    }
}

/// `Topic.validate`.
fn is_topic_name(name: &str) -> bool {
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    (1..=249).contains(&name.len()) && name != "." && name != ".." && name.chars().all(legal)
}
