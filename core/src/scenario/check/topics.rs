//! Topics: those that are there from the beginning, and those that the script makes.

use std::sync::Arc;

use super::{BROKERS_MAX, Checker, PARTITIONS_MAX};
use crate::command::{AdminCommand, Command};
use crate::config::{GROUP_METADATA_TOPIC, TopicConfig, topic_names_collide, validate_topic_name};
use crate::metadata::TopicSpec;
use crate::scenario::path::Path;
use crate::scenario::{ProblemKind, Requirement};
use crate::sorted::Set;

impl Checker<'_> {
    pub(super) fn topics(&mut self) {
        let scenario = self.scenario;
        let at = Path::top("topics");
        for (index, topic) in scenario.topics.iter().enumerate() {
            let before = scenario.topics.get(..index).unwrap_or_default();
            self.topic(at.index(index), topic, before);
        }
        let mut partitions = 0_u64;
        for name in self.names().iter() {
            partitions += u64::from(self.partitions_of(name).unwrap_or(0));
        }
        self.bounds(at, partitions, 0, PARTITIONS_MAX.into());
    }

    /// The places of partitions of `__consumer_offsets`, the only topic that brokers have made by themselves.
    pub(super) fn internal_partitions(&mut self) {
        let scenario = self.scenario;
        let partitions = scenario.broker_config.offsets_topic_num_partitions;
        let internal = Path::top("internal_partitions");
        for (index, placed) in scenario.internal_partitions.iter().enumerate() {
            let at = internal.index(index);
            if *placed.topic != *GROUP_METADATA_TOPIC {
                let topic = ProblemKind::UnknownTopic(placed.topic.to_string());
                self.wrong(at.field("topic"), topic);
            }
            if placed.partition.0 >= partitions {
                let partition = ProblemKind::UnknownPartition(placed.partition);
                self.wrong(at.field("partition"), partition);
            }
            self.replicas(at.field("replicas"), &placed.replicas);
        }
    }

    /// A topic that comes after these.
    pub(super) fn topic(&mut self, at: Path<'_>, topic: &TopicSpec, before: &[TopicSpec]) {
        let is_taken = before
            .iter()
            .any(|other| topic_names_collide(&other.name, &topic.name));
        if is_taken || validate_topic_name(&topic.name).is_err() {
            let name = ProblemKind::TopicName(topic.name.to_string());
            self.wrong(at.field("name"), name);
        }
        if topic.assignment.is_empty() {
            self.placement(at, topic);
        } else {
            self.assignment(at.field("assignment"), topic);
        }
        for (key, value) in &topic.config {
            if let Err(error) = TopicConfig::validate(key, value) {
                self.wrong(at.field("config").key(key), ProblemKind::Config(error));
            }
        }
    }

    fn placement(&mut self, at: Path<'_>, topic: &TopicSpec) {
        if let Some(partitions) = topic.partitions {
            let at = at.field("partitions");
            self.bounds(at, partitions.into(), 1, PARTITIONS_MAX.into());
        }
        let factor = topic.replication_factor;
        let factor = factor.unwrap_or(self.scenario.broker_config.default_replication_factor);
        let most = self.scenario.brokers.min(BROKERS_MAX);
        self.bounds(
            at.field("replication_factor"),
            factor.into(),
            1,
            most.into(),
        );
    }

    fn assignment(&mut self, at: Path<'_>, topic: &TopicSpec) {
        if topic.partitions.is_some() || topic.replication_factor.is_some() {
            let wanted = Requirement::OneOfBoth;
            self.wrong(at, ProblemKind::Expected(wanted));
        }
        let factor = topic.assignment.first().map_or(0, Vec::len);
        for (partition, replicas) in topic.assignment.iter().enumerate() {
            let at = at.index(partition);
            self.replicas(at, replicas);
            if replicas.len() != factor {
                let wanted = Requirement::SameReplicas;
                self.wrong(at, ProblemKind::Expected(wanted));
            }
        }
    }

    /// The names of all topics that there will ever be, each once.
    fn names(&self) -> Set<Arc<str>> {
        let mut names = Set::new();
        let topics = self.scenario.topics.iter();
        names.extend(
            topics
                .chain(self.scripted_topics())
                .map(|topic| topic.name.clone()),
        );
        names
    }

    /// How many partitions the topic will have in the end, if there will be one of that name.
    pub(super) fn partitions_of(&self, name: &str) -> Option<u32> {
        let default = self.scenario.broker_config.num_partitions;
        let mut count = None;
        let topics = self.scenario.topics.iter();
        for topic in topics.chain(self.scripted_topics()) {
            if *topic.name == *name {
                count = count.max(Some(topic.partition_count(default)));
            }
        }
        for command in self.admin_commands() {
            if let AdminCommand::CreatePartitions {
                topic, count: more, ..
            } = command
                && **topic == *name
            {
                count = count.map(|count| count.max(*more));
            }
        }
        count
    }

    fn scripted_topics(&self) -> impl Iterator<Item = &TopicSpec> {
        self.admin_commands().filter_map(|command| match command {
            AdminCommand::CreateTopic(topic) => Some(topic),
            _ => None,
        })
    }

    /// What the script has the admin client do.
    fn admin_commands(&self) -> impl Iterator<Item = &AdminCommand> {
        self.scenario
            .script
            .iter()
            .filter_map(|entry| match &entry.command {
                Command::Admin(command) => Some(command),
                _ => None,
            })
    }
}
