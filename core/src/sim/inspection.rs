//! What an onlooker sees who looks into one thing: the copies of a record, a link, the rules that hold
//! for a partition.

use super::world::World;
use crate::id::{BrokerId, NodeId, Offset, RecordId, TopicPartition};
use crate::log::Log;
use crate::time::Span;
use crate::wire::ApiError;

/// What a replica has at the offset of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordCopy {
    /// That record.
    Same,
    /// Another one: the two logs differ.
    Other,
    /// Nothing yet.
    Missing,
    /// Nothing any more: its log starts later.
    Deleted,
}

/// What its producer was told of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordOutcome {
    /// It is in; with acks=0 nobody says where.
    Acknowledged(Option<Offset>),
    /// It was given up.
    Failed(ApiError),
    /// Nothing yet: it waits to be sent, or for its answer.
    Pending,
    /// The producer does not remember it any more.
    Forgotten,
}

/// How the partitions are, by the names of Kafka's metrics, as the controller has written it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartitionHealth {
    /// Those without a leader (`OfflinePartitionsCount`).
    pub offline: u32,
    /// Those with a leader whose ISR is smaller than their replica list (`UnderReplicatedPartitions`).
    pub under_replicated: u32,
    /// Those with a leader whose ISR is smaller than acks=all needs (`UnderMinIsrPartitionCount`).
    pub under_min_isr: u32,
}

impl World {
    /// How the partitions are.
    #[must_use]
    pub fn partition_health(&self) -> PartitionHealth {
        let mut health = PartitionHealth::default();
        for (partition, registration) in &self.metadata().partitions {
            if registration.leader.is_none() {
                health.offline += 1;
                continue;
            }
            let isr = registration.isr.len();
            let adding = registration.adding.len();
            let replicas = registration.replicas.len().saturating_sub(adding);
            health.under_replicated += u32::from(isr < replicas);
            let lacks = self.min_isr(*partition).is_some_and(|least| isr < least);
            health.under_min_isr += u32::from(lacks);
        }
        health
    }

    /// What its producer was told of a record.
    #[must_use]
    pub fn outcome_of(&self, record: RecordId) -> RecordOutcome {
        for producer in self.producers() {
            for outcome in producer.outcomes() {
                if outcome.record.id == record {
                    return match &outcome.result {
                        Ok(offset) => RecordOutcome::Acknowledged(*offset),
                        Err(error) => RecordOutcome::Failed(error.clone()),
                    };
                }
            }
            for batch in producer.waiting().into_iter().chain(producer.in_flight()) {
                if batch.records.iter().any(|one| one.id == record) {
                    return RecordOutcome::Pending;
                }
            }
        }
        RecordOutcome::Forgotten
    }

    /// How long a message travels between two nodes at least; where there is jitter, it takes longer.
    #[must_use]
    pub fn latency_between(&self, a: NodeId, b: NodeId) -> Span {
        let latency = Span::from_ms(self.scenario.network.latency_ms);
        Span(latency.0.saturating_add(self.network.slowness(a, b).0))
    }

    /// How much longer messages travel between two nodes since somebody slowed the link down.
    #[must_use]
    pub fn slowness_between(&self, a: NodeId, b: NodeId) -> Span {
        self.network.slowness(a, b)
    }

    /// Whether a replica outside ISR and ELR may lead a partition when no other can
    /// (`unclean.leader.election.enable`).
    #[must_use]
    pub fn allows_unclean_election(&self, partition: TopicPartition) -> bool {
        let config = &self.scenario.broker_config;
        let config = self.metadata().topic_config(partition.topic, config);
        config.unclean_leader_election_enable
    }

    /// What each replica of a partition has at the offset of a record of one of them, in assignment
    /// order; nothing if that replica has no record there.
    #[must_use]
    pub fn copies_of_record(
        &self,
        broker: BrokerId,
        partition: TopicPartition,
        offset: Offset,
    ) -> Vec<(BrokerId, RecordCopy)> {
        let replica = self.replica(broker, partition);
        let Some((epoch, record)) = replica
            .as_ref()
            .and_then(|replica| replica.log.record_at(offset))
        else {
            return Vec::new();
        };
        let copy = |log: &Log| match log.record_at(offset) {
            Some((of, other)) if of == epoch && other.id == record.id => RecordCopy::Same,
            Some(_) => RecordCopy::Other,
            None if offset < log.start_offset() => RecordCopy::Deleted,
            None => RecordCopy::Missing,
        };
        let replicas = self.replicas(partition).into_iter();
        replicas
            .map(|replica| (replica.broker, copy(replica.log)))
            .collect()
    }
}
