//! Producers and consumers, and the partitions that they speak of.

use super::{Checker, Findings, LONGEST_MS};
use crate::id::{Offset, PartitionIndex};
use crate::scenario::path::Path;
use crate::scenario::{
    ConsumerConflict, ConsumerSpec, ProblemKind, ProducerSpec, Requirement, TOPICS_AT_MS,
};

impl Checker<'_> {
    pub(super) fn clients(&mut self) {
        let scenario = self.scenario;
        let producers = Path::top("producers");
        for (index, producer) in scenario.producers.iter().enumerate() {
            let at = producers.index(index);
            self.producer(at, producer);
        }
        let consumers = Path::top("consumers");
        for (index, consumer) in scenario.consumers.iter().enumerate() {
            let at = consumers.index(index);
            self.consumer(at, consumer);
        }
    }

    pub(super) fn producer(&mut self, at: Path<'_>, producer: &ProducerSpec) {
        self.findings.producer(at, producer);
        if let Some(load) = &producer.load {
            self.destinations(at.field("load"), &load.topic, &load.partitions);
        }
    }

    pub(super) fn consumer(&mut self, at: Path<'_>, consumer: &ConsumerSpec) {
        self.findings.consumer(at, consumer);
        for assigned in &consumer.assign {
            self.partition(at.field("assign"), &assigned.topic, assigned.partition);
        }
        for topic in &consumer.subscribe {
            self.topic_named(at.field("subscribe"), topic);
        }
    }

    pub(super) fn offset(&mut self, at: Path<'_>, offset: Offset) {
        self.findings.offset(at, offset);
    }

    /// What an application sends at a steady pace.
    pub(super) fn paced(
        &mut self,
        at: Path<'_>,
        topic: &str,
        partitions: &[PartitionIndex],
        every_ms: u64,
    ) {
        self.bounds(at.field("every_ms"), every_ms, 1, LONGEST_MS);
        self.destinations(at, topic, partitions);
    }

    /// Where records may go: to these partitions, or, if there are none, to whichever of the topic's.
    pub(super) fn destinations(&mut self, at: Path<'_>, topic: &str, chosen: &[PartitionIndex]) {
        if chosen.is_empty() {
            self.topic_named(at, topic);
        }
        for partition in chosen {
            self.partition(at, topic, *partition);
        }
    }

    /// A partition that is there from the beginning, or that the script makes.
    pub(super) fn partition(&mut self, at: Path<'_>, topic: &str, partition: PartitionIndex) {
        match self.partitions_of(topic) {
            None => self.wrong(at, ProblemKind::UnknownTopic(topic.to_owned())),
            Some(count) if partition.0 >= count => {
                self.wrong(at, ProblemKind::UnknownPartition(partition));
            }
            Some(_) => {}
        }
    }
}

impl Findings {
    pub(super) fn producer(&mut self, at: Path<'_>, producer: &ProducerSpec) {
        self.producer_config(at.field("config"), &producer.config);
        if let Some(load) = &producer.load {
            let at = at.field("load");
            self.bounds(at.field("from_ms"), load.from_ms, TOPICS_AT_MS, LONGEST_MS);
            self.bounds(at.field("every_ms"), load.every_ms, 1, LONGEST_MS);
        }
    }

    pub(super) fn consumer(&mut self, at: Path<'_>, consumer: &ConsumerSpec) {
        self.consumer_config(at.field("config"), &consumer.config);
        for assigned in &consumer.assign {
            if let Some(offset) = assigned.from_offset {
                self.offset(at.field("assign").field("from_offset"), offset);
            }
        }
        self.application(at, consumer);
    }

    fn application(&mut self, at: Path<'_>, consumer: &ConsumerSpec) {
        let wanted = |conflict| ProblemKind::Expected(Requirement::Consumer(conflict));
        if !consumer.subscribe.is_empty() && !consumer.config.has_group() {
            let wanted = wanted(ConsumerConflict::SubscribesWithoutGroup);
            self.wrong(at.field("config").key("group.id"), wanted);
        }
        if !consumer.subscribe.is_empty() && !consumer.assign.is_empty() {
            let wanted = wanted(ConsumerConflict::TwoSubscriptions);
            self.wrong(at.field("subscribe"), wanted);
        }
        let application = at.field("application");
        let spec = &consumer.application;
        self.bounds(
            application.field("process_ms"),
            spec.process_ms,
            0,
            LONGEST_MS,
        );
        let percent = spec.fail_percent.into();
        self.bounds(application.field("fail_percent"), percent, 0, 100);
    }

    /// An offset that a record may have.
    pub(super) fn offset(&mut self, at: Path<'_>, offset: Offset) {
        if offset < Offset::ZERO {
            self.wrong(at, ProblemKind::Expected(Requirement::Offset));
        }
    }
}
