//! The records of the metadata log, by Kafka's names.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::id::{BrokerEpoch, BrokerId, LeaderEpoch, ProducerId, TopicId, TopicPartition};
use crate::metadata::{MetadataImage, PartitionRegistration};

/// One record of `__cluster_metadata`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MetadataRecord {
    /// A broker process registered; it is fenced until it has caught up.
    RegisterBroker {
        /// The broker.
        broker: BrokerId,
        /// Its new epoch: the offset of this record.
        broker_epoch: BrokerEpoch,
        /// Which process of it.
        incarnation: u32,
        /// Its rack (`broker.rack`), if it has one.
        rack: Option<Arc<str>>,
    },
    /// A broker was fenced or unfenced, or is on its way out. A field that is absent did not change.
    BrokerRegistrationChange {
        /// The broker.
        broker: BrokerId,
        /// The registration that changed.
        broker_epoch: BrokerEpoch,
        /// Whether it is fenced now.
        fenced: Option<bool>,
        /// Whether it is in controlled shutdown now.
        in_controlled_shutdown: Option<bool>,
    },
    /// A topic was made.
    Topic {
        /// Its id.
        id: TopicId,
        /// Its name.
        name: Arc<str>,
    },
    /// A configuration changed.
    Config {
        /// Whose.
        resource: ConfigResource,
        /// Kafka's name of the key.
        key: Arc<str>,
        /// The value, as written; none removes the key.
        value: Option<Arc<str>>,
    },
    /// The eligible leader replicas of a topic's partitions, or of all, are forgotten: its
    /// `min.insync.replicas` changed, so that they may lack what is committed from now on.
    ClearElr {
        /// The topic; none means all.
        topic: Option<TopicId>,
    },
    /// A block of producer ids was given to a broker.
    ProducerIds {
        /// The broker.
        broker: BrokerId,
        /// Its registration.
        broker_epoch: BrokerEpoch,
        /// Where the next block begins.
        next_producer_id: ProducerId,
    },
    /// A partition was made.
    Partition {
        /// Which one.
        partition: TopicPartition,
        /// All of it.
        registration: PartitionRegistration,
    },
    /// A partition changed; only what changed is in the record.
    PartitionChange {
        /// Which one.
        partition: TopicPartition,
        /// What changed.
        change: PartitionChange,
    },
}

impl MetadataRecord {
    /// Kafka's name of its kind.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::RegisterBroker { .. } => "RegisterBrokerRecord",
            Self::BrokerRegistrationChange { .. } => "BrokerRegistrationChangeRecord",
            Self::Topic { .. } => "TopicRecord",
            Self::Config { .. } => "ConfigRecord",
            Self::ClearElr { .. } => "ClearElrRecord",
            Self::ProducerIds { .. } => "ProducerIdsRecord",
            Self::Partition { .. } => "PartitionRecord",
            Self::PartitionChange { .. } => "PartitionChangeRecord",
        }
    }

    /// Whether it sets the leader of that partition, or sets that there is none: then the leader epoch
    /// rises with it.
    fn sets_leader_of(&self, id: TopicPartition) -> bool {
        match self {
            Self::PartitionChange { partition, change } => {
                *partition == id && change.leader.is_some()
            }
            _ => false,
        }
    }

    /// The leader epoch that a partition has by this record, where it sets its leader: a
    /// `PartitionChangeRecord` does not hold it. `later` are the records after it, `latest` what all of
    /// them add up to.
    #[must_use]
    pub(crate) fn leader_epoch(
        &self,
        later: &[Self],
        latest: &MetadataImage,
    ) -> Option<LeaderEpoch> {
        let partition = match self {
            Self::PartitionChange { partition, .. } if self.sets_leader_of(*partition) => partition,
            Self::Partition { registration, .. } => return Some(registration.leader_epoch),
            _ => return None,
        };
        let LeaderEpoch(mut epoch) = latest.partitions.get(partition)?.leader_epoch;
        for record in later {
            epoch -= i32::from(record.sets_leader_of(*partition));
        }
        Some(LeaderEpoch(epoch))
    }
}

/// Whose configuration it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ConfigResource {
    /// A topic's.
    Topic(TopicId),
    /// All brokers' (the cluster-wide default).
    Brokers,
}

/// The fields of a `PartitionChangeRecord`; a field that is absent did not change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartitionChange {
    /// The new ISR.
    pub isr: Option<Vec<BrokerId>>,
    /// The new leader; `Some(None)` takes the partition offline. Any value raises the leader epoch.
    pub leader: Option<Option<BrokerId>>,
    /// The new eligible leader replicas (KIP-966).
    pub elr: Option<Vec<BrokerId>>,
    /// The new last known ELR: at most the last leader.
    pub last_known_elr: Option<Vec<BrokerId>>,
    /// Whether the leader was elected uncleanly and has not said so yet.
    pub recovering: Option<bool>,
    /// The new assignment.
    pub replicas: Option<Vec<BrokerId>>,
    /// The replicas that a reassignment still adds.
    pub adding: Option<Vec<BrokerId>>,
    /// The replicas that go when all of those are in sync.
    pub removing: Option<Vec<BrokerId>>,
}

impl PartitionChange {
    /// Whether nothing changes, so that no record is to be written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
