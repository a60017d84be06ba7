//! Producers and consumers, and the partitions that they speak of.

use super::{Checker, LONGEST_MS};
use crate::id::{Offset, PartitionIndex};
use crate::scenario::path::Path;
use crate::scenario::{
    AssignedPartition, ConsumerConflict, ConsumerSpec, Load, ProblemKind, Requirement, TOPICS_AT_MS,
};

impl Checker<'_> {
    pub(super) fn clients(&mut self) {
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
            self.application(at, consumer);
        }
    }

    fn application(&mut self, at: Path<'_>, consumer: &ConsumerSpec) {
        let conflict = if consumer.subscribe.is_empty() {
            None
        } else if !consumer.config.has_group() {
            Some(ConsumerConflict::SubscribesWithoutGroup)
        } else if !consumer.assign.is_empty() {
            Some(ConsumerConflict::TwoSubscriptions)
        } else {
            None
        };
        if let Some(conflict) = conflict {
            let wanted = ProblemKind::Expected(Requirement::Consumer(conflict));
            self.wrong(at.field("subscribe"), wanted);
        }
        for topic in &consumer.subscribe {
            self.topic_named(at.field("subscribe"), topic);
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

    fn assigned(&mut self, at: Path<'_>, assigned: &AssignedPartition) {
        self.partition(at, &assigned.topic, assigned.partition);
        if let Some(offset) = assigned.from_offset {
            self.offset(at.field("from_offset"), offset);
        }
    }

    /// An offset that a record may have.
    pub(super) fn offset(&mut self, at: Path<'_>, offset: Offset) {
        if offset < Offset::ZERO {
            self.wrong(at, ProblemKind::Expected(Requirement::Offset));
        }
    }

    fn load(&mut self, at: Path<'_>, load: &Load) {
        self.bounds(at.field("from_ms"), load.from_ms, TOPICS_AT_MS, LONGEST_MS);
        self.paced(at, &load.topic, &load.partitions, load.every_ms);
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
