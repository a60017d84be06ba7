//! What the metadata log adds up to: brokers, topics, partitions.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{ConfigResource, MetadataRecord, PartitionChange};
use crate::config::{BrokerConfig, TopicConfig, is_internal_topic};
use crate::id::{
    BrokerEpoch, BrokerId, LeaderEpoch, PartitionEpoch, PartitionIndex, ProducerId, TopicId,
    TopicPartition,
};
use crate::sorted::Map;

/// The state after a number of records of the metadata log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetadataImage {
    /// The registered brokers.
    pub brokers: Map<BrokerId, BrokerRegistration>,
    /// The topics.
    pub topics: Map<TopicId, Topic>,
    /// The partitions of all topics.
    pub partitions: Map<TopicPartition, PartitionRegistration>,
    /// The cluster-wide configuration of brokers beyond what they were started with.
    pub broker_config: Map<Arc<str>, Arc<str>>,
    /// Where the next block of producer ids begins.
    pub next_producer_id: ProducerId,
}

/// A broker as the controller knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrokerRegistration {
    /// The epoch of this registration.
    pub broker_epoch: BrokerEpoch,
    /// Which process registered.
    pub incarnation: u32,
    /// Whether it may lead or be in an ISR: a fenced broker may not.
    pub fenced: bool,
    /// Whether it is about to stop in good order: it may not either.
    pub in_controlled_shutdown: bool,
    /// Its rack, if it has one.
    pub rack: Option<Arc<str>>,
}

/// A topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// Its name.
    pub name: Arc<str>,
    /// Its configuration beyond the defaults, by Kafka's names.
    pub config: Map<Arc<str>, Arc<str>>,
}

/// A partition as the controller knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartitionRegistration {
    /// The assigned brokers, the preferred leader first.
    pub replicas: Vec<BrokerId>,
    /// The in-sync replicas, in the order in which they were written.
    pub isr: Vec<BrokerId>,
    /// The leader, unless the partition is offline.
    pub leader: Option<BrokerId>,
    /// How often a leader was set.
    pub leader_epoch: LeaderEpoch,
    /// How often anything changed.
    pub partition_epoch: PartitionEpoch,
    /// Eligible leader replicas: out of the ISR, yet known to hold everything committed (KIP-966).
    pub elr: Vec<BrokerId>,
    /// The last leader, while there is none and none is eligible.
    pub last_known_elr: Vec<BrokerId>,
    /// Whether the leader was elected uncleanly and the next ISR change has not ended that.
    pub recovering: bool,
    /// The replicas that a reassignment adds.
    pub adding: Vec<BrokerId>,
    /// The replicas that it removes.
    pub removing: Vec<BrokerId>,
}

impl PartitionRegistration {
    /// Applies a change record (`PartitionRegistration.merge`): every record raises the partition
    /// epoch; one that sets a leader, whichever it is, raises the leader epoch.
    pub(crate) fn merge(&mut self, change: &PartitionChange) {
        self.partition_epoch = self.partition_epoch.next();
        if let Some(leader) = change.leader {
            self.leader = leader;
            self.leader_epoch = self.leader_epoch.next();
        }
        if let Some(isr) = &change.isr {
            self.isr.clone_from(isr);
        }
        if let Some(elr) = &change.elr {
            self.elr.clone_from(elr);
        }
        if let Some(last_known_elr) = &change.last_known_elr {
            self.last_known_elr.clone_from(last_known_elr);
        }
        if let Some(recovering) = change.recovering {
            self.recovering = recovering;
        }
        if let Some(replicas) = &change.replicas {
            self.replicas.clone_from(replicas);
        }
        if let Some(adding) = &change.adding {
            self.adding.clone_from(adding);
        }
        if let Some(removing) = &change.removing {
            self.removing.clone_from(removing);
        }
    }
}

impl PartitionRegistration {
    /// Whether a [`MetadataRecord::ClearElr`] for that topic changes this partition
    /// (`TopicDelta.maybeClearElr`).
    pub(crate) fn loses_elr(&self, partition: TopicPartition, topic: Option<TopicId>) -> bool {
        let remembers = !self.elr.is_empty() || !self.last_known_elr.is_empty();
        remembers && topic.is_none_or(|topic| topic == partition.topic)
    }
}

impl MetadataImage {
    /// Before the first record.
    pub const EMPTY: Self = Self {
        brokers: Map::new(),
        topics: Map::new(),
        partitions: Map::new(),
        broker_config: Map::new(),
        next_producer_id: ProducerId(0),
    };

    /// Applies one record. Records about what the image does not have change nothing.
    pub fn apply(&mut self, record: &MetadataRecord) {
        match record {
            MetadataRecord::RegisterBroker {
                broker,
                broker_epoch,
                incarnation,
                rack,
            } => {
                let registration = BrokerRegistration {
                    broker_epoch: *broker_epoch,
                    incarnation: *incarnation,
                    fenced: true,
                    in_controlled_shutdown: false,
                    rack: rack.clone(),
                };
                self.brokers.insert(*broker, registration);
            }
            MetadataRecord::BrokerRegistrationChange {
                broker,
                broker_epoch,
                fenced,
                in_controlled_shutdown,
            } => {
                self.change_registration(*broker, *broker_epoch, *fenced, *in_controlled_shutdown);
            }
            MetadataRecord::Topic { id, name } => {
                let (name, config) = (name.clone(), Map::new());
                self.topics.insert(*id, Topic { name, config });
            }
            MetadataRecord::Config {
                resource,
                key,
                value,
            } => self.configure(*resource, key, value.as_ref()),
            MetadataRecord::ClearElr { topic } => self.clear_elr(*topic),
            MetadataRecord::ProducerIds {
                next_producer_id, ..
            } => self.next_producer_id = *next_producer_id,
            MetadataRecord::Partition {
                partition,
                registration,
            } => {
                self.partitions.insert(*partition, registration.clone());
            }
            MetadataRecord::PartitionChange { partition, change } => {
                if let Some(registration) = self.partitions.get_mut(partition) {
                    registration.merge(change);
                }
            }
        }
    }

    /// Changes what is said of a broker, if this is still its registration. What is absent stays.
    fn change_registration(
        &mut self,
        broker: BrokerId,
        broker_epoch: BrokerEpoch,
        fenced: Option<bool>,
        in_controlled_shutdown: Option<bool>,
    ) {
        if let Some(registration) = self.brokers.get_mut(&broker)
            && registration.broker_epoch == broker_epoch
        {
            registration.fenced = fenced.unwrap_or(registration.fenced);
            registration.in_controlled_shutdown =
                in_controlled_shutdown.unwrap_or(registration.in_controlled_shutdown);
        }
    }

    /// Sets a key, or removes it where there is no value.
    fn configure(&mut self, resource: ConfigResource, key: &Arc<str>, value: Option<&Arc<str>>) {
        let config = match resource {
            ConfigResource::Brokers => &mut self.broker_config,
            ConfigResource::Topic(topic) => match self.topics.get_mut(&topic) {
                Some(topic) => &mut topic.config,
                None => return,
            },
        };
        match value {
            Some(value) => {
                config.insert(key.clone(), value.clone());
            }
            None => {
                config.remove(key);
            }
        }
    }

    /// Forgets who is eligible, of a topic or of all.
    fn clear_elr(&mut self, topic: Option<TopicId>) {
        let cleared = PartitionChange {
            elr: Some(Vec::new()),
            last_known_elr: Some(Vec::new()),
            ..PartitionChange::default()
        };
        for (partition, registration) in &mut self.partitions {
            if registration.loses_elr(*partition, topic) {
                registration.merge(&cleared);
            }
        }
    }

    /// What a topic is configured with: its own values over the cluster's, over the broker's.
    #[must_use]
    pub(crate) fn topic_config(&self, topic: TopicId, broker: &BrokerConfig) -> TopicConfig {
        let config = TopicConfig::of_broker(broker).with(&self.broker_config);
        match self.topics.get(&topic) {
            Some(topic) => config.with(&topic.config),
            None => config,
        }
    }

    /// Whether the broker is registered, not fenced, and not on its way out.
    #[must_use]
    pub(crate) fn is_active(&self, broker: BrokerId) -> bool {
        self.brokers.get(&broker).is_some_and(|registration| {
            !registration.fenced && !registration.in_controlled_shutdown
        })
    }

    /// The epoch of the broker's latest registration, while it is not fenced.
    #[must_use]
    pub(crate) fn live_broker_epoch(&self, broker: BrokerId) -> Option<BrokerEpoch> {
        self.brokers
            .get(&broker)
            .filter(|registration| !registration.fenced)
            .map(|registration| registration.broker_epoch)
    }

    /// Whether a replica may be in the ISR: not fenced, and fetching from the registration that the
    /// metadata knows (KIP-903). A leader asks this of the metadata that it has applied before it
    /// proposes (`Partition.isReplicaIsrEligible`), the controller of its own before it agrees.
    #[must_use]
    pub(crate) fn is_isr_eligible(
        &self,
        replica: BrokerId,
        fetches_from: Option<BrokerEpoch>,
    ) -> bool {
        self.is_active(replica)
            && self
                .live_broker_epoch(replica)
                .is_some_and(|live| fetches_from.is_none_or(|epoch| epoch == live))
    }

    /// The topic of that name.
    #[must_use]
    pub(crate) fn topic_named(&self, name: &str) -> Option<TopicId> {
        self.topics
            .iter()
            .find(|(_, topic)| *topic.name == *name)
            .map(|(id, _)| *id)
    }

    /// The topics that somebody asked for: all but Kafka's own.
    pub fn topics_of_users(&self) -> impl Iterator<Item = (TopicId, &Topic)> {
        let topics = self.topics.iter();
        topics
            .filter(|(_, topic)| !is_internal_topic(&topic.name))
            .map(|(id, topic)| (*id, topic))
    }

    /// The partitions of those topics.
    pub fn partitions_of_users(
        &self,
    ) -> impl Iterator<Item = (TopicPartition, &PartitionRegistration)> {
        let partitions = self.partitions.iter();
        partitions
            .filter(|(partition, _)| !self.is_internal(partition.topic))
            .map(|(partition, registration)| (*partition, registration))
    }

    /// Whether a topic is one of Kafka's own.
    #[must_use]
    pub fn is_internal(&self, topic: TopicId) -> bool {
        let topic = self.topics.get(&topic);
        topic.is_some_and(|topic| is_internal_topic(&topic.name))
    }

    /// The partition that is written `orders-0`.
    #[must_use]
    pub fn partition_named(&self, name: &str) -> Option<TopicPartition> {
        let (topic, index) = name.rsplit_once('-')?;
        let partition = TopicPartition {
            topic: self.topic_named(topic)?,
            partition: PartitionIndex(index.parse().ok()?),
        };
        self.partitions
            .contains_key(&partition)
            .then_some(partition)
    }

    /// A partition's name as Kafka prints it, `orders-0`.
    #[must_use]
    pub fn name_of(&self, partition: TopicPartition) -> String {
        match self.topics.get(&partition.topic) {
            Some(topic) => format!("{}-{}", topic.name, partition.partition),
            None => format!("?{}-{}", partition.topic, partition.partition),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_record_that_sets_a_leader_raises_the_leader_epoch() {
        let shrink = PartitionChange {
            isr: Some(vec![BrokerId(1)]),
            ..Default::default()
        };
        let same_leader = PartitionChange {
            leader: Some(Some(BrokerId(1))),
            ..Default::default()
        };
        let mut partition = PartitionRegistration {
            leader: Some(BrokerId(1)),
            ..Default::default()
        };
        partition.merge(&shrink);
        assert_eq!(
            (partition.leader_epoch, partition.partition_epoch),
            (LeaderEpoch(0), PartitionEpoch(1))
        );
        partition.merge(&same_leader);
        assert_eq!(
            (partition.leader_epoch, partition.partition_epoch),
            (LeaderEpoch(1), PartitionEpoch(2))
        );
    }
}
