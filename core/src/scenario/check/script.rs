//! What happens by itself.

use super::{Checker, LONGEST_MS, PARTITIONS_MAX};
use crate::command::{AdminCommand, Command, ConsumerCall, LoopFault, ProducerCall};
use crate::config::TopicConfig;
use crate::id::{NodeId, Offset};
use crate::scenario::path::Path;
use crate::scenario::{ProblemKind, Requirement, TOPICS_AT_MS};

impl Checker<'_> {
    pub(super) fn script(&mut self) {
        let scenario = self.scenario;
        let script = Path::top("script");
        for (index, entry) in scenario.script.iter().enumerate() {
            let at = script.index(index);
            self.bounds(at.field("at_ms"), entry.at_ms, TOPICS_AT_MS, LONGEST_MS);
            self.command(at.field("do"), &entry.command);
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
                let chosen = partition.as_slice();
                self.destinations(at, topic, chosen);
            }
            Command::SendSteadily {
                producer,
                topic,
                partitions,
                every_ms,
            } => {
                self.node(at, *producer, matches!(producer, NodeId::Producer(_)));
                self.paced(at, topic, partitions, *every_ms);
            }
            Command::StopSending(producer) => {
                self.node(at, *producer, matches!(producer, NodeId::Producer(_)));
            }
            Command::CallProducer { producer, call } => {
                self.node(at, *producer, matches!(producer, NodeId::Producer(_)));
                if let ProducerCall::Close { timeout_ms } = call {
                    self.bounds(at.field("timeout_ms"), *timeout_ms, 0, LONGEST_MS);
                }
            }
            Command::StartProducer(producer) => self.producer(at, producer),
            Command::StartConsumer(consumer) => self.consumer(at, consumer),
            Command::CallConsumer { consumer, call } => {
                self.node(at, *consumer, matches!(consumer, NodeId::Consumer(_)));
                self.consumer_call(at, call);
            }
            Command::DisturbLoop { consumer, fault } => {
                self.node(at, *consumer, matches!(consumer, NodeId::Consumer(_)));
                if let LoopFault::SlowProcessing { by_ms } = fault {
                    self.bounds(at.field("by_ms"), *by_ms, 0, LONGEST_MS);
                }
            }
            Command::SlowBroker { broker, by_ms } | Command::SlowDisk { broker, by_ms } => {
                self.node(at, *broker, broker.broker().is_some());
                self.bounds(at.field("by_ms"), *by_ms, 0, LONGEST_MS);
            }
            Command::Crash(node)
            | Command::Restart(node)
            | Command::Pause(node)
            | Command::Resume(node) => {
                let is_client = matches!(node, NodeId::Producer(_) | NodeId::Consumer(_));
                self.node(at, *node, is_client || node.broker().is_some());
            }
            Command::PowerLoss(node)
            | Command::Shutdown(node)
            | Command::Isolate(node)
            | Command::Rejoin(node) => {
                self.node(at, *node, node.broker().is_some());
            }
            Command::SlowLink { a, b, by_ms } => {
                self.link(at, *a, *b);
                self.bounds(at.field("by_ms"), *by_ms, 0, LONGEST_MS);
            }
            Command::Cut(a, b) | Command::CutOneWay { from: a, to: b } | Command::Heal(a, b) => {
                self.link(at, *a, *b)
            }
            Command::Hold(_) | Command::Release(_) | Command::Lose(_) => {
                self.wrong(at, ProblemKind::NotScriptable);
            }
            Command::Admin(command) => self.admin(at, command),
            Command::HealAll | Command::StopScript => {}
        }
    }

    fn link(&mut self, at: Path<'_>, a: NodeId, b: NodeId) {
        self.node(at, a, true);
        self.node(at, b, b != a);
    }

    /// What an application calls is about topics and partitions that there are, as what it reads from the
    /// beginning is.
    fn consumer_call(&mut self, at: Path<'_>, call: &ConsumerCall) {
        match call {
            ConsumerCall::Subscribe(topics) => {
                for topic in topics {
                    self.topic_named(at, topic);
                }
            }
            ConsumerCall::Assign(partitions) => {
                for chosen in partitions {
                    self.partition(at, &chosen.topic, chosen.partition);
                }
            }
            ConsumerCall::Seek { partition, offset }
            | ConsumerCall::CommitOffset { partition, offset } => {
                self.partition(at, &partition.topic, partition.partition);
                self.offset(at.field("offset"), *offset);
            }
            ConsumerCall::Pause(partition) | ConsumerCall::Resume(partition) => {
                self.partition(at, &partition.topic, partition.partition);
            }
            ConsumerCall::Poll { ms, .. } => self.bounds(at.field("ms"), *ms, 0, LONGEST_MS),
            ConsumerCall::CommitWithin { timeout_ms } | ConsumerCall::Position { timeout_ms } => {
                self.bounds(at.field("timeout_ms"), *timeout_ms, 0, LONGEST_MS);
            }
            ConsumerCall::Unsubscribe
            | ConsumerCall::SeekToBeginning
            | ConsumerCall::SeekToEnd
            | ConsumerCall::PollOn
            | ConsumerCall::Commit
            | ConsumerCall::CommitAsync
            | ConsumerCall::EndOffsets
            | ConsumerCall::Close => {}
        }
    }

    /// A script may ask for what Kafka refuses for how things stand then, but not for what makes no
    /// sense at any time.
    fn admin(&mut self, at: Path<'_>, command: &AdminCommand) {
        match command {
            AdminCommand::CreateTopic(topic) => self.topic(at, topic, &[]),
            AdminCommand::CreatePartitions {
                topic,
                count,
                assignment,
            } => {
                self.topic_named(at, topic);
                let most = PARTITIONS_MAX.into();
                self.bounds(at.field("count"), (*count).into(), 1, most);
                for replicas in assignment {
                    self.replicas(at.field("assignment"), replicas);
                }
            }
            AdminCommand::Reassign {
                topic,
                partition,
                replicas,
            } => {
                self.partition(at, topic, *partition);
                if let Some(replicas) = replicas {
                    self.replicas(at.field("replicas"), replicas);
                }
            }
            AdminCommand::ElectLeader {
                topic, partition, ..
            } => self.partition(at, topic, *partition),
            AdminCommand::AlterConfig { topic, key, value } => {
                if let Some(topic) = topic {
                    self.topic_named(at, topic);
                }
                let checked = match (topic, value) {
                    (None, value) => TopicConfig::validate_cluster(key, value.as_ref()),
                    (Some(_), Some(value)) => TopicConfig::validate(key, value),
                    (Some(_), None) => TopicConfig::validate_key(key),
                };
                if let Err(error) = checked {
                    self.wrong(at.key(key), ProblemKind::Config(error));
                }
            }
            AdminCommand::DescribeGroup(_) | AdminCommand::DeleteGroup(_) => {}
            AdminCommand::ResetOffsets { topic, .. } => self.topic_named(at, topic),
            AdminCommand::DeleteRecords {
                topic,
                partition,
                before_offset,
            } => {
                self.partition(at, topic, *partition);
                if *before_offset < Offset(-1) {
                    let wanted = Requirement::OffsetOrCommitted;
                    self.wrong(at.field("before_offset"), ProblemKind::Expected(wanted));
                }
            }
        }
    }

    pub(super) fn topic_named(&mut self, at: Path<'_>, topic: &str) {
        if self.partitions_of(topic).is_none() {
            self.wrong(at, ProblemKind::UnknownTopic(topic.to_owned()));
        }
    }
}
